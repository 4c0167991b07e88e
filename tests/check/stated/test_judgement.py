"""Lines that follow from equations above them, and lines that only seem to."""

from __future__ import annotations

import pytest

from symcalc.check.judge import judge
from symcalc.core.verdict import Finding, Verdict
from symcalc.read.reader import read_document

ACCEPTED = frozenset({Verdict.PROVED, Verdict.CONDITIONAL})


def last_of(page: str) -> Finding:
    """The finding on the last line of a page."""
    return judge(read_document(page).statements[-1])


def page(given: str, claim: str) -> str:
    """A page on which a claim stands below what is given."""
    return f"We have\n\n$$\n{given}\n$$\n\nThe rate is then\n\n$$\nR = {claim}\n$$\n"


#: given, the two sides of a line that follows from it, and those of one that does not.
FOLLOWING = [
    # the product rule of probability, and independence
    (r"p(a \mid b) = \frac{p(a, b)}{p(b)}", "p(a, b)", r"p(a \mid b) p(b)", r"p(a \mid b) p(a)"),
    (r"p(a, b) = p(a) p(b)", r"\frac{p(a, b)}{p(b)}", "p(a)", r"\frac{1}{p(a)}"),
    # an energy, rearranged
    ("E(v) = m c^2", r"\frac{E(v)}{c^2} + 1", "m + 1", "m - 1"),
    # something inside of something else
    ("g(t) = t", "h(2 - g(t))", "h(2 - t)", "h(2 + t)"),
    # a derivative that is stated, as a quantity of its own
    (
        r"\frac{\partial L}{\partial w} = 2 (q - t)",
        r"w - \eta \frac{\partial L}{\partial w}",
        r"w - 2 \eta (q - t)",
        r"w + 2 \eta (q - t)",
    ),
    # a sum in a larger one
    (
        r"m(x) = \frac{1}{n} \sum_{i=1}^n x_i",
        r"\sum_{i=1}^n (x_i - a)^2",
        r"\sum_{i=1}^n x_i^2 - 2 a n \, m(x) + n a^2",
        r"\sum_{i=1}^n x_i^2 - 2 a \, m(x) + n a^2",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("given", "left", "right", "wrong"), FOLLOWING)
def test_a_line_follows_from_an_equation_above(
    given: str, left: str, right: str, wrong: str
) -> None:
    found = last_of(page(given, f"{left} = {right}"))
    assert found.verdict in ACCEPTED
    assert last_of(page(given, f"{left} = {wrong}")).verdict not in ACCEPTED
    assert last_of(page("q = q_0", f"{left} = {right}")).verdict not in ACCEPTED


def test_what_a_line_rests_on_is_among_its_conditions() -> None:
    found = last_of(page(r"p(a, b) = p(a) p(b)", r"\frac{p(a, b)}{p(b)} = p(a)"))
    assert (found.verdict, found.code) == (Verdict.CONDITIONAL, "SC604")
    assert "p(a, b) = p(a)·p(b)" in found.conditions
    assert "p(b) ≠ 0" in found.conditions


def test_several_equations_are_used_together_and_no_other_ones() -> None:
    given = r"E(X) = a + E(Y) \\ E(Y) = 2 E(Z) \\ E(Z) = E(W)"
    found = last_of(page(given, "E(X) - a = 2 E(Z)"))
    assert found.verdict in ACCEPTED
    argument = found.evidence[-1].detail
    assert "E(X) = a + E(Y) and E(Y) = 2·E(Z)" in argument or "E(Y) = 2·E(Z) and E(X)" in argument
    assert "E(W)" not in argument


def test_an_equation_at_a_point_says_nothing_of_a_derivative() -> None:
    text = page("q(z) = 3", r"\frac{d}{dz} q(z) = 0")
    assert last_of(text).verdict not in ACCEPTED


def test_what_is_divided_by_becomes_a_condition() -> None:
    found = last_of(page("a\\, u(t) = b\\, v(t)", r"u(t) = \frac{b}{a} v(t)"))
    assert found.verdict is Verdict.CONDITIONAL
    assert "a ≠ 0" in found.conditions


PROOF = """
**Theorem.** Let $f$ be as above. Then

$$
E(X) = n p
$$

**Proof.** By definition,

$$
E(X) = \\sum_{k=0}^n k\\, w_k
$$

It follows that

$$
R = \\sum_{k=0}^n k\\, w_k = n p
$$
"""


def test_a_theorem_is_not_used_in_its_own_proof() -> None:
    assert last_of(PROOF).verdict not in ACCEPTED


def test_a_result_is_used_once_it_is_no_longer_to_be_shown() -> None:
    assert last_of(PROOF.replace("**Theorem.**", "**Setup.**")).verdict in ACCEPTED


def test_a_line_is_not_used_to_prove_itself() -> None:
    assert last_of("We find\n\n$$\nE(X) = V(X) = 3\n$$\n").verdict not in ACCEPTED


def test_an_equation_below_is_not_used() -> None:
    text = "First\n\n$$\nR = f(a) + 1 = b + 1\n$$\n\nNow\n\n$$\nf(a) = b\n$$\n"
    statements = read_document(text).statements
    assert judge(statements[1]).verdict not in ACCEPTED


# ----------------------------------------------------------------------- usual meanings


@pytest.mark.parametrize(
    ("left", "right", "wrong", "condition"),
    [
        (
            r"\sum_{i=1}^n (x_i - \bar x)(y_i - \bar y)",
            r"\sum_{i=1}^n x_i y_i - n \bar x \bar y",
            r"\sum_{i=1}^n x_i y_i + n \bar x \bar y",
            "x̄ is the mean of its data",
        ),
        (
            r"\sum_{i=1}^n x_i^2 - n \bar x^2",
            r"(n-1) s_x^2",
            r"n s_x^2",
            "s_x^2 is the variance of x, with the divisor n - 1",
        ),
        (
            r"\sum_{i=1}^n (x_i - \bar x) y_i",
            r"(n-1) s_{xy}",
            r"(n-1) s_x s_y",
            "s_xy is the covariance of x and y, with the divisor n - 1",
        ),
    ],
)
def test_statistics_have_their_usual_meaning_as_a_condition(
    left: str, right: str, wrong: str, condition: str
) -> None:
    found = last_of(page("q = q_0", f"{left} = {right}"))
    assert found.verdict is Verdict.CONDITIONAL
    assert condition in found.conditions
    assert last_of(page("q = q_0", f"{left} = {wrong}")).verdict not in ACCEPTED


def test_what_holds_only_of_weights_that_sum_to_one_is_not_refuted() -> None:
    right = r"\sum_{j=1}^q w_j (a - b_j) = a - \sum_{j=1}^q w_j b_j"
    found = last_of(page("q = q_0", right))
    assert (found.verdict, found.code) == (Verdict.UNDECIDED, "SC402")
    assert "w_j = 1" in found.message
    wrong = r"\sum_{j=1}^q w_j (a - b_j) = a + \sum_{j=1}^q w_j b_j"
    assert last_of(page("q = q_0", wrong)).verdict is Verdict.REFUTED


#: prose, and a line that follows from the equations in it; then one that does not
IN_PROSE = [
    ("The forces balance, $N = m g$, and $F = \\mu N$.", "F v", "\\mu m g v", "m g v"),
    ("The roots have $r + s = -b$ and $r s = c$.", "(r - s)^2", "b^2 - 4 c", "b^2 + 4 c"),
    ("Normalisation requires\n\n$$ a^2 + b^2 = 1 $$\n", "(a + b)^2 + (a - b)^2", "2", "1"),
    ("The pressure obeys\n\n$$ p V = n R T $$\n", "\\frac{n R T}{V}", "p", "p^2"),
    ("The rows of\n\n$$ u_i = \\frac{x_i - m}{s} $$\n\nare known.",
     "\\sum_{i=1}^n s u_i", "\\sum_{i=1}^n x_i - n m", "\\sum_{i=1}^n x_i - m"),
    ("We have $p(x) = g(x)$ throughout.", "\\int_0^1 x p(x) dx", "\\int_0^1 x g(x) dx",
     "\\int_0^1 p(x) g(x) dx"),
]  # fmt: skip


@pytest.mark.parametrize(("prose", "left", "right", "wrong"), IN_PROSE)
def test_a_line_follows_from_what_prose_says(prose: str, left: str, right: str, wrong: str) -> None:
    below = f"{prose}\n\nThe rate is then\n\n$$\nR = {left} = "
    assert last_of(f"{below}{right}\n$$\n").verdict in ACCEPTED
    assert last_of(f"{below}{wrong}\n$$\n").verdict not in ACCEPTED


def test_a_value_at_a_point_proves_nothing() -> None:
    text = "At $t = 0$ it vanishes, and at $a = b$ too.\n\n$$\nR = \\sin(2 t) = 2 \\sin t\n$$\n"
    assert last_of(text).verdict not in ACCEPTED
    assert last_of(text.replace("2 t) = 2 \\sin t", "a - b) = 0")).verdict not in ACCEPTED


def test_an_equation_of_the_page_does_not_hide_that_a_name_is_positive() -> None:
    text = (
        "At $b = 2$ it is known.\n\n$$\nR = \\frac{1}{\\sqrt{2 b^2}} = \\frac{1}{\\sqrt{2} b}\n$$\n"
    )
    found = last_of(text)
    assert (found.verdict, found.conditions) == (Verdict.CONDITIONAL, ("b > 0",))


def test_what_a_theorem_defines_on_its_way_may_be_used() -> None:
    page = (
        "**Theorem.** Let $X_i$ be given. Define\n\n$$ \\bar X = \\frac1n \\sum_{i=1}^n X_i $$\n\n"
        "and the spread\n\n$$ d^2 = \\sum_{i=1}^n (X_i - \\bar X)^2 $$\n\nThen\n\n"
        "$$ q = \\frac{d^2}{n} $$\n\nis small.\n\n**Proof.** We see\n\n"
        "$$ R = \\frac{1}{2} \\sum_{i=1}^n (X_i - \\bar X)^2 = \\frac{d^2}{2} $$\n"
    )
    assert last_of(page).verdict in ACCEPTED


@pytest.mark.parametrize("given", [r"z = a \pm s", r"z - a = \pm \sqrt{s}"])
def test_one_of_two_values_is_not_both(given: str) -> None:
    """With both signs at once s were 0, and anything would follow."""
    found = last_of(page(given, r"(a + 2 s) - (a - s) = 5 s"))
    assert found.verdict not in ACCEPTED


def test_a_wrong_line_is_not_right_under_a_case_that_is_mentioned() -> None:
    text = (
        "3) If $a = 1$ and $b = 1$, then it is flat.\n\n$$\nR = (a - 1) b = 2 (a - 1) + b - 1\n$$\n"
    )
    assert last_of(text).verdict not in ACCEPTED
