"""What double precision makes of a computation, and what can be done about it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from symcalc.core.term import Term

#: A point of double-precision numbers, which are taken as exact.
Place = Mapping[str, float]


@dataclass(frozen=True)
class Rounded:
    """What was computed at a place, what is true, and the relative error (inf where not finite)."""

    place: Place
    computed: float
    true: float
    error: float


@dataclass(frozen=True)
class Trouble:
    """Where a computation goes wrong: the values there, and the part that goes wrong first."""

    found: Rounded
    part: Term


@dataclass(frozen=True)
class Rewriting:
    """One use of a row: the part before and after, the row's name and source."""

    rule: str
    source: str
    before: Term
    after: Term
    whole: Term


@dataclass(frozen=True)
class Stability:
    """Where an expression loses digits, what it becomes by the table, and what is left of it."""

    term: Term
    troubles: tuple[Trouble, ...]
    rewritings: tuple[Rewriting, ...] = ()
    left: tuple[Trouble, ...] = ()

    @property
    def result(self) -> Term:
        """The expression after the last rewriting."""
        return self.rewritings[-1].whole if self.rewritings else self.term
