"""Names of which a page says nothing, taken to be positive.

Scales, rates and lengths are positive, and few pages say so: √(σ²) = σ is no error on them,
it rests on σ > 0.  A name that the page declares real is taken at its word.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from symcalc.check.arrays.judging import judge_arrays
from symcalc.check.budget import Budget, computed
from symcalc.check.claim import Claim, Question, expanded
from symcalc.check.codes import CODES
from symcalc.check.compare import SUSPECT_SHARE, VERDICT_CODES, Judgement, compare
from symcalc.check.doubt import claimed
from symcalc.core.problem import Scope, Statement
from symcalc.core.term import ZERO, Op, contains, free_names, name, postorder, relation
from symcalc.core.verdict import BAD, Verdict
from symcalc.mean.definitions import expand_definitions
from symcalc.mean.plain import plain

#: More undeclared names than this are not tried one by one.
_MOST: Final = 8
#: With less time than this another attempt is not begun.
_LEAST_SECONDS: Final = 0.3

#: The code of a line that fails, but may rest on a relation of its page.
_EXCUSED: Final = "SC403"
#: The share of the time of such a line in which it is tried for positive names.
_EXCUSED_SHARE: Final = 0.2

_PROVED: Final = frozenset({Verdict.PROVED, Verdict.CONDITIONAL})
_ACCEPTED: Final = _PROVED | {Verdict.SUPPORTED}


def judged_where_positive(statement: Statement, budget: Budget) -> Judgement:
    """The judgement on the two sides, where undeclared names are positive if that settles it."""
    if statement.relation not in ("=", ":="):
        return _judged(statement, (), budget.seconds, budget)
    started = computed()
    claim = expanded(Question(*claimed(statement), "=", statement.scope))
    keys = _undeclared(claim, statement.scope)
    if keys and _has_integral(claim):
        found = _judged(statement, keys, budget.seconds, budget)
        if found.verdict in BAD:  # at a point with positive names, which are names like any other
            return found
        if found.verdict in _ACCEPTED:
            return _fewest_positive(statement, keys, found, started, budget)
    left = budget.seconds - (computed() - started)
    found = _judged(statement, (), max(left, budget.seconds * SUSPECT_SHARE), budget)
    if found.verdict in BAD and keys:
        return _unless_saved(found, statement, keys, budget)
    if found.code == _EXCUSED and keys:
        return _without_excuse(statement, keys, budget) or found
    return found


def _without_excuse(statement: Statement, keys: Sequence[str], budget: Budget) -> Judgement | None:
    """The proof for positive names of a line that fails for others, in a part of its time."""
    part = replace(budget, seconds=budget.seconds * _EXCUSED_SHARE)
    if _judged(statement, keys, part.seconds, part).verdict not in _PROVED:
        return None
    return _first_proof(statement, keys, part)


def _unless_saved(
    found: Judgement, statement: Statement, keys: Sequence[str], budget: Budget
) -> Judgement:
    """The refutation, if the claim fails for positive names as well; else what they make of it.

    What fails where all names are positive holds for no choice of signs.  A short budget may
    end before the proof for positive names: that refutes nothing.
    """
    positive = _judged(statement, keys, budget.seconds, budget)
    if positive.verdict in BAD:
        return found
    return _first_proof(statement, keys, budget) or _weighed(found, positive, keys)


def arrays_where_positive(statement: Statement, budget: Budget) -> Judgement:
    """The judgement on a claim about arrays; a refutation must hold for positive numbers too."""
    found = judge_arrays(statement, budget)
    keys = _undeclared_numbers(statement) if found.verdict in BAD else []
    if not keys:
        return found
    scope = _with_positive(statement.scope, keys)
    return _weighed(found, judge_arrays(replace(statement, scope=scope), budget), keys)


def _undeclared_numbers(statement: Statement) -> list[str]:
    sides = [expand_definitions(side, statement.scope) for side in claimed(statement)]
    names = dict.fromkeys(str(node.data) for node in postorder(*sides) if node.op is Op.NAME)
    return [key for key in names if key not in statement.scope.declarations][:_MOST]


def _weighed(found: Judgement, positive: Judgement, keys: Sequence[str]) -> Judgement:
    """A refutation beside the judgement where the undeclared names are positive."""
    if positive.verdict in BAD or positive.code == "SC404":
        return found
    if positive.verdict in _ACCEPTED:
        return _resting_on(positive, keys)
    message = "fails where undeclared names may be negative, and is not decided where they are not"
    return replace(found, verdict=Verdict.UNDECIDED, code="SC402", message=message)


def _first_proof(statement: Statement, keys: Sequence[str], budget: Budget) -> Judgement | None:
    """The judgement with one undeclared name positive, or all of them, where that is a proof."""
    attempts = [*([key] for key in keys), keys] if len(keys) > 1 else [keys] * len(keys)
    for chosen in attempts:
        found = _judged(statement, chosen, budget.seconds, budget)
        if found.verdict in _PROVED:
            return _resting_on(found, chosen)
    return None


def _fewest_positive(
    statement: Statement, keys: Sequence[str], best: Judgement, started: float, budget: Budget
) -> Judgement:
    """The judgement with as few of the undeclared names positive as will do.

    What makes an integral converge is mostly positive, and a computer algebra system that is
    not told so finds no closed form.  All names are freed at once, or else one by one while
    there is time.
    """
    ends = started + budget.seconds * (1 - SUSPECT_SHARE)
    chosen = list(keys)
    for freed in (keys, *([key] for key in keys)) if len(keys) > 1 else (keys,):
        left = ends - computed()
        if left < _LEAST_SECONDS or not chosen:
            break
        fewer = [other for other in chosen if other not in freed]
        found = _judged(statement, fewer, left, budget)
        if found.verdict in _PROVED or found.verdict is best.verdict:
            chosen, best = fewer, found
    return _resting_on(best, chosen)


def _judged(
    statement: Statement, positive: Sequence[str], seconds: float, budget: Budget
) -> Judgement:
    scope = _with_positive(statement.scope, positive)
    return compare(*claimed(statement), scope, statement.relation, replace(budget, seconds=seconds))


def _with_positive(scope: Scope, keys: Sequence[str]) -> Scope:
    assumed = tuple(relation(">", name(key), ZERO) for key in keys)
    return replace(scope, assumptions=(*scope.assumptions, *assumed))


def _resting_on(found: Judgement, positive: Sequence[str]) -> Judgement:
    """The judgement with the assumption that names are positive among its conditions."""
    if not positive:
        return found
    texts = tuple(plain(relation(">", name(key), ZERO)) for key in positive)
    verdict = Verdict.CONDITIONAL if found.verdict in _PROVED else found.verdict
    code = VERDICT_CODES[verdict]
    return replace(
        found,
        verdict=verdict,
        conditions=(*found.conditions, *texts),
        message=CODES[code].title,
        code=code,
    )


def _has_integral(claim: Claim) -> bool:
    """Whether an integral of known functions is left in a claim."""
    both = (claim.left, claim.right)
    known = not any(contains(side, Op.APPLY, Op.ELEMENT) for side in both)
    return known and any(contains(side, Op.INTEGRAL) for side in both)


def _undeclared(claim: Claim, scope: Scope) -> list[str]:
    """The names of a claim, its definitions expanded, that the page does not declare."""
    nodes = postorder(claim.left, claim.right)
    used = dict.fromkeys(str(node.data) for node in nodes if node.op is Op.NAME)
    free = free_names(claim.left) | free_names(claim.right)
    return [key for key in used if key in free and key not in scope.declarations][:_MOST]
