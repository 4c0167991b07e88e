"""Mixed partial derivatives of unknown functions, taken in two orders.

∂²f/∂x∂y = ∂²f/∂y∂x needs f to be twice continuously differentiable (Schwarz's theorem;
Rudin, Principles of Mathematical Analysis, 9.41), which is a condition of the line.
"""

from __future__ import annotations

from collections.abc import Iterator

from symcalc.check.claim import Question
from symcalc.check.opaque import function_as_written
from symcalc.core.term import Op, Term, derivative_orders, functions_in, postorder
from symcalc.mean.names import plain_name


def smoothness_conditions(question: Question) -> tuple[str, ...]:
    """What two sides need of unknown functions that they differentiate in different orders."""
    orders: dict[tuple[Term, tuple[str, ...]], tuple[str, ...]] = {}
    found: dict[str, None] = {}
    for body, variables in _mixed(question.left, question.right):
        known = orders.setdefault((body, tuple(sorted(variables))), variables)
        if known != variables:
            times = {2: "twice"}.get(len(variables), f"{len(variables)} times")
            for key in sorted(functions_in(body) - question.scope.definitions.keys()):
                shown = plain_name(function_as_written(key))
                found[f"{shown} is {times} continuously differentiable"] = None
    return tuple(found)


def _mixed(*sides: Term) -> Iterator[tuple[Term, tuple[str, ...]]]:
    """The derivatives in several names: the body, and the names, the outermost first."""
    inner: set[Term] = set()
    for node in reversed(postorder(*sides)):
        if node.op is not Op.DERIVATIVE or node in inner:
            continue
        variables: list[str] = []
        body = node
        while body.op is Op.DERIVATIVE:
            inner.add(body)
            for variable, count in zip(body.args[1:], derivative_orders(body), strict=True):
                variables += [str(variable.data)] * count
            body = body.args[0]
        if len(set(variables)) > 1 and functions_in(body):
            yield body, tuple(variables)
