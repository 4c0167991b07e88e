"""What the digits of a decimal promise: 3.14 stands for all that rounds to it."""

from __future__ import annotations

from fractions import Fraction

from symcalc.core.term import Op, Term, postorder, value_of


def relative_tolerance(left: Term, right: Term) -> Fraction | None:
    """How far the sides may be apart, relatively, given the decimals written; None without any.

    One unit of the last digit, so that cut-off digits are as welcome as rounded ones.  A
    whole number counts as a decimal without places where it is all of a side.
    """
    written = [_unit(node) for node in postorder(left, right) if node.op is Op.DECIMAL]
    if not written:
        written = [_unit(side) for side in (left, right)]
    known = [unit for unit in written if unit is not None]
    return sum(known, Fraction(0)) if known else None


def _unit(term: Term) -> Fraction | None:
    """One unit of the last digit, relative to the number."""
    value = value_of(term)
    if not value:
        return None
    places = len(str(term.data).partition(".")[2]) if term.op is Op.DECIMAL else 0
    whole = term.op is Op.DECIMAL or value.denominator == 1
    return abs(Fraction(1, 10**places) / value) if whole else None
