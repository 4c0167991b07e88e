"""Points of a domain: random ones of both signs and several magnitudes, and directed ones.

Directed points lie on both sides of every switch: where a radicand or the argument of a
logarithm changes its sign, where |x| has its kink, where the case of a distinction changes,
where a denominator vanishes.  Random points alone miss what fails on a sliver.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from fractions import Fraction
from itertools import islice, pairwise, product
from random import Random
from typing import Final

from symcalc.check.bounds import EVERYTHING, Bounds
from symcalc.check.domain import Domain
from symcalc.check.oracles.interval import Point
from symcalc.check.polynomial import rational_roots
from symcalc.check.switches import switches
from symcalc.check.truth import holds_at, sign_at
from symcalc.core.term import Term, free_names, name, number, sub, substitute

#: Sizes of random numbers; the middle ones come up most.
_MAGNITUDES: Final = tuple(
    Fraction(*pair) for pair in ((1, 1), (3, 1), (1, 3), (1, 1), (10, 1), (1, 40), (2, 1), (60, 1))
)
#: Where the sign of a switch is looked up along a line.
_GRID: Final = tuple(
    Fraction(*pair)
    for pair in (
        (0, 1), (1, 1000), (1, 10), (1, 2), (9, 10), (1, 1), (11, 10), (3, 2), (2, 1), (3, 1),
        (5, 1), (10, 1), (100, 1),
    )
)  # fmt: skip
#: How close to a switch the nearest directed points lie, relative to the interval found.
_BISECTIONS: Final = 24
_NEAR: Final = Fraction(1, 1 << 20)
_MOST_SWITCHES: Final = 12
_MOST_DIRECTED: Final = 80
_ATTEMPTS: Final = 40
_MOST_CORNERS: Final = 32
_INWARD: Final = Fraction(1, 10**6)


def tied_names(keys: Iterable[str], domain: Domain) -> list[str]:
    """The names with all that constraints tie to them, sorted: only together do they make a point.

    Where u > v is assumed, a claim about u alone is tried at points that have a v as well.
    """
    found = set(keys)
    waiting = [free_names(constraint) for constraint in domain.constraints]
    while joined := [names for names in waiting if names & found and not names <= found]:
        found = found.union(*joined)
    return sorted(found)


def random_points(keys: Sequence[str], domain: Domain, count: int, seed: int) -> list[Point]:
    """Random rational points of the domain; fewer than asked where it is hard to hit."""
    random = Random(seed)  # noqa: S311 - mathematics, not secrets
    if not keys:
        return [{}] if admissible({}, domain) else []
    found: list[Point] = []
    for attempt in range(count * _ATTEMPTS):
        if len(found) == count:
            break
        point = {key: _random_value(key, domain, attempt, random) for key in keys}
        if admissible(point, domain):
            found.append(point)
    return found


def plain_points(keys: Sequence[str], domain: Domain) -> list[Point]:
    """Points of small whole numbers, where arithmetic is exact and a reader can follow it."""
    if not keys:
        return []
    patterns = ((0,), (1,), (1, 2, 3), (2, -1, 1, 3))
    points = [
        {key: Fraction(pattern[k % len(pattern)]) for k, key in enumerate(keys)}
        for pattern in patterns
    ]
    return [point for point in points if admissible(point, domain)]


def _random_value(key: str, domain: Domain, attempt: int, random: Random) -> Fraction:
    bounds = domain.range_of(key)
    if key in domain.integers:
        return _random_integer(bounds, random)
    low, high = bounds.lower, bounds.upper
    if isinstance(low, Fraction) and isinstance(high, Fraction):
        return low + (high - low) * Fraction(random.randint(1, 96), 97)
    size = random.choice(_MAGNITUDES) if attempt else Fraction(1)
    amount = size * Fraction(random.randint(1, 60), random.choice((29, 31, 37)))
    if isinstance(low, Fraction):
        return low + amount
    if isinstance(high, Fraction):
        return high - amount
    return amount if random.random() < 0.5 else -amount


def _random_integer(bounds: Bounds, random: Random) -> Fraction:
    low = int(bounds.lower) if isinstance(bounds.lower, Fraction) else -4
    high = int(bounds.upper) if isinstance(bounds.upper, Fraction) else max(low, 0) + 6
    return Fraction(random.randint(low, max(low, high)))


def admissible(point: Point, domain: Domain) -> bool:
    """Whether a point certainly lies in its ranges and satisfies every constraint."""
    in_ranges = all(domain.range_of(key).contains(value) for key, value in point.items())
    return in_ranges and not any(_excludes(part, point) for part in domain.constraints)


def _excludes(constraint: Term, point: Point) -> bool:
    """Whether a constraint on the names of a point is not known to hold, or is false anyhow.

    Where i ≠ k is assumed of two indices, an instance with i = k = 1 has the constraint 1 ≠ 1.
    """
    if free_names(constraint):
        return bool(free_names(constraint) & point.keys()) and not holds_at(constraint, point)
    return holds_at(constraint, point) is False


def corner_points(keys: Sequence[str], domain: Domain) -> list[Point]:
    """Points close to the corners of the ranges, where what holds inside may fail."""
    ends = [_ends(domain.range_of(key), key in domain.integers) for key in keys]
    if all(domain.range_of(key) == EVERYTHING for key in keys):
        return []
    corners = (dict(zip(keys, values, strict=True)) for values in product(*ends))
    return [point for point in islice(corners, _MOST_CORNERS) if admissible(point, domain)]


def _ends(bounds: Bounds, is_integer: bool) -> list[Fraction]:
    """One value next to each end of a range; 1 away from the other end, or ±1, if infinite."""
    low, high = bounds.lower, bounds.upper
    step = Fraction(1) if is_integer else _INWARD
    if isinstance(low, Fraction) and isinstance(high, Fraction):
        step = step if is_integer else (high - low) * _INWARD
        return [low + step, high - step]
    if isinstance(low, Fraction):
        return [low + step, low + 1]
    if isinstance(high, Fraction):
        return [high - step, high - 1]
    return [Fraction(1), Fraction(-1)]


def directed_points(
    left: Term, right: Term, sign: str, bases: Sequence[Point], domain: Domain
) -> list[Point]:
    """Points on, next to and between the places where a switch of either side changes sign.

    For an inequality the difference of the sides is a switch as well.
    """
    found_switches = switches(left, right)
    if sign != "=":
        found_switches.append(sub(left, right))
    found = islice(_directed(found_switches, bases, domain), _MOST_DIRECTED)
    unique = {tuple(sorted(point.items())): point for point in found}
    return list(unique.values())


def _directed(found: Sequence[Term], bases: Sequence[Point], domain: Domain) -> Iterator[Point]:
    chosen = [*bases[:2], *plain_points(sorted(bases[0]) if bases else [], domain)[-1:]]
    for switch in found[:_MOST_SWITCHES]:
        for base in chosen:
            for key in sorted(free_names(switch) & base.keys())[:3]:
                if key in domain.integers:
                    continue
                for value in _places(switch, key, base, domain.range_of(key)):
                    point = {**base, key: value}
                    if admissible(point, domain):
                        yield point


def _places(switch: Term, key: str, base: Point, bounds: Bounds) -> list[Fraction]:
    """Values of one name at which a switch is zero, or has one sign or the other, nearby."""
    line = _line(bounds)
    signs = [(value, sign_at(switch, {**base, key: value})) for value in line]
    known = [(value, sign) for value, sign in signs if sign is not None]
    places = [value for value, sign in known if sign == 0]
    places += _exact_zeros(switch, key, base)
    for (a, sign_a), (b, sign_b) in pairwise(known):
        if sign_a * sign_b < 0:
            low, high = _bisected(lambda v: sign_at(switch, {**base, key: v}), a, b, sign_a)
            places += [low, high, low - (b - a) * _NEAR, high + (b - a) * _NEAR]
    for wanted in (-1, 1):
        places += [value for value, sign in known if sign == wanted][:2]
    return places


def _exact_zeros(switch: Term, key: str, base: Point) -> list[Fraction]:
    """Rational zeros along a line, found exactly: x^2 - 2xy + y^2 does not change its sign."""
    others = {name(k): number(v) for k, v in base.items() if k != key}
    return rational_roots(substitute(switch, others) if others else switch)


def _line(bounds: Bounds) -> list[Fraction]:
    """Values along the range of one name, its ends and their neighbourhood among them."""
    values = {sign * value for value in _GRID for sign in (1, -1)}
    low, high = bounds.lower, bounds.upper
    for end, inward in ((low, 1), (high, -1)):
        if isinstance(end, Fraction):
            values |= {end + inward * value for value in (*_GRID, Fraction(1, 10**6))}
    if isinstance(low, Fraction) and isinstance(high, Fraction):
        values |= {low + (high - low) * Fraction(k, 10**4) for k in (1, 9999)}
        values |= {low + (high - low) * Fraction(k, 16) for k in range(17)}
    return sorted(value for value in values if bounds.contains(value))


def _bisected(
    sign_of: Callable[[Fraction], int | None], low: Fraction, high: Fraction, sign: int
) -> tuple[Fraction, Fraction]:
    """A short interval around a change of sign; a zero that is met ends the search."""
    for _ in range(_BISECTIONS):
        middle = (low + high) / 2
        found = sign_of(middle)
        if found == 0:
            return middle, middle
        if found is None:
            break
        low, high = (middle, high) if found == sign else (low, middle)
    return low, high
