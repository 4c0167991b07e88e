r"""The tokens of the second reader: its own lexer, which gives up on whatever it does not know.

It shares nothing with :mod:`symcalc.read.lexer`, so that a mistake in one shows against
the other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final


class CannotReadError(Exception):
    """The second reader gives up; its text says on what."""


@dataclass(frozen=True, slots=True)
class Piece:
    """One token: its text, whether space stands before it, and its side as a delimiter.

    ``space`` is "", "thin" or "wide"; ``side`` is "", "open" or "close"; ``word`` is the
    content of an upright word.
    """

    text: str
    space: str = ""
    side: str = ""
    word: str = ""

    @property
    def is_number(self) -> bool:
        """Whether it is a number."""
        return self.text[0].isdigit() or (self.text[0] == "." and len(self.text) > 1)

    @property
    def is_symbol(self) -> bool:
        """Whether it is a single Latin or Greek letter."""
        return (len(self.text) == 1 and self.text.isalpha()) or self.text[1:] in GREEK


GREEK: Final = frozenset(
    "alpha beta gamma delta epsilon varepsilon zeta eta theta vartheta iota kappa lambda mu nu xi "
    "pi varpi rho varrho sigma varsigma tau upsilon phi varphi chi psi omega Gamma Delta Theta "
    "Lambda Xi Pi Sigma Upsilon Phi Psi Omega ell".split()
)
_SPACES: Final = {
    "\\,": "thin", "\\;": "thin", "\\:": "thin", "\\>": "thin", "\\ ": "thin", "~": "thin",
    "\\!": "", "\\quad": "wide", "\\qquad": "wide", "\\displaystyle": "", "\\textstyle": "",
    "\\limits": "", "\\nolimits": "",
}  # fmt: skip
_SIZES: Final = {
    "\\left": "open", "\\right": "close",
    **{f"\\{size}{end}": side for size in ("big", "Big", "bigg", "Bigg")
       for end, side in (("", ""), ("l", "open"), ("r", "close"))},
}  # fmt: skip
_SPELLINGS: Final = {
    "\\dfrac": "\\frac", "\\tfrac": "\\frac", "\\cfrac": "\\frac", "\\dbinom": "\\binom",
    "\\tbinom": "\\binom", "\\times": "\\cdot", "*": "\\cdot", "\\ast": "\\cdot", "\\div": "/",
    "\\leq": "\\le", "\\geq": "\\ge", "\\neq": "\\ne", "\\lt": "<", "\\gt": ">",
    "\\rightarrow": "\\to", "\\lbrace": "\\{", "\\rbrace": "\\}", "\\lbrack": "[", "\\rbrack": "]",
    "\\vert": "|", "\\mid": "|", "\\lvert": "|", "\\rvert": "|",
}  # fmt: skip
_SIDES: Final = {"\\lvert": "open", "\\rvert": "close"}
_WORDS: Final = frozenset(
    {"\\mathrm", "\\operatorname", "\\text", "\\textrm", "\\mathop", "\\textnormal"}
)
_TOKEN: Final = re.compile(
    r"(?P<space>\s+)"
    r"|(?P<number>\d+(?:\{,\}\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+)"
    r"|(?P<command>\\(?:[A-Za-z]+|[^A-Za-z\s]|\s))"
    r"|(?P<sign>[-A-Za-z+*/^_=<>()\[\]{}|!',;~])"
)
_WORD: Final = re.compile(r"\s*\{\s*([A-Za-z][A-Za-z0-9]*)\s*\}")


def pieces_of(text: str) -> list[Piece]:
    """The tokens of a formula.

    Raises CannotReadError for a character or an upright text that is none.
    """
    return _one_digit_arguments(list(_with_spaces(text)))


def _with_spaces(text: str) -> Iterator[Piece]:
    space = side = ""
    for raw, word in _scan(text):
        if raw in _SPACES:
            space = max(space, _SPACES[raw], key=("", "thin", "wide").index)
        elif raw in _SIZES:
            side = _SIZES[raw]
        else:
            own = side or _SIDES.get(raw, "")
            yield Piece(_SPELLINGS.get(raw, raw), space, own, word)
            space = side = ""


def _scan(text: str) -> Iterator[tuple[str, str]]:
    place = 0
    while place < len(text):
        match = _TOKEN.match(text, place)
        if match is None:
            raise CannotReadError(f"the character {text[place]}")
        place = match.end()
        raw = match.group()
        if raw in _WORDS:
            word = _WORD.match(text, place)
            if word is None:
                raise CannotReadError("running text")
            place = word.end()
            yield "\\word", word.group(1)
        elif match.lastgroup != "space":
            yield raw, ""


def _one_digit_arguments(pieces: list[Piece]) -> list[Piece]:
    r"""TeX takes one digit after ``\frac``: what follows it comes apart."""
    out = pieces[:1]
    for before, piece in pairwise(pieces):
        if before.text in ("\\frac", "\\sqrt", "\\binom", "^", "_") and len(piece.text) > 1 and (
            piece.is_number
        ):  # fmt: skip
            if before.text != "\\frac" or not piece.text.isdigit():
                raise CannotReadError(f"{before.text}{piece.text} without braces")
            out += [Piece(piece.text[0]), Piece(piece.text[1:])]
        else:
            out.append(piece)
    return out


# --------------------------------------------------------------------------------- groups

_PAIRS: Final = {"(": ")", "[": "]", "{": "}", "\\{": "\\}", "\\lfloor": "\\rfloor",
                 "\\lceil": "\\rceil"}  # fmt: skip
_CLOSING: Final = frozenset(_PAIRS.values())
_DEEPEST: Final = 16  # brackets in brackets; the library's parser is recursive, and slow


def is_opening(text: str) -> bool:
    """Whether a bracket of any shape opens here."""
    return text in _PAIRS


def check_brackets(pieces: Sequence[Piece]) -> None:
    """Raise CannotReadError unless brackets match and are not nested beyond reason."""
    expected: list[str] = []
    for piece in pieces:
        if piece.text in _PAIRS:
            expected.append(_PAIRS[piece.text])
        elif piece.text in _CLOSING and (not expected or expected.pop() != piece.text):
            raise CannotReadError("brackets that do not match")
        if len(expected) > _DEEPEST:
            raise CannotReadError("deep nesting")
    if expected:
        raise CannotReadError("brackets that do not match")


def closing(pieces: Sequence[Piece], start: int) -> int:
    """The index of the bracket that closes the one at ``start``."""
    return next(k for k, level in levels(pieces, start, len(pieces)) if k > start and level == 0)


def levels(pieces: Sequence[Piece], start: int, end: int) -> Iterator[tuple[int, int]]:
    """Each index with its depth in brackets; a bracket itself counts as outside."""
    depth = 0
    for k in range(start, end):
        depth -= pieces[k].text in _CLOSING
        yield k, depth
        depth += pieces[k].text in _PAIRS


def split(pieces: Sequence[Piece], start: int, end: int, *signs: str) -> list[int]:
    """The indices of the signs that stand outside of all brackets."""
    return [k for k, depth in levels(pieces, start, end) if depth == 0 and pieces[k].text in signs]


def subscripts_first(pieces: Sequence[Piece]) -> list[Piece]:
    r"""``\sigma^2_X`` as ``\sigma_X^2``, which TeX sets alike; brackets must match."""
    out: list[Piece] = []
    k = 0
    while k < len(pieces):
        middle = _after_script(pieces, k) if pieces[k].text == "^" else k
        if middle > k and middle < len(pieces) and pieces[middle].text == "_":
            after = _after_script(pieces, middle)
            out += [*pieces[middle:after], *pieces[k:middle]]
            k = after
        else:
            out.append(pieces[k])
            k += 1
    return out


def _after_script(pieces: Sequence[Piece], k: int) -> int:
    """The index after the script whose sign stands at k."""
    if k + 1 < len(pieces) and pieces[k + 1].text == "{":
        return closing(pieces, k + 1) + 1
    return min(k + 2, len(pieces))
