"""Pages as they are written for GitHub, Quarto, Pandoc, Jupyter Book and LaTeX."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from symcalc.check.judge import judge
from symcalc.core import term as t
from symcalc.core.problem import Statement
from symcalc.core.verdict import Verdict
from symcalc.read import read_document
from symcalc.read.blanking import readable

X, Y = t.name("x"), t.name("y")


def statements(page: str, path: str = "page.md") -> list[Statement]:
    found = list(read_document(page, path).statements)
    assert [s.trouble for s in found] == [None] * len(found)
    return found


def lines(page: str, path: str = "page.md") -> list[tuple[str, str]]:
    return [(s.left_text, s.right_text) for s in statements(page, path)]


JUPYTER_BOOK = """\
# Least squares

````{prf:theorem} The slope
:label: slope
Let {math}`x > 0`.

```{math}
:label: eq-one

u = x

v = x + 1
```
````

:::{math}
w = x
:::

$$ u^2 = x^2 $$ (eq-two)

See {eq}`eq-one`.

$$ v = x + 1 \\quad \\text{by \\eqref{eq-one}} $$
"""

QUARTO = """\
---
title: "$$ 0 = 1 $$"
format: html
---

$$
u = x^2
$$ {#eq-u}

```{r}
x <- "$$ 0 = 2 $$"
```

As @eq-u says,

$$ u' = 2 x \\qquad \\text{(by \\ref{eq-u})} $$ {#eq-du}
"""

GITHUB = """\
The square $`x^2`$ is never negative; with $y=1$ it costs \\$5 or 3$.

> **Note**
> ```math
> u = x
> ```
> and
> $$
> v = x
> $$

- An item: $$ w = x $$
"""

LATEX = r"""
\documentclass{article}
\title{On $0 = 1$}
\newcommand{\p}[2]{\frac{\partial #1}{\partial #2}}
\begin{document}
% symcalc: x > 0
Let $ y $ be real, and $ x $ too. % \[ 0 = 2 \]
\begin{subequations}
\begin{align}
  u &= x^2 \label{eq:u} \\[2pt]
  v &= 3 x \notag \\% the last one
  \intertext{and so, of course,}
  w &= x + 1
\end{align}
Between the two displays.
\begin{align*} \p{u}{x} &\overset{\eqref{eq:u}}{=} 2 x \end{align*}
\end{subequations}
\verb|$0 = 3$| and \begin{lstlisting}
\[ 0 = 4 \]
\end{lstlisting}
\iffalse
\[ 0 = 5 \]
\fi
% symcalc: off
\[ 0 = 6 \]
% symcalc: on
\begin{equation} x - x = 0 \eqno (7) \end{equation}
\end{document}
\[ 0 = 8 \]
"""


def test_a_page_of_a_jupyter_book() -> None:
    found = statements(JUPYTER_BOOK)
    assert [s.left_text for s in found] == ["u", "v", "w", "u^2", "v"]
    assert found[-1].reason == "by (eq-one, line 7)"
    assert t.relation(">", X, t.ZERO) in found[-1].scope.assumptions


def test_a_page_of_quarto() -> None:
    found = statements(QUARTO)
    assert [s.left_text for s in found] == ["u", "u'"]
    assert found[-1].reason == "by (eq-u, line 6)"


def test_a_page_of_github() -> None:
    assert lines(GITHUB) == [("u", "x"), ("v", "x"), ("w", "x")]


def test_a_source_of_latex() -> None:
    found = statements(LATEX, "notes.tex")
    assert [s.left_text for s in found] == ["u", "v", "w", r"\p{u}{x}", "x - x"]
    assert found[2].right is t.add(X, t.ONE)
    assert found[3].reason == "(eq:u, line 10)"
    assert t.relation(">", X, t.ZERO) in found[-1].scope.assumptions


@pytest.mark.parametrize(
    ("page", "path"),
    [
        ("\\begin{document}\n\\input{chapters/one}\n\\end{document}", "a.tex"),
        ("\\input macros\n\\begin{document}\n\\end{document}", "a.tex"),
        ("\\begin{document}\\include{one}\\end{document}", "a.tex"),
        ("{{< include _part.qmd >}}\n", "a.qmd"),
        ("```{include} part.md\n```\n", "a.md"),
    ],
)
def test_another_file_is_reported_and_not_followed(page: str, path: str) -> None:
    (trouble,) = read_document(page, path).troubles
    assert trouble.code == "SC003"
    assert trouble.cure


def test_a_comment_can_declare() -> None:
    (statement,) = statements("<!-- symcalc: x > 0 -->\n$$ \\sqrt{x^2} + y = x + y $$\n")
    assert t.relation(">", X, t.ZERO) in statement.scope.assumptions


def test_a_comment_that_declares_nothing_readable_is_reported_where_it_stands() -> None:
    (trouble,) = read_document("\n<!-- symcalc: x > ( -->\n").troubles
    assert (trouble.span.line, trouble.span.column) == (2, 15)


def test_a_display_that_is_not_closed_does_not_swallow_the_prose_behind_it() -> None:
    page = "$$ x = 1\n\nThen we have some prose.\n\n$$ y = 2 $$\n"
    document = read_document(page)
    assert [trouble.code for trouble in document.troubles] == ["SC002"]
    assert document.statements[-1].left is Y


def test_a_relation_at_the_start_of_a_line_is_no_quotation() -> None:
    assert lines("$$ x\n> 0 $$") == [("x", "0")]


def test_windows_line_ends_change_no_column() -> None:
    page = "---\r\ntitle: $$ 0 = 1 $$\r\n---\r\n\r\n```math\r\nx = y\r\n```\r\n"
    (statement,) = statements(page)
    assert (statement.span.line, statement.span.column) == (6, 1)


def test_what_is_blanked_keeps_its_place() -> None:
    text = "a % b\n% symcalc: off\n\\[ c \\]\n% symcalc: on\nd \\% e \\\\% f\n"
    blank = readable(text, tex=True)
    assert len(blank) == len(text)
    assert blank.split("\n")[0].rstrip() == "a"
    assert blank.split("\n")[4].rstrip() == "d \\% e \\\\"
    assert "c" not in blank


# ------------------------------------------------------------------ numbers, notes, rows

ROWS = [
    (r"x = y \qquad (2.3)", [("x", "y")]),
    (r"x = y . \quad (*)", [("x", "y")]),
    (r"x = y \quad (1a)", [("x", "y")]),
    (r"x = y \tag{4}", [("x", "y")]),
    (r"x = y \leqno (4)", [("x", "y")]),
    (r"x &= y \\[1ex] u &= v \\* p &= q", [("x", "y"), ("u", "v"), ("p", "q")]),
    (r"x &= y, \\ \intertext{where} u &= v", [("x", "y"), ("u", "v")]),
    (r"x &= y \intertext{so that} &= v", [("x", "y"), ("y", "v")]),
]


@pytest.mark.parametrize(("formula", "read"), ROWS)
def test_what_is_no_part_of_a_formula_is_left_out(formula: str, read: list[object]) -> None:
    assert lines(f"\\begin{{align}} {formula} \\end{{align}}") == read


def test_text_between_rows_is_the_reason_of_the_row_below() -> None:
    page = r"\begin{align} x &= y \intertext{by symmetry} &= v \end{align}"
    assert [s.reason for s in statements(page)] == ["", "by symmetry"]


def test_a_bracket_is_quoted_with_its_size() -> None:
    (statement,) = statements(r"$$ y = \left( x + 1 \right) \cdot 2 $$")
    assert statement.right_text == r"\left( x + 1 \right) \cdot 2"


def test_a_question_is_no_claim() -> None:
    assert read_document(r"$$ x + 1 \stackrel{?}{=} x $$").statements == ()
    (statement,) = read_document(r"$$ y = x + 1 \stackrel{?}{=} x $$").statements
    assert statement.trouble is not None


def test_what_is_demanded_is_no_claim() -> None:
    (statement,) = statements(r"$$ 2 x + 1 \overset{!}{=} 0 $$")
    assert statement.role == "equation"


def test_the_sign_of_a_definition() -> None:
    (statement,) = statements(r"$$ u \overset{\text{def}}{=} x + 1 $$")
    assert statement.relation == ":="


# ------------------------------------------------------------------------- whatever comes

PIECES = (
    "$", "$$", "\\[", "\\]", "\\(", "\\)", "`", "```", "```math", "```{math}", "```{note}", "~~~",
    ":::{math}", ":::", "\n", "\n\n", "\f", "> ", "---\n", "<!--", "-->", "<!-- symcalc: off -->",
    "<!-- symcalc: on -->", "<!-- symcalc: x > 0 -->", "% symcalc: off\n", "% a", "\\%", "\\\\",
    "\\begin{align}", "\\end{align}", "\\begin{cases}", "\\end{cases}",
    "\\newcommand{\\a}[1][x]{", "\\newcommand{\\b}{\\b}", "\\def\\c#1{", "\\let\\d\\a", "\\a",
    "\\b", "\\c", "#1", "{", "}", "\\input{x}", "{{< include x >}}", "\\verb|",
    "\\begin{verbatim}", "\\iffalse", "\\fi", "\\tag{1}", "\\label{eq}", "\\eqref{eq}", "{#eq}",
    "\\intertext{", "\\text{", "&", "&&", "\\left.", "\\right|", "\\overset{!}{=}",
    "\\stackrel{?}{=}", "=", "x", "x = y", "1", "+", "_", "^", "(", ")", "Let ",
    "symcalc\nlet = ['x > 0']\n", "\\begin{document}", "\\end{document}", "\\eqno", "(3)",
    "\\quad",
)  # fmt: skip


@settings(max_examples=200, deadline=None, derandomize=True)
@given(
    pieces=st.lists(st.sampled_from(PIECES), max_size=40),
    path=st.sampled_from(["a.md", "a.tex", "a.ipynb"]),
)
def test_no_page_breaks_the_reader(pieces: list[str], path: str) -> None:
    text = " ".join(pieces)
    assert len(readable(text, path.endswith(".tex"))) == len(text)
    lines = text.split("\n")
    for statement in read_document(text, path).statements:
        span = statement.span
        assert 1 <= span.line <= span.end_line <= len(lines)
        assert 1 <= span.column <= len(lines[span.line - 1]) + 1


def test_a_fence_of_markdown_is_no_fence_in_latex() -> None:
    page = "\\begin{document}\n:::{math}\n```math\n\\[ x = 1 \\]\n\\end{document}\n"
    assert lines(page, "a.tex") == [("x", "1")]


@pytest.mark.parametrize(
    "line",
    [
        r"\boxed{x + x = 2x}",
        r"{x + x = 2x}",
        r"{\color{red} x + x = 2x}",
        r"\textcolor{red}{x} + x = 2x",
        r"x + x \mathrel{=} 2x",
        r"x \mathbin{+} x = 2x",
        r"\frac{\cancel{y} (x + x)}{\cancel{y}} = 2x",
        r"{\cal A} + {\cal A} = 2 \mathcal{A}",
    ],
)
def test_what_only_decorates_a_line(line: str) -> None:
    good = read_document(f"$$ {line} $$", "page.md").statements
    bad = read_document(f"$$ {line.replace('2', '3')} $$", "page.md").statements
    assert [judge(each).verdict for each in good] in ([Verdict.PROVED], [Verdict.CONDITIONAL])
    assert [judge(each).verdict for each in bad] == [Verdict.REFUTED]
