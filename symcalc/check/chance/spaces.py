"""Finite probability spaces of every usual kind, for the names of a claim.

In each kind something holds that a page may have said in words: independence, a mean of zero,
positive values, events that exclude each other.  What fails in all of them rests on none of these.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import product
from math import prod
from random import Random
from typing import Final

from symcalc.mean.chance.finite import FiniteSpace

#: More random variables and events together than this are not modelled.
MOST_NAMES: Final = 5
#: Weights are multiples of one over this, so that they are exact in binary arithmetic.
_GRAIN: Final = 8
_FINE_GRAIN: Final = 64
#: So many outcomes have short values and weights, for people to read.
_FEW: Final = 4


@dataclass(frozen=True)
class Cast:
    """The names of a claim by what they stand for."""

    variables: tuple[str, ...]
    events: tuple[str, ...]
    constants: tuple[str, ...]

    @property
    def is_small(self) -> bool:
        """Whether there are few enough names for a model."""
        return 0 < len(self.variables) + len(self.events) <= MOST_NAMES


@dataclass(frozen=True)
class Model:
    """A space of a kind; ``assumed`` is what holds in it beyond probability theory."""

    space: FiniteSpace
    assumed: str = ""


def models(cast: Cast, seed: int = 0) -> list[Model]:
    """One model of each kind, the general ones first."""
    found = []
    for assumed, build in _KINDS:
        random = Random(f"{seed} {assumed}")  # noqa: S311 - mathematics
        space = build(cast, random)
        if space is not None:
            found.append(Model(space, assumed))
    return found


def _general(cast: Cast, random: Random) -> FiniteSpace:
    """Any joint distribution; of one variable alone the smallest that has a spread.

    No variable tells another one: each takes all its values beside all values of the others.
    """
    levels = {key: random.choice((2, 3)) if _is_few(cast) else 2 for key in _names(cast)}
    rows = list(product(*(range(2 if k in cast.events else levels[k]) for k in _names(cast))))
    columns = dict(zip(_names(cast), zip(*rows, strict=True), strict=True))
    variables = {}
    for key in cast.variables:
        values = _distinct(levels[key], random)
        variables[key] = tuple(values[place] for place in columns[key])
    events = {key: tuple(bit == 1 for bit in columns[key]) for key in cast.events}
    return FiniteSpace(_weights(len(rows), random), variables, events, _constants(cast, random))


def _is_few(cast: Cast) -> bool:
    return len(_names(cast)) <= 2


def _centred(cast: Cast, random: Random) -> FiniteSpace | None:
    space = _general(cast, random)
    if not cast.variables:
        return None
    moved = {}
    for key, values in space.variables.items():
        mean = sum(w * v for w, v in zip(space.weights, values, strict=True))
        moved[key] = tuple(v - mean for v in values)
    return FiniteSpace(space.weights, moved, space.events, space.constants)


def _positive(cast: Cast, random: Random) -> FiniteSpace:
    space = _general(cast, random)
    values = {key: tuple(map(abs, vs)) for key, vs in space.variables.items()}
    constants = {key: abs(value) for key, value in space.constants.items()}
    return FiniteSpace(space.weights, values, space.events, constants)


def _independent(cast: Cast, random: Random) -> FiniteSpace | None:
    pairs = {key: _distinct(2, random) for key in cast.variables}
    return _product_space(cast, pairs, None, random)


def _identical(cast: Cast, random: Random) -> FiniteSpace | None:
    shared, weights = _distinct(2, random), _weights(2, random)
    return _product_space(cast, dict.fromkeys(cast.variables, shared), weights, random)


def _signs(cast: Cast, random: Random) -> FiniteSpace | None:
    """Independent signs: mean 0, variance 1, symmetric."""
    pair, half = (Fraction(-1), Fraction(1)), (Fraction(1, 2), Fraction(1, 2))
    return _product_space(cast, dict.fromkeys(cast.variables, pair), half, random)


def _equal(cast: Cast, random: Random) -> FiniteSpace | None:
    """Variables that are all the same."""
    if len(cast.variables) < 2:
        return None
    first = cast.variables[0]
    space = _general(replace(cast, variables=(first,)), random)
    values = dict.fromkeys(cast.variables, space.variables[first])
    return FiniteSpace(space.weights, values, space.events, space.constants)


def _of_unit_variance(cast: Cast, random: Random) -> FiniteSpace | None:
    """Variables with a variance of 1 that depend on each other: a mean, one more or one less."""
    count = len(cast.variables)
    if not count or cast.events:
        return None
    rows = list(product((-1, 1), repeat=count))
    halves = _weights(len(rows) // 2, random)
    sizes = dict(zip(rows, halves, strict=False))
    weights = tuple((sizes.get(row) or sizes[tuple(-k for k in row)]) / 2 for row in rows)
    means = {key: Fraction(random.choice((-3, -2, 2, 3))) for key in cast.variables}
    columns = dict(zip(cast.variables, zip(*rows, strict=True), strict=True))
    values = {key: tuple(means[key] + k for k in columns[key]) for key in cast.variables}
    return FiniteSpace(weights, values, {}, _constants(cast, random))


def _zero_or_one(cast: Cast, random: Random) -> FiniteSpace | None:
    """Variables that count whether something happens, with any joint distribution."""
    space = _general(replace(cast, variables=(), events=_names(cast)), random)
    variables = {key: tuple(map(Fraction, space.events[key])) for key in cast.variables}
    events = {key: space.events[key] for key in cast.events}
    return FiniteSpace(space.weights, variables, events, space.constants)


def _exchangeable(cast: Cast, random: Random) -> FiniteSpace | None:
    """A joint distribution that no exchange of random variables changes."""
    count = len(cast.variables)
    if not 2 <= count <= 3 or cast.events:
        return None
    rows = list(product(_distinct(2, random), repeat=count))
    sizes = {sum(row): random.randint(1, 9) for row in rows}
    total = sum(sizes[sum(row)] for row in rows)
    weights = tuple(Fraction(sizes[sum(row)], total) for row in rows)
    variables = dict(zip(cast.variables, zip(*rows, strict=True), strict=True))
    return FiniteSpace(weights, variables, {}, _constants(cast, random))


def _exclusive(cast: Cast, random: Random) -> FiniteSpace | None:
    """Events of which no two happen together; none of them may happen."""
    return _with_events(cast, random, [*_one_each(cast), (False,) * len(cast.events)])


def _partition(cast: Cast, random: Random) -> FiniteSpace | None:
    """Events with one letter (A_1, A_2) of which exactly one happens; the others are free."""
    letters = {key: key.partition("_")[0] for key in cast.events}
    rows = [
        row
        for row in product((False, True), repeat=len(cast.events))
        if all(_once(letter, letters, row) for letter in letters.values())
    ]
    return _with_events(cast, random, rows)


def _once(letter: str, letters: dict[str, str], row: Sequence[bool]) -> bool:
    members = [happens for other, happens in zip(letters.values(), row, strict=True)
               if other == letter]  # fmt: skip
    return len(members) < 2 or sum(members) == 1


def _nested(cast: Cast, random: Random) -> FiniteSpace | None:
    """Each event implies the next one."""
    count = len(cast.events)
    rows = [(False,) * k + (True,) * (count - k) for k in range(count + 1)]
    return _with_events(cast, random, rows)


_KINDS: Final[tuple[tuple[str, Callable[[Cast, Random], FiniteSpace | None]], ...]] = (
    ("", _general),
    ("means of zero", _centred),
    ("positive values", _positive),
    ("independence", _independent),
    ("independent and identical distributions", _identical),
    ("independent signs of mean zero", _signs),
    ("exchangeable names", _exchangeable),
    ("values 0 and 1", _zero_or_one),
    ("variances of 1", _of_unit_variance),
    ("variables that are equal", _equal),
    ("events that exclude each other", _exclusive),
    ("events of which one happens", _partition),
    ("events that imply each other", _nested),
)
#: The kinds in which all means are zero.
OF_ZERO_MEAN: Final = frozenset(assumed for assumed, _ in _KINDS if "zero" in assumed)
#: The kinds in which a mean, a covariance, or the probability of two events together is 0.
SPECIAL: Final = frozenset(
    assumed
    for assumed, _ in _KINDS
    if any(word in assumed for word in ("independen", "exclude", "zero", "equal"))
)


# -------------------------------------------------------------------------------- details


def _names(cast: Cast) -> tuple[str, ...]:
    return (*cast.variables, *cast.events)


def _weights(count: int, random: Random) -> tuple[Fraction, ...]:
    """Positive weights that add up to 1, exact in binary."""
    grain = _FINE_GRAIN if count > _FEW else _GRAIN
    cuts = sorted(random.sample(range(1, grain), count - 1))
    ends = zip([0, *cuts], [*cuts, grain], strict=True)
    return tuple(Fraction(b - a, grain) for a, b in ends)


def _distinct(count: int, random: Random) -> tuple[Fraction, ...]:
    most = 3 * _FEW if count > _FEW else _FEW
    pool = [k for k in range(-most, most + 1) if k]
    return tuple(map(Fraction, random.sample(pool, count)))


def _constants(cast: Cast, random: Random) -> dict[str, Fraction]:
    pool = [k for k in range(-7, 8) if k not in (-2, -1, 0, 1, 2)]
    return {key: Fraction(random.choice(pool), 2) for key in cast.constants}


def _product_space(
    cast: Cast,
    pairs: Mapping[str, tuple[Fraction, ...]],
    shared: tuple[Fraction, ...] | None,
    random: Random,
) -> FiniteSpace:
    """The product of spaces with two outcomes each, one for every name.

    ``shared`` are the weights of every random variable, if they have the same.
    """
    names = _names(cast)
    weights = [shared or _weights(2, random) for _ in cast.variables]
    weights += [_weights(2, random) for _ in cast.events]
    rows = list(product((0, 1), repeat=len(names)))
    together = tuple(prod(w[bit] for w, bit in zip(weights, row, strict=True)) for row in rows)
    columns = dict(zip(names, zip(*rows, strict=True), strict=True))
    variables = {key: tuple(pairs[key][bit] for bit in columns[key]) for key in cast.variables}
    events = {key: tuple(bit == 1 for bit in columns[key]) for key in cast.events}
    return FiniteSpace(tuple(map(Fraction, together)), variables, events, _constants(cast, random))


def _one_each(cast: Cast) -> list[tuple[bool, ...]]:
    count = len(cast.events)
    return [tuple(k == j for k in range(count)) for j in range(count)]


def _with_events(
    cast: Cast, random: Random, rows: Sequence[tuple[bool, ...]]
) -> FiniteSpace | None:
    """A space with these patterns of events, every variable taking any values on it."""
    if len(cast.events) < 2:
        return None
    values = {key: _distinct(len(rows), random) for key in cast.variables}
    events = dict(zip(cast.events, zip(*rows, strict=True), strict=True))
    return FiniteSpace(_weights(len(rows), random), values, events, _constants(cast, random))
