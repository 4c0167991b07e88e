"""Objects that are read and not evaluated: extrema, indicators, inverse functions."""

from __future__ import annotations

import pytest

from symcalc.check.judge import judge
from symcalc.core import term as t
from symcalc.core.verdict import Verdict
from symcalc.mean.latex import latex
from symcalc.read import ReadError, read_document, read_expression

X, A = t.name("x"), t.name("A")


def read(text: str) -> t.Term:
    return read_expression(text).terms[0]


def refusal(text: str) -> str:
    with pytest.raises(ReadError) as caught:
        read_expression(text)
    return caught.value.trouble.code


def verdicts(page: str) -> list[Verdict]:
    return [judge(statement).verdict for statement in read_document(page, "page.md").statements]


def verdict(line: str, prose: str = "") -> Verdict:
    return verdicts(f"{prose}\n\n$$ {line} $$")[-1]


# ---------------------------------------------------------------------------------- extrema

MAXIMUM = t.apply("over.max", t.mapping(t.apply("f", X), X))


@pytest.mark.parametrize(
    "text",
    [r"\max_x f(x)", r"\max_{x} f(x)", r"\operatorname{max}_x f(x)",
     r"\mathop{\mathrm{max}}_x f(x)"],
)  # fmt: skip
def test_a_maximum_over_a_variable_is_an_object_that_binds_it(text: str) -> None:
    assert read(text) is MAXIMUM
    assert t.free_names(MAXIMUM) == frozenset()


@pytest.mark.parametrize(
    "text",
    [r"\arg\max_x f(x)", r"\operatorname*{arg\,max}_x f(x)", r"\operatorname{argmax}_x f(x)",
     r"\mathrm{argmax}_x \; f(x)"],
)  # fmt: skip
def test_every_spelling_of_argmax(text: str) -> None:
    assert read(text) is t.apply("over.argmax", t.mapping(t.apply("f", X), X))


def test_conditions_below_the_sign_belong_to_the_map() -> None:
    inside = t.make(t.Op.TUPLE, X, t.relation("in", X, A), data="where")
    assert read(r"\sup_{x \in A} x") is t.apply("over.sup", t.mapping(inside, X))
    both = read(r"\min_{0 \le x \le 1} x").args[0].args[0]
    assert both.args[1:] == (t.relation("<=", t.ZERO, X), t.relation("<=", X, t.ONE))


def test_a_sum_with_the_variable_in_it_is_inside() -> None:
    whole = read(r"\min_w L(w) + \lambda w^2").args[0].args[0]
    assert whole.op is t.Op.ADD
    assert read(r"\min_w L(w) + \lambda").op is t.Op.ADD
    assert read(r"\max_i x_i - \min_i x_i").op is t.Op.ADD


@pytest.mark.parametrize("text", [r"\sup f(x)", r"\arg f(x)"])
def test_an_extremum_names_its_variable(text: str) -> None:
    assert refusal(text) == "SC044"


def test_a_maximum_of_a_list_is_a_function() -> None:
    assert read(r"\max(a, b)") is t.call("max", t.name("a"), t.name("b"))


def test_extrema_are_compared_as_written_and_never_refuted() -> None:
    assert verdict(r"\max_x f(x) = \max_x f(x)") is Verdict.PROVED
    for line in (
        r"\max_x f(x) = \max_x g(x)", r"1 + \sup_{0 \le x \le 1} x = 2", r"\max_x x^2 = 7",
        r"2 \max_x f(x) = \max_x 2 f(x)", r"\max_x f(x) \ge f(3)",
    ):  # fmt: skip
        assert verdict(line) is Verdict.UNDECIDED
    page = "$$ m = \\max_x f(x) $$\n\n$$ m + 1 = 2 m $$"
    assert verdicts(page) == [Verdict.DEFINED, Verdict.UNDECIDED]


# ------------------------------------------------------------------------------ expectations


def test_an_expectation_binds_what_follows_its_distribution() -> None:
    found = read(r"\mathbb{E}_{x \sim p}[f(x)]")
    assert found is t.apply("bb.E∼p", t.mapping(t.apply("f", X), X))
    assert t.free_names(found) == frozenset()
    pair = read(r"E_{(x, y) \sim P}[x y]")
    assert pair.args[0] is t.mapping(t.mapping(t.mul(X, t.name("y")), t.name("y")), X)


def test_expectations_over_different_distributions_are_different() -> None:
    mean = r"\mathbb{E}_{x \sim p}[x]"
    assert verdict(f"{mean} = {mean}") is Verdict.PROVED
    assert verdict(rf"1 + {mean} = 1 + \mathbb{{E}}_{{x \sim q}}[x]") is Verdict.UNDECIDED


# ------------------------------------------------------------------------------- indicators


@pytest.mark.parametrize(
    "text",
    [r"\mathbf{1}[x > 0]", r"\mathbb{1}_{x > 0}", r"\mathbb 1\{x > 0\}", r"\mathbf 1_{\{x > 0\}}",
     r"\boldsymbol{1}(x > 0)"],
)  # fmt: skip
def test_an_indicator_of_a_comparison_is_a_case_distinction(text: str) -> None:
    assert read(text) is t.cases((t.ONE, t.relation(">", X, t.ZERO)), (t.ZERO, t.TRUE))


def test_identities_of_indicators() -> None:
    assert verdict(r"\mathbf{1}[x > 0] + \mathbf{1}[x \le 0] = 1") is Verdict.PROVED
    assert verdict(r"x \mathbf{1}[x > 0] = \frac{x + |x|}{2}") is Verdict.PROVED
    wrong = r"x \mathbf{1}[x > 0] = \frac{x - |x|}{2}"
    assert verdict(wrong) is Verdict.REFUTED


def test_an_indicator_of_a_set_is_a_function_that_is_not_known() -> None:
    assert read(r"\mathbf 1_A(x)") is read(r"\mathbf 1[x \in A]") is t.apply("indicator.A", X)
    assert verdict(r"\mathbf 1_A(x) + 1 = 1 + \mathbf 1_A(x)") is Verdict.PROVED
    assert verdict(r"1 + \mathbf 1_A(x) = 1 + \mathbf 1_B(x)") is Verdict.UNDECIDED


def test_kroneckers_delta() -> None:
    contracted = r"\sum_{i=1}^n \sum_{j=1}^n \delta_{ij} x_i x_j = \sum_{i=1}^n x_i"
    assert verdict(contracted + "^2") in (Verdict.PROVED, Verdict.SUPPORTED)
    assert verdict(contracted + "^3") is Verdict.REFUTED
    own = read_document("$$ \\delta_{ij} = x_i - y_j $$", "page.md").statements[0].left
    assert own is t.element("delta", t.name("i"), t.name("j"))


# ------------------------------------------------------------------------------- inverses


def test_an_inverse_function_where_the_page_speaks_of_one() -> None:
    prose = "The function $g(x)$ has an inverse."
    (statement,) = read_document(f"{prose}\n\n$$ x = g^{{-1}}(y) $$", "page.md").statements
    assert statement.right is t.apply("inv.g", t.name("y"))
    same = r"1 + F_X^{-1}(u) = F_X^{-1}(u) + 1"
    assert verdict(same, "$F_X(x)$ is inverted: its quantile function.") is Verdict.PROVED
    assert verdict(r"g^{-1}(g(x)) + 1 = 2 x", prose) is Verdict.UNDECIDED


def test_an_inverse_is_refused_where_it_may_be_a_reciprocal() -> None:
    assert refusal(r"f^{-1}(x)") == "SC022"
    page = "The inverse of $h$ times a difference.\n\n$$ h^{-1}(f(x + h) - f(x)) = 1 $$"
    (statement,) = read_document(page, "page.md").statements
    assert statement.trouble is not None
    assert statement.trouble.code == "SC022"


# ---------------------------------------------------------------------------------- writing


@pytest.mark.parametrize(
    "text",
    [r"\max_{x} f(x)", r"\sup_{x \in A} |x|", r"\min_{0 \le x, x \le 1} x^{2}",
     r"\operatorname{argmin}_{a \in \mathbb{R}} (x - a)^{2}",
     r"\mathbf{1}_{A}(x)", r"\mathbb{E}_{x \sim p}[f(x)]", r"\limsup_{n \to \infty} a_{n}",
     r"p(x \mid y, z)", r"\int_{\mathcal{X}} f(x) \, dx", r"\sum_{x \in \mathcal{X}} x p(x)",
     r"\sum_{i} x_{i}", r"\sum_{(x, y) \in D} (x - y)^{2}", r"\sum_{x \in f_{j}} e^{x}",
     r"\sum_{i \in S} x_{i}",
     r"\begin{cases} 1 & \text{if } 0 \le x < 1 \\ 0 & \text{otherwise} \end{cases}"],
)  # fmt: skip
def test_what_is_written_reads_back(text: str) -> None:
    assert read(latex(read(text))) is read(text)


def test_a_directional_derivative_is_no_product() -> None:
    page = "The directional derivative of $f$.\n\n$$ D_u f(x, y) = 3 $$"
    (statement,) = read_document(page, "page.md").statements
    assert statement.trouble is not None
    assert statement.trouble.code == "SC048"
