"""What stands below a name: a label that belongs to it, or the indices of an element."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from symcalc.core import term as t
from symcalc.core.term import Term
from symcalc.read import names
from symcalc.read.cursor import Cursor
from symcalc.read.lexer import Token

_LABEL_WORDS: Final = {"\\max": "max", "\\min": "min", "\\star": "*", "*": "*", "+": "+", "-": "-",
                       "\\infty": "infty", "\\top": "top", "\\bullet": "bullet", "\\circ": "circ",
                       "\\ell": "ell", "\\bot": "bot", "\\log": "log", "\\exp": "exp"}  # fmt: skip

#: Ends the key of what has one index given another: the elements of ``p_|`` are the p_{j|i}.
GIVEN: Final = "|"

#: What stands in an index expression beside letters and numbers: ``i + 1``, ``k, n_k``.
_IN_PLACES: Final = frozenset("+-,_{}")


def subscript(
    cursor: Cursor, base: str, first: int, end: int, start: int
) -> tuple[str, tuple[Term, ...]]:
    """The label of a subscript between two tokens, or the indices that it holds."""
    tokens = cursor.tokens[first:end]
    if not tokens:
        raise cursor.refuse("SC013", "an empty subscript", "_", start=start)
    given = _given(cursor, base, first, end)
    if given:
        return GIVEN, given
    indices = _indices(cursor, base, first, end)
    return ("", indices) if indices else (_label(cursor, tokens, start), ())


def _given(cursor: Cursor, base: str, first: int, end: int) -> tuple[Term, ...]:
    r"""The two indices of ``p_{j|i}`` or ``\hat x_{k|k-1}``; none where a label has a bar."""
    bars = [k for k in range(first, end) if cursor.tokens[k].text == "|"]
    if len(bars) != 1 or not first < bars[0] < end - 1:
        return ()
    sides = [_indices(cursor, base, *piece) for piece in ((first, bars[0]), (bars[0] + 1, end))]
    return (*sides[0], *sides[1]) if all(len(side) == 1 for side in sides) else ()


def _label(cursor: Cursor, tokens: Sequence[Token], start: int) -> str:
    label = ""
    texts = [token.text for token in tokens]
    if "\\bullet" in texts and any(text in names.INDEX_LETTERS for text in texts):
        message = "a subscript with an index and a dot for the others"
        raise cursor.refuse("SC023", message, "\\bullet", "write the mean or sum out", start=start)
    for token in tokens:
        text = token.text
        if text in ("{", "}") or text in names.WORDS or text in names.FONTS:
            continue
        if text == "\\text":
            label += "".join(c for c in token.value if c.isalnum())
        elif text.isalnum() or token.is_greek:
            label += text.lstrip("\\")
        elif text in _LABEL_WORDS and (len(tokens) == 1 or text[0] == "\\" or text == "*"):
            label += _LABEL_WORDS[text]
        elif text in (",", "|", "/", ":"):
            label += text
        elif text in names.ACCENTS:
            label += names.ACCENTS[text]
        elif text in ("+", "-") and any(other.text.isupper() for other in tokens):
            label += text
        else:
            raise cursor.refuse("SC023", f"a subscript with {text}", text, start=start)
    return label


def _indices(cursor: Cursor, base: str, first: int, end: int) -> tuple[Term, ...]:
    """The indices of an element, if the subscript reads as such: i, ij, t-1, (i, j)."""
    tokens = cursor.tokens[first:end]
    letters = [token for token in tokens if token.is_letter]
    if base in cursor.context.pairs and _is_pair(tokens):
        return tuple(map(_index, tokens))
    if not any(is_index(cursor, token.text) for token in letters):
        return ()
    if all(_is_index_or_digit(cursor, token) for token in tokens):
        _refuse_multiple(cursor, base, tokens, first)
        return tuple(_index(token) for token in tokens)
    if not any(token.text in ("+", "-", ",") for token in tokens):
        return ()
    if not all(
        token.is_letter or token.is_greek or token.text in _IN_PLACES or token.text.isdigit()
        for token in tokens
    ):
        return ()
    parts, cut = [], first
    for k in [*(k for k in range(first, end) if cursor.tokens[k].text == ","), end]:
        if all(token.is_letter for token in cursor.tokens[cut:k]) and k - cut > 1:
            message = "indices both with and without a comma"
            raise cursor.refuse("SC023", message, "_", "put a comma between all", start=first)
        with cursor.binding([token.text for token in letters if is_index(cursor, token.text)]):
            parts.append(cursor.read_between(cut, k))
        cut = k + 1
    return tuple(parts)


def _is_pair(tokens: Sequence[Token]) -> bool:
    """Whether a subscript is two small letters: v_{ab} beside v_{ij} is an entry of v as well."""
    return len(tokens) == 2 and all(each.is_letter and each.text.islower() for each in tokens)


def _refuse_multiple(cursor: Cursor, base: str, tokens: Sequence[Token], first: int) -> None:
    """``x_{2j}`` is an element of every second place, or of row 2."""
    multiple = len(tokens) == 2 and tokens[0].text.isdigit() and tokens[0].text not in ("0", "1")
    if multiple and base not in cursor.context.pairs:
        shown = tokens[0].text + tokens[1].text
        message = f"{base}_{{{shown}}} has two usual readings: two indices, and a multiple"
        cure = f"write {base}_{{{tokens[0].text},{tokens[1].text}}} for two indices"
        raise cursor.refuse("SC023", message, "_", cure, start=first)


def _is_index_or_digit(cursor: Cursor, token: Token) -> bool:
    return token.text.isdigit() or (token.is_letter and is_index(cursor, token.text))


def is_index(cursor: Cursor, letter: str) -> bool:
    """Whether a letter counts places where it stands in a subscript."""
    return (
        letter in cursor.bound
        or letter in cursor.context.indices
        or (letter in names.INDEX_LETTERS)
    )


def _index(token: Token) -> Term:
    return t.name(token.text) if token.is_letter else t.number(int(token.text))
