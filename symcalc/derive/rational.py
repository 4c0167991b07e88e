"""Rational functions in kernels, with exact arithmetic by FLINT.

A term of sums, products, quotients and whole powers is a rational function of what else
stands in it: names, exponentials, σ(z), roots.  These are its *kernels*.  Common factors
cancel and numerators factor in this field in microseconds, whatever the kernels mean.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Final

import flint

from symcalc.core.term import Op, Term, call, value_of
from symcalc.mean import algebra

#: Polynomials with more terms than this are given up: nobody would read them.
MOST_TERMS: Final = 600
#: Powers beyond this stay kernels.
HIGHEST_POWER: Final = 24


class TooManyTermsError(ValueError):
    """A polynomial on the way has more terms than anybody would read."""


@dataclass(frozen=True)
class Ratio:
    """A rational function without common factors above and below (FLINT polynomials)."""

    above: Any
    below: Any


class Field:
    """The rational functions over the rational numbers in the kernels of some terms.

    ``whole`` are sums that count as kernels.  The powers of exponentials of one exponent are
    powers of one kernel, e^u, or e^-u where ``falling`` holds u.
    """

    def __init__(
        self,
        terms: Sequence[Term],
        whole: Collection[Term] = (),
        falling: Collection[Term] = (),
    ) -> None:
        self.whole = whole
        self.falling = falling
        self.kernels: list[Term] = []
        for term in terms:
            self._collect(term)
        names = tuple(f"k{k}" for k in range(len(self.kernels)))
        self.context = flint.fmpq_mpoly_ctx.get(names, flint.Ordering.lex)
        self.generators = dict(zip(self.kernels, self.context.gens(), strict=True))
        self.one = self.context.constant(1)

    def ratio(self, term: Term) -> Ratio:
        """A term as a rational function; raises TooManyTermsError, ZeroDivisionError."""
        done: dict[Term, Ratio] = {}
        for node in self._skeleton(term):
            done[node] = self._ratio(node, [done[part] for part in self._parts(node)])
        return done[term]

    # ------------------------------------------------------------------ what is a kernel

    def _parts(self, node: Term) -> tuple[Term, ...]:
        """The arguments that are themselves rational functions; none for a kernel."""
        if node in self.whole:
            return ()
        if node.op in (Op.ADD, Op.MUL, Op.NEG, Op.DIV):
            return node.args
        return node.args[:1] if whole_power(node) is not None else ()

    def _skeleton(self, term: Term) -> list[Term]:
        """The nodes down to the kernels, arguments first."""
        order: list[Term] = []
        seen: set[Term] = set()
        stack = [(term, False)]
        while stack:
            node, ready = stack.pop()
            if ready:
                order.append(node)
            elif node not in seen:
                seen.add(node)
                stack.append((node, True))
                stack.extend((part, False) for part in reversed(self._parts(node)))
        return order

    def _collect(self, term: Term) -> None:
        for node in self._skeleton(term):
            if not self._parts(node) and value_of(node) is None:
                kernel, _ = self._kernel(node)
                if kernel not in self.kernels:
                    self.kernels.append(kernel)

    def _kernel(self, node: Term) -> tuple[Term, int]:
        """The kernel that a leaf is a power of, and the power."""
        if node.op is Op.CALL and node.data == "exp":
            scale, rest = algebra.split_coefficient(node.args[0])
            if scale.denominator == 1 and rest.op is not Op.NUMBER:
                turned = rest in self.falling
                exponent = algebra.neg(rest) if turned else rest
                return call("exp", exponent), -scale.numerator if turned else scale.numerator
        return node, 1

    # ------------------------------------------------------------------------ arithmetic

    def _ratio(self, node: Term, parts: list[Ratio]) -> Ratio:
        if parts:
            return self._combined(node, parts)
        value = value_of(node)
        if value is not None:
            return Ratio(self.one * rational(value), self.one)
        kernel, power = self._kernel(node)
        raised = self.generators[kernel] ** abs(power)
        return Ratio(raised, self.one) if power > 0 else Ratio(self.one, raised)

    def _combined(self, node: Term, parts: list[Ratio]) -> Ratio:
        if node.op is Op.POW:
            return self._power(parts[0], whole_power(node) or 0)
        total = parts[0]
        if node.op is Op.NEG:
            return Ratio(-total.above, total.below)
        operation = self._OPERATIONS[node.op]
        for part in parts[1:]:
            total = operation(self, total, part)
        return total

    def _add(self, left: Ratio, right: Ratio) -> Ratio:
        above = left.above * right.below + right.above * left.below
        return self._reduced(above, left.below * right.below)

    def _multiply(self, left: Ratio, right: Ratio) -> Ratio:
        self._check(left.above, right.above)
        self._check(left.below, right.below)
        return self._reduced(left.above * right.above, left.below * right.below)

    def _divide(self, left: Ratio, right: Ratio) -> Ratio:
        return self._multiply(left, Ratio(right.below, right.above))

    def _power(self, base: Ratio, exponent: int) -> Ratio:
        if exponent < 0:
            base, exponent = Ratio(base.below, base.above), -exponent
        for polynomial in (base.above, base.below):
            if len(polynomial) > 1 and len(polynomial) ** exponent > MOST_TERMS**2:
                raise TooManyTermsError
        return self._reduced(base.above**exponent, base.below**exponent)

    def _check(self, one: Any, other: Any) -> None:
        if len(one) * len(other) > MOST_TERMS**2:
            raise TooManyTermsError

    def _reduced(self, above: Any, below: Any) -> Ratio:
        if len(above) > MOST_TERMS or len(below) > MOST_TERMS:
            raise TooManyTermsError
        if below.is_zero():
            raise ZeroDivisionError
        common = above.gcd(below)
        return Ratio(above / common, below / common)

    _OPERATIONS: Final[dict[Op, Callable[[Field, Ratio, Ratio], Ratio]]] = {
        Op.ADD: _add,
        Op.MUL: _multiply,
        Op.DIV: _divide,
    }


def whole_power(node: Term) -> int | None:
    """The exponent of a power with a small whole exponent, else None."""
    value = value_of(node.args[1]) if node.op is Op.POW else None
    if value is None or value.denominator != 1 or abs(value) > HIGHEST_POWER:
        return None
    return value.numerator


def rational(value: Fraction) -> Any:
    """The FLINT rational of a fraction."""
    return flint.fmpq(value.numerator, value.denominator)


def fraction(value: Any) -> Fraction:
    """The fraction of a FLINT rational."""
    return Fraction(int(value.p), int(value.q))
