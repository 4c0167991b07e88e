"""How terms grow: enclosures that hold for every y from some T on, up to infinity.

A value is a sum of parts a·y^p·exp(c·y^q), whose a and c lie in balls for every y >= T.  That
bounds the tail of an integral or of a series, which no ball over a finite range can do.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Final

import flint

from symcalc.mean.elementary import Elementary
from symcalc.mean.errors import CannotEvaluate, Undetermined
from symcalc.mean.interval import BALL, rational_ball
from symcalc.mean.numbers import Numbers, Truth, Value

_MOST_PARTS: Final = 12
_MOST_MULTIPLIED: Final = 6
#: log y <= y^s / (s e) for every s > 0; this s is used.
_SLOW: Final = Fraction(1, 8)


def _ball(value: Any) -> flint.arb:
    return flint.arb(value)


def up_to(top: flint.arb) -> flint.arb:
    """A ball around everything between 0 and a bound."""
    return flint.arb(0).union(top)


@dataclass(frozen=True)
class Part:
    """a·y^p·exp(c·y^q) with a and c in balls for every y; q > 0, and c = 0 without exponential."""

    a: flint.arb
    p: flint.arb
    c: flint.arb
    q: flint.arb

    @property
    def is_constant(self) -> bool:
        """Whether neither a power nor an exponential is left."""
        return bool(self.p.is_zero() and self.c.is_zero())


@dataclass(frozen=True)
class Growth:
    """A sum of parts that encloses a function on all of [start, ∞), where start >= 1."""

    parts: tuple[Part, ...]
    start: flint.arb

    def __add__(self, other: Growth) -> Growth:
        return _collected((*self.parts, *other.parts), self.start)

    def __neg__(self) -> Growth:
        return Growth(tuple(Part(-t.a, t.p, t.c, t.q) for t in self.parts), self.start)

    def __mul__(self, other: Growth) -> Growth:
        left, right = self, other
        if len(left.parts) * len(right.parts) > _MOST_PARTS:
            left, right = single(left), single(right)
        products = [_product(s, t, self.start) for s in left.parts for t in right.parts]
        return _collected(tuple(products), self.start)


def _collected(parts: tuple[Part, ...], start: flint.arb) -> Growth:
    """Like parts added; what is exactly 0 left out."""
    found: list[Part] = []
    for part in parts:
        for k, other in enumerate(found):
            if _alike(part, other):
                found[k] = Part(part.a + other.a, part.p, part.c, part.q)
                break
        else:
            found.append(part)
    kept = tuple(part for part in found if not part.a.is_zero())
    return Growth(kept, start) if len(kept) <= _MOST_PARTS else single(Growth(kept, start))


def _alike(one: Part, other: Part) -> bool:
    powers = one.p.is_exact() and other.p.is_exact() and one.p == other.p
    return bool(powers and one.c.is_zero() and other.c.is_zero())


def _product(one: Part, other: Part, start: flint.arb) -> Part:
    c, q = _exponents_added(one, other, start)
    return Part(one.a * other.a, one.p + other.p, c, q)


def _exponents_added(one: Part, other: Part, start: flint.arb) -> tuple[flint.arb, flint.arb]:
    """The exponent c·y^q of a product: the lower power is a part of the higher one."""
    if one.c.is_zero() or other.c.is_zero():
        return (other.c, other.q) if one.c.is_zero() else (one.c, one.q)
    if one.q == other.q:
        return one.c + other.c, one.q
    high, low = (one, other) if one.q > other.q else (other, one)
    if not high.q > low.q:
        raise Undetermined("two exponents that cannot be told apart")
    return high.c + low.c * up_to(start ** (low.q - high.q)), high.q


def _inverse(part: Part) -> Part:
    if part.a.contains(0):
        raise Undetermined("a denominator that may vanish far out")
    return Part(1 / part.a, -part.p, -part.c, part.q)


def _largest(part: Part, start: flint.arb) -> flint.arb | None:
    """A bound of y^p·exp(c·y^q) on [start, ∞), None where none is found; a is left out."""
    p, c = part.p.upper(), part.c.upper()
    if part.c.is_zero():
        return start**p if p <= 0 else None
    if not c < 0:
        return None
    peak = p / (-c * part.q)  # y^q at the maximum
    if p <= 0 or start**part.q >= peak:
        return start**p * (c * start**part.q).exp()
    return (peak / _ball(1).exp()) ** (p / part.q)


def single(value: Growth) -> Growth:
    """The value as one part, the one that grows fastest with the others as shares of it."""
    if len(value.parts) == 1:
        return value
    if not value.parts:
        return constant(_ball(0), value.start)
    for leading in value.parts:
        shares = [_share(part, leading, value.start) for part in value.parts]
        found = [share for share in shares if share is not None]
        if len(found) == len(shares):
            total = sum(found[1:], found[0])
            return Growth((Part(total, leading.p, leading.c, leading.q),), value.start)
    raise Undetermined("no part that grows fastest")


def _share(part: Part, leading: Part, start: flint.arb) -> flint.arb | None:
    if part is leading:
        return part.a
    bare = Part(_ball(1), leading.p, leading.c, leading.q)
    ratio = _product(part, _inverse(bare), start)
    top = _largest(ratio, start)
    return None if top is None else part.a * up_to(top)


def constant(value: flint.arb, start: flint.arb) -> Growth:
    """The same value everywhere."""
    zero = _ball(0)
    return Growth((Part(value, zero, zero, _ball(1)),) if not value.is_zero() else (), start)


def variable(start: flint.arb) -> Growth:
    """The variable y itself."""
    return Growth((Part(_ball(1), _ball(1), _ball(0), _ball(1)),), start)


def constant_of(value: Growth) -> flint.arb | None:
    """The ball of a value that does not grow or fall, else None."""
    if not value.parts:
        return _ball(0)
    if len(value.parts) == 1 and value.parts[0].is_constant:
        return value.parts[0].a
    return None


def bound_of(value: Growth) -> flint.arb | None:
    """An upper bound of the absolute value on [start, ∞), None where none is found."""
    tops = [(abs(part.a), _largest(part, value.start)) for part in value.parts]
    found = [size * top for size, top in tops if top is not None]
    return sum(found, _ball(0)) if len(found) == len(tops) else None


def tail_of(value: Growth) -> flint.arb | None:
    """An upper bound of the integral of the absolute value from start to ∞, or None."""
    tails = [_tail(part, value.start) for part in value.parts]
    found = [tail for tail in tails if tail is not None]
    return sum(found, _ball(0)) if len(found) == len(tails) else None


def _tail(part: Part, start: flint.arb) -> flint.arb | None:
    """∫ y^p exp(-c y^q) dy = c^(-s) Γ(s, c start^q) / q with s = (p+1)/q (DLMF 8.2.2)."""
    if part.c.is_zero():
        slope = -part.p - 1
        return abs(part.a) * start ** (-slope) / slope if slope > 0 else None
    if not part.c < 0:
        return None
    rate = (-part.c).lower()
    s = (part.p + 1) / part.q
    return abs(part.a) * rate ** (-s) * (rate * start**part.q).gamma_upper(s) / part.q


# ------------------------------------------------------------------------------ the numbers


class GrowthNumbers(Numbers):
    """The numbers of :func:`~symcalc.mean.numeric.evaluate` for y >= start.

    With ``whole``, y stands for whole numbers only, so that a negative base has a power.
    """

    checks_domain = False

    def __init__(self, start: flint.arb, whole: bool = False) -> None:
        self.start = start
        self.whole = whole

    def rational(self, value: Fraction) -> Value:
        """The constant."""
        return constant(rational_ball(value), self.start)

    def constant(self, name: str) -> Value:
        """π or e."""
        return constant(BALL.constant(name), self.start)

    def divide(self, above: Value, below: Value) -> Value:
        """The quotient, by a denominator that certainly keeps away from 0."""
        parts = single(below).parts
        if not parts:
            raise Undetermined("a denominator that vanishes")
        return above * Growth((_inverse(parts[0]),), self.start)

    def power(self, base: Value, exponent: Value) -> Value:
        """The power of what is positive, and small whole powers of anything."""
        fixed = constant_of(exponent)
        if fixed is not None and fixed.is_integer() and fixed.is_exact():
            return self._whole_power(base, int(fixed.unique_fmpz()))
        below = constant_of(base)
        if self.whole and fixed is None and below is not None and below < 0:
            size = self.power(constant(-below, self.start), exponent)
            return size * constant(_ball(-1).union(_ball(1)), self.start)
        if fixed is None:
            return _exp(exponent * _log(base, self.start), self.start)
        return _fixed_power(base, fixed, self.start)

    def _whole_power(self, base: Growth, exponent: int) -> Growth:
        if 0 <= exponent <= _MOST_MULTIPLIED:
            result = constant(_ball(1), self.start)
            for _ in range(exponent):
                result = result * base
            return result
        parts = single(base).parts
        if not parts and exponent > 0:
            return base
        if not parts or (exponent < 0 and parts[0].a.contains(0)):
            raise Undetermined("a power that may be undefined far out")
        (t,) = parts
        return Growth((Part(t.a**exponent, t.p * exponent, t.c * exponent, t.q),), self.start)

    def function(self, row: Elementary, args: Sequence[Value]) -> Value:
        """A function of constants, or one of which is known how it grows."""
        fixed = [found for found in map(constant_of, args) if found is not None]
        if len(fixed) == len(args):
            return constant(BALL.checked(row.ball(*fixed)), self.start)
        rule = _FUNCTIONS.get(row.name)
        if rule is None:
            raise CannotEvaluate(f"how {row.name} grows")
        return rule(*args, self.start)

    def compare(self, sign: str, left: Value, right: Value) -> Truth:
        """The comparison where it comes out the same for every y."""
        difference = left + -right
        if not difference.parts:
            return BALL.compare(sign, _ball(0), _ball(0))
        return BALL.compare(sign, single(difference).parts[0].a, _ball(0))

    def integer(self, value: Value) -> int:
        """The whole number that a constant is."""
        fixed = constant_of(value)
        if fixed is None:
            raise CannotEvaluate("an index that varies")
        return BALL.integer(fixed)

    def checked(self, value: Value) -> Value:
        """The value, if its balls are finite."""
        if not all(t.a.is_finite() and t.c.is_finite() for t in value.parts):
            raise Undetermined("no finite bound far out")
        return value


# ----------------------------------------------------------------------------- functions


def _is_small(value: Growth) -> bool:
    """Whether a value falls to 0 like a power."""
    return bool(value.parts) and all(t.c.is_zero() and t.p < 0 for t in value.parts)


def _range_of_small(value: Growth) -> flint.arb:
    """A ball around 0 and all that a small value is on [start, ∞)."""
    total = _ball(0)
    for part in value.parts:
        total += part.a * up_to(value.start ** part.p.upper())
    return total.union(_ball(0))


def _times(value: Growth, ball: flint.arb) -> Growth:
    return value * constant(ball, value.start)


def _exp(value: Growth, start: flint.arb) -> Growth:
    """The exponential: what grows becomes an exponent, what falls is taken to first order."""
    result = constant(_ball(1), start)
    for part in value.parts:
        if not part.c.is_zero():
            raise CannotEvaluate("an exponential of an exponential")
        if part.p > 0:
            factor = Growth((Part(_ball(1), _ball(0), part.a, part.p),), start)
        elif part.p.is_zero():
            factor = constant(part.a.exp(), start)
        elif part.p < 0:  # exp v = 1 + v exp w with w between 0 and v
            small = Growth((part,), start)
            factor = constant(_ball(1), start) + _times(small, _range_of_small(small).exp())
        else:
            raise Undetermined("an exponent that may grow")
        result = result * factor
    return result


def _sin(value: Growth, start: flint.arb) -> Growth:
    """sin v = v cos w with w between 0 and v where v falls to 0; elsewhere between -1 and 1."""
    if _is_small(value):
        return _times(value, _range_of_small(value).cos())
    return constant(_ball(-1).union(_ball(1)), start)


def _cos(value: Growth, start: flint.arb) -> Growth:
    """cos v = 1 - v^2 cos(w) / 2 with w between 0 and v where v falls to 0."""
    if _is_small(value):
        second = _times(value * value, -_range_of_small(value).cos() / 2)
        return constant(_ball(1), start) + second
    return constant(_ball(-1).union(_ball(1)), start)


def _beyond_one(value: Growth) -> Growth | None:
    """What a value exceeds 1 by, if that falls to 0."""
    rest = value + constant(_ball(-1), value.start)
    return rest if _is_small(rest) else None


def _log(value: Growth, start: flint.arb) -> Growth:
    small = _beyond_one(value)
    if small is not None and _range_of_small(small) > -1:  # log(1+v) = v / (1+w)
        return _times(small, 1 / (1 + _range_of_small(small)))
    parts = single(value).parts
    if not parts or not parts[0].a > 0:
        raise Undetermined("a logarithm of what may not be positive far out")
    (part,) = parts
    slow = rational_ball(_SLOW)
    top = up_to(1 / (slow * _ball(1).exp()))
    logarithm = Part(part.p * top, slow, _ball(0), _ball(1))
    pieces = (logarithm, Part(part.c, part.q, _ball(0), _ball(1)))
    return _collected(pieces, start) + constant(part.a.log(), start)


def _fixed_power(base: Growth, exponent: flint.arb, start: flint.arb) -> Growth:
    parts = single(base).parts
    if not parts or not parts[0].a > 0:
        raise Undetermined("a power of what may not be positive far out")
    (part,) = parts
    raised = Part(part.a**exponent, part.p * exponent, part.c * exponent, part.q)
    return Growth((raised,), start)


def _size(value: Growth, start: flint.arb) -> Growth:
    parts = single(value).parts
    return Growth(tuple(Part(abs(t.a), t.p, t.c, t.q) for t in parts), start)


def _between(low: int, high: int) -> Callable[[Growth, flint.arb], Growth]:
    return lambda value, start: constant(_ball(low).union(_ball(high)), start)


def _complementary_error(value: Growth, start: flint.arb) -> Growth:
    """0 < erfc z <= exp(-z^2) for z >= 0 (DLMF 7.8.3), else below 2."""
    parts = single(value).parts
    if not parts or not parts[0].a > 0:
        return constant(up_to(_ball(2)), start)
    fall = _exp(-(single(value) * single(value)), start)
    return fall * constant(up_to(_ball(1)), start)


def _cosh(value: Growth, start: flint.arb) -> Growth:
    """cosh z lies between exp|z| / 2 and exp|z|."""
    share = rational_ball(Fraction(1, 2)).union(_ball(1))
    return _exp(_size(value, start), start) * constant(share, start)


_FUNCTIONS: Final[dict[str, Callable[..., Growth]]] = {
    "exp": _exp,
    "log": _log,
    "sqrt": lambda value, start: _fixed_power(value, rational_ball(Fraction(1, 2)), start),
    "abs": _size,
    "sin": _sin,
    "cos": _cos,
    "tanh": _between(-1, 1),
    "erf": _between(-1, 1),
    "arctan": _between(-2, 2),
    "erfc": _complementary_error,
    "cosh": _cosh,
    "sech": lambda value, start: GrowthNumbers(start).divide(
        constant(_ball(1), start), _cosh(value, start)
    ),
}
