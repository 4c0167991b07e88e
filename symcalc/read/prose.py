"""Declarations in prose, as people write them.

The sentence shapes are a small table; what is not understood is left alone.
"""

from __future__ import annotations

import re
from typing import Final

from symcalc.core import term as t
from symcalc.core.kind import FUNCTION, Declaration, Kind, Sort
from symcalc.core.span import Source, Span
from symcalc.core.term import Op
from symcalc.read.asides import learn_equation, learn_inequality
from symcalc.read.context import Context
from symcalc.read.cursor import Cursor
from symcalc.read.errors import ReadError
from symcalc.read.formula import cursor_over, split_relations
from symcalc.read.identifiers import read_identifier, starts_identifier
from symcalc.read.inline import Inline
from symcalc.read.knowledge import Knowledge
from symcalc.read.lexer import Token
from symcalc.read.parser import parse_expression
from symcalc.read.phrases import (
    counted,
    predicated,
    said_of,
    unlinked,
    with_properties,
    with_sizes,
)
from symcalc.read.properties import (
    begins_here,
    doubt_properties,
    learn_properties,
    withhold,
    without_properties,
)
from symcalc.read.sets import kind_of_set, sizes_in
from symcalc.read.usual_functions import named_function

_COMPARED: Final = frozenset({"<", ">", "<=", ">=", "!="})
_DENOTED: Final = re.compile(r"\bdenote by\s*$", re.IGNORECASE)

#: How far around an inline formula its words are looked at.
_REACH: Final = 120

#: An unknown number of something; it may be none.
_NUMBER_OF: Final = Kind(Sort.INDEX, properties=("integer", "nonnegative"))
_ARRAYS: Final = (Sort.VECTOR, Sort.MATRIX, Sort.QUATERNION)


def learn_inline(
    source: Source, tokens: list[Token], start: int, end: int, knowledge: Knowledge
) -> None:
    """Learn from one inline formula of running text and the words beside it."""
    before = source.text[max(0, start - _REACH) : start].removesuffix("$").removesuffix("\\(")
    after = source.text[end : end + _REACH].removeprefix("$").removeprefix("\\)")
    inline = Inline(tokens, source.span(start, end), unlinked(before), unlinked(after))
    sides, signs = split_relations(tokens)
    if inline.is_denied:
        keys = [] if signs else plain_names(source, tokens, knowledge.context)
        doubt_properties(keys, inline, knowledge)
        return
    if signs == ["in"]:
        _learn_membership(source, sides, knowledge, inline)
    elif len(signs) == 1 and signs[0] == "to":
        _learn_mapping(source, sides, knowledge, inline.span)
    elif signs and all(sign in _COMPARED for sign in signs):
        learn_inequality(source, sides, signs, knowledge, inline.before.rstrip())
    elif signs in (["="], [":="]):
        _learn_unit(source, sides, knowledge, inline)
        lead = signs == [":="] or inline.before.rstrip()
        learn_equation(source, sides, knowledge, inline.span, lead)
    elif not signs:
        _learn_words(source, inline, knowledge)


def _learn_words(source: Source, inline: Inline, knowledge: Knowledge) -> None:
    """What the words beside a list of names say of them."""
    before, after = inline.before, inline.after
    if _DENOTED.search(before):
        after = f" is{after}"
    lists = any(token.text == "," for token in inline.tokens)
    phrase = said_of(before, after, lists)
    applied = phrase is None or phrase.kind == FUNCTION
    keys = plain_names(source, inline.tokens, knowledge.context, applied)
    if len(keys) == 1:
        named = named_function(keys[0], before, after)
        if named is not None:
            knowledge.define(t.apply(keys[0], *map(t.name, named.parameters)), named.body)
            return
    if counted(before, after):
        _declare_count(keys, inline.span, knowledge)
    elif phrase is not None:
        kind = with_sizes(phrase.kind, sizes_in(phrase.sizes, knowledge.context)) or phrase.kind
        for key in keys:
            _declare(key, kind, inline, knowledge)
    stated = predicated(before, after, lists)
    for key in keys if stated else ():
        learn_properties(key, stated, inline, knowledge)


def _declare_count(keys: list[str], span: Span, knowledge: Knowledge) -> None:
    """The number of something is an integer; its letter may still be that of a function."""
    for key in keys:
        known = knowledge.declarations.get(key)
        if known is None or known.inferred:
            knowledge.declarations[key] = Declaration(key, _NUMBER_OF, "prose", span)


def _declare(key: str, kind: Kind, inline: Inline, knowledge: Knowledge) -> None:
    """Declare a name; what is said of it again adds to what is known."""
    if kind.sort not in _ARRAYS:
        if not (inline.in_case and kind.sort is Sort.SCALAR):
            knowledge.declare(key, kind, "prose", inline.span)
        return
    if inline.in_case:
        held = not knowledge.everywhere and inline.is_supposed
        kind = without_properties(kind, kind.properties if held else ())
    kind = begins_here(key, kind, inline, knowledge)
    known = knowledge.declarations.get(key)
    if known is not None and known.kind.sort is kind.sort and not known.inferred:
        if known.source != "prose":
            return
        anew = inline.is_anew and not _comes_later(known, inline)
        merge = _common if knowledge.everywhere and _differ(known.kind, kind, anew) else _merged
        said, kind = kind, merge(known.kind, kind, anew)
        if merge is _common:
            withhold(key, (known.kind, said), kind, knowledge)
    knowledge.declare(key, _own_sizes(key, kind), "prose", inline.span)


def _comes_later(known: Declaration, inline: Inline) -> bool:
    """Whether a name is known by a sentence further down, that counts for the whole page."""
    here, there = inline.span, known.span
    return there is not None and (there.line, there.column) > (here.line, here.column)


def _merged(known: Kind, said: Kind, anew: bool) -> Kind:
    """What two sentences together say of a name."""
    shape = said.shape or known.shape
    if anew or (said.shape and known.shape and said.shape != known.shape):
        return Kind(said.sort, shape, said.properties)
    return with_properties(Kind(said.sort, shape, known.properties), said.properties)


def _differ(known: Kind, said: Kind, anew: bool) -> bool:
    """Whether two sentences speak of two things that share a name."""
    sizes = bool(said.shape and known.shape and said.shape != known.shape)
    return sizes or (anew and said.properties != known.properties)


def _common(known: Kind, said: Kind, anew: bool) -> Kind:
    """What is so of a name wherever it stands, if two sentences differ in what they say."""
    same = known.shape == said.shape
    shape = known.shape if same else ("?",) * max(len(known.shape), len(said.shape))
    return Kind(said.sort, shape, tuple(p for p in known.properties if p in said.properties))


def _own_sizes(key: str, kind: Kind) -> Kind:
    """An open size belongs to one name."""
    sizes = enumerate(kind.shape, 1)
    shape = tuple(f"?{key}.{place}" if size == "?" else size for place, size in sizes)
    return Kind(kind.sort, shape, kind.properties)


def plain_names(
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
        keys.append(f"{found.key}[{len(found.indices)}]" if found.indices else found.key)
        if not cursor.at_end() and not cursor.accept(","):
            return []
    return keys


def _learn_membership(
    source: Source, sides: list[list[Token]], knowledge: Knowledge, inline: Inline
) -> None:
    """``x \\in \\mathbb{R}^n``, with what is said of x behind it."""
    kind = kind_of_set(sides[1], knowledge.context)
    if kind is None:
        return
    said = said_of("", inline.after, several=True)
    stated = said.kind.properties if said is not None and said.kind.sort is kind.sort else ()
    if kind.sort is Sort.MATRIX:
        stated += predicated("", inline.after)
    if kind.sort in _ARRAYS and not inline.in_case:
        kind = with_properties(kind, stated)
    for key in plain_names(source, sides[0], knowledge.context):
        _declare(key, kind, inline, knowledge)


def _learn_mapping(
    source: Source, sides: list[list[Token]], knowledge: Knowledge, span: Span
) -> None:
    """``f: \\mathbb{R}^n \\to \\mathbb{R}^m`` makes f a function with vectors for values."""
    left = sides[0]
    colon = next((k for k, token in enumerate(left) if token.text == ":"), 0)
    keys = plain_names(source, left[:colon], knowledge.context) if colon else []
    if len(keys) != 1:
        return
    knowledge.declare(keys[0], FUNCTION, "prose", span)
    kind = kind_of_set(sides[1], knowledge.context)
    if kind is not None and kind.sort in _ARRAYS:
        knowledge.declare(f"{keys[0]}()", kind, "prose", span)


def _learn_unit(
    source: Source, sides: list[list[Token]], knowledge: Knowledge, inline: Inline
) -> None:
    """``with \\lVert q \\rVert = 1`` makes a known vector or quaternion a unit one."""
    if inline.in_case:
        return
    try:
        left, right = (cursor_over(source, side, knowledge.context).read_all() for side in sides)
    except ReadError:
        return
    if t.value_of(right) != 1 or left.op is not Op.CALL or left.data not in ("norm", "abs"):
        return
    key = str(left.args[0].data) if left.args[0].op is Op.NAME else ""
    known = knowledge.context.kinds.get(key)
    if known is not None and known.sort in (Sort.VECTOR, Sort.QUATERNION):
        knowledge.declare(key, with_properties(known, ["unit"]), "prose", inline.span)
