"""Where findings stand in a notebook: the cell, and the line within it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from symcalc.core.kind import Declaration
from symcalc.core.span import Cell, in_cell
from symcalc.core.verdict import FileReport, Finding


def in_cells(file: FileReport, cells: Sequence[Cell]) -> FileReport:
    """The report on the page that a notebook became, with the lines of its cells."""
    findings = tuple(_finding(finding, cells) for finding in file.findings)
    inferred = tuple(_declaration(declaration, cells) for declaration in file.inferred)
    return replace(file, findings=findings, inferred=inferred)


def _finding(finding: Finding, cells: Sequence[Cell]) -> Finding:
    suspect = finding.suspect
    if suspect is not None:
        suspect = replace(suspect, span=in_cell(suspect.span, cells))
    return replace(finding, span=in_cell(finding.span, cells), suspect=suspect)


def _declaration(declaration: Declaration, cells: Sequence[Cell]) -> Declaration:
    if declaration.span is None:
        return declaration
    return replace(declaration, span=in_cell(declaration.span, cells))
