r"""Formulas between tags (Liquid, Hugo, HTML), and dollars as kramdown reads them.

``{% math %} … {% endmath %}``, ``{{< katex display >}} … {{< /katex >}}``,
``<script type="math/tex; mode=display">`` and Distill's ``<d-math block>``.
"""

from __future__ import annotations

import re
from typing import Final

#: Opens a formula; the groups say which system of tags, and what else the tag says.
OPENING: Final = (
    r"\{%-?[ ]*(?P<liquid>math|katex|latex)\b(?P<of_liquid>[^%\n]*)%\}"
    r"|\{\{<[ ]*(?P<hugo>math|katex|latex)\b(?P<of_hugo>[^>\n]*)>\}\}"
    r"|<script[ ]+type=[\"']math/tex(?P<of_script>[^>\n]*)>"
    r"|<d-math(?P<of_distill>[^>\n]*)>"
)
#: Words of a tag by which a formula stands in its line.
_INLINE: Final = re.compile(r"\binline\b")
_DISPLAY: Final = re.compile(r"\bdisplay\b|\bblock\b")

_DOUBLE: Final = re.compile(r"\\?\$\$(?:(?!\$\$|\n[ \t]*\n).)*?\$\$", re.DOTALL)
#: Other signs of a formula in the line.
_SINGLE: Final = re.compile(r"(?<![\\$])\$(?![\s$\d])[^$\n]*?(?<!\s)\$(?![\d$])|\\\(")
#: What nobody displays: a name, a short expression without a relation.
_SHORT: Final = re.compile(r"\$\$[^$=<>\n]{1,20}\$\$")
_WORD: Final = re.compile(r"[^\W\d_]{2,}")
#: No words: other formulas, labels, tags of HTML.
_NO_WORDS: Final = re.compile(
    rf"{_DOUBLE.pattern}|\{{[#:.%][^}}\n]*\}}|<[^>\n]*>|^[ \t]*\([\w:.-]+\)[ \t]*$", re.DOTALL
)


def closing(match: re.Match[str]) -> tuple[str, bool]:
    """What closes a formula that a tag opens, and whether the formula is a display."""
    if match["liquid"]:
        inline = _INLINE.search(match["of_liquid"])
        opening = match.group().partition(match["liquid"])[0]
        return f"{opening}end{match['liquid']}", inline is None
    if match["hugo"]:
        return f"{{{{< /{match['hugo']}", _INLINE.search(match["of_hugo"]) is None
    if match["of_script"] is not None:
        return "</script>", _DISPLAY.search(match["of_script"]) is not None
    return "</d-math>", _DISPLAY.search(match["of_distill"]) is not None


def is_kramdown(text: str) -> bool:
    """Whether a page writes ``$$x$$`` for a name in the line, and never a single dollar."""
    if _SINGLE.search(_DOUBLE.sub("", text)):
        return False
    return any(stands_in_line(text, *match.span()) for match in _SHORT.finditer(text))


def stands_in_line(text: str, start: int, end: int) -> bool:
    """Whether words stand beside ``$$ … $$`` on its only line."""
    if "\n" in text[start:end]:
        return False
    first, last = text.rfind("\n", 0, start) + 1, text.find("\n", end)
    beside = (text[first:start], text[end : last if last >= 0 else len(text)])
    return any(_WORD.search(_NO_WORDS.sub(" ", part)) for part in beside)
