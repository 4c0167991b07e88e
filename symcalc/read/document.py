"""Where the formulas of a page are: displays, inline formulas, and the prose around them.

Markdown (GitHub, Pandoc, Quarto, Jupyter Book) and LaTeX sources.  Code, comments and
front matter are passed over; ``<!-- symcalc: off -->`` … ``on`` switches reading off.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from symcalc.core.problem import Trouble
from symcalc.core.span import Source
from symcalc.read.lexer import Macro
from symcalc.read.names import ARRANGING

_ENVIRONMENTS: Final = "|".join(re.escape(name) for name in sorted(ARRANGING))
_OPENERS: Final = re.compile(
    r"(?P<fence>^[ \t]*(?P<ticks>`{3,}|~{3,})[ \t]*(?P<info>[^\n`]*)$)"
    r"|(?P<code>(?<!`)(?P<quote>`+)(?!`))"
    r"|(?P<off><!--\s*symcalc:\s*off\s*-->)"
    r"|(?P<comment><!--)"
    r"|(?P<escaped>\\[\\$%])"
    r"|(?P<dollars>\$\$)"
    r"|(?P<bracket>\\\[)"
    r"|(?P<paren>\\\()"
    rf"|(?P<begin>\\begin\{{(?P<environment>{_ENVIRONMENTS})\}})"
    r"|(?P<verbatim>\\begin\{(?P<verbatim_name>verbatim|lstlisting|minted|comment|Verbatim)\*?\})"
    r"|(?P<dollar>\$)",
    re.MULTILINE,
)
_FRONT_MATTER: Final = re.compile(r"\A---[ \t]*\n.*?\n(?:---|\.\.\.)[ \t]*\n", re.DOTALL)
_ON: Final = re.compile(r"<!--\s*symcalc:\s*on\s*-->")
_MACRO: Final = re.compile(
    r"\\(?:re|provide)?newcommand\*?\s*\{?\\(?P<name>[A-Za-z]+)\}?\s*(?:\[(?P<n>\d)\])?\s*(?=\{)"
    r"|\\def\s*\\(?P<def>[A-Za-z]+)(?P<pars>(?:#\d)*)\s*(?=\{)"
    r"|\\DeclareMathOperator\*?\s*\{?\\(?P<op>[A-Za-z]+)\}?\s*(?=\{)"
)
_INLINE_LIMIT: Final = 2_000  # characters; a longer "inline formula" is two stray dollars
_LEAD: Final = 240  # characters of prose before a display that tell what it is


@dataclass(frozen=True)
class Formula:
    """A formula of the page: where its body stands, whether it is a display, where it opens."""

    start: int
    end: int
    display: bool
    opening: int = 0


@dataclass
class Page:
    """The parts of a page in order, the blocks of declarations, and what went wrong."""

    source: Source
    formulas: list[Formula] = field(default_factory=list)
    blocks: list[Formula] = field(default_factory=list)
    skipped: list[tuple[int, int]] = field(default_factory=list)
    macros: dict[str, Macro] = field(default_factory=dict)
    troubles: list[Trouble] = field(default_factory=list)

    def lead(self, formula: Formula) -> str:
        """The prose just before a formula, back to the display before it."""
        before = [f.end for f in self.formulas if f.display and f.end <= formula.start]
        start = max([formula.opening - _LEAD, 0, *before[-1:]])
        text = self.source.text[start : formula.opening]
        paragraph = re.split(r"\n\s*\n(?=\S)", text.rstrip(" $\\[\n"))
        return paragraph[-1] if paragraph else ""

    def displays(self) -> list[Formula]:
        """The displays of the page, in order."""
        return [formula for formula in self.formulas if formula.display]


def find_formulas(source: Source) -> Page:
    """Find every formula of a Markdown page or a LaTeX source."""
    page = Page(source)
    text = source.text
    tex = source.path.endswith((".tex", ".ltx"))
    page.macros.update(find_macros(text))
    if tex:
        text = _blank_comments(text)
    position = _start(text, tex)
    while (match := _OPENERS.search(text, position)) is not None:
        kind = match.lastgroup or ""
        for name in ("fence", "code", "begin", "verbatim"):
            if match.group(name):
                kind = name
        position = _HANDLERS[kind](page, text, match, tex)
    return page


def _start(text: str, tex: bool) -> int:
    if tex:
        found = text.find("\\begin{document}")
        return 0 if found < 0 else found + len("\\begin{document}")
    matter = _FRONT_MATTER.match(text)
    return matter.end() if matter else 0


def _blank_comments(text: str) -> str:
    """LaTeX comments as spaces, so that offsets stay."""
    return re.sub(r"(?<!\\)%[^\n]*", lambda m: " " * len(m.group()), text)


def find_macros(text: str) -> dict[str, Macro]:
    """The macros that a source defines, by their command."""
    macros: dict[str, Macro] = {}
    for match in _MACRO.finditer(text):
        body, _ = _braced(text, match.end())
        if match.group("op"):
            macros["\\" + match.group("op")] = Macro(0, f"\\operatorname{{{body}}}")
        elif match.group("def"):
            macros["\\" + match.group("def")] = Macro(match.group("pars").count("#"), body)
        else:
            macros["\\" + match.group("name")] = Macro(int(match.group("n") or 0), body)
    return macros


def _braced(text: str, start: int) -> tuple[str, int]:
    depth = 0
    for k in range(start, len(text)):
        depth += {"{": 1, "}": -1}.get(text[k], 0)
        if depth == 0:
            return text[start + 1 : k], k + 1
    return "", len(text)


# ------------------------------------------------------------------------------- handlers


def _fence(page: Page, text: str, match: re.Match[str], tex: bool) -> int:
    if tex:
        return match.end()
    ticks, info = match.group("ticks"), match.group("info").strip().strip("{}")
    close = re.compile(rf"^[ \t]*{re.escape(ticks[0])}{{{len(ticks)},}}[ \t]*$", re.MULTILINE)
    end = close.search(text, match.end())
    body_end, after = (end.start(), end.end()) if end else (len(text), len(text))
    start = min(match.end() + 1, body_end)
    if info in ("math", "latex-math"):
        page.formulas.append(Formula(start, body_end, True, match.start()))
    elif info == "symcalc":
        page.blocks.append(Formula(start, body_end, True))
    page.skipped.append((match.start(), after))
    return after


def _code(page: Page, text: str, match: re.Match[str], tex: bool) -> int:
    if tex:
        return match.end()
    quote = match.group("quote")
    close = re.compile(rf"(?<!`){quote}(?!`)").search(text, match.end())
    paragraph = text.find("\n\n", match.end())
    if close is None or (0 <= paragraph < close.start()):
        return match.end()
    page.skipped.append((match.start(), close.end()))
    return close.end()


def _off(page: Page, text: str, match: re.Match[str], _: bool) -> int:
    on = _ON.search(text, match.end())
    end = on.end() if on else len(text)
    page.skipped.append((match.start(), end))
    return end


def _comment(page: Page, text: str, match: re.Match[str], _: bool) -> int:
    end = text.find("-->", match.end())
    after = len(text) if end < 0 else end + 3
    page.skipped.append((match.start(), after))
    return after


def _escaped(_page: Page, _text: str, match: re.Match[str], _: bool) -> int:
    return match.end()


def _dollars(page: Page, text: str, match: re.Match[str], _: bool) -> int:
    return _display(page, text, match, "$$", "$$")


def _bracket(page: Page, text: str, match: re.Match[str], _: bool) -> int:
    return _display(page, text, match, "\\[", "\\]")


def _begin(page: Page, text: str, match: re.Match[str], _: bool) -> int:
    name = match.group("environment")
    return _display(page, text, match, f"\\begin{{{name}}}", f"\\end{{{name}}}")


def _display(page: Page, text: str, match: re.Match[str], opening: str, closing: str) -> int:
    end = text.find(closing, match.end())
    if end < 0:
        span = page.source.span(match.start(), match.end())
        message = f"{opening} is never closed"
        page.troubles.append(Trouble("SC002", message, span, opening, f"add {closing}"))
        return match.end()
    page.formulas.append(Formula(match.end(), end, True, match.start()))
    return end + len(closing)


def _paren(page: Page, text: str, match: re.Match[str], _: bool) -> int:
    end = text.find("\\)", match.end(), match.end() + _INLINE_LIMIT)
    if end < 0:
        return match.end()
    page.formulas.append(Formula(match.end(), end, False))
    return end + 2


def _dollar(page: Page, text: str, match: re.Match[str], _: bool) -> int:
    start = match.end()
    if text[start : start + 1].isspace():
        return start
    for k in range(start, min(len(text), start + _INLINE_LIMIT)):
        if text.startswith("\n\n", k):
            break
        if text[k] == "$" and text[k - 1] != "\\":
            if k > start and not text[k + 1 : k + 2].isdigit():
                page.formulas.append(Formula(start, k, False))
                return k + 1
            break
    return start


def _verbatim(page: Page, text: str, match: re.Match[str], _: bool) -> int:
    end = text.find(f"\\end{{{match.group('verbatim_name')}", match.end())
    after = len(text) if end < 0 else end + 1
    page.skipped.append((match.start(), after))
    return after


_HANDLERS: Final = {
    "fence": _fence, "code": _code, "off": _off, "comment": _comment, "escaped": _escaped,
    "dollars": _dollars, "bracket": _bracket, "paren": _paren, "begin": _begin,
    "verbatim": _verbatim, "dollar": _dollar,
}  # fmt: skip
