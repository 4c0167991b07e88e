"""How often a root counts: (x - 3)^2 = 0 and x = 3 have the same solutions, one of them twice."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from symcalc.check.equations.quotients import quotient_of
from symcalc.check.equations.ring import NotInRing, Ring
from symcalc.core.term import Op, Term, free_names, sub
from symcalc.mean.plain import plain


def multiplicity_note(before: Term, after: Term) -> str:
    """In words, the first factor that counts another number of times in one of two lines.

    Empty where no factor does, or where a line is no polynomial equation.
    """
    ring = Ring()
    try:
        polynomials = [_product(line, ring) for line in (before, after)]
    except NotInRing:
        return ""
    if any(p is None or p == 0 or ring.kernels for p in polynomials):
        return ""
    counts = [dict(_counted(polynomial, ring)) for polynomial in polynomials]
    for text, first in counts[0].items():
        second = counts[1].get(text, first)
        if second != first:
            return f"{text} counts {_times(first)} in the line before, {_times(second)} here"
    return ""


def _product(line: Term, ring: Ring) -> Any:
    """What is zero where an equation holds, or one of several; None for other conditions."""
    parts = line.args if line.op is Op.OR else (line,)
    result = ring.one
    for part in parts:
        if part.op is not Op.RELATION or part.data != "=":
            return None
        result = ring.limit(result * quotient_of(sub(*part.args), ring).above)
    return result


def _counted(polynomial: Any, ring: Ring) -> list[tuple[str, int]]:
    return [
        (_text(factor, ring), exponent)
        for factor, exponent in polynomial.factor()[1]
        if free_names(ring.term_of(factor))
    ]


def _text(factor: Any, ring: Ring) -> str:
    """A factor as the equation it stands for: x = 3."""
    term = ring.term_of(factor)
    (place, *more) = ring.places(factor)
    if more or factor.total_degree() > 1:
        return f"{plain(term)} = 0"
    slope = factor.derivative(place).leading_coefficient()
    root = -(factor - slope * ring.generators[place]) / slope
    value = ring.rational_of(ring.reduced(root, ring.one)) or Fraction(0)
    return f"{plain(ring.terms[place])} = {value}"


def _times(count: int) -> str:
    return {1: "once", 2: "twice"}.get(count, f"{count} times")
