"""From a statement to its finding."""

from __future__ import annotations

import time
from dataclasses import replace
from functools import partial
from typing import Final

from symcalc.check.arrays.judging import as_spoken_of
from symcalc.check.arrays.scopes import speaks_of_arrays, without_arrays
from symcalc.check.budget import Budget, OutOfTime, computed, deadline
from symcalc.check.chance.judging import judge_chance
from symcalc.check.codes import CODES
from symcalc.check.compare import SUSPECT_SHARE, Judgement, compare, verdict_of
from symcalc.check.complex_numbers import judge_complex, speaks_of_complex
from symcalc.check.conventions import in_another_sense, unless_loose
from symcalc.check.doubt import claimed, doubt_about_reading, sides
from symcalc.check.equations.line import judge_line
from symcalc.check.held import unless_held_constant
from symcalc.check.meanings import unless_meant_otherwise
from symcalc.check.positive import arrays_where_positive, judged_where_positive
from symcalc.check.stated.judgement import follows_from_above, would_follow
from symcalc.check.suspect import suspect
from symcalc.check.suspect_arrays import suspect_array
from symcalc.check.theorem import claim_of_theorem
from symcalc.core.inference import Arrow
from symcalc.core.problem import Role, Statement, Trouble
from symcalc.core.term import free_names
from symcalc.core.verdict import BAD, Finding, Suspect, Verdict

__all__ = ["Budget", "Judgement", "compare", "judge", "verdict_of"]


#: The share of a claim's time after which it is given up, whoever is being asked.
_JUDGING_SHARE: Final = 0.9
#: The share of a claim's time for the comparison with its theorem, and what is shown of that.
_THEOREM_SHARE: Final = 0.4
_SHOWN: Final = 120  # characters
#: Verdicts on a claim about random variables that need no second look at it as plain algebra.
_SETTLED: Final = frozenset({*BAD, Verdict.PROVED, Verdict.CONDITIONAL})
_ACCEPTED: Final = frozenset({Verdict.PROVED, Verdict.CONDITIONAL})
#: The codes of refutations that a small edit of the right side may mend.
_MENDABLE: Final = frozenset({"SC201", "SC203", "SC205", "SC206"})


def judge(statement: Statement, budget: Budget | None = None) -> Finding:
    """The finding on one statement of a page, within its budget of time."""
    budget = budget or Budget()
    started, begun = time.perf_counter(), computed()
    arrays = statement.trouble is None and speaks_of_arrays(statement)
    try:
        with deadline(budget.seconds * _JUDGING_SHARE):
            finding = _judged(statement, arrays, budget)
            finding = _beside_its_theorem(statement, finding, budget)
    except OutOfTime:
        finding = finding_on(statement, Verdict.UNDECIDED, "SC401")
    if finding.code in _MENDABLE and statement.relation in ("=", ":="):
        left = budget.seconds - (computed() - begun)
        meant = _meant(statement, arrays, min(left, budget.seconds * SUSPECT_SHARE))
        finding = replace(finding, suspect=meant)
    return replace(finding, seconds=time.perf_counter() - started)


def _meant(statement: Statement, arrays: bool, seconds: float) -> Suspect | None:
    if arrays:
        return suspect_array(statement, seconds)
    if speaks_of_complex(statement):
        return None
    return suspect(replace(statement, scope=without_arrays(statement.scope)), seconds)


def _judged(statement: Statement, arrays: bool, budget: Budget) -> Finding:
    trouble = statement.trouble or (None if arrays else doubt_about_reading(statement))
    if trouble is not None:
        return unread(statement, trouble)
    followed = _followed(statement, budget)
    if followed is not None:
        return _with_judgement(statement, followed)
    of_chance = _of_chance(statement, budget)
    if of_chance is not None and of_chance.verdict in _SETTLED:
        return _with_judgement(statement, of_chance)
    settled = _nothing_to_check(statement)
    if settled is not None:
        return finding_on(statement, Verdict.DEFINED, settled)
    found = _of_values(statement, arrays, budget)
    for otherwise in (unless_held_constant, unless_meant_otherwise):
        found = otherwise(statement, found, lambda other: _of_values(other, arrays, budget))
    best = found if of_chance is None or found.verdict in _ACCEPTED else of_chance
    return _with_judgement(statement, best)


def _of_chance(statement: Statement, budget: Budget) -> Judgement | None:
    """The judgement on a claim about random variables, if it is one."""
    if statement.role is Role.EQUATION:
        return None
    found = judge_chance(statement, budget)
    return None if found is None else unless_loose(statement, found)


def _of_values(statement: Statement, arrays: bool, budget: Budget) -> Judgement:
    """The judgement on a claim about numbers or arrays, functions being what they are."""
    if arrays:
        return unless_loose(statement, arrays_where_positive(statement, budget))
    scalar = replace(statement, scope=without_arrays(statement.scope))
    numbers = partial(_judge_numbers, budget=budget)
    if speaks_of_complex(scalar):
        return judge_complex(scalar, numbers)
    found = _resting_on_page(scalar, numbers(scalar), budget)
    return found if found.verdict in _ACCEPTED else as_spoken_of(statement, budget) or found


def _judge_numbers(statement: Statement, budget: Budget) -> Judgement:
    return in_another_sense(statement, judged_where_positive(statement, budget), budget)


def _followed(statement: Statement, budget: Budget) -> Judgement | None:
    """The judgement on a line as a step from those before it, if it is one.

    A row 2 = 2 holds by itself; 1 = 0 may follow from what nothing solves.
    """
    if statement.inference is None:
        return None
    bare = statement.inference.arrow is Arrow.NEXT and statement.right is not None
    if not bare or _speaks_of_names(statement):
        return judge_line(statement, budget)
    alone = compare(*sides(statement), statement.scope, statement.relation, budget)
    return alone if alone.verdict not in BAD else judge_line(statement, budget)


def _beside_its_theorem(statement: Statement, finding: Finding, budget: Budget) -> Finding:
    """The finding, unless the line ends a proof with something else than its theorem states."""
    claim = claim_of_theorem(statement)
    if claim is None or finding.verdict in BAD:
        return finding
    try:
        with deadline(budget.seconds * _THEOREM_SHARE):
            found = _of_values(claim, speaks_of_arrays(claim), budget)
    except OutOfTime:
        return finding
    if found.verdict is not Verdict.REFUTED:
        return finding
    message = f"{CODES['SC209'].title}: {claim.left_text[:_SHOWN]}"
    refuted = finding_on(statement, Verdict.REFUTED, "SC209", message)
    return replace(refuted, evidence=found.evidence)


def _resting_on_page(statement: Statement, found: Judgement, budget: Budget) -> Judgement:
    """The judgement, or what equations that stand above make of a line that is no identity."""
    settled = found.verdict not in (Verdict.UNDECIDED, Verdict.REFUTED)
    if settled or statement.relation not in ("=", ":="):
        return found
    asked = (*claimed(statement), statement.scope, budget)
    followed = follows_from_above(*asked)
    unsaid = would_follow(*asked) if followed is None and found.verdict is Verdict.REFUTED else ""
    if unsaid:
        message = f"fails unless {unsaid}, which the page does not say"
        return replace(found, verdict=Verdict.UNDECIDED, code="SC402", message=message)
    return followed or found


def _with_judgement(statement: Statement, found: Judgement) -> Finding:
    finding = finding_on(statement, found.verdict, found.code, found.message)
    return replace(finding, evidence=found.evidence, conditions=found.conditions)


_JUDGED: Final = frozenset({"=", ":=", "!=", "<", "<=", ">", ">=", "~"})


def _nothing_to_check(statement: Statement) -> str | None:
    """The code of a statement that is no claim, or None for one that is to be judged."""
    if statement.relation not in _JUDGED or statement.left is None or statement.right is None:
        return "SC409"
    if statement.role is Role.DEFINITION:
        return "SC101"
    if statement.role is Role.EQUATION and _speaks_of_names(statement):
        return "SC102"
    return None


def _speaks_of_names(statement: Statement) -> bool:
    """Whether a name is left free: 2x = 4 is a condition on x, 2·2 = 4 is a claim."""
    left, right = sides(statement)
    return bool(free_names(left) | free_names(right))


def unread(statement: Statement, trouble: Trouble) -> Finding:
    """The finding on a statement that could not be read: what, where, and the cure."""
    finding = finding_on(statement, Verdict.UNREAD, trouble.code, trouble.message)
    return replace(finding, span=trouble.span, help=trouble.cure)


def finding_on(statement: Statement, verdict: Verdict, code: str, message: str = "") -> Finding:
    """A finding without evidence; the message is the title of its code unless given."""
    if not message:
        message = CODES[code].title
    return Finding(
        span=statement.span,
        display=statement.display,
        row=statement.row,
        left=statement.left_text,
        relation=statement.relation,
        right=statement.right_text,
        verdict=verdict,
        code=code,
        message=message,
        reason=statement.reason,
    )
