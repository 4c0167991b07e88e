"""Terms as quotients of polynomials, over the rationals, in names and kernels.

A kernel is what is no polynomial: a root (a generator r with r^n = radicand), an absolute
value (r with r^2 = argument^2), a power such as 2^x or e^{xy} (a generator for every prime
base and monomial), and whatever else occurs (log x, π), which is a generator without a
relation.  Where quotients agree, so do the terms, wherever both are defined.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from fractions import Fraction
from math import prod
from typing import Any, Final

import flint

from symcalc.check.basic import in_basic_functions
from symcalc.core.term import (
    Op,
    Term,
    call,
    constant,
    name,
    number,
    value_of,
)
from symcalc.mean.algebra import add, div, mul, power

#: Names and kernels together in one ring.
MOST_GENERATORS: Final = 14
MOST_DEGREE: Final = 64
_MOST_TERMS: Final = 400
_LARGEST_FACTORED: Final = 10**12

#: What is never taken apart: its inside has names of its own, or no polynomial form.
_CLOSED: Final = frozenset(
    {Op.SUM, Op.PRODUCT, Op.INTEGRAL, Op.LIMIT, Op.AT, Op.DERIVATIVE, Op.CASES, Op.ELEMENT}
)


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
    that division eliminates them.
    """

    def __init__(self) -> None:
        names = tuple(f"g{k}" for k in range(MOST_GENERATORS))
        self.context = flint.fmpq_mpoly_ctx.get(names, flint.Ordering.lex)
        self.generators = list(self.context.gens())
        self.one = self.context.constant(1)
        self.terms: dict[int, Term] = {}
        self.kernels: list[Kernel] = []
        self._known: dict[Hashable, Any] = {}
        self._names = 0

    # --------------------------------------------------------------- terms to quotients

    def quotient(self, term: Term) -> Quotient:
        """The term as a quotient; raises NotInRing for what is too large."""
        basic = in_basic_functions(term)
        done: dict[Term, Quotient] = {}
        for node in _outer_nodes(basic):
            done[node] = self._of_node(node, done)
        return done[basic]

    def _of_node(self, node: Term, done: dict[Term, Quotient]) -> Quotient:
        value = value_of(node)
        if value is not None:
            return self.number(value)
        if node.op is Op.NAME:
            return Quotient(self.name(str(node.data)), self.one)
        if node.op in _CLOSED:
            return Quotient(self._generator(("term", node), node), self.one)
        args = [done[part] for part in node.args]
        rule = _RULES.get(node.op)
        found = None if rule is None else rule(self, node, args)
        if found is not None:
            return found
        key = (node.op, node.data, *(part.key for part in args))
        return Quotient(self._generator(key, node), self.one)

    def number(self, value: Fraction) -> Quotient:
        """A rational number."""
        rational = flint.fmpq(value.numerator, value.denominator)
        return Quotient(self.context.constant(rational), self.one)

    def reduced(self, above: Any, below: Any) -> Quotient:
        """The quotient of two polynomials in lowest terms; raises NotInRing beyond measure."""
        if below == 0:
            raise NotInRing("a denominator that is zero")
        self.limit(above)
        self.limit(below)
        common = above.gcd(below)
        above, below = above / common, below / common
        leading = below.leading_coefficient()
        return Quotient(above / leading, below / leading)

    def limit(self, polynomial: Any) -> Any:
        """The polynomial, if it is of moderate size; raises NotInRing if not."""
        if len(polynomial) > _MOST_TERMS or polynomial.total_degree() > MOST_DEGREE:
            raise NotInRing("a polynomial of many terms or high degree")
        return polynomial

    # ------------------------------------------------------------------------ generators

    def name(self, key: str) -> Any:
        """The generator of a name."""
        if ("name", key) not in self._known:
            self._names += 1
            place = MOST_GENERATORS - self._names
            self._known["name", key] = self._take(place, name(key))
        return self._known["name", key]

    def _generator(
        self,
        key: Hashable,
        term: Term,
        relation_of: Callable[[Any], Any] | None = None,
        base: int | str = 0,
        exponent: Term | None = None,
    ) -> Any:
        """The generator of a kernel; ``relation_of`` makes its polynomial from itself."""
        if key not in self._known:
            place = MOST_GENERATORS // 2 - 1 - len(self.kernels)
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

    def root(self, radicand: Quotient, order: int) -> Quotient:
        """The root of a quotient: one kernel, or one for each prime of a number."""
        constant_value = self.rational_of(radicand)
        if constant_value is not None:
            return self._root_of_number(constant_value, order)
        text = _term_of(self, radicand)

        def relation(root: Any) -> Any:
            return root**order * radicand.below - radicand.above

        term = power(text, number(Fraction(1, order)))
        return Quotient(self._generator(("root", order, radicand.key), term, relation), self.one)

    def _root_of_number(self, value: Fraction, order: int) -> Quotient:
        """√12 = 2√3: what comes out is rational; √6 = √2 √3, so that square roots multiply."""
        if value == 0:
            return self.number(value)
        if abs(value.numerator) * value.denominator > _LARGEST_FACTORED:
            raise NotInRing("a large number under a root")
        whole = value.numerator * value.denominator ** (order - 1)
        outside, inside = 1, {}
        for prime, exponent in _prime_powers(whole):
            outside *= prime ** (exponent // order)
            if exponent % order:
                inside[prime] = exponent % order
        result = self.number(Fraction(outside, value.denominator)).above
        if order > 2:  # a kernel for each prime would make elimination very long
            inside = {prod(p**k for p, k in inside.items()): 1} if inside else {}
        for base in inside:
            result *= self._root_of_whole(base, order)
        return Quotient(result, self.one)

    def _root_of_whole(self, base: int, order: int) -> Any:
        term = power(number(base), number(Fraction(1, order)))
        return self._generator(("root", order, base), term, lambda root: root**order - base)

    def absolute(self, argument: Quotient) -> Quotient:
        """|a| as a generator with |a|^2 = a^2."""
        value = self.rational_of(argument)
        if value is not None:
            return self.number(abs(value))
        term = call("abs", _term_of(self, argument))

        def relation(size: Any) -> Any:
            return size**2 * argument.below**2 - argument.above**2

        return Quotient(self._generator(("abs", argument.key), term, relation), self.one)

    def logarithm(self, value: Fraction) -> Quotient | None:
        """The logarithm of a positive number, by primes: log 12 = 2 log 2 + log 3."""
        if value <= 0 or value.numerator * value.denominator > _LARGEST_FACTORED:
            return None
        result = self.context.constant(0)
        for part, sign in ((value.numerator, 1), (value.denominator, -1)):
            for prime, count in _prime_powers(part):
                generator = self._generator(("log", prime), call("log", number(prime)))
                result += sign * count * generator
        return Quotient(result, self.one)

    def exponential(self, base: int | str, exponent: Quotient) -> Quotient | None:
        """base^exponent, one generator for every monomial; None for a broken exponent."""
        if not exponent.below.is_constant():
            return None
        result = Quotient(self.one, self.one)
        for monomial, coefficient in exponent.above.terms():
            scale = Fraction(int(coefficient.p), int(coefficient.q))
            result = self.product(result, self._elementary_power(base, monomial, scale))
        return result

    def _elementary_power(
        self, base: int | str, monomial: tuple[int, ...], scale: Fraction
    ) -> Quotient:
        """base^(scale · monomial) as a power of a root of base^monomial."""
        if not any(monomial) and isinstance(base, int):
            return self.whole_power(self.root(self.number(Fraction(base)), scale.denominator),
                                    scale.numerator)  # fmt: skip
        exponent = mul(*(power(self.terms[k], number(int(d))) for k, d in enumerate(monomial) if d))
        below = constant("e") if base == "e" else number(int(base))
        key = ("power", base, tuple(int(d) for d in monomial))
        generator = self._generator(key, power(below, exponent), None, base, exponent)
        found = Quotient(generator, self.one)
        if scale.denominator > 1:
            found = self.root(found, scale.denominator)
        return self.whole_power(found, scale.numerator)

    # ------------------------------------------------------------------------- arithmetic

    def product(self, left: Quotient, right: Quotient) -> Quotient:
        """The product of two quotients."""
        return self.reduced(left.above * right.above, left.below * right.below)

    def whole_power(self, base: Quotient, exponent: int) -> Quotient:
        """A whole power of a quotient."""
        above, below = (base.above, base.below) if exponent >= 0 else (base.below, base.above)
        size = abs(exponent)
        if size * max(above.total_degree(), below.total_degree(), 0) > MOST_DEGREE:
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
                product = product if leave_out and found == 0 else self.limit(product * found)
            polynomial = product
        return polynomial

    def normal(self, polynomial: Any) -> Any:
        """The polynomial with powers of roots replaced: √x √x becomes x, where that divides."""
        for kernel in reversed(self.kernels):
            if kernel.relation is not None and kernel.place in self.places(polynomial):
                polynomial = divmod(polynomial, kernel.relation)[1]
        return self.limit(polynomial)


# ----------------------------------------------------------------------------- operations


def _sum(ring: Ring, node: Term, args: list[Quotient]) -> Quotient:
    total = args[0]
    for part in args[1:]:
        above = total.above * part.below + part.above * total.below
        total = ring.reduced(above, total.below * part.below)
    return total


def _product(ring: Ring, node: Term, args: list[Quotient]) -> Quotient:
    result = args[0]
    for part in args[1:]:
        result = ring.product(result, part)
    return result


def _negative(ring: Ring, node: Term, args: list[Quotient]) -> Quotient:
    return Quotient(-args[0].above, args[0].below)


def _division(ring: Ring, node: Term, args: list[Quotient]) -> Quotient:
    return ring.reduced(args[0].above * args[1].below, args[0].below * args[1].above)


def _power(ring: Ring, node: Term, args: list[Quotient]) -> Quotient | None:
    base, exponent = args
    value = ring.rational_of(exponent)
    if value is not None:
        found = base if value.denominator == 1 else ring.root(base, value.denominator)
        return ring.whole_power(found, value.numerator)
    if node.args[0].op is Op.CONSTANT and node.args[0].data == "e":
        return ring.exponential("e", exponent)
    known = ring.rational_of(base)
    if known is None or known <= 0 or known.numerator * known.denominator > _LARGEST_FACTORED:
        return None
    result = Quotient(ring.one, ring.one)
    for part, sign in ((known.numerator, 1), (known.denominator, -1)):
        for prime, count in _prime_powers(part):
            found_power = ring.exponential(prime, exponent)
            if found_power is None:
                return None
            result = ring.product(result, ring.whole_power(found_power, sign * count))
    return result


def _call(ring: Ring, node: Term, args: list[Quotient]) -> Quotient | None:
    if node.data == "abs":
        return ring.absolute(args[0])
    if node.data == "exp":
        return ring.exponential("e", args[0])
    if node.data == "log":
        value = ring.rational_of(args[0])
        return None if value is None else ring.logarithm(value)
    order = value_of(node.args[1]) if node.data == "root" else None
    if order is not None and order.denominator == 1 and order > 0:
        return ring.root(args[0], int(order))
    return None


_RULES: Final[dict[Op, Callable[[Ring, Term, list[Quotient]], Quotient | None]]] = {
    Op.ADD: _sum,
    Op.MUL: _product,
    Op.NEG: _negative,
    Op.DIV: _division,
    Op.POW: _power,
    Op.CALL: _call,
}


# -------------------------------------------------------------------------------- helpers


def _outer_nodes(term: Term) -> list[Term]:
    """The nodes outside of what is never taken apart, arguments before what uses them."""
    order: dict[Term, None] = {}
    stack = [(term, False)]
    while stack:
        node, ready = stack.pop()
        if node in order:
            continue
        if ready or node.op in _CLOSED or not node.args:
            order[node] = None
        else:
            stack.append((node, True))
            stack.extend((part, False) for part in node.args)
    return list(order)


def _term_of(ring: Ring, found: Quotient) -> Term:
    return div(ring.term_of(found.above), ring.term_of(found.below))


def _prime_powers(whole: int) -> list[tuple[int, int]]:
    """The prime factors of an integer that is not 0 with their exponents, -1 among them."""
    sign = [(-1, 1)] if whole < 0 else []
    return [*sign, *((int(p), int(k)) for p, k in flint.fmpz(abs(whole)).factor())]
