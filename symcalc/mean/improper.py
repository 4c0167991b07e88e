"""Integrals by numerical quadrature, improper ones included, without a proof of their error.

The rule is tanh-sinh (Takahasi and Mori, 1974) as mpmath has it, which copes with infinite
bounds and with integrable singularities at the ends.
"""

from __future__ import annotations

from typing import Any, Final

from symcalc.mean.errors import CannotEvaluate, TooLarge
from symcalc.mean.floating import DecimalNumbers
from symcalc.mean.numbers import DefiniteIntegral, InfiniteSum, Value
from symcalc.mean.numeric import evaluate

#: Each degree doubles the number of nodes.
_MOST_DEGREE: Final = 7
#: Places at which the terms of a series are looked at, and how small they must be there.
_FAR: Final = (1_000, 30_000, 1_000_000)
_FALLEN: Final = (0.1, 0.01, 0.001)


class QuadratureNumbers(DecimalNumbers):
    """mpmath numbers that may be infinite as bounds and that integrate by quadrature.

    An integral whose error, as mpmath estimates it, is larger than ``tolerance``
    (relatively, or absolutely below 1) raises :class:`CannotEvaluate`.
    """

    def __init__(self, digits: int, tolerance: float) -> None:
        super().__init__(digits)
        self.tolerance = tolerance
        self.smallest = self.context.ldexp(1, -self.max_exponent)

    def constant(self, name: str) -> Value:
        """π, e or ∞."""
        return self.context.inf if name == "inf" else super().constant(name)

    def infinity(self, sign: int) -> Value:
        """∞ or -∞."""
        return self.context.inf * sign

    def power(self, base: Value, exponent: Value) -> Value:
        """The real power; 0 where it is too small to matter."""
        try:
            return super().power(base, exponent)
        except TooLarge:
            if base > 0 and (base > 1) == (exponent < 0):
                return self.context.zero
            raise

    def checked(self, value: Value) -> Value:
        """The value; 0 where it is too small to matter."""
        vanishes = self.context.isfinite(value) and abs(value) < self.smallest
        return self.context.zero if vanishes else super().checked(value)

    def integral(self, problem: DefiniteIntegral) -> Value:
        """The integral, cut at 0 and ±1 where these lie inside infinite bounds."""

        def integrand(x: Value) -> Any:
            point = {**problem.point, problem.variable: x}
            return evaluate(problem.body, point, self, problem.functions)

        value, error = self.context.quad(
            integrand, self._cuts(problem), error=True, maxdegree=_MOST_DEGREE
        )
        if not error <= self.tolerance * max(1, abs(value)):
            raise CannotEvaluate("an integral that does not converge numerically")
        return self.checked(value)

    def series(self, problem: InfiniteSum) -> Value:
        """The sum, extrapolated from its first terms, if these visibly fall to 0.

        It is extrapolated from two starts, whose difference is taken for the error.
        """

        def term(k: Value) -> Any:
            point = {**problem.point, problem.index: self.context.mpf(int(k))}
            return evaluate(problem.body, point, self, problem.functions)

        sizes = [abs(term(problem.lower + k)) for k in _FAR]
        if not all(size <= bound for size, bound in zip(sizes, _FALLEN, strict=True)):
            raise CannotEvaluate("a series whose terms do not fall to 0")
        first, infinity = problem.lower, self.context.inf
        value = self.context.nsum(term, [first, infinity])
        again = term(first) + self.context.nsum(term, [first + 1, infinity])
        if not abs(value - again) <= self.tolerance * max(1, abs(value)):
            raise CannotEvaluate("a series that does not converge numerically")
        return self.checked(value)

    def _cuts(self, problem: DefiniteIntegral) -> list[Value]:
        lower, upper = problem.lower, problem.upper
        if self.context.isfinite(lower) and self.context.isfinite(upper):
            return [lower, upper]
        inside = [cut for cut in map(self.context.mpf, (-1, 0, 1)) if lower < cut < upper]
        return [lower, *inside, upper]
