"""What the derivation of a product or a rotation found, before it is written down."""

from __future__ import annotations

from dataclasses import dataclass

from symcalc.core.derivation import Line
from symcalc.core.problem import Problem
from symcalc.core.term import Term


@dataclass(frozen=True)
class Solution:
    """The entries of the result with their shape, and the lines that lead to it and from it.

    The first line leads from what is asked to the result; the others have titles.  The
    scope of ``problem`` defines the vectors that the lines speak of.
    """

    problem: Problem
    result: tuple[Term, ...]
    shape: tuple[int, ...]
    lines: tuple[Line, ...]
    notes: tuple[str, ...] = ()
    conditions: tuple[str, ...] = ()
