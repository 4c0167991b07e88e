"""The expression parser: sums, products, powers, and a table from notation to its reader.

Every token must be understood.  What has two usual readings is refused with both.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import accumulate
from typing import Final

from symcalc.core import term as t
from symcalc.core.term import Op, Term
from symcalc.read import extremum, linear, names, primaries
from symcalc.read.application import apply_function, is_application
from symcalc.read.calculus import closed_integral, differential_ahead, integral, limit
from symcalc.read.cursor import Cursor, is_relation
from symcalc.read.elementary import elementary, read_function_name
from symcalc.read.environments import cases_in_brace, environment
from symcalc.read.expectations import expectation
from symcalc.read.fractions import fraction
from symcalc.read.identifiers import (
    plain_meaning,
    read_identifier,
    starts_identifier,
    subscripted,
)
from symcalc.read.indicators import indicator, kronecker
from symcalc.read.matrices import listed_array
from symcalc.read.progression import continued, dots_ahead
from symcalc.read.sums import sum_or_product
from symcalc.read.usual_arrays import filled, fills

_CLOSERS: Final = frozenset(
    {"", ")", "]", "}", "\\}", "&", "\\\\", ",", ";", ":", "\\end", "\\rfloor", "\\rceil",
     "\\rangle", "\\right.", "?", ".", "\\to", "\\cap", "\\cup", "\\wedge", "\\vee"}
)  # fmt: skip
_OPERATORS: Final = frozenset(
    {"+", "-", "*", "/", "\\cdot", "\\times", "\\div", "^", "_", "!", "'", "\\pm", "\\mp",
     "\\over", "\\choose", "\\atop"}
)  # fmt: skip
_NOT_YET: Final = {
    "\\dim": ("vector", "a dimension"),
    "\\ker": ("matrix", "a kernel"),
}


def parse_expression(cursor: Cursor) -> Term:
    """Read a sum of terms, as far as it goes."""
    start = cursor.i
    with cursor.nested():
        terms = [_signed_term(cursor)]
        while cursor.peek() in ("+", "-"):
            if dots_ahead(cursor, Op.SUM):
                terms = continued(cursor, Op.SUM, terms, _signed_term)
            else:
                terms.append(_signed_term(cursor))
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
            product = _multiplied(cursor, sign, product)
            slashed = False
        elif sign in ("\\odot", "\\otimes"):
            cursor.step()
            right = _signed_factor(cursor)
            product = [linear.signed_product(cursor, sign, t.mul(*product), right)]
            _refuse_after_signed_product(cursor, sign, start)
        elif sign in ("/", "\\div"):
            cursor.step()
            product = [t.div(t.mul(*product), _signed_factor(cursor))]
            slashed = True
        elif starts_factor(cursor):
            _check_juxtaposition(cursor, slashed, start)
            _check_power_before_argument(cursor, product[-1], start)
            product.append(_factor(cursor))
        else:
            _refuse_summation_convention(cursor, product, start)
            return _note(cursor, start, t.mul(*product))


def _multiplied(cursor: Cursor, sign: str, product: list[Term]) -> list[Term]:
    """The product with what follows its sign; two vectors make an inner or a cross product."""
    first = _signed_factor(cursor)
    arrays = cursor.context.kinds or product[-1].op in (Op.VECTOR, Op.MATRIX)
    if not arrays or not linear.is_column(cursor, t.mul(*product)):
        return [*product, first]
    run = [first]
    while starts_factor(cursor):
        run.append(_factor(cursor))
    joined = linear.product_of(cursor, sign, t.mul(*product), t.mul(*run))
    return [*product, *run] if joined is None else [joined]


def _refuse_after_signed_product(cursor: Cursor, sign: str, start: int) -> None:
    if starts_factor(cursor):
        message = f"A {sign} B C has two usual readings: (A {sign} B) C and A {sign} (B C)"
        raise cursor.refuse("SC021", message, sign, "write the parentheses", start=start)


def _refuse_summation_convention(cursor: Cursor, product: list[Term], start: int) -> None:
    """``a_{ij} x_j`` with j free: one product, or a sum over j that is not written?"""
    elements = [factor for factor in product if factor.op is Op.ELEMENT]
    doubles = [e for e in elements if len(e.args) > 1 and e.args[0] is not e.args[1]]
    for index in (argument for element in doubles for argument in element.args):
        repeated = sum(index in element.args for element in elements) > 1
        if repeated and index.op is Op.NAME and str(index.data) not in cursor.bound:
            message = f"is the repeated index {index.data} summed over?"
            cure = f"write \\sum_{{{index.data}}}, if so"
            raise cursor.refuse("SC037", message, str(index.data), cure, start=start)


def _signed_factor(cursor: Cursor) -> Term:
    if cursor.accept("-"):
        return t.neg(_factor(cursor))
    cursor.accept("+")
    return _factor(cursor)


def _check_juxtaposition(cursor: Cursor, slashed: bool, start: int) -> None:
    if slashed:
        cure = "put the denominator in parentheses, or use \\frac{…}{…}"
        message = "a/b c has two usual readings: (a/b)·c and a/(b·c)"
        raise cursor.refuse("SC021", message, "/", cure, start=start)
    token = cursor.token()
    if token.gap == "wide":
        message = "a wide space between two expressions"
        raise cursor.refuse("SC019", message, "\\quad", "separate them with a comma or a relation")
    before = cursor.tokens[cursor.i - 1].text
    if cursor.context.plain and all(_is_plain_word(text) for text in (before, token.text)):
        message = "two words side by side"
        raise cursor.refuse("SC017", message, token.text, "write * between two names")
    if token.is_number and not fills(cursor):
        cure = "write \\cdot between them, or ^ or _ if it is a script"
        raise cursor.refuse("SC028", "a number directly after a factor", token.text, cure)


def _check_power_before_argument(cursor: Cursor, factor: Term, start: int) -> None:
    r"""``\chi^2(k)`` is a distribution to some, a square times k to others."""
    if factor.op is not Op.POW or factor.args[0].op is not Op.NAME or cursor.peek() != "(":
        return
    if cursor.peek(2) == ")" and (cursor.token(1).is_letter or cursor.token(1).is_greek):
        message = "a power before a name in parentheses: a product, or a function applied"
        raise cursor.refuse("SC026", message, "(", "write \\cdot for the product", start=start)


def _is_plain_word(text: str) -> bool:
    return len(text) > 1 and text.isalpha() and text not in names.PLAIN_GREEK


def starts_factor(cursor: Cursor) -> bool:
    """Whether the next token begins another factor of the same product."""
    token = cursor.token()
    text = token.text
    if text in _CLOSERS or text in _OPERATORS or is_relation(token):
        return False
    if text == "\\text":
        return token.value.isalnum() and token.value not in names.CONNECTIVES
    if text in ("|", "\\|"):
        return token.side == "open" or (token.side == "" and not cursor.bars and not (
            cursor.in_arguments))  # fmt: skip
    if text in names.IMPLICATIONS or text in ("\\ldots", "\\forall"):
        return False
    return not (cursor.integrals and differential_ahead(cursor))


# ---------------------------------------------------------------------- powers and postfix


def _factor(cursor: Cursor) -> Term:
    start = cursor.i
    with cursor.nested():
        base = _primary(cursor)
        base = _note(cursor, start, base)
        while cursor.peek() in ("^", "!", "'", "_"):
            base = _note(cursor, start, _postfix(cursor, base, start))
        return base


def _postfix(cursor: Cursor, base: Term, start: int) -> Term:
    sign = cursor.step().text
    if sign == "!":
        if cursor.accept("!"):
            return primaries.double_factorial(cursor, base, start)
        return t.call("factorial", base)
    if sign == "^":
        return _superscript(cursor, base, start)
    if sign == "'":
        message = "a prime on an expression"
        raise cursor.refuse("SC018", message, "'", "write \\frac{d}{dx}(…)", start=start)
    array = filled(cursor, base)
    if array is not None:
        return array
    if base.op is Op.CALL:
        cursor.i -= 1
        place = linear.entry(cursor, base)
        if place is not None:
            return place
        cursor.step()
    if base.op is Op.NAME and cursor.tokens[start].text == "{":
        return subscripted(cursor, str(base.data))
    message = "a subscript on an expression"
    raise cursor.refuse("SC023", message, "_", start=start)


def _superscript(cursor: Cursor, base: Term, start: int) -> Term:
    if cursor.token().is_number and len(cursor.peek()) > 1 and not cursor.context.plain:
        cure = f"write ^{{{cursor.peek()}}}"
        raise cursor.refuse("SC025", f"^{cursor.peek()} without braces", "^", cure, start=start)
    if cursor.context.plain:
        return _power(cursor, base, _plain_exponent(cursor))
    sign = cursor.peek()
    first, end = cursor.group()
    texts = [token.text for token in cursor.tokens[first:end]]
    if texts == ["\\circ"]:
        return t.div(t.mul(base, t.PI), t.number(180))
    joined = "".join(text for text in _spelled(cursor, first, end) if text not in ("{", "}"))
    special = linear.special_power(cursor, base, joined, start)
    if special is not None:
        return special
    _refuse_special_superscript(cursor, joined, texts, start)
    whole = sign[1:] in names.GREEK or sign == "\\infty" or (sign == "\\frac" and len(texts) > 1)
    if sign != "{" and sign[0] == "\\" and not whole:
        raise cursor.refuse("SC025", f"^{sign} without braces", sign, "use braces", start=start)
    return _power(cursor, base, cursor.read_between(first, end))


def _plain_exponent(cursor: Cursor) -> Term:
    if cursor.accept("-"):
        return t.neg(_plain_exponent(cursor))
    return _factor(cursor)


def _spelled(cursor: Cursor, first: int, end: int) -> list[str]:
    """The texts of some tokens, with what running text says."""
    return [token.text + token.value for token in cursor.tokens[first:end]]


def _refuse_special_superscript(cursor: Cursor, joined: str, texts: list[str], start: int) -> None:
    if joined in ("*", "\\star", "+", "-", "\\prime", "\\perp"):
        raise cursor.refuse("SC024", f"^{joined} on an expression", "^" + joined, start=start)
    bracketed = len(texts) > 2 and (texts[0], texts[-1]) in (("(", ")"), ("[", "]"))
    if bracketed and _is_one_bracket(texts):
        message = f"^{joined} has several usual readings: a label, an iteration, a derivative"
        cure = "use a subscript, or write the power without parentheses"
        raise cursor.refuse("SC024", message, "^" + joined, cure, start=start)


def _is_one_bracket(texts: list[str]) -> bool:
    """Whether the bracket that opens first closes last: (t+1), and not (a)(b)."""
    depths = accumulate({"(": 1, "[": 1, ")": -1, "]": -1}.get(text, 0) for text in texts)
    return list(depths).index(0) == len(texts) - 1


def _power(cursor: Cursor, base: Term, exponent: Term) -> Term:
    return t.call("exp", exponent) if base is t.E else t.power(base, exponent)


# -------------------------------------------------------------------------------- primaries


def _primary(cursor: Cursor) -> Term:
    token = cursor.token()
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
    matrix_function = linear.matrix_word(cursor)
    if matrix_function:
        return linear.matrix_function(cursor, matrix_function, _factor)
    if token.text and starts_identifier(token):
        return _named(cursor)
    if token.text in _NOT_YET:
        word, why = _NOT_YET[token.text]
        message = f"{why}: {word} notation is not read yet"
        raise cursor.refuse("SC031", message, token.text)
    shown = token.text or "the end"
    raise cursor.refuse("SC013", f"cannot read {shown} here", shown)


def _named(cursor: Cursor) -> Term:
    found = read_identifier(cursor)
    if is_application(cursor, found):
        return apply_function(cursor, found)
    return kronecker(cursor, found) or plain_meaning(cursor, found)


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
    array = listed_array(cursor)
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


def _integral(cursor: Cursor) -> Term:
    return integral(cursor, parse_expression)


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
    "\\left.": primaries.evaluated_at,
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
}
