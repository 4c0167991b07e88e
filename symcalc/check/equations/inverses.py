"""Equations with logarithms or powers turned into others: logs of both sides, or powers of both."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from symcalc.check.equations.ring import Kernel, Ring
from symcalc.core.term import ONE, Op, Term, call, number
from symcalc.mean.algebra import add, div, mul, neg, power, sub


def logarithm_of_binomial(polynomial: Any, ring: Ring) -> Term | None:
    """What is zero where c 2^x = d 5^x is: the difference of the logarithms of both sides.

    A constant where that is nowhere; None where there is more than two powers with numbers.
    """
    powers = {kernel.place: kernel for kernel in ring.kernels if kernel.base}
    places = ring.places(polynomial)
    if len(polynomial) != 2 or not places or not set(places) <= powers.keys():
        return None
    (first, c), (second, d) = polynomial.terms()
    ratio = -Fraction(int(c.p), int(c.q)) / Fraction(int(d.p), int(d.q))
    if ratio <= 0:
        return ONE
    parts = [call("log", number(ratio))]
    for place in places:
        scale = number(int(first[place]) - int(second[place]))
        parts.append(mul(scale, _logarithm(powers[place])))
    return add(*parts)


def logarithm_of_power(polynomial: Any, ring: Ring) -> Term | None:
    """What is zero where a b^x + c = 0 is: x log b - log(-c/a).  None without one such power."""
    places = ring.places(polynomial)
    powers = [k for k in ring.kernels if k.base and k.place in places]
    if len(powers) != 1 or polynomial.degrees()[powers[0].place] != 1:
        return None
    slope = polynomial.derivative(powers[0].place)
    rest = polynomial - slope * ring.generators[powers[0].place]
    if rest == 0:
        return None
    value = div(ring.term_of(-rest), ring.term_of(slope))
    return sub(_logarithm(powers[0]), call("log", value))


def _logarithm(kernel: Kernel) -> Term:
    """The logarithm of a power: x log 2 of 2^x."""
    assert kernel.exponent is not None
    unit = ONE if kernel.base == "e" else call("log", number(int(kernel.base)))
    return mul(kernel.exponent, unit)


def exponential_of_sum(polynomial: Any, ring: Ring) -> Term | None:
    """What is zero where Σ k log a + r = 0 is: the difference of Π a^k and e^{-r}.

    None where the logarithms do not stand alone with whole numbers before them.
    """
    rest, powers = polynomial, []
    for place in ring.places(polynomial):
        term = ring.terms[place]
        if term.op is not Op.CALL or term.data != "log":
            continue
        coefficient = polynomial.derivative(place)
        if not coefficient.is_constant() or int(coefficient.leading_coefficient().q) != 1:
            return None
        powers.append(power(term.args[0], number(int(coefficient.leading_coefficient().p))))
        rest = rest - coefficient * ring.generators[place]
    if not powers:
        return None
    return sub(mul(*powers), call("exp", neg(ring.term_of(rest))))
