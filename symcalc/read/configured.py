r"""Macros that the settings of a page define: its front matter (MyST), a MathJax script.

``math: {'\E': '\mathbb{E}'}`` and ``macros: {KL: ["D(#1 \\| #2)", 2]}``; in both the arguments
are #1, #2, and a backslash may be written twice.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from symcalc.read.macros import Macro

_SETTINGS: Final = re.compile(
    r"\A---[ \t]*\n(?P<matter>.*?\n)(?:---|\.\.\.)[ \t]*\n|<script\b[^>]*>(?P<script>.*?)</script>",
    re.DOTALL,
)
_BEGINNING: Final = re.compile(r"^math:[ \t]*\n|[\"']?\bmacros[\"']?[ \t]*:[ \t]*\{?", re.MULTILINE)
_ENTRY: Final = re.compile(
    r"[\s,]*[\"']?\\{0,2}(?P<name>[A-Za-z]+)[\"']?\s*:\s*(?:\[\s*)?"
    r"(?P<quote>[\"'])(?P<body>(?:\\.|(?!(?P=quote)|\\)[^\n])*)(?P=quote)(?:\s*,\s*\d\s*\])?"
)
_PARAMETER: Final = re.compile(r"#(\d)")


def configured_macros(text: str) -> Iterator[tuple[str, Macro]]:
    """The commands that the settings of a page define, with what they stand for."""
    for settings in _SETTINGS.finditer(text):
        group = "matter" if settings["matter"] else "script"
        for beginning in _BEGINNING.finditer(text, *settings.span(group)):
            yield from _entries(text, beginning.end(), settings.end(group))


def _entries(text: str, start: int, end: int) -> Iterator[tuple[str, Macro]]:
    while (entry := _ENTRY.match(text, start, end)) is not None:
        body = entry["body"].replace("\\\\", "\\")
        count = max((int(number) for number in _PARAMETER.findall(body)), default=0)
        yield f"\\{entry['name']}", Macro(count, body)
        start = entry.end()
