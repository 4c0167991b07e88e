"""Sums and products: their ranges, and how far their bodies reach."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from symcalc.core import term as t
from symcalc.core.term import Op, Term
from symcalc.read import names
from symcalc.read.cursor import Cursor
from symcalc.read.lexer import with_depths
from symcalc.read.ranges import Ranges, read_ranges

Reader = Callable[[Cursor], Term]


def sum_or_product(cursor: Cursor, read_term: Reader) -> Term:
    r"""``\sum_{i=a}^{b}`` or ``\prod``; the body is the product that follows.

    Over a set, ``\sum_{x \in X}``, the elements are a sequence of unknown length; a sum
    whose range is nowhere said runs over such a sequence too.
    """
    start = cursor.i
    operator = cursor.step().text
    ranges = read_ranges(cursor, cursor.scripts(), operator, start)
    negative = operator == "\\sum" and cursor.accept("-")
    with cursor.binding(ranges.keys, ranges.bounds):
        body = read_term(cursor)
    for key in ranges.keys:
        _refuse_loose_index(cursor, t.name(key), operator, start)
    ranges = _with_open_ends(ranges, body)
    if operator == "\\sum":
        return _run_over(ranges, t.neg(body) if negative else body, operator)
    inside, behind = _reach(cursor, body, ranges.keys, start)
    return t.mul(_run_over(ranges, inside, operator), *behind)


def _with_open_ends(ranges: Ranges, body: Term) -> Ranges:
    r"""The ranges, where nothing is said of an index that counts by its value with ends of its own.

    ``\\sum_j j x_j`` runs from first j to last j, two numbers of which nothing is known: what is
    true of all such sums by their linearity is true of it.
    """
    values = _values(body)
    found = [
        replace(each, lower=t.apply(f"first.{each.variable.data}"), upper=t.apply(
            f"last.{each.variable.data}")) if each.is_open and each.variable in values else each
        for each in ranges.found
    ]  # fmt: skip
    return Ranges(found, ranges.conditions)


def _run_over(ranges: Ranges, body: Term, operator: str) -> Term:
    """The body summed or multiplied over its ranges, the last one innermost."""
    plain = operator == "\\sum"
    if ranges.conditions:
        links = ranges.conditions
        condition = links[0] if len(links) == 1 else t.make(Op.AND, *links)
        body = t.cases((body, condition), (t.ZERO if plain else t.ONE, t.TRUE))
    make = t.summation if plain else t.product
    for each in reversed(ranges.found):
        if each.values:
            parts = [t.substitute(body, {each.variable: value}) for value in each.values]
            body = t.add(*parts) if plain else t.mul(*parts)
            continue
        if each.members:
            body = t.substitute(body, dict(zip(each.indices, each.members, strict=True)))
        body = make(body, each.variable, each.lower, each.upper)
    return body


def _reach(
    cursor: Cursor, body: Term, keys: list[str], start: int
) -> tuple[Term, tuple[Term, ...]]:
    r"""The factors of a ``\prod`` end with the last that has an index; the rest stands behind.

    For a sum it makes no difference on which side of its end a constant factor stands.
    """
    bound = frozenset(keys)
    factors = body.args if body.op is Op.MUL else (body,)
    having = [k for k, factor in enumerate(factors) if bound & t.free_names(factor)]
    if (not having and len(factors) > 1) or _ends_in_slash(body, bound):
        message = "how far this \\prod reaches is not clear"
        cure = "put its body in parentheses"
        raise cursor.refuse("SC046", message, "\\prod", cure, start=start)
    end = having[-1] + 1 if having else len(factors)
    return t.mul(*factors[:end]), factors[end:]


def _ends_in_slash(body: Term, bound: frozenset[str]) -> bool:
    """``\\prod a_i / b``: is b inside?"""
    return (
        body.op is Op.DIV
        and not bound & t.free_names(body.args[1])
        and (body.args[0].op is not Op.NUMBER)
    )


def _values(body: Term) -> list[Term]:
    """The nodes of a term that count by their value, not as the index of an element."""
    found, stack = [], [body]
    while stack:
        node = stack.pop()
        found.append(node)
        if node.op is not Op.ELEMENT:
            stack.extend(node.args)
    return found


def _refuse_loose_index(cursor: Cursor, index: Term, operator: str, start: int) -> None:
    """``\\sum_i x_i - y_i`` without parentheses: does the sum reach over the minus?"""
    if cursor.peek() not in ("+", "-") or str(index.data) in cursor.bound:
        return
    for k, (token, depth) in enumerate(with_depths(cursor.tokens[cursor.i :]), cursor.i):
        if depth < 0 or token.text in names.RELATIONS or token.text in ("\\sum", "\\prod"):
            return
        if token.text == str(index.data) and k > 0 and _in_subscript(cursor, k):
            message = f"{operator} a - b: is b inside the sum? both readings are usual"
            cure = "put the body of the sum in parentheses"
            raise cursor.refuse("SC046", message, operator, cure, start=start)


def _in_subscript(cursor: Cursor, k: int) -> bool:
    before = cursor.tokens[k - 1].text
    return before == "_" or (before == "{" and k > 1 and cursor.tokens[k - 2].text == "_")
