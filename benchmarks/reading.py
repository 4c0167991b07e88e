"""How long reading takes, and how it grows: only the ratios in a row mean anything.

    python benchmarks/reading.py                # the catalogue and generated pages: half a minute
    python benchmarks/reading.py PAGE.md …      # these pages instead of the catalogue

Growth is shown by doubling: twice the length should take twice the time.
"""

from __future__ import annotations

import gc
import statistics
import sys
import time
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

from symcalc.read import read_document

CATALOGUE = Path(__file__).parent.parent / "derivations"
LENGTHS = (50, 100, 200, 400)
DEPTHS = (20, 40, 80, 160)

Family = Callable[[int], str]


def display(formula: str) -> str:
    return f"Let $\\mathbf{{x}} \\in \\mathbb{{R}}^n$.\n\n$$ u = {formula} $$\n"


def side_by_side(piece: str) -> Family:
    return lambda n: display(" + ".join([piece] * n))


def nested(opening: str, closing: str) -> Family:
    return lambda n: display(opening * n + "x" + closing * n)


LONG: dict[str, Family] = {
    "terms of a sum": side_by_side(r"a_{1} x^{3}"),
    "fractions": side_by_side(r"\frac{x+1}{y+2}"),
    "functions": side_by_side(r"\sin(x+1)"),
    "applications": side_by_side("f(x, y)"),
    "sums": side_by_side(r"\sum_{i=1}^{m} x_i"),
    "integrals": side_by_side(r"\int_0^1 x^2 \, dx"),
    "derivatives": side_by_side(r"\frac{d}{dx} (x^2)"),
    "absolute values": side_by_side("|x|"),
    "cases": side_by_side(
        r"\begin{cases} 1 & \text{if } x > 0 \\ 2 & \text{otherwise} \end{cases}"
    ),
    "inner products": side_by_side(r"\mathbf{x}^\top \mathbf{x}"),
    "x^2_i": side_by_side("x^2_i"),
    "rows of a chain": lambda n: display(
        r"\begin{aligned} x"
        + "".join(rf" &= x + {k} - {k} \\" for k in range(n))
        + r"\end{aligned}"
    ),
    "displays of a page": lambda n: "".join(
        f"Moreover,\n\n$$ (x+{k})^2 = x^2 + {2 * k} x + {k * k} $$\n\n" for k in range(n)
    ),
    "definitions of a page": lambda n: "".join(
        f"$$ u_{{{k}}} = x^{{{k}}} $$\n\n" for k in range(n)
    ),
    "declarations in prose": lambda n: "".join(
        f"Let $a_{{{k}}} > 0$ be real.\n\n" for k in range(n)
    ),
}

DEEP: dict[str, Family] = {
    "parentheses": nested("(", "+1)"),
    "growing brackets": nested(r"\left(", r"+1\right)"),
    "square brackets": nested("[", "+1]"),
    "absolute values": nested(r"\left|", r"+1\right|"),
    "fractions": nested(r"\frac{1}{1+", "}"),
    "roots": nested(r"\sqrt{1+", "}"),
    "exponents": nested("e^{-", "}"),
    "functions": nested(r"\sin(", ")"),
    "applications": nested("f(", "+1)"),
    "derivatives": nested(r"\frac{d}{dx} (", ")"),
    "sums": nested(r"\sum_{i=1}^{m} (", ")"),
}


def milliseconds(text: str, path: str = "page.md", repeats: int = 3) -> float:
    """Processor time of the best of a few readings, without collections of garbage."""
    best = float("inf")
    for _ in range(repeats):
        gc.collect()
        gc.disable()
        start = time.process_time()
        read_document(text, path)
        best = min(best, time.process_time() - start)
        gc.enable()
    return best * 1e3


def per_display(pages: list[Path]) -> None:
    """The time that each page takes for each of its displays: median, and the worst page."""
    costs = []
    for page in pages:
        text = page.read_text(encoding="utf-8")
        displays = {s.display for s in read_document(text, str(page)).statements if s.display}
        if displays:
            costs.append((milliseconds(text, str(page)) / len(displays), page.stem))
    median = statistics.median(cost for cost, _ in costs)
    worst, where = max(costs)
    print(
        f"{len(costs)} pages: {median:.2f} ms a display (median), {worst:.2f} ms worst ({where})\n"
    )


def growth(title: str, families: dict[str, Family], sizes: tuple[int, ...]) -> None:
    """One row a family: milliseconds at each size, and the ratio of each doubling."""
    print(f"{title:<24}" + "".join(f"{size:>9}" for size in sizes) + "   ratios")
    for name, family in families.items():
        times = [milliseconds(family(size)) for size in sizes]
        ratios = [after / before for before, after in pairwise(times)]
        shown = " ".join(f"{ratio:.1f}" for ratio in ratios)
        print(f"  {name:<22}" + "".join(f"{each:9.1f}" for each in times) + f"   {shown}")
    print()


def main() -> None:
    pages = [Path(name) for name in sys.argv[1:]] or sorted(CATALOGUE.rglob("*.md"))
    per_display(pages)
    growth("length (ms)", LONG, LENGTHS)
    growth("nesting (ms)", DEEP, DEPTHS)


if __name__ == "__main__":
    main()
