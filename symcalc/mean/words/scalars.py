"""The numbers before words: sums, products and slopes without needless ones."""

from __future__ import annotations

from collections.abc import Sequence

from symcalc.core import term as t
from symcalc.core.term import Op, Term
from symcalc.core.vocabulary import LINEAR
from symcalc.mean.algebra import simplify
from symcalc.mean.differentiate import differentiate
from symcalc.mean.words.form import NoNormalFormError


def times(a: Term, b: Term) -> Term:
    """A product of scalars without ones."""
    if a is t.ONE or b is t.ONE:
        return b if a is t.ONE else a
    factors = [p for x in (a, b) for p in (x.args if x.op is Op.MUL else (x,))]
    return t.mul(*factors)


def plus(terms: Sequence[Term]) -> Term:
    """A sum of scalars, numbers added up."""
    numbers = [value for value in map(t.value_of, terms) if value is not None]
    rest = [term for term in terms if t.value_of(term) is None]
    total = sum(numbers)
    return t.add(*rest, *([t.number(total)] if total or not rest else []))


def negated(term: Term) -> Term:
    """The negative, without a double sign."""
    value = t.value_of(term)
    if value is not None:
        return t.number(-value)
    return term.args[0] if term.op is Op.NEG else t.neg(term)


def simplified(scalar: Term) -> Term:
    """A scalar simplified around its traces and determinants, whose products keep their order."""
    names = {atom: t.name(f"~{k}") for k, atom in enumerate(_numbers_in(scalar))}
    return t.substitute(simplify(t.substitute(scalar, names)), {v: k for k, v in names.items()})


def slopes(scalar: Term, places: list[Term]) -> dict[Term, Term]:
    """What a scalar that is linear in some numbers multiplies each of them by."""
    names = {node: t.name(f"~{k}") for k, node in enumerate(_numbers_in(scalar))}
    plain = t.substitute(scalar, names)
    back = {label: node for node, label in names.items()}
    found = {
        place: t.substitute(simplify(differentiate(plain, names[place])), back)
        for place in places
        if place in names
    }
    if any(t.free_names(slope) & {str(names[p].data) for p in found} for slope in found.values()):
        raise NoNormalFormError("a Jacobian that is no product")
    return {place: slope for place, slope in found.items() if t.value_of(slope) != 0}


def _numbers_in(scalar: Term) -> list[Term]:
    return [n for n in t.postorder(scalar) if n.op is Op.CALL and n.data in LINEAR]
