"""A derivation for a terminal: result, value, steps with their verdicts, evidence."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from symcalc.core.derivation import Line, Outcome
from symcalc.core.verdict import BAD, Verdict
from symcalc.mean.latex import plain
from symcalc.write.human import evidence_text
from symcalc.write.parts import components, evaluated_at, reason, title
from symcalc.write.terminal import PLAIN, Style, width

#: Beyond this width a step's reason goes to a line of its own.
_COLUMNS: Final = 60


def write_text(outcome: Outcome, style: Style = PLAIN) -> str:
    """The derivation as plain text; verdicts are coloured where the style has colour."""
    blocks = [
        [style.paint(title(outcome.problem), "bold")],
        _result(outcome),
        _values(outcome),
        *(_steps(line, style) for line in outcome.lines if line.steps),
        _notes(outcome),
        _evidence(outcome, style),
    ]
    return "\n\n".join("\n".join(block) for block in blocks if block) + "\n"


def _result(outcome: Outcome) -> list[str]:
    return [f"  {entry.plain} = {plain(entry.term)}" for entry in components(outcome)]


def _values(outcome: Outcome) -> list[str]:
    if not outcome.value:
        return []
    lines = [f"  {entry.plain} = {entry.value:.12g}" for entry in components(outcome)]
    return [f"at {evaluated_at(outcome)}:", *lines]


def _steps(line: Line, style: Style) -> list[str]:
    return [f"  {plain(line.start)}", *(text for step in _rows(line, style) for text in step)]


def _rows(line: Line, style: Style) -> Iterator[list[str]]:
    for step in line.steps:
        equation = f"    = {plain(step.term)}"
        why = f"{_mark(step.verdict, style)} {reason(step)}"
        gap = _COLUMNS - width(equation)
        yield [equation + " " * gap + why] if gap > 0 else [equation, " " * _COLUMNS + why]


def _mark(verdict: Verdict, style: Style) -> str:
    return style.paint(f"{verdict.mark:<2}", "red" if verdict in BAD else "green")


def _notes(outcome: Outcome) -> list[str]:
    conditions = [f"holds where {condition}" for condition in outcome.conditions]
    return [*conditions, *outcome.notes]


def _evidence(outcome: Outcome, style: Style) -> list[str]:
    longest = max((len(item.oracle) for item in outcome.evidence), default=0)
    rows = [f"  {item.oracle:<{longest}}  {evidence_text(item)}" for item in outcome.evidence]
    return [f"{_mark(outcome.verdict, style)} {outcome.verdict.value}", *rows]
