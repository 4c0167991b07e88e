"""Numbers that remember how they were made: gradients by reverse accumulation.

Each number keeps its value and, for each operand that it was made of, the slope in that
operand.  A gradient walks the numbers once, the last first, and hands every adjoint on to the
operands only when all users of a number have reported: so n squarings of a number cost n
steps, where handing on at every use would cost 2ⁿ (Griewank & Walther, *Evaluating
Derivatives*, 2nd ed. 2008, ch. 3).  Terms are differentiated by :mod:`symcalc.mean.reverse`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from symcalc.mean.lifted import Array, Lifted, Plain


@dataclass(frozen=True, eq=False)
class Reverse(Lifted):
    """A value of shape (points,) with its operands, each with the slope in it.

    >>> x, y = Reverse.variable(3.0), Reverse.variable(5.0)
    >>> (x * y + x).gradient(x, y)
    (array([6.]), array([3.]))
    """

    value: Array
    operands: tuple[tuple[Reverse, Any], ...] = ()

    @classmethod
    def variable(cls, value: Plain) -> Reverse:
        """A number that was made of nothing else."""
        return cls(np.atleast_1d(np.asarray(value, dtype=float)))

    def gradient(self, *variables: Reverse) -> tuple[Array, ...]:
        """The derivatives of this number in each variable, of shape (points,)."""
        adjoints: dict[Reverse, Any] = {self: np.ones_like(self.value)}
        for number in reversed(_in_order(self)):
            for operand, slope in number.operands:
                adjoints[operand] = adjoints.get(operand, 0.0) + adjoints[number] * slope
        return tuple(adjoints.get(each, np.zeros_like(self.value)) for each in variables)

    def parts(self) -> tuple[Array, ...]:
        """The value alone."""
        return (self.value,)

    def chain(self, value: Any, first: Any, second: Any = None) -> Reverse:
        """f(x), which hands its adjoint times f'(x) to x."""
        return Reverse(value, ((self, first),))

    def __add__(self, other: Reverse | Plain, /) -> Reverse:
        if not isinstance(other, Reverse):
            return Reverse(self.value + other, ((self, 1.0),))
        return Reverse(self.value + other.value, ((self, 1.0), (other, 1.0)))

    def __neg__(self) -> Reverse:
        return Reverse(-self.value, ((self, -1.0),))

    def __mul__(self, other: Reverse | Plain, /) -> Reverse:
        """u v hands v to u and u to v."""
        if not isinstance(other, Reverse):
            return Reverse(self.value * other, ((self, other),))
        return Reverse(self.value * other.value, ((self, other.value), (other, self.value)))


def _in_order(result: Reverse) -> list[Reverse]:
    """Every number that a result was made of, operands before what was made of them."""
    done: dict[Reverse, None] = {}
    stack = [result]
    while stack:
        number = stack[-1]
        missing = [operand for operand, _ in number.operands if operand not in done]
        if missing:
            stack.extend(missing)
        else:
            done[stack.pop()] = None
    return list(done)
