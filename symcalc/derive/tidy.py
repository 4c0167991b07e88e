"""The form of a result that a person would give.

Several forms of the result are written down (ours, factored, expanded, with the problem's
own names, SymPy's), each is compared with the result in value and domain, and the one with
the least :func:`symcalc.derive.cost.cost` is kept.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from symcalc.core.term import Term, size
from symcalc.derive.agree import Reference
from symcalc.derive.author import in_order
from symcalc.derive.candidates import Setting, candidates
from symcalc.derive.concrete import Concrete
from symcalc.derive.points import Point
from symcalc.derive.structure import repaired

#: Larger results keep the form they were computed in: nobody reads them.
LARGE: Final = 300


@dataclass(frozen=True)
class Tidier:
    """Tidies the results of one problem; a result that comes twice is tidied once."""

    setting: Setting
    concrete: Concrete
    points: tuple[Point, ...]
    special: tuple[Point, ...]
    done: dict[Term, Term] = field(default_factory=dict)

    def __call__(self, term: Term) -> Term:
        """The simplest form of a result that agrees with it, in the author's order."""
        if term not in self.done:
            self.done[term] = self._simplest(term)
        return self.done[term]

    def _simplest(self, term: Term) -> Term:
        plain = in_order(repaired(term), self.setting.author)
        if size(plain) > min(LARGE, self.setting.largest):
            return plain
        reference = Reference(term, self.concrete, self.points, self.special)
        for form in candidates(plain, self.setting):
            if form is plain or (reference.near(form) and reference.equal(form)):
                return form
        return plain
