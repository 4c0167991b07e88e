"""Derivatives, sums over an index and integrals of arrays, entry by entry."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from symcalc.core import term as t
from symcalc.core.shape import Size, size_of
from symcalc.core.sketches import is_sketched, sketch_of
from symcalc.core.term import Op, Term
from symcalc.mean.components.array import (
    Array,
    NotWrittenOut,
    broadcast,
    each,
    scalar,
    stacked,
    table,
)
from symcalc.mean.components.names import Setting
from symcalc.mean.components.writer import Writer, place_of

_LONGEST: Final = 12  # terms of a sum


def application(writer: Writer, term: Term, depth: int) -> Array:
    """An unknown function of the entries, if its value is a number; an array with dots."""
    if is_sketched(term):
        return _sketched(writer, term, depth)
    if not writer.setting.shapes.of(term).is_scalar:
        raise NotWrittenOut(f"{t.function_key(term)}, whose values are not known to be numbers")
    if any(t.function_orders(term)) or any(a.op is Op.TUPLE for a in term.args):
        raise NotWrittenOut(f"{t.function_key(term)} of an array")
    entries = [entry for part in writer.parts(term, depth) for entry in part.entries]
    return scalar(t.apply(t.function_key(term), *entries))


def _sketched(writer: Writer, term: Term, depth: int) -> Array:
    """Every entry that the dots of an array stand for."""
    sketch = sketch_of(term)
    if sketch is None:
        raise NotWrittenOut("dots whose entries are not clear")
    shape = writer.setting.shapes.of(term)
    first = writer.of(term.args[0], depth)
    rows = _counted(first.rows, shape.rows, sketch.rows, writer.setting)
    columns = _counted(first.columns, shape.columns, sketch.columns, writer.setting)
    counted = [t.number(k + 1) for k in range(max(rows, columns))]
    return stacked(
        [[writer.of(sketch.entry(i, j), depth) for j in counted[:columns]] for i in counted[:rows]]
    )


def _counted(own: int, size: Size, end: Term | None, setting: Setting) -> int:
    """How many entries, of their own size, stand beside or below one another."""
    if end is None and own > 1:
        raise NotWrittenOut("a number of blocks that no entry shows")
    return setting.number_of(size if end is None else size_of(end))


def derivative(writer: Writer, term: Term, depth: int) -> Array:
    """Entry by entry; a name with a declared property is varied freely, then set back."""
    body, *variables = term.args
    keys = frozenset(str(v.data) for v in variables)
    orders = t.derivative_orders(term)
    setting = writer.setting
    free = replace(setting, free=setting.free | keys)
    inner = Writer(free, writer.rule)
    value = inner.of(body, depth)
    moved = [inner.of(v, depth) for v, k in zip(variables, orders, strict=True) for _ in range(k)]
    found = _of_entries(value, moved)
    back = _constraints(writer, inner, variables, depth)
    return each(found, lambda x: _set_back(x, back))


def _of_entries(value: Array, moved: list[Array]) -> Array:
    if all(variable.is_scalar for variable in moved):
        return each(value, lambda x: t.derivative(x, *(v.entries[0] for v in moved)))
    if value.is_scalar and len(moved) == 1:
        return each(moved[0], lambda v: t.derivative(value.entries[0], v))
    columns = all(v.columns == 1 for v in moved)
    if value.is_scalar and len(moved) == 2 and columns:
        one, other = moved
        body = value.entries[0]
        return table(one.rows, other.rows, lambda i, j: _second(body, one.at(i, 0), other.at(j, 0)))
    if value.columns == 1 and len(moved) == 1 and columns:
        by = moved[0]
        return table(value.rows, by.rows, lambda i, j: t.derivative(value.at(i, 0), by.at(j, 0)))
    raise NotWrittenOut("a derivative of a matrix by an array")


def _second(body: Term, one: Term, other: Term) -> Term:
    if one is other:
        return t.derivative(body, one, orders=(2,))
    return t.derivative(body, one, other)


def _constraints(
    writer: Writer, inner: Writer, variables: list[Term], depth: int
) -> list[tuple[Term, Term]]:
    """Each freely varied entry with what it is by its declared property."""
    return [
        (free, held)
        for variable in dict.fromkeys(variables)
        for free, held in zip(
            inner.of(variable, depth).entries, writer.of(variable, depth).entries, strict=True
        )
        if free is not held
    ]


def _set_back(term: Term, back: list[tuple[Term, Term]]) -> Term:
    """The derivative at the point that has the property; all entries are set at once."""
    aside = [t.name(f"{free.data}~") for free, _ in back]
    for (free, _), place in zip(back, aside, strict=True):
        term = t.at(term, free, place)
    return t.substitute(term, {p: held for p, (_, held) in zip(aside, back, strict=True)})


def evaluated(writer: Writer, term: Term, depth: int) -> Array:
    """What is evaluated at a value of a name, entry by entry: dL/dh, at h = tanh(z)."""
    body, variable, value = writer.parts(term, depth)
    if (variable.rows, variable.columns) != (value.rows, value.columns):
        raise NotWrittenOut("a value of another shape than its name")
    places = list(zip(variable.entries, value.entries, strict=True))
    if any(place.op is not Op.NAME for place, _ in places):
        raise NotWrittenOut("a value of an array with a property")
    return each(body, lambda x: _set_back(x, places))


def total(writer: Writer, term: Term, depth: int) -> Array:
    """A sum or a product whose bounds are numbers, term by term."""
    body, index, lower, upper = term.args
    first, last = (place_of(writer, bound, depth) for bound in (lower, upper))
    if last - first >= _LONGEST:
        raise NotWrittenOut("a sum of many terms")
    parts = [
        writer.of(t.substitute(body, {index: t.number(k)}), depth) for k in range(first, last + 1)
    ]
    if not parts:
        return scalar(t.ZERO if term.op is Op.SUM else t.ONE)
    if term.op is Op.SUM:
        return broadcast(parts, t.add)
    if not all(part.is_scalar for part in parts):
        raise NotWrittenOut("a product of arrays over an index")
    return scalar(t.mul(*(part.entries[0] for part in parts)))


def inside(writer: Writer, term: Term, depth: int) -> Array:
    """An integral or a limit, entry by entry."""
    body, *rest = writer.parts(term, depth)
    if not all(part.is_scalar for part in rest):
        raise NotWrittenOut(f"{term.op} over an array")
    return each(body, lambda x: t.make(term.op, x, *(p.entries[0] for p in rest), data=term.data))
