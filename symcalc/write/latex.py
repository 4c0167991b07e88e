"""A derivation as a LaTeX fragment that compiles with amsmath."""

from __future__ import annotations

from collections.abc import Iterator

from symcalc.core.derivation import Line, Outcome
from symcalc.mean.latex import latex
from symcalc.write.parts import given, reason, results, title
from symcalc.write.tex import in_text


def write_latex(outcome: Outcome) -> str:
    """The derivation as ``align*`` displays, one for each line of steps, or only the result."""
    head = f"% {title(outcome.problem)}"
    assumed = [f"% with {relation}" for relation in given(outcome.problem)]
    displays = [_titled(line) for line in outcome.lines if line.steps] or [_bare(outcome)]
    return "\n".join([head, *assumed, *displays]) + "\n"


def _titled(line: Line) -> str:
    return f"% {line.title}\n{display(line)}" if line.title else display(line)


def display(line: Line, environment: str = "align*") -> str:
    """One line of steps as an aligned display, each row with its reason."""
    rows = " \\\\\n".join(_rows(line))
    return f"\\begin{{{environment}}}\n{rows}\n\\end{{{environment}}}"


def _rows(line: Line) -> Iterator[str]:
    left = latex(line.start) + " "
    for step in line.steps:
        yield f"{left}&= {latex(step.term)} && \\text{{{in_text(reason(step))}}}"
        left = ""


def _bare(outcome: Outcome) -> str:
    rows = [f"{entry.latex} &= {latex(entry.term)}" for entry in results(outcome)]
    return "\\begin{align*}\n" + " \\\\\n".join(rows) + "\n\\end{align*}"
