"""Claims about vectors, matrices and quaternions.

Shapes come first.  Then a symbolic normal form, which proves a claim for every size; then
the entries, written out at several sizes.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from symcalc.check.arrays.claim import ArrayClaim, array_claim
from symcalc.check.arrays.conflicts import concluded, has_open_function, on_shapes, squares_a_vector
from symcalc.check.arrays.entries import by_entries
from symcalc.check.arrays.functions import expansions
from symcalc.check.arrays.layouts import FROBENIUS, ROW_LAYOUT, in_row_layout, with_frobenius
from symcalc.check.arrays.proof import Proof, prove_by_form
from symcalc.check.arrays.results import ACCEPTED, judgement, undecided
from symcalc.check.arrays.scopes import speaks_of_arrays
from symcalc.check.budget import Budget
from symcalc.check.claim import Question
from symcalc.check.codes import CODES
from symcalc.check.compare import VERDICT_CODES, Judgement, verdict_of
from symcalc.check.opaque import with_plain_arguments
from symcalc.check.spoken import with_spoken_of
from symcalc.core.problem import Scope, Statement
from symcalc.core.term import Term, free_names
from symcalc.core.verdict import Evidence, Says, Verdict
from symcalc.mean.definitions import expand_definitions


def judge_arrays(statement: Statement, budget: Budget) -> Judgement:
    """The judgement on a claim about arrays, by what the page states, else by what it speaks of."""
    found = _as_stated(statement, budget)
    return found if found.verdict in ACCEPTED else as_spoken_of(statement, budget) or found


def as_spoken_of(statement: Statement, budget: Budget) -> Judgement | None:
    """The judgement on what is about arrays by equations that the page only speaks of.

    What holds by them holds under them; None for what does not, or is about no arrays.
    """
    spoken = with_spoken_of(_questions(statement)[0])
    told = None if spoken is None else replace(statement, scope=spoken.question.scope)
    if spoken is None or told is None or not speaks_of_arrays(told):
        return None
    found = _as_stated(told, budget)
    if found.verdict is Verdict.SUPPORTED:
        return replace(found, message=f"{found.message}; with {' and '.join(spoken.conditions)}")
    if found.verdict not in ACCEPTED:
        return None
    return judgement(Verdict.CONDITIONAL, found.evidence, (*found.conditions, *spoken.conditions))


def _as_stated(statement: Statement, budget: Budget) -> Judgement:
    """The judgement on the claim as written, then with its definitions expanded."""
    written, expanded = _questions(statement)
    if written.left is written.right and written.sign in ("=", "<=", ">="):
        structural = Evidence("structural", Says.HOLDS, "both sides are the same expression")
        return judgement(Verdict.PROVED, (structural,))
    nabla = "\\nabla" in statement.left_text + statement.right_text
    first = _in_some_layout(written, budget, nabla)
    same = written.left is expanded.left and written.right is expanded.right
    if same or first.verdict in ACCEPTED:
        return first
    second = _in_some_layout(expanded, budget, nabla)
    if second.verdict is Verdict.UNDECIDED and first.verdict is Verdict.UNDECIDED:
        return first
    return second


def _questions(statement: Statement) -> tuple[Question, Question]:
    """The claim as it is written, and with its definitions in the place of their names."""
    assert statement.left is not None
    assert statement.right is not None
    scope = statement.scope
    sign = "=" if statement.relation == ":=" else statement.relation
    sides = (statement.left, statement.right)
    expanded = (expand_definitions(side, scope) for side in sides)
    return _question(sides, sign, scope), _question(expanded, sign, scope)


def _question(sides: Iterable[Term], sign: str, scope: Scope) -> Question:
    left, right = map(with_plain_arguments, sides)
    return Question(left, right, sign, scope)


def _in_some_layout(question: Question, budget: Budget, nabla: bool) -> Judgement:
    """The judgement; a line that fails is tried with every gradient transposed.

    ∂f/∂x is a row in one usual layout, ∇f has the shape of its variable in both.
    """
    claim = array_claim(question)
    named = with_frobenius(claim)
    if named is not None and _has_bold_number(claim):
        return undecided("SC416", "a norm of a matrix without its name, beside a number in bold")
    if named is not None:
        return _if_frobenius(_in_some_layout(named, budget, nabla))
    found = _judged(claim, budget)
    if found.verdict is Verdict.REFUTED and squares_a_vector(claim):
        return undecided("SC416", "fails, if a power of a vector is taken entry by entry")
    other = in_row_layout(question)
    if found.verdict is not Verdict.REFUTED or other is None:
        return found
    turned = _judged(array_claim(other), budget)
    if turned.verdict not in ACCEPTED:
        return found
    if nabla:
        return replace(found, code="SC206", message=CODES["SC206"].title)
    return _under(ROW_LAYOUT, turned)


def _has_bold_number(claim: ArrayClaim) -> bool:
    """Whether a bold letter was taken for a number: it may be a matrix after all."""
    free = free_names(claim.question.left) | free_names(claim.question.right)
    return any(key.startswith("bf.") and key not in claim.kinds for key in free)


def _if_frobenius(found: Judgement) -> Judgement:
    """What holds of Frobenius' norm, where ‖A‖ may be the spectral one: that refutes nothing."""
    if found.verdict in ACCEPTED:
        return _under(FROBENIUS, found)
    if found.verdict is Verdict.REFUTED and found.code != "SC205":
        return undecided("SC416", "fails of Frobenius' norm; a norm of a matrix without its name")
    return found


def _under(layout: str, found: Judgement) -> Judgement:
    """What holds, under the condition that a layout is meant."""
    verdict = Verdict.SUPPORTED if found.verdict is Verdict.SUPPORTED else Verdict.CONDITIONAL
    conditions = (*found.conditions, layout)
    code = VERDICT_CODES[verdict]
    return Judgement(verdict, found.evidence, conditions, f"holds {layout}", code)


def _judged(claim: ArrayClaim, budget: Budget) -> Judgement:
    if claim.shapes.conflicts:
        open_function = "unless a function has vectors for values" * has_open_function(claim)
        doubt = concluded(claim) or open_function
        if doubt:
            return undecided("SC416", f"the shapes do not fit, {doubt}")
        return on_shapes(claim.question.scope, claim.shapes.conflicts[0])
    equal = claim.question.sign == "="
    proof = prove_by_form(claim.question, claim.shapes) if equal else _NO_PROOF
    found = by_entries(claim, budget)
    for other in () if found.verdict in ACCEPTED else expansions(claim.question, claim.kinds):
        expanded = by_entries(array_claim(other), budget)
        if expanded.verdict in ACCEPTED:
            return expanded
    return found if proof.evidence.says is not Says.HOLDS else _with_proof(found, proof)


_NO_PROOF: Final = Proof(Evidence("normal form", Says.UNSURE))


def _with_proof(found: Judgement, proof: Proof) -> Judgement:
    """A proof for every size beside what the entries say; a failing entry contradicts it.

    Where the entries prove it themselves, they say best what it rests on.
    """
    proved = found.verdict in (Verdict.PROVED, Verdict.CONDITIONAL)
    needed = found.conditions if proved else (*proof.conditions, *found.conditions)
    conditions = tuple(dict.fromkeys(needed))
    evidence = (proof.evidence, *found.evidence)
    contradicted = any(e.says is Says.FAILS for e in found.evidence)
    verdict = Verdict.DISPUTED if contradicted else verdict_of([proof.evidence], conditions)
    return judgement(verdict, evidence, conditions)
