"""``cases`` and the other environments that stand for a value."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Final

from symcalc.core import term as t
from symcalc.core.term import Op, Term
from symcalc.read import names
from symcalc.read.cursor import Cursor
from symcalc.read.lexer import with_depths
from symcalc.read.matrices import matrix

_CONDITION_WORDS = frozenset({"if", "for", "when", "where", "", "if and only if"})
_OTHERWISE = frozenset({"otherwise", "else", "elsewhere"})


def environment(cursor: Cursor) -> Term:
    r"""``\begin{cases}``; matrices come with a later version."""
    start = cursor.i
    name = environment_name(cursor, cursor.i)
    end = matching_end(cursor, cursor.i)
    if name in names.MATRICES:
        first = _after_column_types(cursor, name)
        rows = _rows(cursor, first, end)
        cursor.i = cursor.matching(end + 1) + 1
        return matrix(cursor, rows, name, start)
    if name not in ("cases", "dcases", "rcases"):
        message = f"the environment {name} is not known in a formula"
        raise cursor.refuse("SC011", message, f"\\begin{{{name}}}", start=start)
    return _cases(cursor, cursor.matching(cursor.i + 1) + 1, end, start)


def cases_in_brace(cursor: Cursor) -> Term:
    r"""``\left\{ \begin{array}{ll} value & condition \\ … \end{array} \right.``"""
    start = cursor.i
    cursor.step()
    name, end = environment_name(cursor, cursor.i), matching_end(cursor, cursor.i)
    if name not in ("array", "aligned", "matrix"):
        raise cursor.refuse("SC051", f"a brace before {name}", "\\{", start=start)
    found = _cases(cursor, _after_column_types(cursor, name), end, start)
    if not cursor.accept("\\right."):
        raise cursor.refuse("SC032", "a matrix in braces", "\\{", start=start)
    return found


def _cases(cursor: Cursor, first: int, end: int, start: int) -> Term:
    branches = [_branch(cursor, *row) for row in _rows(cursor, first, end)]
    cursor.i = cursor.matching(end + 1) + 1
    if not branches:
        raise cursor.refuse("SC013", "cases without a case", "\\begin{cases}", start=start)
    return t.cases(*branches)


def _after_column_types(cursor: Cursor, name: str) -> int:
    r"""Where the entries begin: behind the ``{rl}`` of an array."""
    first = cursor.matching(cursor.i + 1) + 1
    if name == "array" and first < len(cursor.tokens) and cursor.tokens[first].text == "{":
        return cursor.matching(first) + 1
    return first


def environment_name(cursor: Cursor, k: int) -> str:
    r"""The name of the environment whose ``\begin`` or ``\end`` is at token k."""
    if k + 1 >= len(cursor.tokens) or cursor.tokens[k + 1].text != "{":
        return ""
    close = cursor.matching(k + 1)
    return "".join(token.text for token in cursor.tokens[k + 2 : close])


def matching_end(cursor: Cursor, k: int) -> int:
    r"""The index of the ``\end`` that belongs to the ``\begin`` at token k."""
    depth = 0
    for j in range(k, len(cursor.tokens)):
        depth += {"\\begin": 1, "\\end": -1}.get(cursor.tokens[j].text, 0)
        if depth == 0:
            return j
    raise cursor.refuse("SC013", "\\begin without \\end", "\\begin", start=k)


def _rows(cursor: Cursor, first: int, end: int) -> list[tuple[int, int]]:
    cuts, start = [], first
    for k in _outside(_GROUPS, cursor, first, end):
        if cursor.tokens[k].text == "\\\\":
            cuts.append((start, k))
            start = k + 1
    return [row for row in [*cuts, (start, end)] if row[1] > row[0]]


_GROUPS: Final = {"\\begin": 1, "{": 1, "\\end": -1, "}": -1}
_BRACKETS: Final = {**_GROUPS, "(": 1, ")": -1}


def _outside(depths: Mapping[str, int], cursor: Cursor, first: int, end: int) -> Iterator[int]:
    """The positions outside of everything that opens behind ``first``."""
    depth = 0
    for k in range(first, end):
        depth += depths.get(cursor.tokens[k].text, 0)
        if depth == 0:
            yield k


def _branch(cursor: Cursor, first: int, end: int) -> tuple[Term, Term]:
    places = _outside(_GROUPS, cursor, first, end)
    split = next((k for k in places if cursor.tokens[k].text in ("&", "\\text")), None)
    if split is None:
        message = "a case without its condition"
        raise cursor.refuse("SC051", message, "cases", "write value & condition", start=first)
    stop = split
    while stop > first and cursor.tokens[stop - 1].text in (",", ";", "."):
        stop -= 1
    value = cursor.read_between(first, stop)
    return value, _condition(cursor, split, end)


def _condition(cursor: Cursor, first: int, end: int) -> Term:
    while end > first and cursor.tokens[end - 1].text in (",", ";", "."):
        end -= 1
    word = ""
    while first < end and cursor.tokens[first].text in ("&", "\\text"):
        token = cursor.tokens[first]
        word = token.value.strip(" ,.") if token.text == "\\text" else word
        first += 1
    if first >= end:
        if word in _OTHERWISE:
            return t.TRUE
        raise cursor.refuse("SC051", f"a condition in words: {word}", word, start=first - 1)
    plain = "".join(token.text for token in cursor.tokens[first:end])
    if plain in _OTHERWISE:
        return t.TRUE
    if word not in _CONDITION_WORDS:
        raise cursor.refuse("SC051", f"a condition in words: {word}", word, start=first - 1)
    return _either(cursor, first, end)


def _either(cursor: Cursor, first: int, end: int) -> Term:
    """``x < 0 or x > 1 and y > 0``: and binds tighter than or."""
    for word, op in (("or", Op.OR), ("and", Op.AND)):
        places = _outside(_BRACKETS, cursor, first, end)
        cuts = [k for k in places if cursor.tokens[k].value.strip() == word]
        if cuts:
            edges = [first - 1, *cuts, end]
            return t.make(op, *(_either(cursor, a + 1, b) for a, b in pairwise(edges)))
    return relation_chain(cursor, first, end)


def relation_chain(cursor: Cursor, first: int, end: int) -> Term:
    """``0 \\le x < 1`` as a conjunction of comparisons."""
    places = _outside(_BRACKETS, cursor, first, end)
    cuts = [k for k in places if cursor.tokens[k].text in names.RELATIONS]
    signs = [names.RELATIONS[cursor.tokens[k].text] for k in cuts]
    if signs == ["in"]:
        return _within(cursor, first, cuts[0], end)
    if not cuts or any(sign not in ("=", "!=", "<", ">", "<=", ">=") for sign in signs):
        raise cursor.refuse("SC051", "a condition that is no comparison", "cases", start=first)
    edges = [first - 1, *cuts, end]
    sides = [cursor.read_between(a + 1, b) for a, b in pairwise(edges)]
    links = [t.relation(s, a, b) for s, a, b in zip(signs, sides, sides[1:], strict=False)]
    return links[0] if len(links) == 1 else t.make(Op.AND, *links)


_ENDS: Final = {"[": "<=", "(": "<", "]": "<=", ")": "<"}


def _within(cursor: Cursor, first: int, sign: int, end: int) -> Term:
    """``x \\in [0, 1)`` as two comparisons; other sets are no comparison."""
    inside = cursor.tokens[sign + 1 : end]
    commas = [k for k, (token, depth) in enumerate(with_depths(inside), sign + 1) if (
        depth == 1 and token.text == ",")]  # fmt: skip
    plain = len(commas) == 1 and inside[0].text in ("[", "(") and inside[-1].text in ("]", ")")
    if not plain or cursor.matching(sign + 1) != end - 1:
        raise cursor.refuse("SC051", "a condition that is no comparison", "cases", start=first)
    value = cursor.read_between(first, sign)
    lower = cursor.read_between(sign + 2, commas[0])
    upper = cursor.read_between(commas[0] + 1, end - 1)
    ends = (_ENDS[inside[0].text], lower, value), (_ENDS[inside[-1].text], value, upper)
    links = [t.relation(*each) for each in ends if not _infinite(each)]
    return links[0] if len(links) == 1 else t.make(Op.AND, *links)


def _infinite(link: tuple[str, Term, Term]) -> bool:
    return t.INFINITY in link or t.neg(t.INFINITY) in link
