"""How a page was read, for people: every name with its kind, every line written back."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Final

from symcalc.core.reading import LineReading, NameReading, PageReading
from symcalc.core.span import Span
from symcalc.core.verdict import FileReport
from symcalc.write.terminal import PLAIN, Style, escape, width

#: Where something was learnt, in words.
_LEARNT: Final = {
    "use": "taken from use",
    "prose": "said in prose",
    "block": "declared on the page",
    "display": "defined by a display",
    "command line": "declared on the command line",
}


def reading_lines(file: FileReport, style: Style = PLAIN) -> Iterator[str]:
    """The lines that show how a file was read; none where that was not asked."""
    reading = file.reading
    if reading is None:
        return
    yield from _names(reading, escape(file.path), style)
    if reading.assumptions:
        yield style.paint(f"{escape(file.path)}: taken to hold", "bold")
        yield from (f"  {escape(relation)}" for relation in reading.assumptions)
        yield ""
    for (label, display), lines in groupby(reading.lines, lambda line: _display(line, file.path)):
        title = f"display {display}" if display else "outside of the displays"
        yield style.paint(f"{escape(label)}: {title}", "bold")
        for line in lines:
            yield from _line(line, style)
        yield ""


def _display(line: LineReading, path: str) -> tuple[str, int]:
    return line.span.label(path), line.display


def _names(reading: PageReading, path: str, style: Style) -> Iterator[str]:
    if not reading.names:
        return
    yield style.paint(f"{path}: names", "bold")
    names = max(width(escape(name.name)) for name in reading.names)
    kinds = max(len(name.kind) for name in reading.names)
    for name in reading.names:
        gap = " " * (names - width(escape(name.name)))
        yield f"  {escape(name.name)}{gap}  {escape(name.kind):<{kinds}}  {escape(_learnt(name))}"
    yield ""


def _learnt(name: NameReading) -> str:
    where = _LEARNT.get(name.source, name.source) + (_place(name.span) if name.span else "")
    return f"{name.meaning}   ({where})" if name.meaning else where


def _place(span: Span) -> str:
    return f", cell {span.cell}, line {span.line}" if span.cell else f", line {span.line}"


def _line(line: LineReading, style: Style) -> Iterator[str]:
    head = f"  line {line.span.line}, column {line.span.column}, {line.role}:"
    if line.trouble:
        yield f"{head} {style.paint('not read', 'yellow')}: {escape(line.trouble)}"
        return
    yield f"{head} {escape(line.latex)}"
    yield from (f"      {escape(text)}" for text in line.tree.split("\n"))
