"""What can be derived: one row an operation, from a problem to its components.

First derivatives come from reverse mode, second ones from edge pushing, products with
vectors from forward or reverse sweeps that never build the whole matrix.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from symcalc.core.term import ONE, ZERO, Term, add, derivative, mul
from symcalc.derive.problems import DeriveError, Ready
from symcalc.mean.differentiate import (
    NotDifferentiable,
    differentiate,
    gradient,
    hessian,
    hvp,
    jacobian,
    jvp,
    vjp,
)
from symcalc.mean.plain import plain

Direction = tuple[Term, ...]


@dataclass(frozen=True)
class Component:
    """One entry of a result: what is asked for, and the value that was found.

    ``asked`` holds DERIVATIVE nodes over the expressions as they were written.  The entry is
    the derivative of ``function`` along each of the ``directions``, one after the other; that
    is how the witnesses look at it.  ``label`` names second derivatives: f_xy.
    """

    asked: Term
    value: Term
    function: Term
    directions: tuple[Direction, ...]
    label: str = ""


@dataclass(frozen=True)
class Answer:
    """All entries of a result, row by row, with their shape."""

    components: tuple[Component, ...]
    shape: tuple[int, ...]


def components_of(ready: Ready) -> Answer:
    """The components of what a problem asks for; raises DeriveError where it makes no sense."""
    operation = OPERATIONS.get(ready.problem.operation)
    if operation is None:
        raise DeriveError(
            f"there is no operation {ready.problem.operation!r}",
            "one of " + ", ".join(OPERATIONS),
        )
    try:
        return operation(ready)
    except NotDifferentiable as reason:
        raise DeriveError(
            f"no derivative can be given: {reason}", "derive a part of it"
        ) from reason


def _derivative(ready: Ready) -> Answer:
    _only(ready.variables, "variable", "gradient or partials")
    value = differentiate(_single(ready.expressions), ready.variables[0])
    return Answer((_slope(ready, 0, 0, value),), ())


def _gradient(ready: Ready) -> Answer:
    values = gradient(_single(ready.expressions), ready.variables)
    entries = tuple(_slope(ready, 0, k, value) for k, value in enumerate(values))
    return Answer(entries, (len(entries),))


def _jacobian(ready: Ready) -> Answer:
    rows = jacobian(ready.expressions, ready.variables)
    entries = tuple(_slope(ready, i, j, e) for i, row in enumerate(rows) for j, e in enumerate(row))
    return Answer(entries, (len(ready.expressions), len(ready.variables)))


def _slope(ready: Ready, i: int, j: int, value: Term) -> Component:
    """The entry in row i and column j of the Jacobian."""
    asked = derivative(ready.problem.expressions[i], ready.variables[j])
    return Component(asked, value, ready.expressions[i], (_unit(ready, j),))


def _hessian(ready: Ready) -> Answer:
    rows = hessian(_single(ready.expressions), ready.variables)
    entries = tuple(
        _second(ready, i, j, value) for i, row in enumerate(rows) for j, value in enumerate(row)
    )
    return Answer(entries, (len(rows), len(rows)))


def _partials(ready: Ready) -> Answer:
    """Second-order partials, the pure ones first; the mixed ones each in their own order."""
    slopes = gradient(_single(ready.expressions), ready.variables)
    count = range(len(slopes))
    places = [(i, i) for i in count] + [(i, j) for i in count for j in count if i != j]
    entries = tuple(
        _second(ready, i, j, differentiate(slopes[i], ready.variables[j])) for i, j in places
    )
    return Answer(entries, (len(entries),))


def _second(ready: Ready, i: int, j: int, value: Term) -> Component:
    """The entry f_xy: differentiated in x first, then in y."""
    first, second = ready.variables[i], ready.variables[j]
    asked = derivative(derivative(ready.problem.expressions[0], first), second)
    names = [plain(first), plain(second)]
    label = "f_" + ("" if max(map(len, names)) == 1 else ",").join(names)
    directions = (_unit(ready, i), _unit(ready, j))
    return Component(asked, value, ready.expressions[0], directions, label)


def _jvp(ready: Ready) -> Answer:
    tangent = _along(ready, len(ready.variables), "variable")
    values = jvp(ready.expressions, ready.variables, tangent)
    entries = tuple(
        Component(_weighted(written, ready.variables, tangent), value, function, (tangent,))
        for written, function, value in zip(
            ready.problem.expressions, ready.expressions, values, strict=True
        )
    )
    return Answer(entries, (len(entries),))


def _directional(ready: Ready) -> Answer:
    _single(ready.expressions)
    return Answer(_jvp(ready).components, ())


def _vjp(ready: Ready) -> Answer:
    written = ready.problem.expressions
    cotangent = _along(ready, len(written), "expression")
    values = vjp(ready.expressions, ready.variables, cotangent)
    function = _combination(cotangent, ready.expressions)
    entries = tuple(
        Component(_weighted_rows(written, x, cotangent), values[k], function, (_unit(ready, k),))
        for k, x in enumerate(ready.variables)
    )
    return Answer(entries, (len(entries),))


def _hvp(ready: Ready) -> Answer:
    tangent = _along(ready, len(ready.variables), "variable")
    function = _single(ready.expressions)
    slope = _weighted(ready.problem.expressions[0], ready.variables, tangent)
    values = hvp(function, ready.variables, tangent)
    entries = tuple(
        Component(derivative(slope, x), values[k], function, (tangent, _unit(ready, k)))
        for k, x in enumerate(ready.variables)
    )
    return Answer(entries, (len(entries),))


def _unit(ready: Ready, k: int) -> Direction:
    """The direction of the k-th variable."""
    return tuple(ONE if j == k else ZERO for j in range(len(ready.variables)))


def _weighted(written: Term, variables: tuple[Term, ...], weights: tuple[Term, ...]) -> Term:
    """The sum of weight times partial derivative."""
    return _combination(weights, [derivative(written, x) for x in variables])


def _weighted_rows(written: tuple[Term, ...], x: Term, weights: tuple[Term, ...]) -> Term:
    """The sum of weight times derivative of each expression."""
    return _combination(weights, [derivative(each, x) for each in written])


def _combination(weights: Sequence[Term], terms: Sequence[Term]) -> Term:
    """The weighted sum, without what has weight 0; the weight 1 is not written."""
    pairs = zip(weights, terms, strict=True)
    parts = [(weight, each) for weight, each in pairs if weight is not ZERO]
    return add(*(each if weight is ONE else mul(weight, each) for weight, each in parts))


def _single(expressions: tuple[Term, ...]) -> Term:
    (expression,) = _only(expressions, "expression", "jacobian, jvp or vjp")
    return expression


def _only(things: tuple[Term, ...], what: str, instead: str) -> tuple[Term, ...]:
    if len(things) != 1:
        raise DeriveError(f"{len(things)} {what}s where one is expected", f"use {instead}")
    return things


def _along(ready: Ready, count: int, what: str) -> tuple[Term, ...]:
    given = len(ready.problem.along)
    if given != count:
        raise DeriveError(
            f"the direction has {given} entries for {count} {what}s",
            f"give one entry for each {what}: --along " + ",".join(["1"] + ["0"] * (count - 1)),
        )
    return ready.problem.along


OPERATIONS: Final[dict[str, Callable[[Ready], Answer]]] = {
    "derivative": _derivative,
    "gradient": _gradient,
    "partials": _partials,
    "hessian": _hessian,
    "jacobian": _jacobian,
    "jvp": _jvp,
    "vjp": _vjp,
    "hvp": _hvp,
    "directional": _directional,
}
