r"""What sums and products run over, and dots between terms."""

from __future__ import annotations

import pytest

from symcalc.check.judge import judge
from symcalc.core import term as t
from symcalc.core.problem import Statement
from symcalc.core.span import Source
from symcalc.core.term import Op
from symcalc.core.verdict import Verdict
from symcalc.read import ReadError, read_document, read_expression

SPAN = Source("x", "page.md").span(0, 1)


def read(text: str) -> t.Term:
    return read_expression(text).terms[0]


def refusal(text: str) -> str:
    with pytest.raises(ReadError) as caught:
        read_expression(text)
    return caught.value.trouble.code


def verdict(line: str) -> Verdict:
    return judge(read_document(f"$$ {line} $$", "page.md").statements[-1]).verdict


# ---------------------------------------------------------------------------------- ranges

#: A claim about a finite sum, and its value where it is wrong.
CLAIMS = [
    (r"\sum_{i,j=1}^{3} i j = 36", "35"),
    (r"\sum_{1 \le i < j \le 4} i j = 35", "100"),
    (r"\sum_{4 \ge i > j \ge 1} i j = 35", "100"),
    (r"\sum_{0 \le k < 4} k = 6", "10"),
    (r"\sum_{i=1,\, i \ne 2}^{4} i = 8", "10"),
    (r"\sum_{\substack{i=1 \\ i \ne 2}}^{4} i = 8", "10"),
    (r"\sum_{x \in \{1, 3, 7\}} x^2 = 59", "58"),
    (r"\sum_{k \in \{1, \ldots, 4\}} k = 10", "9"),
    (r"\sum_{j=1}^{4} \sum_{i < j} i = 10", "40"),
    (r"\sum_{j=1}^{4} \sum_{i \ne j} i = 30", "40"),
    (r"\prod_{j=1}^{3} \prod_{i=1,\, i \ne j}^{3} (i - j) = -4", "4"),
    (r"\prod_{i=3}^{2} i = 1", "0"),
]


@pytest.mark.parametrize(("claim", "wrong"), CLAIMS)
def test_a_sum_has_the_value_of_its_range(claim: str, wrong: str) -> None:
    assert verdict(claim) is Verdict.PROVED
    assert verdict(claim[: claim.rindex("=")] + "= " + wrong) is Verdict.REFUTED


def test_a_lower_end_alone_runs_to_infinity() -> None:
    assert read(r"\sum_{k \ge 0} x^k").args[2:] == (t.ZERO, t.INFINITY)
    assert read(r"\sum_{k > 0} x^k").args[2:] == (t.ONE, t.INFINITY)


def test_several_bare_indices_are_nested_sums() -> None:
    inner = t.element("p", t.name("i"), t.name("j"))
    found = read(r"\sum_{i,j} p_{ij}")
    assert found.op is Op.SUM
    assert found.args[0].op is Op.SUM
    assert found.args[0].args[0] is inner


@pytest.mark.parametrize(
    "text",
    [r"\sum_{i \ne j} x_i x_j", r"\sum_{i < j} x_i x_j", r"\prod_{i \ne j} (x_i - x_j)",
     r"\sum_{x=0} x", r"\sum_{i<k} x_i",
     r"\sum_{i \in S}^{n} x_i", r"\sum_{d | n} d"],
)  # fmt: skip
def test_a_range_that_is_not_said_is_refused(text: str) -> None:
    assert refusal(text) == "SC045"


def test_the_members_of_a_set_are_the_same_whatever_letter_runs_through_it() -> None:
    assert verdict(r"\sum_{x \in \mathcal{X}} p(x) = \sum_{y \in \mathcal{X}} p(y)") is (
        Verdict.PROVED
    )
    assert verdict(r"\sum_{x \in A} 2 p(x) = 2 \sum_{x \in A} p(x)") is Verdict.PROVED
    assert verdict(r"\sum_{x \in A} p(x) = \sum_{x \in B} p(x)") is Verdict.UNDECIDED


def test_members_of_a_set_may_index() -> None:
    split = r"\sum_{i \in S} (x_i + y_i) = \sum_{i \in S} x_i + \sum_{i \in S} y_i"
    assert verdict(split) is Verdict.PROVED
    assert verdict(r"\sum_{i \in S} a_{ij} x_i = \sum_{k \in S} x_k a_{kj}") is Verdict.PROVED
    assert verdict(r"\sum_{u \in U} r_{u, g} = \sum_{v \in U} r_{v, g}") is Verdict.PROVED


def test_a_sign_behind_the_sum_belongs_to_its_terms() -> None:
    assert verdict(r"\sum_{j=1}^n - p_j q_j = - \sum_{j=1}^n p_j q_j") is Verdict.PROVED
    assert verdict(r"\sum_{j=1}^n - p_j q_j = \sum_{j=1}^n p_j q_j") is Verdict.REFUTED


def test_pairs_of_a_set_run_together() -> None:
    claim = r"\sum_{(x, y) \in D} (x - y)^2 = \sum_{(x, y) \in D} (x^2 - 2 x y + y^2)"
    assert verdict(claim) is Verdict.PROVED


# ------------------------------------------------------------------------------------ dots

DOTS = [
    (r"1 + 2 + \dots + n", r"\frac{n (n+1)}{2}"),
    (r"1 + 3 + 5 + \dots + (2n - 1)", "n^2"),
    (r"1^2 + 2^2 + \cdots + n^2", r"\frac{n (n+1) (2n+1)}{6}"),
    (r"x_1 + x_2 + \cdots + x_n", r"\sum_{i=1}^n x_i"),
    (r"x_1 + \cdots + x_n", r"\sum_{i=1}^n x_i"),
    (r"w_1 x_1 + \cdots + w_d x_d + b", r"b + \sum_{j=1}^d w_j x_j"),
    (r"2 x_1 x_2 \cdots x_n", r"2 \prod_{i=1}^n x_i"),
    (r"x_1 \cdot x_2 \cdot \ldots \cdot x_n", r"\prod_{i=1}^n x_i"),
    (r"x_0 + x_1 + \dots + x_{n-1}", r"\sum_{i=0}^{n-1} x_i"),
    (r"b_0 + b_1 x + \cdots + b_n x^n", r"\sum_{i=0}^n b_i x^i"),
    (r"n (n-1) (n-2) \cdots 1", r"\prod_{k=1}^n k"),
    (r"1 + 2 + 3 + \dots + n + (n+1)", r"\sum_{k=1}^{n} k + n + 1"),
    (r"f(x_1) + f(x_2) + \dots + f(x_n)", r"\sum_{i=1}^n f(x_i)"),
    (r"1 + \frac12 + \frac13 + \dots + \frac1n", r"\sum_{k=1}^n \frac{1}{k}"),
]


@pytest.mark.parametrize(("dots", "meaning"), DOTS)
def test_dots_stand_for_the_progression_that_the_terms_show(dots: str, meaning: str) -> None:
    good = (Verdict.PROVED, Verdict.SUPPORTED, Verdict.CONDITIONAL)
    assert verdict(f"{dots} = {meaning}") in good
    assert verdict(f"{dots} = 1 + {meaning}") in (Verdict.REFUTED, Verdict.UNDECIDED)


def test_a_geometric_progression_counts_exponents() -> None:
    found = read(r"1 + x + x^2 + \cdots + x^n")
    index = t.name("k")
    assert found is t.summation(t.power(t.name("x"), index), index, t.ZERO, t.name("n"))


@pytest.mark.parametrize(
    "text",
    [r"1 + \dots + n", r"2 + 4 + \dots + 64", r"1 + x + \dots", r"1 + 2 + 4 + \dots + n",
     r"x_1 + x_2 + x_3 + \dots", r"1 + \frac{x}{2} - \frac{x^2}{8} + \dots",
     r"x_1 y_1 x_2 y_2 \cdots x_n y_n", r"x_1^n + x_2^n + \dots + x_n^n", r"a + b + \dots + z",
     r"x_1 + x_3 + \dots + x_n"],
)  # fmt: skip
def test_dots_without_one_formula_are_refused(text: str) -> None:
    assert refusal(text) == "SC041"


def test_a_list_below_a_binomial_makes_a_multinomial() -> None:
    assert verdict(r"\binom{6}{1, 2, 3} = 60") is Verdict.PROVED
    assert verdict(r"{6 \choose {1, 2, 3}} = 20") is Verdict.REFUTED
    found = read(r"{n \choose {k_1, \ldots, k_m}}")
    assert found.args[0] is t.call("factorial", t.name("n"))
    assert found.args[1].op is Op.PRODUCT
    assert read(r"\log {n \choose k}") is t.call("log", t.call("binomial", *map(t.name, "nk")))


def test_two_letters_below_a_name_with_two_indices_are_two_indices() -> None:
    """v_{ab} is an entry of v where v_{ij} is; beside w_1 alone, w_{ab} is a name of its own."""
    page = "$$ s = \\sum_{i=1}^n \\sum_{j=1}^n v_{ij} $$\n\n$$ v_{ab} + w_{ab} = 2 w_1 $$\n"
    left = read_document(page).statements[-1].left
    assert left is t.add(t.element("v", t.name("a"), t.name("b")), t.name("w_ab"))


@pytest.mark.parametrize(
    ("right", "verdict"),
    [("2 v_{ab}", Verdict.PROVED), ("v_{ab}", None), ("0", None)],
)
def test_a_derivative_by_any_entry(right: str, verdict: Verdict | None) -> None:
    page = (
        "Let $v_{ij}$ be numbers.\n\n$$ 1 + \\frac{\\partial}{\\partial v_{ab}} "
        f"\\sum_{{i=1}}^n \\sum_{{j=1}}^n v_{{ij}}^2 = 1 + {right} $$\n"
    )
    found = judge(read_document(page).statements[-1]).verdict
    accepted = (Verdict.PROVED, Verdict.CONDITIONAL, Verdict.SUPPORTED)
    assert found is verdict or (verdict is None and found not in accepted)


@pytest.mark.parametrize(
    ("text", "body", "start"),
    [
        (r"1 + x + x^2 + \cdots", "x^k", 0),
        (r"1 + 2 + 3 + \dots", "k", 1),
        (r"1 + x + \frac{x^2}{2!} + \frac{x^3}{3!} + ...", r"\frac{x^k}{k!}", 0),
        (r"x - \frac{x^2}{2} + \frac{x^3}{3} - \cdots", r"(-1)^{k-1} \frac{x^k}{k}", 1),
        (r"1 + \frac12 + \frac14 + \dots", r"1 (\frac{1/2}{1})^k", 0),
    ],
)
def test_a_sum_that_ends_in_dots_is_a_series(text: str, body: str, start: int) -> None:
    found = read(text)
    assert found.op is Op.SUM
    assert found.args[2:] == (t.number(start), t.INFINITY)
    expected = read(body)
    values = {t.name("k"): t.number(5), t.name("x"): t.HALF}
    left, right = (t.substitute(each, values) for each in (found.args[0], expected))
    assert (
        judge(Statement(SPAN, 1, 1, "", "=", "", left=left, right=right)).verdict is Verdict.PROVED
    )


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (r"e^x = 1 + x + \frac{x^2}{2!} + \frac{x^3}{3!} + \cdots", Verdict.PROVED),
        (r"1 + \frac12 + \frac14 + \cdots = 2", Verdict.PROVED),
        (r"1 + \frac12 + \frac14 + \cdots = 3", Verdict.REFUTED),
        (r"e^x = 1 - x + \frac{x^2}{2!} - \frac{x^3}{3!} + \cdots", Verdict.REFUTED),
    ],
)
def test_series_are_judged(line: str, expected: Verdict) -> None:
    assert verdict(line) is expected
