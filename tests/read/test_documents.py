"""How pages are read: displays, rows, roles, declarations, and what goes wrong."""

from __future__ import annotations

import pytest

from symcalc.core import term as t
from symcalc.core.problem import Document, Role
from symcalc.read import read_document


def links(text: str, path: str = "page.md") -> list[tuple[str, str, str]]:
    """Every link of a page as (left, relation, right)."""
    return [(s.left_text, s.relation, s.right_text) for s in read_document(text, path).statements]


def roles(document: Document) -> list[Role]:
    return [statement.role for statement in document.statements]


# -------------------------------------------------------------------------------- displays

OPENINGS = [
    "$$\n{}\n$$",
    "\\[ {} \\]",
    "\\begin{{equation}}\n{}\n\\end{{equation}}",
    "\\begin{{align*}}\n{}\n\\end{{align*}}",
    "```math\n{}\n```",
    "$$ \\label{{eq:one}} {} \\tag{{3}} \\; . $$",
    "$$\\begin{{aligned}} {} \\end{{aligned}}$$ {{#eq-one}}",
]


@pytest.mark.parametrize("wrapper", OPENINGS)
def test_displays_are_found_in_every_usual_wrapping(wrapper: str) -> None:
    (statement,) = read_document(wrapper.format("(x+1)^2 = x^2 + 2x + 1"), "page.md").statements
    assert statement.trouble is None
    assert statement.role is Role.CLAIM


def test_code_comments_and_front_matter_are_passed_over() -> None:
    page = (
        "---\ntitle: $$ 1 = 2 $$\n---\n```python\n$$ 1 = 3 $$\n```\n`$$ 1 = 4 $$`\n"
        "<!-- $$ 1 = 5 $$ -->\n<!-- symcalc: off -->\n$$ 1 = 6 $$\n<!-- symcalc: on -->\n"
        "$$ 1 = 7 $$\n"
    )
    assert links(page) == [("1", "=", "7")]


def test_latex_sources_start_at_the_document_and_expand_macros() -> None:
    source = (
        "\\newcommand{\\half}[1]{\\frac{#1}{2}}\n\\DeclareMathOperator{\\relu}{ReLU}\n"
        "\\begin{document}\n% $$ 1 = 2 $$\n\\[ \\half{x} + \\half{x} = x \\]\n\\end{document}"
    )
    (statement,) = read_document(source, "notes.tex").statements
    half = t.div(t.name("x"), t.TWO)
    assert statement.left is t.add(half, half)


def test_a_macro_without_end_is_refused_not_a_hang() -> None:
    source = "\\newcommand{\\a}{\\a\\a}\n$$ \\a = 1 $$"
    (statement,) = read_document(source).statements
    assert statement.trouble is not None
    assert statement.trouble.code == "SC014"


def test_an_unclosed_display_is_named_and_the_rest_is_read() -> None:
    document = read_document("\\[ x = 1\n\n$$ 1 + 1 = 2 $$\n")
    assert [trouble.code for trouble in document.troubles] == ["SC002"]
    assert links("\\[ x = 1\n\n$$ 1 + 1 = 2 $$\n")[-1] == ("1 + 1", "=", "2")


# ------------------------------------------------------------------------------------ rows


def test_a_chain_over_rows_with_reasons() -> None:
    page = (
        "$$\\begin{aligned}\n(x+1)^2 &= (x+1)(x+1) && \\text{(definition)} \\\\\n"
        "&= x^2 + 2x + 1 .\n\\end{aligned}$$"
    )
    first, second = read_document(page).statements
    assert (first.reason, second.reason) == ("definition", "")
    assert first.right is second.left
    assert (first.row, second.row) == (1, 2)


def test_a_row_that_starts_with_an_operator_continues_the_one_above() -> None:
    page = "$$\\begin{aligned} a &= b \\\\ &\\quad + c \\\\ &= d \\end{aligned}$$"
    first, second = read_document(page).statements
    assert first.right is t.add(t.name("b"), t.name("c"))
    assert second.left is first.right


def test_a_row_that_ends_with_an_operator_goes_on() -> None:
    page = "$$\\begin{aligned} a &= b \\cdot \\\\ & c \\end{aligned}$$"
    (statement,) = read_document(page).statements
    assert statement.right is t.mul(t.name("b"), t.name("c"))


def test_a_bracket_over_two_rows() -> None:
    page = (
        "$$\\begin{aligned} a &= \\left( b + \\right. \\\\ & \\left. c \\right) \\cdot b"
        " \\end{aligned}$$"
    )
    (statement,) = read_document(page).statements
    assert statement.right is t.mul(t.add(t.name("b"), t.name("c")), t.name("b"))


def test_commas_words_and_wide_spaces_separate_statements() -> None:
    page = "$$ 1 + 1 = 2, \\qquad 2 + 2 = 4 \\quad\\text{and}\\quad 3 + 3 = 6 . $$"
    assert [row[2] for row in links(page)] == ["2", "4", "6"]


def test_a_range_is_no_equation() -> None:
    page = "$$ y_i = 2 x_i, \\quad i = 1, \\ldots, n $$\n\n$$ \\sum_i 1 + \\sum_i x_i = 1 $$"
    document = read_document(page)
    assert document.statements[0].left_text == "y_i"
    assert len(document.statements) == 2
    total = document.statements[1].left
    assert total is not None
    assert t.name("n") in t.postorder(total)


def test_inequalities_behind_an_equation_are_its_conditions() -> None:
    page = "$$ \\sqrt{x^2} + 0 = x, \\quad x \\ge 0 $$"
    claim, condition = read_document(page).statements
    assert condition.role is Role.EQUATION
    assert t.relation(">=", t.name("x"), t.ZERO) in claim.scope.assumptions


# ----------------------------------------------------------------------------------- roles


def test_what_is_a_claim_a_definition_an_equation() -> None:
    page = """
    $$ f(x) = x^2 $$
    $$ f(x) + f(x) = 2 x^2 = x^2 + x^2 $$
    Setting the derivative to zero gives the equation
    $$ 2x = 4 $$
    $$ x^2 = 4 \\implies x = 2 $$
    $$ (a+b)^2 = a^2 + 2ab + b^2 $$
    """
    assert roles(read_document(page)) == [
        Role.DEFINITION, Role.CLAIM, Role.CLAIM, Role.EQUATION, Role.EQUATION, Role.EQUATION,
        Role.CLAIM,
    ]  # fmt: skip


def test_a_definition_is_known_below_its_line_only() -> None:
    page = "$$ g(x) + 0 = x $$\n\n$$ g(x) = x^3 $$\n\n$$ g'(x) = 3x^2 $$"
    before, _, after = read_document(page).statements
    assert "g" not in before.scope.definitions
    assert after.scope.definitions["g"].body is t.power(t.name("x"), t.number(3))


def test_a_second_meaning_keeps_the_first() -> None:
    page = "$$ g(x) = x $$\n\n$$ g(x) = x^2 $$\n\n$$ g'(x) = 2x $$"
    known = read_document(page).statements[-1].scope.definitions["g"]
    assert known.earlier == (t.name("x"),)


def test_a_prime_over_a_chain_of_definitions_is_refused() -> None:
    clear = read_document("$$ y = u^2 $$\n\n$$ y' = 2u $$").statements[1]
    assert clear.left is t.derivative(t.name("y"), t.name("u"))
    page = "$$ y = u^2 $$\n\n$$ u = 3x $$\n\n$$ y' = 2u $$"
    unclear = read_document(page).statements[2]
    assert unclear.trouble is not None
    assert unclear.trouble.code == "SC018"


def test_densities_are_not_told_by_their_letter() -> None:
    document = read_document("$$ p(x) = x^2 $$\n\n$$ p(y) + 0 = 1 + y $$")
    assert "p" not in document.statements[-1].scope.definitions


def test_parameters_shadow_functions_of_the_same_letter() -> None:
    page = "$$ u(a) = a^2 $$\n\n$$ f(u) = u + 1 $$"
    _, second = read_document(page).statements
    assert second.right is t.add(t.name("u"), t.ONE)


# ------------------------------------------------------------------------------ declarations


def test_prose_declares() -> None:
    page = (
        "Let $x \\in \\mathbb{R}$ and let $\\sigma(t) = \\frac{1}{1+e^{-t}}$, where $h$ is a "
        "function and $n \\in \\mathbb{N}$, for $a > 0$.\n\n$$ h(2) + \\sigma(x) a n = 1 + x $$"
    )
    document = read_document(page)
    (statement,) = document.statements
    assert statement.trouble is None
    kinds = {declaration.key: str(declaration.kind) for declaration in document.declarations}
    assert kinds["x"] == "real scalar"
    assert kinds["h"].endswith("function")
    assert "sigma" in statement.scope.definitions
    assert t.relation(">", t.name("a"), t.ZERO) in statement.scope.assumptions


def test_at_x_equal_zero_defines_nothing() -> None:
    document = read_document("The curve is flat at $x = 0$.\n\n$$ x + x = 2x $$")
    assert not document.statements[0].scope.definitions
    assert not document.statements[0].scope.assumptions


def test_a_block_declares_and_its_errors_are_placed() -> None:
    page = '```symcalc\nlet = ["n: integer", "x > 0"]\n```\n$$ x + n = n + x $$'
    (statement,) = read_document(page).statements
    assert statement.scope.declarations["n"].source == "block"
    (broken,) = read_document("```symcalc\nlet = [\n```\n").troubles
    assert (broken.code, broken.span.line) == ("SC063", 2)


def test_use_declares_what_nobody_did() -> None:
    document = read_document("$$ (x + y_i)^2 = 2 x y_i + x^2 + y_i^2 $$")
    inferred = {d.key: d.kind.sort.value for d in document.declarations if d.inferred}
    assert inferred == {"x": "scalar", "y": "sequence", "i": "index"}


def test_what_is_transposed_anywhere_is_a_scalar_nowhere() -> None:
    page = "$$ a + X X = X^2 + a $$\n\n$$ b = X^\\top y $$"
    document = read_document(page)
    kinds = {d.key: d.kind.sort.value for d in document.declarations}
    assert kinds["X"] == "matrix"
    assert document.statements[1].right is t.mul(t.call("transpose", t.name("X")), t.name("y"))


# ---------------------------------------------------------------------------------- places


def test_spans_point_at_the_sides() -> None:
    (statement,) = read_document("text\n\n$$ x + 1 = \\foo $$\n").statements
    assert (statement.span.line, statement.span.column) == (3, 4)
    assert statement.trouble is not None
    assert statement.trouble.span.column == 12


def test_a_line_of_a_hundred_thousand_characters_is_one_trouble() -> None:
    document = read_document("$$ " + "x + " * 30_000 + "x = 1 $$\n\n$$ 1 = 1 $$")
    assert [trouble.code for trouble in document.troubles] == ["SC015"]
    assert document.statements[-1].right_text == "1"


def test_a_sentence_that_has_ended_announces_nothing() -> None:
    page = "Let $x \\in \\mathbb{R}$.\n\n$$ (x+1)^2 = x^2 + 2x + 1 $$"
    assert roles(read_document(page)) == [Role.CLAIM]
    page = "We solve the equation.\n\n$$ x^2 + x = 2 x + 1 $$"
    assert roles(read_document(page)) == [Role.EQUATION]


def test_putting_a_name_to_a_number_is_no_definition() -> None:
    document = read_document("Putting $h = 0$ gives\n\n$$ x + 0 = x $$")
    assert not document.statements[0].scope.definitions
    document = read_document("Let $h = 2$.\n\n$$ x + 0 = x $$")
    assert document.statements[0].scope.definitions["h"].body is t.TWO


def test_the_last_case_of_prose_holds() -> None:
    page = (
        "If $a < 1$, then\n\n$$ a + 0 = a $$\n\nIf $a > 1$, then\n\n$$ a + 0 = a $$\n\n"
        "In all other cases\n\n$$ a + 0 = a $$"
    )
    first, second, third = read_document(page).statements
    one = t.relation("<", t.name("a"), t.ONE)
    assert first.scope.assumptions == (one,)
    assert second.scope.assumptions == (t.relation(">", t.name("a"), t.ONE),)
    assert third.scope.assumptions == ()
    assert set(third.scope.mentioned) == {one, t.relation(">", t.name("a"), t.ONE)}


def test_a_sequence_is_defined_by_its_elements() -> None:
    page = "$$ c_i = x_i - m $$\n\n$$ \\sum_{i=1}^n c_i = \\sum_{i=1}^n x_i - n m $$"
    known = read_document(page).statements[1].scope.definitions["c[1]"]
    assert known.parameters == ("i",)


def test_a_let_defines_even_a_density() -> None:
    document = read_document("$$ p(y) + 0 = y^2 $$", lets=["p(x) = x^2"])
    assert document.statements[0].scope.definitions["p"].body is t.power(t.name("x"), t.TWO)


def test_a_point_named_in_prose_says_nothing_of_other_points() -> None:
    page = "The curve has its maximum at $x = m$ and a root at $x = r$.\n\n$$ x + 0 = x $$"
    scope = read_document(page).statements[0].scope
    assert not scope.definitions
    assert not scope.assumptions
    assert t.relation("=", t.name("x"), t.name("m")) in scope.mentioned


def test_what_a_hypothesis_says_holds_under_it_alone() -> None:
    page = "$$ H_0: m = m_0, \\; s = 1 $$\n\n$$ m + s = s + m $$"
    *hypothesis, claim = read_document(page).statements
    assert {statement.role for statement in hypothesis} == {Role.EQUATION}
    assert not claim.scope.definitions
    assert not claim.scope.assumptions


@pytest.mark.parametrize(
    "sentence",
    [
        "Let $A$ be an $n \\times n$ matrix.",
        "Let $A$ be an $n \\times n$ [random matrix](/D/rmat).",
        "Let $A$ be a symmetric positive definite matrix.",
        "The covariance matrix $A$ is known.",
        "Let $A \\in \\mathbb{R}^{n \\times n}$.",
    ],
)
def test_matrices_declared_in_prose_are_no_numbers(sentence: str) -> None:
    document = read_document(sentence + "\n\n$$ A b + b A = 2 A b $$\n\n$$ A_{12} b = b A_{12} $$")
    (declared,) = (d for d in document.declarations if d.key == "A")
    assert (declared.kind.sort.value, declared.source) == ("matrix", "prose")
    assert all(statement.trouble is None for statement in document.statements)
