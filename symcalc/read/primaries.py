"""What an expression is made of: numbers, brackets, bars, roots and their likes."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise
from typing import Final

from symcalc.core import term as t
from symcalc.core.term import Op, Term
from symcalc.read.application import arguments
from symcalc.read.cursor import Cursor
from symcalc.read.evaluations import evaluation_bracket
from symcalc.read.identifiers import read_identifier
from symcalc.read.lexer import with_depths
from symcalc.read.linear import within_bars
from symcalc.read.progression import progression
from symcalc.read.usual_arrays import is_set

_LONGEST_NUMBER: Final = 2_000  # digits


def number(cursor: Cursor) -> Term:
    """An integer or a decimal, exactly as written; what has two readings is refused."""
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


def bracketed(cursor: Cursor) -> Term:
    """A group in brackets, or an evaluation bracket ``[F(x)]_a^b``."""
    start = cursor.i
    opening = cursor.step().text
    closing = {"(": ")", "[": "]", "\\{": "\\}", "{": "}"}[opening]
    with cursor.fresh_group():
        integrals, cursor.integrals = cursor.integrals, 0
        inner = cursor.expression(cursor)
        cursor.integrals = integrals
    if cursor.peek() == "," and opening == "\\{" and start == 0:
        cursor.i = start
        return listed(cursor)
    if cursor.peek() in (",", ";"):
        message = "a list: a tuple, an interval or a vector is not read yet"
        raise cursor.refuse("SC032", message, opening, start=start)
    cursor.expect(closing)
    if opening == "[" and cursor.peek() in ("_", "^"):
        return evaluation_bracket(cursor, inner, start)
    return inner


def listed(cursor: Cursor) -> Term:
    r"""``\{y_1, \ldots, y_n\}``, a side of its own: a list of what there is, not a value."""
    start, end = cursor.i, cursor.matching(cursor.i)
    if end != len(cursor.tokens) - 1:
        message = "a list: a tuple, an interval or a vector is not read yet"
        raise cursor.refuse("SC032", message, "\\{", start=start)
    inside = with_depths(cursor.tokens[start + 1 : end])
    cuts = [k for k, (token, depth) in enumerate(inside, start + 1) if not depth and (
        token.text in (",", ";"))]  # fmt: skip
    members = [cursor.inner(a + 1, b) for a, b in pairwise([start, *cuts, end])]
    cursor.i = end + 1
    return t.make(Op.TUPLE, *map(_member, members), data="{}")


def _member(inner: Cursor) -> Term:
    dots = [token.text for token in inner.tokens] == ["\\ldots"]
    return DOTS if dots else inner.read_all()


#: What a list leaves out.
DOTS: Final = t.name("#dots")


def braced(cursor: Cursor) -> Term:
    r"""A group, or ``{n \choose k}`` and ``{a \over b}``."""
    start = cursor.i
    first, end = cursor.group()
    if first == end and cursor.peek() == "_":
        return _hypergeometric(cursor, start)
    for k, (token, depth) in enumerate(with_depths(cursor.tokens[first:end]), first):
        if depth == 0 and token.text == "\\choose":
            return choose(cursor, cursor.read_between(first, k), k + 1, end)
        if depth == 0 and token.text == "\\over":
            return t.div(cursor.read_between(first, k), cursor.read_between(k + 1, end))
    cursor.i = start
    return bracketed(cursor)


def _hypergeometric(cursor: Cursor, start: int) -> Term:
    r"""``{}_2F_1(a, b; c; z)`` by its name and arguments; other scripts in front are refused."""
    cursor.step()
    first, end = cursor.group()
    count = "".join(token.text for token in cursor.tokens[first:end])
    if not count.isdigit() or cursor.peek() != "F" or cursor.peek(1) != "_":
        raise cursor.refuse("SC023", "a script in front of a name", "_", start=start)
    found = read_identifier(cursor)
    if cursor.peek() != "(" or found.indices or found.primes:
        raise cursor.refuse("SC023", "a script in front of a name", "_", start=start)
    return t.apply(f"{count}{found.key}", *arguments(cursor))


def is_choice(cursor: Cursor) -> bool:
    r"""Whether the group at the cursor is ``{n \choose k}``."""
    inside = cursor.tokens[cursor.i + 1 : cursor.matching(cursor.i)]
    return any(token.text == "\\choose" and not depth for token, depth in with_depths(inside))


def absolute(cursor: Cursor) -> Term:
    """``|x|``: an absolute value, of what can have no other bars."""
    cursor.step()
    with cursor.nested():
        saved = cursor.bars, cursor.in_arguments
        cursor.bars, cursor.in_arguments = 1, False
        inner = cursor.expression(cursor)
        cursor.bars, cursor.in_arguments = saved
    cursor.expect("|")
    of_array = within_bars(cursor, inner)
    if of_array is not None:
        return of_array
    if _is_size(cursor, inner):
        return t.apply("rm.card", inner)
    certain = cursor.context.scalars - cursor.context.vague
    if _may_be_matrix(inner) and str(inner.data) not in certain:
        return t.apply("bars", inner)
    return t.call("abs", inner)


def _is_size(cursor: Cursor, inner: Term) -> bool:
    r"""Whether bars stand around a set: what stands behind ``\in``, or a calligraphic letter."""
    key = str(inner.data) if inner.op in (Op.NAME, Op.ELEMENT) else ""
    return bool(key) and (is_set(cursor.context, key) or key[:5] in _CALLIGRAPHIC_SETS)


#: Calligraphic letters that are sets where nothing else is said: a batch, a data set, a space.
_CALLIGRAPHIC_SETS: Final = frozenset(f"cal.{letter}" for letter in "ABCDEGIKMNPSTUVWXY")


def _may_be_matrix(term: Term) -> bool:
    """A capital letter, whatever accent and subscript it has: |A| is its size, or a determinant.

    Which, does not matter to one who only compares: it is a function of A.
    """
    return term.op in (Op.NAME, Op.ELEMENT) and str(term.data).split(".")[-1][0].isupper()


def root(cursor: Cursor) -> Term:
    """A square root, or the real root of a degree."""
    cursor.step()
    degree = None
    if cursor.accept("["):
        with cursor.fresh_group():
            degree = cursor.expression(cursor)
        cursor.expect("]")
    radicand = read_argument(cursor)
    return t.call("sqrt", radicand) if degree is None else t.call("root", radicand, degree)


def binomial(cursor: Cursor) -> Term:
    """A binomial or multinomial coefficient."""
    cursor.step()
    upper = read_argument(cursor)
    if cursor.peek() != "{":
        return t.call("binomial", upper, read_argument(cursor))
    return choose(cursor, upper, *cursor.group())


def choose(cursor: Cursor, upper: Term, first: int, end: int) -> Term:
    r"""n over k, or over a list k_1, …, k_m: n!/(k_1! ⋯ k_m!) (DLMF 26.4.2).

    The list adds up to n: that is how the coefficient is defined.
    """
    if cursor.tokens[first].text == "{" and cursor.matching(first) == end - 1:
        first, end = first + 1, end - 1
    inside = with_depths(cursor.tokens[first:end])
    cuts = [k for k, (token, depth) in enumerate(inside, first) if not depth and token.text == ","]
    if not cuts:
        return t.call("binomial", upper, cursor.read_between(first, end))
    edges = pairwise([first - 1, *cuts, end])
    pieces = [cursor.inner(a + 1, b) for a, b in edges]
    dots = next((k for k, piece in enumerate(pieces) if piece.peek() == "\\ldots"), len(pieces))
    first_ones = [piece.read_all() for piece in pieces[:dots]]
    last_ones = [piece.read_all() for piece in pieces[dots + 1 :]]
    total = _listed(cursor, Op.SUM, first_ones, last_ones)
    cursor.context.implied.append(t.relation("=", upper, total))
    factorials = [[t.call("factorial", x) for x in ones] for ones in (first_ones, last_ones)]
    return t.div(t.call("factorial", upper), _listed(cursor, Op.PRODUCT, *factorials))


def _listed(cursor: Cursor, op: Op, before: list[Term], after: list[Term]) -> Term:
    """The sum or the product of a list, with or without dots."""
    if not after:
        return t.add(*before) if op is Op.SUM else t.mul(*before)
    return progression(cursor, op, before, after)


def double_factorial(cursor: Cursor, base: Term, start: int) -> Term:
    """n!! = n (n-2) (n-4) ⋯, down to 1 or 2 (DLMF 5.4.2); n!!! is refused."""
    if cursor.peek() == "!":
        raise cursor.refuse("SC043", "more than two factorial signs", "!!!", start=start)
    taken = t.free_names(base)
    index = t.name("k") if "k" not in taken else t.fresh_name("k", taken)
    last = t.call("floor", t.div(t.sub(base, t.ONE), t.TWO))
    return t.product(t.sub(base, t.mul(t.TWO, index)), index, t.ZERO, last)


def floor(cursor: Cursor) -> Term:
    """The floor or the ceiling."""
    name = {"\\lfloor": "floor", "\\lceil": "ceil"}[cursor.step().text]
    with cursor.fresh_group():
        inner = cursor.expression(cursor)
    cursor.expect("\\rfloor" if name == "floor" else "\\rceil")
    return t.call(name, inner)


def infinity(cursor: Cursor) -> Term:
    """Infinity."""
    cursor.step()
    return t.INFINITY


def brace_note(cursor: Cursor) -> Term:
    r"""\underbrace{x}_{text}: the note says nothing about the value."""
    cursor.step()
    inner = read_argument(cursor)
    while cursor.peek() in ("_", "^"):
        cursor.step()
        cursor.group()
    return inner


def refuse_list(cursor: Cursor) -> Term:
    """Dots between terms: refused."""
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
