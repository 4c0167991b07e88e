"""The tokens of a formula as they stand in its text, before spaces and sizes are taken in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from symcalc.read import names
from symcalc.read.macros import DEFINING, definition_end

_TOKEN: Final = re.compile(
    r"(?P<comment>(?<!\\)%[^\n]*)"
    r"|(?P<space>\s+)"
    r"|(?P<newline>\\\\\*?(?:\[\s*[-+]?[\d.]*\s*(?:pt|em|ex|mm|cm|in|bp|pc|mu|sp|\\[A-Za-z]+)\s*\])?)"
    r"|(?P<empty>\\(?:left|right|[bB]igg?[lr])\s*\.)"
    r"|(?P<command>\\(?:[A-Za-z]+\*?|.))"
    r"|(?P<dots>\.{3,4})"
    r"|(?P<number>\d+(?:\{,\}\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+)"
    r"|(?P<assign>:=)"
    r"|(?P<letter>[A-Za-z])"
    r"|(?P<other>.)",
    re.DOTALL,
)
_STARRED: Final = re.compile(r"\\[A-Za-z]+\*$")


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of a formula: its canonical text, its offsets, and the space before it.

    ``gap`` is "", "thin" or "wide"; ``side`` says which delimiter of a pair it is, or
    "unknown" for what is not on the white list; ``value`` is the content of running text.
    """

    text: str
    start: int
    end: int
    gap: str = ""
    side: str = ""
    value: str = ""

    @property
    def is_letter(self) -> bool:
        """Whether the token is a single Latin letter."""
        return len(self.text) == 1 and self.text.isascii() and self.text.isalpha()

    @property
    def is_greek(self) -> bool:
        """Whether the token is a Greek letter."""
        return self.text[:1] == "\\" and self.text[1:] in names.GREEK

    @property
    def is_number(self) -> bool:
        """Whether the token is a number."""
        return self.text[:1].isdigit() or (self.text[:1] == "." and len(self.text) > 1)


_DEPTHS: Final = {"{": 1, "(": 1, "[": 1, "\\{": 1, "\\begin": 1,
                  "}": -1, ")": -1, "]": -1, "\\}": -1, "\\end": -1}  # fmt: skip


def with_depths(tokens: Iterable[Token]) -> Iterator[tuple[Token, int]]:
    """Each token with how many groups are open behind it; below zero where one is left."""
    depth = 0
    for token in tokens:
        depth += _DEPTHS.get(token.text, 0)
        yield token, depth


def scan(text: str, start: int, end: int) -> list[Token]:
    """Every character between two offsets as part of a token; definitions are left out."""
    found: list[Token] = []
    while start < end:
        match = _TOKEN.match(text, start, end)
        assert match is not None  # every character is one of the alternatives
        start = match.end()
        if match.lastgroup == "command" and (defining := DEFINING.match(text, match.start(), end)):
            start = min(definition_end(text, defining), end)
        elif match.lastgroup != "comment":
            found += _pieces(match)
    return found


def _pieces(match: re.Match[str]) -> Iterator[Token]:
    piece, start, end = match.group(), match.start(), match.end()
    if match.lastgroup == "empty":
        piece = "\\left." if piece.startswith(_OPENING) else "\\right."
    if _STARRED.match(piece) and not names.known_command(piece):
        yield Token(piece[:-1], start, end - 1)
        yield Token("*", end - 1, end)
    else:
        yield Token(_UNIFORM.get(match.lastgroup or "", piece), start, end)


_OPENING: Final = ("\\left", "\\bigl", "\\Bigl", "\\biggl", "\\Biggl")

#: One spelling for what is written in several ways.
_UNIFORM: Final = {"space": " ", "newline": "\\\\", "dots": "\\ldots"}
