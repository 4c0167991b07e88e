"""Chains of steps over arrays, entry by entry tidied."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, TypeAlias

from symcalc.core.derivation import Line, Step
from symcalc.core.term import Op, Term, make

#: A rule, and what the term before becomes by it.
Move: TypeAlias = tuple[str, Term]

_ARRAYS: Final = (Op.VECTOR, Op.MATRIX)


def chain(start: Term, *moves: Move, title: str = "") -> Line:
    """A line with the moves that change something."""
    steps: list[Step] = []
    before = start
    for rule, term in moves:
        if term is not before:
            steps.append(Step(rule, term))
        before = term
    return Line(start, tuple(steps), title)


def tidied(term: Term, tidy: Callable[[Term], Term]) -> Term:
    """A term with each of its entries (or itself, where it is a scalar) tidied."""
    if term.op in _ARRAYS or (term.op is Op.CALL and term.data == "quaternion"):
        return make(term.op, *map(tidy, term.args), data=term.data)
    return tidy(term)
