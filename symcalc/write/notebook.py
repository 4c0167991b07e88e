"""What a notebook shows of a report and of a derivation."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from symcalc.core.derivation import Outcome
from symcalc.core.span import Span
from symcalc.core.verdict import Finding, Report
from symcalc.mean.latex import latex
from symcalc.write.human import summary, witness_text


def report_markdown(report: Report) -> str:
    """The findings as a Markdown table, then the summary."""
    head = ["| line | verdict | claim | |", "|---|---|---|---|"]
    rows = [_row(finding) for finding in report.findings]
    return "\n".join([*(head + rows if rows else []), "", summary(report)]) + "\n"


def _row(finding: Finding) -> str:
    claim = _math(" ".join(f"{finding.left} {finding.relation} {finding.right}".split()))
    verdict = f"{finding.verdict.mark} {finding.verdict.value}"
    told = escape("; ".join(_told(finding)), quote=False)
    return f"| {_place(finding.span)} | {verdict} | {_cell(f'${claim}$')} | {_cell(told)} |"


def _place(span: Span) -> str:
    return f"cell {span.cell}, {span.line}" if span.cell else str(span.line)


def _told(finding: Finding) -> Iterator[str]:
    yield f"{finding.code} {finding.message}"
    yield from (f"where {condition}" for condition in finding.conditions)
    yield from (f"at {witness_text(item.witness)}" for item in finding.evidence if item.witness)
    if finding.suspect:
        yield f"probably meant: {finding.suspect.instead}"


def _math(claim: str) -> str:
    """A formula in which no HTML element can begin: a notebook trusts what a cell puts out."""
    return claim.replace("<", "\\lt ").replace(">", "\\gt ")


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")


def result_latex(outcome: Outcome) -> str:
    """The result in LaTeX: a formula, or a column or matrix of formulas."""
    entries = [latex(term) for term in outcome.result]
    if not outcome.shape:
        return entries[0]
    columns = outcome.shape[1] if len(outcome.shape) > 1 else 1
    rows = [" & ".join(entries[k : k + columns]) for k in range(0, len(entries), columns)]
    return "\\begin{pmatrix} " + " \\\\ ".join(rows) + " \\end{pmatrix}"
