"""Sums and integrals in comparable forms: infinite bounds as names, ranges that start alike.

Nothing here changes what a term means where its integrals and sums exist.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from symcalc.check.domain import Domain
from symcalc.core.term import (
    INFINITY,
    ONE,
    ZERO,
    Op,
    Term,
    call,
    div,
    free_names,
    integral,
    make,
    mul,
    name,
    neg,
    postorder,
    rebuild,
    relation,
    sub,
    substitute,
    summation,
    value_of,
)
from symcalc.mean.algebra import add, simplify
from symcalc.mean.differentiate import differentiate
from symcalc.mean.errors import NotDifferentiable
from symcalc.mean.infinite import infinite_sign, without_finite_part

#: More signs than this are not tried: each doubles the evaluations, which sums make longer.
MOST_SIGNS: Final = 6
_MOST_SIGNS_OF_SUMS: Final = 4
_MOST_SIGNS_OF_ENDS: Final = 3
#: Infinite bounds in the field: names that no page can have.
BEYOND: Final = name("~inf")
BEFORE: Final = name("~-inf")
_RUNNING: Final = (Op.SUM, Op.INTEGRAL)
_RENAMED: Final = (Op.SUM, Op.INTEGRAL, Op.PRODUCT, Op.LIMIT)


@dataclass(frozen=True)
class Arranged:
    """Two sides whose binders have names of their own, and what is known of these names."""

    left: Term
    right: Term
    domain: Domain
    by_ends: bool = False
    most_signs: int = MOST_SIGNS


def arrangements(left: Term, right: Term, domain: Domain) -> Iterator[Arranged]:
    """The sides as they are; where they hold sums or integrals, then with ranges made alike.

    Last come the sides with every sum and integral as the difference of what its ends give.
    """
    yield _arranged(left, right, domain)
    if not any(_is_running(node) for node in postorder(left, right)):
        return
    moved = rebuild(left, _from_the_start), rebuild(right, _from_the_start)
    if moved != (left, right):
        yield _arranged(*moved, domain)
    yield _arranged(left, right, domain, by_ends=True)
    if moved != (left, right):
        yield _arranged(*moved, domain, by_ends=True)


def _is_running(node: Term) -> bool:
    return node.op in _RUNNING and len(node.args) == 4


def _named(bound: Term) -> Term:
    """The bound; a name of its own where it is infinite."""
    plain = simplify(without_finite_part(bound))
    sign = infinite_sign(plain)
    return plain if not sign else BEYOND if sign > 0 else BEFORE


# ------------------------------------------------------------------- names and their ranges


def _arranged(left: Term, right: Term, domain: Domain, by_ends: bool = False) -> Arranged:
    """The sides with a name of its own for the variable of every binder, the same for equal ones.

    By its ends an integral is no mean over places between them: nothing is known of these.
    """
    if not any(node.op in _RENAMED for node in postorder(left, right)):
        return Arranged(left, right, domain)
    known: list[Term] = []
    places: dict[tuple[object, ...], int] = {}
    integers = set(domain.integers)

    def renamed(node: Term) -> Term:
        if node.op is Op.LIMIT:
            return make(Op.LIMIT, *node.args[:2], _named(node.args[2]), data=node.data)
        if node.op not in _RENAMED or len(node.args) != 4:
            return node
        body, variable, *bounds = node.args
        lower, upper = (_named(bound) for bound in bounds)
        key = (node.op, substitute(body, {variable: name("~")}), lower, upper)
        own = name(f"~{places.setdefault(key, len(places))}")
        if node.op is not Op.INTEGRAL:
            integers.add(str(own.data))
            known.append(relation("<=", lower, own))
        elif _in_order(lower, upper, domain):
            known.extend((relation("<", lower, own), relation("<", own, upper)))
        return make(node.op, substitute(body, {variable: own}), own, lower, upper)

    sides = [rebuild(side, renamed) for side in (left, right)]
    whole = replace(domain, integers=frozenset(integers))
    if not by_ends:
        infinite = {str(end.data) for end in (BEYOND, BEFORE)}
        whole = whole.assuming(*(part for part in known if not infinite & free_names(part)))
    most = _MOST_SIGNS_OF_ENDS if by_ends else _MOST_SIGNS_OF_SUMS
    return Arranged(sides[0], sides[1], whole, by_ends, most)


def _in_order(lower: Term, upper: Term, domain: Domain) -> bool:
    if lower is BEFORE or upper is BEYOND:
        return True
    return domain.bounds(simplify(sub(upper, lower))).positive


# ------------------------------------------------------------------------------ ranges alike


def _from_the_start(node: Term) -> Term:
    """The node over a range that many share: a sum from 0 on, an integral over (0, 1) or (0, ∞)."""
    if not _is_running(node):
        return node
    body, variable, *bounds = node.args
    lower, upper = (without_finite_part(bound) for bound in bounds)
    if node.op is Op.SUM:
        return _sum_alike(body, variable, lower, upper)
    signs = infinite_sign(lower), infinite_sign(upper)
    if signs == (-1, 1):
        return _over_the_line(body, variable, lower, upper)
    if signs == (0, 1):
        return integral(_moved(body, variable, add(lower, variable)), variable, ZERO, INFINITY)
    if signs == (-1, 0):
        moved = _moved(body, variable, sub(upper, variable))
        return integral(moved, variable, ZERO, INFINITY)
    if signs != (0, 0) or INFINITY in postorder(lower, upper):
        return node
    length = sub(upper, lower)
    moved = _moved(body, variable, add(lower, mul(length, variable)))
    return mul(length, integral(moved, variable, ZERO, ONE))


def _moved(body: Term, variable: Term, place: Term) -> Term:
    return substitute(body, {variable: simplify(place)})


def _sum_alike(body: Term, index: Term, lower: Term, upper: Term) -> Term:
    """A sum with the index as the place of its first element, or else from 0 on."""
    start = _first_place(body, index) or lower
    if infinite_sign(lower):
        return summation(body, index, lower, upper)
    first = simplify(sub(lower, start))
    last = upper if infinite_sign(upper) else simplify(sub(upper, start))
    return summation(_moved(body, index, add(index, start)), index, first, last)


def _first_place(body: Term, index: Term) -> Term | None:
    """What must be added to the index so that the first of its elements stands at the index."""
    for part in postorder(body):
        if part.op in (Op.ELEMENT, Op.APPLY) and len(part.args) == 1:
            offset = simplify(sub(index, part.args[0]))
            if str(index.data) not in free_names(offset):
                return offset
    return None


def _over_the_line(body: Term, variable: Term, lower: Term, upper: Term) -> Term:
    """An integral over all reals with the argument of its first unknown function as variable."""
    node = integral(body, variable, lower, upper)
    found = (part for part in postorder(body) if part.op is Op.APPLY and len(part.args) == 1)
    for part in found:
        slope = _slope(part.args[0], variable)
        if lower is not INFINITY and slope is not None:
            offset = substitute(part.args[0], {variable: ZERO})
            place = div(sub(variable, offset), slope)
            return div(
                integral(_moved(body, variable, place), variable, lower, upper), _size(slope)
            )
    return node


def _slope(argument: Term, variable: Term) -> Term | None:
    """The factor of the variable in a linear argument, None in any other."""
    try:
        slope = simplify(differentiate(argument, variable))
    except NotDifferentiable:
        return None
    linear = str(variable.data) not in free_names(slope)
    return slope if linear and slope is not ZERO and argument is not variable else None


def _size(slope: Term) -> Term:
    value = value_of(slope)
    return call("abs", slope) if value is None else simplify(neg(slope) if value < 0 else slope)
