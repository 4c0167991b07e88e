"""A claim about random variables compared in finite models of every kind."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from symcalc.check.chance.spaces import OF_ZERO_MEAN, SPECIAL, Cast, Model, models
from symcalc.check.oracles.interval import Outcome, judged_balls
from symcalc.check.wording import counted
from symcalc.core.chance import Chance, Functional, application
from symcalc.core.term import Op, Term, free_names, postorder
from symcalc.core.verdict import Evidence, Says
from symcalc.mean.chance.complements import complemented
from symcalc.mean.chance.finite import FiniteSpace, values_in
from symcalc.mean.errors import NoMeaning
from symcalc.mean.names import plain_name

NAME: Final = "interval"
#: Models of every kind.
_ROUNDS: Final = 3
#: A ball about 0 that is smaller than this is taken to be 0.
_NOTHING: Final = 1e-20


@dataclass(frozen=True)
class Seen:
    """What one model says of a claim: the outcome, and the values of both sides where it fails."""

    model: Model
    reading: int
    outcome: Outcome
    left: float = 0.0
    right: float = 0.0
    vanishes: bool = False


@dataclass(frozen=True)
class Numbers:
    """What all models say of a claim; ``vanishing`` is what its page speaks of (see Chance)."""

    seen: tuple[Seen, ...]
    vanishing: bool = False

    @property
    def compared(self) -> tuple[Seen, ...]:
        """The models in which both sides could be compared."""
        return tuple(s for s in self.seen if s.outcome in (Outcome.AGREES, Outcome.FAILS))

    @property
    def agrees(self) -> bool:
        """Whether several models were compared and none excludes the claim."""
        enough = len(self.compared) >= 3
        return enough and all(s.outcome is Outcome.AGREES for s in self.compared)

    @property
    def failing(self) -> tuple[Seen, ...]:
        """The models that exclude the claim."""
        return tuple(s for s in self.seen if s.outcome is Outcome.FAILS)

    @property
    def saving(self) -> tuple[Seen, ...]:
        """The models of those kinds in all of which a claim holds that fails in others.

        That means are zero is nothing that a page leaves to its readers.
        """
        fails = {(s.reading, s.model.assumed) for s in self.failing}
        agreeing = [s for s in self.compared if s.outcome is Outcome.AGREES]
        if not self.vanishing:
            agreeing = [s for s in agreeing if s.model.assumed not in OF_ZERO_MEAN]
        return tuple(s for s in agreeing if (s.reading, s.model.assumed) not in fails)

    @property
    def vanishes_where_saved(self) -> bool:
        """Whether a claim holds only where what is assumed makes both sides 0."""
        return not self.vanishing and all(
            s.vanishes and s.model.assumed in SPECIAL for s in self.saving
        )

    def evidence(self) -> Evidence:
        """The evidence of the models, with the plainest one that fails as its witness."""
        count = len(self.compared)
        if not self.failing:
            detail = f"no difference in {counted(count, 'finite model')}"
            return Evidence(NAME, Says.AGREES, detail, points=count, digits=15)
        worst = self.failing[0]
        detail = f"fails in {len(self.failing)} of {counted(count, 'finite model')}"
        constants = {k: float(v) for k, v in worst.model.space.constants.items()}
        witness = {**constants, "left": worst.left, "right": worst.right}
        return Evidence(NAME, Says.FAILS, f"{described(worst.model.space)}; {detail}", witness)


def compare_in_models(
    sides: Sequence[Term], sign: str, chance: Chance, readings: Iterable[Cast]
) -> Numbers:
    """Compare two sides in every model of every reading of their names."""
    seen = []
    for reading, cast in enumerate(readings):
        for seed in range(_ROUNDS):
            for model in models(cast, seed):
                found = _compared(model, sides, sign, chance.functionals)
                seen.append(replace(found, reading=reading))
    return Numbers(tuple(seen), chance.vanishing)


def _compared(
    model: Model, sides: Sequence[Term], sign: str, functionals: Mapping[str, Functional]
) -> Seen:
    try:
        left, right = (values_in(side, model.space, functionals) for side in sides)
    except NoMeaning:
        return Seen(model, 0, Outcome.UNKNOWN)
    rows = [(judged_balls(sign, a, b), a, b) for a, b in zip(left, right, strict=True)]
    failing = next((row for row in rows if row[0] is Outcome.FAILS), None)
    if failing is not None:
        return Seen(model, 0, Outcome.FAILS, float(failing[1].mid()), float(failing[2].mid()))
    if all(outcome is Outcome.AGREES for outcome, _, _ in rows):
        vanishes = all(_is_nothing(ball) for ball in (*left, *right))
        return Seen(model, 0, Outcome.AGREES, vanishes=vanishes)
    return Seen(model, 0, Outcome.UNKNOWN)


def _is_nothing(ball: Any) -> bool:
    return bool(ball.contains(0)) and abs(float(ball.rad())) < _NOTHING


# -------------------------------------------------------------------------------- the names


def cast_of(sides: Sequence[Term], chance: Chance, random: Iterable[str]) -> Cast | None:
    """What each name of a claim stands for; None where one stands for two things."""
    variables = set(random)
    events = events_of(sides, chance) - variables
    free = frozenset().union(*map(free_names, sides))
    others = free - variables - events
    numbers = frozenset().union(*(_numbers(side, chance) for side in sides))
    if events & numbers or variables & _functions(sides):
        return None
    return Cast(
        tuple(sorted(free & variables)), tuple(sorted(free & events)), tuple(sorted(others))
    )


def events_of(sides: Sequence[Term], chance: Chance) -> set[str]:
    """The names that stand for events, or for a value of a density: bare in a probability."""
    found: set[str] = set()
    for node in postorder(*sides):
        applied = application(node, chance.functionals)
        if applied is not None and applied.kind is Functional.PROBABILITY:
            for event in (*applied.args, *applied.given):
                found |= _bare(event)
    return found


def _bare(event: Term) -> set[str]:
    if event.op is Op.NAME:
        return {str(event.data)}
    if event.op in (Op.AND, Op.OR):
        return set().union(*map(_bare, event.args))
    opposite = complemented(event)
    return set() if opposite is None else _bare(opposite)


def _numbers(side: Term, chance: Chance) -> set[str]:
    """The names that occur as numbers: elsewhere than bare in a probability."""
    found: set[str] = set()
    stack, seen = [side], set()
    while stack:
        node = stack.pop()
        if node in seen:
            continue
        seen.add(node)
        applied = application(node, chance.functionals)
        if node.op is Op.NAME:
            found.add(str(node.data))
        elif applied is not None and applied.kind is Functional.PROBABILITY:
            stack += [e for e in (*applied.args, *applied.given) if not _bare(e)]
        else:
            stack += node.args
    return found


def _functions(sides: Sequence[Term]) -> set[str]:
    return {str(node.data[0]) for node in postorder(*sides)
            if node.op is Op.APPLY and isinstance(node.data, tuple)}  # fmt: skip


# ------------------------------------------------------------------------------ the witness


def described(space: FiniteSpace) -> str:
    """A space in words: ``X takes 1, 3 with probability 1/4, 3/4``."""
    keys = [*space.variables, *space.events]
    columns = [*space.variables.values(), *(map(int, bits) for bits in space.events.values())]
    rows = list(zip(*columns, strict=True))
    shown = [_row(row) for row in rows]
    names = ", ".join(map(plain_name, keys))
    left = f"({names})" if len(keys) > 1 else names
    weights = ", ".join(map(str, space.weights))
    note = " (1: it happens)" if space.events else ""
    return f"{left} takes {', '.join(shown)} with probability {weights}{note}"


def _row(row: Sequence[Any]) -> str:
    inside = ", ".join(map(str, row))
    return f"({inside})" if len(row) > 1 else inside
