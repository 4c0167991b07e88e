"""Equations that a page only speaks of: what rests on one holds under it as a condition."""

from __future__ import annotations

import pytest

from symcalc.check.judge import judge
from symcalc.core.verdict import Finding, Verdict
from symcalc.read import read_document

ENERGIES = r"The kinetic energy is $T = \frac12 m v^2$ and the potential one $V = m g h$."


def last(page: str) -> Finding:
    return judge(read_document(page).statements[-1])


def test_what_rests_on_them_is_conditional_and_says_on_what() -> None:
    finding = last(f"{ENERGIES}\n\n$$ L = T - V = \\frac12 m v^2 - m g h $$")
    assert finding.verdict is Verdict.CONDITIONAL
    assert len(finding.conditions) == 2
    assert all("=" in condition for condition in finding.conditions)


def test_a_function_that_is_spoken_of_has_a_derivative() -> None:
    page = r"The minimum of $f(x) = x^2 - 4x + 7$ is where $$ f'(x) = 2 x - 4 $$"
    assert last(page).verdict in (Verdict.CONDITIONAL, Verdict.PROVED)


def test_numbers_are_put_in_where_a_number_is_claimed() -> None:
    page = r"A mass of $m = 2$ falls with $g = 9.81$, so that its weight is $$ m g = 19.62 $$"
    assert last(page).verdict in (Verdict.CONDITIONAL, Verdict.PROVED)


def test_a_matrix_that_is_spoken_of_has_its_value() -> None:
    page = r"Let $X \in \mathbb{R}^{n \times p}$. The matrix $P = X (X^T X)^{-1} X^T$ projects. "
    finding = last(page + r"$$ P P = X (X^T X)^{-1} X^T $$")
    assert finding.verdict is Verdict.CONDITIONAL
    assert any(condition.startswith("P =") for condition in finding.conditions)
    assert last(page + r"$$ P P = X X^T $$").verdict not in (Verdict.PROVED, Verdict.CONDITIONAL)


@pytest.mark.parametrize(
    "page",
    [
        # a mutant does not follow from them
        ENERGIES + "\n\n$$ L = T - V = \\frac12 m v^2 + m g h $$",
        # the line itself is no reason for it
        "We shall see that $T = 2 V$ here. Indeed\n\n$$ a + T = a + 2 V $$\n\n$$ T = 2 V $$",
        # at one point much is equal
        "Look at $t = 0$ first. In general\n\n$$ \\sin 2t = 2 \\sin t $$",
        # two values are none
        "Think of $T = 1$ or of $T = 2$. Then\n\n$$ 3 T + T^2 = 4 $$",
    ],
)
def test_what_does_not_is_not_accepted(page: str) -> None:
    assert last(page).verdict not in (Verdict.PROVED, Verdict.CONDITIONAL, Verdict.SUPPORTED)
