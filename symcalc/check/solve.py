"""Solving for a name that occurs linearly."""

from __future__ import annotations

from symcalc.core.term import ZERO, Term, free_names, substitute
from symcalc.mean.algebra import div, neg, simplify
from symcalc.mean.differentiate import differentiate
from symcalc.mean.errors import NotDifferentiable


def solve_linear(term: Term, variable: Term) -> tuple[Term, Term] | None:
    """The value of the variable at which the term is zero, and the slope that divides.

    None where the variable does not occur or the term is not linear in it.
    """
    try:
        slope = simplify(differentiate(term, variable))
    except NotDifferentiable:
        return None
    if str(variable.data) in free_names(slope) or slope is ZERO:
        return None
    rest = simplify(substitute(term, {variable: ZERO}))
    return simplify(neg(div(rest, slope))), slope
