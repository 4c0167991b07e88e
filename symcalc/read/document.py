"""Where the formulas of a page are: displays, inline formulas, and the prose around them.

Markdown (GitHub, Pandoc, Quarto, Jupyter Book) and LaTeX sources.  Code, comments and
front matter are passed over; ``<!-- symcalc: off -->`` … ``on`` switches reading off.
A form feed ends whatever is open: it stands between the cells of a notebook.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from symcalc.core.problem import Trouble
from symcalc.core.span import Source
from symcalc.read import fences, tags
from symcalc.read.blanking import readable, said_in_comments
from symcalc.read.configured import configured_macros
from symcalc.read.labels import labels_behind
from symcalc.read.macros import DEFINING
from symcalc.read.names import ARRANGING
from symcalc.read.page import Formula, Page

#: ``subequations`` holds displays with prose between them; ``math`` stands in the line.
_DISPLAYS: Final = sorted(ARRANGING - {"subequations", "math"})
_OPENERS: Final = re.compile(
    r"(?P<fence>^[ \t]*(?:(?P<ticks>`{3,}|~{3,})[ \t]*(?P<info>[^\n`]*)"
    r"|(?P<colons>:{3,})[ \t]*(?=\{math\})(?P<colon_info>[^\n]*))$)"
    r"|(?P<role>\{math\}(?=`[^`]))"
    r"|(?P<code>(?<!`)(?P<quote>`+)(?!`))"
    r"|(?P<off><!--\s*symcalc:\s*off\s*-->)"
    r"|(?P<said><!--\s*symcalc:\s*(?!on\b)(?P<saying>[^\n]*?)\s*-->)"
    r"|(?P<comment><!--)"
    r"|(?P<escaped>\\[\\$%])"
    rf"|(?P<tagged>{tags.OPENING})"
    r"|(?P<dollars>\$\$)"
    r"|(?P<bracket>\\\[)"
    r"|(?P<paren>\\\()"
    rf"|(?P<begin>\\begin\{{(?P<environment>{'|'.join(map(re.escape, _DISPLAYS))})\}})"
    r"|(?P<math>\\begin\{math\})"
    r"|(?P<verbatim>\\begin\{(?P<verbatim_name>verbatim|lstlisting|minted|comment|Verbatim)\*?\})"
    r"|(?P<verb>\\(?:verb|lstinline)\*?(?P<mark>[^A-Za-z\s*]))"
    rf"|(?P<defining>{DEFINING.pattern.replace('?P<how>', '?:')})"
    r"|(?P<include>\\(?:input|include|subfile)(?![A-Za-z])\s*(?:\{[^{}\n]*\}|[^\s{}]+)"
    r"|\{\{<\s*include\s[^\n>]*>\}\})"
    r"|(?P<ticked>\$`(?=[^`]))"
    r"|(?P<dollar>\$)",
    re.MULTILINE,
)
_FRONT_MATTER: Final = re.compile(r"\A---[ \t]*\n.*?\n(?:---|\.\.\.)[ \t]*\n", re.DOTALL)
_ON: Final = re.compile(r"<!--\s*symcalc:\s*on\s*-->")
#: A paragraph of prose inside of a display says that the display was never closed.
_PROSE: Final = re.compile(r"\n[ \t]*\n[ \t]*(?:#|\*\*|[A-Z][a-z]*(?:[ \n][a-z]{2,}){3})")
_INLINE_LIMIT: Final = 2_000  # characters; a longer "inline formula" is two stray dollars


def find_formulas(source: Source) -> Page:
    """Find every formula of a Markdown page or a LaTeX source."""
    tex = source.path.endswith((".tex", ".ltx"))
    text = readable(source.text, tex)
    page = Page(Source(text, source.path), tex, not tex and tags.is_kramdown(text))
    if tex:
        said = said_in_comments(source.text)
        page.said = [(source.text[a:b], source.span(a, b)) for a, b in said]
    for command, macro in () if tex else configured_macros(text):
        page.macros.add(0, command, macro)
    position, stop = _bounds(text, tex)
    while (match := _OPENERS.search(text, position, stop)) is not None:
        kind = next(kind for kind in _HANDLERS if match.group(kind))
        position = _HANDLERS[kind](page, match)
    _drop_preamble(page)
    return page


def _bounds(text: str, tex: bool) -> tuple[int, int]:
    """Behind the front matter; up to the end of the document that LaTeX sees."""
    end = text.find("\\end{document}") if tex else -1
    matter = None if tex else _FRONT_MATTER.match(text)
    return matter.end() if matter else 0, end if end >= 0 else len(text)


def _drop_preamble(page: Page) -> None:
    """The preamble of a LaTeX source defines macros; what else stands there is no text."""
    begin = page.source.text.find("\\begin{document}") if page.tex else -1
    page.formulas = [formula for formula in page.formulas if formula.start > begin]


# ------------------------------------------------------------------------------- handlers

_Match = re.Match[str]


def _fence(page: Page, match: _Match) -> int:
    if page.tex or match.start() in page._fence_ends:
        return max(match.end("ticks"), match.end("colons"))  # -1 for the one that is not there
    fence = fences.read_fence(page.source.text, match, page._unclosed)
    if fence.kind == "prose":
        page._fence_ends.add(fence.end)
        return match.end()
    if fence.kind == "include":
        _report_include(page, match)
    if fence.kind == "block":
        page.blocks.append(Formula(fence.start, fence.end, True))
    page.labels.update(dict.fromkeys(fence.labels, match.start()))
    for start, end in fence.formulas:
        page.add_display(match.start(), start, end)
    return fence.after


def _role(page: Page, match: _Match) -> int:
    return _inline(page, match, match.end() + 1, page.find("`", match.end() + 1), 1)


def _ticked(page: Page, match: _Match) -> int:
    return _inline(page, match, match.end(), page.find("`$", match.end()), 2)


def _paren(page: Page, match: _Match) -> int:
    return _inline(page, match, match.end(), page.find("\\)", match.end()), 2)


def _math(page: Page, match: _Match) -> int:
    closing = "\\end{math}"
    return _inline(page, match, match.end(), page.find(closing, match.end()), len(closing))


def _inline(page: Page, match: _Match, start: int, end: int, width: int) -> int:
    if not start <= end <= start + _INLINE_LIMIT:
        return match.end()
    page.add_inline(match.start(), start, end)
    return end + width


def _code(page: Page, match: _Match) -> int:
    if page.tex:
        return match.end()
    text, quote = page.source.text, match.group("quote")
    close = re.compile(rf"(?<!`){quote}(?!`)|\n\n|\f").search(text, match.end())
    return close.end() if close and close.group() == quote else match.end()


def _off(page: Page, match: _Match) -> int:
    on = _ON.search(page.source.text, match.end())
    return on.end() if on else len(page.source.text)


def _said(page: Page, match: _Match) -> int:
    page.said.append((match.group("saying"), page.source.span(*match.span("saying"))))
    return match.end()


def _comment(page: Page, match: _Match) -> int:
    return _behind(page, "-->", match)


def _escaped(page: Page, match: _Match) -> int:
    r"""What is escaped opens nothing; in kramdown ``\\$$`` at the start of a line is a formula."""
    doubled = page.kramdown and page.source.text.startswith("\\$$", match.start())
    return match.start() + 1 if doubled else match.end()


def _tagged(page: Page, match: _Match) -> int:
    sign, display = tags.closing(match)
    if display:
        return _display(page, match, match.group(), sign)
    return _inline(page, match, match.end(), page.find(sign, match.end()), len(sign))


def _dollars(page: Page, match: _Match) -> int:
    end = page.find("$$", match.end()) if page.kramdown else -1
    if end >= 0 and tags.stands_in_line(page.source.text, match.start(), end + 2):
        return _inline(page, match, match.end(), end, 2)
    return _display(page, match, "$$", "$$")


def _bracket(page: Page, match: _Match) -> int:
    return _display(page, match, "\\[", "\\]")


def _begin(page: Page, match: _Match) -> int:
    name = match.group("environment")
    return _display(page, match, f"\\begin{{{name}}}", f"\\end{{{name}}}")


def _display(page: Page, match: _Match, opening: str, closing: str) -> int:
    text, start = page.source.text, match.end()
    end = page.find(closing, start)
    if end < 0 or _PROSE.search(text, start, end):
        span = page.source.span(match.start(), start)
        message = f"{opening} is never closed"
        page.troubles.append(Trouble("SC002", message, span, opening, f"add {closing}"))
        return start
    page.add_display(match.start(), start, end)
    after = end + len(closing)
    page.labels.update(dict.fromkeys(labels_behind(text, after), match.start()))
    return after


def _dollar(page: Page, match: _Match) -> int:
    text, start = page.source.text, match.end()
    if not page.tex and (alone := _ALONE.match(text, text.rfind("\n", 0, start) + 1)):
        page.add_display(match.start(), start, alone.end("body"))
        return alone.end()
    if text[start : start + 1].isspace() and not page.tex:
        padded = _PADDED.match(text, match.start())
        return start if padded is None else _inline(page, match, start, padded.end() - 1, 1)
    closing = _DOLLAR_END.search(text, start, start + _INLINE_LIMIT)
    if closing is None or closing.group() != "$" or closing.start() == start:
        return start
    if text[closing.end() : closing.end() + 1].isdigit() and not page.tex:
        return start
    page.add_inline(match.start(), start, closing.start())
    return closing.end()


#: A formula between two lines of which each is one dollar.
_ALONE: Final = re.compile(
    r"[ \t]*\$[ \t]*\n(?P<body>(?:(?![ \t]*\$?[ \t]*\n)[^\f\n]*\n)+)[ \t]*\$[ \t]*(?=\n|\Z)"
)
#: ``$ x + y $`` without words in it; "for $ 5 and $ 6" has one.
_PADDED: Final = re.compile(r"\$ (?:(?!(?<![A-Za-z\\])[A-Za-z]{3})[^$\n])*(?<! ) \$(?!\d)")
#: What ends an inline formula, or shows that there is none.
_DOLLAR_END: Final = re.compile(r"(?<!\\)\$|\n\n|\f")


def _verbatim(page: Page, match: _Match) -> int:
    return _behind(page, f"\\end{{{match.group('verbatim_name')}", match)


def _verb(page: Page, match: _Match) -> int:
    text, start = page.source.text, match.end()
    line_end = text.find("\n", start)
    end = text.find(match.group("mark"), start, line_end if line_end >= 0 else len(text))
    return end + 1 if end >= 0 else start


def _behind(page: Page, sign: str, match: _Match) -> int:
    """The offset behind a sign; the end of the cell if it does not come."""
    end = page.find(sign, match.end())
    if end >= 0:
        return end + len(sign)
    cell_end = page.source.text.find("\f", match.end())
    return cell_end if cell_end >= 0 else len(page.source.text)


def _defining(page: Page, match: _Match) -> int:
    definition = DEFINING.match(page.source.text, match.start())
    assert definition is not None  # the opener is the same pattern
    return page.macros.learn(page.source.text, definition)


def _include(page: Page, match: _Match) -> int:
    if page.tex or not match.group().startswith("\\"):
        _report_include(page, match)
    return match.end()


def _report_include(page: Page, match: _Match) -> None:
    construct = " ".join(match.group().split())
    span = page.source.span(match.start(), match.end())
    message = f"{construct} is not followed: what it defines is not known here"
    cure = "name that file too, or paste its macros into this one"
    page.troubles.append(Trouble("SC003", message, span, construct, cure))


_HANDLERS: Final[dict[str, Callable[[Page, _Match], int]]] = {
    "fence": _fence, "role": _role, "code": _code, "off": _off, "said": _said,
    "comment": _comment, "escaped": _escaped, "tagged": _tagged,
    "dollars": _dollars, "bracket": _bracket,
    "paren": _paren, "begin": _begin, "math": _math, "verbatim": _verbatim, "verb": _verb,
    "defining": _defining, "include": _include, "ticked": _ticked, "dollar": _dollar,
}  # fmt: skip
