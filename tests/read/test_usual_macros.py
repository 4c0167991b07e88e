"""Macros that pages use and define elsewhere."""

from __future__ import annotations

import pytest

from symcalc.read import read_document

ALIKE = [
    (r"\abs{x - 1}", r"\left| x - 1 \right|"),
    (r"\norm{\mathbf{x}}^2", r"\left\| \mathbf{x} \right\|^2"),
    (r"\dv{y}{t}", r"\frac{dy}{dt}"),
    (r"\dv[2]{y}{t}", r"\frac{d^2 y}{dt^2}"),
    (r"\dv{t} \qty(t^2)", r"\frac{d}{dt} (t^2)"),
    (r"\pdv{f(x,y)}{x}", r"\frac{\partial f(x,y)}{\partial x}"),
    (r"\pdv{f(x,y)}{x}{y}", r"\frac{\partial^2 f(x,y)}{\partial x \partial y}"),
    (r"\pdv[3]{f(x)}{x}", r"\frac{\partial^3 f(x)}{\partial x^3}"),
    (r"\int_0^1 t^2 \dd{t}", r"\int_0^1 t^2 \, dt"),
    (r"\int_0^1 t^2 \dd t", r"\int_0^1 t^2 \, dt"),
    (r"\eval{t^2}_{t=3}", r"\left. t^2 \right|_{t=3}"),
    (r"\qty[ x + 1 ] x", r"[ x + 1 ] x"),
]


@pytest.mark.parametrize(("macro", "plain"), ALIKE)
def test_usual_macros_stand_for_what_their_names_say(macro: str, plain: str) -> None:
    (statement,) = read_document(f"$$ {macro} = {plain} $$").statements
    assert statement.trouble is None
    assert statement.left is statement.right


def test_a_macro_of_the_page_means_what_the_page_says() -> None:
    page = r"$\newcommand{\dv}[1]{#1^2}\newcommand{\abs}[1]{(#1)}$ $$ \dv{x} + \abs{x} = x^2 + x $$"
    (statement,) = read_document(page).statements
    assert statement.left is statement.right


def test_other_commands_without_a_definition_are_refused() -> None:
    for formula in (r"\dv", r"\KL{p}{q}", r"\pdv{}"):
        (statement,) = read_document(f"$$ {formula} = 1 $$").statements
        assert statement.trouble is not None


SETTINGS = [
    "---\ntitle: Notes\nmath:\n  '\\half': '\\frac{#1}{2}'\n  \"\\\\bx\": \"\\\\mathbf{x}\"\n---\n",
    '<script>\nMathJax = {tex: {macros: {half: ["\\\\frac{#1}{2}", 1],\n'
    "  bx: '\\\\mathbf{x}'}}};\n</script>\n",
    '---\nmathjax:\n  tex: {"macros": {"half": ["\\\\frac{#1}{2}", 1],\n'
    '    "bx": "\\\\mathbf{x}"}}\n---\n',
    "$\\newcommand{\\half}[1]{\\frac{#1}{2}} \\newcommand{\\bx}{\\mathbf{x}}$\n",
]


@pytest.mark.parametrize("settings", SETTINGS)
def test_macros_of_the_settings(settings: str) -> None:
    page = settings + "\n$$ \\half{y} + \\norm{\\bx} = \\frac{y}{2} + \\|\\mathbf{x}\\| $$\n"
    (statement,) = read_document(page, "page.md").statements
    assert statement.trouble is None
    assert statement.left is statement.right
