"""Fenced parts of a Markdown page: code, formulas, declarations, and prose in a frame."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

#: Directives (Jupyter Book, Sphinx) that frame ordinary text; their formulas are read.
_PROSE: Final = re.compile(
    r"\{(?:note|tip|hint|warning|important|attention|caution|danger|error|seealso|admonition"
    r"|dropdown|sidebar|margin|topic|card|grid|grid-item|grid-item-card|tab-set|tab-item"
    r"|exercise|solution|exercise-start|exercise-end|(?:prf|proof):[a-z-]+|theorem|lemma|proof"
    r"|definition|proposition|corollary|example|remark)\}"
)
_MATH: Final = re.compile(r"(?:math|latex-math|\{math\})(?=\s|$)")
#: ``:label: eq-one`` or ``label: eq-one`` between two lines of dashes, above the formula.
_OPTIONS: Final = re.compile(
    r"(?:[ \t]*:[\w-]+:[^\n]*\n)+|[ \t]*---[ \t]*\n(?:.*\n)*?[ \t]*---[ \t]*\n"
)
_LABEL: Final = re.compile(r"^[ \t]*:?label:[ \t]*(\S+)", re.MULTILINE)
_KINDS: Final = {"symcalc": "block", "include": "include"}
_BLANK_LINES: Final = re.compile(r"\n[ \t]*\n")


@dataclass(frozen=True)
class Fence:
    """A fenced part: its kind, its body [start, end), the offset behind it, its formulas.

    The kinds are "code", "math", "block" (declarations), "include" and "prose".
    """

    kind: str
    start: int
    end: int
    after: int
    formulas: tuple[tuple[int, int], ...] = ()
    labels: tuple[str, ...] = ()


def read_fence(text: str, match: re.Match[str], unclosed: set[str]) -> Fence:
    """The fenced part that begins at a match with the groups ticks or colons, and info.

    ``unclosed`` collects the fences that nothing closes in the rest of the page.
    """
    ticks = match["ticks"] or match["colons"]
    info = (match["info"] or match["colon_info"] or "").strip()
    close = re.compile(rf"^[ \t]*{re.escape(ticks[0])}{{{len(ticks)},}}[ \t]*$|\f", re.MULTILINE)
    found = None if ticks in unclosed else close.search(text, match.end())
    if found is None:
        unclosed.add(ticks)
    end, after = (found.start(), found.end()) if found else (len(text), len(text))
    start = min(match.end() + 1, end)
    if _MATH.match(info):
        return _math_fence(text, info, start, end, after)
    if _PROSE.match(info):
        return Fence("prose", start, end, after)
    kind = _KINDS.get(info.strip("{}").split(" ")[0].rstrip("}"), "code")
    return Fence(kind, start, end, after)


def _math_fence(text: str, info: str, start: int, end: int, after: int) -> Fence:
    """A display; a directive may begin with options, and blank lines part its formulas."""
    if not info.startswith("{"):
        return Fence("math", start, end, after, ((start, end),))
    options = _OPTIONS.match(text, start, end)
    body = options.end() if options else start
    labels = tuple(_LABEL.findall(text, start, body))
    return Fence("math", start, end, after, tuple(_paragraphs(text, body, end)), labels)


def _paragraphs(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    for gap in [*_BLANK_LINES.finditer(text, start, end), None]:
        stop = gap.start() if gap else end
        if text[start:stop].strip():
            yield start, stop
        start = gap.end() if gap else end
