"""Formulas between tags, and the dollars of kramdown."""

from __future__ import annotations

import pytest

from symcalc.core import term as t
from symcalc.read import read_document
from symcalc.read.tags import is_kramdown

TAGS = [
    "{% math %}\n[]\n{% endmath %}",
    "{%- katex display -%}[]{%- endkatex -%}",
    "{{< katex display >}} [] {{< /katex >}}",
    '<script type="math/tex; mode=display">[]</script>',
    "<d-math block>[]</d-math>",
    "{% math %}\n\\begin{align}\n[]\n\\end{align}\n{% endmath %}",
]


@pytest.mark.parametrize("tag", TAGS)
def test_displays_between_tags(tag: str) -> None:
    page = tag.replace("[]", "(x+1)^2 = x^2 + 2x + 1")
    (statement,) = read_document(page, "page.md").statements
    assert statement.trouble is None
    assert statement.left is t.power(t.add(t.name("x"), t.ONE), t.TWO)


INLINE = [
    "{% math inline %}x > 0{% endmath %}",
    "{{< katex inline >}}x > 0{{< /katex >}}",
    '<script type="math/tex">x > 0</script>',
    "<d-math>x > 0</d-math>",
    "$$x > 0$$",
]


@pytest.mark.parametrize("formula", INLINE)
def test_formulas_in_the_line_are_no_claims(formula: str) -> None:
    page = f"The number $$x$$ is given.\n\nLet {formula} be so.\n\n$$\n\\sqrt{{x^2}} = x\n$$\n"
    (statement,) = read_document(page, "page.md").statements
    assert statement.left_text == "\\sqrt{x^2}"
    assert t.relation(">", t.name("x"), t.ZERO) in statement.scope.assumptions


def test_kramdown_is_known_by_names_between_double_dollars() -> None:
    assert is_kramdown("The loss $$L$$ is small.")
    assert not is_kramdown("The loss $L$ is small, and $$L$$ too.")
    assert not is_kramdown("The loss \\(L\\) is small, and $$L$$ too.")
    assert not is_kramdown("We see that $$(x+1)^2 = x^2 + 2x + 1$$ holds.")
    assert not is_kramdown("$$\nx\n$$")
    assert not is_kramdown("$$x$$ {#eq-one}\n\n$$x + 1$$ (eq-two)\n\n<div>$$x$$</div>")


def test_in_kramdown_a_paragraph_of_its_own_is_a_display() -> None:
    page = "Let $$x$$ be real, with $$x = 2$$.\n\n$$x + 0 = x$$\n\n1. \\$$x$$ is odd.\n"
    (statement,) = read_document(page, "page.md").statements
    assert statement.left is t.add(t.name("x"), t.ZERO)


def test_a_dollar_on_its_own_line_opens_a_display() -> None:
    page = "求 $ x $ 的值：\n$\n(x+1)^2 = x^2 + 2x + 1\n$\n对 $ y $ 求导：\n$\ny + 0 = y\n$\n"
    first, second = read_document(page, "page.md").statements
    assert first.left is t.power(t.add(t.name("x"), t.ONE), t.TWO)
    assert second.left is t.add(t.name("y"), t.ZERO)
    assert not read_document("It costs\n$\n\nand a\n$\n", "page.md").statements


def test_padded_dollars_hold_a_formula_unless_there_are_words_between() -> None:
    page = "Let $ x > 0 $ be so; it costs $ 5 and $ 6.\n\n$$\n\\sqrt{x^2} = x\n$$"
    (statement,) = read_document(page, "page.md").statements
    assert statement.scope.assumptions == (t.relation(">", t.name("x"), t.ZERO),)
