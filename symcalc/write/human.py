"""A report as people read it: what is wrong in full, what needs attention in a line each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from symcalc.core.span import Source
from symcalc.core.verdict import BAD, Evidence, FileReport, Finding, Report, Verdict
from symcalc.write.reading import reading_lines
from symcalc.write.terminal import PLAIN, Style, escape, excerpt

_COLOURS: Final = {
    Verdict.REFUTED: ("red", "bold"),
    Verdict.DISPUTED: ("red", "bold"),
    Verdict.UNREAD: ("yellow",),
    Verdict.UNDECIDED: ("yellow",),
    Verdict.SUPPORTED: ("green",),
    Verdict.CONDITIONAL: ("green",),
    Verdict.PROVED: ("green",),
    Verdict.DEFINED: ("blue",),
}

#: Verdicts that get one line by default; the rest below them is only counted.
_BRIEF: Final = frozenset({Verdict.UNREAD, Verdict.UNDECIDED, Verdict.CONDITIONAL})

#: Findings on lines that hold, which are shown because an option asked for them.
_ASKED_FOR: Final = frozenset({"SC701"})

#: How the summary names what was counted.
_COUNTED: Final = {
    Verdict.REFUTED: "refuted",
    Verdict.DISPUTED: "disputed",
    Verdict.UNREAD: "could not be read",
    Verdict.UNDECIDED: "could not be decided",
    Verdict.SUPPORTED: "supported by numbers",
    Verdict.CONDITIONAL: "proved under conditions",
    Verdict.PROVED: "proved",
    Verdict.DEFINED: "definitions or conditions",
}

#: The values of the two sides stand in a witness under these keys.
SIDES: Final = ("left", "right")


def write_report(
    report: Report,
    sources: Mapping[str, str],
    *,
    verbose: bool = False,
    style: Style = PLAIN,
) -> str:
    """The report with excerpts from ``sources`` (path or cell → text), ending with its summary."""
    quoted = {label: Source(text, label) for label, text in sources.items()}
    lines: list[str] = []
    for file in report.files:
        lines += _file_lines(file, quoted, verbose, style)
    return "\n".join([*lines, summary(report, style)]) + "\n"


def _file_lines(
    file: FileReport, quoted: Mapping[str, Source], verbose: bool, style: Style
) -> Iterator[str]:
    path = escape(file.path)
    yield from reading_lines(file, style)
    if file.error:
        yield f"{path}: {style.paint(escape(file.error), 'red')}"
    for finding in file.findings:
        label = finding.span.label(file.path)
        if verbose or finding.verdict in BAD or finding.code in _ASKED_FOR:
            yield from finding_lines(finding, quoted.get(label) or Source("", label), style)
        elif finding.verdict in _BRIEF:
            yield _headline(finding, escape(label), style) + _cure(finding)
    if file.inferred:
        yield f"{path}: kinds taken from use: {escape(_kinds(file))}"


def _kinds(file: FileReport) -> str:
    """The names by their kind: ``x, y (real scalar)``."""
    names: dict[str, list[str]] = {}
    for learnt in file.inferred:
        names.setdefault(str(learnt.kind), []).append(learnt.key)
    return "; ".join(f"{', '.join(keys)} ({kind})" for kind, keys in names.items())


def finding_lines(finding: Finding, source: Source, style: Style = PLAIN) -> Iterator[str]:
    """One finding in full: where, what, the excerpt, and everything that led to the verdict."""
    yield _headline(finding, escape(source.path), style)
    yield from (f"  {line}" for line in excerpt(source, finding.span, style))
    for label, text in _facts(finding):
        yield f"    {style.paint(f'{label}:', 'bold')} {escape(text)}"
    yield ""


def _headline(finding: Finding, path: str, style: Style) -> str:
    place = f"{path}:{finding.span.line}:{finding.span.column}:"
    mark = style.paint(f"{finding.verdict.mark} {finding.code}", *_COLOURS[finding.verdict])
    return f"{place} {mark} {escape(finding.message)}"


def _cure(finding: Finding) -> str:
    conditions = ", ".join(finding.conditions)
    if finding.verdict is Verdict.CONDITIONAL and conditions not in finding.message:
        return f": {escape(conditions)}"
    return f"; {escape(finding.help)}" if finding.help else ""


def _facts(finding: Finding) -> Iterator[tuple[str, str]]:
    """What stands under an excerpt, as (label, text), the most telling first."""
    if finding.reason:
        yield "reason given", finding.reason
    witness = next((item.witness for item in finding.evidence if item.witness), None)
    if witness:
        yield "at", witness_text(witness)
    for item in finding.evidence:
        yield item.oracle, evidence_text(item)
    if finding.conditions:
        yield "holds where", ", ".join(finding.conditions)
    if finding.suspect:
        suspect = finding.suspect
        place = f"column {suspect.span.column}"
        yield "probably meant", f"{suspect.instead}   ({suspect.mistake}, {place})"
    if finding.help:
        yield "help", finding.help


def witness_text(witness: Mapping[str, float]) -> str:
    """A point and the values of both sides there: ``x = 2: left 4, right 8``."""
    point = ", ".join(f"{key} = {_figure(v)}" for key, v in witness.items() if key not in SIDES)
    sides = ", ".join(f"{side} {_figure(witness[side])}" for side in SIDES if side in witness)
    return ": ".join(part for part in (point or "every point", sides) if part)


def evidence_text(evidence: Evidence) -> str:
    """The answer of one oracle in a line, with how much it compared."""
    measured = []
    if evidence.points:
        measured.append(f"{evidence.points} point{'s' if evidence.points > 1 else ''}")
    if evidence.digits:
        measured.append(f"{evidence.digits} digits")
    if evidence.max_error is not None:
        measured.append(f"largest relative error {evidence.max_error:.1e}")
    parts = [evidence.says.value, evidence.detail, ", ".join(measured)]
    return "; ".join(part for part in parts if part)


def _figure(value: float) -> str:
    return f"{value:.6g}"


def summary(report: Report, style: Style = PLAIN) -> str:
    """One line: files, claims, how many of each verdict, seconds."""
    counts = report.counts
    files = _plural(len(report.files), "file")
    claims = _plural(sum(counts.values()), "claim")
    parts = [
        style.paint(f"{counts[verdict]} {_COUNTED[verdict]}", *_COLOURS[verdict])
        for verdict in Verdict
        if counts[verdict]
    ]
    listed = ": " + ", ".join(parts) if parts else ""
    return f"{files}, {claims}{listed} ({report.seconds:.1f} s)"


def _plural(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"
