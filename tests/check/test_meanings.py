"""A line that fails for the last meaning of a name and holds for an earlier one."""

from __future__ import annotations

import pytest

from symcalc.check.judge import judge
from symcalc.core.verdict import Verdict
from symcalc.read import read_document

EXERCISES = r"""Match functions with their derivatives:

1. $$ f(x) = x^3 $$
2. $$ f(x) = \sin x $$
3. $$ f(x) = e^{2x} $$

Answers in another order:

"""


@pytest.mark.parametrize(
    ("answer", "verdict"),
    [
        ("2 e^{2x}", Verdict.PROVED),
        (r"\cos x", Verdict.UNDECIDED),
        ("3 x^2", Verdict.UNDECIDED),
        ("3 x", Verdict.REFUTED),  # of none of them
    ],
)
def test_what_no_meaning_makes_true_is_refuted(answer: str, verdict: Verdict) -> None:
    page = f"{EXERCISES}a. $$ f'(x) = {answer} $$\n"
    assert judge(read_document(page).statements[-1]).verdict is verdict
