"""Reports and derivations as JSON, version 1; the schemas stand in ``symcalc/write/schema``.

Non-ASCII characters are escaped, so that the output is valid JSON on any terminal.
"""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any, Final

from symcalc.core.codec import VERSION, report_to_json
from symcalc.core.derivation import Line, Outcome
from symcalc.core.problem import Problem
from symcalc.core.verdict import Evidence, Report
from symcalc.mean.latex import latex
from symcalc.mean.symbolic import NoSympyForm
from symcalc.write.parts import reason
from symcalc.write.python import write_python
from symcalc.write.sympy_ import term_in_sympy

_SCHEMAS: Final = Path(__file__).parent / "schema"


def schema(verb: str) -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of what ``check``, ``derive`` or ``run`` writes."""
    found: dict[str, Any] = json.loads((_SCHEMAS / f"{verb}.json").read_text(encoding="utf-8"))
    return found


def write_report_json(report: Report) -> str:
    """The report of a check as one JSON object."""
    return json.dumps(report_to_json(report), indent=1, allow_nan=False) + "\n"


def write_json(outcome: Outcome) -> str:
    """A derivation as one JSON object."""
    content = {
        "version": VERSION,
        "operation": outcome.problem.operation,
        "problem": _problem(outcome.problem),
        "result": {
            "latex": _nested([latex(term) for term in outcome.result], outcome.shape),
            "sympy": _nested(_sympy_texts(outcome), outcome.shape),
            "python": write_python(outcome),
            "shape": list(outcome.shape),
        },
        "value": _value(outcome),
        "steps": [
            {
                **_title(line),
                "rule": reason(step),
                "latex": latex(step.term),
                "verdict": step.verdict.value,
            }
            for line in outcome.lines
            for step in line.steps
        ],
        "evidence": [_evidence(item) for item in outcome.evidence],
        "verdict": outcome.verdict.value,
        "conditions": list(outcome.conditions),
    }
    return json.dumps(content, indent=1, allow_nan=False) + "\n"


def _problem(problem: Problem) -> dict[str, Any]:
    return {
        "expressions": [latex(term) for term in problem.expressions],
        "variables": [latex(term) for term in problem.variables],
        "along": [latex(term) for term in problem.along],
        "at": {key: latex(term) for key, term in problem.at.items()},
        **({"given": {key: latex(t) for key, t in problem.given.items()}} if problem.given else {}),
    }


def _title(line: Line) -> dict[str, str]:
    """What a line beside the result shows."""
    return {"title": line.title} if line.title else {}


def _sympy_texts(outcome: Outcome) -> list[Any]:
    """``str()`` of each component as a SymPy expression; None where SymPy has no such thing."""
    return [_sympy_text(outcome, k) for k in range(len(outcome.result))]


def _sympy_text(outcome: Outcome, k: int) -> str | None:
    try:
        return str(term_in_sympy(outcome.result[k], outcome.problem))
    except NoSympyForm:
        return None


def _nested(entries: list[Any], shape: tuple[int, ...]) -> Any:
    """The entries as nested lists of the shape; the entry itself for a scalar."""
    if not shape:
        return entries[0]
    if len(shape) == 1:
        return entries
    columns = shape[1]
    return [entries[k : k + columns] for k in range(0, len(entries), columns)]


def _value(outcome: Outcome) -> Any:
    numbers = [value if math.isfinite(value) else None for value in outcome.value]
    return _nested(list(numbers), outcome.shape) if numbers else None


def _evidence(evidence: Evidence) -> dict[str, Any]:
    return {
        "oracle": evidence.oracle,
        "says": evidence.says.value,
        "detail": evidence.detail,
        "max_error": evidence.max_error,
        "points": evidence.points,
    }
