r"""Where a page states a theorem, and where it proves it.

Books mark both at the start of a line: ``**Theorem 2.**``, ``### Proof``, ``\begin{theorem}``,
``:::{prf:proof}``.  A proof belongs to the theorem before it and ends where something else begins.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import zip_longest
from typing import Final

_STATED: Final = "theorem|proposition|lemma|corollary|claim"
#: What else is marked so: with it, what was stated before is over.
_OTHERS: Final = (
    "definition|example|exercise|problem|remark|note|notation|solution|question|answer|section"
    "|subsection|subsubsection|chapter|assumption|algorithm"
)
#: What opens a marked paragraph: a heading, emphasis, a command of LaTeX, a directive.
_OPENING: Final = (
    r"[ \t>]*(?:#+[ \t]*(?:\d[\d.]*[ \t]+)?|[*_]{1,3}|\\(?:begin\{)?|[:`]{3,}[ \t]*\{(?:prf:)?)"
)
_MARK: Final = re.compile(
    rf"^{_OPENING}(?:(?P<stated>{_STATED})|(?P<proof>proof)|(?:{_OTHERS}))\b"
    r"|^(?-i:(?P<bare>Theorem|Proposition|Lemma|Corollary)|(?P<bare_proof>Proof))"
    r"(?:[ \t]+\d[\d.]*)?[ \t]*[.:]"
    r"|^[ \t]*#+[ \t]|(?P<end>\\end\{proof\}|\\qed\b|\\blacksquare\b|■|∎|□)",
    re.IGNORECASE | re.MULTILINE,
)


@dataclass(frozen=True)
class Theorem:
    """The offsets of a theorem's statement and of one proof of it."""

    start: int
    stated: int
    proof: int
    end: int


def theorems(text: str) -> Iterator[Theorem]:
    """The theorems of a page that are followed by their proofs, once for each proof."""
    statement: tuple[int, int] | None = None
    marks = list(_MARK.finditer(text))
    for mark, after in zip_longest(marks, marks[1:]):
        end = after.start() if after is not None else len(text)
        if mark["stated"] or mark["bare"]:
            statement = (mark.start(), end)
        elif (mark["proof"] or mark["bare_proof"]) and statement is not None:
            yield Theorem(*statement, mark.start(), end)
        elif not mark["end"]:
            statement = None
