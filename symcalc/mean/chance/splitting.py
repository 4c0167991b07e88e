"""Which factors of a product have random variables in common."""

from __future__ import annotations

from collections.abc import Callable

from symcalc.core.term import Op, Term, postorder
from symcalc.mean.chance.polynomials import Monomial

Names = Callable[[Term], frozenset[str]]


def components(monomial: Monomial, names: Names) -> list[Monomial]:
    """The parts of a monomial without a random variable in common, in its order."""
    parts: list[tuple[list[tuple[Term, int]], list[Term]]] = []
    for factor in monomial:
        variables = _variables(factor[0], names)
        touching = [part for part in parts if _may_meet(part[1], variables)]
        merged = [f for part in touching for f in part[0]]
        known = [v for part in touching for v in part[1]]
        parts = [part for part in parts if part not in touching]
        parts.append(([*merged, factor], [*known, *variables]))
    return [tuple(factors) for factors, _ in parts]


def _variables(term: Term, names: Names) -> list[Term]:
    """The random names and elements below a term."""
    random = names(term)
    return [n for n in postorder(term) if n.op in (Op.NAME, Op.ELEMENT) and str(n.data) in random]


def _may_meet(left: list[Term], right: list[Term]) -> bool:
    return any(_may_be_same(a, b) for a in left for b in right)


def _may_be_same(one: Term, other: Term) -> bool:
    """Whether two variables may be one: X_i and X_j are, where i = j."""
    if one.data != other.data:
        return False
    numbers = all(index.op is Op.NUMBER for index in (*one.args, *other.args))
    return one is other or not numbers
