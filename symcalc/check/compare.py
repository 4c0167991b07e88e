"""From evidence to one verdict on two sides."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from symcalc.check.budget import Budget, OutOfTime, deadline
from symcalc.check.claim import Question, states_derivative
from symcalc.check.codes import CODES
from symcalc.check.panel import hear
from symcalc.core.problem import Scope
from symcalc.core.term import Term
from symcalc.core.verdict import Evidence, Says, Verdict

#: The share of a claim's time that is kept for the search for what was meant.
SUSPECT_SHARE: Final = 0.25


@dataclass(frozen=True)
class Judgement:
    """The verdict on two sides, with its evidence; ``code`` says which message it is."""

    verdict: Verdict
    evidence: tuple[Evidence, ...] = ()
    conditions: tuple[str, ...] = ()
    message: str = ""
    code: str = ""
    witness: Mapping[str, float] = field(default_factory=dict)


# ------------------------------------------------------------------------- the verdict

#: The only oracle whose failure is a proof: its balls hold the true values.
_RIGOROUS: Final = "interval"

#: (a ball witness, a failure seen otherwise, an argument, an agreement) -> verdict.
#: What the table does not list cannot be told apart further and has the verdict of its
#: first three entries.
_VERDICTS: Final[dict[tuple[bool, bool, bool, bool], Verdict]] = {
    (False, False, False, False): Verdict.UNDECIDED,
    (False, False, False, True): Verdict.SUPPORTED,
    (False, False, True, False): Verdict.PROVED,
    (False, False, True, True): Verdict.PROVED,
    (False, True, False, False): Verdict.UNDECIDED,  # a difference that might be rounding
    (False, True, False, True): Verdict.DISPUTED,
    (False, True, True, False): Verdict.DISPUTED,
    (False, True, True, True): Verdict.DISPUTED,
    (True, False, False, False): Verdict.REFUTED,
    (True, False, False, True): Verdict.DISPUTED,
    (True, False, True, False): Verdict.DISPUTED,
    (True, False, True, True): Verdict.DISPUTED,
    (True, True, False, False): Verdict.REFUTED,
    (True, True, False, True): Verdict.DISPUTED,
    (True, True, True, False): Verdict.DISPUTED,
    (True, True, True, True): Verdict.DISPUTED,
}


def verdict_of(evidence: Iterable[Evidence], conditions: Sequence[str] = ()) -> Verdict:
    """The one verdict that all the evidence allows.

    REFUTED needs a witness in ball arithmetic and nothing that speaks for the claim; PROVED
    an argument and nothing that speaks against it, CONDITIONAL the same under conditions;
    contradictions are DISPUTED; agreement alone is SUPPORTED.
    """
    heard = list(evidence)
    failures = [e for e in heard if e.says is Says.FAILS]
    witness = any(e.oracle == _RIGOROUS and e.witness for e in failures)
    objection = any(e.oracle != _RIGOROUS or not e.witness for e in failures)
    argument = any(e.says is Says.HOLDS for e in heard)
    agreement = any(e.says is Says.AGREES for e in heard)
    verdict = _VERDICTS[witness, objection, argument, agreement]
    return Verdict.CONDITIONAL if verdict is Verdict.PROVED and conditions else verdict


# -------------------------------------------------------------------------- two sides


def compare(
    left: Term, right: Term, scope: Scope, sign: str = "=", budget: Budget | None = None
) -> Judgement:
    """Judge ``left sign right`` on the domain that the scope declares.

    ``sign`` is =, :=, !=, <, <=, >, >= or ~ (equal to the digits written).
    """
    budget = budget or Budget()
    question = Question(left, right, "=" if sign == ":=" else sign, scope)
    heard: list[Evidence] = []
    try:
        with deadline(budget.seconds * (1 - SUSPECT_SHARE)):
            hearing = hear(question, budget, heard)
    except OutOfTime:
        return _out_of_time(heard)
    verdict = verdict_of(heard, hearing.conditions)
    if verdict is Verdict.REFUTED and hearing.objection:
        verdict = Verdict.UNDECIDED
    code = _code(verdict, hearing.objection, left, right, sign)
    message = hearing.message or CODES[code].title
    return Judgement(verdict, tuple(heard), hearing.conditions, message, code, _witness(heard))


def _out_of_time(heard: Sequence[Evidence]) -> Judgement:
    """What is known when the budget is spent: a proof is one still, unless it was half heard."""
    verdict = verdict_of(heard)
    if verdict not in (Verdict.SUPPORTED, Verdict.DISPUTED):
        verdict = Verdict.UNDECIDED
    code = {Verdict.SUPPORTED: "SC501", Verdict.DISPUTED: "SC301"}.get(verdict, "SC401")
    return Judgement(verdict, tuple(heard), (), CODES[code].title, code)


def _witness(heard: Sequence[Evidence]) -> Mapping[str, float]:
    return next((e.witness for e in heard if e.says is Says.FAILS and e.witness), {})


def _code(verdict: Verdict, undecided: str, left: Term, right: Term, sign: str) -> str:
    if verdict is Verdict.UNDECIDED:
        return undecided or "SC408"
    if verdict is not Verdict.REFUTED:
        return VERDICT_CODES[verdict]
    if sign in ("<", "<=", ">", ">=", "!="):
        return "SC202"
    if sign == "~":
        return "SC204"
    return "SC203" if states_derivative(left) or states_derivative(right) else "SC201"


#: The code of a verdict that needs no further distinction.
VERDICT_CODES: Final = {
    Verdict.DISPUTED: "SC301",
    Verdict.SUPPORTED: "SC501",
    Verdict.PROVED: "SC601",
    Verdict.CONDITIONAL: "SC602",
}
