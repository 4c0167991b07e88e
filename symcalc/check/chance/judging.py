"""Claims about expectations and probabilities.

The normal form of both sides, which is ordinary algebra, proves; models in numbers, finite
probability spaces, support or refute.  A line that fails is only refuted where it fails in
every kind of model, and where the page says nothing that no model has.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from symcalc.check.budget import Budget
from symcalc.check.chance.models import Numbers
from symcalc.check.chance.objections import objection_to_refuting, says_of_names
from symcalc.check.chance.powers import has_open_powers, with_powers_inside
from symcalc.check.chance.proof import independent_proof, proof, under_conditions
from symcalc.check.chance.readings import numbers_of
from symcalc.check.chance.setting import Setting
from symcalc.check.codes import CODES
from symcalc.check.compare import VERDICT_CODES, Judgement
from symcalc.check.doubt import claimed
from symcalc.core.chance import Functional, application, speaks_of_chance
from symcalc.core.problem import Role, Statement
from symcalc.core.term import (
    ZERO,
    Op,
    Term,
    call,
    function_key,
    postorder,
    rebuild,
)
from symcalc.core.verdict import Evidence, Verdict
from symcalc.mean.chance.complements import with_complements
from symcalc.mean.chance.errors import NoChanceFormError
from symcalc.mean.chance.random_names import random_names
from symcalc.mean.definitions import expand_definitions

_POWERS_INSIDE: Final = "the power behind a mean belongs to what is averaged: E(Z)² is E(Z²)"
#: Functionals that say by themselves that two variables may depend on each other.
_OF_DEPENDENCE: Final = frozenset(
    {Functional.COVARIANCE, Functional.CORRELATION, Functional.INFORMATION}
)
_JUDGED: Final = frozenset({"=", ":=", "<", "<=", ">", ">="})


def judge_chance(statement: Statement, budget: Budget) -> Judgement | None:
    """The judgement on a claim about random variables; None where nothing can be said.

    A line that may give a functional its meaning is judged where both sides have functionals.
    """
    setting = _setting(statement)
    if setting is None:
        return None
    found = proof(setting, budget)
    numbers = numbers_of(setting)
    if found is None and _names_a_value(setting):
        return None
    if found is not None:
        return _proved(setting, found, numbers)
    if numbers.agrees:
        return _judgement(Verdict.SUPPORTED, (numbers.evidence(),))
    other = _of_powers(setting, budget) if has_open_powers(statement) else None
    if other is not None:
        return other
    if _may_rest_on_independence(statement, setting, numbers):
        found = independent_proof(setting, budget)
        if found is not None:
            return found
    return _failing(statement, setting, numbers)


def _may_rest_on_independence(statement: Statement, setting: Setting, numbers: Numbers) -> bool:
    """Whether the author of a line may have independent variables in mind.

    Who writes Cov(X, Y) or E(X | Y) has not, unless the page speaks of independence.
    """
    if statement.role is Role.DEFINITION or (numbers.failing and numbers.vanishes_where_saved):
        return False
    applied = [
        found
        for node in postorder(*setting.sides)
        if (found := application(node, setting.chance.functionals)) is not None
    ]
    if any(found.kind in _OF_DEPENDENCE for found in applied) and ZERO not in setting.sides:
        return False
    return setting.chance.vanishing or not any(found.given for found in applied)


def _setting(statement: Statement) -> Setting | None:
    """The claim with what is random in it, if it is one about chance."""
    chance = statement.scope.chance
    if chance is None or statement.left is None or statement.relation not in _JUDGED:
        return None
    sides = with_complements(_of_numbers(claimed(statement)), chance.functionals)
    spoken = [speaks_of_chance(side, chance.functionals) for side in sides]
    if not (all(spoken) if statement.role is Role.DEFINITION else any(spoken)):
        return None
    scope = statement.scope
    functionals = {k: v for k, v in chance.functionals.items() if k not in scope.definitions}
    chance = replace(chance, functionals=functionals)
    numbers = frozenset(
        key for key, item in scope.declarations.items() if not item.inferred
    )  # fmt: skip
    try:
        expanded = [expand_definitions(side, scope) for side in sides]
        random = random_names([*sides, *expanded], chance, numbers - set(chance.random))
    except NoChanceFormError:
        return None
    sign = "=" if statement.relation == ":=" else statement.relation
    return Setting(*sides, sign, scope, chance, random)


def _of_powers(setting: Setting, budget: Budget) -> Judgement | None:
    """The proof of a claim in which E(X - a)² is the mean of a square, as many write it."""
    other = with_powers_inside(setting)
    found = None if other is None else proof(other, budget)
    return None if found is None else under_conditions(found, (_POWERS_INSIDE,))


def _names_a_value(setting: Setting) -> bool:
    """Whether one side is a bare name, or a power of one: σ² = Var(X)."""
    bases = (side.args[0] if side.op is Op.POW else side for side in setting.sides)
    return any(base.op in (Op.NAME, Op.ELEMENT) for base in bases)


def _of_numbers(sides: tuple[Term, Term]) -> tuple[Term, Term]:
    """Both sides with |X| as an absolute value: a random variable is a number."""

    def settled(node: Term) -> Term:
        bars = node.op is Op.APPLY and function_key(node) == "bars"
        return call("abs", *node.args) if bars else node

    left, right = sides
    return rebuild(left, settled), rebuild(right, settled)


def _proved(setting: Setting, found: Judgement, numbers: Numbers) -> Judgement:
    """A proof beside what the models say, which may contradict it."""
    general = [s for s in numbers.failing if not s.model.assumed]
    if not numbers.compared:
        return found
    evidence = (*found.evidence, numbers.evidence())
    if general and not found.conditions and not says_of_names(setting):
        return _judgement(Verdict.DISPUTED, evidence)
    kept = evidence if not numbers.failing else found.evidence
    return replace(found, evidence=kept)


def _failing(statement: Statement, setting: Setting, numbers: Numbers) -> Judgement | None:
    """What is said of a claim that fails in some model."""
    if not numbers.failing:
        return None
    objection = objection_to_refuting(statement, setting, numbers)
    if not objection:
        code = "SC201" if setting.sign == "=" else "SC202"
        return Judgement(Verdict.REFUTED, (numbers.evidence(),), (), CODES[code].title, code)
    if statement.role is Role.DEFINITION:
        return None
    message = f"fails for arbitrary random variables; {objection}"
    return Judgement(Verdict.UNDECIDED, (numbers.evidence(),), (), message, "SC407")


def _judgement(verdict: Verdict, evidence: Sequence[Evidence]) -> Judgement:
    code = VERDICT_CODES[verdict]
    return Judgement(verdict, tuple(evidence), (), CODES[code].title, code)
