r"""The clauses below a big operator: ``i = 1, i \ne j``, or the rows of ``\substack``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from symcalc.read.cursor import Cursor
from symcalc.read.lexer import with_depths

#: A range of tokens: where it starts, and where it ends.
Piece = tuple[int, int]

_SEPARATORS: Final = frozenset({",", ";", ":", "\\\\"})


def clauses(cursor: Cursor, first: int, end: int) -> Iterator[Piece]:
    r"""The clauses of a subscript; parentheses around the whole do not count."""
    if end > first and cursor.tokens[first].text == "\\substack":
        first, end = first + 2, end - 1
    while _in_parentheses(cursor, first, end):
        first, end = first + 1, end - 1
    cut = first
    for k, (token, depth) in enumerate(with_depths(cursor.tokens[first:end]), first):
        if depth == 0 and token.text in _SEPARATORS and not _in_braces(cursor, first, k):
            yield cut, k
            cut = k + 1
    yield cut, end


def _in_braces(cursor: Cursor, first: int, k: int) -> bool:
    r"""Whether a token stands in a set that is written out: ``\{0, 1\}``."""
    texts = [token.text for token in cursor.tokens[first:k]]
    return texts.count("\\{") > texts.count("\\}")


def _in_parentheses(cursor: Cursor, first: int, end: int) -> bool:
    r"""Whether parentheses surround all clauses, as in ``(i, j \in D)``."""
    opens = end > first and cursor.tokens[first].text == "("
    return opens and cursor.matching(first) == end - 1
