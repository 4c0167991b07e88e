"""Chains that go on from display to display, and statements side by side in one."""

from __future__ import annotations

import pytest

from symcalc.core import term as t
from symcalc.core.problem import Role, Statement
from symcalc.read import read_document

A, B, X = map(t.name, "abx")


def statements(page: str, path: str = "page.md") -> tuple[Statement, ...]:
    return read_document(page, path).statements


SPLIT = [
    "$$ (a+b)^2 = a^2 + 2ab + b^2 $$\n$$ = b^2 + a^2 + 2ab $$",
    "$$ (a+b)^2 = a^2 + 2ab + b^2 = $$\n\n$$ b^2 + a^2 + 2ab $$ {#eq-two}",
    "$$ (a+b)^2 = a^2 + 2ab + b^2 = $$ $$ = b^2 + a^2 + 2ab $$",
    "\\[ (a+b)^2 = a^2 + 2ab + b^2 \\]\n\\[ = b^2 + a^2 + 2ab \\]",
    "\\begin{align}(a+b)^2 &= a^2 + 2ab + b^2 \\end{align}\n"
    "\\begin{align*} &= b^2 + a^2 + 2ab \\end{align*}",
]


@pytest.mark.parametrize("page", SPLIT)
def test_a_chain_goes_on_in_the_next_display(page: str) -> None:
    first, second = statements(page)
    assert first.trouble is second.trouble is None
    assert second.left is first.right
    assert second.right is t.add(t.power(B, t.TWO), t.power(A, t.TWO), t.mul(t.TWO, A, B))


def test_an_arrow_goes_on_from_the_display_before_it() -> None:
    _, second = statements("$$ x^2 = 4 $$\n$$ \\implies x = 3 $$")
    assert second.inference is not None


def test_words_part_two_displays() -> None:
    _, second = statements("$$ a + 0 = a $$\n\nNext\n\n$$ = b $$")
    assert second.trouble is not None
    _, second = statements("$$ a + 0 = a $$\n\n$$ b + 0 = b $$")
    assert second.left is t.add(B, t.ZERO)


def test_a_wide_space_parts_statements_with_two_sides_each() -> None:
    page = "$$ u = a \\sin x \\qquad v = b \\cos x \\\\ p = a + b \\quad q = a - b $$"
    found = statements(page)
    assert [s.left for s in found] == [t.name(key) for key in "uvpq"]
    assert [s.role for s in found] == [Role.DEFINITION] * 4
    assert found[1].right is t.mul(B, t.call("cos", X))


def test_what_has_no_relation_of_its_own_is_not_parted() -> None:
    (numbered,) = statements("$$ a + b = b + a \\qquad (3) $$")
    assert numbered.trouble is None
    (refused,) = statements("$$ a + b = b \\qquad a $$")
    assert refused.trouble is not None
    assert refused.trouble.code == "SC019"
    ranged = statements("$$ a_k = k x \\qquad k = 1, \\ldots, n $$")
    assert len(ranged) == 1


def test_an_inequality_behind_a_wide_space_restricts() -> None:
    first, second = statements("$$ \\sqrt{x^2} = x \\qquad x > 0 $$")
    assert t.relation(">", X, t.ZERO) in first.scope.assumptions
    assert second.role is Role.EQUATION


@pytest.mark.parametrize("sized", ["\\big{(} a + b \\big{)}", "\\Bigg{[}a + b\\Bigg{]}"])
def test_a_sized_bracket_may_stand_in_braces(sized: str) -> None:
    (statement,) = statements(f"$$ {sized}^2 = 1 $$")
    assert statement.left is t.power(t.add(A, B), t.TWO)
    (plain,) = statements("$$ \\bigl\\{ {a} + b \\bigr\\} \\space + \\large{x} = 1 $$")
    assert plain.left is t.add(t.add(A, B), X)


def test_a_few_words_with_a_colon_explain_the_next_step() -> None:
    page = (
        "$$ (a+b)^2 - b^2 $$\n\nExpand the square:\n\n$$ = a^2 + 2ab $$\n\n"
        "Factor out $a$:\n$$ = a (a + 3b) $$"
    )
    first, second = statements(page)
    assert first.left is t.sub(t.power(t.add(A, B), t.TWO), t.power(B, t.TWO))
    assert second.left is first.right
    assert second.right is t.mul(A, t.add(A, t.mul(t.number(3), B)))


@pytest.mark.parametrize(
    "words", ["The mean of $x$ is", "Now another one.", "# Mean", "The variance equals:"]
)
def test_words_that_are_the_left_side_leave_it_missing(words: str) -> None:
    (missing,) = statements(f"$$ a + b $$\n\n{words}\n\n$$ = b + a $$")
    assert missing.trouble is not None
    assert missing.trouble.code == "SC013"


def test_what_is_said_between_two_steps_is_known_in_the_second() -> None:
    _, second = statements("$$ u + 0 = u $$\n\nNow put $u = 2$, let $u = 2$:\n\n$$ = 2 $$")
    assert second.scope.definitions["u"].body is t.TWO


@pytest.mark.parametrize("number", ["(a) \\quad", "(3)\\qquad"])
def test_a_number_may_stand_in_front(number: str) -> None:
    (statement,) = statements(f"$$ {number} a + b = b + a $$")
    assert statement.left is t.add(A, B)
    (factor,) = statements("$$ (a) b = b a $$")
    assert factor.left is t.mul(A, B)


def test_a_function_may_be_explained_within_a_chain() -> None:
    page = "$$ y = s(z) = \\frac{1}{1 + e^{-z}} $$\n\n$$ s'(z) = s(z) (1 - s(z)) $$"
    first, second, third = statements(page)
    assert [first.role, second.role, third.role] == [Role.DEFINITION] * 2 + [Role.CLAIM]
    assert "s" in third.scope.definitions
    claimed = statements("$$ s(z) = z^2 $$\n\n$$ y = s(z) = z^3 $$")
    assert claimed[-1].role is Role.CLAIM
