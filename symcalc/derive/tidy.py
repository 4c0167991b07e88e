"""The form of a result that a person would give.

Several forms of the result are written down (ours, factored, expanded, with the problem's
own names, SymPy's), each is compared with the result in value and domain, and the one with
the least :func:`symcalc.derive.cost.cost` is kept.
"""

from __future__ import annotations

from typing import Final

from symcalc.core.term import Term, size
from symcalc.derive.agree import Reference
from symcalc.derive.author import in_order
from symcalc.derive.candidates import Setting, candidates
from symcalc.derive.structure import repaired

#: Larger results keep the form they were computed in: nobody reads them.
LARGE: Final = 300


def tidy(term: Term, setting: Setting, reference: Reference) -> Term:
    """The simplest form of a result that agrees with it, in the author's order."""
    plain = in_order(repaired(term), setting.author)
    if size(plain) > min(LARGE, setting.largest):
        return plain
    for form in candidates(plain, setting):
        if form is plain or (reference.near(form) and reference.equal(form)):
            return form
    return plain
