"""Fractions, and the derivatives that are written as fractions."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from symcalc.core import term as t
from symcalc.core.term import Op, Term
from symcalc.read import names
from symcalc.read.application import arguments as call_arguments
from symcalc.read.cursor import Cursor
from symcalc.read.identifiers import read_identifier, starts_identifier
from symcalc.read.lexer import with_depths
from symcalc.read.linear import is_row, shape_at

Reader = Callable[[Cursor], Term]


def fraction(cursor: Cursor, read_argument: Reader, read_term: Reader) -> Term:
    r"""``\frac{a}{b}``, or a derivative in Leibniz' notation."""
    found = _leibniz(cursor, read_term)
    if found is not None:
        return found
    cursor.step()
    return t.div(_argument(cursor, read_argument), _argument(cursor, read_argument))


def _argument(cursor: Cursor, read_argument: Reader) -> Term:
    r"""TeX takes one digit: ``\frac12`` is a half."""
    token = cursor.token()
    if token.text.isdigit() and len(token.text) == 2 and isinstance(cursor.tokens, list):
        pair = [
            replace(token, text=token.text[0], end=token.start + 1),
            replace(token, text=token.text[1], start=token.start + 1),
        ]
        cursor.tokens[cursor.i : cursor.i + 1] = pair
    return read_argument(cursor)


@dataclass(frozen=True)
class _Head:
    """A derivative's sign (d or ∂), its order, and where the rest of its group starts."""

    sign: str
    order: int
    rest: int


def _leibniz(cursor: Cursor, read_term: Reader) -> Term | None:
    r"""``\frac{df}{dx}`` or ``\frac{d}{dx} f``; None if the fraction is a quotient."""
    if cursor.peek(1) != "{":
        return None
    top_end = cursor.matching(cursor.i + 1)
    if top_end + 1 >= len(cursor.tokens) or cursor.tokens[top_end + 1].text != "{":
        return None
    bottom_end = cursor.matching(top_end + 1)
    if any(text == "/" for text in _top_level(cursor, cursor.i + 2, top_end)):
        return None  # du/dx above the line, a quotient
    top = _head(cursor.inner(cursor.i + 2, top_end))
    bottom = cursor.inner(top_end + 2, bottom_end)
    below = _head(bottom)
    if top is None or below is None or top.sign != below.sign:
        return None
    if "d" in cursor.context.scalars and top.sign == "d":
        message = "d is a name here and the sign of a derivative there"
        raise cursor.refuse("SC027", message, "d", "write \\mathrm{d} for derivatives")
    start = cursor.i
    variables, orders = _variables(bottom, top.sign)
    by_power = orders[0] if top.order == 1 and len(orders) == 1 else 1
    if sum(orders) != top.order and by_power == 1:
        message = "the orders above and below the line differ"
        raise cursor.refuse("SC048", message, "\\frac", start=start)
    inside = cursor.inner(cursor.i + 2 + top.rest, top_end)
    cursor.i = bottom_end + 1
    if by_power > 1:
        return _by_power(cursor, inside, (variables[0], by_power), read_term, start)
    if inside.tokens:
        return _of_numerator(cursor, inside, variables, orders, start)
    return t.derivative(_operand(cursor, read_term, start), *variables, orders=orders)


def _by_power(
    cursor: Cursor, inside: Cursor, below: tuple[Term, int], read_term: Reader, start: int
) -> Term:
    """df/d(σ^2) of an author who thinks in variances: (df/dσ) / (2σ)."""
    variable, exponent = below
    if inside.tokens:
        inside.differentiated = True
        body = inside.read_all()
    elif str(variable.data) in names.GREEK:
        body = _operand(cursor, read_term, start)
    else:
        message = f"an operator d/d{variable.data}^{exponent}"
        raise cursor.refuse("SC048", message, "\\frac", "write what it acts on", start=start)
    _refuse_shadow(cursor, inside, body, (variable,), start)
    shadows = _shadows(body, (variable,))
    slope = t.derivative(_in_variables(body, shadows), variable)
    lower = variable if exponent == 2 else t.power(variable, t.number(exponent - 1))
    return _taken_at(t.div(slope, t.mul(t.number(exponent), lower)), shadows)


def _head(inner: Cursor) -> _Head | None:
    sign = _sign(inner)
    if not sign:
        return None
    order = 1
    if inner.peek() == "^":
        saved = inner.i
        inner.step()
        first, end = inner.group()
        digits = "".join(token.text for token in inner.tokens[first:end])
        if not digits.isdigit():
            inner.i = saved
        else:
            order = int(digits)
    return _Head(sign, order, inner.i)


def _sign(inner: Cursor) -> str:
    if inner.peek() == "d" and inner.peek(1) != "_":
        inner.step()
        return "d"
    if inner.accept("\\partial"):
        return "∂"
    if inner.peek() == "\\text" and inner.token().value == "d":
        inner.step()
        return "d"
    if inner.peek() in ("\\mathrm", "\\operatorname"):
        texts = [inner.peek(k) for k in range(4)]
        width = 4 if texts[1:] == ["{", "d", "}"] else 2 if texts[1] == "d" else 0
        inner.i += width
        return "d" if width else ""
    return ""


def _variables(bottom: Cursor, sign: str) -> tuple[tuple[Term, ...], tuple[int, ...]]:
    bottom.i = 0
    variables: list[Term] = []
    orders: list[int] = []
    while not bottom.at_end():
        start = bottom.i
        if _sign(bottom) != sign or not bottom.token().text or not starts_identifier(
            bottom.token()
        ):  # fmt: skip
            message = "a derivative with respect to an expression"
            cure = "give the expression a name and differentiate with respect to the name"
            raise bottom.refuse("SC049", message, bottom.peek(), cure, start=start)
        variables.append(_variable(bottom, start))
        orders.append(_order(bottom))
    return tuple(variables), tuple(orders)


def _variable(bottom: Cursor, start: int) -> Term:
    found = read_identifier(bottom)
    if found.primes:
        raise bottom.refuse("SC018", "a prime on a variable", found.key, start=start)
    return t.element(found.key, *found.indices) if found.indices else t.name(found.key)


def _order(bottom: Cursor) -> int:
    if not bottom.accept("^"):
        return 1
    start = bottom.i
    first, end = bottom.group()
    digits = "".join(token.text for token in bottom.tokens[first:end])
    if not digits.isdigit():
        raise bottom.refuse("SC048", "a derivative of symbolic order", digits, start=start)
    return int(digits)


def _of_numerator(
    cursor: Cursor,
    inside: Cursor,
    variables: tuple[Term, ...],
    orders: tuple[int, ...],
    start: int,
) -> Term:
    inside.differentiated = True
    body = inside.read_all()
    body = _as_dependent(cursor, inside, body, variables, start)
    if cursor.peek() == "(" and _names_its_parameters(body, variables):
        counts = dict(zip(variables, orders, strict=True))
        places = tuple(counts.get(argument, 0) for argument in body.args)
        return t.apply(t.function_key(body), *call_arguments(cursor), orders=places)
    result = _derivative(body, variables, orders)
    if cursor.peek() == "(" and not cursor.token().gap and body.op in (Op.NAME, Op.APPLY):
        message = "\\frac{df}{dx}(…) has two usual readings: evaluated there, or multiplied"
        cure = "write \\left.\\frac{df}{dx}\\right|_{x=a}, or \\cdot for the product"
        raise cursor.refuse("SC050", message, "\\frac", cure, start=start)
    return result


def _names_its_parameters(body: Term, variables: tuple[Term, ...]) -> bool:
    """Whether the body is f alone, so that (…) behind its derivative says where it is taken."""
    return (
        body.op is Op.APPLY
        and not any(t.function_orders(body))
        and all(argument.op is Op.NAME for argument in body.args)
        and all(variable in body.args for variable in variables)
    )


def _as_dependent(
    cursor: Cursor, inside: Cursor, body: Term, variables: tuple[Term, ...], start: int
) -> Term:
    """∂f/∂w of an f(u, v) means that u and v depend on w: then f is a quantity that varies with w.

    How it does is not guessed: the derivative stands for itself.
    """
    _refuse_shadow(cursor, inside, body, variables, start)
    if body.op is not Op.APPLY or _is_written_out(inside) or any(t.function_orders(body)):
        return body
    named = all(variable in body.args for variable in variables)
    return body if named else t.name(t.function_key(body))


def _is_written_out(inside: Cursor) -> bool:
    """Whether a numerator names the arguments of its function."""
    return any(token.text == "(" for token in inside.tokens)


def _refuse_shadow(
    cursor: Cursor, inside: Cursor, body: Term, variables: tuple[Term, ...], start: int
) -> None:
    r"""df/dx of what has x with an accent or in bold only would be zero if taken literally.

    ``L(\\hat{x})`` and ``f`` alone, which may depend on ``\\mathbf{x}``, are read otherwise.
    """
    if _shadows(body, variables) or (body.op is Op.APPLY and not _is_written_out(inside)):
        return
    free = t.free_names(body)
    for variable in variables:
        if variable.op is Op.ELEMENT and f"bf.{variable.data}" in free:
            continue  # x_i is an entry of the bold x
        key = str(variable.data)
        if key not in free and any(_undecorated(other) == key for other in free):
            message = f"the body has {key} only with an accent: evaluated there, or a constant?"
            cure = "write \\left.\\frac{…}{…}\\right|_{x=\\hat{x}}"
            raise cursor.refuse("SC036", message, "\\frac", cure, start=start)


def _derivative(body: Term, variables: tuple[Term, ...], orders: tuple[int, ...]) -> Term:
    r"""The derivative; ``dL(\hat{x})/dx`` is the one of L(x), taken at \hat{x}."""
    shadows = _shadows(body, variables)
    return _taken_at(t.derivative(_in_variables(body, shadows), *variables, orders=orders), shadows)


def _in_variables(body: Term, shadows: dict[Term, Term]) -> Term:
    return t.substitute(body, shadows) if shadows else body


def _taken_at(found: Term, shadows: dict[Term, Term]) -> Term:
    for place, variable in shadows.items():
        found = t.at(found, variable, place)
    return found


def _shadows(body: Term, variables: tuple[Term, ...]) -> dict[Term, Term]:
    """The names with an accent in the place of a variable that the body does not have itself."""
    if body.op is not Op.APPLY:
        return {}
    free = t.free_names(body)
    absent = {str(v.data): v for v in variables if v.op is Op.NAME and str(v.data) not in free}
    return {
        t.name(key): absent[_undecorated(key)]
        for key in sorted(free)
        if _undecorated(key) in absent and _is_accented(key)
    }


def _undecorated(key: str) -> str:
    return key.removesuffix("^*").split(".")[-1]


def _is_accented(key: str) -> bool:
    return key.startswith(("hat.", "tilde.", "check.")) or key.endswith("^*")


def _operand(cursor: Cursor, read_term: Reader, start: int) -> Term:
    r"""What ``\frac{d}{dx}`` is applied to: the product that follows, without a ``\cdot``."""
    first = cursor.i
    grouped = cursor.peek() in ("(", "[", "\\{", "{")
    end = cursor.matching(first) + 1 if grouped else first
    cursor.differentiated, saved = not grouped, cursor.differentiated
    body = read_term(cursor)
    cursor.differentiated = saved
    texts = _top_level(cursor, first, cursor.i)
    behind = grouped and cursor.i > end and not _is_power(cursor, end)
    goes_on = behind and not _begins_with_a_row(cursor, body)
    if goes_on or any(text in ("\\cdot", "*", "\\times", "/") for text in texts):
        message = "how far \\frac{d}{dx} reaches is not clear here"
        cure = "put what is differentiated in brackets and nothing behind them, or the rest first"
        raise cursor.refuse("SC050", message, "\\frac", cure, start=start)
    return body


def _begins_with_a_row(cursor: Cursor, body: Term) -> bool:
    r"""Whether transposed brackets stand before a column: ``(y - Xb)^\top (y - Xb)``."""
    return body.op is Op.MUL and is_row(cursor, body.args[0]) and shape_at(cursor, body).is_scalar


def _is_power(cursor: Cursor, hat: int) -> bool:
    r"""Whether nothing but an exponent follows, as in ``\frac{d}{dx} (x + 1)^2``."""
    if cursor.tokens[hat].text != "^":
        return False
    exponent = cursor.inner(hat + 1, cursor.i)
    exponent.group()
    return exponent.at_end()


def _top_level(cursor: Cursor, first: int, end: int) -> list[str]:
    tokens = with_depths(cursor.tokens[first:end])
    return [token.text for token, depth in tokens if depth == 0]
