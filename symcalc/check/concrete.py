"""Claims about sums, sequences and unknown functions, made concrete enough to evaluate.

A sum to n is written out for a few values of n, elements of sequences become names of
their own, and an unknown function becomes a polynomial, the same wherever it (or one of
its derivatives) occurs.  What holds in general holds for these; what fails for these fails.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations_with_replacement
from random import Random
from typing import Final

from symcalc.check.bounds import Bounds
from symcalc.check.domain import Domain, counting_names
from symcalc.check.opaque import function_as_written
from symcalc.core.term import (
    ONE,
    ZERO,
    Op,
    Term,
    add,
    apply,
    call,
    contains,
    free_names,
    function_key,
    function_orders,
    make,
    mul,
    name,
    number,
    postorder,
    rebuild,
    substitute,
    value_of,
)
from symcalc.mean.algebra import simplify
from symcalc.mean.differentiate import differentiate
from symcalc.mean.numeric import element_key
from symcalc.mean.plain import plain

#: A sum that would have more terms than this is left as it is.
MOST_TERMS: Final = 60
MOST_NODES: Final = 20_000
_PASSES: Final = 5

#: Values for the names that bound sums, and for the names that index elements, by variant.
_LENGTHS: Final = ((3, 4, 5), (4, 2, 3), (2, 5, 4), (1, 3, 2))
_PLACES: Final = ((1, 2, 3), (2, 1, 3), (2, 1, 1), (1, 1, 1))


@dataclass(frozen=True)
class Concrete:
    """A pair of sides without symbolic sums, elements or unknown functions.

    ``chosen`` holds the values of what bounds sums and indexes elements, ``functions`` what
    was taken for each unknown function, as text: ``f(t) = 1 + 2t``.
    """

    left: Term
    right: Term
    domain: Domain
    chosen: tuple[tuple[str, int], ...] = ()
    functions: tuple[str, ...] = ()

    def is_like(self, other: Concrete) -> bool:
        """Whether whatever was chosen here was chosen there in the same way."""
        return {*self.functions, *self.chosen} <= {*other.functions, *other.chosen}


def concretes(left: Term, right: Term, domain: Domain) -> list[Concrete]:
    """The claim itself where it is concrete already, else several instances of it."""
    if not contains(left, *_ABSTRACT) and not contains(right, *_ABSTRACT):
        return [Concrete(left, right, domain)]
    counting = sorted(counting_names(left, right) & (free_names(left) | free_names(right)))
    variants = range(len(_LENGTHS)) if counting else range(2)
    found = [_instance(left, right, domain, counting, variant) for variant in variants]
    return list({(concrete.left, concrete.right): concrete for concrete in found}.values())


_ABSTRACT: Final = (Op.SUM, Op.PRODUCT, Op.ELEMENT, Op.APPLY)


def _instance(
    left: Term, right: Term, domain: Domain, counting: Sequence[str], variant: int
) -> Concrete:
    chosen = _choice(left, right, counting, variant)
    values = {name(key): number(value) for key, value in chosen.items()}
    functions = _Functions(variant)
    lengths = _Lengths(left, right, variant)
    ranges = dict(domain.ranges)

    def settle(term: Term) -> Term:
        for _ in range(_PASSES):
            written_out = rebuild(term, lambda node: _written_out(lengths.replaced(node)))
            if written_out is term:
                break
            term = written_out
        return rebuild(term, lambda node: _named_element(functions.replaced(node), domain, ranges))

    sides = [settle(substitute(side, values) if values else side) for side in (left, right)]
    constraints, equalities = (
        tuple(settle(substitute(part, values) if values else part) for part in parts)
        for parts in (domain.constraints, domain.equalities)
    )
    concrete = Domain(
        ranges, domain.facts, domain.nonzero, constraints, equalities, domain.integers
    )
    sizes = tuple(sorted({**chosen, **lengths.chosen}.items()))
    return Concrete(sides[0], sides[1], concrete, sizes, functions.listed())


def _choice(left: Term, right: Term, counting: Sequence[str], variant: int) -> dict[str, int]:
    """Lengths for what bounds a sum, small places for what only indexes."""
    lengths = {
        key
        for node in postorder(left, right)
        if node.op in (Op.SUM, Op.PRODUCT)
        for key in free_names(node.args[3])
    }
    chosen: dict[str, int] = {}
    counts = {True: 0, False: 0}
    for key in counting:
        row = (_LENGTHS if key in lengths else _PLACES)[variant]
        chosen[key] = row[counts[key in lengths] % len(row)]
        counts[key in lengths] += 1
    return chosen


class _Lengths:
    """Values for elements that bound sums: n_i in a sum over j up to n_i, which is over groups."""

    def __init__(self, left: Term, right: Term, variant: int) -> None:
        sums = (node for node in postorder(left, right) if node.op in (Op.SUM, Op.PRODUCT))
        bounds = [part for node in sums for part in postorder(*node.args[2:])]
        self.keys = {part.data for part in bounds if part.op is Op.ELEMENT}
        self.row = _LENGTHS[variant]
        self.chosen: dict[str, int] = {}

    def replaced(self, node: Term) -> Term:
        """The length that an element at literal places is, or the node."""
        if node.op is not Op.ELEMENT or node.data not in self.keys:
            return node
        places = [int(value) for value in map(value_of, node.args) if value is not None]
        if len(places) < len(node.args):
            return node
        key = element_key(str(node.data), places)
        self.chosen.setdefault(key, self.row[sum(places) % len(self.row)])
        return number(self.chosen[key])


def _written_out(node: Term) -> Term:
    """A sum or product with literal bounds as its terms."""
    if node.op not in (Op.SUM, Op.PRODUCT):
        return node
    body, index, *bounds = node.args
    ends = [value_of(simplify(bound)) for bound in bounds]
    if len(ends) != 2 or ends[0] is None or ends[1] is None or ends[0].denominator != 1:
        return node
    low, high = int(ends[0]), int(ends[1] // 1)
    if high - low >= MOST_TERMS:
        return node
    terms = [substitute(body, {index: number(k)}) for k in range(low, high + 1)]
    if node.op is Op.SUM:
        return add(*terms) if terms else ZERO
    return mul(*terms) if terms else ONE


def _named_element(node: Term, domain: Domain, ranges: dict[str, Bounds]) -> Term:
    """An element at literal places as a name, which keeps the range of its sequence."""
    if node.op is not Op.ELEMENT:
        return node
    places = [value_of(simplify(index)) for index in node.args]
    if any(place is None or place.denominator != 1 for place in places):
        return node
    key = element_key(str(node.data), [int(place) for place in places if place is not None])
    if str(node.data) in domain.ranges:
        ranges[key] = domain.ranges[str(node.data)]
    return name(key)


class _Functions:
    """Polynomials in the place of unknown functions; the same one for every occurrence."""

    def __init__(self, seed: int) -> None:
        self.seed = seed
        self.bodies: dict[tuple[str, int], Term] = {}

    def replaced(self, node: Term) -> Term:
        if node.op is not Op.APPLY:
            return node
        orders = function_orders(node)
        formals = [name(f"~{k}") for k in range(len(node.args))]
        body = self._body(function_key(node), formals)
        for formal, order in zip(formals, orders, strict=True):
            if order:
                body = differentiate(body, formal, order)
        return substitute(body, dict(zip(formals, node.args, strict=True)))

    def _body(self, key: str, formals: list[Term]) -> Term:
        place = (key, len(formals))
        if place not in self.bodies:
            random = Random(f"{self.seed} {key} {len(formals)}")  # noqa: S311 - mathematics
            simple = self.seed == 0 and len(formals) == 1
            polynomial = _general(formals, random)
            self.bodies[place] = _quadratic(formals[0], random) if simple else polynomial
        return self.bodies[place]

    def listed(self) -> tuple[str, ...]:
        """What was taken for each function, with t (or t_1, t_2, …) for its arguments."""
        return tuple(
            _definition_text(function_as_written(key), count, self.bodies[key, count])
            for key, count in sorted(self.bodies)
        )


def _definition_text(key: str, count: int, body: Term) -> str:
    shown = [name("t" if count == 1 else f"t_{k + 1}") for k in range(count)]
    values = {name(f"~{k}"): argument for k, argument in enumerate(shown)}
    return f"{plain(apply(key, *shown))} = {plain(simplify(substitute(body, values)))}"


def _quadratic(argument: Term, random: Random) -> Term:
    """A polynomial that a reader can follow by hand; the later instances have richer ones."""
    coefficients = (number(random.choice((-3, -2, -1, 1, 2, 3))) for _ in range(3))
    powers = (ONE, argument, mul(argument, argument))
    return add(*(mul(c, x) for c, x in zip(coefficients, powers, strict=True)))


def _general(formals: Sequence[Term], random: Random) -> Term:
    """A polynomial of degree 4 (2 for many arguments) and an exponential.

    A polynomial alone would make every difference formula of high order look exact.
    """
    degree = 4 if len(formals) <= 2 else 2
    monomials = [
        mul(_coefficient(random), *factors)
        for size in range(degree + 1)
        for factors in combinations_with_replacement(formals, size)
    ]
    slope = add(*(mul(number(Fraction(1, k + 2)), formal) for k, formal in enumerate(formals)))
    return add(*monomials, call("exp", slope))


def _coefficient(random: Random) -> Term:
    return make(
        Op.NUMBER, data=Fraction(random.choice((-3, -2, -1, 1, 2, 3, 5)), random.randint(1, 5))
    )
