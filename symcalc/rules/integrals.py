"""Definite integrals with known values, over the whole line, the half line and the unit interval.

Each row is a shape of integrand in the variable y, its integral, and what must hold for it to
converge.  Integrals over other ranges are brought to one of these by an affine change of the
variable; constant factors are split off.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import Final

from symcalc.core.term import HALF, ONE, PI, TWO, ZERO, Term, number, relation, value_of
from symcalc.core.term import call as raw_call
from symcalc.mean.algebra import add, call, div, mul, neg, power, simplify, sub

_FOUR: Final = number(4)
#: Γ is worked out up to this argument.
_MOST_EXACT: Final = 40


class Range(StrEnum):
    """What the variable of a row runs over."""

    LINE = "(-∞, ∞)"
    HALF = "(0, ∞)"
    UNIT = "(0, 1)"


@dataclass(frozen=True)
class KnownIntegral:
    """One row: ``value`` is the integral of ``body`` over the range where ``needs`` hold.

    ``body`` takes the variable and then the parameters, ``value`` and ``needs`` the parameters
    alone; ``source`` says where the formula is written down.
    """

    name: str
    source: str
    range: Range
    body: Callable[..., Term]
    value: Callable[..., Term]
    needs: Callable[..., tuple[Term, ...]]


def _positive(*terms: Term) -> tuple[Term, ...]:
    return tuple(relation(">", term, ZERO) for term in terms)


def _exp(term: Term) -> Term:
    return call("exp", term)


def _gamma(term: Term) -> Term:
    """Γ, with its values at small positive integers and halves (DLMF 5.4.1, 5.4.6)."""
    value = value_of(simplify(term))
    if value is None or not 0 < value <= _MOST_EXACT or value.denominator > 2:
        return raw_call("gamma", term)
    factors, rest = Fraction(1), value
    while rest > 1:
        rest -= 1
        factors *= rest
    return mul(number(factors), _root(PI)) if value.denominator == 2 else number(factors)


def _beta(a: Term, b: Term) -> Term:
    """B(a, b), by the reflection formula (DLMF 5.5.3) where a + b = 1."""
    if value_of(simplify(add(a, b))) == 1:
        return div(PI, call("sin", mul(PI, a)))
    return div(mul(_gamma(a), _gamma(b)), _gamma(add(a, b)))


def _root(term: Term) -> Term:
    return power(term, HALF)


# ------------------------------------------------------------------------------ the rows


def _moment(n: int, a: Term, b: Term) -> Term:
    """The n-th moment of exp(-ay² + by), by M_n = (b M_(n-1) + (n-1) M_(n-2)) / 2a."""
    whole = mul(_root(div(PI, a)), _exp(div(power(b, TWO), mul(_FOUR, a))))
    before, current = ZERO, ONE
    for k in range(n):
        before, current = current, div(add(mul(b, current), mul(number(k), before)), mul(TWO, a))
    return mul(whole, current)


def gaussian_moment(n: int) -> KnownIntegral:
    """The row of y^n exp(-ay² + by) over the line, for a whole n."""
    return KnownIntegral(
        "Gaussian",
        "Gradshteyn and Ryzhik 3.462.2 (n = 0: 3.323.2)",
        Range.LINE,
        lambda y, a, b: mul(power(y, number(n)), _exp(add(neg(mul(a, y, y)), mul(b, y)))),
        lambda a, b: _moment(n, a, b),
        lambda a, b: _positive(a),
    )


def power_exponential(q: int) -> KnownIntegral:
    """The row of y^(s-1) exp(-β y^q) over the half line, for a whole q other than 0."""
    size = number(abs(q))
    return KnownIntegral(
        "Gamma",
        "DLMF 5.9.1; Gradshteyn and Ryzhik 3.478.1",
        Range.HALF,
        lambda y, s, beta: mul(power(y, sub(s, ONE)), _exp(neg(mul(beta, power(y, number(q)))))),
        lambda s, beta: div(
            mul(_gamma(div(s, number(q))), power(beta, neg(div(s, number(q))))), size
        ),
        lambda s, beta: _positive(s if q > 0 else neg(s), beta),
    )


def beta_prime(n: int) -> KnownIntegral:
    """The row of y^(s-1) (A + B y^n)^(-m) over the half line, for a whole n > 0."""

    def value(s: Term, m: Term, a: Term, b: Term) -> Term:
        share = div(s, number(n))
        scale = mul(power(a, sub(share, m)), power(b, neg(share)))
        return div(mul(scale, _beta(share, sub(m, share))), number(n))

    return KnownIntegral(
        "Beta prime",
        "DLMF 5.12.3; Gradshteyn and Ryzhik 3.241.4",
        Range.HALF,
        lambda y, s, m, a, b: mul(
            power(y, sub(s, ONE)), power(add(a, mul(b, power(y, number(n)))), neg(m))
        ),
        value,
        lambda s, m, a, b: _positive(s, sub(m, div(s, number(n))), a, b),
    )


def _student(m: Term, a: Term, b: Term, c: Term) -> Term:
    """δ² = (4ac - b²) / 4a² is left of the quadratic after its square is completed."""
    rest = div(sub(mul(_FOUR, a, c), power(b, TWO)), mul(_FOUR, power(a, TWO)))
    ratio = div(_gamma(sub(m, HALF)), _gamma(m))
    return mul(_root(PI), ratio, power(a, neg(m)), power(rest, sub(HALF, m)))


STUDENT: Final = KnownIntegral(
    "Student",
    "Gradshteyn and Ryzhik 3.249.1, 3.241.4; DLMF 5.12.3",
    Range.LINE,
    lambda y, m, a, b, c: power(add(mul(a, y, y), mul(b, y), c), neg(m)),
    _student,
    lambda m, a, b, c: _positive(a, sub(m, HALF), sub(mul(_FOUR, a, c), power(b, TWO))),
)

HALF_GAUSSIAN: Final = KnownIntegral(
    "half Gaussian",
    "DLMF 7.7.6; Gradshteyn and Ryzhik 3.322.2",
    Range.HALF,
    lambda y, a, b: _exp(add(neg(mul(a, y, y)), mul(b, y))),
    lambda a, b: mul(
        HALF,
        _root(div(PI, a)),
        _exp(div(power(b, TWO), mul(_FOUR, a))),
        sub(ONE, raw_call("erf", div(neg(b), mul(TWO, _root(a))))),
    ),
    lambda a, b: _positive(a),
)

BETA: Final = KnownIntegral(
    "Beta",
    "DLMF 5.12.1",
    Range.UNIT,
    lambda y, a, b: mul(power(y, sub(a, ONE)), power(sub(ONE, y), sub(b, ONE))),
    _beta,
    _positive,
)

EXPONENTIAL: Final = KnownIntegral(
    "exponential",
    "DLMF 4.10.7",
    Range.UNIT,
    lambda y, c: _exp(mul(c, y)),
    lambda c: div(sub(_exp(c), ONE), c),
    lambda c: (relation("!=", c, ZERO),),
)
