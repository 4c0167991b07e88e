"""Proofs by contradiction: a false line that the page itself takes back is not called wrong."""

from __future__ import annotations

import pytest

from symcalc.check.judge import judge
from symcalc.core.verdict import Verdict
from symcalc.read import read_document

FALSE = "$$\n1 = 0\n$$\n"


def verdict_of(page: str) -> Verdict:
    return judge(read_document(page).statements[-1]).verdict


@pytest.mark.parametrize(
    "page",
    [
        f"Subtracting $x$ gives\n\n{FALSE}\nwhich is a contradiction.",
        f"Then\n\n{FALSE}\nand this is absurd.",
        f"We get\n\n{FALSE}\nwhich is clearly false. So there is no largest prime.",
        f"We get\n\n{FALSE}\nHence there is no real solution.",
        f"If the root were rational, we would have\n\n{FALSE}\nNext we look at the cube root.",
        f"It is not true that\n\n{FALSE}\n",
    ],
)
def test_what_the_page_takes_back_is_not_refuted(page: str) -> None:
    assert verdict_of(page) is Verdict.UNDECIDED


@pytest.mark.parametrize(
    "page",
    [
        f"We get\n\n{FALSE}\nand are done.",
        f"The next chapter has contradictions. We get\n\n{FALSE}",
        f"We get\n\n{FALSE}\nand are done. A contradiction comes later.",
        f"We get\n\n{FALSE}\nand are done.\n\n$$ 1 = 0 $$\n\nThat is all.",
    ],
)
def test_words_that_speak_of_something_else_excuse_nothing(page: str) -> None:
    assert verdict_of(page) is Verdict.REFUTED


def test_a_true_line_within_a_refutation_stays_proved() -> None:
    assert verdict_of("This would give $$ 1 + 1 = 2 $$ a contradiction.") is Verdict.PROVED
