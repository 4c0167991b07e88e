"""Remarks on a result that its formulas do not say."""

from __future__ import annotations

from collections.abc import Sequence

from symcalc.core.problem import Scope
from symcalc.core.term import Term, value_of
from symcalc.derive.agree import agrees
from symcalc.derive.concrete import Concrete
from symcalc.derive.operations import Answer
from symcalc.derive.points import equations, sample
from symcalc.derive.problems import Ready
from symcalc.mean.plain import plain


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


def used_equations(
    values: Sequence[Term], result: Sequence[Term], ready: Ready, concrete: Concrete
) -> tuple[str, ...]:
    """The equations without which a result would not equal the derivative that was computed."""
    scope = ready.problem.scope
    notes = []
    for equation in equations(scope):
        others = tuple(each for each in scope.assumptions if each is not equation)
        free = Scope(scope.declarations, scope.definitions, others)
        pairs = [
            (concrete(one), concrete(other)) for one, other in zip(values, result, strict=True)
        ]
        terms = [each for pair in pairs for each in pair]
        points = sample(terms, free, concrete, 1)
        if any(not agrees(one, other, point) for point in points for one, other in pairs):
            notes.append(f"The result uses {plain(equation)}.")
    return tuple(notes)


_NOTES = {"partials": _mixed_partials, "directional": _length}
