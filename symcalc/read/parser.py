"""The expression parser: sums, products, powers, and a table from notation to its reader.

Every token must be understood.  What has two usual readings is refused with both.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Final

from symcalc.core import term as t
from symcalc.core.term import Op, Term
from symcalc.read import names
from symcalc.read.application import (
    apply_function,
    elementary,
    is_application,
    read_function_name,
)
from symcalc.read.calculus import differential_ahead, integral, limit, sum_or_product
from symcalc.read.cursor import Cursor, is_relation
from symcalc.read.environments import environment
from symcalc.read.fractions import fraction
from symcalc.read.identifiers import plain_meaning, read_identifier, starts_identifier

_CLOSERS: Final = frozenset(
    {"", ")", "]", "}", "\\}", "&", "\\\\", ",", ";", ":", "\\end", "\\rfloor", "\\rceil",
     "\\rangle", "\\right.", "?", ".", "\\to"}
)  # fmt: skip
_OPERATORS: Final = frozenset(
    {"+", "-", "*", "/", "\\cdot", "\\times", "\\div", "^", "_", "!", "'", "\\pm", "\\mp",
     "\\over", "\\choose", "\\atop"}
)  # fmt: skip
_LONGEST_NUMBER: Final = 2_000  # digits
_NOT_YET: Final = {
    "\\nabla": ("vector", "a gradient is a vector"),
    "\\|": ("vector", "a norm is of a vector"),
    "\\langle": ("vector", "an inner product is of vectors"),
    "\\odot": ("matrix", "an elementwise product"),
    "\\otimes": ("matrix", "a Kronecker product"),
    "\\det": ("matrix", "a determinant is of a matrix"),
    "\\dim": ("vector", "a dimension"),
    "\\ker": ("matrix", "a kernel"),
}


def parse_expression(cursor: Cursor) -> Term:
    """Read a sum of terms, as far as it goes."""
    start = cursor.i
    with cursor.nested():
        terms = [_signed_term(cursor)]
        while cursor.peek() in ("+", "-"):
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
        if sign in ("\\cdot", "*", "\\times"):
            cursor.step()
            product.append(_signed_factor(cursor))
            slashed = False
        elif sign in ("/", "\\div"):
            cursor.step()
            product = [t.div(t.mul(*product), _signed_factor(cursor))]
            slashed = True
        elif starts_factor(cursor):
            _check_juxtaposition(cursor, slashed, start)
            product.append(_factor(cursor))
        else:
            _refuse_summation_convention(cursor, product, start)
            return _note(cursor, start, t.mul(*product))


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
    if token.is_number:
        cure = "write \\cdot between them, or ^ or _ if it is a script"
        raise cursor.refuse("SC028", "a number directly after a factor", token.text, cure)


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
        if cursor.peek() == "!":
            raise cursor.refuse("SC043", "a double factorial", "!!", start=start)
        return t.call("factorial", base)
    if sign == "^":
        return _superscript(cursor, base, start)
    if sign == "'":
        message = "a prime on an expression"
        raise cursor.refuse("SC018", message, "'", "write \\frac{d}{dx}(…)", start=start)
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
    _refuse_special_superscript(cursor, texts, start)
    if sign != "{" and sign[0] == "\\" and not (sign[1:] in names.GREEK or sign == "\\infty"):
        raise cursor.refuse("SC025", f"^{sign} without braces", sign, "use braces", start=start)
    return _power(cursor, base, cursor.read_between(first, end))


def _plain_exponent(cursor: Cursor) -> Term:
    if cursor.accept("-"):
        return t.neg(_plain_exponent(cursor))
    return _factor(cursor)


def _refuse_special_superscript(cursor: Cursor, texts: list[str], start: int) -> None:
    joined = "".join(text for text in texts if text not in ("{", "}"))
    if joined in ("\\top", "\\mathrmT", "\\mathsfT", "\\dagger", "\\mathrmH", "\\text"):
        message = "transposes are not read yet"
        raise cursor.refuse("SC031", message, "^" + joined, start=start)
    if joined == "T" and "T" not in cursor.context.scalars:
        message = "^T has two usual readings: the transpose, and the power T"
        cure = "declare it: --let 'T: positive' for a number"
        raise cursor.refuse("SC022", message, "^T", cure, start=start)
    if joined in ("*", "\\star", "+", "-", "\\prime", "\\perp"):
        raise cursor.refuse("SC024", f"^{joined} on an expression", "^" + joined, start=start)
    if len(texts) > 2 and (texts[0], texts[-1]) in (("(", ")"), ("[", "]")):
        message = f"^{joined} has several usual readings: a label, an iteration, a derivative"
        cure = "use a subscript, or write the power without parentheses"
        raise cursor.refuse("SC024", message, "^" + joined, cure, start=start)


def _power(cursor: Cursor, base: Term, exponent: Term) -> Term:
    return t.call("exp", exponent) if base is t.E else t.power(base, exponent)


# -------------------------------------------------------------------------------- primaries


def _primary(cursor: Cursor) -> Term:
    token = cursor.token()
    handler = _PRIMARIES.get(token.text)
    if handler is not None:
        return handler(cursor)
    if token.text and token.is_number:
        return _number(cursor)
    function = read_function_name(cursor)
    if function:
        return elementary(cursor, function)
    if token.text and starts_identifier(token):
        return _named(cursor)
    if token.text in _NOT_YET:
        word, why = _NOT_YET[token.text]
        message = f"{why}: {word} notation is not read yet"
        raise cursor.refuse("SC031", message, token.text)
    shown = token.text or "the end"
    raise cursor.refuse("SC013", f"cannot read {shown} here", shown)


def _number(cursor: Cursor) -> Term:
    token = cursor.step()
    digits = token.text.replace("{,}", "")
    if len(digits) > _LONGEST_NUMBER:
        raise cursor.refuse("SC015", "a number of more than 2,000 digits", digits[:20] + "…")
    if cursor.peek() == "," and _three_digits(cursor.token(1).text) and token.end == (
        cursor.token().start
    ) and cursor.token(1).start == cursor.token().end:  # fmt: skip
        cure = "write 1{,}000 for the number, or a space after the comma for a list"
        raise cursor.refuse("SC029", "1,000 has two usual readings", token.text, cure)
    if cursor.peek() == "e" and cursor.peek(1) and not cursor.token().gap and (
        cursor.peek(1) in ("+", "-") or cursor.token(1).is_number
    ):  # fmt: skip
        cure = "write 10^{-3}, or \\cdot e"
        raise cursor.refuse("SC029", "1e-3 has two usual readings", digits + "e", cure)
    if "e" in digits.lower():
        return t.number(Fraction(digits))
    value = t.decimal("0" + digits if digits[0] == "." else digits) if "." in digits else None
    value = value or t.number(int(digits))
    if cursor.peek() == "\\%":
        cursor.step()
        value = t.div(value, t.number(100))
    return value


def _three_digits(text: str) -> bool:
    return len(text) == 3 and text.isdigit()


def _named(cursor: Cursor) -> Term:
    found = read_identifier(cursor)
    if found.base.removeprefix("rm.") in names.CHOOSERS and found.base.startswith("rm."):
        message = f"{found.base[3:]} over a variable is not read yet"
        raise cursor.refuse("SC044", message, found.base[3:], start=found.start)
    if found.key.removeprefix("rm.") in names.MATRIX_WORDS and found.key.startswith("rm."):
        message = f"{found.key[3:]} of a matrix: matrix notation is not read yet"
        raise cursor.refuse("SC031", message, found.key[3:], start=found.start)
    if is_application(cursor, found):
        return apply_function(cursor, found)
    return plain_meaning(cursor, found)


def _bracketed(cursor: Cursor) -> Term:
    start = cursor.i
    opening = cursor.step().text
    closing = {"(": ")", "[": "]", "\\{": "\\}", "{": "}"}[opening]
    with cursor.fresh_group():
        integrals, cursor.integrals = cursor.integrals, 0
        inner = parse_expression(cursor)
        cursor.integrals = integrals
    if cursor.peek() in (",", ";"):
        message = "a list: a tuple, an interval or a vector is not read yet"
        raise cursor.refuse("SC032", message, opening, start=start)
    cursor.expect(closing)
    if opening == "[" and cursor.peek() in ("_", "^"):
        return _evaluation(cursor, inner, start)
    return inner


def _braced(cursor: Cursor) -> Term:
    r"""A group, or ``{n \choose k}`` and ``{a \over b}``."""
    start = cursor.i
    first, end = cursor.group()
    makers = {"\\choose": lambda a, b: t.call("binomial", a, b), "\\over": t.div}
    for k in range(first, end):
        maker = makers.get(cursor.tokens[k].text)
        if maker is not None:
            return maker(cursor.read_between(first, k), cursor.read_between(k + 1, end))
    cursor.i = start
    return _bracketed(cursor)


def _evaluation(cursor: Cursor, body: Term, start: int) -> Term:
    """[F(x)]_a^b; a power of a bracket has no lower end."""
    bounds: dict[str, Term] = {}
    saved = cursor.i
    while cursor.peek() in ("_", "^"):
        sign = cursor.step().text
        first, end = cursor.group()
        bounds[sign] = cursor.read_between(first, end)
    if "_" not in bounds:
        cursor.i = saved
        return body
    if len(bounds) < 2:
        raise cursor.refuse("SC023", "an evaluation bracket with one end", "[", start=start)
    variable = _evaluation_variable(cursor, body, start)
    upper, lower = t.at(body, variable, bounds["^"]), t.at(body, variable, bounds["_"])
    return t.sub(upper, lower)


def _evaluation_variable(cursor: Cursor, body: Term, start: int) -> Term:
    free = sorted(t.free_names(body))
    last = cursor.integration_variable
    if last is not None and str(last.data) in free:
        return last
    if len(free) == 1:
        return t.name(free[0])
    message = "the variable of this evaluation bracket is not clear"
    raise cursor.refuse("SC026", message, "[…]", "write [F(x)]_{x=a}^{x=b}", start=start)


def _absolute(cursor: Cursor) -> Term:
    start = cursor.i
    cursor.step()
    with cursor.nested():
        saved = cursor.bars, cursor.in_arguments
        cursor.bars, cursor.in_arguments = 1, False
        inner = parse_expression(cursor)
        cursor.bars, cursor.in_arguments = saved
    cursor.expect("|")
    if _may_be_matrix(inner) and str(inner.data) not in cursor.context.scalars:
        message = f"|{inner.data}| has several usual readings: absolute value, determinant, size"
        cure = f"declare it: Let ${inner.data} \\in \\mathbb{{R}}$"
        raise cursor.refuse("SC022", message, "|", cure, start=start)
    return t.call("abs", inner)


def _may_be_matrix(term: Term) -> bool:
    """A capital letter, whatever accent and subscript it has."""
    return term.op in (Op.NAME, Op.ELEMENT) and str(term.data).split(".")[-1][0].isupper()


def _evaluated_at(cursor: Cursor) -> Term:
    r"""\left. f \right|_{x=a}"""
    start = cursor.i
    cursor.step()
    with cursor.nested():
        saved, cursor.bars = cursor.bars, 1
        body = parse_expression(cursor)
        cursor.bars = saved
    cursor.expect("|")
    cursor.expect("_")
    first, end = cursor.group()
    equals = [k for k in range(first, end) if cursor.tokens[k].text == "="]
    if len(equals) != 1:
        message = "an evaluation needs its variable: |_{x=a}"
        raise cursor.refuse("SC026", message, "|", start=start)
    variable = cursor.read_between(first, equals[0])
    if variable.op not in (Op.NAME, Op.ELEMENT):
        raise cursor.refuse("SC026", "an evaluation at an expression", "|", start=start)
    return t.at(body, variable, cursor.read_between(equals[0] + 1, end))


def _root(cursor: Cursor) -> Term:
    cursor.step()
    degree = None
    if cursor.accept("["):
        with cursor.fresh_group():
            degree = parse_expression(cursor)
        cursor.expect("]")
    radicand = read_argument(cursor)
    return t.call("sqrt", radicand) if degree is None else t.call("root", radicand, degree)


def _binomial(cursor: Cursor) -> Term:
    cursor.step()
    return t.call("binomial", read_argument(cursor), read_argument(cursor))


def _floor(cursor: Cursor) -> Term:
    name = {"\\lfloor": "floor", "\\lceil": "ceil"}[cursor.step().text]
    with cursor.fresh_group():
        inner = parse_expression(cursor)
    cursor.expect("\\rfloor" if name == "floor" else "\\rceil")
    return t.call(name, inner)


def _infinity(cursor: Cursor) -> Term:
    cursor.step()
    return t.INFINITY


def _brace_note(cursor: Cursor) -> Term:
    r"""\underbrace{x}_{text}: the note says nothing about the value."""
    cursor.step()
    inner = read_argument(cursor)
    while cursor.peek() in ("_", "^"):
        cursor.step()
        cursor.group()
    return inner


def _refuse_list(cursor: Cursor) -> Term:
    message = "… between terms is not read yet"
    raise cursor.refuse("SC041", message, cursor.peek(), "write the sum with \\sum")


def read_argument(cursor: Cursor) -> Term:
    r"""An argument as TeX takes it: ``{...}``, or one digit, one name."""
    if cursor.peek() == "{":
        first, end = cursor.group()
        return cursor.read_between(first, end)
    token = cursor.token()
    if token.text.isdigit() and len(token.text) == 1:
        cursor.step()
        return t.number(int(token.text))
    if token.is_letter or token.is_greek:
        cursor.step()
        return cursor.inner(cursor.i - 1, cursor.i).read_all()
    raise cursor.refuse("SC025", "an argument without braces", token.text, "use braces")


def _fraction(cursor: Cursor) -> Term:
    return fraction(cursor, read_argument, _term)


def _sum(cursor: Cursor) -> Term:
    return sum_or_product(cursor, _term)


def _limit(cursor: Cursor) -> Term:
    return limit(cursor, _term)


def _integral(cursor: Cursor) -> Term:
    return integral(cursor, parse_expression)


_PRIMARIES: Final[dict[str, Callable[[Cursor], Term]]] = {
    "(": _bracketed,
    "[": _bracketed,
    "{": _braced,
    "\\{": _bracketed,
    "|": _absolute,
    "\\left.": _evaluated_at,
    "\\frac": _fraction,
    "\\sqrt": _root,
    "\\binom": _binomial,
    "\\lfloor": _floor,
    "\\lceil": _floor,
    "\\infty": _infinity,
    "\\underbrace": _brace_note,
    "\\overbrace": _brace_note,
    "\\sum": _sum,
    "\\prod": _sum,
    "\\lim": _limit,
    "\\int": _integral,
    "\\begin": environment,
    "\\ldots": _refuse_list,
}
