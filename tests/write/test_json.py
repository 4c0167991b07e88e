"""The JSON of both verbs keeps its contract; the schemas in the package say what that is."""

import json

import jsonschema
import pytest

from symcalc.core.codec import report_to_json
from symcalc.core.verdict import FileReport, Report, Verdict
from symcalc.write.json_ import schema, write_report_json
from tests.write.test_human import REFUTED, finding


@pytest.mark.parametrize("verb", ["check", "derive"])
def test_the_schemas_are_schemas(verb):
    jsonschema.Draft202012Validator.check_schema(schema(verb))


def test_a_report_of_every_verdict_keeps_the_contract():
    findings = (REFUTED, *map(finding, Verdict))
    report = Report((FileReport("hw.md", findings, error="worker lost"),), seconds=0.8)
    written = json.loads(write_report_json(report))
    jsonschema.validate(written, schema("check"))
    assert written["summary"]["refuted"] == 2
    first = written["files"][0]["findings"][0]
    assert first["evidence"][0]["witness"] == {"x": 0.5, "left": 2.19506, "right": 0.731689}
    assert first["suspect"]["span"] == [2, 9, 2, 19]


def test_the_schema_notices_a_missing_key():
    written = report_to_json(Report((FileReport("hw.md", (REFUTED,)),)))
    del written["files"][0]["findings"][0]["code"]
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(written, schema("check"))


def test_json_is_ascii_so_that_no_terminal_can_spoil_it():
    report = Report((FileReport("hw.md", (finding(Verdict.PROVED, left="σ"),)),))
    assert write_report_json(report).isascii()
