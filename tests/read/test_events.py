r"""Events, sets and numbered things: ``P(X \in A)``, ``\{1, 2\}``, ``x^{(i)}``."""

from __future__ import annotations

import pytest

from symcalc.check.judge import judge
from symcalc.core import term as t
from symcalc.core.term import Op
from symcalc.core.verdict import Verdict
from symcalc.mean.latex import latex
from symcalc.read import ReadError, read_document, read_expression

X, Y, A, B = (t.name(key) for key in "XYAB")


def read(text: str) -> t.Term:
    return read_expression(text).terms[0]


def refusal(text: str) -> str:
    with pytest.raises(ReadError) as caught:
        read_expression(text)
    return caught.value.trouble.code


def verdict(line: str, prose: str = "") -> Verdict:
    page = f"{prose}\n\n$$ {line} $$"
    return judge(read_document(page, "page.md").statements[-1]).verdict


def interval(fences: str) -> t.Term:
    return t.make(Op.TUPLE, t.ZERO, t.ONE, data=fences)


# ----------------------------------------------------------------------------------- events

EVENTS = [
    (r"P(X \in [0, 1])", t.relation("in", X, interval("[]"))),
    (r"P(X \in (0, 1])", t.relation("in", X, interval("(]"))),
    (r"P(X \in A)", t.relation("in", X, A)),
    (r"P(X \notin A)", t.relation("not in", X, A)),
    (r"P(A \cap B)", t.make(Op.AND, A, B)),
    (r"P(A \cup B)", t.make(Op.OR, A, B)),
    (r"P(X = 1 \text{ and } Y = 0)",
     t.make(Op.AND, t.relation("=", X, t.ONE), t.relation("=", Y, t.ZERO))),
    (r"P(\{X \mid X > 1\})", t.relation(">", X, t.ONE)),
]  # fmt: skip


@pytest.mark.parametrize(("text", "event"), EVENTS)
def test_events_are_read_as_what_they_say(text: str, event: t.Term) -> None:
    assert read(text) is t.apply("P", event)
    assert read(latex(read(text))) is read(text)


def test_a_probability_is_a_function_of_its_event_and_nothing_more_is_known() -> None:
    assert verdict(r"P(X \in [0, 1]) + 1 = 1 + P(X \in [0, 1])") is Verdict.PROVED
    for line in (
        r"P(A \cup B) = P(A) + P(B) - P(A \cap B) + 0", r"P(A \cap B) + 0 = P(B \cap A)",
        r"P(X \in [0, 1]) + 0 = P(X \in (0, 1])", r"P(A \cap B) \ge P(A) + P(B) - 1",
    ):  # fmt: skip
        assert verdict(line) in (Verdict.UNDECIDED, Verdict.DEFINED)


@pytest.mark.parametrize("text", [r"P(A \cap B \cup C)", r"P(X \in [0, 1, 2])", r"P(X \sim Y)"])
def test_events_that_are_not_clear_are_refused(text: str) -> None:
    assert refusal(text) == "SC035"


def test_a_list_in_braces_says_what_there_is_and_binds_no_value() -> None:
    page = "$$ y = \\{y_1, \\ldots, y_n\\} $$\n\n$$ z = 2 y $$"
    first, second = read_document(page, "page.md").statements
    assert judge(first).verdict is Verdict.DEFINED
    assert second.scope.definitions == {}
    assert verdict(r"\{1, 2\} = \{2, 1\}") is Verdict.UNDECIDED
    assert refusal(r"2 \{1, 2\}") == "SC032"


# ------------------------------------------------------------------------- numbered things

SAMPLES = "For each example $i$ of the training data, $x^{(i)}$ is the input."


def test_a_number_in_parentheses_above_a_name_counts_what_the_page_counts() -> None:
    (statement,) = read_document(f"{SAMPLES}\n\n$$ z^{{(i)}} = 2 x^{{(i)}} $$").statements
    assert statement.left is t.element("z^()", t.name("i"))
    square = r"\sum_{i=1}^n (x^{(i)} - c)^2 = \sum_{i=1}^n (x^{(i)})^2 - 2 c \sum_{i=1}^n x^{(i)}"
    assert verdict(square + " + n c^2", SAMPLES) is Verdict.PROVED
    assert verdict(square + " + c^2", SAMPLES) is Verdict.REFUTED


def test_the_second_of_them_is_one_of_them() -> None:
    written_out = r"\sum_{i=1}^3 x^{(i)} = x^{(1)} + x^{(2)} + x^{(3)}"
    assert verdict(written_out, SAMPLES) in (Verdict.PROVED, Verdict.SUPPORTED)
    assert verdict(written_out + "+ 1", SAMPLES) in (Verdict.REFUTED, Verdict.UNDECIDED)


@pytest.mark.parametrize(
    ("line", "prose"),
    [
        (r"y = x^{(i)}", "A number and its powers."),
        (r"y = x^{(2)}", "Powers."),
        (r"y = e^{(k)}", SAMPLES),
        (r"y = x^{(n)}", SAMPLES + " It is a rising factorial."),
        (r"y = x^{(1/2)}", SAMPLES),
        (r"y = f^{(i)}(x)", SAMPLES),
    ],
)
def test_what_may_be_a_power_or_a_derivative_is_refused(line: str, prose: str) -> None:
    page = f"{prose}\n\n$$ {line} $$"
    trouble = read_document(page, "page.md").statements[-1].trouble
    assert trouble is not None
    assert trouble.code in ("SC024", "SC022")


def test_a_numbered_function_of_several_arguments() -> None:
    page = f"{SAMPLES}\n\n$$ L(w, b) = \\sum_{{i=1}}^n l^{{(i)}}(w, b) $$"
    (statement,) = read_document(page).statements
    assert statement.right is not None
    inside = t.apply("l^()", t.name("i"), t.name("w"), t.name("b"))
    assert statement.right.args[0] is inside
    assert latex(inside) == "l^{(i)}(w, b)"


def test_numbered_things_are_written_as_they_were_read() -> None:
    (statement,) = read_document(f"{SAMPLES}\n\n$$ y = x_j^{{(i)}} + w^{{(2)}} $$").statements
    assert statement.right is not None
    assert latex(statement.right) == "x_{j}^{(i)} + w^{(2)}"
