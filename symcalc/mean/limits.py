"""Limits in ball arithmetic: what a term stays within on the last stretch before the point.

The variable is x = a ± 1/y or ±y with y -> ∞, and the term is enclosed for all y from some
place on (:mod:`symcalc.mean.growth`).  If the limit exists it lies in that ball.
"""

from __future__ import annotations

from typing import Final

import flint

from symcalc.core.term import ONE, Term, add, div, name, neg, substitute
from symcalc.mean.algebra import simplify
from symcalc.mean.errors import CannotEvaluate, NoMeaning, Undefined
from symcalc.mean.growth import Growth, GrowthNumbers, bound_of, constant, variable
from symcalc.mean.infinite import infinite_sign
from symcalc.mean.numbers import Limit
from symcalc.mean.numeric import evaluate

#: Where the last stretch begins, as powers of two, in turn.
_STARTS: Final = (70, 24, 8)
_Y: Final = name("~y")


def enclose_limit(problem: Limit) -> flint.arb:
    """A ball that holds the limit if there is one.

    Raises :class:`CannotEvaluate` where no bound is found, and :class:`Undefined` where the
    two sides of a point have different limits.
    """
    found = [_one_sided(problem, place) for place in _approaches(problem)]
    if len(found) == 2 and not found[0].overlaps(found[1]):
        raise Undefined("different limits from the two sides")
    return found[0] if len(found) == 1 else found[0].union(found[1])


def _approaches(problem: Limit) -> list[Term]:
    """The variable in terms of y, for each side that the limit is taken from."""
    sign = infinite_sign(problem.place)
    if sign:
        return [_Y if sign > 0 else neg(_Y)]
    step = div(ONE, _Y)
    above, below = add(problem.place, step), add(problem.place, neg(step))
    return {"+": [above], "-": [below]}.get(problem.direction, [above, below])


def _one_sided(problem: Limit, place: Term) -> flint.arb:
    body = simplify(substitute(problem.body, {name(problem.variable): place}))
    for exponent in _STARTS:
        start = flint.arb(2) ** exponent
        point = {key: constant(value, start) for key, value in problem.point.items()}
        try:
            value = evaluate(body, {**point, "~y": variable(start)}, GrowthNumbers(start))
        except (NoMeaning, OverflowError):
            continue
        found = _last_values(value)
        if found is not None and found.is_finite():
            return found
    raise CannotEvaluate("a limit that could not be bounded")


def _last_values(value: Growth) -> flint.arb | None:
    """A ball around all values, if every part stays constant or falls to 0."""
    total = flint.arb(0)
    for part in value.parts:
        alone = Growth((part,), value.start)
        if part.is_constant:
            total += part.a
        elif part.c < 0 or (part.c.is_zero() and part.p < 0):
            bound = bound_of(alone)
            if bound is None:
                return None
            total += bound.union(-bound)
        else:
            return None
    return total
