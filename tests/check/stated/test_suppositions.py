"""A line that fails whichever relation of its page holds is refuted; one that may hold is not."""

from __future__ import annotations

import pytest

from symcalc.check.judge import judge
from symcalc.core.verdict import Finding, Verdict
from symcalc.read.reader import read_document


def last_of(page: str) -> Finding:
    return judge(read_document(page).statements[-1])


def page(given: str, claim: str) -> str:
    return f"{given}\n\nWe have\n\n$$\nV = {claim}\n$$\n"


#: what the page says, and a line that is wrong whichever part of that holds
WRONG = [
    ("The value at $x = 1$ is known.", "(x + a)^2 = x^2 + a^2"),
    ("At $a = 1$ it is simple, and so it is at $a = 2$.", "a (a + b) = a^2 + b + 1"),
    ("Suppose that\n\n$$ p + q = 1 $$\n", "p q = p - q^2"),
    ("Suppose that\n\n$$ p + q = 1 $$\n\nas at $p = 1/3$.", "p (1 - q) = p + q^2"),
    ("At $a = b$ it is simple.", "a^2 + b^2 = (a + b)^2 + 1"),
]


@pytest.mark.parametrize(("given", "claim"), WRONG)
def test_a_line_that_fails_anyhow_is_refuted(given: str, claim: str) -> None:
    assert last_of(page(given, claim)).verdict is Verdict.REFUTED


def test_the_witness_satisfies_what_is_assumed() -> None:
    found = last_of(page("Suppose that\n\n$$ p + q = 1 $$\n", "p q = p - q^2"))
    witness = next(dict(item.witness) for item in found.evidence if item.witness)
    assert witness["p"] + witness["q"] == pytest.approx(1)


#: what the page says, and a line that holds under some of that
MAY_HOLD = [
    ("At $a = 1$ it is simple, and so it is at $a = 2$.", "a (a + b) = a^2 + b"),
    ("The value at $x = 1$ is known.", "x^2 a = x a"),
    ("At $a = 0$ it is simple, and so it is at $a = 2$.", "(a + b)^2 = a^2 + a b + b^2"),
    ("In one case $a = 1$, and $b = 2$.", "a b + b = 2 + b^2 a^2 - 2 a"),
    ("It is known for $a = b$ and $b = c$.", "a^2 + c = b^2 + a"),
    ("Suppose that\n\n$$ x^2 + y^2 = 1 $$\n", "x^4 - y^4 = 1 - 2 y^2"),
    ("Suppose that $a < 0$.", r"\sqrt{a^2} b = - a b"),
    ("Here $n = 1$.", r"\sum_{i=1}^n x_i^2 = (\sum_{i=1}^n x_i)^2"),
    ("Here $f(x) = y$ for a function of which more is said below.", "x y = y^2"),
    ("Let $k$ be an integer. At $k = 2$ it is simple.", "k^2 c = (k + 2) c"),
]


@pytest.mark.parametrize(("given", "claim"), MAY_HOLD)
def test_a_line_that_may_hold_is_not_refuted(given: str, claim: str) -> None:
    assert last_of(page(given, claim)).verdict is not Verdict.REFUTED
