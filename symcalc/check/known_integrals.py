"""Integrals recognised as rows of the table of :mod:`symcalc.rules.integrals`.

An integral is brought to one of the three ranges, its integrand to a sum of terms each of
which is a constant times the shape of a row, whose parameters are read off the slope of
its logarithm.  That the integrand is the row's is proved before the row is used.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Final

from symcalc.check.domain import Domain
from symcalc.check.expansion import expanded
from symcalc.check.known_value import Value, total
from symcalc.check.log_slope import (
    Rational,
    is_smooth,
    log_slope,
    ratio,
    same_slope,
)
from symcalc.check.oracles import modular
from symcalc.check.truth import holds_at
from symcalc.core.term import (
    HALF,
    INFINITY,
    ONE,
    TWO,
    ZERO,
    Op,
    Term,
    contains,
    name,
    number,
    postorder,
    relation,
    substitute,
    value_of,
)
from symcalc.core.verdict import Says
from symcalc.mean.algebra import add, div, mul, neg, power, simplify, split_coefficient, sub
from symcalc.mean.errors import NoMeaning
from symcalc.mean.infinite import infinite_sign, without_finite_part
from symcalc.rules.integrals import (
    BETA,
    EXPONENTIAL,
    HALF_GAUSSIAN,
    STUDENT,
    KnownIntegral,
    Range,
    beta_prime,
    gaussian_moment,
    power_exponential,
)

_Y: Final = name("~y")
#: Powers up to this are tried in exp(-y^q), in (A + B y^n) and as moments.
_MOST_POWER: Final = 6


def known_integral(node: Term, domain: Domain) -> Value | None:
    """The value of a definite integral that the table knows."""
    if contains(node.args[0], Op.INTEGRAL, Op.CASES, Op.APPLY):
        return None
    moved = _to_a_range(node)
    if moved is None:
        return None
    factor, body, range_ = moved
    whole = total([_value_of_part(part, range_, domain) for part in _parts(body)])
    return None if whole is None else replace(whole, term=simplify(mul(factor, whole.term)))


# ------------------------------------------------------------------------------ the range


def _to_a_range(node: Term) -> tuple[Term, Term, Range] | None:
    """A factor and the integrand over one of the ranges of the table."""
    body, variable, *bounds = node.args
    lower, upper = (without_finite_part(bound) for bound in bounds)
    signs = infinite_sign(lower), infinite_sign(upper)
    if signs == (-1, 1):
        return ONE, _moved(body, variable, _Y), Range.LINE
    if signs == (0, 1):
        return ONE, _moved(body, variable, add(lower, _Y)), Range.HALF
    if signs == (-1, 0):
        return ONE, _moved(body, variable, sub(upper, _Y)), Range.HALF
    if signs != (0, 0) or INFINITY in postorder(lower, upper):
        return None
    length = simplify(sub(upper, lower))
    return length, _moved(body, variable, add(lower, mul(length, _Y))), Range.UNIT


def _moved(body: Term, variable: Term, place: Term) -> Term:
    return simplify(substitute(body, {variable: place}))


def _parts(body: Term) -> Iterator[Term]:
    """The integrand as a sum: its polynomial factors multiplied out."""
    for coefficients, rest in expanded(body, _Y):
        for k, coefficient in enumerate(coefficients):
            if coefficient is not ZERO:
                yield mul(coefficient, power(_Y, number(k)), rest)


# -------------------------------------------------------------------------------- the row

#: A row with its parameters, as read off the logarithmic slope of an integrand.
Candidate = tuple[KnownIntegral, tuple[Term, ...]]


def _value_of_part(body: Term, range_: Range, domain: Domain) -> Value | None:
    try:
        slope = log_slope(body, _Y)
    except NoMeaning:
        return None
    for row, parameters in _RECOGNISERS[range_](slope) if slope is not None else ():
        place = ZERO if slope is not None and slope.below[0] is not ZERO else _PLACES[range_]
        found = _checked(body, row, parameters, domain, place)
        if found is not None:
            return found
    return None


def _checked(
    body: Term, row: KnownIntegral, parameters: tuple[Term, ...], domain: Domain, place: Term
) -> Value | None:
    """The value by the row, if the integrand is proved to be a constant times the row's.

    The constant is read off at the place.
    """
    needs = tuple(_plain_need(need) for need in row.needs(*parameters))
    if any(value_of(need.args[0]) is not None and not holds_at(need, {}) for need in needs):
        return None
    shape = row.body(_Y, *parameters)
    factor = div(*(simplify(substitute(term, {_Y: place})) for term in (body, shape)))
    in_one_piece = row.range is not Range.LINE or place is ZERO
    if not (in_one_piece and is_smooth(body, _Y) and same_slope(body, shape, _Y)):
        inside = domain.assuming(*needs, *_INSIDE[row.range])
        if modular.prove(body, mul(factor, shape), inside).says is not Says.HOLDS:
            return None
    return Value(mul(factor, row.value(*parameters)), needs, (f"{row.name}: {row.source}",))


def _plain_need(need: Term) -> Term:
    """A requirement without positive numbers as factors: 4ν > 0 says ν > 0."""
    scale, rest = split_coefficient(simplify(need.args[0]))
    return relation(str(need.data), rest if scale > 0 else simplify(neg(rest)), ZERO)


_INSIDE: Final[dict[Range, tuple[Term, ...]]] = {
    Range.LINE: (),
    Range.HALF: (relation(">", _Y, ZERO),),
    Range.UNIT: (relation(">", _Y, ZERO), relation("<", _Y, ONE)),
}
#: A place at which integrand and shape are compared where they are not regular at 0.
_PLACES: Final[dict[Range, Term]] = {Range.LINE: ONE, Range.HALF: ONE, Range.UNIT: HALF}


def _residue_at_0(slope: Rational) -> Term | None:
    """c in the part c/y of the slope, None where it has a higher pole at 0."""
    if slope.below[0] is not ZERO:
        return ZERO
    simple = len(slope.below) > 1 and slope.below[1] is not ZERO
    return ratio(slope.above[0], slope.below[1]) if simple else None


def _on_the_line(slope: Rational) -> Iterator[Candidate]:
    residue = _residue_at_0(slope)
    count = None if residue is None else value_of(residue)
    pole = slope.below[0] is ZERO
    if count is not None and count in range(_MOST_POWER + 1) and len(slope.below) == 1 + pole:
        rest = [ratio(part, slope.below[-1]) for part in slope.above[pole:]]
        if len(rest) == 2:
            yield gaussian_moment(int(count)), (ratio(neg(rest[1]), TWO), rest[0])
    if not pole and len(slope.below) == 3 and len(slope.above) == 2:
        m = ratio(neg(slope.above[1]), mul(TWO, slope.below[2]))
        yield STUDENT, (m, slope.below[2], slope.below[1], slope.below[0])


def _on_the_half_line(slope: Rational) -> Iterator[Candidate]:
    yield from _falling_exponentially(slope)
    residue = _residue_at_0(slope)
    below = slope.below if slope.below[0] is not ZERO else slope.below[1:]
    n = len(below) - 1
    if residue is None or not 1 <= n <= _MOST_POWER or any(t is not ZERO for t in below[1:-1]):
        return
    place = len(slope.below) - 2  # the power whose coefficient tells y times the slope far out
    total = ratio(slope.coefficient(place), below[-1])
    m = ratio(sub(residue, total), number(n))
    yield beta_prime(n), (add(residue, ONE), m, below[0], below[-1])


def _falling_exponentially(slope: Rational) -> Iterator[Candidate]:
    """(s-1)/y - βq y^(q-1) over a power of y: q > 0 where that is 1 or y, else q < 0."""
    degree = len(slope.below) - 1
    if any(part is not ZERO for part in slope.below[:-1]):
        return
    powers = {k - degree + 1: ratio(part, slope.below[-1]) for k, part in enumerate(slope.above)}
    moving = [q for q, part in powers.items() if q != 0 and part is not ZERO]
    if len(moving) == 1 and abs(moving[0]) <= _MOST_POWER:
        q = moving[0]
        rate = ratio(neg(powers[q]), number(q))
        yield power_exponential(q), (add(powers.get(0, ZERO), ONE), rate)
    if degree == 0 and len(slope.above) == 2:
        yield HALF_GAUSSIAN, (ratio(neg(powers[2]), TWO), powers[1])


def _on_the_unit_interval(slope: Rational) -> Iterator[Candidate]:
    if len(slope.below) == 1 and len(slope.above) == 1 and slope.above[0] is not ZERO:
        yield EXPONENTIAL, (ratio(slope.above[0], slope.below[0]),)
        return
    ends = [_end_exponent(slope, end) for end in (ZERO, ONE)]
    if ends[0] is not None and ends[1] is not None:
        yield BETA, (add(ends[0], ONE), add(ends[1], ONE))


def _end_exponent(slope: Rational, end: Term) -> Term | None:
    """c in the part c / (y - end) of a slope with simple poles; 0 where there is none."""
    above, below = (_at(part, end) for part in (slope.above, slope.below))
    if below is not ZERO:
        return ZERO
    rate = _at(tuple(mul(number(k), part) for k, part in enumerate(slope.below))[1:], end)
    return None if rate is ZERO else ratio(above, rate)


def _at(coefficients: tuple[Term, ...], end: Term) -> Term:
    return simplify(coefficients[0] if end is ZERO else add(*coefficients))


_RECOGNISERS: Final[dict[Range, Callable[[Rational], Iterator[Candidate]]]] = {
    Range.LINE: _on_the_line,
    Range.HALF: _on_the_half_line,
    Range.UNIT: _on_the_unit_interval,
}
