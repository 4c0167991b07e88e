r"""The labels of equations, and what a reason refers to by them.

``\label`` and ``\tag`` (LaTeX), ``{#eq-one}`` and ``{#eq:one}`` (Quarto, Pandoc), ``$$ (one)``
(Jupyter Book) and ``:eqlabel:`` (d2lbook).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from symcalc.core.span import Source

_INSIDE: Final = re.compile(r"\\(?:label|tag\*?)\s*\{([^{}\n]+)\}")
_BEHIND: Final = re.compile(
    r"[ \t]*(?:\{#(?P<braced>[\w:.-]+)[^{}\n]*\}|\((?P<round>[\w:.-]+)\)[ \t]*$"
    r"|\n[ \t]*:eqlabel:`(?P<ticked>[^`\n]+)`)",
    re.MULTILINE,
)
_REFERENCE: Final = re.compile(r"\\(?:eqref|ref|cref|Cref|autoref)\s*\{([^{}\n]+)\}")


def labels_in(text: str, start: int, end: int) -> Iterator[tuple[str, int]]:
    """The labels inside of a display, each with its offset."""
    for match in _INSIDE.finditer(text, start, end):
        yield match[1].strip(), match.start()


def labels_behind(text: str, offset: int) -> Iterator[str]:
    """The label that stands behind a display which ends at the offset."""
    match = _BEHIND.match(text, offset)
    if match:
        yield match["braced"] or match["round"] or match["ticked"]


def resolved(reason: str, labels: Mapping[str, int], source: Source) -> str:
    r"""A reason with ``\eqref{eq:one}`` as "(eq:one, line 12)"; an unknown label stays a name."""

    def shown(match: re.Match[str]) -> str:
        label = match[1].strip()
        if label not in labels or source.path.endswith(".ipynb"):  # whose lines count by cell
            return f"({label})"
        return f"({label}, line {source.place(labels[label])[0]})"

    return _REFERENCE.sub(shown, reason)
