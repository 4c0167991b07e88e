"""Our derivatives and SymPy's, side by side in one run: only the ratios mean anything.

    python benchmarks/derivatives.py            # seconds
    python benchmarks/derivatives.py --full     # SymPy's Hessians as well: minutes

Functions: the squared error of a two-layer tanh network with 56 weights, and Rosenbrock's
function in 200 variables.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from itertools import pairwise
from typing import Any

import numpy as np
import sympy as sp

from symcalc.core import term as raw
from symcalc.core.term import ONE, TWO, Term, call, name, number, postorder
from symcalc.mean.compile import compile_numpy
from symcalc.mean.differentiate import gradient, hessian, hvp
from symcalc.mean.symbolic import to_sympy


def network(hidden: int = 8, inputs: int = 5) -> tuple[Term, list[Term]]:
    weights: list[Term] = []
    units: list[Term] = []
    for a in range(hidden):
        row = [name(f"w{a}{k}") for k in range(inputs)]
        bias, out = name(f"b{a}"), name(f"v{a}")
        weights += [*row, bias, out]
        sums = [raw.mul(w, name(f"x{k}")) for k, w in enumerate(row)]
        units.append(raw.mul(out, call("tanh", raw.add(*sums, bias))))
    return raw.power(raw.sub(raw.add(*units), name("t")), TWO), weights


def rosenbrock(count: int = 200) -> tuple[Term, list[Term]]:
    x = [name(f"x{k}") for k in range(count)]
    valley = [
        raw.mul(number(100), raw.power(raw.sub(b, raw.power(a, TWO)), TWO)) for a, b in pairwise(x)
    ]
    return raw.add(*valley, *(raw.power(raw.sub(ONE, a), TWO) for a in x[:-1])), x


def timed(work: Callable[[], Any], repeats: int = 3) -> tuple[float, Any]:
    """The best of a few runs in milliseconds, and the result."""
    best, result = float("inf"), None
    for _ in range(repeats):
        start = time.perf_counter()
        result = work()
        best = min(best, time.perf_counter() - start)
    return best * 1e3, result


def operations(terms: list[Term]) -> int:
    return sum(bool(node.args) for node in postorder(*terms))


def row(what: str, ours: float, theirs: float | None, note: str = "") -> None:
    peer = f"{theirs:12.1f} ms {theirs / ours:9.1f} ×" if theirs else f"{'not run':>15} {'':>11}"
    print(f"  {what:<28}{ours:10.2f} ms {peer}   {note}")


def compare(title: str, term: Term, variables: list[Term], full: bool) -> None:
    print(f"{title}: {len(variables)} variables, {operations([term])} operations")
    print(f"  {'':<28}{'symcalc':>13} {'SymPy':>15} {'ratio':>11}")
    expression = to_sympy(term)
    symbols = [to_sympy(variable) for variable in variables]
    ours, slopes = timed(lambda: gradient(term, variables))
    theirs, their_slopes = timed(lambda: [sp.diff(expression, s) for s in symbols], 1)
    row("gradient", ours, theirs, f"{operations(list(slopes))} operations")
    ours, rows = timed(lambda: hessian(term, variables))
    entries = [entry for line in rows for entry in line]
    peer = timed(lambda: sp.hessian(expression, symbols), 1)[0] if full else None
    row("Hessian", ours, peer, f"{operations(entries)} operations")
    ours, _ = timed(lambda: hvp(term, variables, [name(f"d{k}") for k in range(len(variables))]))
    row("Hessian times a tangent", ours, None)
    evaluated(slopes, their_slopes)


def evaluated(slopes: tuple[Term, ...], their_slopes: list[Any]) -> None:
    """Compile both gradients and evaluate them at 1,000 points."""
    keys = sorted({key for slope in slopes for key in raw.free_names(slope)})
    symbols = [sp.Symbol(key, real=True) for key in keys]
    ours, compiled = timed(lambda: compile_numpy(slopes, keys))
    theirs, lambdified = timed(lambda: sp.lambdify(symbols, their_slopes, cse=True), 1)
    row("NumPy source of the gradient", ours, theirs)
    points = np.random.default_rng(0).normal(size=(len(keys), 1000))
    ours, values = timed(lambda: compiled.function(*points))
    theirs, their_values = timed(lambda: lambdified(*points))
    worst = max(
        float(np.max(np.abs(a - b) / (1 + np.abs(b))))
        for a, b in zip(values, their_values, strict=True)
    )
    row("the gradient at 1,000 points", ours, theirs, f"largest relative difference {worst:.0e}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--full", action="store_true", help="time SymPy's Hessians as well")
    full = parser.parse_args().full
    compare("Two-layer tanh network", *network(), full)
    compare("Rosenbrock", *rosenbrock(), full)


if __name__ == "__main__":
    main()
