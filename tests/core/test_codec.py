"""Findings survive the way to JSON and back, and JSON stays JSON."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from symcalc.core import codec
from symcalc.core.kind import Declaration, Kind, Sort
from symcalc.core.span import Span
from symcalc.core.verdict import Evidence, FileReport, Finding, Report, Says, Suspect, Verdict

TEXT = st.text(max_size=20)
COUNTS = st.integers(0, 10**6)
FLOATS = st.floats(allow_nan=False, allow_infinity=False)
SPANS = st.builds(Span, COUNTS, COUNTS, COUNTS, COUNTS)
EVIDENCE = st.builds(
    Evidence, TEXT, st.sampled_from(Says), TEXT, st.dictionaries(TEXT, FLOATS, max_size=3),
    COUNTS, COUNTS, st.none() | FLOATS,
)  # fmt: skip
FINDINGS = st.builds(
    Finding, SPANS, COUNTS, COUNTS, TEXT, TEXT, TEXT, st.sampled_from(Verdict), TEXT, TEXT,
    st.lists(EVIDENCE, max_size=2).map(tuple), st.lists(TEXT, max_size=2).map(tuple),
    st.none() | st.builds(Suspect, TEXT, SPANS, TEXT), TEXT, TEXT, st.just(0.25),
)  # fmt: skip


@given(FINDINGS)
def test_a_finding_survives(finding: Finding) -> None:
    text = json.dumps(codec.finding_to_json(finding), allow_nan=False)
    assert codec.finding_from_json(json.loads(text)) == finding


@given(TEXT, st.sampled_from(Sort), TEXT, st.none() | SPANS)
def test_a_declaration_survives(key: str, sort: Sort, source: str, span: Span | None) -> None:
    declaration = Declaration(key, Kind(sort, ("m", "n"), ("real", "unit")), source, span)
    text = json.dumps(codec.declaration_to_json(declaration))
    assert codec.declaration_from_json(json.loads(text)) == declaration


def test_numbers_without_a_json_notation_become_null() -> None:
    evidence = Evidence("dual", Says.UNSURE, witness={"x": float("inf")}, max_error=float("nan"))
    data = codec.evidence_to_json(evidence)
    assert data["witness"] == {"x": None}
    assert data["max_error"] is None


def test_the_contract_of_a_report() -> None:
    finding = Finding(Span(1, 2, 3, 4), 1, 1, "a", "=", "b", Verdict.REFUTED, "SC201", "no")
    data = codec.report_to_json(Report((FileReport("hw.md", (finding,)),), 0.5))
    assert data["version"] == 1
    assert data["summary"]["claims"] == data["summary"]["refuted"] == 1
    (entry,) = data["files"][0]["findings"]
    assert {"line", "column", "end_line", "end_column", "display", "row", "left", "relation",
            "right", "verdict", "code", "message", "evidence", "conditions", "suspect",
            "seconds"} <= entry.keys()  # fmt: skip
