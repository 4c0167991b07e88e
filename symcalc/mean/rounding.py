"""What double precision makes of an expression, against its true value.

The computation is that of the generated NumPy source, one rounding an operation; the true
value at the same numbers is a ball.  A number that is the best that double precision can
give has an error of about 1e-16; a result without a right digit one of 1 or more.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from itertools import product
from random import Random
from typing import Any, Final

import numpy as np

from symcalc.core.stability import Place, Rounded
from symcalc.core.term import Term, free_names, postorder
from symcalc.mean.compile import compile_numpy
from symcalc.mean.errors import NoMeaning
from symcalc.mean.interval import enclose

#: Relative errors from which on digits are lost: half of the sixteen that there are.
LOST: Final = 1e-8
#: Relative errors below which none is.
KEPT: Final = 1e-12

#: Sizes at which functions overflow, underflow or cancel, the plainest first.
_SIZES: Final = (1.0, 3.0, 0.5, 10.0, 40.0, 1e-2, 100.0, 1e-5, 750.0, 1e4, 1e-9, 1e8, 1e-17,
                 1e17, 1e155, 1e200)  # fmt: skip
_TINY: Final = 2.0**-1022
_LARGEST: Final = Fraction(np.finfo(np.float64).max)
_PRECISIONS: Final = (256, 1024, 4096)
_NEARLY: Final = 1 + 2.0**-30
_MOST_RANDOM: Final = 120


def places(keys: Sequence[str], seed: int = 0) -> Iterator[Place]:
    """Places of many sizes and both signs, the plainest first; nearly equal numbers too."""
    values = [sign * size for size in _SIZES for sign in (1, -1)]
    if not keys:
        yield {}
        return
    if len(keys) == 1:
        yield from ({keys[0]: value} for value in values)
        return
    for value in values:
        yield dict.fromkeys(keys, value)
        yield {key: value * _NEARLY**k for k, key in enumerate(keys)}
    for key, value in product(keys, values):
        yield {other: value if other == key else 1.0 for other in keys}
    random = Random(seed)  # noqa: S311 - mathematics, not secrets
    for _ in range(_MOST_RANDOM):
        yield {key: random.choice(values) for key in keys}


def compute(term: Term, points: Sequence[Place]) -> list[float]:
    """The values in double precision; CannotEvaluate for what has no NumPy source."""
    keys = sorted(free_names(term))
    function = compile_numpy(term, keys).function
    columns = [np.array([point[key] for point in points], dtype=float) for key in keys]
    with np.errstate(all="ignore"):
        found = np.broadcast_to(np.asarray(function(*columns), dtype=float), (len(points),))
    return [float(value) for value in found]


def rounded(term: Term, place: Place, computed: float) -> Rounded | None:
    """The computed value against the true one; None where there is none in the range of doubles."""
    true = _true_value(term, place)
    if true is None or abs(true) > _LARGEST:
        return None
    if not math.isfinite(computed):
        return Rounded(place, computed, float(true), math.inf)
    size = max(abs(true), Fraction(_TINY))
    return Rounded(place, computed, float(true), float(abs(Fraction(computed) - true) / size))


def _true_value(term: Term, place: Place) -> Fraction | None:
    """The value at a place to sixty digits or more, None where no ball shows it."""
    point = {key: Fraction(value) for key, value in place.items()}
    for bits in _PRECISIONS:
        try:
            ball = enclose(term, point, bits)
        except NoMeaning:
            continue
        if ball.is_zero():
            return Fraction(0)
        if ball.rel_accuracy_bits() > 100:
            return _fraction(ball)
    return None


def _fraction(ball: Any) -> Fraction | None:
    """The midpoint of a ball, unless its exponent is out of all proportion."""
    mantissa, exponent = ball.mid().man_exp()
    if abs(int(exponent)) > 10_000:
        return None if exponent > 0 else Fraction(0)
    return Fraction(int(mantissa)) * Fraction(2) ** int(exponent)


def worst(found: Iterable[Rounded | None]) -> Rounded | None:
    """The plainest place without a right digit, else the one with the largest error above LOST."""
    known = [each for each in found if each is not None and each.error >= LOST]
    plain = next((each for each in known if each.error >= 1), None)
    return plain or max(known, key=lambda each: each.error, default=None)


def loss(term: Term, points: Sequence[Place]) -> Rounded | None:
    """Where a computation loses half of its digits or more, if it does at one of the points."""
    values = compute(term, points)
    return worst(rounded(term, *pair) for pair in zip(points, values, strict=True))


def culprit(term: Term, place: Place) -> Term:
    """The first part of a computation that has lost its digits at a place."""
    for node in postorder(term):
        try:
            found = rounded(node, place, compute(node, [place])[0])
        except NoMeaning:
            continue
        if found is None or found.error >= LOST:
            return node
    return term
