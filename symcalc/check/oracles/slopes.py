"""What the two numeric witnesses for derivatives share: which derivatives a claim asks for."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from symcalc.check.oracles.interval import Point
from symcalc.check.wording import counted
from symcalc.core.term import (
    BINDERS,
    Op,
    Term,
    contains,
    derivative_orders,
    name,
    postorder,
    rebuild,
)
from symcalc.core.verdict import Evidence, Says
from symcalc.mean.errors import NoMeaning

#: The value of one DERIVATIVE node at a point, or None where it cannot be told.
Slope = Callable[[Term, Point], Any]


@dataclass(frozen=True)
class Judge:
    """One witness: its name, its values, and when two values agree or surely differ.

    Of values below ``smallest`` too few digits may be left to say anything.
    """

    oracle: str
    slope: Slope
    value: Callable[[Term, dict[str, Any]], Any]
    number: Callable[[Any], Any]
    agree: float
    differ: float
    digits: int
    smallest: float


def derivatives_in(*sides: Term) -> list[Term]:
    """The derivatives of a claim, if each can be taken numerically: no binder, order 1 or 2."""
    nodes = postorder(*sides)
    found = [node for node in nodes if node.op is Op.DERIVATIVE]
    hidden = any(n.op in BINDERS and contains(n, Op.DERIVATIVE) for n in nodes)
    usable = all(_is_simple(node) for node in found)
    return found if usable and not hidden else []


def _is_simple(node: Term) -> bool:
    body, *variables = node.args
    plain = all(variable.op is Op.NAME for variable in variables)
    return plain and sum(derivative_orders(node)) <= 2 and not contains(body, Op.DERIVATIVE)


def variables_of(node: Term) -> list[str]:
    """The variables of a derivative, each as often as its order: d²/dx² gives x, x."""
    pairs = zip(node.args[1:], derivative_orders(node), strict=True)
    return [str(variable.data) for variable, order in pairs for _ in range(order)]


def testify(judge: Judge, left: Term, right: Term, points: Sequence[Point]) -> Evidence:
    """AGREES or FAILS on a claim about derivatives, from values alone; else UNSURE."""
    nodes = derivatives_in(left, right)
    if not nodes:
        return Evidence(judge.oracle, Says.UNSURE, "no derivative that could be taken numerically")
    stand_ins = {node: name(f"~slope{k}") for k, node in enumerate(nodes)}
    sides = [rebuild(side, lambda n: stand_ins.get(n, n)) for side in (left, right)]
    errors = [_error(judge, sides, stand_ins, point) for point in points]
    known = [(e, point) for e, point in zip(errors, points, strict=True) if e is not None]
    if not known:
        return Evidence(judge.oracle, Says.UNSURE, "no point where the derivative exists")
    worst, place = max(known, key=lambda item: item[0])
    witness = {key: float(value) for key, value in place.items()}
    if worst > judge.differ:
        detail = "the derivative taken numerically is another"
        return Evidence(judge.oracle, Says.FAILS, detail, witness, len(known), 0, worst)
    if worst > judge.agree:
        return Evidence(judge.oracle, Says.UNSURE, "too much rounding to tell", points=len(known))
    detail = f"the derivative taken numerically is the same at {counted(len(known), 'point')}"
    return Evidence(judge.oracle, Says.AGREES, detail, {}, len(known), judge.digits, worst)


def _error(
    judge: Judge, sides: Sequence[Term], stand_ins: dict[Term, Term], point: Point
) -> float | None:
    """The relative difference of the two sides at a point."""
    place = {key: judge.number(value) for key, value in point.items()}
    try:
        for node, stand_in in stand_ins.items():
            slope = judge.slope(node, point)
            if slope is None:
                return None
            place[str(stand_in.data)] = slope
        a, b = (judge.value(side, place) for side in sides)
    except (NoMeaning, ArithmeticError):
        return None
    size = max(abs(a), abs(b))
    if size == 0:
        return 0.0
    error = float(abs(a - b) / size)
    return error if size > judge.smallest and not math.isnan(error) else None
