"""A line of a page that is said to follow: in which sense it may be meant, and the judgement."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from symcalc.check.arrays.scopes import without_arrays
from symcalc.check.budget import Budget
from symcalc.check.claim import Question
from symcalc.check.compare import Judgement
from symcalc.check.conventions import to_base
from symcalc.check.doubt import doubt_about_sides
from symcalc.check.equations.judgement import judge_inference
from symcalc.check.knowledge import no_numbers
from symcalc.core.inference import Inference
from symcalc.core.kind_shapes import array_kinds, has_arrays
from symcalc.core.problem import Scope, Statement
from symcalc.core.term import Op, Term, contains, postorder
from symcalc.core.verdict import BAD, Verdict
from symcalc.mean.definitions import expand_definitions

_BASES: Final = (10, 2)
#: The share of the time that each reading of a line may have.
_SHARE: Final = 1 / 3
#: Words that say why a solution is left out.
_EXCUSE: Final = re.compile(
    r"positive|negative|reject|discard|ignor|neglect|only|since|because|as |assum|domain|principal"
    r"|choos|chose|valid|suppos|exclud|if|when|for ",
    re.IGNORECASE,
)
#: Words beside a line that say what was done to both sides; other words may say anything.
_OPERATION: Final = re.compile(
    r"(?:divid|multipl|subtract|add|squar|factor|expand|simplif|collect|root|log|solv|cancel"
    r"|rearrang|substitut|both sides|so|hence|thus|therefore|then)",
    re.IGNORECASE,
)


def judge_line(statement: Statement, budget: Budget) -> Judgement | None:
    """The judgement on a statement with an inference; None where nothing is said about it."""
    inference = statement.inference
    assert inference is not None
    if not _is_about_numbers(inference, statement.scope):
        return None
    if doubt_about_sides(inference.sides, statement) is not None:
        return None
    statement = replace(statement, scope=without_arrays(statement.scope))
    budget = replace(budget, seconds=budget.seconds * _SHARE)
    found = judge_inference(inference, statement.scope, budget)
    if found is None or found.verdict not in BAD:
        return found
    if inference.tentative:
        return None
    return _in_another_sense(statement, inference, found, budget)


def _is_about_numbers(inference: Inference, scope: Scope) -> bool:
    """Whether all names stand for real numbers: matrices do not commute, sets have no order."""
    lines = [expand_definitions(line, scope) for line in _lines(inference)]
    if has_arrays(lines, array_kinds(scope)):
        return False
    relations = [n for n in postorder(*lines) if n.op is Op.RELATION]
    questions = (Question(r.args[0], r.args[1], "=", scope) for r in relations)
    return all(no_numbers(question) is None for question in questions)


def _lines(inference: Inference) -> tuple[Term, ...]:
    return (*inference.premises, inference.conclusion)


def _in_another_sense(
    statement: Statement, inference: Inference, found: Judgement, budget: Budget
) -> Judgement:
    """The judgement, unless it refutes what can be meant in another sense: then undecided."""
    if statement.loose:
        message = f"fails if meant exactly, but the page speaks of “{statement.loose}”"
        return _undecided(found, "SC414", message)
    if inference.reason and not _says_what_was_done(inference.reason):
        return _undecided(found, "SC414", f"fails, unless “{inference.reason}” explains it")
    if any(contains(term, Op.DECIMAL) for _, term in inference.sides):
        return _undecided(found, "SC412", "fails exactly; the decimals may be rounded")
    if any("\\log" in text for text, _ in inference.sides):
        for base in _BASES:
            other = _to_base(inference, base)
            judged = judge_inference(other, statement.scope, budget)
            if judged is None or judged.verdict not in BAD:
                message = f"fails as written; may hold with logarithms to base {base}"
                return _undecided(found, "SC415", message)
    return found


def _says_what_was_done(reason: str) -> bool:
    return _OPERATION.search(reason) is not None and _EXCUSE.search(reason) is None


def _to_base(inference: Inference, base: int) -> Inference:
    premises = tuple(to_base(line, base) for line in inference.premises)
    return replace(inference, premises=premises, conclusion=to_base(inference.conclusion, base))


def _undecided(found: Judgement, code: str, message: str) -> Judgement:
    return replace(found, verdict=Verdict.UNDECIDED, code=code, message=message)
