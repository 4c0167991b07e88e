"""The shapes of all terms below some roots, under the kinds of their names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from symcalc.core.kind import Kind
from symcalc.core.shape import SCALAR
from symcalc.core.shape_rules import RULES
from symcalc.core.term import Term
from symcalc.core.unification import Unification


class Shapes(Unification):
    """The shapes of terms, with what has been learnt of their sizes."""

    def visit(self, node: Term) -> None:
        """Find the shape of a term whose arguments were visited, by the rule of its operation."""
        if node not in self._shapes:
            rule = RULES.get(node.op)
            self._shapes[node] = SCALAR if rule is None else rule(self, node)


def shapes_of(roots: Sequence[Term], kinds: Mapping[str, Kind]) -> Shapes:
    """The shapes of all terms below the roots, under the declared kinds."""
    found = Shapes(kinds)
    found.visit_all(*roots)
    return found
