"""The rows of a displayed formula, each with its reason, where they stand in the text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

#: Environments that only arrange rows; their begin and end are set anew by the writers.
_ARRANGING: Final = "aligned|align|align\\*|split|gathered|gather|gather\\*|equation|equation\\*"
_WRAPPED: Final = re.compile(
    rf"\s*\\begin\{{(?P<name>{_ARRANGING})\}}(?P<body>.*)\\end\{{(?P=name)\}}\s*", re.DOTALL
)
_SIGN: Final = re.compile(
    r"\\begin\{[^}]*\}|\\end\{[^}]*\}|\\\\(?:\[[^\]]*\])?|\\.|[{}&]", re.DOTALL
)
_REASON: Final = re.compile(r"&&\s*\\text\{(?P<reason>(?:[^{}]|\{[^{}]*\})*)\}\s*\Z", re.DOTALL)


@dataclass(frozen=True)
class Span:
    """Offsets in a text."""

    start: int
    end: int


@dataclass(frozen=True)
class TextRow:
    """A row as it is written, without the break that ends it and without its reason."""

    latex: str
    reason: str
    span: Span


def rows_of(text: str, span: Span) -> Iterator[TextRow]:
    """The rows of the display between two offsets; empty ones are passed over."""
    wrapped = _WRAPPED.fullmatch(text, span.start, span.end)
    inside = Span(*wrapped.span("body")) if wrapped else span
    for row in _split(text, inside):
        written = text[row.start : row.end]
        reason = _REASON.search(written)
        latex = written[: reason.start()] if reason else written
        if latex.strip():
            yield TextRow(latex.strip(), reason["reason"] if reason else "", row)


def _split(text: str, span: Span) -> Iterator[Span]:
    """The parts between the line breaks that stand in no group and no environment."""
    start = span.start
    for sign, depth in signs(text, span):
        if depth == 0 and sign.group().startswith("\\\\"):
            yield Span(start, sign.start())
            start = sign.end()
    yield Span(start, span.end)


def signs(text: str, span: Span) -> Iterator[tuple[re.Match[str], int]]:
    """Braces, environments, breaks and alignment signs, each with the depth it stands at."""
    depth = 0
    for match in _SIGN.finditer(text, span.start, span.end):
        sign = match.group()
        if sign == "{" or sign.startswith("\\begin{"):
            depth += 1
        elif sign == "}" or sign.startswith("\\end{"):
            depth -= 1
        else:
            yield match, depth


def alignments(latex: str) -> list[int]:
    """The offsets of the alignment signs of a row that belong to the row itself."""
    found = signs(latex, Span(0, len(latex)))
    return [match.start() for match, depth in found if depth == 0 and match.group() == "&"]
