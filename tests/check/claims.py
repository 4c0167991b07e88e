"""Claims for the tests, from LaTeX or from terms."""

from __future__ import annotations

from symcalc.check.judge import Judgement, compare
from symcalc.core.problem import Scope
from symcalc.core.term import Term
from symcalc.read import read_expression


def sides(left: str, right: str, lets: tuple[str, ...] = ()) -> tuple[Term, Term, Scope]:
    """Two sides and their common scope."""
    a, b = read_expression(left, lets), read_expression(right, lets)
    declarations = {**a.scope.declarations, **b.scope.declarations}
    scope = Scope(declarations, a.scope.definitions, a.scope.assumptions)
    return a.terms[0], b.terms[0], scope


def judged(left: str, right: str, *lets: str, sign: str = "=") -> Judgement:
    """The judgement on a claim in LaTeX."""
    a, b, scope = sides(left, right, lets)
    return compare(a, b, scope, sign)
