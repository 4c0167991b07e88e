"""The author's order: of names, of factors, of terms.

A result keeps what the problem shows: sums that the author wrote come back as they were
written, factors go numbers first, then names in the order of their first appearance, then
functions, then sums in brackets.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import count
from typing import Final

from symcalc.core.term import Op, Term, free_names, make, postorder, rebuild, value_of

#: Where a factor stands, by what it is: numbers, names, functions, sums, then the rest.
_CLASSES: Final = {
    Op.NUMBER: 0,
    Op.DECIMAL: 0,
    Op.CONSTANT: 1,
    Op.NAME: 2,
    Op.ELEMENT: 2,
    Op.ADD: 4,
    Op.CASES: 5,
    Op.DERIVATIVE: 6,
    Op.SUM: 7,
    Op.PRODUCT: 7,
    Op.INTEGRAL: 7,
    Op.LIMIT: 7,
}
_FUNCTION: Final = 3


@dataclass(frozen=True)
class Author:
    """What the author wrote, and where each part of it stands first (in reading order)."""

    places: dict[Term, int]

    def place(self, term: Term) -> tuple[int, int]:
        """Where a term appears first; what is new stands after the first of its names."""
        if term in self.places:
            return self.places[term], 0
        names = free_names(term)
        inside = [self.places[node] for node in _leaves(term) if node in self.places]
        return (min(inside) if inside else len(self.places)), 1 + len(names)

    def sums(self) -> list[Term]:
        """The sums that the author wrote, in reading order."""
        return [term for term in self.places if term.op is Op.ADD]


def author_of(*written: Term) -> Author:
    """The order in which terms appear in what an author wrote."""
    places: dict[Term, int] = {}
    numbers = count()
    stack = list(written)[::-1]
    while stack:
        node = stack.pop()
        if node not in places:
            places[node] = next(numbers)
            stack.extend(reversed(node.args))
    return Author(places)


def in_order(term: Term, author: Author) -> Term:
    """The term with the factors of every product in the author's order.

    What the author wrote stays as it was written.
    """

    def change(node: Term) -> Term:
        if node.op is Op.MUL and node not in author.places:
            return make(Op.MUL, *sorted(node.args, key=lambda each: _factor_key(each, author)))
        if node.op is Op.ADD and node not in author.places:
            return make(Op.ADD, *positive_first(node.args))
        return node

    return rebuild(term, change)


def same_but_for_order(one: Term, other: Term) -> bool:
    """Whether two terms differ in the order of summands and factors only."""
    numbers: dict[tuple[object, ...], int] = {}
    shapes: dict[Term, int] = {}
    for node in postorder(one, other):
        parts = [shapes[argument] for argument in node.args]
        if node.op in (Op.ADD, Op.MUL):
            parts.sort()
        shapes[node] = numbers.setdefault((node.op, node.data, *parts), len(numbers))
    return shapes[one] == shapes[other]


def _factor_key(factor: Term, author: Author) -> tuple[int, tuple[int, int], str]:
    base = factor.args[0] if _is_power(factor) else factor
    spelling = str(base.data) if base.op is Op.NAME else ""
    return _CLASSES.get(base.op, _FUNCTION), author.place(base), spelling


def _is_power(factor: Term) -> bool:
    value = value_of(factor.args[1]) if factor.op is Op.POW else None
    return value is not None


def positive_first(terms: Sequence[Term]) -> list[Term]:
    """The terms with the first one that has no minus in front: y - x, not -x + y."""
    ordered = list(terms)
    for k, term in enumerate(ordered):
        if term.op is not Op.NEG and (value_of(term) or 0) >= 0:
            return [ordered.pop(k), *ordered]
    return ordered


def _leaves(term: Term) -> list[Term]:
    return [node for node in postorder(term) if node.op in (Op.NAME, Op.ELEMENT)]
