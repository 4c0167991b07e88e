"""Derivatives of indexed sums and products: the Kronecker delta and how it collapses.

The derivative of x_i in x_j is 1 where i = j and else 0.  Below a sum over i only the term
i = j counts, so the sum collapses: d/dw_j of the sum of x_i w_i is x_j.  A variable x_j
with a symbolic j is taken to be one of those that are summed.
"""

from __future__ import annotations

from collections.abc import Callable

from symcalc.core import term as raw
from symcalc.core.term import (
    ONE,
    TRUE,
    ZERO,
    Op,
    Term,
    binds,
    free_names,
    fresh_name,
    postorder,
    relation,
    substitute,
    value_of,
)
from symcalc.mean.algebra import add, mul, sub
from symcalc.mean.errors import NotDifferentiable

#: Differentiates a term in the variable of the pass, or in the one given.
Differentiate = Callable[..., Term]


def kronecker(element: Term, variable: Term) -> Term:
    """The derivative of one element of a sequence in another: a Kronecker delta."""
    if element is variable:
        return ONE
    if variable.op is not Op.ELEMENT or element.data != variable.data:
        return ZERO
    if len(element.args) != len(variable.args):
        return ZERO
    pairs = [(a, b) for a, b in zip(element.args, variable.args, strict=True) if a is not b]
    if any(_known_different(a, b) for a, b in pairs):
        return ZERO
    same = [relation("=", a, b) for a, b in pairs]
    condition = same[0] if len(same) == 1 else raw.make(Op.AND, *same)
    return raw.cases((ONE, condition), (ZERO, TRUE))


def differentiate_sum(node: Term, variable: Term, differentiate: Differentiate) -> Term:
    """The derivative of a SUM node: inside the sum, or collapsed to the terms that count."""
    body, index, lower, upper = node.args
    _check_bounds(node, variable)
    if variable.op is not Op.ELEMENT or str(variable.data) not in free_names(body):
        return _sum_of(differentiate(body), node)
    body, index = _avoid(body, index, variable)
    position = _common_position(body, index, variable)
    if position is not None:
        target = variable.args[position]
        if _known_outside(target, lower, upper):
            return ZERO
        return differentiate(substitute(body, {index: target}))
    return _collapse_singly(raw.summation(body, index, lower, upper), variable, differentiate)


def differentiate_product(node: Term, variable: Term, differentiate: Differentiate) -> Term:
    """The derivative of a PRODUCT node: the sum of each factor's derivative times the others.

    Written with two partial products instead of a quotient, so that a factor may be zero.
    """
    body, index, lower, upper = node.args
    _check_bounds(node, variable)
    body, index = _avoid(body, index, variable)
    position = None
    if variable.op is Op.ELEMENT:
        position = _common_position(body, index, variable)
    place = fresh_name(str(index.data), free_names(node) | free_names(body))
    if position is not None:
        place = variable.args[position]
        if _known_outside(place, lower, upper):
            return ZERO
        rate = differentiate(substitute(body, {index: place}))
    else:
        rate = substitute(differentiate(body), {index: place})
    if rate is ZERO:
        return ZERO
    before = raw.product(body, index, lower, sub(place, ONE))
    after = raw.product(body, index, add(place, ONE), upper)
    term = mul(before, rate, after)
    return term if position is not None else raw.summation(term, place, lower, upper)


def _check_bounds(node: Term, variable: Term) -> None:
    bounds = free_names(node.args[2]) | free_names(node.args[3])
    if str(variable.data) in bounds:
        raise NotDifferentiable(f"a bound of the {node.op} depends on {variable}")


def _avoid(body: Term, index: Term, variable: Term) -> tuple[Term, Term]:
    """The body with its index renamed if the variable or a sum inside uses that name, too.

    In the sum over j of (x_j - the mean of all x_j) the two j have nothing to do with each other.
    """
    taken = frozenset(name for part in variable.args for name in free_names(part))
    taken |= {str(node.args[1].data) for node in postorder(body) if binds(node)}
    if str(index.data) not in taken:
        return body, index
    renamed = fresh_name(str(index.data), free_names(body) | taken)
    return substitute(body, {index: renamed}), renamed


def _occurrences(body: Term, variable: Term) -> list[Term]:
    return [
        node
        for node in postorder(body)
        if node.op is Op.ELEMENT
        and node.data == variable.data
        and len(node.args) == len(variable.args)
    ]


def _common_position(body: Term, index: Term, variable: Term) -> int | None:
    """The position in which every occurrence of the sequence has exactly the summed index."""
    found = _occurrences(body, variable)
    for position in range(len(variable.args)):
        if all(node.args[position] is index for node in found):
            return position
    return None


def _collapse_singly(node: Term, variable: Term, differentiate: Differentiate) -> Term:
    """Collapse x_i, x_(i+1), … one after another; what cannot be solved for i keeps its delta."""
    body, index, lower, upper = node.args
    parts: list[Term] = []
    for occurrence in _occurrences(body, variable):
        place = _solve_for_index(occurrence, index, variable)
        if place is None or not free_names(occurrence) <= free_names(body):
            continue
        stand_in = fresh_name("u", free_names(body))
        separated = substitute(body, {occurrence: stand_in})
        rate = substitute(differentiate(separated, stand_in), {stand_in: occurrence})
        parts.append(_within(_thaw(substitute(rate, {index: place})), place, node, variable))
        body = _freeze(body, occurrence)
    rest = differentiate(body)
    return add(*parts, _sum_of(_thaw(rest), raw.summation(body, index, lower, upper)))


def _solve_for_index(occurrence: Term, index: Term, variable: Term) -> Term | None:
    """The value of the index at which the occurrence is the variable: i + c = j gives j - c."""
    if len(occurrence.args) != 1:
        return None
    written, target = occurrence.args[0], variable.args[0]
    offset = sub(written, index)
    return None if str(index.data) in free_names(offset) else sub(target, offset)


def _within(term: Term, place: Term, node: Term, variable: Term) -> Term:
    """The term where the place lies between the bounds, else 0; j itself is taken to do so."""
    _, _, lower, upper = node.args
    if term is ZERO or _known_outside(place, lower, upper):
        return ZERO
    checks = [relation("<=", lower, place), relation("<=", place, upper)]
    needed = [c for c in checks if value_of(c.args[0]) is None or value_of(c.args[1]) is None]
    if place in variable.args or not needed:
        return term
    condition = needed[0] if len(needed) == 1 else raw.make(Op.AND, *needed)
    return raw.cases((term, condition), (ZERO, TRUE))


_FROZEN = "frozen."


def _freeze(body: Term, occurrence: Term) -> Term:
    """The occurrence under another sequence's name, for which the pass sees a constant."""
    frozen = raw.element(_FROZEN + str(occurrence.data), *occurrence.args)
    return substitute(body, {occurrence: frozen})


def _thaw(term: Term) -> Term:
    def thawed(node: Term) -> Term:
        if node.op is Op.ELEMENT and str(node.data).startswith(_FROZEN):
            return raw.element(str(node.data).removeprefix(_FROZEN), *node.args)
        return node

    return raw.rebuild(term, thawed)


def _sum_of(body: Term, node: Term) -> Term:
    """The same sum over a new body."""
    if body is ZERO:
        return ZERO
    return raw.make(Op.SUM, body, *node.args[1:])


def _known_different(a: Term, b: Term) -> bool:
    difference = value_of(sub(a, b))
    return difference is not None and difference != 0


def _known_outside(place: Term, lower: Term, upper: Term) -> bool:
    before, after = value_of(sub(place, lower)), value_of(sub(upper, place))
    return (before is not None and before < 0) or (after is not None and after < 0)
