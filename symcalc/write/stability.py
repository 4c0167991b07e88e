"""Where an expression loses digits, and its stable form, as text and as JSON."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Iterator, Sequence
from typing import Any, Final

from symcalc.core.stability import Rewriting, Stability, Trouble
from symcalc.core.term import free_names
from symcalc.core.verdict import Verdict
from symcalc.mean.compile import compile_numpy
from symcalc.mean.latex import latex
from symcalc.mean.names import plain_name
from symcalc.mean.plain import plain


def write_stability(found: Stability, verdicts: Sequence[Verdict]) -> str:
    """What goes wrong where, each rewriting with its verdict, and what is left."""
    return "\n".join(_lines(found, verdicts)) + "\n"


def _lines(found: Stability, verdicts: Sequence[Verdict]) -> Iterator[str]:
    yield plain(found.term)
    if not found.troubles:
        yield "  keeps its digits in double precision at every point tried"
        return
    yield from map(_trouble, found.troubles)
    for step, verdict in zip(found.rewritings, verdicts, strict=True):
        yield f"{step.rule} ({step.source}), {verdict.value}:"
        yield f"  {plain(step.before)}"
        yield f"  = {plain(step.after)}"
    if not found.rewritings:
        yield "no stable form of it is known"
        return
    yield "stable form:"
    yield f"  {plain(found.result)}"
    yield from map(_trouble, found.left)
    if not found.left:
        yield "  keeps its digits at every point tried"


def _trouble(trouble: Trouble) -> str:
    """One line: what happens, where, and in which part."""
    found = trouble.found
    what = "overflows" if math.isinf(found.error) else "loses digits"
    point = ", ".join(f"{plain_name(key)} = {value:g}" for key, value in found.place.items())
    return (
        f"  {what} in {plain(trouble.part)}: at {point} it is computed as {found.computed:.6g}, "
        f"and is {found.true:.6g}"
    )


def write_stability_json(found: Stability, verdicts: Sequence[Verdict]) -> str:
    """The same as data."""
    data = {
        "version": 1,
        "operation": "stable",
        "expression": latex(found.term),
        "troubles": [_trouble_data(trouble) for trouble in found.troubles],
        "steps": [_step_data(*pair) for pair in zip(found.rewritings, verdicts, strict=True)],
        "result": latex(found.result),
        "left": [_trouble_data(trouble) for trouble in found.left],
    }
    return json.dumps(data, indent=2, ensure_ascii=False) + "\n"


def _trouble_data(trouble: Trouble) -> dict[str, Any]:
    found = trouble.found
    return {
        "part": latex(trouble.part),
        "at": dict(found.place),
        "computed": found.computed if math.isfinite(found.computed) else None,
        "true": found.true,
        "relative_error": found.error if math.isfinite(found.error) else None,
    }


def _step_data(step: Rewriting, verdict: Verdict) -> dict[str, Any]:
    return {
        "rule": step.rule,
        "source": step.source,
        "before": latex(step.before),
        "after": latex(step.after),
        "verdict": verdict.value,
    }


def _write_latex(found: Stability, _verdicts: Sequence[Verdict]) -> str:
    return latex(found.result) + "\n"


def _write_python(found: Stability, _verdicts: Sequence[Verdict]) -> str:
    return compile_numpy(found.result, sorted(free_names(found.term))).source


#: Format -> what writes it.
STABILITY_FORMATS: Final[dict[str, Callable[[Stability, Sequence[Verdict]], str]]] = {
    "text": write_stability,
    "json": write_stability_json,
    "latex": _write_latex,
    "python": _write_python,
}
