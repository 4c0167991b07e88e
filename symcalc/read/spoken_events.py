r"""Events in words: ``P(\text{the coin lands on heads})``, ``P(X \text{ is close to } x)``.

What the words say is not known here.  Two events are the same where the words are, and the
formulas between them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from symcalc.core import term as t
from symcalc.core.term import Op, Term
from symcalc.core.vocabulary import SPOKEN
from symcalc.read.cursor import Cursor
from symcalc.read.errors import ReadError
from symcalc.read.tokens import Token, with_depths

#: Words that join events, or say of one what it is given: they are read as signs.
_JOINING: Final = frozenset({"and", "or", "given", "if"})


def spoken_event(cursor: Cursor) -> Term | None:
    """The event in words at the cursor, up to where the argument ends; else None."""
    end = _end_of_argument(cursor)
    inside = cursor.tokens[cursor.i : end]
    if not any(_is_phrase(inside, k) for k in range(len(inside))):
        return None
    words, formulas, start = [], [], cursor.i
    for k in range(cursor.i, end + 1):
        if k < end and cursor.tokens[k].text != "\\text":
            continue
        if k > start:
            words.append("·")
            formulas.append(_formula(cursor, start, k))
        if k < end:
            words.append(" ".join(cursor.tokens[k].value.split()))
        start = k + 1
    cursor.i = end
    return t.make(Op.TUPLE, *formulas, data=SPOKEN + " ".join(words))


def _is_phrase(inside: Sequence[Token], k: int) -> bool:
    r"""Whether running text is more than a name and more than a sign between events.

    ``\text{not } A`` is no product of two names.
    """
    words = inside[k].value.strip(" ,.;").lower()
    if inside[k].text != "\\text" or not words or words in _JOINING:
        return False
    beside = [*inside[max(k - 1, 0) : k], *inside[k + 1 : k + 2]]
    return not words.isalnum() or any(token.is_letter or token.is_greek for token in beside)


def _formula(cursor: Cursor, start: int, end: int) -> Term:
    """What stands between the words: a term, or its text where it is none."""
    while end > start and cursor.tokens[end - 1].text in (",", ";", ".", "\\ldots"):
        end -= 1
    text = "".join(token.text for token in cursor.tokens[start:end])
    if start == end:
        return t.name("#dots")
    try:
        return cursor.inner(start, end).read_all()
    except ReadError:
        return t.make(Op.TUPLE, data=SPOKEN + text)


def _end_of_argument(cursor: Cursor) -> int:
    """Where the argument ends: at a bar or a bracket; a comma may stand among the words."""
    for k, (token, depth) in enumerate(with_depths(cursor.tokens[cursor.i :]), cursor.i):
        if depth < 0 or (depth == 0 and token.text in ("|", ";")):
            return k
    return len(cursor.tokens)
