"""Over what a mean is taken, and what is known of it from how it is written."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from symcalc.core import term as t
from symcalc.core.term import Op, Term

#: What the atoms are applications of.
MOMENT: Final = "moment"
ENTROPY: Final = "joint entropy"


@dataclass(frozen=True)
class Averaging:
    """One kind of mean: over which names, given what, and the label that tells it from others."""

    random: frozenset[str]
    given: tuple[Term, ...] = ()
    label: str = ""

    @property
    def key(self) -> str:
        """The key of the atoms of this kind."""
        return f"{MOMENT}:{self.label}"


def names_below(label: str, inside: frozenset[str]) -> frozenset[str]:
    """The names of a body that the label below a functional speaks of: X in E_X[f(X)]."""
    return frozenset(key for key in inside if label and _labels(label, key))


def _labels(label: str, key: str) -> bool:
    spelled = key.replace(".", "")
    words = label.replace("(", ",").replace(")", ",").split(",")
    return spelled in words or key in words


def is_conditional(term: Term) -> bool:
    """Whether a generator is a mean given something."""
    moment = term.op is Op.APPLY and t.function_key(term).startswith(MOMENT)
    return moment and len(term.args) == 2


def bare_names(given: Iterable[Term]) -> frozenset[str] | None:
    """The names that a condition consists of; None where it is no list of names."""
    parts = list(given)
    if any(part.op is not Op.NAME for part in parts):
        return None
    return frozenset(str(part.data) for part in parts)
