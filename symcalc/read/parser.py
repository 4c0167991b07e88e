"""The expression parser: sums, products, powers, and a table from notation to its reader.

Every token must be understood.  What has two usual readings is refused with both.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from symcalc.core import term as t
from symcalc.core.term import Op, Term
from symcalc.read import extremum, linear, primaries
from symcalc.read.application import apply_function, arguments, is_application
from symcalc.read.calculus import (
    closed_integral,
    differential_ahead,
    integral,
    limit,
    refuse_line_integral,
)
from symcalc.read.complex_numbers import complex_word, conjugate
from symcalc.read.cursor import Cursor
from symcalc.read.elementary import elementary, read_function_name
from symcalc.read.environments import cases_in_brace, environment
from symcalc.read.evaluations import evaluated, evaluated_at, is_evaluation_ahead
from symcalc.read.expectations import expectation, without_brackets
from symcalc.read.fractions import fraction
from symcalc.read.function_algebra import function_of_functions, slope_of_bracket
from symcalc.read.identifiers import (
    plain_meaning,
    read_identifier,
    starts_identifier,
    subscripted,
)
from symcalc.read.indicators import indicator, kronecker
from symcalc.read.inline_derivatives import inline_derivative
from symcalc.read.juxtaposition import (
    check_juxtaposition,
    check_power_before_argument,
    refuse_after_signed_product,
    starts_factor,
)
from symcalc.read.matrices import listed_array
from symcalc.read.noncommuting import (
    refuse_convolution,
    refuse_operators,
    refuse_vector_product,
)
from symcalc.read.progression import continued, dots_ahead
from symcalc.read.summation_convention import with_summation_convention
from symcalc.read.sums import sum_or_product
from symcalc.read.superscripts import superscript
from symcalc.read.usual_arrays import filled


def parse_expression(cursor: Cursor) -> Term:
    """Read a sum of terms, as far as it goes."""
    start = cursor.i
    with cursor.nested():
        terms = [_signed_term(cursor)]
        while True:
            if dots_ahead(cursor, Op.SUM):
                terms = continued(cursor, Op.SUM, terms, _signed_term)
            elif cursor.peek() in ("+", "-"):
                terms.append(_signed_term(cursor))
            else:
                break
    _refuse_plus_minus(cursor)
    return _note(cursor, start, t.add(*terms))


def _refuse_plus_minus(cursor: Cursor) -> None:
    if cursor.peek() in ("\\pm", "\\mp"):
        cure = "write the two claims as two lines"
        message = "± makes two claims of one line"
        raise cursor.refuse("SC042", message, cursor.peek(), cure)


def _signed_term(cursor: Cursor) -> Term:
    negative = False
    _refuse_plus_minus(cursor)
    while cursor.peek() in ("+", "-"):
        negative ^= cursor.step().text == "-"
    read = _term(cursor)
    return t.neg(read) if negative else read


def _note(cursor: Cursor, start: int, term: Term) -> Term:
    cursor.positions.append((cursor.span(start), term))
    return term


# ------------------------------------------------------------------------------- products


def _term(cursor: Cursor) -> Term:
    """Read a product; after a slash, a factor without a sign in between is refused."""
    start = cursor.i
    product = [_factor(cursor)]
    slashed = False
    while True:
        sign = cursor.peek()
        if dots_ahead(cursor, Op.PRODUCT):
            product = continued(cursor, Op.PRODUCT, product, _factor)
            slashed = False
        elif sign in ("\\cdot", "*", "\\times"):
            cursor.step()
            if cursor.integrals and differential_ahead(cursor):
                refuse_line_integral(cursor, sign)
                continue
            product = _multiplied(cursor, sign, product)
            slashed = False
        elif sign in ("\\odot", "\\otimes"):
            cursor.step()
            right = _signed_factor(cursor)
            product = [linear.signed_product(cursor, sign, t.mul(*product), right)]
            refuse_after_signed_product(cursor, sign, start)
        elif sign in ("/", "\\div"):
            cursor.step()
            product = [t.div(t.mul(*product), _signed_factor(cursor))]
            slashed = True
        elif starts_factor(cursor):
            check_juxtaposition(cursor, slashed, start)
            check_power_before_argument(cursor, product[-1], start)
            product.append(_factor(cursor))
        else:
            refuse_operators(cursor, product, start)
            return _note(cursor, start, with_summation_convention(cursor, product, start))


def _multiplied(cursor: Cursor, sign: str, product: list[Term]) -> list[Term]:
    """The product with what follows its sign; two vectors make an inner or a cross product."""
    start = cursor.i - 1
    first = _signed_factor(cursor)
    if sign == "\\times":
        refuse_vector_product(cursor, product[-1], first, start)
    elif sign == "*" and not cursor.context.plain:
        refuse_convolution(cursor, product[-1], first, start)
    arrays = cursor.context.kinds or product[-1].op in (Op.VECTOR, Op.MATRIX)
    if not arrays or not linear.has_products(cursor, sign, t.mul(*product)):
        return [*product, first]
    run = [first]
    while starts_factor(cursor):
        run.append(_factor(cursor))
    joined = linear.product_of(cursor, sign, t.mul(*product), t.mul(*run))
    return [*product, *run] if joined is None else [joined]


def _signed_factor(cursor: Cursor) -> Term:
    if cursor.accept("-"):
        return t.neg(_factor(cursor))
    cursor.accept("+")
    return _factor(cursor)


# ---------------------------------------------------------------------- powers and postfix


def _factor(cursor: Cursor) -> Term:
    start = cursor.i
    with cursor.nested():
        base = _primary(cursor)
        base = _note(cursor, start, base)
        while cursor.peek() in ("^", "!", "'", "_"):
            base = _note(cursor, start, _postfix(cursor, base, start))
        if is_evaluation_ahead(cursor):
            base = _note(cursor, start, evaluated(cursor, base, start))
        return base


def _postfix(cursor: Cursor, base: Term, start: int) -> Term:
    sign = cursor.step().text
    if sign == "!":
        if cursor.accept("!"):
            return primaries.double_factorial(cursor, base, start)
        return t.call("factorial", base)
    if sign == "^":
        return superscript(cursor, base, start, _factor)
    if sign == "'":
        return slope_of_bracket(cursor, base, start)
    array = filled(cursor, base)
    if array is not None:
        return array
    if base.op in (Op.CALL, Op.POW):
        cursor.i -= 1
        place = linear.entry(cursor, base)
        if place is not None:
            return place
        cursor.step()
    if base.op is Op.NAME and cursor.tokens[start].text == "{":
        return subscripted(cursor, str(base.data))
    message = "a subscript on an expression"
    raise cursor.refuse("SC023", message, "_", start=start)


# -------------------------------------------------------------------------------- primaries


def _primary(cursor: Cursor) -> Term:
    token = cursor.token()
    slashed = inline_derivative(cursor)
    if slashed is not None:
        return slashed
    handler = _PRIMARIES.get(token.text)
    if handler is not None:
        return handler(cursor)
    if token.text and token.is_number:
        return primaries.number(cursor)
    function = read_function_name(cursor)
    if function:
        return elementary(cursor, function, _term)
    found = indicator(cursor) or expectation(cursor)
    if found is not None:
        return found
    functional = extremum.by_word(cursor)
    if functional:
        return extremum.over_variable(cursor, functional, _term, cursor.i)
    part = complex_word(cursor)
    if part:
        return t.call(part, _factor(cursor))
    conjugated = conjugate(cursor)
    if conjugated is not None:
        return conjugated
    matrix_function = linear.matrix_word(cursor)
    if matrix_function:
        return linear.matrix_function(cursor, matrix_function, _factor)
    if token.text and starts_identifier(token):
        return _named(cursor)
    shown = token.text or "the end"
    raise cursor.refuse("SC013", f"cannot read {shown} here", shown)


def _named(cursor: Cursor) -> Term:
    found = read_identifier(cursor)
    if is_application(cursor, found):
        return apply_function(cursor, found)
    special = without_brackets(cursor, found) or kronecker(cursor, found)
    return special or plain_meaning(cursor, found)


def _gradient(cursor: Cursor) -> Term:
    return linear.gradient(cursor, _factor, starts_factor)


def _bars(cursor: Cursor) -> Term:
    """``||x||`` is ``\\|x\\|``; of ``\\left|\\left|`` each has a partner of its own."""
    plain = not cursor.token().side and not cursor.token(1).side
    if cursor.peek(1) == "|" and plain and not cursor.token(1).gap and not cursor.bars:
        return linear.norm_in_double_bars(cursor)
    return primaries.absolute(cursor)


def _brace(cursor: Cursor) -> Term:
    r"""``\left\{ \begin{array} … \end{array} \right.`` is a list of cases."""
    if cursor.peek(1) == "\\begin":
        return cases_in_brace(cursor)
    return primaries.bracketed(cursor)


def _bracket(cursor: Cursor) -> Term:
    """A bracket; one of a matrix may be followed by the place of an entry."""
    array = listed_array(cursor) or function_of_functions(cursor)
    if array is not None:
        return array
    inner = primaries.bracketed(cursor)
    return linear.entry(cursor, inner) or inner


def _fraction(cursor: Cursor) -> Term:
    return fraction(cursor, primaries.read_argument, _term)


def _sum(cursor: Cursor) -> Term:
    return sum_or_product(cursor, _term)


def _limit(cursor: Cursor) -> Term:
    return limit(cursor, _term)


def _extremum(cursor: Cursor) -> Term:
    return extremum.by_command(cursor, _term)


def _by_name(cursor: Cursor) -> Term:
    r"""``\gcd(a, b)`` or ``\ker A``: a function that is compared by its name and arguments."""
    key = f"rm.{cursor.step().text[1:]}"
    if cursor.peek() in ("(", "["):
        return t.apply(key, *arguments(cursor))
    return t.apply(key, _factor(cursor))


def _integral(cursor: Cursor) -> Term:
    return integral(cursor, parse_expression, _term, starts_factor)


_PRIMARIES: Final[dict[str, Callable[[Cursor], Term]]] = {
    "(": _bracket,
    "[": _bracket,
    "{": primaries.braced,
    "\\{": _brace,
    "|": _bars,
    "\\|": linear.norm,
    "\\langle": linear.angle_brackets,
    "\\nabla": _gradient,
    "\\partial": _gradient,
    "\\left.": evaluated_at,
    "\\frac": _fraction,
    "\\sqrt": primaries.root,
    "\\binom": primaries.binomial,
    "\\lfloor": primaries.floor,
    "\\lceil": primaries.floor,
    "\\infty": primaries.infinity,
    "\\underbrace": primaries.brace_note,
    "\\overbrace": primaries.brace_note,
    "\\sum": _sum,
    "\\prod": _sum,
    "\\lim": _limit,
    "\\int": _integral,
    "\\iint": _integral,
    "\\iiint": _integral,
    "\\oint": closed_integral,
    "\\begin": environment,
    "\\ldots": primaries.refuse_list,
    **dict.fromkeys(extremum.COMMANDS, _extremum),
    **dict.fromkeys(("\\gcd", "\\deg", "\\dim", "\\ker"), _by_name),
}
