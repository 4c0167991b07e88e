"""A derivation as a page of notes that ``symcalc check`` reads and the catalogue accepts."""

from __future__ import annotations

from collections.abc import Iterator

from symcalc.core.derivation import Line, Outcome
from symcalc.core.problem import Problem
from symcalc.mean.latex import latex
from symcalc.write.human import evidence_text
from symcalc.write.latex import display
from symcalc.write.parts import TITLES, components, evaluated_at, given, results, title_latex


def write_markdown(outcome: Outcome) -> str:
    """The page: title, symcalc block, the steps as displays, the result, how it was checked."""
    blocks = [
        f"# {title_latex(outcome.problem)}",
        _block(outcome.problem),
        *(block for line in outcome.lines if line.steps for block in _line(line)),
        *_result(outcome),
        *_value(outcome),
        *(f"This holds where {condition}." for condition in outcome.conditions),
        *outcome.notes,
        "\n".join(_checked(outcome)),
    ]
    return "\n\n".join(blocks) + "\n"


def _line(line: Line) -> Iterator[str]:
    """The steps as a display, below the title where there is one."""
    if line.title:
        yield f"## {line.title}"
    yield _display(display(line, "aligned"))


def _display(body: str) -> str:
    return f"$$\n{body}\n$$"


def _block(problem: Problem) -> str:
    """The fenced block from which the page can be derived again."""
    rows = [
        _row("let", list(given(problem))),
        _row("operation", problem.operation),
        _row("expression", "; ".join(map(latex, problem.expressions))),
        _row("wrt", list(map(latex, problem.variables))),
        _row("along", ", ".join(map(latex, problem.along))),
        _row("at", ", ".join(f"{key} = {latex(term)}" for key, term in problem.at.items())),
    ]
    return "```symcalc\n" + "".join(row for row in rows if row) + "```"


def _row(key: str, value: str | list[str]) -> str:
    """One TOML assignment, nothing for an empty value; literal strings keep backslashes."""
    if not value:
        return ""
    shown = _toml(value) if isinstance(value, str) else "[" + ", ".join(map(_toml, value)) + "]"
    return f"{key} = {shown}\n"


def _toml(text: str) -> str:
    return f"'{text}'" if "'" not in text else '"' + text.replace("\\", "\\\\") + '"'


def _result(outcome: Outcome) -> Iterator[str]:
    if not any(line.steps for line in outcome.lines):
        for entry in results(outcome):
            yield _display(f"{entry.latex} = {latex(entry.term)}")


def _value(outcome: Outcome) -> Iterator[str]:
    if outcome.value:
        values = ", ".join(f"{entry.value:.12g}" for entry in components(outcome))
        point = evaluated_at(outcome)
        yield f"At {point} the value is {values}." if point else f"In decimals: {values}."


def _checked(outcome: Outcome) -> Iterator[str]:
    named = TITLES.get(outcome.problem.operation, outcome.problem.operation)
    yield f"{named}: {outcome.verdict.value}."
    yield ""
    for item in outcome.evidence:
        yield f"- {item.oracle}: {evidence_text(item)}"
