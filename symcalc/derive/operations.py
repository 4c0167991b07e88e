"""What can be derived: one row an operation, from a problem to its components.

First derivatives come from reverse mode, second ones from edge pushing, products with
vectors from forward or reverse sweeps that never build the whole matrix.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from symcalc.core.term import Term, add, derivative, mul
from symcalc.derive.problems import DeriveError, Ready
from symcalc.mean.differentiate import differentiate, gradient, hessian, hvp, jacobian, jvp, vjp
from symcalc.mean.plain import plain


@dataclass(frozen=True)
class Component:
    """One entry of a result: its label, what is asked for, and the value that was found.

    ``asked`` holds DERIVATIVE nodes over the expressions as they were written.
    """

    label: str
    asked: Term
    value: Term


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
    return operation(ready)


def _derivative(ready: Ready) -> Answer:
    (variable,) = _only(ready.variables, "variable", "gradient or partials")
    asked = derivative(_single(ready.problem.expressions), variable)
    value = differentiate(_single(ready.expressions), variable)
    return Answer((Component(f"df/d{plain(variable)}", asked, value),), ())


def _gradient(ready: Ready) -> Answer:
    written = _single(ready.problem.expressions)
    values = gradient(_single(ready.expressions), ready.variables)
    entries = tuple(
        Component(f"∂f/∂{plain(variable)}", derivative(written, variable), value)
        for variable, value in zip(ready.variables, values, strict=True)
    )
    return Answer(entries, (len(entries),))


def _hessian(ready: Ready) -> Answer:
    rows = hessian(_single(ready.expressions), ready.variables)
    entries = tuple(
        _second(ready, first, second, rows[i][j])
        for i, first in enumerate(ready.variables)
        for j, second in enumerate(ready.variables)
    )
    return Answer(entries, (len(ready.variables), len(ready.variables)))


def _second(ready: Ready, first: Term, second: Term, value: Term) -> Component:
    """The entry f_xy: differentiated in x first, then in y."""
    written = ready.problem.expressions[0]
    asked = derivative(derivative(written, first), second)
    return Component(f"f_{plain(first)}{plain(second)}", asked, value)


def _partials(ready: Ready) -> Answer:
    """Second-order partials, the pure ones first; the mixed ones each in their own order."""
    expression = _single(ready.expressions)
    variables = ready.variables
    pure = [(each, each) for each in variables]
    mixed = [(one, other) for one in variables for other in variables if one is not other]
    slopes = dict(zip(variables, gradient(expression, variables), strict=True))
    entries = tuple(
        _second(ready, one, other, differentiate(slopes[one], other)) for one, other in pure + mixed
    )
    return Answer(entries, (len(entries),))


def _jacobian(ready: Ready) -> Answer:
    rows = jacobian(ready.expressions, ready.variables)
    entries = tuple(
        Component(f"∂f_{i + 1}/∂{plain(variable)}", derivative(written, variable), rows[i][j])
        for i, written in enumerate(ready.problem.expressions)
        for j, variable in enumerate(ready.variables)
    )
    return Answer(entries, (len(ready.problem.expressions), len(ready.variables)))


def _jvp(ready: Ready) -> Answer:
    tangent = _along(ready, len(ready.variables), "variable")
    values = jvp(ready.expressions, ready.variables, tangent)
    entries = tuple(
        Component(f"(Jv)_{i + 1}", _weighted(written, ready.variables, tangent), values[i])
        for i, written in enumerate(ready.problem.expressions)
    )
    return Answer(entries, (len(entries),))


def _vjp(ready: Ready) -> Answer:
    written = ready.problem.expressions
    cotangent = _along(ready, len(written), "expression")
    values = vjp(ready.expressions, ready.variables, cotangent)
    entries = tuple(
        Component(f"(vᵀJ)_{plain(x)}", _weighted_rows(written, x, cotangent), value)
        for x, value in zip(ready.variables, values, strict=True)
    )
    return Answer(entries, (len(entries),))


def _hvp(ready: Ready) -> Answer:
    tangent = _along(ready, len(ready.variables), "variable")
    slope = _weighted(_single(ready.problem.expressions), ready.variables, tangent)
    values = hvp(_single(ready.expressions), ready.variables, tangent)
    entries = tuple(
        Component(f"(Hv)_{plain(x)}", derivative(slope, x), value)
        for x, value in zip(ready.variables, values, strict=True)
    )
    return Answer(entries, (len(entries),))


def _directional(ready: Ready) -> Answer:
    tangent = _along(ready, len(ready.variables), "variable")
    asked = _weighted(_single(ready.problem.expressions), ready.variables, tangent)
    (value,) = jvp(ready.expressions, ready.variables, tangent)
    return Answer((Component("∇f·v", asked, value),), ())


def _weighted(written: Term, variables: tuple[Term, ...], weights: tuple[Term, ...]) -> Term:
    """The sum of weight times partial derivative."""
    pairs = zip(weights, variables, strict=True)
    return add(*(mul(weight, derivative(written, x)) for weight, x in pairs))


def _weighted_rows(written: tuple[Term, ...], x: Term, weights: tuple[Term, ...]) -> Term:
    pairs = zip(weights, written, strict=True)
    return add(*(mul(weight, derivative(each, x)) for weight, each in pairs))


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
