"""A proof that ends with something else than its theorem states is refuted there."""

from __future__ import annotations

import pytest

from symcalc import check

PAGE = """**Theorem:** Let $a > 0$ and $b > 0$. The mean is

$$
\\mathrm{E}(X) = THEOREM
$$

**Proof:** The integral is known, and so

$$
\\mathrm{E}(X) = PROOF
$$
"""

#: What a theorem says, what its proof ends with, and whether these contradict each other.
PAIRS = [
    (r"\frac{a}{a+b}", r"\frac{b}{a+b}", True),
    (r"\frac{a}{a+b}", r"1 - \frac{b}{a+b}", False),
    (r"a e^{-a b}", r"a e^{a b}", True),
    (r"a^2 - b^2", r"(a - b)(a + b)", False),
    (r"\log \frac{a}{b}", r"\log a - \log b", False),
    (r"\log \frac{a}{b}", r"\log b - \log a", True),
    (r"g(a) + 1", r"g(a + 1)", False),
    (r"b \, g(a) + 1", r"b \, g(a) - 1", True),
    (r"g(a)^2 + g(b)", r"g(b) + g(a) g(a)", False),
    (r"g(a) + g(b)", r"g(a) + 1", False),
    (r"\sum_{i=1}^3 g(i a)", r"2 \sum_{i=1}^3 g(i a)", False),
    (r"a + b", r"a + c", False),
]


@pytest.mark.parametrize(("theorem", "proof", "contradict"), PAIRS)
def test_the_last_line_is_held_against_the_theorem(
    theorem: str, proof: str, contradict: bool
) -> None:
    page = PAGE.replace("THEOREM", theorem).replace("PROOF", proof)
    first, last = check(page, jobs=1).files[0].findings
    assert first.code == "SC101"
    assert (last.code == "SC209") is contradict
    assert (last.verdict == "refuted") is contradict
    assert not contradict or last.evidence[0].witness


def test_agreement_with_the_theorem_is_no_proof() -> None:
    page = PAGE.replace("THEOREM", "a + b").replace("PROOF", "b + a")
    assert check(page, jobs=1).files[0].findings[-1].verdict == "defined"


def test_a_wrong_step_before_it_is_refuted_as_a_step() -> None:
    page = PAGE.replace("THEOREM", "a + b").replace("PROOF", "a + 2 b = a - b")
    assert check(page, jobs=1).files[0].findings[-1].code == "SC201"
