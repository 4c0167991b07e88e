"""The Markdown that entries are written in, as blocks: headings, prose, lists, displays.

Only what entries use is understood; anything else is a paragraph of its own text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import count
from typing import Final

from symcalc.core.verdict import Finding, Verdict
from symcalc.write.notes.page import (
    Block,
    Code,
    Display,
    Heading,
    Listing,
    Paragraph,
    Prose,
    Row,
    Style,
    Table,
    Words,
)
from symcalc.write.notes.rows import Span, rows_of

_BLOCK: Final = re.compile(
    r"^(?P<fence>`{3,})(?P<info>[^\n`]*)\n(?P<code>.*?)^(?P=fence)[ \t]*$"
    r"|^[ \t]*\$\$(?P<display>.*?)\$\$[ \t]*$"
    r"|^(?P<level>#{1,6})[ \t]+(?P<heading>[^\n]*)$"
    r"|^(?P<table>\|[^\n]*(?:\n\|[^\n]*)*)"
    r"|^(?P<list>[ \t]*(?:[-*]|\d+\.)[ \t][^\n]*(?:\n(?!\s*\n|\$\$|#)[^\n]+)*)"
    r"|^<!--.*?-->[ \t]*$"
    r"|^(?P<prose>(?!\s*\n)[^\n]+(?:\n(?!\s*\n|\$\$|#|```|\|)[^\n]+)*)",
    re.MULTILINE | re.DOTALL,
)
_ITEM: Final = re.compile(r"^[ \t]*(?:[-*]|(?P<number>\d+)\.)[ \t]+", re.MULTILINE)
_KIND: Final = re.compile(r"\s*(?P<name>[^:=<>]+?)\s*:\s*(?P<words>[A-Za-z].*)", re.DOTALL)
_RULE: Final = re.compile(r"^\|[\s:|-]+$")
_WORDS: Final = re.compile(
    r"(?P<ticks>`+)(?P<code>.+?)(?P=ticks)"
    r"|(?<!\\)\$(?P<math>[^$\s](?:[^$]*[^$\s\\])?)\$(?!\d)"
    r"|\[(?P<link>[^\]\[]+)\]\((?P<target>[^()\s]+)\)"
    r"|\*\*(?P<strong>[^*\s](?:[^*]*[^*\s])?)\*\*"
    r"|\*(?P<emphasis>[^*\s](?:[^*]*[^*\s])?)\*"
    r"|\\(?P<escaped>[\\`*_{}\[\]()#+.!$|-])",
    re.DOTALL,
)


@dataclass(frozen=True)
class Marks:
    """The findings about a page, each at the offset of its end."""

    findings: tuple[tuple[int, Verdict], ...] = ()

    def within(self, span: Span) -> tuple[Verdict, ...]:
        """The verdicts on the lines that end within a span."""
        return tuple(v for end, v in self.findings if span.start < end <= span.end)


def marks_of(text: str, findings: Sequence[Finding]) -> Marks:
    """The findings about a text, found again by their last line and column."""
    starts = [0, *(match.end() for match in re.finditer("\n", text))]
    return Marks(
        tuple((starts[f.span.end_line - 1] + f.span.end_column - 1, f.verdict) for f in findings)
    )


def blocks_of(text: str, marks: Marks, numbers: Iterator[int] | None = None) -> Iterator[Block]:
    """The blocks of an entry; ``numbers`` gives each display its number."""
    counter = count(1) if numbers is None else numbers
    for match in _BLOCK.finditer(text):
        found = match.groupdict()
        if found["display"] is not None:
            span = Span(match.start("display"), match.end("display"))
            rows = _marked_rows(text, span, marks)
            if rows:
                yield Display(next(counter), rows)
        elif found["code"] is not None:
            if found["info"].strip() != "symcalc":
                yield Code(found["code"])
        elif found["heading"] is not None:
            yield Heading(len(found["level"]), prose_of(found["heading"].strip()))
        elif found["table"] is not None:
            yield _table(found["table"])
        elif found["list"] is not None:
            yield _listing(found["list"])
        elif found["prose"] is not None:
            yield Paragraph(prose_of(found["prose"]))


def _marked_rows(text: str, span: Span, marks: Marks) -> tuple[Row, ...]:
    """The rows of a display; a verdict stands at the row in which its line ends."""
    return tuple(
        Row(row.latex, prose_of(row.reason), marks.within(row.span)) for row in rows_of(text, span)
    )


def _listing(text: str) -> Listing:
    starts = list(_ITEM.finditer(text))
    ends = [match.start() for match in starts[1:]] + [len(text)]
    items = (text[m.end() : end].strip() for m, end in zip(starts, ends, strict=True))
    return Listing(tuple(map(prose_of, items)), numbered=starts[0]["number"] is not None)


def _table(text: str) -> Table:
    lines = [line for line in text.splitlines() if not _RULE.match(line)] or [""]
    cells = ([prose_of(cell.strip()) for cell in line.strip("| ").split("|")] for line in lines)
    return Table(tuple(map(tuple, cells)))


def prose_of(text: str) -> Prose:
    """Running text in its pieces; line breaks within it are spaces."""
    pieces: list[Words] = []
    position = 0
    for match in _WORDS.finditer(text):
        pieces.append(Words(text[position : match.start()]))
        pieces.append(_words(match))
        position = match.end()
    pieces.append(Words(text[position:]))
    return tuple(_joined(each) for each in pieces if each.text)


def _words(match: re.Match[str]) -> Words:
    for style in (Style.CODE, Style.MATH, Style.STRONG, Style.EMPHASIS):
        if match[style.value] is not None:
            return Words(match[style.value], style)
    if match["link"] is not None:
        return Words(match["link"], Style.LINK, match["target"])
    return Words(match["escaped"])


def _joined(piece: Words) -> Words:
    return replace(piece, text=re.sub(r"\s*\n\s*", " ", piece.text))


def given_prose(let: str) -> Prose:
    """A declaration such as ``x > 0`` or ``L: function`` as running text."""
    kind = _KIND.fullmatch(let)
    if kind is None:
        return (Words(let, Style.MATH),)
    return (Words(kind["name"], Style.MATH), Words(f": {kind['words']}"))
