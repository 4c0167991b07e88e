r"""Chains that go on from one display to the next: ``$$ a = b $$`` and then ``$$ = c $$``.

Displays with nothing between them are read as the rows of one.  Where a few words with a colon
stand between ("By the hypothesis:"), the second begins with the last side of the first.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from symcalc.read import names
from symcalc.read.arrangement import rows, without_arrangement
from symcalc.read.lexer import Token
from symcalc.read.page import Formula, Page
from symcalc.read.rows import chains

_Scanned = tuple[Formula, list[Token]]

#: What may stand between two displays of one chain: nothing but how the first one is closed.
_NOTHING: Final = re.compile(r"(?:[\s.,;]|\$\$|\\\]|\\end\{[a-z]+\*?\}|\{[#:][^}\n]*\})*")
#: Words by which the text between is the left side itself, or begins something new.
_SAYS_MORE: Final = re.compile(r"\b(?:is|are|equals?|becomes?|be|has|of)\b|^[ \t]*#|[.!?]\s", re.M)
_WORD: Final = re.compile(r"[^\W\d_]{2,}")
_MOST_WORDS: Final = 12
#: What only arranges a display, before its first and behind its last sign.
_ARRANGING: Final = frozenset({"&", "\\\\"})
_ROW: Final = "\\\\"


def joined(page: Page, scanned: list[_Scanned]) -> list[_Scanned]:
    """The formulas with displays that are one chain as the rows of one display."""
    found: list[_Scanned] = []
    last: _Scanned | None = None  # of the displays
    for formula, tokens in scanned:
        this = formula, tokens
        if found and _goes_on(page, found[-1], this):
            this = found[-1] = _one(found[-1], this)
        else:
            if last is not None and _is_explained(page, last, this):
                this = formula, [*_last_side(last[1]), *tokens]
            found.append(this)
        last = this if formula.display else last
    return found


def _is_explained(page: Page, before: _Scanned, behind: _Scanned) -> bool:
    """Whether a display begins with a relation behind a few words that end with a colon."""
    if not behind[0].display or _head(behind[1]) not in names.RELATIONS:
        return False
    text = page.source.text[before[0].end : behind[0].opening].strip(" \n\t$\\]")
    few = len(_WORD.findall(text)) <= _MOST_WORDS
    return text.endswith(":") and few and _SAYS_MORE.search(text) is None


def _last_side(tokens: list[Token]) -> list[Token]:
    """What stands at the end of a display: the last side of its chain, or all that it shows."""
    found = [chain for chain in chains(tokens) if not chain.condition]
    if found:
        return found[-1].sides[-1]
    shown = list(rows(without_arrangement(tokens)))
    return shown[0] if len(shown) == 1 else []


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
