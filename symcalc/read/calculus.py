"""Sums, products, limits and integrals with their bounds and their differentials."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from symcalc.core import term as t
from symcalc.core.term import Op, Term
from symcalc.read import names
from symcalc.read.cursor import Cursor
from symcalc.read.identifiers import Identifier, read_identifier, starts_identifier
from symcalc.read.lexer import with_depths
from symcalc.read.ranges import Ranges, read_ranges

Reader = Callable[[Cursor], Term]
_REALS: Final = (["\\mathbb", "{", "R", "}"], ["\\mathbb", "R"])


def _scripts(cursor: Cursor) -> dict[str, tuple[int, int]]:
    """The lower and upper script of a big operator as token ranges."""
    found: dict[str, tuple[int, int]] = {}
    while cursor.peek() in ("_", "^"):
        sign = cursor.step().text
        found[sign] = cursor.group()
    return found


# ------------------------------------------------------------------------ sums and products


def sum_or_product(cursor: Cursor, read_term: Reader) -> Term:
    r"""``\sum_{i=a}^{b}`` or ``\prod``; the body is the product that follows.

    Over a set, ``\sum_{x \in X}``, the elements are a sequence of unknown length; a sum
    whose range is nowhere said runs over such a sequence too.
    """
    start = cursor.i
    operator = cursor.step().text
    ranges = read_ranges(cursor, _scripts(cursor), operator, start)
    negative = operator == "\\sum" and cursor.accept("-")
    with cursor.binding(ranges.keys, ranges.bounds):
        body = read_term(cursor)
    for key in ranges.keys:
        _refuse_loose_index(cursor, t.name(key), operator, start)
    _refuse_valued_index(cursor, ranges, body, operator, start)
    if operator == "\\sum":
        return _run_over(ranges, t.neg(body) if negative else body, operator)
    inside, behind = _reach(cursor, body, ranges.keys, start)
    return t.mul(_run_over(ranges, inside, operator), *behind)


def _refuse_valued_index(
    cursor: Cursor, ranges: Ranges, body: Term, operator: str, start: int
) -> None:
    """An index that counts by its value, not only as a place, needs a range that is known."""
    values = _values(body)
    for each in ranges.found:
        if each.is_open and each.variable in values:
            message = f"the range of this {operator} is not known"
            cure = f"write both ends, {operator}_{{i=1}}^{{n}}, or declare $i = 1, \\ldots, n$"
            raise cursor.refuse("SC045", message, operator + "_", cure, start=start)


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


# -------------------------------------------------------------------------------- limits


def limit(cursor: Cursor, read_term: Reader) -> Term:
    r"""``\lim_{x \to a^+}`` of the product that follows."""
    start = cursor.i
    cursor.step()
    scripts = _scripts(cursor)
    if "_" not in scripts:
        raise cursor.refuse("SC045", "\\lim without its variable", "\\lim", start=start)
    inside = cursor.inner(*scripts["_"])
    variable = read_identifier(inside)
    inside.expect("\\to")
    direction, end = _direction(inside)
    point = inside.read_between(inside.i, end)
    with cursor.binding([variable.key]):
        body = read_term(cursor)
    _refuse_loose_variable(cursor, variable.key, start)
    return t.limit(body, t.name(variable.key), point, direction)


def _refuse_loose_variable(cursor: Cursor, key: str, start: int) -> None:
    r"""``\lim_{x \to 0} x + x^2`` without brackets: is the second term in the limit?"""
    if cursor.peek() not in ("+", "-") or key in cursor.bound:
        return
    for token, depth in with_depths(cursor.tokens[cursor.i :]):
        if depth < 0 or token.text in names.RELATIONS or token.text in ("\\lim", "\\int"):
            return
        if token.text.lstrip("\\") == key:
            message = "\\lim a + b: is b inside the limit? both readings are usual"
            cure = "put the body of the limit in brackets"
            raise cursor.refuse("SC046", message, "\\lim", cure, start=start)


def _direction(inside: Cursor) -> tuple[str, int]:
    texts = [token.text for token in inside.tokens]
    for tail in (["^", "+"], ["^", "-"], ["^", "{", "+", "}"], ["^", "{", "-", "}"]):
        if texts[-len(tail) :] == tail:
            return ("+" if "+" in tail else "-"), len(texts) - len(tail)
    return "", len(texts)


# ------------------------------------------------------------------------------ integrals


def differential_ahead(cursor: Cursor) -> bool:
    """Whether the next tokens are a differential: dx, \\mathrm{d}x, d\\theta, d(…)."""
    length = _d_length(cursor)
    if not length:
        return False
    following = cursor.token(length)
    if cursor.peek() != "d" and following.text == "(":
        return True
    return bool(following.text) and starts_identifier(following) and following.text != "\\text"


def _d_length(cursor: Cursor) -> int:
    """How many tokens the d of a differential takes; 0 if there is none."""
    token = cursor.token()
    if token.text == "d":
        return 1
    if token.text == "\\text" and token.value == "d":
        return 1
    if token.text == "\\mathrm":
        if cursor.peek(1) == "d":
            return 2
        if cursor.peek(1) == "{" and cursor.peek(2) == "d" and cursor.peek(3) == "}":
            return 4
    return 0


def integral(cursor: Cursor, read_sum: Reader) -> Term:
    r"""``\int_a^b f(x) \, dx`` with the differential behind or in the numerator."""
    start = cursor.i
    cursor.step()
    bounds = _bounds(cursor, start)
    saved = cursor.bars, cursor.in_arguments
    cursor.bars, cursor.in_arguments = 0, False
    pair = _fraction_with_differential(cursor)
    if pair is None:
        pair = _with_differential(cursor, read_sum, start)
    cursor.bars, cursor.in_arguments = saved
    if not cursor.integrals and differential_ahead(cursor):
        message = "a second differential without its integral sign"
        raise cursor.refuse("SC047", message, "d", "write \\int\\int … dx dy", start=start)
    cursor.integration_variable = pair[1]
    return t.integral(*pair, *bounds)


def _with_differential(cursor: Cursor, read_sum: Reader, start: int) -> tuple[Term, Term]:
    cursor.integrals += 1
    body = t.ONE if differential_ahead(cursor) else read_sum(cursor)
    cursor.integrals -= 1
    return _differential(cursor, body, start)


def _bounds(cursor: Cursor, start: int) -> tuple[Term, ...]:
    scripts = _scripts(cursor)
    if not scripts:
        return ()
    if "^" not in scripts:
        first, end = scripts["_"]
        texts = [token.text for token in cursor.tokens[first:end]]
        if texts in _REALS:
            return t.neg(t.INFINITY), t.INFINITY
        message = "an integral over a set"
        raise cursor.refuse("SC047", message, "\\int_", "write both bounds", start=start)
    if "_" not in scripts:
        raise cursor.refuse("SC047", "an integral with one bound", "\\int", start=start)
    return cursor.read_between(*scripts["_"]), cursor.read_between(*scripts["^"])


def _differential(cursor: Cursor, body: Term, start: int) -> tuple[Term, Term]:
    length = _d_length(cursor)
    if not length or not differential_ahead(cursor):
        message = "an integral without its differential"
        raise cursor.refuse("SC047", message, "\\int", "write \\, dx at its end", start=start)
    cursor.i += length
    if cursor.peek() == "(":
        return _differential_of(cursor, body, start)
    found = read_identifier(cursor)
    return body, _integration_variable(cursor, found, start)


def _integration_variable(cursor: Cursor, found: Identifier, start: int) -> Term:
    if found.primes or found.indices:
        message = "an integral over an element is not read yet"
        raise cursor.refuse("SC031", message, f"d{found.key}", start=start)
    return t.name(found.key)


def _differential_of(cursor: Cursor, body: Term, start: int) -> tuple[Term, Term]:
    """``f(z) d(z + \\mu)`` integrates f(z) (d(z+\\mu)/dz) over z, where z is clear."""
    end = cursor.matching(cursor.i)
    inner = cursor.read_between(cursor.i + 1, end)
    cursor.i = end + 1
    last = cursor.integration_variable
    candidates = sorted(t.free_names(inner))
    within = [key for key in candidates if key in t.free_names(body)]
    if last is not None and str(last.data) in candidates:
        variable = last
    elif len(within) == 1:
        variable = t.name(within[0])
    elif len(candidates) == 1:
        variable = t.name(candidates[0])
    else:
        message = "the variable of this differential is not clear"
        cure = "write the differential of one variable"
        raise cursor.refuse("SC047", message, "d(…)", cure, start=start)
    return t.mul(body, t.derivative(inner, variable)), variable


def _fraction_with_differential(cursor: Cursor) -> tuple[Term, Term] | None:
    r"""``\int \frac{dx}{x}``: the integrand and its variable as a pair, or None."""
    if cursor.peek() != "\\frac" or cursor.peek(1) != "{":
        return None
    end = cursor.matching(cursor.i + 1)
    if cursor.peek(end + 1 - cursor.i) != "{":
        return None
    for k in range(cursor.i + 2, end):
        inside = cursor.inner(k, end)
        length = _d_length(inside)
        if not length or not differential_ahead(inside):
            continue
        inside.i = length
        found = read_identifier(inside)
        if not inside.at_end():
            return None
        above = cursor.read_between(cursor.i + 2, k) if k > cursor.i + 2 else t.ONE
        last = cursor.matching(end + 1)
        below = cursor.read_between(end + 2, last)
        cursor.i = last + 1
        return t.div(above, below), t.name(found.key)
    return None
