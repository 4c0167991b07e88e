"""The labelled claims of the tests before three judges: ours, SymPy's simplify, and Expr.equals.

    python benchmarks/judges.py                 # ten minutes or so
    python benchmarks/judges.py --limit 2       # seconds that a claim may take, 20 otherwise

SymPy gets the declared domains as assumptions on its symbols.  "right" accepts what is true and
rejects what is false; "wrong" is the opposite; "undecided" is anything else, a spent limit too.
That ``simplify(a - b)`` is not 0 is counted as a rejection, as those who use it so count it.
"""

from __future__ import annotations

import argparse
import statistics
import time
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

import sympy as sp

from symcalc.check.budget import Budget
from symcalc.check.judge import compare
from symcalc.core.deadline import OutOfTime, deadline
from symcalc.core.problem import Scope
from symcalc.core.term import Term
from symcalc.core.verdict import Verdict
from symcalc.mean.errors import NoMeaning
from symcalc.mean.symbolic import to_sympy
from tests.check.bench.hard import CONDITIONAL
from tests.check.bench.test_bench import FALSE, ROWS
from tests.check.claims import sides

ACCEPTING = {Verdict.PROVED, Verdict.CONDITIONAL, Verdict.SUPPORTED}


class Claim(NamedTuple):
    left: Term
    right: Term
    scope: Scope
    true: bool
    text: str


Judge = Callable[[Claim, float], bool | None]


def claims() -> Iterator[Claim]:
    for row in ROWS:
        yield claim(row.left, row.right, row.lets, True)
        yield claim(row.left, row.wrong, row.lets, False)
    for false in FALSE:
        yield claim(*false, True)._replace(true=False)
    for conditional in CONDITIONAL:
        yield claim(conditional.left, conditional.right, (), True)


def claim(left: str, right: str, lets: tuple[str, ...], true: bool) -> Claim:
    return Claim(*sides(left, right, lets), true, f"{left} = {right} {', '.join(lets)}")


def ours(asked: Claim, limit: float) -> bool | None:
    budget = Budget(seconds=min(limit, Budget().seconds))
    verdict = compare(asked.left, asked.right, asked.scope, budget=budget).verdict
    return True if verdict in ACCEPTING else False if verdict is Verdict.REFUTED else None


def by_simplifying(asked: Claim, limit: float) -> bool | None:
    return within(limit, lambda: bool(sp.simplify(difference(asked)) == 0))


def by_equals(asked: Claim, limit: float) -> bool | None:
    return within(limit, lambda: difference(asked).equals(0))


def difference(asked: Claim) -> Any:
    return (to_sympy(asked.left, asked.scope) - to_sympy(asked.right, asked.scope)).doit()


def within(limit: float, work: Callable[[], bool | None]) -> bool | None:
    try:
        with deadline(limit):
            return work()
    except (OutOfTime, NoMeaning):
        return None
    except Exception:  # whatever SymPy raises, it has not decided
        return None


def judge(name: str, asked: list[Claim], judged_by: Judge, limit: float, verbose: bool) -> None:
    counts: Counter[str] = Counter()
    seconds = []
    for each in asked:
        started = time.perf_counter()
        answer = judged_by(each, limit)
        seconds.append(time.perf_counter() - started)
        outcome = "undecided" if answer is None else "right" if answer is each.true else "wrong"
        counts[outcome] += 1
        counts["wrong, accepting"] += outcome == "wrong" and not each.true
        if verbose and outcome != "right":
            print(f"    {name}: {outcome}: {each.text}")
    print(
        f"{name:14} {counts['right']:6} {counts['wrong']:6} {counts['wrong, accepting']:10} "
        f"{counts['undecided']:10} {1e3 * statistics.median(seconds):8.1f} {max(seconds):8.1f} "
        f"{sum(seconds):8.0f}",
        flush=True,
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--limit", type=float, default=20)
    parser.add_argument("--verbose", action="store_true", help="print what is not judged rightly")
    options = parser.parse_args()
    asked = list(claims())
    print(f"{len(asked)} claims, {sum(each.true for each in asked)} of them true")
    print("judge           right  wrong  accepting  undecided  median ms   max s  total s")
    judge("symcalc", asked, ours, options.limit, options.verbose)
    judge("simplify == 0", asked, by_simplifying, options.limit, options.verbose)
    judge("Expr.equals", asked, by_equals, options.limit, options.verbose)


if __name__ == "__main__":
    main()
