r"""What of a page is not read, as spaces: comments, marks of quotations, parts switched off.

The text keeps its length and its lines, so that every offset stays where it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

#: An even number of backslashes before the sign: ``\\%`` is a new row and a comment.
_COMMENT: Final = re.compile(r"(?<!\\)(?:\\\\)*(%[^\n]*)")
_IGNORED: Final = re.compile(r"\\iffalse(?![A-Za-z]).*?(?:\\fi(?![A-Za-z])|\Z)", re.DOTALL)
_SWITCHED_OFF: Final = re.compile(
    r"^[ \t]*%+[ \t]*symcalc:[ \t]*off\b.*?(?:^[ \t]*%+[ \t]*symcalc:[ \t]*on\b[^\n]*|\Z)",
    re.DOTALL | re.MULTILINE,
)
_QUOTED_LINES: Final = re.compile(r"(?:^[ \t]*>[^\n]*(?:\n|\Z))+", re.MULTILINE)
_QUOTE_MARKS: Final = re.compile(r"^[ \t]*(?:>[ \t]?)+", re.MULTILINE)
_INK: Final = re.compile(r"[^\n]")


def readable(text: str, tex: bool) -> str:
    """The text of a page with spaces for all that is not to be read."""
    text = text.replace("\r\n", " \n")
    if not tex:
        return _QUOTED_LINES.sub(_without_quote_marks, text)
    text = _SWITCHED_OFF.sub(_blank, text)
    text = _COMMENT.sub(lambda match: match.group()[: -len(match[1])] + _blank(match, 1), text)
    return _IGNORED.sub(_blank, text)


def _blank(match: re.Match[str], group: int = 0) -> str:
    return _INK.sub(" ", match[group])


def _without_quote_marks(match: re.Match[str]) -> str:
    """A quotation that holds whole displays; in ``> 0 $$`` the sign belongs to a formula."""
    text = match.group()
    whole = text.count("$$") % 2 == 0 and text.count("\\[") == text.count("\\]")
    formulas = "$" in text or "\\[" in text or "\\begin" in text or "```" in text
    return _QUOTE_MARKS.sub(_blank, text) if whole and formulas else text


_TEX_SAYS: Final = re.compile(r"^[ \t]*%+[ \t]*symcalc:[ \t]*(?P<said>[^\n]*?)[ \t\r]*$", re.M)
_SWITCHES: Final = ("off", "on")


def said_in_comments(text: str) -> Iterator[tuple[int, int]]:
    """Where ``% symcalc: x > 0`` declares something in a LaTeX source, as (start, end)."""
    for match in _TEX_SAYS.finditer(_SWITCHED_OFF.sub(_blank, text)):
        if match["said"] and match["said"].split()[0] not in _SWITCHES:
            yield match.span("said")
