"""Limits, and integrals with their bounds and their differentials."""

from __future__ import annotations

from collections.abc import Callable

from symcalc.core import term as t
from symcalc.core.term import Term
from symcalc.read import names
from symcalc.read.cursor import Cursor
from symcalc.read.identifiers import Identifier, read_identifier, starts_identifier
from symcalc.read.lexer import with_depths
from symcalc.read.regions import Region, read_region

Reader = Callable[[Cursor], Term]


# -------------------------------------------------------------------------------- limits


def limit(cursor: Cursor, read_term: Reader) -> Term:
    r"""``\lim_{x \to a^+}`` of the product that follows."""
    start = cursor.i
    cursor.step()
    scripts = cursor.scripts()
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


def refuse_line_integral(cursor: Cursor, sign: str) -> None:
    r"""Refuse (SC047) ``\mathbf{F} \cdot d\mathbf{r}``: what it is depends on a curve."""
    following = cursor.token(_d_length(cursor)).text
    if sign != "*" and (following in names.FONTS or following in ("\\vec", "\\overrightarrow")):
        message = "an integral along a curve or over a surface needs its parametrisation"
        cure = "write \\int_a^b \\mathbf{F}(\\mathbf{r}(t)) \\cdot \\mathbf{r}'(t) \\, dt"
        raise cursor.refuse("SC047", message, sign, cure)


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


def integral(
    cursor: Cursor, read_sum: Reader, read_term: Reader, goes_on: Callable[[Cursor], bool]
) -> Term:
    r"""``\int_a^b f(x) \, dx`` with the differential behind, in front or in the numerator.

    ``goes_on`` tells whether another factor of the same product follows.
    """
    start = cursor.i
    sign = cursor.step().text
    region = read_region(cursor, cursor.scripts(), sign, start)
    saved = cursor.bars, cursor.in_arguments
    cursor.bars, cursor.in_arguments = 0, False
    pair = _fraction_with_differential(cursor) if region.dimensions == 1 else None
    in_front = differential_ahead(cursor)
    body, variable = pair or _with_differential(cursor, read_sum, start)
    variables = [variable, *_further_variables(cursor, region, start)]
    if in_front and goes_on(cursor):
        with cursor.binding([str(each.data) for each in variables]):
            body = read_term(cursor)
    cursor.bars, cursor.in_arguments = saved
    if not cursor.integrals and differential_ahead(cursor):
        message = "a second differential without its integral sign"
        raise cursor.refuse("SC047", message, "d", "write \\int\\int … dx dy", start=start)
    cursor.integration_variable = variables[-1]
    body = region.integrand(body, variables)
    for variable in variables:
        body = t.integral(body, variable, *region.ends(variable))
    return body


def _further_variables(cursor: Cursor, region: Region, start: int) -> list[Term]:
    r"""The second and third differential of an integral over the plane or over space."""
    found = []
    for _ in range(region.dimensions - 1):
        one, variable = _differential(cursor, t.ONE, start)
        if one is not t.ONE:
            raise cursor.refuse("SC047", "a differential of an expression", "d(…)", start=start)
        found.append(variable)
    return found


def _with_differential(cursor: Cursor, read_sum: Reader, start: int) -> tuple[Term, Term]:
    cursor.integrals += 1
    body = t.ONE if differential_ahead(cursor) else read_sum(cursor)
    cursor.integrals -= 1
    return _differential(cursor, body, start)


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
    if cursor.peek() == "(" and not cursor.token().gap:
        message = f"d{found.key}(…) has two usual readings: a measure, and a product behind it"
        cure = "write the density into the integrand, or \\cdot for the product"
        raise cursor.refuse("SC047", message, f"d{found.key}", cure, start=start)
    return t.name(found.key)


def closed_integral(cursor: Cursor) -> Term:
    r"""``\oint``: refused, because along which curve is not in the formula."""
    message = "an integral along a closed curve needs a parametrisation of the curve"
    raise cursor.refuse("SC047", message, "\\oint", "write \\int_a^b with the parameter")


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
