"""Where something stands in a source."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace


@dataclass(frozen=True, order=True)
class Span:
    """A range of a text file; lines and columns count from 1, the end column is exclusive.

    In a notebook the lines are those of the cell with the number ``cell``; elsewhere it is 0.
    """

    line: int
    column: int
    end_line: int
    end_column: int
    cell: int = 0

    def label(self, path: str) -> str:
        """The name of the text that the lines count in: the path, or a cell of it."""
        return f"{path}:cell {self.cell}" if self.cell else path


@dataclass(frozen=True)
class Cell:
    """A cell of a notebook: its number, from 1, and the line of the page where it begins."""

    number: int
    line: int


def in_cell(span: Span, cells: Sequence[Cell]) -> Span:
    """A span of the page that a notebook became, as one of the cell where it stands."""
    at = bisect_right(cells, span.line, key=lambda cell: cell.line) - 1
    if at < 0:
        return span
    above = cells[at].line - 1
    return replace(
        span, line=span.line - above, end_line=span.end_line - above, cell=cells[at].number
    )


class Source:
    """A text together with the line and column of each of its offsets.

    A Markdown page, a LaTeX file or a single expression of the command line: every
    message that symcalc prints gets its place from here.
    """

    def __init__(self, text: str, path: str = "<text>") -> None:
        self.text = text
        self.path = path
        self._starts = [0]
        self._starts.extend(i + 1 for i, character in enumerate(text) if character == "\n")

    def place(self, offset: int) -> tuple[int, int]:
        """The line and the column of an offset, both from 1."""
        row = bisect_right(self._starts, offset) - 1
        return row + 1, offset - self._starts[row] + 1

    def span(self, start: int, end: int) -> Span:
        """The span between two offsets."""
        return Span(*self.place(start), *self.place(end))

    def line(self, number: int) -> str:
        """The text of one line, without its newline; the empty string where there is none."""
        if not 1 <= number <= len(self._starts):
            return ""
        start = self._starts[number - 1]
        end = self._starts[number] - 1 if number < len(self._starts) else len(self.text)
        return self.text[start:end].rstrip("\r")
