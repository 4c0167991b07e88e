"""Remarks on a result that its formulas do not say."""

from __future__ import annotations

from symcalc.core.term import Term, value_of
from symcalc.derive.operations import Answer
from symcalc.derive.problems import Ready


def notes_on(answer: Answer, result: tuple[Term, ...], ready: Ready) -> tuple[str, ...]:
    """What is worth saying: whether mixed partials agree, how long a direction is."""
    remark = _NOTES.get(ready.problem.operation)
    return remark(answer, result, ready) if remark else ()


def _mixed_partials(answer: Answer, result: tuple[Term, ...], ready: Ready) -> tuple[str, ...]:
    """Whether f_xy and f_yx, each derived in its own order, came out the same."""
    found = {each.label: term for each, term in zip(answer.components, result, strict=True)}
    by_directions = {each.directions: each.label for each in answer.components}
    notes = []
    for directions, label in by_directions.items():
        other = by_directions[directions[::-1]]
        if label < other:
            agree = found[label] is found[other]
            notes.append(
                f"{label} = {other}: the mixed partial derivatives agree."
                if agree
                else f"{label} and {other} came out in different forms."
            )
    return tuple(notes)


def _length(answer: Answer, result: tuple[Term, ...], ready: Ready) -> tuple[str, ...]:
    values = [value_of(part) for part in ready.problem.along]
    if any(value is None for value in values):
        return ()
    square = sum(value * value for value in values if value is not None)
    if square == 1:
        return ()
    return (f"The direction is taken as given; its squared length is {square}, not 1.",)


_NOTES = {"partials": _mixed_partials, "directional": _length}
