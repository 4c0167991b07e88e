"""Findings and reports as JSON values, and back: the contract of the JSON report.

Everything here is plain data (dict, list, str, int, float, None); floats that JSON has no
notation for (infinities, not a number) become None.  Reading back accepts only the types
that writing makes and raises ValueError, KeyError or TypeError for anything else.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any, Final

from symcalc.core.kind import Declaration, Kind, Sort
from symcalc.core.reading_codec import page_reading_to_json
from symcalc.core.span import Span
from symcalc.core.verdict import (
    Evidence,
    FileReport,
    Finding,
    Report,
    Says,
    Suspect,
    Verdict,
)

#: Version of the JSON contract; it changes when a reader of version 1 would break.
VERSION: Final = 1

Json = dict[str, Any]


def span_to_json(span: Span) -> list[int]:
    """The four numbers of a span: line, column, end line, end column."""
    return [span.line, span.column, span.end_line, span.end_column]


def span_from_json(numbers: list[int]) -> Span:
    """The span of four numbers."""
    line, column, end_line, end_column = (int(number) for number in numbers)
    return Span(line, column, end_line, end_column)


def evidence_to_json(evidence: Evidence) -> Json:
    """One oracle's answer; what it did not measure is left out."""
    result: Json = {
        "oracle": evidence.oracle,
        "says": evidence.says.value,
        "detail": evidence.detail,
        "witness": {name: _finite(value) for name, value in evidence.witness.items()},
    }
    if evidence.points:
        result["points"] = evidence.points
    if evidence.digits:
        result["digits"] = evidence.digits
    if evidence.max_error is not None:
        result["max_error"] = _finite(evidence.max_error)
    return result


def evidence_from_json(data: Mapping[str, Any]) -> Evidence:
    """One oracle's answer from its JSON value."""
    error = data.get("max_error")
    return Evidence(
        oracle=str(data["oracle"]),
        says=Says(data["says"]),
        detail=str(data.get("detail", "")),
        witness={str(name): _number(value) for name, value in data.get("witness", {}).items()},
        points=int(data.get("points", 0)),
        digits=int(data.get("digits", 0)),
        max_error=None if error is None else float(error),
    )


def _finite(value: float) -> float | None:
    return value if math.isfinite(value) else None


def _number(value: float | None) -> float:
    return math.nan if value is None else float(value)


def suspect_to_json(suspect: Suspect) -> Json:
    """What was probably meant."""
    span = span_to_json(suspect.span)
    return {"mistake": suspect.mistake, "span": span, "instead": suspect.instead}


def suspect_from_json(data: Mapping[str, Any]) -> Suspect:
    """What was probably meant, from its JSON value."""
    return Suspect(str(data["mistake"]), span_from_json(data["span"]), str(data["instead"]))


def finding_to_json(finding: Finding) -> Json:
    """One finding, with the keys of the JSON report."""
    span = finding.span
    return {
        "line": span.line,
        "column": span.column,
        "end_line": span.end_line,
        "end_column": span.end_column,
        "display": finding.display,
        "row": finding.row,
        "left": finding.left,
        "relation": finding.relation,
        "right": finding.right,
        "verdict": finding.verdict.value,
        "code": finding.code,
        "message": finding.message,
        "evidence": [evidence_to_json(evidence) for evidence in finding.evidence],
        "conditions": list(finding.conditions),
        "suspect": None if finding.suspect is None else suspect_to_json(finding.suspect),
        "help": finding.help,
        "reason": finding.reason,
        "seconds": round(finding.seconds, 6),
        **_cell_to_json(span),
    }


def _cell_to_json(span: Span | None) -> Json:
    """The cell of a notebook, for what stands in one."""
    return {"cell": span.cell} if span is not None and span.cell else {}


def finding_from_json(data: Mapping[str, Any]) -> Finding:
    """One finding from its JSON value."""
    suspect = data.get("suspect")
    return Finding(
        span=Span(*(int(data[key]) for key in ("line", "column", "end_line", "end_column"))),
        display=int(data["display"]),
        row=int(data["row"]),
        left=str(data["left"]),
        relation=str(data["relation"]),
        right=str(data["right"]),
        verdict=Verdict(data["verdict"]),
        code=str(data["code"]),
        message=str(data["message"]),
        evidence=tuple(evidence_from_json(item) for item in data.get("evidence", ())),
        conditions=tuple(str(item) for item in data.get("conditions", ())),
        suspect=None if suspect is None else suspect_from_json(suspect),
        help=str(data.get("help", "")),
        reason=str(data.get("reason", "")),
        seconds=float(data.get("seconds", 0.0)),
    )


def declaration_to_json(declaration: Declaration) -> Json:
    """A kind that was learnt: the three keys of the report, then what reading back needs."""
    span = declaration.span
    return {
        "name": declaration.key,
        "kind": str(declaration.kind),
        "line": None if span is None else span.line,
        "sort": declaration.kind.sort.value,
        "shape": list(declaration.kind.shape),
        "properties": list(declaration.kind.properties),
        "source": declaration.source,
        "span": None if span is None else span_to_json(span),
    }


def declaration_from_json(data: Mapping[str, Any]) -> Declaration:
    """A declaration from the full JSON value."""
    shape = tuple(str(size) for size in data["shape"])
    properties = tuple(str(item) for item in data["properties"])
    span = data.get("span")
    return Declaration(
        key=str(data["name"]),
        kind=Kind(Sort(data["sort"]), shape, properties),
        source=str(data["source"]),
        span=None if span is None else span_from_json(span),
    )


def report_to_json(report: Report) -> Json:
    """A whole report: version, summary, and the files in their order."""
    return {
        "version": VERSION,
        "summary": _summary(report),
        "files": [_file_to_json(file) for file in report.files],
    }


def _summary(report: Report) -> Json:
    counts = report.counts
    return {
        "files": len(report.files),
        "claims": len(report.findings),
        **{verdict.value: counts[verdict] for verdict in Verdict},
        "seconds": round(report.seconds, 3),
        "seed": report.seed,
    }


def _file_to_json(file: FileReport) -> Json:
    result: Json = {
        "path": file.path,
        "inferred": [_inferred_to_json(declaration) for declaration in file.inferred],
        "findings": [finding_to_json(finding) for finding in file.findings],
    }
    if file.error:
        result["error"] = file.error
    if file.reading is not None:
        result["reading"] = page_reading_to_json(file.reading)
    return result


def _inferred_to_json(declaration: Declaration) -> Json:
    item = declaration_to_json(declaration)
    shown = {key: item[key] for key in ("name", "kind", "line")}
    return {**shown, **_cell_to_json(declaration.span)}
