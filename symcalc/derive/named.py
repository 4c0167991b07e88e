"""Defined names on the way: p_1 as a function of the variables, with a derivative of its own.

People write dp_1/dz_1 = p_1 (1 - p_1) and go on, they do not put the definition in.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from symcalc.core.term import (
    Op,
    Term,
    apply,
    derivative,
    free_names,
    function_key,
    function_orders,
    name,
    rebuild,
    substitute,
)
from symcalc.derive.problems import Ready
from symcalc.derive.tidy import Tidier
from symcalc.mean.differentiate import differentiate
from symcalc.mean.names import plain_name
from symcalc.rules.rule import Bindings, Rule, RuleSet, wildcard

_APPLIED: Final = wildcard("applied", Op.APPLY)


class Named:
    """The defined names of a problem through which a variable can be reached."""

    def __init__(self, ready: Ready, tidy: Tidier) -> None:
        self.tidy = tidy
        self.bodies = {
            key: ready.expanded(name(key))
            for key, definition in ready.hiding.items()
            if not definition.is_function
        }
        self.applications = {
            name(key): apply(key, *_moving(body, ready.variables))
            for key, body in self.bodies.items()
        }

    def applied(self, term: Term) -> Term:
        """The term with its defined names as functions of the variables."""
        return substitute(term, self.applications) if self.applications else term

    def shown(self, term: Term) -> Term:
        """The term with those functions as names again, their slopes as derivatives."""
        return rebuild(term, self._named) if self.applications else term

    def rules(self) -> RuleSet:
        """One rule for each name: its derivative, in the problem's own names."""
        return RuleSet(
            tuple(
                Rule(f"derivative of {plain_name(key)}", _APPLIED, self._slope_of(key))
                for key in self.bodies
            )
        )

    def _slope_of(self, key: str) -> Callable[[Bindings], Term | None]:
        def builder(found: Bindings) -> Term | None:
            node = found[_APPLIED]
            if function_key(node) != key or not any(function_orders(node)):
                return None
            slope = self.bodies[key]
            for variable, order in zip(node.args, function_orders(node), strict=True):
                slope = differentiate(slope, variable, order) if order else slope
            return self.applied(self.tidy(slope))

        return builder

    def _named(self, node: Term) -> Term:
        if node.op is not Op.APPLY or function_key(node) not in self.bodies:
            return node
        own = name(function_key(node))
        held = [(x, n) for x, n in zip(node.args, function_orders(node), strict=True) if n]
        return (
            derivative(own, *(x for x, _ in held), orders=tuple(n for _, n in held))
            if held
            else own
        )


def _moving(body: Term, variables: tuple[Term, ...]) -> list[Term]:
    """The variables that a body depends on."""
    return [variable for variable in variables if str(variable.data) in free_names(body)]
