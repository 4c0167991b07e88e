"""A line that is said to follow from the lines before it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from symcalc.core.term import Term


class Arrow(StrEnum):
    """What the author says of a line and the one before it."""

    IMPLIES = "⇒"
    EQUIVALENT = "⇔"
    IMPLIED = "⇐"
    NEXT = ""  # nothing: it is the next line


@dataclass(frozen=True)
class Inference:
    """The lines so far, oldest first, and the line that is said to follow from them.

    Each line is a condition: relations joined by "and" and "or".  ``sides`` holds the sides
    of all relations with their text, for a second reader; ``reason`` is what the author
    writes beside the line or before it.  A ``tentative`` inference is only one reading of the
    layout: the rows can be a system or a list as well.  ``following`` are the bare rows behind
    the line, which may state further cases.
    """

    premises: tuple[Term, ...]
    conclusion: Term
    arrow: Arrow
    sides: tuple[tuple[str, Term], ...] = ()
    reason: str = ""
    tentative: bool = False
    following: tuple[Term, ...] = ()
