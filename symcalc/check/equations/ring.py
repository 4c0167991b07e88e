"""A ring of polynomials over the rationals whose generators are names and kernels.

A kernel is what is no polynomial: a root (a generator r with r^n = radicand), an absolute
value (r with r^2 = argument^2), a power such as 2^x or e^{xy}, and whatever else occurs
(log x, π), which is a generator without a relation.  How terms get there is told in
:mod:`symcalc.check.equations.quotients`.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Final

import flint

from symcalc.core.term import Term, name, number
from symcalc.mean.algebra import add, mul, power

#: Names and kernels together in one ring.
MOST_GENERATORS: Final = 14
MOST_DEGREE: Final = 64
_MOST_TERMS: Final = 400
_LARGEST_EXPONENT: Final = 1000


class NotInRing(Exception):  # noqa: N818 - an answer, not an error
    """A term has no form as a quotient of polynomials of moderate size."""


@dataclass(frozen=True)
class Quotient:
    """A quotient of two polynomials of one ring, in lowest terms."""

    above: Any
    below: Any

    @property
    def key(self) -> tuple[str, str]:
        """What two equal quotients of one ring share."""
        return str(self.above), str(self.below)


@dataclass(frozen=True)
class Kernel:
    """A generator that is no name: its place, its term, and the polynomial that it solves.

    ``relation`` vanishes for a root (r^2 - x for √x) and is None for other kernels; a power
    base^exponent has a prime number or "e" as its ``base``.
    """

    place: int
    term: Term
    relation: Any = None
    base: int | str = 0
    exponent: Term | None = None


class Ring:
    """Polynomials whose generators are met one after another, names and kernels alike.

    Kernels take the first places of the lexicographic order, the latest the very first, so
    that division eliminates them; ``size`` is how many there may be.  Every method raises
    NotInRing for what is too large.
    """

    def __init__(self, size: int = MOST_GENERATORS) -> None:
        self.size = size
        names = tuple(f"g{k}" for k in range(size))
        self.context = flint.fmpq_mpoly_ctx.get(names, flint.Ordering.lex)
        self.generators = list(self.context.gens())
        self.one = self.context.constant(1)
        self.terms: dict[int, Term] = {}
        self.kernels: list[Kernel] = []
        self._known: dict[Hashable, Any] = {}

    # ------------------------------------------------------------------------ generators

    def name(self, key: str) -> Any:
        """The generator of a name."""
        if ("name", key) not in self._known:
            place = self.size - 1 - (len(self.terms) - len(self.kernels))
            self._known["name", key] = self._take(place, name(key))
        return self._known["name", key]

    def kernel(
        self,
        key: Hashable,
        term: Term,
        relation_of: Callable[[Any], Any] | None = None,
        base: int | str = 0,
        exponent: Term | None = None,
    ) -> Any:
        """The generator of a kernel; ``relation_of`` makes its polynomial from itself.

        Equal keys are one kernel.
        """
        if key not in self._known:
            place = self.size // 2 - 1 - len(self.kernels)
            generator = self._take(place, term)
            relation = None if relation_of is None else relation_of(generator)
            self.kernels.append(Kernel(place, term, relation, base, exponent))
            self._known[key] = generator
        return self._known[key]

    def _take(self, place: int, term: Term) -> Any:
        if place < 0 or place in self.terms:
            raise NotInRing("too many names or kernels")
        self.terms[place] = term
        return self.generators[place]

    # ------------------------------------------------------------------------- arithmetic

    def number(self, value: Fraction) -> Quotient:
        """A rational number."""
        rational = flint.fmpq(value.numerator, value.denominator)
        return Quotient(self.context.constant(rational), self.one)

    def reduced(self, above: Any, below: Any) -> Quotient:
        """The quotient of two polynomials in lowest terms."""
        if below == 0:
            raise NotInRing("a denominator that is zero")
        common = self.limit(above).gcd(self.limit(below))
        above, below = above / common, below / common
        leading = below.leading_coefficient()
        return Quotient(above / leading, below / leading)

    def limit(self, polynomial: Any) -> Any:
        """The polynomial, if it is of moderate size."""
        if len(polynomial) > _MOST_TERMS or polynomial.total_degree() > MOST_DEGREE:
            raise NotInRing("a polynomial of many terms or high degree")
        return polynomial

    def sum(self, left: Quotient, right: Quotient) -> Quotient:
        """The sum of two quotients."""
        above = left.above * right.below + right.above * left.below
        return self.reduced(above, left.below * right.below)

    def product(self, left: Quotient, right: Quotient) -> Quotient:
        """The product of two quotients."""
        return self.reduced(left.above * right.above, left.below * right.below)

    def whole_power(self, base: Quotient, exponent: int) -> Quotient:
        """A whole power of a quotient."""
        above, below = (base.above, base.below) if exponent >= 0 else (base.below, base.above)
        size = abs(exponent)
        degree = max(above.total_degree(), below.total_degree(), 0)
        if size * degree > MOST_DEGREE or size > _LARGEST_EXPONENT:
            raise NotInRing("too high a degree")
        return self.reduced(above**size, below**size)

    def rational_of(self, found: Quotient) -> Fraction | None:
        """The number that a quotient is, or None."""
        if not (found.above.is_constant() and found.below.is_constant()):
            return None
        if found.above == 0:
            return Fraction(0)
        value = found.above.leading_coefficient() / found.below.leading_coefficient()
        return Fraction(int(value.p), int(value.q))

    # ------------------------------------------------------------------------ elimination

    def term_of(self, polynomial: Any) -> Term:
        """A polynomial as a term in its names and kernels."""
        return add(
            *(
                mul(
                    number(Fraction(int(coefficient.p), int(coefficient.q))),
                    *(power(self.terms[k], number(int(d))) for k, d in enumerate(monomial) if d),
                )
                for monomial, coefficient in polynomial.terms()
            )
        )

    def places(self, polynomial: Any) -> list[int]:
        """The places of the generators that occur in a polynomial."""
        return [k for k, degree in enumerate(polynomial.degrees()) if degree > 0]

    def without_roots(self, polynomial: Any, leave_out: bool = False) -> Any:
        """A polynomial free of root kernels that vanishes wherever the given one does.

        Where a root is rational (|x| is x or -x) and the polynomial vanishes with one of its
        values throughout, that value may be left out: |x| - x gives -2x then, else 0.
        """
        for kernel in reversed(self.kernels):
            if kernel.relation is None or kernel.place not in self.places(polynomial):
                continue
            product = self.one
            for factor, _ in kernel.relation.factor()[1]:
                found = polynomial.resultant(factor, f"g{kernel.place}")
                if found != 0 or not leave_out:
                    product = self.limit(product * found)
            polynomial = product
        return polynomial

    def normal(self, polynomial: Any) -> Any:
        """The polynomial with powers of roots replaced: √x √x becomes x, where that divides."""
        for kernel in reversed(self.kernels):
            if kernel.relation is not None and kernel.place in self.places(polynomial):
                polynomial = divmod(polynomial, kernel.relation)[1]
        return self.limit(polynomial)
