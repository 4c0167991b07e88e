"""Notes as one HTML file that needs nothing else: formulas and plots are inside of it.

Everything that comes from a page is escaped, links lead to the web or within the notes, and the
page forbids scripts and foreign content by its own policy.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from html import escape
from typing import Final

from symcalc.core.verdict import BAD
from symcalc.write.notes.formulas import Painter
from symcalc.write.notes.page import (
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

_POLICY: Final = "default-src 'none'; img-src data:; style-src 'unsafe-inline'"

_STYLE: Final = """
:root { color-scheme: light dark; }
body { max-width: 50rem; margin: 2rem auto; padding: 0 1rem; font: 1.05rem/1.55 Georgia, serif; }
h1 { margin-top: 3rem; line-height: 1.2; }
code { font-size: .9em; }
pre, .scroll { overflow-x: auto; }
.display { display: flex; align-items: center; margin: 1rem 0; overflow-x: auto; }
.display table { flex: 1; border-collapse: collapse; }
.display td { padding: .25rem .2rem; white-space: nowrap; vertical-align: baseline; }
.left { text-align: right; width: 1%; }
.display .reason { color: GrayText; font-size: .9rem; padding-left: 1.5rem; white-space: normal; }
.mark { text-align: right; width: 3rem; color: #2e7d32; }
.mark.bad { color: #c62828; font-weight: bold; }
.number { color: GrayText; padding-left: 1rem; }
.given { border-left: 3px solid #8886; padding-left: 1rem; }
.content th, .content td { text-align: left; padding: .2rem .8rem .2rem 0; }
figure { margin: 1.5rem 0; }
figure img { max-width: 100%; background: white; }
figcaption, .legend { color: GrayText; font-size: .9rem; }
"""

_TAGS: Final = {Style.CODE: "code", Style.EMPHASIS: "em", Style.STRONG: "strong"}

#: A plot's stem -> its picture as SVG.
Pictures = Mapping[str, bytes]


def write_notes_html(notes: Notes, pictures: Pictures | None = None) -> str:
    """The file; FormulaError where ziamath is not installed."""
    writer = _Writer(notes, pictures or {})
    body = "\n".join(writer.pages())
    title = escape(notes.title)
    return (
        f'<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{title}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n"
        f"{writer.painter.definitions()}\n{body}\n</body>\n</html>\n"
    )


class _Writer:
    """Writes blocks; its painter gathers the glyphs of all formulas."""

    def __init__(self, notes: Notes, pictures: Pictures) -> None:
        self.notes = notes
        self.pictures = pictures
        self.painter = Painter()
        self.anchors = {page.name: f"page-{k}" for k, page in enumerate(notes.pages, 1)}
        self.current = ""
        self.writers: dict[type, Callable[..., str]] = {
            Heading: self.heading,
            Paragraph: lambda block: f"<p>{self.prose(block.prose)}</p>",
            Listing: self.listing,
            Table: self.table,
            Code: lambda block: f"<pre><code>{escape(block.text)}</code></pre>",
            Display: self.display,
            Plot: self.plot,
        }

    def pages(self) -> Iterator[str]:
        """The legend, the contents where there are several pages, and the pages."""
        if len(self.notes.pages) > 1:
            yield f"<h1>{escape(self.notes.title)}</h1>"
            yield self.contents()
        yield self.legend()
        for page in self.notes.pages:
            self.current = page.name
            yield f'<article id="{self.anchors[page.name]}">'
            yield from self.page(page)
            yield "</article>"

    def contents(self) -> str:
        """Links to the pages by their titles."""
        links = (
            f'<li><a href="#{self.anchors[page.name]}">{self.prose(page.title)}</a></li>'
            for page in self.notes.pages
        )
        return f"<nav><ul>{''.join(links)}</ul></nav>"

    def legend(self) -> str:
        """What the marks mean that occur."""
        marks = [f"{verdict.mark} {verdict.value}" for verdict in self.notes.verdicts]
        return f'<p class="legend">Marks: {escape(", ".join(marks))}.</p>' if marks else ""

    def page(self, page: NotesPage) -> Iterator[str]:
        """The blocks, what is given below the title."""
        for k, block in enumerate(page.blocks):
            yield self.writers[type(block)](block)
            if k == 0 and page.assumed:
                yield f'<p class="given">{self.prose(page.assumed)}</p>'

    def heading(self, block: Heading) -> str:
        """A heading; titles of pages are h1 as the title of the whole is."""
        return f"<h{block.level}>{self.prose(block.prose)}</h{block.level}>"

    def listing(self, block: Listing) -> str:
        """A list."""
        tag = "ol" if block.numbered else "ul"
        items = "".join(f"<li>{self.prose(item)}</li>" for item in block.items)
        return f"<{tag}>{items}</{tag}>"

    def table(self, block: Table) -> str:
        """A table, its first row as the head."""
        rows = [
            "".join(f"<{tag}>{self.prose(cell)}</{tag}>" for cell in row)
            for tag, row in zip(["th", *["td"] * len(block.rows)], block.rows, strict=False)
        ]
        inside = "".join(f"<tr>{row}</tr>" for row in rows)
        return f'<div class="scroll"><table class="content">{inside}</table></div>'

    def plot(self, block: Plot) -> str:
        """A picture within the file."""
        data = b64encode(self.pictures[block.stem]).decode("ascii")
        caption = escape(block.caption)
        image = f'<img src="data:image/svg+xml;base64,{data}" alt="{escape(block.caption, True)}">'
        return f"<figure>{image}<figcaption>{caption}</figcaption></figure>"

    def display(self, block: Display) -> str:
        """A table: what is left and right of the first alignment sign, reason, mark; number."""
        rows = "".join(map(self.row, block.rows))
        number = f'<div class="number">({block.number})</div>'
        return f'<div class="display"><table>{rows}</table>{number}</div>'

    def row(self, row: Row) -> str:
        """One row of a display."""
        draw = partial(self.formula, display=True)
        bad = " bad" if BAD & set(row.verdicts) else ""
        names = escape(", ".join(verdict.value for verdict in row.verdicts), quote=True)
        parts = _cells(row.latex)
        if len(parts) == 1:
            cells = f'<td colspan="2">{draw(parts[0])}</td>'
        else:
            cells = f'<td class="left">{draw(parts[0])}</td><td>{draw(parts[1])}</td>'
        return (
            f'<tr>{cells}<td class="reason">{self.prose(row.reason)}</td>'
            f'<td class="mark{bad}" title="{names}">{escape(row.mark)}</td></tr>'
        )

    def prose(self, prose: Prose) -> str:
        """Running text."""
        return "".join(map(self.words, prose))

    def words(self, piece: Words) -> str:
        """A piece of running text, escaped, in its style."""
        if piece.style is Style.MATH:
            return self.formula(piece.text)
        if piece.style is Style.LINK:
            return self.link(piece)
        inside = escape(piece.text)
        tag = _TAGS.get(piece.style)
        return f"<{tag}>{inside}</{tag}>" if tag else inside

    def link(self, piece: Words) -> str:
        """A link to the web or to another page of these notes; elsewhere only its words."""
        shown = self.prose((Words(piece.text),))
        target = piece.target
        if not target.startswith(("https://", "http://")):
            target = self.anchors.get(resolved(target, self.current), "")
            target = f"#{target}" if target else ""
        return f'<a href="{escape(target, quote=True)}">{shown}</a>' if target else shown

    def formula(self, latex: str, display: bool = False) -> str:
        """A formula, or its source where it cannot be drawn."""
        if not latex.strip():
            return ""
        drawn = self.painter.draw(latex, display=display)
        return f"<code>{escape(latex)}</code>" if drawn is None else drawn


def _cells(latex: str) -> tuple[str, ...]:
    """What stands before and after the first alignment sign; others only separate."""
    places = alignments(latex)
    if not places:
        return (latex,)
    left, right = latex[: places[0]], latex[places[0] + 1 :]
    for place in reversed(places[1:]):
        cut = place - places[0] - 1
        right = right[:cut] + r"\quad " + right[cut + 1 :]
    return left.strip(), "{}" + right.strip()
