"""Floating-point numbers for :func:`symcalc.mean.numeric.evaluate`.

``FLOAT`` works on NumPy arrays over a batch of points, with nan where there is no value;
``MP`` works with 60 decimal digits of mpmath, and raises instead.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractContextManager
from fractions import Fraction
from typing import Any, Final

import mpmath
import numpy as np

from symcalc.mean import special
from symcalc.mean.elementary import Elementary
from symcalc.mean.errors import CannotEvaluate, NoMeaning, TooLarge, Undefined
from symcalc.mean.numbers import DefiniteIntegral, Numbers, Truth, Value

_COMPARE: Final[dict[str, Any]] = {
    "=": np.equal,
    "!=": np.not_equal,
    "<": np.less,
    "<=": np.less_equal,
    ">": np.greater,
    ">=": np.greater_equal,
}


class FloatNumbers(Numbers):
    """NumPy float64 over a batch of points; nan marks a point without value."""

    checks_domain = False

    def quiet(self) -> AbstractContextManager[object]:
        """Without NumPy's warnings: nan is the answer."""
        return np.errstate(all="ignore")

    def rational(self, value: Fraction) -> Value:
        """The nearest number."""
        try:
            return np.float64(value.numerator / value.denominator)
        except OverflowError:
            return np.float64(np.nan)

    def constant(self, name: str) -> Value:
        """π or e."""
        constants = {"pi": np.pi, "e": np.e}
        if name not in constants:
            raise CannotEvaluate(f"the constant {name}")
        return np.float64(constants[name])

    def divide(self, above: Value, below: Value) -> Value:
        """The quotient."""
        return np.divide(above, below)

    def power(self, base: Value, exponent: Value) -> Value:
        """The real power."""
        return np.power(base, exponent)

    def function(self, row: Elementary, args: Sequence[Value]) -> Value:
        """The function of the library."""
        return _numpy_function(row.name)(*args)

    def compare(self, sign: str, left: Value, right: Value) -> Truth:
        """The comparison."""
        return _COMPARE[sign](left, right)

    def integer(self, value: Value) -> int:
        """The whole number that a value is."""
        numbers = np.unique(np.asarray(value))
        if len(numbers) != 1 or numbers[0] != np.round(numbers[0]):
            raise CannotEvaluate("an index that is no single whole number")
        return int(numbers[0])

    def checked(self, value: Value) -> Value:
        """The value, if it is finite."""
        return np.where(np.isfinite(value), value, np.nan)

    def truth(self, value: bool) -> Truth:
        """A known truth value."""
        return np.bool_(value)

    def all_of(self, truths: Sequence[Truth | NoMeaning]) -> Truth:
        """Point by point, whether all hold."""
        return np.logical_and.reduce(np.broadcast_arrays(*present(truths)))

    def any_of(self, truths: Sequence[Truth | NoMeaning]) -> Truth:
        """Point by point, whether some holds."""
        return np.logical_or.reduce(np.broadcast_arrays(*present(truths)))

    def choose(
        self, values: Sequence[Value | NoMeaning], conditions: Sequence[Truth | NoMeaning]
    ) -> Value:
        """Point by point, the first value whose condition holds."""
        result: Any = np.float64(np.nan)
        pairs = list(zip(present(values), present(conditions), strict=True))
        for value, condition in reversed(pairs):
            result = np.where(condition, value, result)
        return result


def present(values: Sequence[Any]) -> Sequence[Any]:
    """The values, if all are there; else the reason why one is missing is raised."""
    for value in values:
        if isinstance(value, NoMeaning):
            raise value
    return values


#: Functions whose NumPy form is no plain ufunc of their own name.
_NUMPY: Final[dict[str, Any]] = {
    "cot": lambda x: 1.0 / np.tan(x),
    "sec": lambda x: 1.0 / np.cos(x),
    "csc": lambda x: 1.0 / np.sin(x),
    "coth": lambda x: 1.0 / np.tanh(x),
    "sech": lambda x: 1.0 / np.cosh(x),
    "csch": lambda x: 1.0 / np.sinh(x),
    "arsinh": np.arcsinh,
    "arcosh": np.arccosh,
    "artanh": np.arctanh,
    "logbase": lambda x, b: np.log(x) / np.log(b),
    "max": lambda *args: np.maximum.reduce(np.broadcast_arrays(*args)),
    "min": lambda *args: np.minimum.reduce(np.broadcast_arrays(*args)),
    "factorial": lambda x: special.gamma(x + 1.0),
}


def _numpy_function(name: str) -> Any:
    found = _NUMPY.get(name) or getattr(special, name, None)
    return found or getattr(np, name)


class DecimalNumbers(Numbers):
    """mpmath numbers with a fixed number of decimal digits, in a context of their own."""

    #: Numbers beyond 2 to this power are given up (exp of exp of exp would never end).
    max_exponent = 10**9

    def __init__(self, digits: int) -> None:
        self.context = mpmath.MPContext()
        self.context.dps = digits

    def rational(self, value: Fraction) -> Value:
        """The nearest number."""
        return self.context.mpf(value.numerator) / value.denominator

    def constant(self, name: str) -> Value:
        """π or e."""
        if name not in ("pi", "e"):
            raise CannotEvaluate(f"the constant {name}")
        return +getattr(self.context, name)

    def divide(self, above: Value, below: Value) -> Value:
        """The quotient."""
        if below == 0:
            raise Undefined("division by zero")
        return above / below

    def power(self, base: Value, exponent: Value) -> Value:
        """The real power."""
        whole = self.context.isint(exponent)
        if base < 0 and not whole:
            raise Undefined("a broken power of a negative number")
        if base == 0 and exponent < 0:
            raise Undefined("division by zero")
        size = abs(exponent) * abs(self.context.mag(base)) if base else 0
        if size > self.max_exponent:
            raise TooLarge("a power")
        return self.context.power(base, exponent)

    def function(self, row: Elementary, args: Sequence[Value]) -> Value:
        """The function of the library."""
        try:
            value = row.mpmath(self.context, *args)
        except (OverflowError, MemoryError) as error:
            raise TooLarge(row.name) from error
        if not isinstance(value, self.context.mpf):
            raise Undefined(f"{row.name} has no real value")
        return value

    def compare(self, sign: str, left: Value, right: Value) -> Truth:
        """The comparison."""
        return bool(_PLAIN_COMPARE[sign](left, right))

    def integer(self, value: Value) -> int:
        """The whole number that a value is."""
        if not self.context.isint(value) or abs(value) > 2**62:
            raise CannotEvaluate(f"{value} is no whole number")
        return int(value)

    def checked(self, value: Value) -> Value:
        """The value, if it is finite."""
        if not self.context.isfinite(value):
            raise Undefined("no finite value")
        if value and abs(self.context.mag(value)) > self.max_exponent:
            raise TooLarge("a number")
        return value

    def integral(self, problem: DefiniteIntegral) -> Value:
        """The integral by ball arithmetic, rounded to this precision."""
        from symcalc.mean.quadrature import integrate_decimals  # noqa: PLC0415 - a cycle

        return integrate_decimals(problem, self.context)


_PLAIN_COMPARE: Final[dict[str, Any]] = {
    "=": lambda a, b: a == b,
    "!=": lambda a, b: a != b,
    "<": lambda a, b: a < b,
    "<=": lambda a, b: a <= b,
    ">": lambda a, b: a > b,
    ">=": lambda a, b: a >= b,
}

#: float64 arrays over a batch of points, and 60 decimal digits.
FLOAT: Final = FloatNumbers()
MP: Final = DecimalNumbers(60)
