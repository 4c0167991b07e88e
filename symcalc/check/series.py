"""Infinite geometric series by their sums: Σ a r^n from m on is a r^m / (1 - r) where |r| < 1."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from symcalc.check.bounds import between
from symcalc.check.claim import Question
from symcalc.check.domain import Domain, domain_of
from symcalc.check.equations.quotients import quotient_of
from symcalc.check.equations.ring import NotInRing, Ring
from symcalc.check.oracles import modular
from symcalc.core.term import (
    INFINITY,
    ONE,
    Op,
    Term,
    add,
    call,
    div,
    free_names,
    mul,
    postorder,
    relation,
    sub,
    substitute,
)
from symcalc.core.verdict import Says
from symcalc.mean.algebra import simplify

_OPEN_UNIT: Final = between(-1, 1, is_open=True)


@dataclass(frozen=True)
class Series:
    """A geometric series with its sum, and the relation under which it converges."""

    term: Term
    value: Term
    converges: Term


def with_sums(question: Question) -> tuple[Question, tuple[Term, ...]]:
    """The question with geometric series summed, and what must hold for them to converge.

    What must hold is assumed by the question that comes back; the relations are those that
    do not follow from what its page says already.
    """
    found = list(_series_in(question))
    if not found:
        return question, ()
    sums = {series.term: series.value for series in found}
    left, right = (substitute(side, sums) for side in (question.left, question.right))
    needed = tuple(dict.fromkeys(series.converges for series in found))
    scope = replace(question.scope, assumptions=(*question.scope.assumptions, *needed))
    domain = domain_of(question.scope, question.left, question.right)
    unknown = tuple(part for part in needed if not _is_known(part, domain))
    return replace(question, left=left, right=right, scope=scope), unknown


def _series_in(question: Question) -> Iterator[Series]:
    for node in postorder(question.left, question.right):
        if node.op is Op.SUM and node.args[3] is INFINITY:
            series = _geometric(node)
            if series is not None:
                yield series


def _geometric(node: Term) -> Series | None:
    """The series of a sum whose terms have one ratio, which does not hold the index."""
    body, index, lower, _ = node.args
    first, second = (
        simplify(substitute(body, {index: k})) for k in (lower, simplify(add(lower, ONE)))
    )
    ratio = _cancelled(second, first)
    following = substitute(body, {index: add(index, ONE)})
    if ratio is None or str(index.data) in free_names(ratio) or not free_names(ratio):
        return None
    if modular.prove(following, mul(ratio, body), Domain()).says is not Says.HOLDS:
        return None
    value = div(first, sub(ONE, ratio))
    size = ratio.args[0] if ratio.op is Op.NEG else ratio
    return Series(node, value, relation("<", call("abs", size), ONE))


def _cancelled(above: Term, below: Term) -> Term | None:
    """The quotient of two terms in lowest terms."""
    ring = Ring()
    try:
        one, other = quotient_of(above, ring), quotient_of(below, ring)
        found = ring.reduced(one.above * other.below, one.below * other.above)
    except NotInRing:
        return None
    return simplify(div(ring.term_of(found.above), ring.term_of(found.below)))


def _is_known(condition: Term, domain: Domain) -> bool:
    """Whether |r| < 1 follows from the domain."""
    bounds = domain.bounds(condition.args[0].args[0])
    return _OPEN_UNIT.meet(bounds) == bounds
