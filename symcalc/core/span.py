"""Where something stands in a source."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Span:
    """A range of a text file; lines and columns count from 1, the end column is exclusive."""

    line: int
    column: int
    end_line: int
    end_column: int


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
