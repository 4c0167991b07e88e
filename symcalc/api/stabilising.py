"""The verb stable: where an expression loses digits in double precision, and a better form."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from symcalc.check.compare import compare
from symcalc.check.domain import domain_of
from symcalc.check.sampling import admissible
from symcalc.core.problem import Scope
from symcalc.core.stability import Place, Stability
from symcalc.core.term import Term, free_names
from symcalc.core.verdict import Verdict
from symcalc.derive.stable import stability
from symcalc.mean.definitions import expand_definitions
from symcalc.mean.rounding import places
from symcalc.request import problem_of, unusable


@dataclass(frozen=True)
class Stable:
    """What was found, with the judge's verdict on each rewriting."""

    found: Stability
    verdicts: tuple[Verdict, ...]


def stable(expression: str, *, let: Iterable[str] = ()) -> Stable:
    """Where an expression overflows or loses digits, and the form that a table of them gives.

    Raises InputError for what cannot be read, NoMeaning for what is no computation (an
    integral, a function that is not defined).
    """
    problem = problem_of("stable", expression, let=let)
    if len(problem.expressions) != 1:
        raise unusable("expression", expression, "several expressions", "give one at a time")
    term = expand_definitions(problem.expressions[0], problem.scope)
    found = stability(term, _points(term, problem.scope))
    verdicts = tuple(
        compare(step.before, step.after, problem.scope).verdict for step in found.rewritings
    )
    return Stable(found, verdicts)


def _points(term: Term, scope: Scope) -> list[Place]:
    """Points of the domain that the scope declares."""
    domain = domain_of(scope, term)
    return [
        place
        for place in places(sorted(free_names(term)))
        if admissible({key: Fraction(value) for key, value in place.items()}, domain)
    ]
