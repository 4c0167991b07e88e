"""The form of a result that a person would give."""

from __future__ import annotations

from symcalc.core.term import Term
from symcalc.mean import algebra


def tidy(term: Term) -> Term:
    """The term in its simplest form."""
    return algebra.simplify(term)
