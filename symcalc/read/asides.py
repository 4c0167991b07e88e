"""Equations and inequalities in running text: what they define, assume, or only mention."""

from __future__ import annotations

import re
from typing import Final, Literal

from symcalc.core import term as t
from symcalc.core.chance import application
from symcalc.core.span import Source, Span
from symcalc.core.term import Op, Term
from symcalc.read.context import Context
from symcalc.read.errors import ReadError
from symcalc.read.formula import cursor_over
from symcalc.read.knowledge import Knowledge
from symcalc.read.lets import declare_free
from symcalc.read.lexer import Token

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
#: An equation led by these holds somewhere else, or in a case.
_ELSEWHERE: Final = re.compile(
    r"\b(?:if|when|whenever|case|unless|once|while|at|until|for|not|near|as|instead|step"
    r"|show|prove)\b[^.;]{0,60}$",
    re.IGNORECASE,
)
_LASTS: Final = re.compile(r"\b(?:let|with|where|assum\w+|suppos\w+|given|requir\w+)\s*$", re.I)
#: An inequality led by these holds in one case, or for a while.
_CASE: Final = re.compile(
    r"\b(?:if|when|whenever|for|case|unless|once|while|at|until)\b[^.]{0,40}$", re.IGNORECASE
)
#: Only these give a name a number: "putting $h = 0$" looks at a case.
_FIXES: Final = re.compile(r"\b(?:let|set|define|take|choose|fix)\s*$", re.IGNORECASE)


def _is_case(before: str) -> bool:
    """Whether an inequality led by this text holds in a case only."""
    return not _LASTS.search(before) and _CASE.search(before) is not None


def learn_inequality(
    source: Source,
    sides: list[list[Token]],
    signs: list[str],
    knowledge: Knowledge,
    before: str,
) -> None:
    """An inequality in running text holds: from here on, or in the case that is spoken of."""
    case = _is_case(before)
    try:
        read = [cursor_over(source, side, knowledge.context).read_all() for side in sides]
    except ReadError:
        return
    for sign, left, right in zip(signs, read, read[1:], strict=False):
        if _is_simple(left, knowledge) and _is_simple(right, knowledge):
            knowledge.assume_order(t.relation(sign, left, right), case)
            for side in (left, right):
                if side.op is not Op.APPLY:
                    declare_free(side, knowledge, "prose")


def _is_simple(term: Term, knowledge: Knowledge) -> bool:
    """Whether a term is a name or a number, or what a mean or a probability makes one of: P(A)."""
    functionals = {} if knowledge.chance is None else knowledge.chance.functionals
    plain = term.op in (Op.NAME, Op.NUMBER, Op.NEG)
    return plain or application(term, functionals) is not None


def learn_equation(
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
    if right.op is Op.TUPLE and right.data == "{}":
        return  # a set of data binds no value
    if right.op is Op.NAME and knowledge.state_value(left, right):
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
        if before is True or (t.free_names(right) and not _ELSEWHERE.search(before)):
            knowledge.display([relation])


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
