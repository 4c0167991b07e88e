"""Where findings stand in a notebook: the cell, and the line within it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from symcalc.core.kind import Declaration
from symcalc.core.reading import PageReading
from symcalc.core.span import Cell, Span, in_cell
from symcalc.core.verdict import FileReport, Finding


def in_cells(file: FileReport, cells: Sequence[Cell]) -> FileReport:
    """The report on the page that a notebook became, with the lines of its cells."""
    findings = tuple(_finding(finding, cells) for finding in file.findings)
    inferred = tuple(_declaration(declaration, cells) for declaration in file.inferred)
    reading = None if file.reading is None else _reading(file.reading, cells)
    return replace(file, findings=findings, inferred=inferred, reading=reading)


def _finding(finding: Finding, cells: Sequence[Cell]) -> Finding:
    suspect = finding.suspect
    if suspect is not None:
        suspect = replace(suspect, span=in_cell(suspect.span, cells))
    return replace(finding, span=in_cell(finding.span, cells), suspect=suspect)


def _declaration(declaration: Declaration, cells: Sequence[Cell]) -> Declaration:
    return replace(declaration, span=_moved(declaration.span, cells))


def _reading(reading: PageReading, cells: Sequence[Cell]) -> PageReading:
    names = tuple(replace(name, span=_moved(name.span, cells)) for name in reading.names)
    lines = tuple(replace(line, span=in_cell(line.span, cells)) for line in reading.lines)
    return replace(reading, names=names, lines=lines)


def _moved(span: Span | None, cells: Sequence[Cell]) -> Span | None:
    return None if span is None else in_cell(span, cells)
