"""Infinite bounds: which they are, and what is finite beside them."""

from __future__ import annotations

from symcalc.core.term import INFINITY, Op, Term, postorder
from symcalc.mean.algebra import simplify


def infinite_sign(term: Term) -> int:
    """1 for ∞, -1 for -∞, 0 for anything else."""
    if term is INFINITY:
        return 1
    return -1 if term.op is Op.NEG and term.args[0] is INFINITY else 0


def without_finite_part(bound: Term) -> Term:
    """A bound with finite parts beside an infinite one left out: -∞ - μ is -∞."""
    if INFINITY not in postorder(bound) or infinite_sign(bound):
        return bound
    plain = simplify(bound)
    if infinite_sign(plain) or plain.op is not Op.ADD:
        return plain
    infinite = {part for part in plain.args if infinite_sign(part)}
    finite = [part for part in plain.args if not infinite_sign(part)]
    if len(infinite) != 1 or any(INFINITY in postorder(part) for part in finite):
        return plain
    return infinite.pop()
