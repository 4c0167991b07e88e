"""An integral in pieces, between the places where its integrand changes from case to case."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from typing import Any, Final

import flint

from symcalc.core.term import (
    ZERO,
    Op,
    Term,
    div,
    free_names,
    name,
    neg,
    postorder,
    rebuild,
    sub,
    substitute,
)
from symcalc.mean.algebra import simplify
from symcalc.mean.differentiate import differentiate
from symcalc.mean.errors import NoMeaning, NotDifferentiable, Undetermined
from symcalc.mean.interval import BALL
from symcalc.mean.numbers import DefiniteIntegral
from symcalc.mean.numeric import evaluate

_MOST_CUTS: Final = 8


def pieces(problem: DefiniteIntegral) -> list[DefiniteIntegral]:
    """The integral cut where a case or a sign changes, each part with its own case.

    Only switches that are linear in the variable are cut at; others stay in the integrand.
    Raises :class:`Undetermined` where the order of the cuts is not certain.
    """
    if not any(problem.variable in free_names(switch) for switch in _switches(problem.body)):
        return [problem]
    cuts = _cuts(problem)
    ends = problem.ends or (name("~lower"), name("~upper"))
    stops = [(problem.lower, ends[0]), *_sorted(cuts), (problem.upper, ends[1])]
    point = {**problem.point, "~lower": problem.lower, "~upper": problem.upper}
    whole = replace(problem, point=point)
    return [
        _resolved(replace(whole, lower=low, upper=high, ends=(a, b)))
        for (low, a), (high, b) in pairwise(stops)
    ]


def _cuts(problem: DefiniteIntegral) -> list[tuple[Any, Term]]:
    """Where the switches vanish strictly between the bounds: the value and its term."""
    roots = dict.fromkeys(root for root in _roots(problem.body, name(problem.variable)))
    found = []
    for root in roots:
        value = evaluate(root, problem.point, BALL, problem.functions)
        if value > problem.lower and value < problem.upper:
            found.append((value, root))
        elif not (value <= problem.lower or value >= problem.upper):
            raise Undetermined("a change of case that may lie at a bound")
    if len(found) > _MOST_CUTS:
        raise Undetermined("too many changes of case")
    return found


def _sorted(cuts: list[tuple[Any, Term]]) -> list[tuple[Any, Term]]:
    ordered = sorted(cuts, key=lambda cut: float(cut[0].mid()))
    if any(not low < high for (low, _), (high, _) in pairwise(ordered)):
        raise Undetermined("changes of case that lie too close together")
    return ordered


def _roots(body: Term, variable: Term) -> Iterator[Term]:
    """The zeros of the switches that are linear in the variable."""
    for switch in _switches(body):
        if str(variable.data) not in free_names(switch):
            continue
        try:
            slope = simplify(differentiate(switch, variable))
        except NotDifferentiable:
            continue
        if str(variable.data) not in free_names(slope) and slope is not ZERO:
            yield simplify(div(neg(substitute(switch, {variable: ZERO})), slope))


def _switches(body: Term) -> Iterator[Term]:
    """What decides between cases, and what stands in |·|, sign, max and min."""
    for node in postorder(body):
        if node.op is Op.CASES:
            parts = postorder(*node.args[1::2])
            yield from (sub(*part.args) for part in parts if part.op is Op.RELATION)
        elif node.op is Op.CALL and node.data in ("abs", "sign"):
            yield node.args[0]
        elif node.op is Op.CALL and node.data in ("max", "min"):
            yield from (sub(node.args[0], other) for other in node.args[1:])


def _resolved(problem: DefiniteIntegral) -> DefiniteIntegral:
    """The piece with the cases that apply in its middle, where all its switches are linear."""
    point = {**problem.point, problem.variable: _inside(problem.lower, problem.upper)}

    def chosen(node: Term) -> Term:
        if node.op is Op.CASES:
            return _case_at(node, point)
        return _signed(node, point) if node.op is Op.CALL else node

    linear = list(_roots(problem.body, name(problem.variable)))
    moving = [s for s in _switches(problem.body) if problem.variable in free_names(s)]
    if len(linear) != len(moving):
        return problem
    return replace(problem, body=rebuild(problem.body, chosen))


def _inside(lower: Any, upper: Any) -> Any:
    """Some place strictly between two bounds, of which one or both may be infinite."""
    if lower.is_finite():
        return (lower + upper) / 2 if upper.is_finite() else lower + 1
    return upper - 1 if upper.is_finite() else flint.arb(0)


def _case_at(node: Term, point: dict[str, Any]) -> Term:
    """The value of the first case that applies."""
    for value, condition in zip(node.args[::2], node.args[1::2], strict=True):
        try:
            holds = evaluate(condition, point, BALL)
        except NoMeaning:
            return node
        if holds is not False:
            return value if holds else node
    return node


def _signed(node: Term, point: dict[str, Any]) -> Term:
    """|u| as u or -u, and the larger or smaller of two, as it is at the point."""
    if node.data not in ("abs", "max", "min") or len(node.args) > 2:
        return node
    one, other = node.args if len(node.args) == 2 else (node.args[0], neg(node.args[0]))
    try:
        difference = evaluate(sub(one, other), point, BALL)
    except NoMeaning:
        return node
    if not (difference > 0 or difference < 0):
        return node
    return one if (difference > 0) == (node.data != "min") else simplify(other)
