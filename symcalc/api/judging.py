"""A derivation judged: every step through the door of a student's line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from symcalc.check.arrays.judging import judge_arrays
from symcalc.check.arrays.scopes import speaks_of_arrays
from symcalc.check.budget import Budget
from symcalc.check.conditions import requirements
from symcalc.check.domain import domain_of
from symcalc.check.judge import Judgement, compare, verdict_of
from symcalc.core.derivation import Line, Outcome, Step
from symcalc.core.kind_shapes import array_kinds, has_arrays
from symcalc.core.problem import Problem, Scope, Statement
from symcalc.core.span import Span
from symcalc.core.term import Term
from symcalc.core.verdict import BAD, Evidence, Says, Verdict
from symcalc.mean.definitions import expand_definitions

#: What the judgement of one step may cost.
_STEP: Final = Budget(seconds=2.0)

#: Results with more entries are left to the witnesses alone.
_MOST_COMPONENTS: Final = 16

_NOWHERE: Final = Span(1, 1, 1, 1)

_PROOFS: Final = frozenset({Verdict.PROVED, Verdict.CONDITIONAL})

#: What proved steps add to the evidence of the witnesses.
_ARGUMENT: Final = Evidence("steps", Says.HOLDS)


def judged(outcome: Outcome) -> Outcome:
    """The outcome with a verdict on every step and on the result.

    Where nobody has looked at the result yet, the evidence is that on its line as a whole.
    """
    conditions = list(outcome.conditions)
    scope = _where_defined(outcome.problem)
    evidence = outcome.evidence or _on_the_whole(outcome, scope).evidence
    lines = tuple(_judged_line(line, scope, conditions) for line in outcome.lines)
    argument = [_ARGUMENT] if _proved(lines, outcome, scope) else []
    verdict = verdict_of([*evidence, *argument], tuple(conditions))
    if any(step.verdict in BAD for line in lines for step in line.steps):
        verdict = Verdict.DISPUTED  # the deriver and the judge contradict each other
    return replace(
        outcome,
        lines=lines,
        evidence=evidence,
        conditions=tuple(dict.fromkeys(conditions)),
        verdict=verdict,
    )


def _on_the_whole(outcome: Outcome, scope: Scope) -> Judgement:
    start = outcome.lines[0].start
    end = outcome.lines[0].steps[-1].term if outcome.lines[0].steps else outcome.whole
    return compared(start, end, scope)


def _proved(lines: Sequence[Line], outcome: Outcome, scope: Scope) -> bool:
    """Whether each component is proved equal to what is asked, by its steps or as a whole."""
    leading = [line for line in lines if not line.title]
    result: Sequence[Term] = outcome.result
    if len(leading) == 1 and outcome.shape:
        steps = leading[0].steps
        result = (steps[-1].term if steps else outcome.whole,)
    if len(leading) != len(result) or len(result) > _MOST_COMPONENTS:
        return False
    return all(_arrives(line, term, scope) for line, term in zip(leading, result, strict=True))


def _arrives(line: Line, term: Term, scope: Scope) -> bool:
    if line.steps and line.steps[-1].term is term:
        return all(step.verdict in _PROOFS for step in line.steps)
    return compared(line.start, term, scope).verdict is Verdict.PROVED


def _where_defined(problem: Problem) -> Scope:
    """The scope of the problem on the domain of its expressions: elsewhere nothing is asked."""
    if has_arrays(problem.expressions, array_kinds(problem.scope)):
        return problem.scope
    domain = domain_of(problem.scope, *problem.expressions)
    needed = [need.relation for term in problem.expressions for need in requirements(term, domain)]
    return replace(problem.scope, assumptions=(*problem.scope.assumptions, *needed))


def compared(left: Term, right: Term, scope: Scope) -> Judgement:
    """The judgement on an equality of scalars, or of vectors, matrices and quaternions.

    The arrays of a derivation have entries: with their names alone there is nothing to say.
    """
    meant = [expand_definitions(side, scope) for side in (left, right)]
    claim = Statement(_NOWHERE, 0, 0, "", "=", "", left=meant[0], right=meant[1], scope=scope)
    if speaks_of_arrays(claim):
        return judge_arrays(claim, _STEP)
    return compare(left, right, scope, budget=_STEP)


def _judged_line(line: Line, scope: Scope, conditions: list[str]) -> Line:
    """The line with its verdicts; what a line beside the result rests on is said at its step."""
    steps, previous = [], line.start
    for step in line.steps:
        judgement = compared(previous, step.term, scope)
        steps.append(_judged_step(step, judgement, said=bool(line.title)))
        if not line.title:
            conditions += judgement.conditions
        previous = step.term
    return replace(line, steps=tuple(steps))


def _judged_step(step: Step, judgement: Judgement, said: bool) -> Step:
    detail = step.detail
    if said and judgement.conditions:
        detail = "where " + ", ".join(judgement.conditions)
    return replace(step, verdict=judgement.verdict, detail=detail)
