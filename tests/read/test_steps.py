"""Which line follows from which: arrows, words, rows; systems and lists that are no steps."""

from __future__ import annotations

import pytest

from symcalc.core.inference import Arrow, Inference
from symcalc.core.problem import Role
from symcalc.core.term import pretty
from symcalc.read import read_document
from symcalc.read.steps import follows_from_before


def inferences(page: str) -> list[Inference]:
    return [s.inference for s in read_document(page).statements if s.inference is not None]


def display(text: str, lead: str = "") -> list[Inference]:
    return inferences(f"{lead}\n\n$$\n{text}\n$$\n")


@pytest.mark.parametrize(
    ("sign", "arrow"),
    [
        (r"\implies", Arrow.IMPLIES),
        (r"\Rightarrow", Arrow.IMPLIES),
        (r"\therefore", Arrow.IMPLIES),
        (r"\quad\text{hence}\quad", Arrow.IMPLIES),
        (r"\iff", Arrow.EQUIVALENT),
        (r"\Leftrightarrow", Arrow.EQUIVALENT),
        (r"\impliedby", Arrow.IMPLIED),
        (r"\because", Arrow.IMPLIED),
        (r"\\", Arrow.NEXT),
        (r"\\ \Rightarrow\;", Arrow.IMPLIES),
    ],
)
def test_signs_and_words_between_lines(sign: str, arrow: Arrow) -> None:
    (found,) = display(rf"2x - 4 = 0 {sign} x = 2")
    assert found.arrow is arrow
    assert pretty(found.conclusion) == "relation[=](x, 2)"


@pytest.mark.parametrize(
    "values",
    [
        r"x = 1 \text{ or } x = 2",
        r"x = 1 \lor x = 2",
        r"x = 1, x = 2",
        r"x = 1, 2",
        r"x = 1 \text{ or } 2",
        r"x \in \{1, 2\}",
    ],
)
def test_several_values_are_alternatives(values: str) -> None:
    (found,) = display(rf"x^2 - 3x + 2 = 0 \implies {values}")
    assert pretty(found.conclusion) == "or(relation[=](x, 1), relation[=](x, 2))"


def test_both_signs_are_alternatives() -> None:
    (found,) = display(r"x^2 = 4 \implies x = \pm 2")
    assert pretty(found.conclusion) == "or(relation[=](x, 2), relation[=](x, neg(2)))"


def test_values_of_different_names_hold_together() -> None:
    (found,) = display(r"x + y = 3 \text{ and } x - y = 1 \implies x = 2, y = 1")
    assert pretty(found.conclusion) == "and(relation[=](x, 2), relation[=](y, 1))"


def test_intervals_are_inequalities() -> None:
    (found,) = display(r"x^2 < x \implies x \in (0, 1)")
    assert pretty(found.conclusion) == "and(relation[>](x, 0), relation[<](x, 1))"
    (found,) = display(r"2x \ge 4 \implies x \in [2, \infty)")
    assert pretty(found.conclusion) == "relation[>=](x, 2)"


def test_an_alternative_is_no_definition() -> None:
    statements = read_document("$$\nx = 1 \\text{ or } x = 2\n$$\n").statements
    assert [statement.role for statement in statements] == [Role.EQUATION, Role.EQUATION]
    assert not statements[-1].scope.assumptions


def test_a_name_that_the_equation_above_is_about_is_solved_for() -> None:
    page = "$$\nx + y = 3 \\\\ y = 3 - x\n$$\n"
    assert [s.role for s in read_document(page).statements] == [Role.EQUATION, Role.EQUATION]


def test_a_system_in_braces_is_two_equations() -> None:
    system = r"\begin{cases} x + y &= 3 \\ x - y &= 1 \end{cases}"
    *_, last = display(rf"{system} \implies x = 2, y = 1")
    assert [pretty(premise) for premise in last.premises] == [
        "relation[=](add(x, y), 3)",
        "relation[=](add(x, neg(y)), 1)",
    ]


def test_cases_of_a_function_are_no_system() -> None:
    page = "$$\nf(x) = \\begin{cases} x & x > 0 \\\\ 0 & x \\le 0 \\end{cases}\n$$\n"
    (statement,) = read_document(page).statements
    assert statement.trouble is None
    assert statement.role is Role.DEFINITION


@pytest.mark.parametrize(
    "rows",
    [
        r"x + y = 3 \\ x - y = 1",
        r"x = 2 \\ 3x = 9",
        r"x^2 = 4 \\ x > 0",
        r"x > 1 \\ x < 3",
    ],
)
def test_rows_that_may_be_no_steps_are_tentative(rows: str) -> None:
    assert all(found.tentative for found in display(rows))


@pytest.mark.parametrize("lead", ["The two equations", "Each of", "Let", "The length satisfies"])
def test_words_that_allow_another_reading(lead: str) -> None:
    (found,) = display(r"x^2 = 4 \\ x = 2", lead)
    assert found.tentative


def test_a_line_that_is_not_read_ends_the_argument() -> None:
    (found,) = display(r"x^2 = 4 \\ \mystery = 3 \\ 2x = 6 \\ x = 3")
    assert len(found.premises) == 1


def test_a_new_equation_behind_a_value_begins_another_argument() -> None:
    *_, last = display(r"2x = 4 \implies x = 2 \\ 3x = 9 \implies x = 3")
    assert [pretty(premise) for premise in last.premises] == ["relation[=](mul(3, x), 9)"]


@pytest.mark.parametrize("link", ["so", "Hence", "dividing by 2 gives", "and therefore"])
def test_displays_linked_by_a_word(link: str) -> None:
    (found,) = inferences(f"Solve\n\n$$\n2x = 4\n$$\n\n{link}\n\n$$\nx = 2\n$$\n")
    assert [pretty(premise) for premise in found.premises] == ["relation[=](mul(2, x), 4)"]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "On the other hand",
        "So far so good. Another equation is",
        "so if $x > 0$",
        "Thus the first part is done and we turn to the second part of the proof, which is harder",
    ],
)
def test_other_words_do_not_link_displays(text: str) -> None:
    assert not follows_from_before(text)


def test_a_claim_at_the_head_of_a_chain_stays_a_claim() -> None:
    statements = read_document(
        "$$\n2x = 6 \\\\ \\frac{d}{dx} (x^2 - 6x) = 2x - 6 = 0\n$$\n"
    ).statements
    assert [s.inference is not None for s in statements] == [False, False, True]
    assert statements[1].role is Role.CLAIM


@pytest.mark.parametrize(
    "values", ["x_1 = 2, x_2 = 3", r"x_1 = 2 \text{ and } x_2 = 3", r"x_{1,2} = \frac{5 \mp 1}{2}"]
)
@pytest.mark.parametrize("sign", [r"\implies", r"\\"])
def test_numbered_names_are_values_of_the_unknown(sign: str, values: str) -> None:
    (found,) = display(rf"x^2 - 5x + 6 = 0 {sign} {values}")
    assert pretty(found.conclusion).startswith("or(relation[=](x, ")


def test_one_numbered_value_does_not_say_that_there_is_no_other() -> None:
    (found,) = display(r"x^2 - 5x + 6 = 0 \implies x_1 = 2")
    assert pretty(found.conclusion) == "relation[=](x_1, 2)"


@pytest.mark.parametrize(
    "values", [r"x_{2,3} = \pm 2 \\ x_1 = 0", r"x_1 = 0, x_2 = 2 \\ x_3 = -2", r"x_2 = 2, x_3 = -2"]
)
def test_some_of_the_numbered_values_are_not_all(values: str) -> None:
    found, *_ = display(rf"x^3 - 4x = 0 \implies {values}")
    assert "or(" not in pretty(found.conclusion) or "x_2,3" in pretty(found.conclusion)
