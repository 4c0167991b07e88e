"""Notes as a LaTeX document that compiles with pdflatex and amsmath alone.

Only formulas whose every command the reader knows are handed to TeX; all else is escaped, so
that no page can make TeX read or write files.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import singledispatch
from typing import Final

from symcalc.core.span import Source
from symcalc.core.verdict import Verdict
from symcalc.read.errors import ReadError
from symcalc.read.lexer import tokenize
from symcalc.write.notes.page import (
    Block,
    Code,
    Display,
    Heading,
    Listing,
    Notes,
    NotesPage,
    Paragraph,
    Plot,
    Prose,
    Row,
    Style,
    Table,
    Words,
)
from symcalc.write.notes.rows import alignments
from symcalc.write.tex import in_text

_PREAMBLE: Final = r"""\documentclass[11pt]{article}
\usepackage[utf8]{inputenc}
\IfFileExists{lmodern.sty}{\usepackage[T1]{fontenc}\usepackage{lmodern}}{}
\usepackage{amsmath,amssymb}
\usepackage{graphicx}
\usepackage[margin=2.5cm]{geometry}
\setlength{\parindent}{0pt}
\setlength{\parskip}{0.6em}
\setlength{\emergencystretch}{3em}
\allowdisplaybreaks
"""

#: The mark of a verdict, in math mode.
_MARKS: Final = {
    Verdict.REFUTED: r"\times",
    Verdict.DISPUTED: r"!!",
    Verdict.UNREAD: r"!",
    Verdict.UNDECIDED: r"?",
    Verdict.SUPPORTED: r"\approx",
    Verdict.CONDITIONAL: r"\checkmark_{\ldots}",
    Verdict.PROVED: r"\checkmark",
    Verdict.DEFINED: r"{:=}",
}

_SECTIONS: Final = ("section", "subsection", "subsubsection", "paragraph")


def write_notes_latex(notes: Notes) -> str:
    """The whole document."""
    parts = [_PREAMBLE + f"\\title{{{in_text(notes.title)}}}\n\\date{{}}", "\\begin{document}"]
    parts += ["\\maketitle", *_legend(notes)]
    for page in notes.pages:
        parts += _page(page)
    return "\n\n".join([*parts, "\\end{document}"]) + "\n"


def _legend(notes: Notes) -> list[str]:
    shown = [f"${_MARKS[verdict]}$ {verdict.value}" for verdict in notes.verdicts]
    return [f"\\noindent Marks: {', '.join(shown)}."] if shown else []


def _page(page: NotesPage) -> Iterator[str]:
    for k, block in enumerate(page.blocks):
        yield _block(block)
        if k == 0 and page.assumed:
            yield words(page.assumed)


@singledispatch
def _block(block: Block) -> str:
    raise NotImplementedError(type(block).__name__)


@_block.register
def _(block: Heading) -> str:
    section = _SECTIONS[min(block.level, len(_SECTIONS)) - 1]
    return f"\\{section}*{{{words(block.prose)}}}"


@_block.register
def _(block: Paragraph) -> str:
    return words(block.prose)


@_block.register
def _(block: Listing) -> str:
    kind = "enumerate" if block.numbered else "itemize"
    items = "\n".join(f"\\item {words(item)}" for item in block.items)
    return f"\\begin{{{kind}}}\n{items}\n\\end{{{kind}}}"


@_block.register
def _(block: Table) -> str:
    columns = "l" * max(map(len, block.rows))
    rows = [" & ".join(map(words, row)) + " \\\\" for row in block.rows]
    body = "\n".join([rows[0], "\\hline", *rows[1:]])
    return f"\\begin{{tabular}}{{{columns}}}\n{body}\n\\end{{tabular}}"


@_block.register
def _(block: Code) -> str:
    lines = (f"\\texttt{{{in_text(line)}}}" for line in block.text.splitlines() if line.strip())
    return "\\begin{flushleft}\n" + " \\\\\n".join(lines) + "\n\\end{flushleft}"


@_block.register
def _(block: Plot) -> str:
    graphic = f"\\includegraphics[width=\\linewidth]{{{block.stem}}}"
    return f"\\begin{{center}}\n{graphic}\\\\\n{in_text(block.caption)}\n\\end{{center}}"


@_block.register
def _(block: Display) -> str:
    if not all(is_known(row.latex) for row in block.rows):
        return _block(Code("\n".join(row.latex for row in block.rows)))
    most = max(len(alignments(row.latex)) for row in block.rows)
    rows = " \\\\\n".join(_row(row, most) for row in block.rows)
    body = f"\\begin{{aligned}}\n{rows}\n\\end{{aligned}}"
    return f"\\begin{{equation}}\n\\tag{{{block.number}}}\n{body}\n\\end{{equation}}"


def _row(row: Row, most: int) -> str:
    signs = [_MARKS[verdict] for verdict in dict.fromkeys(row.verdicts)]
    missing = " &" * (most - len(alignments(row.latex)))
    reason = f"\\text{{\\small {words(row.reason)}}}" if row.reason else ""
    return f"{row.latex}{missing} && {reason} && {{\\scriptstyle {' '.join(signs)}}}"


def is_known(latex: str) -> bool:
    """Whether every command of a formula is one that the reader knows, and braces are balanced."""
    try:
        tokens = tokenize(Source(latex), 0, len(latex))
    except ReadError:
        return False
    depth = 0
    for sign in re.findall(r"\\.|[{}]", latex, re.DOTALL):
        depth += {"{": 1, "}": -1}.get(sign, 0)
        if depth < 0:
            return False
    unusual = any(token.side == "unknown" for token in tokens)
    return depth == 0 and not unusual and not re.search(r"(?<!\\)[$%#~]", latex)


def words(prose: Prose) -> str:
    """Running text for TeX."""
    return "".join(map(_words, prose))


def _words(piece: Words) -> str:
    if piece.style is Style.MATH:
        known = is_known(piece.text)
        return f"${piece.text}$" if known else f"\\texttt{{{in_text(piece.text)}}}"
    return _STYLED[piece.style].format(text=in_text(piece.text))


_STYLED: Final = {
    Style.PLAIN: "{text}",
    Style.CODE: "\\texttt{{{text}}}",
    Style.EMPHASIS: "\\emph{{{text}}}",
    Style.STRONG: "\\textbf{{{text}}}",
    Style.LINK: "{text}",  # a link to another page leads nowhere on paper
}
