"""Lines about random variables: the calculus of expectations and probabilities."""

from __future__ import annotations

import pytest

from symcalc.check.judge import judge
from symcalc.core.verdict import Finding, Verdict
from symcalc.read import read_document

VARIABLES = "Let $X$, $Y$ and $Z$ be random variables and let $a$, $b$ be constants."
PROVED = frozenset({Verdict.PROVED, Verdict.CONDITIONAL})


def finding(line: str, prose: str = VARIABLES) -> Finding:
    page = f"{prose}\n\n$$\n{line}\n$$\n"
    return judge(read_document(page, "page.md").statements[-1])


def verdict(line: str, prose: str = VARIABLES) -> Verdict:
    return finding(line, prose).verdict


# ------------------------------------------------------------------------------ identities

IDENTITIES = [
    r"\mathrm{E}[aX + bY] = a \mathrm{E}[X] + b \mathrm{E}[Y]",
    r"\mathrm{E}[(X - \mathrm{E}[X])^2] = \mathrm{E}[X^2] - \mathrm{E}[X]^2",
    r"\mathrm{Var}(aX + b) = a^2 \mathrm{Var}(X)",
    r"\operatorname{Var}[X + Y] = \operatorname{Var}[X] + \operatorname{Var}[Y]"
    r" + 2 \operatorname{Cov}[X, Y]",
    r"\mathrm{Cov}(X, Y) = \mathrm{E}[XY] - \mathrm{E}[X] \mathrm{E}[Y]",
    r"\mathrm{Cov}(aX + Y, Z) = a \mathrm{Cov}(X, Z) + \mathrm{Cov}(Y, Z)",
    r"\mathrm{Cov}(X, X) = \mathrm{Var}(X)",
    r"\mathrm{Corr}(X, Y) = \mathrm{Corr}(Y, X)",
    r"\mathrm{E}[\mathrm{E}[X | Y]] = \mathrm{E}[X]",
    r"\mathrm{E}[Y \mathrm{E}[X | Y]] = \mathrm{E}[X Y]",
    r"\mathrm{E}[X Y | Y] = Y \mathrm{E}[X | Y]",
    r"\mathrm{Var}(X) = \mathrm{E}[\mathrm{Var}(X | Y)] + \mathrm{Var}(\mathrm{E}[X | Y])",
    r"\mathbb{E}[e^{a X + b}] = e^b \mathbb{E}[e^{a X}]",
    r"\mathbb{E}\left[\sum_{i=1}^n a X_i\right] = a \sum_{i=1}^n \mathbb{E}[X_i]",
    r"\mathbb{E} X^2 = \operatorname{Var} X + (\mathbb{E} X)^2",
    r"\mathrm{H}(X, Y) = \mathrm{H}(X | Y) + \mathrm{H}(Y)",
    r"\mathrm{I}(X; Y) = \mathrm{H}(X) + \mathrm{H}(Y) - \mathrm{H}(X, Y)",
    r"\mathrm{E}[\log p(X)] = -\mathrm{H}(X)",
    r"P(A \cup B) = P(A) + P(B) - P(A \cap B)",
    r"P(A^c \cap B) = P(B) - P(A \cap B)",
    r"P(\bar A) = 1 - P(A)",
    r"\Pr(X > a) = 1 - \Pr(X \le a)",
    r"p(x, y, z) = p(x) p(y | x) p(z | x, y)",
    r"p(x | y) = \frac{p(y | x) p(x)}{p(y)}",
    r"\mathrm{E}[(Y - \mathrm{E}[Y | X])^2] = \mathrm{E}[\mathrm{Var}(Y | X)]",
    r"\mathrm{E}[|X|^2] = \mathrm{Var}(X) + \mathrm{E}[X]^2",
    r"\mathbb{E}_{x \sim p}[2 x + 1] = 2 \mathbb{E}_{x \sim p}[x] + 1",
]


@pytest.mark.parametrize("line", IDENTITIES)
def test_identities_are_proved(line: str) -> None:
    assert verdict(line) in PROVED


def test_what_the_page_calls_constant_is_no_condition() -> None:
    line = r"\mathrm{Var}(aX + b) = a^2 \mathrm{Var}(X)"
    assert verdict(line) is Verdict.PROVED
    assert finding(line, "Let $X$ be a random variable.").conditions == ("a is constant",
        "b is constant")  # fmt: skip
    same = r"\mathrm{E}[(X - a)^2] = \mathrm{E}[X^2 - 2aX + a^2]"
    assert verdict(same, "Let $X$ be a random variable.") is Verdict.PROVED


INEQUALITIES = [
    r"P(A \cap B) \le P(A)",
    r"\mathrm{H}(X | Y) \le \mathrm{H}(X)",
    r"\mathrm{Var}(X) \ge 0",
    r"\mathbb{E} X^2 \ge (\mathbb{E} X)^2",
    r"\mathrm{E}[XY]^2 \le \mathrm{E}[X^2] \mathrm{E}[Y^2]",
]


@pytest.mark.parametrize("line", INEQUALITIES)
def test_inequalities_are_proved_or_supported(line: str) -> None:
    assert verdict(line) in {*PROVED, Verdict.SUPPORTED}


# ----------------------------------------------------------------------------- refutations

WRONG = [
    r"\mathrm{E}[X^2] = \mathrm{E}[X]^2",
    r"\mathrm{Var}(aX + b) = a \mathrm{Var}(X)",
    r"\mathrm{Var}(aX + b) = a^2 \mathrm{Var}(X) + b",
    r"\mathrm{Var}(X - Y) = \mathrm{Var}(X) - \mathrm{Var}(Y)",
    r"\mathrm{Cov}(X, Y) = \mathrm{E}[X] \mathrm{E}[Y] - \mathrm{E}[XY]",
    r"\mathrm{E}[aX + b] = a \mathrm{E}[X]",
    r"\mathrm{Var}(X) = \mathrm{E}[X]^2 - \mathrm{E}[X^2]",
    r"\mathbb{E} X^2 \le (\mathbb{E} X)^2",
    r"\mathrm{E}[\mathrm{E}[X | Y]] = 2 \mathrm{E}[X]",
    r"\mathrm{E}[a X] = a^2 \mathrm{E}[X]",
    r"\mathrm{H}(X, Y) = \mathrm{H}(X) - \mathrm{H}(Y)",
    r"P(A | B) = \frac{P(B | A) P(B)}{P(A)}",
    r"P(A^c) = 1 + P(A)",
    r"P(\bar A) = 1 + P(A)",
]


@pytest.mark.parametrize("line", WRONG)
def test_mistakes_are_refuted_by_a_model(line: str) -> None:
    found = finding(line)
    assert found.verdict is Verdict.REFUTED
    witness = next(e for e in found.evidence if e.oracle == "interval")
    assert "with probability" in witness.detail
    assert witness.witness["left"] != witness.witness["right"]


@pytest.mark.parametrize(
    ("line", "condition"),
    [
        (r"\mathrm{E}[XY] = \mathrm{E}[X] \mathrm{E}[Y]", "X and Y are independent"),
        (r"\mathrm{Var}(X + Y) = \mathrm{Var}(X) + \mathrm{Var}(Y)", "X and Y are independent"),
        (r"P(A \cap B) = P(A) P(B)", "A and B are independent"),
        (r"\mathrm{Var}(\sum_{i=1}^n X_i) = \sum_{i=1}^n \mathrm{Var}(X_i)",
         "the X_i are independent"),
        (r"\mathrm{Var}\left(\frac{1}{n} \sum_{i=1}^n X_i\right)"
         r" = \frac{1}{n^2} \sum_{i=1}^n \mathrm{Var}(X_i)", "the X_i are independent"),
        (r"\mathrm{H}(X, Y) = \mathrm{H}(X) + \mathrm{H}(Y)", "X and Y are independent"),
        (r"\mathrm{E}(X - a)^2 = \mathrm{E}[X^2] - 2 a \mathrm{E}[X] + a^2",
         "the power behind a mean belongs to what is averaged: E(Z)² is E(Z²)"),
    ],
)  # fmt: skip
def test_what_holds_for_independent_variables_only_says_so(line: str, condition: str) -> None:
    assert condition in finding(line).conditions


NOT_REFUTED = [
    (r"\mathrm{E}[X^2] = \mathrm{Var}(X)", f"{VARIABLES} They are centred."),
    (r"\mathrm{E}[X] = \mathrm{E}[Y]", VARIABLES),  # one distribution
    (r"\mathrm{E}[X^2] = \mathrm{E}[X]", VARIABLES),  # values 0 and 1
    (r"\mathrm{E}[X^3] = a \mathrm{E}[X]", f"{VARIABLES} $X$ is symmetric, $a = 1$."),
    (r"P(A | B, C) = P(A | C)", VARIABLES),  # A depends on C alone
    (r"\mathrm{Corr}(X, Y) = \mathrm{Cov}(X, Y)", VARIABLES),  # variances of 1
    (r"\mathrm{Cov}(X, Y) = \mathrm{Var}(X)", VARIABLES),  # one variable
    (r"\mathrm{E}[X^2] = 1 + \mathrm{E}[X]^2", VARIABLES),  # a variance of 1
    (r"\mathrm{E}[X] + \mathrm{E}[Y] = 7", VARIABLES),  # the values of two dice
    (r"\mathrm{E}[X Y] = 3.5 \mathrm{E}[Y]", VARIABLES),
    (r"\mathrm{E}[(X - Y)^2] = \mathrm{E}(X)^2 - 2 \mathrm{E}(X Y) + \mathrm{E}(Y)^2", VARIABLES),
    (r"\mathrm{Var}(X) = 3 \mathrm{E}[X]", f"{VARIABLES} $X$ takes two values."),
    (r"\mathrm{Var}(Y) = \mathrm{E}[\mathrm{Var}(Y | X)]", VARIABLES),
    (r"\mathrm{Var}(X + Y) = \mathrm{Var}(X) + \mathrm{Var}(Y) + \mathrm{Cov}(X, Y)",
     f"{VARIABLES} Not independent."),
    (r"P(A \cup B) = P(A) + P(B) + P(A \cap B)", VARIABLES),  # they exclude each other
    (r"P(B) = P(B | A_1) P(A_1) + P(B | A_2) P(A_2)", VARIABLES),  # a partition
    (r"p(x, y | z) = p(x | z) p(y | z)", VARIABLES),
    (r"\Pr(X \ge a) \le \frac{\mathrm{E}[X]}{a}", VARIABLES),  # Markov: positive values
    (r"\mathrm{E}[X^4] = 3 \mathrm{E}[X^2]^2", f"{VARIABLES} $X$ is normal, $\\mu = 0$."),
    (r"\mathrm{E}[X^2] = \mathrm{E}[X]^2", f"{VARIABLES} Assume $X = a$ almost surely."),
    (r"\mathrm{Cov}(X, Y) = \mathrm{E}[X] \mathrm{E}[Y] - \mathrm{E}[XY]",
     f"{VARIABLES} Here $X$ and $Y$ are independent."),
    (r"\mathrm{E}[(y - f)^2] = \mathrm{E}[y]^2", "A random error."),
    (r"E(x^2) = E(x)^2", "The energy of a spring."),
]  # fmt: skip


@pytest.mark.parametrize(("line", "prose"), NOT_REFUTED)
def test_what_may_rest_on_something_is_not_refuted(line: str, prose: str) -> None:
    assert verdict(line, prose) not in (Verdict.REFUTED, Verdict.PROVED)


def test_a_name_that_is_not_known_to_be_random_is_not_taken_for_a_constant() -> None:
    line = r"1 + \mathbb{E}[x^2] = 1 + x^2"
    assert verdict(line, "We take means.") is Verdict.UNDECIDED


def test_a_square_behind_a_mean_is_one_of_its_author_where_squares_stand_inside_too() -> None:
    assert verdict(r"\mathrm{E}(X^2) = \mathrm{E}(X)^2") is Verdict.REFUTED


# ------------------------------------------------------------------- what the page has said

MEAN = r"""Let $X$ be a random variable with variance.

$$
\mathrm{E}(X) = \mu
$$

"""


def test_a_name_for_a_mean_is_written_out() -> None:
    line = r"\mathrm{E}[(X - \mu)^2] = \mathrm{E}[X^2] - \mu^2"
    assert verdict(line, MEAN) is Verdict.PROVED
    assert verdict(r"\mathrm{E}[(X - \mu)^2] = \mathrm{E}[X^2] + \mu^2", MEAN) is Verdict.REFUTED


def test_a_stated_value_is_used_and_named() -> None:
    page = MEAN + "Its variance is\n\n$$\n\\mathrm{Var}(X) = 3 \\mu\n$$\n\n"
    found = finding(r"\mathrm{E}[X^2] - \mu^2 = 3 \mu", page)
    assert found.verdict is Verdict.CONDITIONAL
    assert found.conditions == ("Var(X) = 3·μ",)


def test_a_value_does_not_prove_itself() -> None:
    page = MEAN + "Its variance is\n\n$$\n\\mathrm{Var}(X) = 3 \\mu\n$$\n\nWe find\n\n"
    assert verdict(r"\mathrm{Var}(X) + 0 = 3 \mu + 1", page) not in PROVED
