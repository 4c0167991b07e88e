"""Text that is safe and readable on a terminal: escapes, widths, colours, excerpts.

Everything that came from a file or an argument passes through :func:`escape` before it is
printed, so that a page cannot send control sequences to the reader's terminal.
"""

from __future__ import annotations

import os
import unicodedata
from dataclasses import dataclass
from typing import IO, Final

from symcalc.core.span import Source, Span

#: Characters that reorder the text around them, so that it reads as what it is not.
_BIDIRECTIONAL: Final = frozenset(
    "\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
)

#: Select Graphic Rendition parameters (ECMA-48, 8.3.117).
_COLOURS: Final = {"red": "31", "green": "32", "yellow": "33", "blue": "34", "bold": "1"}

#: Widest excerpt; longer source lines are cut to a window around the span.
_WINDOW: Final = 100

#: A longer span is marked on its first lines only.
_MOST_LINES: Final = 4


@dataclass(frozen=True)
class Style:
    """How much decoration the output may have."""

    colour: bool = False

    def paint(self, text: str, *colours: str) -> str:
        """The text in the given colours, or as it is where colour is off."""
        if not self.colour or not colours:
            return text
        codes = ";".join(_COLOURS[colour] for colour in colours)
        return f"\x1b[{codes}m{text}\x1b[0m"


PLAIN: Final = Style()


def style_for(stream: IO[str]) -> Style:
    """Colours on a terminal only, and never where NO_COLOR is set (https://no-color.org)."""
    return Style(colour=stream.isatty() and not os.environ.get("NO_COLOR"))


def escape(text: str) -> str:
    """The text with every control character, tab and reordering mark written out."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(map(_visible, text))


def _visible(character: str) -> str:
    if character == "\t":
        return "    "
    if unicodedata.category(character) in ("Cc", "Cs", "Zl", "Zp") or character in _BIDIRECTIONAL:
        return character.encode("unicode_escape", "surrogatepass").decode("ascii")
    return character


def width(text: str) -> int:
    """The number of terminal columns that the text takes."""
    return sum(map(_columns, text))


def _columns(character: str) -> int:
    if unicodedata.combining(character) or unicodedata.category(character) == "Cf":
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def excerpt(source: Source, span: Span, style: Style = PLAIN) -> list[str]:
    """The lines of the span as they stand in the source, each with carets under its part."""
    numbers = range(span.line, min(span.end_line, span.line + _MOST_LINES - 1) + 1)
    margin = len(str(numbers[-1]))
    return [text for number in numbers for text in _marked(source, span, number, margin, style)]


def _marked(source: Source, span: Span, number: int, margin: int, style: Style) -> list[str]:
    """One source line, and under it carets below what belongs to the span."""
    line = source.line(number)
    indent = len(line) - len(line.lstrip())
    start = span.column - 1 if number == span.line else indent
    end = span.end_column - 1 if number == span.end_line else len(line.rstrip())
    before, marked, after = _window(line, start, max(end, start))
    carets = " " * width(before) + style.paint("^" * max(1, width(marked)), "red")
    bar = style.paint("|", "blue")
    return [
        f"{style.paint(f'{number:>{margin}}', 'blue')} {bar} {before}{marked}{after}".rstrip(),
        f"{' ' * margin} {bar} {carets}",
    ]


def _window(line: str, start: int, end: int) -> tuple[str, str, str]:
    """What is before, in and after [start, end), escaped, about ``_WINDOW`` columns in all."""
    end = min(end, start + _WINDOW)
    room = max(0, _WINDOW - (end - start))
    left = max(0, start - (room if len(line) - end < room // 2 else room // 2))
    right = min(len(line), max(end, left + _WINDOW))
    before = ("…" if left else "") + escape(line[left:start])
    after = escape(line[end:right]) + ("…" if right < len(line) else "")
    return before, escape(line[start:end]), after
