"""Claims about expectations and probabilities.

The normal form of both sides, which is ordinary algebra, proves; models in numbers, finite
probability spaces, support or refute.  A line that fails is only refuted where it fails in
every kind of model, and where the page says nothing that no model has.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from symcalc.check.budget import Budget
from symcalc.check.chance.models import Numbers, cast_of, compare_in_models, events_of
from symcalc.check.chance.proof import independent_proof, proof, under_conditions
from symcalc.check.chance.setting import Setting
from symcalc.check.chance.spaces import Cast
from symcalc.check.codes import CODES
from symcalc.check.compare import VERDICT_CODES, Judgement
from symcalc.check.doubt import claimed
from symcalc.check.knowledge import DECORATIONS
from symcalc.core.chance import Functional, application, speaks_of_chance
from symcalc.core.problem import Role, Statement
from symcalc.core.term import (
    ZERO,
    Op,
    Term,
    call,
    free_names,
    function_key,
    make,
    postorder,
    power,
    rebuild,
)
from symcalc.core.verdict import Evidence, Verdict
from symcalc.mean.chance.complements import with_complements
from symcalc.mean.chance.errors import NoChanceFormError
from symcalc.mean.chance.random_names import random_names
from symcalc.mean.definitions import expand_definitions
from symcalc.mean.names import plain_name

_POWERS_INSIDE: Final = "the power behind a mean belongs to what is averaged: E(Z)² is E(Z²)"
_BEHIND_ROUND: Final = re.compile(r"\)\s*\^")
_BEHIND_SQUARE: Final = re.compile(r"(?:\]|\\rangle)\s*\^")
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
    numbers = _numbers(setting)
    if found is None and _names_a_value(setting):
        return None
    if found is not None:
        return _proved(setting, found, numbers)
    if numbers.agrees:
        return _judgement(Verdict.SUPPORTED, (numbers.evidence(),))
    other = _of_powers(setting, budget) if _has_open_powers(statement) else None
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
    left, right = (_with_powers_inside(side, setting) for side in setting.sides)
    if (left, right) == setting.sides:
        return None
    found = proof(replace(setting, left=left, right=right), budget)
    return None if found is None else under_conditions(found, (_POWERS_INSIDE,))


def _has_open_powers(statement: Statement) -> bool:
    """Whether a power stands behind a round bracket, and none behind a square one."""
    text = statement.left_text + statement.right_text
    return bool(_BEHIND_ROUND.search(text)) and not _BEHIND_SQUARE.search(text)


def _with_powers_inside(side: Term, setting: Setting) -> Term:
    """E(X - a)² as E((X - a)²), where the mean is of a sum or a product."""

    def moved(node: Term) -> Term:
        if node.op is not Op.POW:
            return node
        inner, exponent = node.args
        found = application(inner, setting.chance.functionals)
        if found is None or found.kind is not Functional.MEAN or len(found.args) != 1:
            return node
        body = found.args[0]
        if body.op in (Op.NAME, Op.ELEMENT):
            return node
        return make(Op.APPLY, power(body, exponent), *inner.args[1:], data=inner.data)

    return rebuild(side, moved)


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


# ------------------------------------------------------------------------------- numbers


def _numbers(setting: Setting) -> Numbers:
    """The comparison in models, for every reading of names that may be random or constant."""
    sides = [expand_definitions(side, setting.scope) for side in setting.without_names()]
    certain = cast_of(sides, setting.chance, setting.random)
    if certain is None or setting.speaks_of_arrays():
        return Numbers(())
    readings = [certain]
    doubtful = [key for key in certain.constants if setting.is_doubtful(key)]
    if doubtful:
        variables = (*certain.variables, *doubtful)
        others = tuple(key for key in certain.constants if key not in doubtful)
        readings.append(Cast(variables, certain.events, others))
    if not all(cast.is_small for cast in readings):
        return Numbers(())
    return compare_in_models(sides, setting.sign, setting.chance, readings)


def _proved(setting: Setting, found: Judgement, numbers: Numbers) -> Judgement:
    """A proof beside what the models say, which may contradict it."""
    general = [s for s in numbers.failing if not s.model.assumed]
    if not numbers.compared:
        return found
    evidence = (*found.evidence, numbers.evidence())
    if general and not found.conditions and not _said_of_names(setting):
        return _judgement(Verdict.DISPUTED, evidence)
    kept = evidence if not numbers.failing else found.evidence
    return replace(found, evidence=kept)


def _failing(statement: Statement, setting: Setting, numbers: Numbers) -> Judgement | None:
    """What is said of a claim that fails in some model."""
    if not numbers.failing:
        return None
    objection = _objection(statement, setting, numbers)
    if not objection:
        code = "SC201" if setting.sign == "=" else "SC202"
        return Judgement(Verdict.REFUTED, (numbers.evidence(),), (), CODES[code].title, code)
    if statement.role is Role.DEFINITION:
        return None
    message = f"fails for arbitrary random variables; {objection}"
    return Judgement(Verdict.UNDECIDED, (numbers.evidence(),), (), message, "SC407")


def _objection(statement: Statement, setting: Setting, numbers: Numbers) -> str:
    """Why a claim that fails may hold all the same; empty if nothing speaks for it."""
    chance = setting.chance
    if numbers.saving and not numbers.vanishes_where_saved:
        assumed = next((s.model.assumed for s in numbers.saving), "")
        kept = f"it holds in {len(numbers.saving)} of {len(numbers.compared)} finite models"
        return f"may hold with {assumed}" if assumed else kept
    if len({s.model.assumed for s in numbers.failing}) < 2:
        return "few models could be compared"
    if chance.word:
        return f"the page speaks of “{chance.word}”"
    if statement.relation == ":=":
        return "the line may give a name its meaning"
    return _said_of_names(setting)


def _said_of_names(setting: Setting) -> str:
    """What the page, or the notation, says of the names of a claim."""
    names = frozenset().union(*map(free_names, setting.sides))
    scope = setting.scope
    relations = (*scope.assumptions, *scope.mentioned, *setting.other_values())
    for relation in relations:
        shared = free_names(relation) & names
        if shared:
            return f"the page has a relation of {plain_name(min(shared))}"
    marked = [key for key in sorted(names) if key.partition(".")[0] in DECORATIONS]
    lonely = sorted(free_names(setting.left) ^ free_names(setting.right))
    stated = {*setting.random, *setting.chance.constants, *events_of(setting.sides, setting.chance)}
    doubtful = [key for key in (*marked, *lonely) if key not in stated]
    if doubtful:
        return f"how {plain_name(doubtful[0])} is related to the rest is not stated"
    return ""


def _judgement(verdict: Verdict, evidence: Sequence[Evidence]) -> Judgement:
    code = VERDICT_CODES[verdict]
    return Judgement(verdict, tuple(evidence), (), CODES[code].title, code)
