r"""``x^{(i)}``: the i-th of several, where the page shows that it is no power and no derivative.

The page must speak of samples, iterations, layers or their likes, the base must be a name
that is no function, and what stands in the parentheses must count: ``(i)``, ``(k+1)``, ``(2)``.
"""

from __future__ import annotations

import re
from typing import Final

from symcalc.core.term import Term
from symcalc.read import names
from symcalc.read.cursor import Cursor
from symcalc.read.lexer import with_depths

#: Words of a page whose things are numbered in this way.
_NUMBERED: Final = (
    r"\b(?:samples?|(?<!for )examples|observations?|iterat\w+|layers?|epochs?|training|subsets?"
    r"|data ?(?:points?|sets?)|instances|superscripts?|matrices|folds?|words|steps)\b"
)
_POWERS: Final = r"\b(?:rising|falling) (?:factorial|power)|Pochhammer"
_COUNTING: Final = frozenset({*names.INDEX_LETTERS, "l", "s", "L", "T", "K", "N", "S"})
#: Names with a meaning of their own, which a page must define before it numbers them.
_CONSTANTS: Final = frozenset({"e", "pi"})

#: Ends the key of what is numbered above: the elements of ``x^()`` are the x^{(i)}.
PLACE: Final = "^()"


def numbered(cursor: Cursor, key: str) -> tuple[str, tuple[Term, ...]]:
    """The mark and the index that ``^{(…)}`` adds to a name; nothing where it stays there."""
    if [cursor.peek(k) for k in range(3)] != ["^", "{", "("]:
        return "", ()
    end = cursor.matching(cursor.i + 1)
    texts = [token.text.lstrip("\\") for token in cursor.tokens[cursor.i + 3 : end - 1]]
    following = cursor.token(end + 1 - cursor.i)
    applied = following.text == "(" and not following.gap and not _several(cursor, end + 1)
    if cursor.tokens[end - 1].text != ")" or applied or not _counts(texts):
        return "", ()
    if not _is_numbered(cursor, key):
        return "", ()
    first, cursor.i = cursor.i + 3, end + 1
    if len(texts) == 1 and texts[0].isdigit():
        return f"^({texts[0]})", ()
    with cursor.binding([text for text in texts if text.isalpha()]):
        return PLACE, (cursor.read_between(first, end - 1),)


def _several(cursor: Cursor, opening: int) -> bool:
    """Whether several arguments follow: of such a function nobody writes f^{(n)} for d^n f."""
    inside = cursor.tokens[opening + 1 : cursor.matching(opening)]
    return any(token.text == "," and not depth for token, depth in with_depths(inside))


def _counts(texts: list[str]) -> bool:
    if len(texts) == 1 and texts[0].isdigit():
        return True
    letters = [text for text in texts if text.isalpha()]
    others = [text for text in texts if not text.isalpha()]
    signs = all(text in ("+", "-") or text.isdigit() for text in others)
    return bool(letters) and signs and all(text in _COUNTING or text == "ell" for text in letters)


def _is_numbered(cursor: Cursor, key: str) -> bool:
    context = cursor.context
    if key in context.functions or key[:1].isdigit() or context.plain:
        return False
    if key in _CONSTANTS and not re.search(
        rf"{key}\^\{{\(\w\)\}}\s*(?:\\stackrel|:=|\\triangleq|\\coloneqq)", context.text
    ):
        return False
    return context.speaks_of(_NUMBERED) and not context.speaks_of(_POWERS)
