"""Every line of the catalogue with every usual mistake in it: which mutants does the judge notice?

    python benchmarks/mutants.py            # at most 10 mutants a line: minutes
    python benchmarks/mutants.py --most 50  # half an hour

A mutant that survives with the values of its line is no mistake (the exponent of 1, the order
of a sum).  One that survives with other values is a fault of the judge; there must be none.
"""

from __future__ import annotations

import argparse
from collections import Counter

from symcalc import catalogue
from symcalc.core.verdict import Verdict
from symcalc.mean.plain import plain
from tests.check.mutants import ACCEPTED, Mutant, claims, mutants, survives_rightly, verdict
from tests.check.mutants import why_undecided as why


def outcome(mutant: Mutant) -> str:
    found = verdict(mutant)
    if found is Verdict.REFUTED:
        return "refuted"
    if found in ACCEPTED:
        return "accepted: the same values" if survives_rightly(mutant) else "accepted: OTHER VALUES"
    return f"{found}: {why(mutant)}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--most", type=int, default=10, help="mutants of a line")
    parser.add_argument("--verbose", action="store_true", help="print those not refuted")
    options = parser.parse_args()
    counts: Counter[str] = Counter()
    for entry in catalogue.entries():
        if entry.wrong:
            continue
        for statement in claims(entry):
            for mutant in mutants(entry.name, statement, options.most):
                found = outcome(mutant)
                counts[found] += 1
                if options.verbose and found != "refuted":
                    print(f"{entry.name}:{statement.span.line}: {found}: {plain(mutant.right)}")
    print(f"{counts.total()} mutants")
    for found, count in counts.most_common():
        print(f"{count:6}  {found}")


if __name__ == "__main__":
    main()
