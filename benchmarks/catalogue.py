"""What the catalogue holds: each entry with its lines, their verdicts, whether it runs, its plot.

    python benchmarks/catalogue.py           # a table in Markdown, judged from scratch: minutes
    python benchmarks/catalogue.py --derive  # and whether `derive` meets each entry: longer

An entry of mistakes/ is wrong on purpose, in the lines that it announces; no other line may be
refuted, disputed, unread or undecided.  The exit status is 1 where one is.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from pathlib import Path

from symcalc import catalogue, check
from symcalc.api.curves import curves_of
from symcalc.api.deriving import derive_entry, meetings
from symcalc.catalogue import Entry
from symcalc.core.verdict import Finding, Verdict

SHOWN = (Verdict.PROVED, Verdict.CONDITIONAL, Verdict.SUPPORTED, Verdict.DEFINED)


def unexpected(entry: Entry, findings: tuple[Finding, ...]) -> list[Finding]:
    """The findings that are neither good nor announced."""
    announced = [line for line, _ in entry.wrong]
    return [f for f in findings if f.verdict not in SHOWN and f.span.line not in announced]


def met(entry: Entry) -> str:
    """What `derive` makes of the goal of an entry: met (in how many lines), or not."""
    if entry.goal is None:
        return "—"
    found = meetings(entry, derive_entry(entry))
    return f"{len(found)} of {len(found)}" if all(m.line for m in found) else "NOT MET"


def row(entry: Entry, findings: tuple[Finding, ...], derived: bool) -> str:
    counts = Counter(finding.verdict for finding in findings)
    plot = "curves" if curves_of(entry) else "run" if entry.runs else ""
    cells = [
        entry.name,
        str(len(findings)),
        *(str(counts[verdict] or "") for verdict in SHOWN),
        ", ".join(f"{line}: {code}" for line, code in entry.wrong),
        "; ".join(f"{f.span.line}: {f.verdict}" for f in unexpected(entry, findings)),
        "yes" if entry.runs else "",
        plot,
        *([met(entry)] if derived else []),
    ]
    return f"| {' | '.join(cells)} |"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--derive", action="store_true", help="derive every goal as well")
    parser.add_argument("--jobs", type=int, help="worker processes (default: all cores)")
    options = parser.parse_args()
    started = time.perf_counter()
    report = check(catalogue.FOLDER, jobs=options.jobs)
    seconds = time.perf_counter() - started
    findings = {
        Path(file.path).relative_to(catalogue.FOLDER).with_suffix("").as_posix(): file.findings
        for file in report.files
    }
    heads = ["entry", "lines", *(str(v) for v in SHOWN), "wrong on purpose", "unexpected", "runs"]
    heads += ["plot", *(["derived and met"] if options.derive else [])]
    print(f"| {' | '.join(heads)} |\n|{'---|' * len(heads)}")
    for entry in catalogue.entries():
        print(row(entry, findings[entry.name], options.derive), flush=True)
    bad = [f for entry in catalogue.entries() for f in unexpected(entry, findings[entry.name])]
    totals = Counter(str(f.verdict) for each in findings.values() for f in each)
    print(f"\n{len(findings)} entries, {totals.total()} lines, {dict(totals)}")
    print(f"{len(bad)} unexpected; judged in {seconds:.0f} seconds")
    sys.exit(bool(bad))


if __name__ == "__main__":
    main()
