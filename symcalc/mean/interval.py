"""Ball arithmetic: rigorous enclosures of the real value of a term, on python-flint's arb.

A ball that comes out contains the true value.  Where the precision does not tell whether
the point is in the domain, or which case applies, :class:`Undetermined` says so.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from fractions import Fraction
from typing import Any, Final

import flint

from symcalc.core.term import Term
from symcalc.mean.elementary import Elementary
from symcalc.mean.errors import CannotEvaluate, Undefined, Undetermined
from symcalc.mean.numbers import (
    DefiniteIntegral,
    Functions,
    InfiniteSum,
    Limit,
    Numbers,
    Truth,
    Value,
)
from symcalc.mean.numeric import evaluate

#: Whole numbers up to this size are recognised as exponents, bounds and indices.
_MAX_WHOLE: Final = 2**62


@contextmanager
def precision(bits: int) -> Iterator[None]:
    """Work with the given precision in flint's global context, and restore it afterwards."""
    before = flint.ctx.prec
    flint.ctx.prec = bits
    try:
        yield
    finally:
        flint.ctx.prec = before


def enclose(
    term: Term,
    point: Mapping[str, Fraction],
    precision_bits: int = 128,
    functions: Functions | None = None,
) -> flint.arb:
    """A ball that holds the value of a term at a rational point.

    Raises what :func:`symcalc.mean.numeric.evaluate` raises.
    """
    with precision(precision_bits):
        values = {key: rational_ball(value) for key, value in point.items()}
        return evaluate(term, values, BALL, functions)


def rational_ball(value: Fraction | int) -> flint.arb:
    """The ball of a rational number in the current precision (exact where it can be)."""
    value = Fraction(value)
    return flint.arb(flint.fmpq(value.numerator, value.denominator))


class BallNumbers(Numbers):
    """Real balls; every comparison is certain or it is None."""

    def rational(self, value: Fraction) -> Value:
        """The ball of a rational number."""
        return rational_ball(value)

    def constant(self, name: str) -> Value:
        """The ball of π or e."""
        if name == "pi":
            return flint.arb.pi()
        if name == "e":
            return flint.arb.const_e()
        raise CannotEvaluate(f"the constant {name}")

    def divide(self, above: Value, below: Value) -> Value:
        """The quotient, if the denominator is certainly not zero."""
        if below.is_zero():
            raise Undefined("division by zero")
        if below.contains(0):
            raise Undetermined("a denominator that may be zero")
        return above / below

    def power(self, base: Value, exponent: Value) -> Value:
        """The real power, if the base is certainly in its domain."""
        whole = _whole(exponent)
        if whole is not None:
            return _whole_power(base, whole)
        if base > 0:
            return base**exponent
        if base.is_zero() and exponent > 0:
            return flint.arb(0)
        if base < 0 and not exponent.contains_integer():
            raise Undefined("a broken power of a negative number")
        if base.is_zero() and exponent < 0:
            raise Undefined("division by zero")
        if base >= 0 and exponent > 0:
            return _power_near_zero(base, exponent)
        raise Undetermined("a power near the edge of its domain")

    def function(self, row: Elementary, args: Sequence[Value]) -> Value:
        """python-flint's function."""
        if row.name == "binomial":
            whole = _whole(args[1])
            if whole is not None and abs(whole) <= 1000:
                return _whole_binomial(args[0], whole)
        return row.ball(*args)

    def compare(self, sign: str, left: Value, right: Value) -> Truth:
        """The comparison where it is certain, else None."""
        return _COMPARE[sign](left, right)

    def integer(self, value: Value) -> int:
        """The whole number that a value is."""
        whole = _whole(value)
        if whole is None:
            raise CannotEvaluate("an index that is no whole number")
        return whole

    def checked(self, value: Value) -> Value:
        """The ball, if it is finite."""
        if not value.is_finite():
            raise Undetermined("no finite ball")
        return value

    def integral(self, problem: DefiniteIntegral) -> Value:
        """A rigorous enclosure, see :mod:`symcalc.mean.unbounded`."""
        from symcalc.mean.unbounded import integrate  # noqa: PLC0415 - a cycle

        return integrate(problem)

    def series(self, problem: InfiniteSum) -> Value:
        """A rigorous enclosure, see :mod:`symcalc.mean.series`."""
        from symcalc.mean.series import add_up  # noqa: PLC0415 - a cycle

        return add_up(problem)

    def limit(self, problem: Limit) -> Value:
        """A rigorous enclosure, see :mod:`symcalc.mean.limits`."""
        from symcalc.mean.limits import enclose_limit  # noqa: PLC0415 - a cycle

        return enclose_limit(problem)

    def infinity(self, sign: int) -> Value:
        """∞ or -∞ as a ball."""
        return flint.arb.pos_inf() if sign > 0 else flint.arb.neg_inf()


def _whole(value: flint.arb) -> int | None:
    """The integer that an exact ball is, or None."""
    if not value.is_exact() or not abs(value) <= _MAX_WHOLE or not value.is_integer():
        return None
    return int(value.unique_fmpz())


def _whole_power(base: flint.arb, exponent: int) -> flint.arb:
    if exponent > 1 and base.contains(0) and not base.is_zero():
        return _whole_power_about_zero(base, exponent)
    if exponent >= 0:
        return base ** flint.fmpz(exponent)
    if base.is_zero():
        raise Undefined("division by zero")
    if base.contains(0):
        raise Undetermined("a denominator that may be zero")
    return base ** flint.fmpz(exponent)


def _whole_power_about_zero(base: flint.arb, exponent: int) -> flint.arb:
    """The power of a ball about 0, which python-flint (0.9) would not bound.

    An even power lies between 0 and that of the largest absolute value.
    """
    odd = exponent % 2
    even = flint.arb(0).union(abs(base).upper() ** flint.fmpz(exponent - odd))
    return even * base if odd else even


def _power_near_zero(base: flint.arb, exponent: flint.arb) -> flint.arb:
    """The power of a ball whose lower end is 0: between 0 and the power of its upper end."""
    top = base.upper() ** exponent
    return flint.arb(0).union(top)


def _whole_binomial(n: flint.arb, k: int) -> flint.arb:
    """n (n-1) … (n-k+1) / k!, for every real n (DLMF 1.2.6)."""
    if k < 0:
        return flint.arb(0)
    result = flint.arb(1)
    for j in range(k):
        result = result * (n - j) / (j + 1)
    return result


def _equal(left: flint.arb, right: flint.arb) -> bool | None:
    if not left.overlaps(right):
        return False
    same = left.is_exact() and right.is_exact()
    return True if same else None


def _less(left: flint.arb, right: flint.arb) -> bool | None:
    if left < right:
        return True
    return False if left >= right else None


def _at_most(left: flint.arb, right: flint.arb) -> bool | None:
    if left <= right:
        return True
    return False if left > right else None


def _negated(truth: bool | None) -> bool | None:
    return None if truth is None else not truth


_COMPARE: Final[dict[str, Callable[[Any, Any], bool | None]]] = {
    "=": _equal,
    "!=": lambda a, b: _negated(_equal(a, b)),
    "<": _less,
    "<=": _at_most,
    ">": lambda a, b: _less(b, a),
    ">=": lambda a, b: _at_most(b, a),
}

#: Real balls in the current precision of flint.
BALL: Final = BallNumbers()
