"""Names for the second reader: its own way from ``\\hat{y}_{t-1}'`` to a key and indices."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from symcalc.read.second_tokens import CannotReadError, Piece, closing, split

_ACCENTS: Final = {
    "\\hat": "hat", "\\widehat": "hat", "\\bar": "bar", "\\overline": "bar", "\\tilde": "tilde",
    "\\widetilde": "tilde", "\\dot": "dot", "\\ddot": "ddot", "\\vec": "vec",
}  # fmt: skip
_FONTS: Final = {
    "\\mathbf": "bf", "\\boldsymbol": "bf", "\\bm": "bf", "\\mathcal": "cal", "\\mathbb": "bb",
    "\\mathscr": "cal", "\\mathfrak": "frak", "\\mathsf": "sf",
}  # fmt: skip
_MARKS: Final = {**_ACCENTS, **_FONTS}
_STARS: Final = {"\\cdot": "*", "\\star": "*"}  # the tokens write * as a product sign
_LABEL_SIGNS: Final = {
    "\\max": "max", "\\min": "min", "\\cdot": "*", "\\star": "*", "+": "+", "-": "-",
    "\\infty": "infty", "\\ell": "ell", "\\bullet": "bullet", "|": "|", "/": "/", **_ACCENTS,
}  # fmt: skip


@dataclass(frozen=True)
class FoundName:
    """A name: its key, its primes, where composite indices (t-1) stand, and where it ends.

    ``parts`` are the ranges of the indices; with a plain subscript it is empty, and the
    key ends with the label.
    """

    key: str
    primes: int
    parts: tuple[tuple[int, int], ...]
    end: int


def starts_name(piece: Piece) -> bool:
    """Whether a name can begin with the token."""
    return piece.is_symbol or piece.text == "\\word" or piece.text in _MARKS


def find_name(pieces: Sequence[Piece], start: int, end: int) -> FoundName:
    """The name at ``start`` with its subscript, primes and star.

    Raises CannotReadError for a script that is no label and no index.
    """
    key, k = _base(pieces, start, end)
    k, primes = _primes(pieces, k, end)
    parts: tuple[tuple[int, int], ...] = ()
    if k < end and pieces[k].text == "_":
        label, parts, k = _subscript(pieces, k + 1, end)
        key += f"_{label}" if label else ""
    k, more = _primes(pieces, k, end)
    starred = _after_star(pieces, k, end)
    if starred:
        key, k = key + "^*", starred
    return FoundName(key, primes + more, parts, k)


def _base(pieces: Sequence[Piece], k: int, end: int) -> tuple[str, int]:
    piece = pieces[k]
    if piece.text == "\\word":
        return f"rm.{piece.word}", k + 1
    if piece.is_symbol:
        return piece.text.lstrip("\\"), k + 1
    mark = _MARKS[piece.text]
    if k + 1 >= end:
        raise CannotReadError("an accent over nothing")
    if pieces[k + 1].text != "{":
        if not starts_name(pieces[k + 1]):
            raise CannotReadError("an accent over no name")
        inner, after = _base(pieces, k + 1, end)
        return f"{mark}.{inner}", after
    last = closing(pieces, k + 1)
    return f"{mark}.{_marked(pieces, k + 2, last)}", last + 1


def _marked(pieces: Sequence[Piece], start: int, end: int) -> str:
    inside = pieces[start:end]
    if inside and all(len(piece.text) == 1 and piece.text.isalpha() for piece in inside):
        return "".join(piece.text for piece in inside)
    if not inside or not starts_name(inside[0]):
        raise CannotReadError("an accent over an expression")
    found = find_name(pieces, start, end)
    if found.end != end or found.parts or found.primes:
        raise CannotReadError("an accent over an expression")
    return found.key


def _primes(pieces: Sequence[Piece], k: int, end: int) -> tuple[int, int]:
    count = 0
    while k < end and pieces[k].text == "'":
        count, k = count + 1, k + 1
    return k, count


def _after_star(pieces: Sequence[Piece], k: int, end: int) -> int:
    """The index after ``^*`` or ``^{*}`` at k; 0 if there is none."""
    texts = [piece.text for piece in pieces[k : min(end, k + 4)]]
    for script in (["^", "*"], ["^", "{", "*", "}"]):
        if [_STARS.get(text, text) for text in texts[: len(script)]] == script:
            return k + len(script)
    return 0


def _subscript(
    pieces: Sequence[Piece], k: int, end: int
) -> tuple[str, tuple[tuple[int, int], ...], int]:
    """The label, or the ranges of composite indices; and where the subscript ends."""
    if k >= end:
        raise CannotReadError("an empty subscript")
    if pieces[k].text != "{":
        after = _base(pieces, k, end)[1] if starts_name(pieces[k]) else k + 1
        return _label(pieces, k, after), (), after
    last = closing(pieces, k)
    start = k + 1
    cuts = [start - 1, *split(pieces, start, last, ","), last]
    parts = tuple((a + 1, b) for a, b in pairwise(cuts))
    signs = split(pieces, start, last, "+", "-")
    if signs and any(piece.text.isupper() for piece in pieces[start:last]):
        raise CannotReadError("a label with a sign")
    if signs and pieces[start].text not in ("+", "-"):
        return "", parts, last + 1
    if len(parts) > 1 and any(b - a > 1 for a, b in parts):
        raise CannotReadError("several indices of several letters")
    return _label(pieces, start, last), (), last + 1


def _label(pieces: Sequence[Piece], start: int, end: int) -> str:
    label = ""
    for piece in pieces[start:end]:
        text = piece.text
        if text == "\\word":
            label += piece.word
        elif text.isalnum() or piece.is_symbol or text == ",":
            label += text.lstrip("\\")
        elif text in _LABEL_SIGNS:
            label += _LABEL_SIGNS[text]
        elif text not in ("{", "}") and text not in _FONTS:
            raise CannotReadError(f"a subscript with {text}")
    if not label:
        raise CannotReadError("an empty subscript")
    return label
