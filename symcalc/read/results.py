"""The equations of a display on which lines below may rest, and the results that are to be shown.

What a theorem says may not be used in its own proof: an equation that is announced ("then the
mean is", "we show that") is none on which a line rests.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from symcalc.core import term as t
from symcalc.core.problem import Role, Statement
from symcalc.core.term import Op, Term
from symcalc.read.page import Formula
from symcalc.read.rows import Chain
from symcalc.read.theorems import theorems

#: Words that announce what is still to be shown, wherever they stand.
_TO_BE_SHOWN: Final = re.compile(
    r"\b(?:(?:to|we|will|must|shall|can|let us|us|now) (?:show|prove|verify|establish|derive|check)"
    r"|want|aim|goal|claim(?:s|ed)?|conjectur\w*|turns? out|wish|shown below|proved? below)\b",
    re.IGNORECASE,
)
#: Words that announce a hypothesis in the statement of a theorem.
_HYPOTHESIS: Final = re.compile(
    r"\b(?:let|if|assum\w*|suppose|defin\w+|denot\w+|where|with|consider|model|such that)\b"
    r"|\bgiven\b(?! by)|^and\b(?!.*\b(?:is|are|equals?)\b)",
    re.IGNORECASE,
)
_CONCLUSION: Final = re.compile(
    r"\b(?:then|thus|hence|therefore|so|follows|(?:is|are) (?:given by|equal))\b", re.IGNORECASE
)
_SENTENCE: Final = re.compile(r"[.!?:;]\s+(?=\S)")
#: What no algebra gives a value: an equation of it says something.
_QUANTITIES: Final = (Op.APPLY, Op.DERIVATIVE, Op.INTEGRAL, Op.LIMIT)


#: How a sentence goes on behind a display that only introduces what it speaks of.
_GOES_ON: Final = re.compile(
    r"[\s$\]\\]*(?:end\{\w+\*?\}\s*)?(?:has|have|follows?|is|are|converges?|satisf\w+)\b"
)


def is_to_be_shown(text: str, display: Formula, lead: str) -> bool:
    """Whether a display of a page states a result that is shown further down.

    ``lead`` is the prose right before it.
    """
    sentence = _SENTENCE.split(lead.strip())[-1]
    if _TO_BE_SHOWN.search(sentence):
        return True
    stated = any(start <= display.start < end for start, end in _statements_in(text))
    if not stated or _GOES_ON.match(text, display.end):
        return False
    return _CONCLUSION.search(sentence) is not None or not _HYPOTHESIS.search(sentence)


@lru_cache(maxsize=8)  # asked for every display of the same page
def _statements_in(text: str) -> tuple[tuple[int, int], ...]:
    """The stretches of a page that state what is proved behind them."""
    return tuple((theorem.start, theorem.stated) for theorem in theorems(text))


def _is_identity(claim: Statement) -> bool:
    """Whether a claim can only be meant of all values of its names."""
    sides = [side for side in (claim.left, claim.right) if side is not None]
    same = len({t.free_names(side) for side in sides}) == 1
    return same and not any(t.contains(side, *_QUANTITIES) for side in sides)


def equations_of(chain: Chain, statements: Sequence[Statement]) -> list[Term]:
    """What a chain states of the quantity it starts with: its first equation and its last.

    A claim between algebraic expressions in the same names says nothing: it is right or wrong
    by itself.
    """
    if chain.labelled or chain.others or any(s.relation not in ("=", ":=") for s in statements):
        return []
    first, last = statements[0], statements[-1]
    left = first.left
    if left is None or first.right is None or (first.role is Role.CLAIM and _is_identity(first)):
        return []
    ends = dict.fromkeys(s.right for s in (first, last) if s.trouble is None)
    return [
        t.relation("=", left, right)
        for right in ends
        if right is not None and right is not left and right.op is not Op.TUPLE
    ]
