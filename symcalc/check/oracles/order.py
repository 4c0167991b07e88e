"""Proof of inequalities by bounds: the difference of the sides has one sign on the whole domain."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from symcalc.check.bounds import Bounds
from symcalc.check.domain import Domain
from symcalc.core.term import Term, sub
from symcalc.core.verdict import Evidence, Says

NAME: Final = "bounds"

_HOLDS: Final[dict[str, Callable[[Bounds], bool]]] = {
    ">": lambda bounds: bounds.positive,
    ">=": lambda bounds: bounds.nonnegative,
    "<": lambda bounds: bounds.negative,
    "<=": lambda bounds: bounds.nonpositive,
    "!=": lambda bounds: bounds.sign is not None,
}


def prove(left: Term, right: Term, sign: str, domain: Domain) -> Evidence:
    """HOLDS where interval arithmetic on the structure settles the inequality, else UNSURE."""
    if _HOLDS[sign](domain.bounds(sub(left, right))):
        detail = "bounds of the difference over the whole domain have the right sign"
        return Evidence(NAME, Says.HOLDS, detail)
    return Evidence(NAME, Says.UNSURE, "bounds of the difference do not settle its sign")
