"""A page as its parts: formulas, blocks, macros and labels, each with its place."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from symcalc.core.problem import Trouble
from symcalc.core.span import Source, Span
from symcalc.read.labels import labels_in
from symcalc.read.macros import Macros, definitions

_LEAD: Final = 240  # characters of prose before a display that tell what it is


@dataclass(frozen=True)
class Formula:
    """A formula of the page: where its body stands, whether it is a display, where it opens.

    ``after`` is where the display before it ends.
    """

    start: int
    end: int
    display: bool
    opening: int = 0
    after: int = 0


_DISPLAY: Final = re.compile(r"\$\$|\\\[|\\begin\b")


@dataclass
class Page:
    """The parts of a page in order, what it declares and defines, and what went wrong.

    ``said`` holds the declarations that stand in comments, ``labels`` the offsets of what
    is labelled.
    """

    source: Source
    tex: bool = False
    kramdown: bool = False
    formulas: list[Formula] = field(default_factory=list)
    blocks: list[Formula] = field(default_factory=list)
    said: list[tuple[str, Span]] = field(default_factory=list)
    macros: Macros = field(default_factory=Macros)
    labels: dict[str, int] = field(default_factory=dict)
    troubles: list[Trouble] = field(default_factory=list)
    _after: int = 0
    _absent: dict[str, int] = field(default_factory=dict)
    _fence_ends: set[int] = field(default_factory=set)
    _unclosed: set[str] = field(default_factory=set)

    def lead(self, formula: Formula) -> str:
        """The prose just before a formula, back to the display before it."""
        start = max(formula.opening - _LEAD, formula.after)
        text = self.source.text[start : formula.opening]
        paragraph = re.split(r"\n\s*\n(?=\S)", text.rstrip(" $\\[\n"))
        last = paragraph[-1] if paragraph else ""
        return "" if last.startswith("```") else last

    def behind(self, formula: Formula, reach: int) -> str:
        """The prose behind a display, so many characters at most, up to the next display."""
        text = self.source.text[formula.end : formula.end + reach].lstrip(" $\\]}\n.,")
        return _DISPLAY.split(text, maxsplit=1)[0]

    def displays(self) -> list[Formula]:
        """The displays of the page, in order."""
        return [formula for formula in self.formulas if formula.display]

    def add_display(self, opening: int, start: int, end: int) -> None:
        """Note a display with the macros and labels inside of it."""
        self.formulas.append(Formula(start, end, True, opening, self._after))
        self._after = end
        self._learn_macros(start, end)
        self.labels.update(labels_in(self.source.text, start, end))

    def add_inline(self, opening: int, start: int, end: int) -> None:
        """Note a formula in the line, which may hold nothing but the macros of the page."""
        self.formulas.append(Formula(start, end, False, opening))
        self._learn_macros(start, end)

    def _learn_macros(self, start: int, end: int) -> None:
        for _ in definitions(self.source.text, start, end, self.macros):
            pass

    def find(self, sign: str, start: int) -> int:
        """Where a sign stands next, before the end of the cell; -1 if nowhere."""
        if start >= self._absent.get(sign, len(self.source.text) + 1):
            return -1
        found = self.source.text.find(sign, start)
        if found < 0:
            self._absent[sign] = start
            return -1
        return found if self.source.text.find("\f", start, found) < 0 else -1
