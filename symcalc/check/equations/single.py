"""Inferences about one real name, decided on the whole line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from symcalc.check.equations.argument import Argument, conjunction, range_of
from symcalc.check.equations.cells import Place, Sets, compare_sets
from symcalc.check.equations.direction import OPEN, Direction, Status, Witness
from symcalc.check.equations.ring import NotInRing
from symcalc.check.equations.zeros import NotIsolated
from symcalc.check.wording import counted
from symcalc.core.term import ZERO, Term, name, relation

#: A relation that nothing satisfies.
_NEVER: Final = relation("!=", ZERO, ZERO)


@dataclass(frozen=True)
class Both:
    """Both directions of an inference.

    ``contradiction`` tells that nothing solves all premises, though something solves the
    last one; ``vacuous`` that nothing solves the last one.
    """

    forward: Direction
    backward: Direction
    contradiction: bool = False
    vacuous: bool = False


def on_the_line(argument: Argument, extra: Sequence[Term] = ()) -> Both:
    """Compare the solutions of the premises and the conclusion, which have one name.

    ``extra`` are further conditions on the name.  Where all premises together have no
    solution but the last one has, the conclusion is compared with that one alone.
    """
    (key,) = argument.names
    where = conjunction([range_of(key, argument.domain), *extra])
    whole = key in argument.domain.integers
    try:
        everything = compare_sets(
            argument.all_premises, argument.conclusion, where, name(key), whole
        )
        last = compare_sets(argument.premises[-1], argument.conclusion, where, name(key), whole)
    except (NotIsolated, NotInRing):
        return Both(OPEN, OPEN)
    if _no_solution_of_first(everything) and not _no_solution_of_first(last):
        return Both(_lost(last, key), _gained(last, key), contradiction=True)
    return Both(_lost(everything, key), _gained(last, key), vacuous=_no_solution_of_first(last))


def has_solutions(condition: Term, where: Term, key: str) -> bool | None:
    """Whether some real number solves a condition on one name; None where that is not known."""
    try:
        sets = compare_sets(condition, _NEVER, where, name(key), whole=False)
    except (NotIsolated, NotInRing):
        return None
    return True if sets.lost else False if sets.complete else None


def _no_solution_of_first(sets: Sets) -> bool:
    return sets.complete and not sets.lost and not sets.shared


def _lost(sets: Sets, key: str) -> Direction:
    if sets.lost:
        return Direction(Status.FAILS, witnesses=_witnesses(sets.lost, key))
    return _agreement(sets)


def _gained(sets: Sets, key: str) -> Direction:
    if sets.gained:
        return Direction(Status.FAILS, witnesses=_witnesses(sets.gained, key))
    return _agreement(sets)


def _agreement(sets: Sets) -> Direction:
    if not sets.complete:
        return OPEN
    where = counted(sets.places, "place")
    return Direction(Status.HOLDS, f"decided on the whole real line, cut into {where}")


def _witnesses(places: Sequence[Place], key: str) -> tuple[Witness, ...]:
    """Exact zeros first: they are easier to follow than points of an interval."""
    ordered = sorted(places, key=lambda place: (place.zero is None, place.sample is None))
    return tuple(Witness({key: _value(place)}) for place in ordered)


def _value(place: Place) -> Any:
    if place.sample is not None:
        return place.sample
    assert place.zero is not None
    return place.zero.ball
