"""Densities and mass functions that pages write by name, with their usual parametrisations.

``Gam(x; a, b)`` has a rate b on one page and a scale b on the next.  A row is one reading;
nothing here says which one a page means.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from symcalc.core.term import HALF, ONE, PI, TWO, ZERO, Term, call, div, mul, neg, power, sub


@dataclass(frozen=True)
class Density:
    """One reading of a name: ``says`` tells which, with {…} for the parameters.

    ``body`` takes the variable and the parameters; ``lower`` and ``upper`` (None where it is
    unbounded) are the ends of its support, and ``is_open`` says that they do not belong to it.
    """

    says: str
    body: Callable[..., Term]
    lower: Term | None = None
    upper: Term | None = None
    is_open: bool = True


def _normal(x: Term, mean: Term, variance: Term) -> Term:
    square = div(power(sub(x, mean), TWO), mul(TWO, variance))
    return mul(power(mul(TWO, PI, variance), neg(HALF)), call("exp", neg(square)))


def _gamma(x: Term, shape: Term, rate: Term) -> Term:
    power_ = mul(power(x, sub(shape, ONE)), call("exp", neg(mul(rate, x))))
    return mul(div(power(rate, shape), call("gamma", shape)), power_)


def _beta(x: Term, a: Term, b: Term) -> Term:
    body = mul(power(x, sub(a, ONE)), power(sub(ONE, x), sub(b, ONE)))
    return div(body, call("beta", a, b))


def _poisson(k: Term, mean: Term) -> Term:
    return div(mul(power(mean, k), call("exp", neg(mean))), call("factorial", k))


def _binomial(k: Term, n: Term, p: Term) -> Term:
    return mul(call("binomial", n, k), power(p, k), power(sub(ONE, p), sub(n, k)))


def _laplace(x: Term, mean: Term, scale: Term) -> Term:
    distance = div(call("abs", sub(x, mean)), scale)
    return div(call("exp", neg(distance)), mul(TWO, scale))


#: Readings by the number of parameters.
_NORMAL: Final = (
    Density("the normal density with mean {0} and variance {1}", _normal),
    Density(
        "the normal density with mean {0} and standard deviation {1}",
        lambda x, mean, deviation: _normal(x, mean, power(deviation, TWO)),
    ),
    Density(
        "the normal density with mean {0} and precision {1}",
        lambda x, mean, precision: _normal(x, mean, div(ONE, precision)),
    ),
)
_GAMMA: Final = (
    Density("the gamma density with shape {0} and rate {1}", _gamma, ZERO),
    Density(
        "the gamma density with shape {0} and scale {1}",
        lambda x, shape, scale: _gamma(x, shape, div(ONE, scale)),
        ZERO,
    ),
)
_BETA: Final = (Density("the beta density with {0} and {1}", _beta, ZERO, ONE),)
_EXPONENTIAL: Final = (
    Density(
        "the exponential density with rate {0}",
        lambda x, rate: mul(rate, call("exp", neg(mul(rate, x)))),
        ZERO,
        is_open=False,
    ),
    Density(
        "the exponential density with mean {0}",
        lambda x, mean: div(call("exp", neg(div(x, mean))), mean),
        ZERO,
        is_open=False,
    ),
)
_POISSON: Final = (Density("the Poisson probability with mean {0}", _poisson, ZERO, None, False),)
_BINOMIAL: Final = (
    Density("the binomial probability of {0} trials with {1} each", _binomial, ZERO, None, False),
)
_BERNOULLI: Final = (
    Density(
        "the Bernoulli probability with {0}",
        lambda x, p: mul(power(p, x), power(sub(ONE, p), sub(ONE, x))),
        ZERO,
        ONE,
        is_open=False,
    ),
)
_LAPLACE: Final = (Density("the Laplace density with mean {0} and scale {1}", _laplace),)

#: Name as it is written -> (number of parameters, readings).
DENSITIES: Final[dict[str, tuple[int, tuple[Density, ...]]]] = {
    **dict.fromkeys(("cal.N", "rm.N", "rm.Normal", "rm.Norm"), (2, _NORMAL)),
    **dict.fromkeys(("rm.Gam", "rm.Gamma", "rm.Ga"), (2, _GAMMA)),
    **dict.fromkeys(("rm.Bet", "rm.Beta", "rm.Be"), (2, _BETA)),
    **dict.fromkeys(("rm.Exp", "rm.Expon", "rm.Exponential"), (1, _EXPONENTIAL)),
    **dict.fromkeys(("rm.Poiss", "rm.Poi", "rm.Pois", "rm.Po", "rm.Poisson"), (1, _POISSON)),
    **dict.fromkeys(("rm.Bin", "rm.Binom", "rm.Binomial"), (2, _BINOMIAL)),
    **dict.fromkeys(("rm.Bern", "rm.Ber", "rm.Bernoulli"), (1, _BERNOULLI)),
    **dict.fromkeys(("rm.Lap", "rm.Laplace"), (2, _LAPLACE)),
}
