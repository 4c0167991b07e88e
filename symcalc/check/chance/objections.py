"""Why a claim about random variables that fails in models may hold all the same."""

from __future__ import annotations

from symcalc.check.chance.models import Numbers, events_of
from symcalc.check.chance.powers import has_open_powers, with_powers_inside
from symcalc.check.chance.readings import numbers_of
from symcalc.check.chance.setting import Setting
from symcalc.check.knowledge import DECORATIONS
from symcalc.core.chance import Functional, application, speaks_of_chance
from symcalc.core.problem import Statement
from symcalc.core.term import Op, contains, free_names, postorder, sub, value_of
from symcalc.mean.chance.errors import NoChanceFormError
from symcalc.mean.chance.expansion import Outlook, expand
from symcalc.mean.chance.normal import Normaliser
from symcalc.mean.names import plain_name


def objection_to_refuting(statement: Statement, setting: Setting, numbers: Numbers) -> str:
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
    return _of_a_distribution(setting) or _of_notation(statement, setting) or says_of_names(setting)


def _of_a_distribution(setting: Setting) -> str:
    """Whether a line states values, which rest on a distribution: E(X) = 7, Var(X) = 1."""
    if setting.sign != "=":
        return ""
    spoken = [speaks_of_chance(side, setting.chance.functionals) for side in setting.sides]
    decimal = any(contains(side, Op.DECIMAL) for side in setting.sides)
    if not all(spoken) or decimal or _has_number_left(setting):
        return "the line has a number in it that may be a value"
    return ""


def _has_number_left(setting: Setting) -> bool:
    """Whether the sides differ by a bare number: no identity of moments has one."""
    nodes = postorder(*setting.sides)
    found = (application(node, setting.chance.functionals) for node in nodes)
    if any(f is not None and f.kind is Functional.PROBABILITY for f in found):
        return False
    normaliser = Normaliser(setting.chance.functionals, setting.random)
    try:
        form = sub(*map(normaliser.of, setting.sides))
        polynomial = expand(form, Outlook(lambda term: bool(free_names(term)), lambda _: False))
    except NoChanceFormError:
        return False
    left = polynomial.get(())
    return left is not None and value_of(left) != 0


def _of_notation(statement: Statement, setting: Setting) -> str:
    """Whether a power may belong to what is averaged, with which the line would hold."""
    other = with_powers_inside(setting, of_variables=True) if has_open_powers(statement) else None
    numbers = None if other is None else numbers_of(other)
    if numbers is not None and (not numbers.failing or numbers.saving):
        return "E(X)² may be the mean of a square"
    return ""


def says_of_names(setting: Setting) -> str:
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
    events = events_of(setting.sides, setting.chance)
    stated = {*setting.random, *setting.chance.constants, *events}
    doubtful = [key for key in (*marked, *lonely) if key not in stated]
    if doubtful:
        return f"how {plain_name(doubtful[0])} is related to the rest is not stated"
    return ""
