"""A long term in factors, where that is shorter: what is suggested should be readable."""

from __future__ import annotations

from typing import Final

import sympy as sp

from symcalc.core.deadline import OutOfTime, deadline
from symcalc.core.term import Term, size
from symcalc.mean.errors import NoMeaning
from symcalc.mean.from_sympy import from_sympy
from symcalc.mean.symbolic import to_sympy

#: Terms up to this size are short enough as they are.
_SHORT: Final = 12
#: Factors must save this share of a term to be preferred.
_SAVED: Final = 0.25
_SECONDS: Final = 0.5


def shorter(term: Term) -> Term:
    """The term factored by SymPy where that makes a long one much shorter, else the term itself."""
    if size(term) <= _SHORT:
        return term
    try:
        with deadline(_SECONDS):
            factored = from_sympy(sp.factor(to_sympy(term)))
    except (OutOfTime, NoMeaning, sp.PolynomialError, NotImplementedError):
        return term
    return factored if size(factored) <= (1 - _SAVED) * size(term) else term
