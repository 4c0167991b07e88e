"""Macros mean what LaTeX would make of them, from their definition on."""

from __future__ import annotations

import pytest

from symcalc.core import term as t
from symcalc.core.problem import Statement
from symcalc.read import read_document
from symcalc.read.macros import Macros, find_macros

X, Y = t.name("x"), t.name("y")


def sides(preamble: str, formula: str) -> Statement:
    page = f"{preamble}\n\\begin{{document}}\n\\[ {formula} \\]\n\\end{{document}}\n"
    (statement,) = read_document(page, "notes.tex").statements
    return statement


MEANT = [
    (r"\newcommand{\half}[1]{\frac{#1}{2}}", r"\half{x}", t.div(X, t.TWO)),
    (r"\newcommand\half[1]{\frac{#1}{2}}", r"\half x", t.div(X, t.TWO)),
    (r"\newcommand*{\over}[2][y]{\frac{#1}{#2}}", r"\over{x}", t.div(Y, X)),
    (r"\newcommand{\ratio}[2][y]{\frac{#1}{#2}}", r"\ratio[x]{y}", t.div(X, Y)),
    (r"\def\sq#1{(#1)^2}", r"\sq{x+y}", t.power(t.add(X, Y), t.TWO)),
    (r"\def\ratio#1#2{\frac{#1}{#2}}", r"\ratio xy", t.div(X, Y)),
    (r"\DeclareMathOperator{\relu}{ReLU}", r"\relu(x)", t.apply("rm.ReLU", X)),
    (r"\DeclareMathOperator*{\loss}{my\,loss}", r"\loss(x)", t.apply("rm.myloss", X)),
    (r"\let\eps\varepsilon", r"\eps", t.name("varepsilon")),
    (r"\let\eps=\varepsilon", r"\eps", t.name("varepsilon")),
    (r"\let\old\phi \renewcommand{\phi}{\varphi}", r"\old", t.name("phi")),
    (r"\let\old\phi \renewcommand{\phi}{\varphi}", r"\phi", t.name("varphi")),
    (r"\newcommand{\a}{x}\let\b\a\renewcommand{\a}{y}", r"\b", X),
    (r"\DeclarePairedDelimiter{\abs}{\lvert}{\rvert}", r"\abs{x}", t.call("abs", X)),
    (r"\DeclarePairedDelimiter{\abs}{\lvert}{\rvert}", r"\abs*{x}", t.call("abs", X)),
    (r"\DeclarePairedDelimiter{\abs}{\lvert}{\rvert}", r"\abs[\big]{x}", t.call("abs", X)),
    (r"\NewDocumentCommand{\ratio}{O{x} m}{\frac{#1}{#2}}", r"\ratio{y}", t.div(X, Y)),
    (r"\providecommand{\sin}{\cos}", r"\sin x", t.call("sin", X)),
    (r"\newcommand{\inner}[1]{#1^2}\newcommand{\outer}[1]{\inner{#1}}", r"\outer{x}",
     t.power(X, t.TWO)),
]  # fmt: skip


@pytest.mark.parametrize(("preamble", "formula", "meant"), MEANT)
def test_a_macro_means_its_body(preamble: str, formula: str, meant: t.Term) -> None:
    statement = sides(preamble, f"{formula} = 1")
    assert statement.trouble is None
    assert statement.left is meant


def test_a_redefinition_holds_from_its_place_on() -> None:
    page = (
        "$$\\newcommand{\\a}{x}$$\n\n$$ \\a = 1 $$\n\n"
        "$$ \\renewcommand{\\a}{y} \\a = 2 $$\n\n$$ \\a = 3 $$\n"
    )
    assert [s.left for s in read_document(page).statements] == [X, Y, Y]


def test_code_defines_nothing() -> None:
    code = "```latex\n\\newcommand{\\phi}{x}\n```\n\nWrite `\\newcommand{\\phi}{y}`.\n\n"
    page = f"{code}$$ \\phi = 1 $$"
    assert read_document(page).statements[-1].left is t.name("phi")


def test_text_in_a_macro_is_running_text() -> None:
    statement = sides(r"\newcommand{\why}{&& \text{by the chain rule}}", r"x = y \why")
    assert (statement.right, statement.reason) == (Y, "by the chain rule")


def test_the_place_of_a_macro_holds_its_arguments() -> None:
    statement = sides(r"\newcommand{\half}[1]{\frac{#1}{2}}", r"\half{x} = 1")
    assert statement.left_text == r"\half{x}"


@pytest.mark.parametrize(
    "text",
    [r"\newcommand", r"\newcommand{\a}", r"\newcommand{\a}{", r"\def\a#1", r"\let\a", r"\def",
     r"\DeclarePairedDelimiter{\a}{(}", r"\NewDocumentCommand{\a}{s m}{x}"],
)  # fmt: skip
def test_a_definition_that_is_cut_off_defines_nothing(text: str) -> None:
    assert not find_macros(text)


def test_nothing_is_known_before_its_definition() -> None:
    macros = find_macros(r"      \newcommand{\a}{x}")
    assert macros.get(r"\a", 5) is None
    assert macros.get(r"\a", 7) is not None
    assert Macros().get(r"\a") is None
