"""What notes are made of: pages of blocks, blocks of words, displays of marked rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from symcalc.core.verdict import Verdict


class Style(StrEnum):
    """How a piece of running text is set."""

    PLAIN = "plain"
    MATH = "math"  # the text is LaTeX
    CODE = "code"
    EMPHASIS = "emphasis"
    STRONG = "strong"
    LINK = "link"  # the text leads to the target


@dataclass(frozen=True)
class Words:
    """A piece of running text in one style; ``target`` is where a link leads."""

    text: str
    style: Style = Style.PLAIN
    target: str = ""


Prose = tuple[Words, ...]


@dataclass(frozen=True)
class Heading:
    """A heading, level 1 being the title of a page."""

    level: int
    prose: Prose


@dataclass(frozen=True)
class Paragraph:
    """Running text."""

    prose: Prose


@dataclass(frozen=True)
class Listing:
    """A list, numbered or not."""

    items: tuple[Prose, ...]
    numbered: bool = False


@dataclass(frozen=True)
class Table:
    """A table; its first row is the head."""

    rows: tuple[tuple[Prose, ...], ...]


@dataclass(frozen=True)
class Code:
    """Text that is shown as it is."""

    text: str


@dataclass(frozen=True)
class Row:
    """A row of a display: LaTeX with its alignment signs, its reason, the verdicts on it."""

    latex: str
    reason: Prose = ()
    verdicts: tuple[Verdict, ...] = ()

    @property
    def mark(self) -> str:
        """The signs of the verdicts, each once."""
        return " ".join(dict.fromkeys(verdict.mark for verdict in self.verdicts))


@dataclass(frozen=True)
class Display:
    """A displayed formula with its number in the notes."""

    number: int
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Plot:
    """A picture that stands in a file of its own, without the suffix of its format."""

    stem: str
    caption: str


Block = Heading | Paragraph | Listing | Table | Code | Display | Plot


@dataclass(frozen=True)
class NotesPage:
    """One derivation: its name, what it takes for granted, its blocks, the first its title."""

    name: str
    given: tuple[Prose, ...]
    blocks: tuple[Block, ...]

    @property
    def title(self) -> Prose:
        """The words of the first heading, or the name."""
        headings = (block.prose for block in self.blocks if isinstance(block, Heading))
        return next(headings, (Words(self.name),))

    @property
    def assumed(self) -> Prose:
        """What is given, as a sentence; empty where nothing is."""
        parts = [piece for item in self.given for piece in (Words(", "), *item)]
        return (Words("Given: "), *parts[1:], Words(".")) if parts else ()


def resolved(target: str, page: str) -> str:
    """The name of the entry that a link of another entry leads to: ../loss/logistic.md."""
    parts = page.split("/")[:-1]
    for part in target.removesuffix(".md").split("/"):
        if part == "..":
            parts = parts[:-1]
        elif part != ".":
            parts.append(part)
    return "/".join(parts)


@dataclass(frozen=True)
class Notes:
    """Pages under one title."""

    title: str
    pages: tuple[NotesPage, ...]

    @property
    def verdicts(self) -> Sequence[Verdict]:
        """The verdicts that occur, worst first: what a legend explains."""
        found = {
            verdict
            for page in self.pages
            for block in page.blocks
            if isinstance(block, Display)
            for row in block.rows
            for verdict in row.verdicts
        }
        return [verdict for verdict in Verdict if verdict in found]
