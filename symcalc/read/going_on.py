r"""Chains that go on from one display to the next: ``$$ a = b $$`` and at once ``$$ = c $$``."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from symcalc.read import names
from symcalc.read.lexer import Token
from symcalc.read.page import Formula, Page

_Scanned = tuple[Formula, list[Token]]

#: What may stand between two displays of one chain: nothing but how the first one is closed.
_NOTHING: Final = re.compile(r"(?:\s|\$\$|\\\]|\\end\{[a-z]+\*?\}|\{[#:][^}\n]*\})*")
#: What only arranges a display, before its first and behind its last sign.
_ARRANGING: Final = frozenset({"&", "\\\\"})
_ROW: Final = "\\\\"


def joined(page: Page, scanned: list[_Scanned]) -> list[_Scanned]:
    """The formulas with displays that are one chain as the rows of one display."""
    found: list[_Scanned] = []
    for formula, tokens in scanned:
        if found and _goes_on(page, found[-1], (formula, tokens)):
            found[-1] = _one(found[-1], (formula, tokens))
        else:
            found.append((formula, tokens))
    return found


def _goes_on(page: Page, before: _Scanned, behind: _Scanned) -> bool:
    """Whether a display ends, or the next one begins, with a relation or an arrow."""
    first, second = before[0], behind[0]
    if not (first.display and second.display and before[1] and behind[1]):
        return False
    if _NOTHING.fullmatch(page.source.text, first.end, second.opening) is None:
        return False
    head, last = _head(behind[1]), before[1][-1].text
    return head in names.RELATIONS or head in names.IMPLICATIONS or last in names.RELATIONS


def _head(tokens: list[Token]) -> str:
    """The first sign of a display; its environments and ampersands arrange it."""
    k = 0
    while k < len(tokens):
        if tokens[k].text == "\\begin":
            k = next((j for j in range(k, len(tokens)) if tokens[j].text == "}"), len(tokens))
        elif tokens[k].text not in _ARRANGING:
            return tokens[k].text
        k += 1
    return ""


def _one(before: _Scanned, behind: _Scanned) -> _Scanned:
    """Two displays as one; of a sign that is written in both, the second is read."""
    (first, tokens), (second, more) = before, behind
    if tokens[-1].text in names.RELATIONS and _head(more) in names.RELATIONS:
        tokens = tokens[:-1]
    place = more[0].start
    row = Token(_ROW, place, place)
    return replace(first, end=second.end), [*tokens, row, *more]
