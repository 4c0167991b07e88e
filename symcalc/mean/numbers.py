"""The kinds of numbers that a term can be evaluated in."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from symcalc.core.term import Term
from symcalc.mean.errors import CannotEvaluate, NoMeaning, Undefined, Undetermined

if TYPE_CHECKING:
    from symcalc.mean.elementary import Elementary

#: A number of whatever kind: it understands +, * and unary minus.
Value = Any
#: True, False, None (cannot tell); an array of booleans for arrays of numbers.
Truth = Any
#: (function key, orders of derivative) -> the function.
Functions = Mapping[tuple[str, tuple[int, ...]], Callable[..., Value]]


@dataclass(frozen=True)
class DefiniteIntegral:
    """An integral whose bounds and surroundings have been evaluated.

    ``point`` holds every name in sight (the variable excepted) with its value; ``ends`` are the
    bounds as terms, where they are known.
    """

    body: Term
    variable: str
    lower: Value
    upper: Value
    point: Mapping[str, Value]
    functions: Functions
    ends: tuple[Term, ...] = ()


@dataclass(frozen=True)
class InfiniteSum:
    """A sum from a whole number on to infinity, in surroundings that have been evaluated."""

    body: Term
    index: str
    lower: int
    point: Mapping[str, Value]
    functions: Functions


@dataclass(frozen=True)
class Limit:
    """A limit in surroundings that have been evaluated; the place is a term, ±∞ perhaps."""

    body: Term
    variable: str
    place: Term
    direction: str
    point: Mapping[str, Value]


class Numbers:
    """What :func:`symcalc.mean.numeric.evaluate` needs to know of a kind of number.

    A subclass says how numbers are made, divided, raised and compared.  Truth has three
    values here; arrays override the logic.
    """

    #: Whether the domains of :mod:`symcalc.mean.functions` are asked before every function.
    checks_domain = True

    def rational(self, value: Fraction) -> Value:
        """The number for an exact rational."""
        raise NotImplementedError

    def constant(self, name: str) -> Value:
        """The number for pi or e; others raise :class:`CannotEvaluate`."""
        raise CannotEvaluate(f"the constant {name}")

    def divide(self, above: Value, below: Value) -> Value:
        """The quotient; raises :class:`Undefined` for a zero denominator."""
        raise NotImplementedError

    def power(self, base: Value, exponent: Value) -> Value:
        """The real power: any base for whole exponents, else a base that is not negative."""
        raise NotImplementedError

    def function(self, row: Elementary, args: Sequence[Value]) -> Value:
        """An elementary function at arguments inside its domain."""
        raise NotImplementedError

    def compare(self, sign: str, left: Value, right: Value) -> Truth:
        """Whether a relation holds between two numbers."""
        raise NotImplementedError

    def integer(self, value: Value) -> int:
        """The whole number that a value is; raises :class:`CannotEvaluate` if it is none."""
        raise NotImplementedError

    def checked(self, value: Value) -> Value:
        """The value, unless it overflowed."""
        return value

    def integral(self, problem: DefiniteIntegral) -> Value:
        """A definite integral, for kinds of numbers that can integrate."""
        raise CannotEvaluate("an integral")

    def series(self, problem: InfiniteSum) -> Value:
        """An infinite sum, for kinds of numbers that can bound what is left out of it."""
        raise CannotEvaluate("an infinite sum")

    def limit(self, problem: Limit) -> Value:
        """A limit, for kinds of numbers that can bound a function up to its end."""
        raise CannotEvaluate("limit")

    def infinity(self, sign: int) -> Value:
        """The bound ∞ or -∞ of an integral, for kinds of numbers that take it."""
        raise CannotEvaluate("the constant inf")

    def quiet(self) -> AbstractContextManager[object]:
        """What to evaluate under: arrays turn NumPy's warnings off."""
        return nullcontext()

    # ------------------------------------------------------------------------- logic

    def truth(self, value: bool) -> Truth:
        """A known truth value."""
        return value

    def all_of(self, truths: Sequence[Truth | NoMeaning]) -> Truth:
        """Whether all conditions hold: one that does not decides."""
        return self._first_decisive(truths, False)

    def any_of(self, truths: Sequence[Truth | NoMeaning]) -> Truth:
        """Whether some condition holds: one that does decides."""
        return self._first_decisive(truths, True)

    def _first_decisive(self, truths: Sequence[Truth | NoMeaning], decisive: bool) -> Truth:
        if any(truth is decisive for truth in truths):
            return decisive
        for truth in truths:
            if isinstance(truth, NoMeaning):
                raise truth
        return None if any(truth is None for truth in truths) else not decisive

    def choose(
        self, values: Sequence[Value | NoMeaning], conditions: Sequence[Truth | NoMeaning]
    ) -> Value:
        """The value of the first condition that holds; the others may be undefined."""
        for value, condition in zip(values, conditions, strict=True):
            if isinstance(condition, NoMeaning):
                raise condition
            if condition is None:
                raise Undetermined("a case that may or may not apply")
            if condition:
                if isinstance(value, NoMeaning):
                    raise value
                return value
        raise Undefined("no case applies")
