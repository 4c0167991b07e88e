r"""``\pm`` and ``\mp``: one line that says two things, with the upper and the lower signs.

Where both sides have double signs, upper goes with upper and lower with lower, as in
``\cos(a \pm b) = \cos a \cos b \mp \sin a \sin b``.  Where one side has none, as in
``x = 2 \pm 3``, the line says that it is one of two values: it is two conditions, neither
of which defines or is refuted.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from symcalc.read.lexer import Token
from symcalc.read.rows import Chain

#: Double sign -> its upper and its lower sign.
_SIGNS: Final = {"\\pm": ("+", "-"), "\\mp": ("-", "+")}


def is_double(side: list[Token]) -> bool:
    r"""Whether a side has a ``\pm`` or a ``\mp``."""
    return any(token.text in _SIGNS for token in side)


def one_of_two(chain: Chain, position: int) -> bool:
    """Whether a link of a chain has double signs on one of its two sides only."""
    return chain.double[position] != chain.double[position + 1]


def single_signed(chain: Chain) -> list[Chain]:
    """The chain itself, or the two that its double signs make of it."""
    double = [is_double(side) for side in chain.sides]
    if not any(double):
        return [replace(chain, double=double)]
    return [
        replace(chain, double=double, sides=[_with_sign(side, which) for side in chain.sides])
        for which in (0, 1)
    ]


def _with_sign(side: list[Token], which: int) -> list[Token]:
    return [
        replace(token, text=_SIGNS[token.text][which]) if token.text in _SIGNS else token
        for token in side
    ]
