"""Proofs about random variables: equal normal forms, with what the page says of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from symcalc.check.arrays.scopes import without_arrays
from symcalc.check.budget import Budget
from symcalc.check.chance.setting import Setting
from symcalc.check.claim import Question
from symcalc.check.codes import CODES
from symcalc.check.compare import VERDICT_CODES, Judgement, compare
from symcalc.check.domain import Domain, domain_of
from symcalc.check.oracles import modular
from symcalc.core.chance import speaks_of_chance
from symcalc.core.kind import Declaration, Kind, Sort
from symcalc.core.problem import Scope
from symcalc.core.term import (
    TWO,
    ZERO,
    Op,
    Term,
    apply,
    free_names,
    function_key,
    postorder,
)
from symcalc.core.verdict import Evidence, Says, Verdict
from symcalc.mean.chance.averaging import ENTROPY
from symcalc.mean.chance.errors import NoChanceFormError
from symcalc.mean.chance.naming import Names, bound_names, is_atom
from symcalc.mean.chance.normal import Normaliser
from symcalc.mean.definitions import expand_definitions
from symcalc.mean.names import plain_name
from symcalc.mean.plain import plain

NAME: Final = "expectations"
_PROVED: Final = frozenset({Verdict.PROVED, Verdict.CONDITIONAL})
#: The share of a claim's time for one comparison of normal forms.
_SHARE: Final = 0.25
_NEVER_NEGATIVE: Final = Kind(Sort.SCALAR, properties=("real", "nonnegative"))


@dataclass(frozen=True)
class Attempt:
    """One way to prove a claim: two sides, what is random in them, and what is used.

    ``thorough`` attempts are made even where the difference of the normal forms does not
    vanish as an algebraic expression.
    """

    sides: tuple[Term, Term]
    random: tuple[str, ...]
    values: tuple[Term, ...] = ()
    independent: bool = False
    thorough: bool = False


def proof(setting: Setting, budget: Budget) -> Judgement | None:
    """The judgement by normal forms, in the way that rests on the least."""
    if setting.speaks_of_arrays():
        return None
    for attempt in _attempts(setting):
        found = _by_forms(setting, attempt, budget)
        if found is not None:
            return found
    return None


def _attempts(setting: Setting) -> list[Attempt]:
    """With everything random; as written; with names, then definitions, written out; by values."""
    named, random = setting.without_names(), setting.random
    left, right = (expand_definitions(side, setting.scope) for side in named)
    found = [Attempt(setting.sides, tuple(dict.fromkeys((*random, *setting.averaged()))))]
    found += [Attempt(sides, random) for sides in (setting.sides, named, (left, right))]
    values = setting.other_values()
    if values:
        found.append(Attempt(named, random, values))
    return list(dict.fromkeys([*found, Attempt(named, random, thorough=True)]))


def independent_proof(setting: Setting, budget: Budget) -> Judgement | None:
    """The judgement where all random variables, and all events, are independent."""
    who = _independent_names(setting)
    if not who or setting.speaks_of_arrays():
        return None
    attempt = Attempt(setting.without_names(), setting.random, independent=True)
    found = _by_forms(setting, attempt, budget)
    if found is None:
        return None
    return under_conditions(found, (f"{who} are independent",))


def _independent_names(setting: Setting) -> str:
    """What is taken to be independent, in words; empty where there is only one thing."""
    names = [*setting.random] or sorted(frozenset().union(*map(free_names, setting.sides)))
    sequences = {str(n.data) for n in postorder(*setting.sides) if n.op is Op.ELEMENT}
    shown = [plain_name(f"{key}_i" if key in sequences else key) for key in names]
    if len(shown) == 1:
        return f"the {shown[0]}" if sequences & set(names) else ""
    return f"{', '.join(shown[:-1])} and {shown[-1]}" if shown else ""


def _by_forms(setting: Setting, attempt: Attempt, budget: Budget) -> Judgement | None:
    """The judgement on the normal forms, if it is a proof."""
    normaliser = Normaliser(setting.chance.functionals, attempt.random, attempt.independent)
    try:
        left, right = map(normaliser.of, attempt.sides)
        constants = list(normaliser.constants)
        facts = [normaliser.of(setting.written_out(value)) for value in attempt.values]
    except NoChanceFormError:
        return None
    bound = bound_names((left, right, *facts, *setting.scope.assumptions))
    names = Names(normaliser.averaged, bound, normaliser.is_probability)
    left, right, *facts = map(names.of, (left, right, *facts))
    if attempt.independent and _says_nothing(left, right):
        return None
    question = Question(left, right, setting.sign, _scope(setting, normaliser, names, facts))
    found = _compared(question, attempt, budget)
    if found is None:
        return None
    conditions = [_spelled_out(condition, names) for condition in found.conditions]
    conditions += [f"{plain_name(k)} is constant" for k in constants if setting.is_doubtful(k)]
    conditions += [plain(value) for value in attempt.values if _is_used(value, setting)]
    evidence = Evidence(NAME, Says.HOLDS, "both sides have the same normal form")
    return under_conditions(replace(found, evidence=(evidence,), conditions=()), conditions)


def _compared(question: Question, attempt: Attempt, budget: Budget) -> Judgement | None:
    """The judgement on two normal forms, if it is a proof."""
    left, right = question.left, question.right
    by_facts = bool(attempt.values) or any(r.data == "=" for r in question.scope.assumptions)
    if question.sign == "=" and not attempt.thorough and not by_facts:
        domain = domain_of(question.scope, left, right)
        if left is not right and modular.prove(left, right, domain).says is not Says.HOLDS:
            return None
    short = replace(budget, seconds=budget.seconds * _SHARE)
    found = compare(left, right, question.scope, question.sign, short)
    return found if found.verdict in _PROVED else None


def _scope(setting: Setting, normaliser: Normaliser, names: Names, facts: Sequence[Term]) -> Scope:
    """What is known of the names of the normal forms."""
    assumed = [_lowered(part, setting, normaliser, names) for part in setting.scope.assumptions]
    declared = {
        key: Declaration(key, _NEVER_NEGATIVE, "definition") for key in names.never_negative
    }
    scope = replace(
        setting.scope,
        declarations={**setting.scope.declarations, **declared},
        assumptions=(*assumed, *facts),
        chance=None,
    )
    return without_arrays(scope)


def _lowered(part: Term, setting: Setting, normaliser: Normaliser, names: Names) -> Term:
    """An assumption in terms of the atoms, if it speaks of functionals that are understood."""
    if not speaks_of_chance(part, setting.chance.functionals):
        return part
    try:
        return names.of(normaliser.of(part))
    except NoChanceFormError:
        return part


def _says_nothing(left: Term, right: Term) -> bool:
    """Whether a claim says no more than 0 = 0, and does not say so itself."""
    if ZERO in (left, right):
        return False
    nothing = (modular.prove(side, ZERO, Domain()).says is Says.HOLDS for side in (left, right))
    return all(nothing)


def _spelled_out(condition: str, names: Names) -> str:
    """A condition with every moment as it is written."""
    for key, atom in reversed(names.shown.items()):  # moment10 before moment1
        condition = condition.replace(plain_name(key), plain(_as_written(key, atom)))
    return condition


def _as_written(key: str, atom: Term) -> Term:
    """E(X) for a moment, Var(X) for a spread, H(X, Y) for a joint entropy."""
    if not is_atom(atom):
        return atom
    if function_key(atom) == ENTROPY:
        return apply("rm.H", *atom.args)
    if key.startswith("spread"):
        return apply("rm.Var", atom.args[0].args[0], *atom.args[1:])
    return apply("rm.E", *atom.args)


def _is_used(value: Term, setting: Setting) -> bool:
    """Whether a stated value speaks of names of the claim and is no mere naming: Var(X) = σ²."""
    names = frozenset().union(*map(free_names, setting.sides))
    right = value.args[1]
    naming = right.op is Op.POW and right.args[0].op is Op.NAME and right.args[1] is TWO
    return bool(free_names(value) & names) and not naming


def under_conditions(found: Judgement, conditions: Sequence[str]) -> Judgement:
    """The proof under more conditions."""
    unique = tuple(dict.fromkeys((*found.conditions, *conditions)))
    verdict = Verdict.CONDITIONAL if unique else Verdict.PROVED
    code = VERDICT_CODES[verdict]
    message = CODES[code].title
    return replace(found, verdict=verdict, conditions=unique, message=message, code=code)
