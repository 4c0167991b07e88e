"""Notes as Markdown that ``symcalc check`` reads: numbered displays, reasons, marks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import singledispatch
from typing import Final

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
    resolved,
)
from symcalc.write.notes.rows import alignments

_STYLED: Final = {
    Style.PLAIN: "{text}",
    Style.MATH: "${text}$",
    Style.CODE: "`{text}`",
    Style.EMPHASIS: "*{text}*",
    Style.STRONG: "**{text}**",
    Style.LINK: "[{text}]({target})",
}


def write_notes_markdown(notes: Notes) -> str:
    """The pages one below the other; the title only where there are several."""
    parts = [f"# {notes.title}"] if len(notes.pages) > 1 else []
    legend = [f"{verdict.mark} {verdict.value}" for verdict in notes.verdicts]
    parts += ["Marks: " + ", ".join(legend) + "."] if legend else []
    anchors = {page.name: _anchor(page) for page in notes.pages}
    for page in notes.pages:
        inside = _with_links(page, anchors)
        parts += _page(inside, deeper=len(notes.pages) > 1)
    return "\n\n".join(parts) + "\n"


def _anchor(page: NotesPage) -> str:
    """The anchor that Markdown gives to the title: its words in lower case, with hyphens."""
    title = "".join(piece.text for piece in page.title).lower()
    return "#" + re.sub(r"[^\w -]", "", title).replace(" ", "-")


def _with_links(page: NotesPage, anchors: Mapping[str, str]) -> NotesPage:
    """The page with its links to other pages of the notes, and to none that are not in them."""

    def linked(prose: Prose) -> Prose:
        return tuple(_linked(piece, page.name, anchors) for piece in prose)

    changed = (
        replace(block, prose=linked(block.prose)) if isinstance(block, Paragraph)
        else replace(block, items=tuple(map(linked, block.items))) if isinstance(block, Listing)
        else block
        for block in page.blocks
    )  # fmt: skip
    return replace(page, blocks=tuple(changed))


def _linked(piece: Words, page: str, anchors: Mapping[str, str]) -> Words:
    if piece.style is not Style.LINK or piece.target.startswith(("https://", "http://")):
        return piece
    target = anchors.get(resolved(piece.target, page), "")
    return replace(piece, target=target) if target else Words(piece.text)


def _page(page: NotesPage, deeper: bool) -> Iterator[str]:
    for k, block in enumerate(page.blocks):
        if deeper and isinstance(block, Heading):
            yield "#" + _block(block)
        else:
            yield _block(block)
        if k == 0 and page.assumed:
            yield words(page.assumed)


@singledispatch
def _block(block: Block) -> str:
    raise NotImplementedError(type(block).__name__)


@_block.register
def _(block: Heading) -> str:
    return "#" * block.level + " " + words(block.prose)


@_block.register
def _(block: Paragraph) -> str:
    return words(block.prose)


@_block.register
def _(block: Listing) -> str:
    signs = (f"{k}." if block.numbered else "-" for k in range(1, len(block.items) + 1))
    return "\n".join(f"{sign} {words(item)}" for sign, item in zip(signs, block.items, strict=True))


@_block.register
def _(block: Table) -> str:
    rows = ["| " + " | ".join(map(words, row)) + " |" for row in block.rows]
    rule = "|" + "---|" * len(block.rows[0])
    return "\n".join([rows[0], rule, *rows[1:]])


@_block.register
def _(block: Code) -> str:
    return f"```\n{block.text}```"


@_block.register
def _(block: Plot) -> str:
    return f"![{block.caption}]({block.stem}.svg)"


@_block.register
def _(block: Display) -> str:
    most = max(len(alignments(row.latex)) for row in block.rows)
    rows = " \\\\\n".join(_row(row, most) for row in block.rows)
    aligned = f"\\begin{{aligned}}\n{rows}\n\\end{{aligned}}"
    return f"$$\n{aligned} \\tag{{{block.number}}}\n$$"


def _row(row: Row, most: int) -> str:
    """The row with its reason and its mark where ``symcalc check`` looks for a reason."""
    told = " ".join(part for part in (words(row.reason), row.mark) if part)
    if not told:
        return row.latex
    missing = " &" * (most - len(alignments(row.latex)))
    return f"{row.latex}{missing} && \\text{{{told}}}"


def words(prose: Prose) -> str:
    """Running text in Markdown again."""
    return "".join(map(_words, prose))


def _words(piece: Words) -> str:
    return _STYLED[piece.style].format(text=piece.text, target=piece.target)
