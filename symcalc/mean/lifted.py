"""What dual and hyper-dual numbers share: derived operators, and evaluation of terms.

A lifted number is a float array that carries derivatives along.  A kind of lifted number
says how to add, negate and multiply, and how a function acts (``chain``); subtraction,
division, powers and every elementary function follow.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from typing import Any, Final, Self

import numpy as np
import numpy.typing as npt

from symcalc.mean import special
from symcalc.mean.elementary import Elementary
from symcalc.mean.errors import CannotEvaluate, NoMeaning
from symcalc.mean.floating import FLOAT, FloatNumbers, present
from symcalc.mean.numbers import Truth, Value
from symcalc.mean.taylor import TAYLOR, Jet

Array = npt.NDArray[np.float64]
Plain = float | Array


class Lifted(ABC):
    """A value of shape (points,) with derivatives; plain numbers are constants."""

    #: NumPy scalars and arrays leave ``array + lifted`` to this class.
    __array_ufunc__ = None

    value: Array

    @abstractmethod
    def parts(self) -> tuple[Array, ...]:
        """The arrays that make up the number, the value first."""

    @abstractmethod
    def chain(self, value: Any, first: Any, second: Any) -> Self:
        """A function of this number, from its value and first two derivatives here."""

    @abstractmethod
    def __add__(self, other: Self | Plain, /) -> Self: ...

    @abstractmethod
    def __mul__(self, other: Self | Plain, /) -> Self: ...

    @abstractmethod
    def __neg__(self) -> Self: ...

    def apply(self, jet: Callable[[Any], Jet]) -> Self:
        """A function of one argument, given by its value and first two derivatives."""
        return self.chain(*jet(self.value))

    def reciprocal(self) -> Self:
        """One over this number."""
        inverse = 1 / self.value
        return self.chain(inverse, -(inverse**2), 2 * inverse**3)

    def __sub__(self, other: Self | Plain) -> Self:
        return self + (-other)

    def __truediv__(self, other: Self | Plain) -> Self:
        return self * (other.reciprocal() if isinstance(other, Lifted) else 1 / other)

    def __pow__(self, exponent: Self | Plain) -> Self:
        """The power: plain exponents by the power rule, lifted ones as exp(e log b)."""
        if isinstance(exponent, Lifted):
            product: Self = self.apply(TAYLOR["log"]) * exponent
            return product.apply(TAYLOR["exp"])
        return self.chain(*_power_jet(self.value, exponent))

    def __radd__(self, other: Plain) -> Self:
        return self + other

    def __rsub__(self, other: Plain) -> Self:
        return -self + other

    def __rmul__(self, other: Plain) -> Self:
        return self * other

    def __rtruediv__(self, other: Plain) -> Self:
        return self.reciprocal() * other


def _power_jet(x: Any, p: Any) -> Jet:
    """x^p, p x^(p-1), p (p-1) x^(p-2), where a zero factor makes a zero even at x = 0."""
    x = np.asarray(x, dtype=float)
    first, second = p * np.ones_like(x), p * (p - 1) * np.ones_like(x)
    return (
        np.power(x, p),
        np.where(first == 0, 0.0, first * np.power(x, p - 1)),
        np.where(second == 0, 0.0, second * np.power(x, p - 2)),
    )


def plain(value: Any) -> Any:
    """The value of a lifted number without its derivatives; other values as they are."""
    return value.value if isinstance(value, Lifted) else value


class LiftedNumbers(FloatNumbers):
    """Evaluation in one kind of lifted number, mixed with plain arrays for constants."""

    def __init__(self, constant: Callable[[Any], Lifted]) -> None:
        #: Makes a lifted number without derivatives from an array.
        self.lift = constant

    def divide(self, above: Value, below: Value) -> Value:
        """The quotient; nan where the denominator is zero."""
        return above / below

    def power(self, base: Value, exponent: Value) -> Value:
        """The power; a lifted exponent needs a positive base."""
        if isinstance(base, Lifted):
            return base**exponent
        if isinstance(exponent, Lifted):
            log = np.log(np.where(base > 0, base, np.nan))
            return (exponent * log).apply(TAYLOR["exp"])
        return FLOAT.power(base, exponent)

    def function(self, row: Elementary, args: Sequence[Value]) -> Value:
        """An elementary function, from :data:`symcalc.mean.taylor.TAYLOR` or composed."""
        if not any(isinstance(argument, Lifted) for argument in args):
            return FLOAT.function(row, args)
        if row.name in TAYLOR:
            return args[0].apply(TAYLOR[row.name])
        return _COMPOSED[row.name](self, *args)

    def compare(self, sign: str, left: Value, right: Value) -> Truth:
        """The comparison of the values."""
        return FLOAT.compare(sign, plain(left), plain(right))

    def integer(self, value: Value) -> int:
        """The whole number that a plain value is."""
        return FLOAT.integer(plain(value))

    def checked(self, value: Value) -> Value:
        """The number with nan in all that is not finite."""
        if not isinstance(value, Lifted):
            return FLOAT.checked(value)
        return type(value)(*(FLOAT.checked(part) for part in value.parts()))

    def choose(
        self, values: Sequence[Value | NoMeaning], conditions: Sequence[Truth | NoMeaning]
    ) -> Value:
        """Point by point the first value whose condition holds."""
        lifted = [self._lifted(value) for value in present(values)]
        columns = zip(*(value.parts() for value in lifted), strict=True)
        kind = type(lifted[0])
        return kind(*(FLOAT.choose(column, conditions) for column in columns))

    def _lifted(self, value: Value) -> Any:
        return value if isinstance(value, Lifted) else self.lift(value)

    def extremum(self, args: Sequence[Value], sign: str) -> Value:
        """The largest (sign >) or smallest (<) argument; no derivative at a tie."""
        best, *rest = args
        for other in rest:
            wins = self.compare(sign, best, other)
            loses = self.compare(sign, other, best)
            tie = self._lifted(plain(best)) * np.nan
            best = self.choose([best, other, tie], [wins, loses, np.True_])
        return best


def _of(numbers: LiftedNumbers, name: str, value: Value) -> Value:
    """A function of one argument of either kind."""
    if isinstance(value, Lifted):
        return value.apply(TAYLOR[name])
    return TAYLOR[name](value)[0]


def _root(numbers: LiftedNumbers, x: Value, n: Value) -> Value:
    size = numbers.power(_of(numbers, "abs", x), 1 / n)
    sign = np.sign(special.root(plain(x), plain(n)))
    return size * sign


def _polygamma(numbers: LiftedNumbers, k: Value, x: Value) -> Value:
    if isinstance(k, Lifted):
        raise CannotEvaluate("polygamma differentiated in its order")
    return x.chain(*(special.polygamma(k + j, x.value) for j in range(3)))


def _beta(numbers: LiftedNumbers, a: Value, b: Value) -> Value:
    parts = (_of(numbers, "loggamma", a), _of(numbers, "loggamma", b))
    return _of(numbers, "exp", parts[0] + parts[1] - _of(numbers, "loggamma", a + b))


def _binomial(numbers: LiftedNumbers, n: Value, k: Value) -> Value:
    below = _of(numbers, "factorial", k) * _of(numbers, "factorial", n - k)
    return _of(numbers, "factorial", n) / below


#: Functions of several arguments, put together from those of one.
_COMPOSED: Final[dict[str, Callable[..., Value]]] = {
    "logbase": lambda numbers, x, b: _of(numbers, "log", x) / _of(numbers, "log", b),
    "root": _root,
    "max": lambda numbers, *args: numbers.extremum(args, ">"),
    "min": lambda numbers, *args: numbers.extremum(args, "<"),
    "binomial": _binomial,
    "beta": _beta,
    "polygamma": _polygamma,
}
