"""Declarations in prose, as people write them.

The sentence shapes are a small table; what is not understood is left alone.
"""

from __future__ import annotations

import re
from typing import Final, Literal

from symcalc.core import term as t
from symcalc.core.kind import COMPLEX, FUNCTION, INTEGER, POSITIVE, REAL, Kind, Sort
from symcalc.core.span import Source, Span
from symcalc.core.term import Op
from symcalc.read.context import Context
from symcalc.read.cursor import Cursor
from symcalc.read.errors import ReadError
from symcalc.read.formula import cursor_over, split_relations
from symcalc.read.identifiers import read_identifier, starts_identifier
from symcalc.read.knowledge import Knowledge
from symcalc.read.lets import COUNT, KIND_WORDS, declare_free
from symcalc.read.lexer import Token
from symcalc.read.parser import parse_expression

_SETS: Final = {"R": REAL, "N": COUNT, "Z": INTEGER, "C": COMPLEX}

_COMPARED: Final = frozenset({"<", ">", "<=", ">=", "!="})

#: What stands before or after an inline formula -> kind of its names.
_BEFORE: Final = re.compile(
    r"\b(?P<word>functions?|matrix|matrices|vectors?|unit quaternions?|quaternions?|scalars?"
    r"|real numbers?|integers?|complex numbers?|natural numbers?|positive numbers?)\s*$",
    re.IGNORECASE,
)
#: "is an $n \\times n$ [random matrix](...)": sizes, links and adjectives may come between.
_AFTER: Final = re.compile(
    r"^\s*(?:is|are|be|denotes?|being)\s+(?:an?\s+|the\s+|any\s+|some\s+)?"
    r"(?:\$[^$\n]{1,40}\$[\s-]*|\([^)\n]{1,40}\)\s*)?\[?"
    r"(?P<word>(?:[a-z][a-z-]*\s+){0,3}?"
    r"(?:functions?|matrix|matrices|vectors?|quaternions?|scalars?|numbers?|integers?|constants?"
    r"|(?:positive|real)(?=\s*(?:[.,;:)]|$|and\b))))\b",
    re.IGNORECASE,
)
_DEFINES: Final = re.compile(
    r"\b(?:let|where|define|defining|denote|put|putting|call|write|introduce|setting|set|with"
    r"|substitut\w+|defined (?:as|by)|given by)\s*$",
    re.IGNORECASE,
)
#: What follows these holds from here on.
_ASSUMES: Final = re.compile(
    r"\b(?:assum\w+|suppos\w+|constraint|subject to|such that|satisf\w+|requir\w+|provided|let"
    r"|impose)\s*(?:that\s*)?$",
    re.IGNORECASE,
)
_LASTS: Final = re.compile(r"\b(?:let|with|where|assum\w+|suppos\w+|given|requir\w+)\s*$", re.I)
#: An inequality led by these holds in one case, or for a while.
_CASE: Final = re.compile(
    r"\b(?:if|when|whenever|for|case|unless|once|while|at|until)\b[^.]{0,40}$", re.IGNORECASE
)
#: Only these give a name a number: "putting $h = 0$" looks at a case.
_FIXES: Final = re.compile(r"\b(?:let|set|define|take|choose|fix)\s*$", re.IGNORECASE)

_SINGULAR: Final = {"matrices": "matrix", "functions": "function", "vectors": "vector",
                    "scalars": "scalar", "integers": "integer", "constants": "constant",
                    "numbers": "number", "quaternions": "quaternion"}  # fmt: skip


def learn_inline(
    source: Source, tokens: list[Token], start: int, end: int, knowledge: Knowledge
) -> None:
    """Learn from one inline formula of running text and the words beside it."""
    before = source.text[max(0, start - 60) : start].rstrip("$\\(").rstrip()
    after = source.text[end : end + 80].lstrip("$\\)")
    span = source.span(start, end)
    word = _kind_word(before, after)
    if word in KIND_WORDS:
        kind = KIND_WORDS[word]
        for key in _plain_names(source, tokens, knowledge.context, kind == FUNCTION):
            knowledge.declare(key, kind, "prose", span)
        return
    sides, signs = split_relations(tokens)
    if len(signs) == 1 and signs[0] == "in":
        _learn_membership(source, sides, knowledge, span)
    elif signs and all(sign in _COMPARED for sign in signs):
        _learn_inequality(source, sides, signs, knowledge, _is_case(before))
    elif signs in (["="], [":="]):
        _learn_equation(source, sides, knowledge, span, signs == [":="] or before)


def _kind_word(before: str, after: str) -> str:
    found = _AFTER.match(after)
    text = found.group("word").lower() if found else ""
    if not text:
        found = _BEFORE.search(before)
        text = found.group("word").lower() if found else ""
    words = [_SINGULAR.get(word, word) for word in text.split()]
    for first in range(len(words)):
        if " ".join(words[first:]) in KIND_WORDS:
            return " ".join(words[first:])
    return ""


def _plain_names(
    source: Source, tokens: list[Token], context: Context, applied: bool = False
) -> list[str]:
    """The keys of a formula that only lists names: ``x``, ``a, b``; ``f(x)`` if applied."""
    cursor = Cursor(tokens, source, context)
    cursor.expression = parse_expression
    keys = []
    while not cursor.at_end():
        if not starts_identifier(cursor.token()):
            return []
        try:
            found = read_identifier(cursor)
            if applied and cursor.peek() == "(":
                cursor.i = cursor.matching(cursor.i) + 1
        except ReadError:
            return []
        keys.append(found.key)
        if not cursor.at_end() and not cursor.accept(","):
            return []
    return keys


def _learn_membership(
    source: Source, sides: list[list[Token]], knowledge: Knowledge, span: Span
) -> None:
    right = "".join(token.text for token in sides[1])
    match = re.match(r"\\mathbb\{?([RNZC])\}?(.*)$", right)
    if not match:
        return
    kind, rest = _SETS[match.group(1)], match.group(2)
    if rest.startswith("^"):
        sizes = re.sub(r"[\^{}]", "", rest)
        parts = tuple(re.split(r"\\times", sizes))
        kind = Kind(Sort.MATRIX if len(parts) > 1 else Sort.VECTOR, parts)
        if parts == ("+",):
            kind = POSITIVE
    elif rest.startswith("_+") or rest.startswith("_{+"):
        kind = POSITIVE
    for key in _plain_names(source, sides[0], knowledge.context):
        knowledge.declare(key, kind, "prose", span)


def _is_case(before: str) -> bool:
    """Whether an inequality led by this text holds in a case only."""
    return not _LASTS.search(before) and _CASE.search(before) is not None


def _learn_inequality(
    source: Source,
    sides: list[list[Token]],
    signs: list[str],
    knowledge: Knowledge,
    case: bool,
) -> None:
    try:
        read = [cursor_over(source, side, knowledge.context).read_all() for side in sides]
    except ReadError:
        return
    for sign, left, right in zip(signs, read, read[1:], strict=False):
        if left.op in (Op.NAME, Op.NUMBER, Op.NEG) and right.op in (Op.NAME, Op.NUMBER, Op.NEG):
            knowledge.assume_order(t.relation(sign, left, right), case)
            declare_free(left, knowledge, "prose")
            declare_free(right, knowledge, "prose")


def _learn_equation(
    source: Source,
    sides: list[list[Token]],
    knowledge: Knowledge,
    span: Span,
    before: str | Literal[True],
) -> None:
    """An equation in running text defines a name, is assumed, or is only mentioned.

    "The maximum at $x = \\mu$" says nothing of x elsewhere.  ``before`` is the prose that
    leads to it, or True where the sign itself defines.
    """
    try:
        left, right = (cursor_over(source, side, knowledge.context).read_all() for side in sides)
    except ReadError:
        if not _lists(sides[1]):
            _mention_unread(source, sides[0], knowledge)
        return
    lead = _DEFINES if t.free_names(right) else _FIXES
    defining = before is True or lead.search(before) is not None
    if defining and knowledge.define(left, right, span):
        return
    if knowledge.has_defined(left, right):
        return
    relation = t.relation("=", left, right)
    if before is not True and _ASSUMES.search(before):
        knowledge.assume(relation)
    elif t.free_names(relation):
        knowledge.mention(relation)


def _lists(side: list[Token]) -> bool:
    r"""Whether a side only says what there is: ``y = \{y_1, \ldots, y_n\}`` binds no value."""
    return bool(side) and side[0].text in ("\\{", "(", "[", "\\langle", "\\begin")


def _mention_unread(source: Source, side: list[Token], knowledge: Knowledge) -> None:
    """A name that an unreadable equation speaks of is not known to be free."""
    try:
        left = cursor_over(source, side, knowledge.context).read_all()
    except ReadError:
        return
    if left.op is Op.NAME:
        knowledge.mention(t.relation("=", left, t.apply("unread", left)))


def learn_range(tokens: list[Token], source: Source, context: Context) -> None:
    r"""``i = 1, \ldots, n`` tells the range of an index, wherever it stands."""
    texts = [token.text for token in tokens]
    for k in range(len(texts) - 6):
        if tokens[k].is_letter and texts[k + 1] == "=" and texts[k + 3 : k + 6] == _DOTS:
            _learn_range_at(tokens, k, source, context)


_DOTS: Final = [",", "\\ldots", ","]


def _learn_range_at(tokens: list[Token], k: int, source: Source, context: Context) -> None:
    end = k + 6
    while end < len(tokens) and _belongs_to_bound(tokens[end]):
        end += 1
    try:
        lower = cursor_over(source, tokens[k + 2 : k + 3], context).read_all()
        upper = cursor_over(source, tokens[k + 6 : end], context).read_all()
    except ReadError:
        return
    context.indices.add(tokens[k].text)
    context.ranges.setdefault(tokens[k].text, (lower, upper))


def _belongs_to_bound(token: Token) -> bool:
    return token.is_letter or token.text in ("_", "-", "+") or token.text.isdigit()
