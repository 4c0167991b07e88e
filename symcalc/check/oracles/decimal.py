"""A second look at a witness: both sides in 60-digit arithmetic, by another library.

Ball arithmetic is rigorous if it has no bug; this finds out when it has one.
"""

from __future__ import annotations

from typing import Final

from symcalc.check.oracles.interval import Point
from symcalc.core.term import Term
from symcalc.core.verdict import Evidence, Says
from symcalc.mean.errors import NoMeaning
from symcalc.mean.floating import MP
from symcalc.mean.numeric import evaluate

NAME: Final = "decimal"
_SAME: Final = 1e-40


def second_look(left: Term, right: Term, point: Point) -> Evidence:
    """AGREES where 60 digits see no difference at the witness, which they should; else FAILS."""
    place = {key: MP.rational(value) for key, value in point.items()}
    try:
        a, b = (evaluate(side, place, MP) for side in (left, right))
    except (NoMeaning, ArithmeticError) as reason:
        return Evidence(NAME, Says.UNSURE, str(reason))
    scale = max(abs(a), abs(b))
    witness = {key: float(value) for key, value in point.items()}
    if abs(a - b) <= _SAME * scale:
        return Evidence(NAME, Says.AGREES, "no difference at the witness", witness, 1, 40)
    detail = "60-digit arithmetic (mpmath) confirms the difference at the witness"
    return Evidence(NAME, Says.FAILS, detail, witness, 1)
