"""How a page was understood, in the words and formulas that a reader can compare with it."""

from __future__ import annotations

from dataclasses import dataclass

from symcalc.core.span import Span


@dataclass(frozen=True)
class NameReading:
    """What one name of a page stands for, and where that was learnt.

    ``meaning`` is its definition in LaTeX, empty where the page gives none; ``source`` is
    "prose", "block", "command line", "display" or "use"; the span is None for the command line.
    """

    name: str
    kind: str
    meaning: str
    source: str
    span: Span | None = None


@dataclass(frozen=True)
class LineReading:
    """How one link of a chain was read: written back in LaTeX, and as an outline of its tree.

    Both are empty where the line could not be read; ``trouble`` then says why.
    """

    span: Span
    display: int
    row: int
    role: str
    latex: str = ""
    tree: str = ""
    trouble: str = ""


@dataclass(frozen=True)
class PageReading:
    """All names of a page, the relations that were taken to hold, and every line."""

    names: tuple[NameReading, ...] = ()
    assumptions: tuple[str, ...] = ()
    lines: tuple[LineReading, ...] = ()


@dataclass(frozen=True)
class Obstacle:
    """A construct that kept lines of a page from being read, with what was said the first time.

    ``declaration`` is the one to make where one would help, and ``unlocks`` the number of
    lines that were read when it was tried.
    """

    code: str
    construct: str
    message: str
    cure: str
    line: int
    lines: int
    declaration: str = ""
    unlocks: int = 0
