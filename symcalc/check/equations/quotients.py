"""Terms as quotients of polynomials in names and kernels.

Where the quotients of two terms agree, so do the terms, wherever both are defined.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from math import prod
from typing import Any, Final

import flint

from symcalc.check.basic import in_basic_functions
from symcalc.check.equations.ring import NotInRing, Quotient, Ring
from symcalc.core.term import Op, Term, call, constant, number, value_of
from symcalc.mean.algebra import div, mul, power

_LARGEST_FACTORED: Final = 10**12
_HIGHEST_ROOT: Final = 24

#: What is never taken apart: its inside has names of its own, or no polynomial form.
_CLOSED: Final = frozenset(
    {Op.SUM, Op.PRODUCT, Op.INTEGRAL, Op.LIMIT, Op.AT, Op.DERIVATIVE, Op.CASES, Op.ELEMENT}
)


def quotient_of(term: Term, ring: Ring) -> Quotient:
    """The term as a quotient; raises NotInRing for what is too large."""
    basic = in_basic_functions(term)
    done: dict[Term, Quotient] = {}
    for node in _outer_nodes(basic):
        done[node] = _of_node(node, done, ring)
    return done[basic]


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


def _of_node(node: Term, done: dict[Term, Quotient], ring: Ring) -> Quotient:
    value = value_of(node)
    if value is not None:
        return ring.number(value)
    if node.op is Op.NAME:
        return Quotient(ring.name(str(node.data)), ring.one)
    if node.op in _CLOSED:
        return Quotient(ring.kernel(("term", node), node), ring.one)
    args = [done[part] for part in node.args]
    rule = _RULES.get(node.op)
    found = None if rule is None else rule(ring, node, args)
    if found is not None:
        return found
    key = (node.op, node.data, *(part.key for part in args))
    return Quotient(ring.kernel(key, node), ring.one)


# ----------------------------------------------------------------------------- operations


def _sum(ring: Ring, node: Term, args: list[Quotient]) -> Quotient:
    total = args[0]
    for part in args[1:]:
        total = ring.sum(total, part)
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
        found = base if value.denominator == 1 else _root(ring, base, value.denominator)
        return ring.whole_power(found, value.numerator)
    if node.args[0].op is Op.CONSTANT and node.args[0].data == "e":
        return _exponential(ring, "e", exponent)
    known = ring.rational_of(base)
    return None if known is None else _power_of_number(ring, known, exponent)


def _power_of_number(ring: Ring, base: Fraction, exponent: Quotient) -> Quotient | None:
    """12^x as (2^x)^2 3^x; None for a base that is not positive, or large."""
    if base <= 0 or base.numerator * base.denominator > _LARGEST_FACTORED:
        return None
    result = Quotient(ring.one, ring.one)
    for prime, count in _prime_powers_of_quotient(base):
        found = _exponential(ring, prime, exponent)
        if found is None:
            return None
        result = ring.product(result, ring.whole_power(found, count))
    return result


def _call(ring: Ring, node: Term, args: list[Quotient]) -> Quotient | None:
    if node.data == "abs":
        return _absolute(ring, args[0])
    if node.data == "exp":
        return _exponential(ring, "e", args[0])
    if node.data == "log":
        value = ring.rational_of(args[0])
        return None if value is None else _logarithm(ring, value)
    order = value_of(node.args[1]) if node.data == "root" else None
    if order is not None and order.denominator == 1 and order > 0:
        return _root(ring, args[0], int(order))
    return None


_RULES: Final[dict[Op, Callable[[Ring, Term, list[Quotient]], Quotient | None]]] = {
    Op.ADD: _sum,
    Op.MUL: _product,
    Op.NEG: _negative,
    Op.DIV: _division,
    Op.POW: _power,
    Op.CALL: _call,
}


# -------------------------------------------------------------------------------- kernels


def _root(ring: Ring, radicand: Quotient, order: int) -> Quotient:
    """The root of a quotient: a kernel r with r^order = radicand."""
    if order > _HIGHEST_ROOT:
        raise NotInRing("a root of high order")
    value = ring.rational_of(radicand)
    if value is not None:
        return _root_of_number(ring, value, order)

    def relation(root: Any) -> Any:
        return root**order * radicand.below - radicand.above

    term = power(_term_of(ring, radicand), number(Fraction(1, order)))
    return Quotient(ring.kernel(("root", order, radicand.key), term, relation), ring.one)


def _root_of_number(ring: Ring, value: Fraction, order: int) -> Quotient:
    """√12 = 2√3: what comes out is rational; √6 = √2 √3, so that square roots multiply."""
    if value == 0:
        return ring.number(value)
    if abs(value.numerator) * value.denominator > _LARGEST_FACTORED:
        raise NotInRing("a large number under a root")
    whole = value.numerator * value.denominator ** (order - 1)
    outside, inside = 1, {}
    for prime, exponent in _prime_powers(whole):
        outside *= prime ** (exponent // order)
        if exponent % order:
            inside[prime] = exponent % order
    bases = list(inside)
    if order > 2 and bases:  # a kernel for each prime would make elimination very long
        bases = [prod(prime**exponent for prime, exponent in inside.items())]
    result = ring.number(Fraction(outside, value.denominator)).above
    for base in bases:
        result *= _root_of_whole(ring, base, order)
    return Quotient(result, ring.one)


def _root_of_whole(ring: Ring, base: int, order: int) -> Any:
    term = power(number(base), number(Fraction(1, order)))
    return ring.kernel(("root", order, base), term, lambda root: root**order - base)


def _absolute(ring: Ring, argument: Quotient) -> Quotient:
    """|a| as a kernel with |a|^2 = a^2."""
    value = ring.rational_of(argument)
    if value is not None:
        return ring.number(abs(value))

    def relation(size: Any) -> Any:
        return size**2 * argument.below**2 - argument.above**2

    term = call("abs", _term_of(ring, argument))
    return Quotient(ring.kernel(("abs", argument.key), term, relation), ring.one)


def _logarithm(ring: Ring, value: Fraction) -> Quotient | None:
    """The logarithm of a positive number by primes: log 12 = 2 log 2 + log 3."""
    if value <= 0 or value.numerator * value.denominator > _LARGEST_FACTORED:
        return None
    result = ring.context.constant(0)
    for prime, count in _prime_powers_of_quotient(value):
        result += count * ring.kernel(("log", prime), call("log", number(prime)))
    return Quotient(result, ring.one)


def _exponential(ring: Ring, base: int | str, exponent: Quotient) -> Quotient | None:
    """base^exponent, one kernel for every monomial; None for a broken exponent."""
    if not exponent.below.is_constant():
        return None
    result = Quotient(ring.one, ring.one)
    for monomial, coefficient in exponent.above.terms():
        scale = Fraction(int(coefficient.p), int(coefficient.q))
        degrees = tuple(int(degree) for degree in monomial)
        result = ring.product(result, _power_of_monomial(ring, base, degrees, scale))
    return result


def _power_of_monomial(
    ring: Ring, base: int | str, monomial: tuple[int, ...], scale: Fraction
) -> Quotient:
    """base^(scale · monomial) as a power of a root of base^monomial."""
    if isinstance(base, int) and not any(monomial):
        found = ring.number(Fraction(base))
    else:
        exponent = mul(*(power(ring.terms[k], number(d)) for k, d in enumerate(monomial) if d))
        below = number(base) if isinstance(base, int) else constant(base)
        key = ("power", base, monomial)
        kernel = ring.kernel(key, power(below, exponent), None, base, exponent)
        found = Quotient(kernel, ring.one)
    if scale.denominator > 1:
        found = _root(ring, found, scale.denominator)
    return ring.whole_power(found, scale.numerator)


# -------------------------------------------------------------------------------- helpers


def _term_of(ring: Ring, found: Quotient) -> Term:
    return div(ring.term_of(found.above), ring.term_of(found.below))


def _prime_powers_of_quotient(value: Fraction) -> list[tuple[int, int]]:
    """The primes of a positive rational number with their exponents, negative ones below."""
    below = [(prime, -count) for prime, count in _prime_powers(value.denominator)]
    return _prime_powers(value.numerator) + below


def _prime_powers(whole: int) -> list[tuple[int, int]]:
    """The prime factors of an integer that is not 0 with their exponents, -1 among them."""
    sign = [(-1, 1)] if whole < 0 else []
    return [*sign, *((int(p), int(k)) for p, k in flint.fmpz(abs(whole)).factor())]
