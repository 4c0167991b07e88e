r"""Superscripts that number things: ``F^{\mu\nu}``, ``\Gamma^k_{ij}``, ``A^i B_i``, ``x^{k+1}``.

They look like powers and are none.  Where the formula or its page shows that one is meant, or
may be, the line is refused instead of being read as a power.
"""

from __future__ import annotations

import re
from typing import Final

from symcalc.core.term import Op, Term
from symcalc.read.cursor import Cursor

#: Greek letters that number the coordinates of space and time.
_COORDINATES: Final = frozenset(
    f"\\{letter}" for letter in "mu nu rho sigma lambda kappa tau alpha beta gamma delta".split()
)
#: Those of them that stand side by side in no exponent.
_OF_SPACETIME: Final = frozenset({"\\mu", "\\nu", "\\rho"})
#: Letters that count components, above a name that counts two others below: Γ^k_{ij}, w^l_{jk}.
_COMPONENTS: Final = frozenset({*"ijklL", *_COORDINATES})
#: Letters by which physicists sum where they stand above and below in one product.
_SUMMED: Final = frozenset({"i", "j", *_COORDINATES})
#: Letters that number the rounds of an algorithm or the layers of a network.
_ROUNDS: Final = frozenset("klntL")

_TENSORS: Final = (
    r"\\(?:partial|nabla|eta)_\{?\s*\\(?:mu|nu|rho|sigma|alpha|beta)"
    r"|[gFTRp]_\{?\s*\\(?:mu|nu|rho|sigma|alpha|beta)\b"
    r"|\^\{?\s*\\mu\s*\\nu|_\{?\s*\\mu\s*\\nu"
)
_SPEAKS_OF_LAYERS: Final = r"\blayers?\b"
_SPEAKS_OF_ROUNDS: Final = r"\b(?:iterat\w+|layers?|epochs?)\b"


def refuse_upper_index(cursor: Cursor, base: Term, texts: list[str], start: int) -> None:
    """Refuse (SC024) a superscript on a name that may number it; ``texts`` are its tokens."""
    if base.op not in (Op.NAME, Op.ELEMENT):
        return
    letters = [text for text in texts if text not in ("{", "}")]
    reading = _numbering(cursor, base, letters, start)
    if reading:
        shown = "".join(letters)
        message = f"^{shown} has two usual readings: a power, and {reading}"
        cure = "write a power of it as (…)^{…}, and an index below: x_{k}"
        raise cursor.refuse("SC024", message, "^" + shown, cure, start=start)


def _numbering(cursor: Cursor, base: Term, letters: list[str], start: int) -> str:
    """What the superscript may number; empty where it is a power."""
    if len(letters) > 1 and all(letter in _COORDINATES for letter in letters):
        sure = any(letter in _OF_SPACETIME for letter in letters)
        return "the indices of a tensor" if sure or cursor.context.speaks_of(_TENSORS) else ""
    if len(letters) == 1 and letters[0] in _COMPONENTS and _has_two_places(base):
        return "a third index"
    if len(letters) == 1 and letters[0] in _SUMMED and _is_repeated_below(cursor, letters[0]):
        return "an index that is summed over"
    if len(letters) == 1 and letters[0] in _COORDINATES and cursor.context.speaks_of(_TENSORS):
        return "the index of a tensor"
    if _is_delta(base) and letters and letters[0] in _SUMMED:
        return "an index of Kronecker's delta"
    return "the number of a round" if _numbers_rounds(cursor, letters, start) else ""


def _has_two_places(base: Term) -> bool:
    if base.op is Op.ELEMENT:
        return len(base.args) > 1
    label = str(base.data).partition("_")[2]
    return any(label.startswith(pair) for pair in ("munu", "numu", "alphabeta", "rhosigma"))


def _is_delta(base: Term) -> bool:
    return str(base.data).partition("_")[0] == "delta" and (
        base.op is Op.ELEMENT or "_" in str(base.data)
    )


def _is_repeated_below(cursor: Cursor, letter: str) -> bool:
    """Whether a letter that nothing binds stands in a subscript of the same formula."""
    if letter.lstrip("\\") in cursor.bound:
        return False
    depth, below = 0, 0  # the depth of braces, and that of the subscript it stands in
    for k, token in enumerate(cursor.tokens):
        depth += {"{": 1, "}": -1}.get(token.text, 0)
        below = below if depth >= below else 0
        after_mark = k > 0 and cursor.tokens[k - 1].text == "_"
        if after_mark and token.text == "{" and not below:
            below = depth
        elif token.text == letter and (below or after_mark):
            return True
    return False


def _numbers_rounds(cursor: Cursor, letters: list[str], start: int) -> bool:
    """Whether the page counts rounds and writes x^{k+1}, or x^{k-1}, of this very name."""
    counts = letters[:1] and letters[0] in _ROUNDS and letters[1:] in ([], ["+", "1"], ["-", "1"])
    if counts and letters[0] in ("l", "L") and cursor.context.speaks_of(_SPEAKS_OF_LAYERS):
        return True
    if not counts or letters[0] in cursor.bound or not cursor.context.speaks_of(_SPEAKS_OF_ROUNDS):
        return False
    mark = next(k for k in range(start, len(cursor.tokens)) if cursor.tokens[k].text == "^")
    first, last = cursor.tokens[start].start, cursor.tokens[mark].start
    name = re.escape(cursor.source.text[first:last].strip())
    return cursor.context.speaks_of(rf"{name}\s*\^\s*\{{\s*{letters[0]}\s*[-+]\s*1\s*\}}")
