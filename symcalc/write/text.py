"""A derivation for a terminal: result, value, steps with their verdicts, evidence."""

from __future__ import annotations

from typing import Final

from symcalc.core.derivation import Line, Outcome
from symcalc.core.verdict import BAD, Verdict
from symcalc.mean.latex import plain
from symcalc.write.human import evidence_text
from symcalc.write.parts import components, evaluated_at, reason, results, title
from symcalc.write.terminal import PLAIN, Style, width

#: The reason of a step that is wider stands in a line of its own.
_COLUMNS: Final = 72


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
    return [f"  {entry.plain} = {plain(entry.term)}" for entry in results(outcome)]


def _values(outcome: Outcome) -> list[str]:
    if not outcome.value:
        return []
    lines = [f"  {entry.plain} = {entry.value:.12g}" for entry in components(outcome)]
    point = evaluated_at(outcome)
    return [f"at {point}:" if point else "in decimals:", *lines]


def _steps(line: Line, style: Style) -> list[str]:
    """The steps one below the other, their reasons in a column; a long step pushes its own down."""
    equations = [f"    = {plain(step.term)}" for step in line.steps]
    widths = [width(equation) for equation in equations]
    column = max((each for each in widths if each <= _COLUMNS), default=_COLUMNS) + 2
    lines = [*([line.title] if line.title else ()), f"  {plain(line.start)}"]
    for equation, taken, step in zip(equations, widths, line.steps, strict=True):
        why = f"{_mark(step.verdict, style)} {reason(step)}"
        if taken < column:
            lines.append(equation + " " * (column - taken) + why)
        else:
            lines += [equation, " " * column + why]
    return lines


def _mark(verdict: Verdict, style: Style) -> str:
    return style.paint(f"{verdict.mark:<2}", "red" if verdict in BAD else "green")


def _notes(outcome: Outcome) -> list[str]:
    conditions = [f"holds where {condition}" for condition in outcome.conditions]
    return [*conditions, *outcome.notes]


def _evidence(outcome: Outcome, style: Style) -> list[str]:
    longest = max((len(item.oracle) for item in outcome.evidence), default=0)
    rows = [f"  {item.oracle:<{longest}}  {evidence_text(item)}" for item in outcome.evidence]
    return [f"{_mark(outcome.verdict, style)} {outcome.verdict.value}", *rows]
