"""The real zeros of functions of one name, each enclosed in a ball, and all of them.

Roots are eliminated first, so that the zeros of what is left include those of the function;
what is left is a polynomial in the name (its zeros are isolated by python-flint), a
polynomial in one power b^x, or linear in the name with constants as coefficients.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any, Final

import flint

from symcalc.check.domain import Domain
from symcalc.check.equations.inverses import exponential_of_sum, logarithm_of_binomial
from symcalc.check.equations.quotients import quotient_of
from symcalc.check.equations.ring import Ring
from symcalc.check.oracles import modular
from symcalc.core.term import (
    ZERO,
    Op,
    Term,
    call,
    constant,
    free_names,
    number,
    substitute,
    value_of,
)
from symcalc.core.verdict import Says
from symcalc.mean.algebra import add, div, mul, neg
from symcalc.mean.errors import NoMeaning
from symcalc.mean.interval import enclose, precision

#: Bits to which zeros are enclosed.
BITS: Final = 512


class NotIsolated(Exception):  # noqa: N818 - an answer, not an error
    """The zeros of a function could not all be found."""


@dataclass(frozen=True)
class Zero:
    """A real number: a ball that holds it, its value where that is known, what it solves.

    ``factors`` are irreducible polynomials of a ring that vanish there.
    """

    ball: Any
    value: Term | None
    factors: tuple[Any, ...] = ()

    @property
    def rational(self) -> Fraction | None:
        """The number itself, if it is rational."""
        return None if self.value is None else value_of(self.value)


def zeros_of(terms: Iterable[Term], variable: Term, ring: Ring) -> list[Zero]:
    """All real zeros and poles of terms in one name, in ascending order.

    More numbers than that may be among them.  Raises NotIsolated, NotInRing.
    """
    found: dict[str, list[Zero]] = {}
    for term in terms:
        quotient = quotient_of(term, ring)
        for part in (quotient.above, quotient.below):
            if part == 0:
                continue
            for factor, _ in ring.without_roots(part, leave_out=True).factor()[1]:
                if str(factor) not in found:
                    found[str(factor)] = _zeros_of_factor(factor, variable, ring)
    return _merged([zero for zeros in found.values() for zero in zeros], variable, ring)


def _zeros_of_factor(factor: Any, variable: Term, ring: Ring) -> list[Zero]:
    depending = _depending(factor, variable, ring)
    if not depending:
        return []
    kinds = [_kind(place, variable, ring) for place in depending]
    if kinds == ["name"] and ring.places(factor) == depending:
        return _of_polynomial(factor, depending[0])
    if kinds == ["name"]:
        return _of_linear(factor, depending[0], ring)
    if kinds == ["power"] and _is_plain_power(factor, depending[0], variable, ring):
        return _of_power(factor, depending[0], ring)
    other = None
    if set(kinds) == {"power"}:
        other = logarithm_of_binomial(factor, ring)
    elif set(kinds) == {"logarithm"}:
        other = exponential_of_sum(factor, ring)
    if other is not None:
        return zeros_of([other], variable, ring)
    raise NotIsolated("a function whose zeros are not known")


def _depending(factor: Any, variable: Term, ring: Ring) -> list[int]:
    key = str(variable.data)
    return [k for k in ring.places(factor) if key in free_names(ring.terms[k])]


def _kind(place: int, variable: Term, ring: Ring) -> str:
    term = ring.terms[place]
    if term is variable:
        return "name"
    if any(kernel.place == place and kernel.base for kernel in ring.kernels):
        return "power"
    return "logarithm" if term.op is Op.CALL and term.data == "log" else "other"


def _is_plain_power(factor: Any, place: int, variable: Term, ring: Ring) -> bool:
    exponent = next(kernel.exponent for kernel in ring.kernels if kernel.place == place)
    return exponent is variable and ring.places(factor) == [place]


def _roots(factor: Any, place: int) -> list[tuple[Any, Term | None]]:
    """The real roots of an irreducible polynomial in one generator, with values up to degree 2."""
    coefficients = [0] * (factor.degrees()[place] + 1)
    for monomial, coefficient in factor.terms():
        coefficients[monomial[place]] = coefficient
    polynomial = flint.fmpq_poly(coefficients).numer()
    numbers = [int(coefficient) for coefficient in polynomial.coeffs()]
    if len(numbers) == 2:
        value = Fraction(-numbers[0], numbers[1])
        return [(enclose(number(value), {}, BITS), number(value))]
    if len(numbers) == 3:
        return [(enclose(value, {}, BITS), value) for value in _quadratic_roots(*numbers)]
    with precision(BITS):
        roots = polynomial.complex_roots()
    return [(root.real, None) for root, _ in roots if root.imag.is_zero()]


def _quadratic_roots(c: int, b: int, a: int) -> list[Term]:
    """(-b ± k√m) / 2a with a square-free m."""
    discriminant = b * b - 4 * a * c
    if discriminant < 0:
        return []
    outside = inside = 1
    for prime, exponent in flint.fmpz(discriminant).factor():
        outside *= int(prime) ** (exponent // 2)
        inside *= int(prime) ** (exponent % 2)
    root = mul(number(Fraction(outside, 2 * a)), call("sqrt", number(inside)))
    return [add(number(Fraction(-b, 2 * a)), part) for part in (root, neg(root))]


def _of_polynomial(factor: Any, place: int) -> list[Zero]:
    return [Zero(ball, value, (factor,)) for ball, value in _roots(factor, place)]


def _of_power(factor: Any, place: int, ring: Ring) -> list[Zero]:
    """A polynomial in u = b^x: x = log u / log b for its positive roots."""
    kernel = next(kernel for kernel in ring.kernels if kernel.place == place)
    base = constant("e") if kernel.base == "e" else number(int(kernel.base))
    found = []
    for ball, value in _roots(factor, place):
        if not ball > 0:
            continue
        with precision(BITS):
            exponent = ball.log() / enclose(base, {}, BITS).log()
        rational = None if value is None else value_of(value)
        exact = None if rational is None else _logarithm(rational, base)
        found.append(Zero(exponent, exact, (factor,)))
    return found


def _logarithm(value: Fraction, base: Term) -> Term:
    """log value / log base, as a whole number where it is one."""
    whole = value_of(base)
    for exponent in range(-64, 65) if whole is not None else ():
        if whole is not None and whole**exponent == value:
            return number(exponent)
    if value == 1:
        return ZERO
    above = call("log", number(value))
    return above if base.data == "e" else div(above, call("log", base))


def _of_linear(factor: Any, place: int, ring: Ring) -> list[Zero]:
    """a x + b with constants that are no numbers, such as π and log 2."""
    if factor.degrees()[place] != 1:
        raise NotIsolated("a polynomial with transcendental coefficients")
    slope = factor.derivative(place)
    rest = factor - slope * ring.generators[place]
    value = div(neg(ring.term_of(rest)), ring.term_of(slope))
    try:
        return [Zero(enclose(value, {}, BITS), value, (factor,))]
    except NoMeaning as reason:
        raise NotIsolated("a coefficient that may be zero") from reason


# --------------------------------------------------------------------- one number, once


def _merged(zeros: Sequence[Zero], variable: Term, ring: Ring) -> list[Zero]:
    """The zeros in ascending order, those that are one number as one."""
    result: list[Zero] = []
    for zero in sorted(zeros, key=lambda zero: float(zero.ball.mid())):
        if not result or result[-1].ball < zero.ball:
            result.append(zero)
        elif _same(result[-1], zero, variable, ring):
            factors = (*result[-1].factors, *zero.factors)
            better = zero if result[-1].value is None or zero.rational is not None else result[-1]
            result[-1] = replace(better, factors=factors)
        else:
            raise NotIsolated("two zeros that could not be told apart")
    return result


def _same(one: Zero, other: Zero, variable: Term, ring: Ring) -> bool:
    """Whether two zeros are surely one number."""
    if one.rational is not None and other.rational is not None:
        return one.rational == other.rational
    if one.value is not None and other.value is not None:
        return is_zero(one.value, other.value)
    for known, solved in ((one, other), (other, one)):
        if known.value is not None and _is_only_zero(solved, known.value, variable, ring):
            return True
    return False


def _is_only_zero(zero: Zero, value: Term, variable: Term, ring: Ring) -> bool:
    """Whether a value near a zero solves what the zero solves: that isolates its zeros."""
    return any(
        is_zero(substitute(ring.term_of(factor), {variable: value}), ZERO)
        for factor in zero.factors
    )


def is_zero(left: Term, right: Term) -> bool:
    """Whether two constants are proved to be equal."""
    try:
        return modular.prove(left, right, Domain()).says is Says.HOLDS
    except NoMeaning:
        return False
