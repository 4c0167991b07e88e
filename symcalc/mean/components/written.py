"""Vectors and matrices of explicit size, written out entry by entry.

What comes out are scalar terms in the entries (``x_2``, ``A_1,2``), so that everything that
judges or evaluates scalars does so for arrays too.
"""

from __future__ import annotations

from typing import Final

from symcalc.core import term as t
from symcalc.core.kind import Sort, elements_key
from symcalc.core.kind_shapes import family_of, kind_shape, owner_of
from symcalc.core.shape import Shape
from symcalc.core.term import Op, Term
from symcalc.core.vocabulary import LINEAR
from symcalc.mean.algebra import simplify
from symcalc.mean.components import calculus, quaternions
from symcalc.mean.components.array import (
    Array,
    NotWrittenOut,
    broadcast,
    each,
    identity,
    inverse,
    multiplied,
    scalar,
    stacked,
    table,
)
from symcalc.mean.components.functions import FUNCTIONS
from symcalc.mean.components.names import (
    Setting,
    entries_of,
    quaternion_entries,
    size_or_entry,
)
from symcalc.mean.components.quaternions import as_quaternion
from symcalc.mean.components.writer import Rule, Writer, picked, place_of
from symcalc.mean.numeric import element_key


def written_out(term: Term, setting: Setting) -> Array:
    """The entries of a term.

    Raises NotWrittenOut for what has no entries: an unknown vector-valued function, a power
    of a matrix that is no whole number, a size that no number was chosen for.
    """
    return Writer(setting, _rule).of(term, 0)


def _rule(term: Term) -> Rule:
    if term.op is Op.CALL and term.data in LINEAR:
        return _linear_call
    return _RULES.get(term.op, _leaf)


def _leaf(writer: Writer, term: Term, depth: int) -> Array:
    if term.op is Op.TUPLE:
        raise NotWrittenOut("a list")
    return scalar(term)


def _name(writer: Writer, term: Term, depth: int) -> Array:
    key, setting = str(term.data), writer.setting
    kind = setting.kinds.get(key)
    if kind is None:
        return scalar(size_or_entry(key, setting))
    if kind.sort is Sort.QUATERNION:
        return quaternion_entries(key, kind, key in setting.free)
    if kind.sort in (Sort.VECTOR, Sort.MATRIX):
        rows, columns = setting.dimensions(setting.shapes.of(term))
        return entries_of(key, kind, rows, columns, setting)
    return scalar(size_or_entry(key, setting))


def _element(writer: Writer, term: Term, depth: int) -> Array:
    """An entry of an array, one of a sequence of arrays, or an element of a plain sequence."""
    setting, base = writer.setting, str(term.data)
    places = [place_of(writer, index, depth) for index in term.args]
    kind = setting.kinds.get(elements_key(term))
    if kind is not None:
        rows, columns = setting.dimensions(setting.shapes.of(term))
        return entries_of(element_key(base, places), kind, rows, columns, setting)
    family = family_of(term, setting.kinds)
    if family is not None:
        rows, columns = setting.dimensions(_shape_of(family, setting))
        member = element_key(base, places[:-1])
        return scalar(picked(entries_of(member, setting.kinds[family], rows, columns, setting),
                             places[-1:]))  # fmt: skip
    owner = owner_of(base, setting.kinds, len(places))
    if owner is None or setting.kinds[owner].sort is Sort.QUATERNION:
        return scalar(t.name(element_key(base, places)))
    rows, columns = setting.dimensions(_shape_of(owner, setting))
    whole = entries_of(owner, setting.kinds[owner], rows, columns, setting)
    return scalar(picked(whole, places))


def _shape_of(key: str, setting: Setting) -> Shape:
    """The shape of a kind's values, sizes as far as they are known."""
    return setting.shapes.resolved(kind_shape(setting.shapes, key, setting.kinds[key]))


def _sum(writer: Writer, term: Term, depth: int) -> Array:
    parts = writer.parts(term, depth)
    if any(part.quaternion for part in parts):
        parts = [as_quaternion(part) for part in parts]
    return broadcast(parts, t.add)


def _negative(writer: Writer, term: Term, depth: int) -> Array:
    return each(writer.parts(term, depth)[0], t.neg)


def _product(writer: Writer, term: Term, depth: int) -> Array:
    parts = writer.parts(term, depth)
    if any(part.quaternion for part in parts):
        return quaternions.product_of(parts)
    scalars = [part.entries[0] for part in parts if part.is_scalar]
    groups: list[Array] = []
    for part in parts:
        if part.is_scalar:
            continue
        if groups and not groups[-1].is_scalar and groups[-1].columns == part.rows:
            groups[-1] = multiplied(groups[-1], part)
        else:
            groups.append(part)
    scalars += [group.entries[0] for group in groups if group.is_scalar]
    arrays = [group for group in groups if not group.is_scalar]
    if len(arrays) > 1:
        raise NotWrittenOut("a product that does not conform")
    if not arrays:
        return scalar(t.mul(*scalars))
    return each(arrays[0], lambda x: t.mul(*scalars, x)) if scalars else arrays[0]


def _quotient(writer: Writer, term: Term, depth: int) -> Array:
    top, bottom = writer.parts(term, depth)
    if top.quaternion or bottom.quaternion:
        if not bottom.is_scalar:
            raise NotWrittenOut("a quotient of quaternions")
        return each(top, lambda x: t.div(x, bottom.entries[0]))
    return broadcast([top, bottom], t.div)


def _power(writer: Writer, term: Term, depth: int) -> Array:
    base, exponent = writer.parts(term, depth)
    if not exponent.is_scalar:
        raise NotWrittenOut("an array in the exponent")
    if base.is_scalar or (base.is_column and not base.quaternion):
        return each(base, lambda x: t.power(x, exponent.entries[0]))
    value = t.value_of(simplify(exponent.entries[0]))
    if value is None or value.denominator != 1 or abs(value) > 4:
        raise NotWrittenOut("a power of a matrix that is no small whole number")
    if base.quaternion:
        return quaternions.power_of(base, int(value))
    whole = base if value > 0 else inverse(base)
    result = identity(base.rows)
    for _ in range(abs(int(value))):
        result = multiplied(result, whole)
    return whole if abs(value) == 1 else result


def _call(writer: Writer, term: Term, depth: int) -> Array:
    """An elementary function, entry by entry; of a square matrix that has two readings."""
    parts = writer.parts(term, depth)
    if any(part.quaternion or (part.rows == part.columns and part.rows > 1) for part in parts):
        raise NotWrittenOut(f"{term.data} of a matrix")
    return broadcast(parts, lambda *xs: t.call(str(term.data), *xs))


def _linear_call(writer: Writer, term: Term, depth: int) -> Array:
    if term.data in ("identity", "ones", "zeros", "basis"):
        return _constant(writer, term, depth)
    if term.data == "entry":
        places = [place_of(writer, index, depth) for index in term.args[1:]]
        return scalar(picked(writer.of(term.args[0], depth), places))
    return FUNCTIONS[str(term.data)](*writer.parts(term, depth))


def _constant(writer: Writer, term: Term, depth: int) -> Array:
    rows, columns = writer.setting.dimensions(writer.setting.shapes.of(term))
    if term.data == "identity":
        return identity(rows)
    if term.data == "basis":
        place = place_of(writer, term.args[0], depth)
        return table(rows, 1, lambda i, _: t.ONE if i + 1 == place else t.ZERO)
    value = t.ONE if term.data == "ones" else t.ZERO
    return table(rows, columns, lambda i, j: value)


def _column(writer: Writer, term: Term, depth: int) -> Array:
    return stacked(_filled([[part] for part in writer.parts(term, depth)]))


def _matrix(writer: Writer, term: Term, depth: int) -> Array:
    assert isinstance(term.data, tuple)
    rows, columns = term.data
    parts = writer.parts(term, depth)
    return stacked(_filled([parts[i * columns : (i + 1) * columns] for i in range(rows)]))


def _filled(blocks: list[list[Array]]) -> list[list[Array]]:
    """Blocks with every 0 as large as its neighbours make it."""
    high = [max(block.rows for block in row) for row in blocks]
    wide = [max(block.columns for block in column) for column in zip(*blocks, strict=True)]
    return [
        [
            table(m, n, lambda i, j: t.ZERO) if block.entries == (t.ZERO,) else block
            for block, n in zip(row, wide, strict=True)
        ]
        for row, m in zip(blocks, high, strict=True)
    ]


def _scalars_only(writer: Writer, term: Term, depth: int) -> Array:
    parts = writer.parts(term, depth)
    if not all(part.is_scalar for part in parts):
        raise NotWrittenOut(f"{term.op} of an array")
    return scalar(t.make(term.op, *(part.entries[0] for part in parts), data=term.data))


_RULES: Final[dict[Op, Rule]] = {
    Op.NAME: _name, Op.ELEMENT: _element, Op.ADD: _sum, Op.NEG: _negative, Op.MUL: _product,
    Op.DIV: _quotient, Op.POW: _power, Op.CALL: _call, Op.VECTOR: _column, Op.MATRIX: _matrix,
    Op.APPLY: calculus.application, Op.DERIVATIVE: calculus.derivative, Op.SUM: calculus.total,
    Op.PRODUCT: calculus.total,
    Op.INTEGRAL: calculus.inside, Op.LIMIT: calculus.inside, Op.AT: calculus.evaluated,
    Op.CASES: _scalars_only, Op.RELATION: _scalars_only, Op.AND: _scalars_only,
    Op.OR: _scalars_only,
}  # fmt: skip
