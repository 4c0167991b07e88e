r"""Dots between terms: ``1 + 2 + \dots + n`` is a sum where its terms show one formula.

The last term tells the formula: with k in the place of what counts in it, it must give
every term that is written out before the dots, in order.  One term alone, as in
``x_1 + \dots + x_n``, is enough only where nothing but subscripts count.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from math import factorial
from typing import Final

from symcalc.core import term as t
from symcalc.core.term import Op, Term
from symcalc.read.cursor import Cursor
from symcalc.read.second_values import POINTS, value_at

Reader = Callable[[Cursor], Term]
_DOTS: Final = "\\ldots"
_SIGNS: Final = {Op.SUM: ("+", "-"), Op.PRODUCT: ("\\cdot", "*", "\\times")}
_FIRST_PLACES: Final = (t.ONE, t.ZERO, t.TWO)
_LETTERS: Final = ("k", "i", "j", "l", "m")
_MOST_LISTED: Final = 8  # terms before the dots that are looked at
_FEWEST_LISTED: Final = 3  # terms that show the formula of a series without end
_CLOSING: Final = ("", ")", "]", "}", "\\}", ",", ";")


def dots_ahead(cursor: Cursor, op: Op) -> bool:
    """Whether dots follow, alone (in a product) or behind a sign."""
    if cursor.peek() == _DOTS:
        return (op is Op.SUM) is (cursor.peek(1) in _SIGNS[Op.SUM])
    return cursor.peek() in _SIGNS[op] and cursor.peek(1) == _DOTS


def continued(cursor: Cursor, op: Op, terms: list[Term], read: Reader) -> list[Term]:
    """The terms before dots with the sum or product that the dots stand for.

    What stands in front of the progression (the 2 of ``2 x_1 \\cdots x_n``) is kept.
    """
    while cursor.step().text != _DOTS:
        pass
    if op is Op.PRODUCT:
        cursor.accept(*_SIGNS[op])
    elif cursor.peek() not in _SIGNS[op]:
        return _unending(cursor, terms)
    last = read(cursor)
    for first in range(max(len(terms) - _MOST_LISTED, 0), len(terms)):
        found = _fitted(op, terms[first:], last)
        alone = first == len(terms) - 1
        if alone and any(_sequences(term) & _sequences(last) for term in terms[:first]):
            break  # x_1 + x_3 + … + x_n: which places are meant?
        if found is not None:
            return [*terms[:first], found]
    raise _refusal(cursor, "the terms before and after … fit no formula that is known here")


def _unending(cursor: Cursor, terms: list[Term]) -> list[Term]:
    """The infinite series of a sum that ends in dots, whose terms show one formula.

    Nothing else may follow, and no term may hold an element of a sequence: x_1 + x_2 + … may
    end somewhere.
    """
    ended = cursor.peek() in _CLOSING
    for first in range(len(terms) - _FEWEST_LISTED + 1) if ended else ():
        found = _series(terms[first:])
        if found is not None:
            return [*terms[:first], found]
    raise _refusal(cursor, "… without a last term: where the sum ends is not said")


def _series(terms: Sequence[Term]) -> Term | None:
    """The series whose first terms these are, of one sign or of alternating ones."""
    if any(t.contains(term, Op.ELEMENT) or term is not _with_places(term) for term in terms):
        return None
    for signs in (t.ONE, t.MINUS_ONE):
        one_signed = [_times_power(term, signs, j) for j, term in enumerate(terms)]
        found = _rising(Op.SUM, one_signed[:-1], one_signed[-1])
        if found is not None and _counts(found, len(terms)):
            body, index, start, _ = found.args
            sign = t.power(signs, t.sub(index, start))
            body = body if signs is t.ONE else t.mul(sign, body)
            return t.summation(body, index, start, t.INFINITY)
    return _geometric(terms)


def _counts(total: Term, terms: int) -> bool:
    """Whether a sum has so many terms: 1 + 1/2 + 1/4 are three of the four of 1/k up to 4."""
    start, end = map(t.value_of, total.args[2:])
    return start is not None and end is not None and end - start == terms - 1


def _geometric(terms: Sequence[Term]) -> Term | None:
    """1 + 1/2 + 1/4 + …: a series whose terms have one quotient."""
    first, quotient, index = terms[0], t.div(terms[1], terms[0]), t.name("k")
    taken = t.free_names(t.add(*terms))
    wanted = [t.mul(first, t.power(quotient, t.number(j))) for j in range(len(terms))]
    if "k" in taken or not all(map(_same, terms, wanted)):
        return None
    return t.summation(t.mul(first, t.power(quotient, index)), index, t.ZERO, t.INFINITY)


def _times_power(term: Term, sign: Term, count: int) -> Term:
    """The term times the sign to a power, without two signs in a row."""
    if sign is t.ONE or count % 2 == 0:
        return term
    return term.args[0] if term.op is Op.NEG else t.neg(term)


def _sequences(term: Term) -> frozenset[str]:
    nodes = t.postorder(_with_places(term))
    return frozenset(str(node.data) for node in nodes if node.op is Op.ELEMENT)


def progression(cursor: Cursor, op: Op, terms: list[Term], last: list[Term]) -> Term:
    """The sum or product of a list with dots between its first and its last terms."""
    found = _fitted(op, terms, last[0]) if len(last) == 1 and terms else None
    if found is None:
        raise _refusal(cursor, "the terms before and after … fit no formula that is known here")
    return found


def _refusal(cursor: Cursor, message: str) -> Exception:
    cure = "write it with \\sum or \\prod"
    return cursor.refuse("SC041", message, _DOTS, cure)


# -------------------------------------------------------------------------------- formulas


def _fitted(op: Op, terms: Sequence[Term], last: Term) -> Term | None:
    """The sum or product whose terms are these, up to the last; None if no formula fits."""
    listed, final = [_with_places(term) for term in terms], _with_places(last)
    return _rising(op, listed, final) or _falling(op, listed, final)


def _rising(op: Op, listed: list[Term], last: Term) -> Term | None:
    for end in _counting(last):
        if len(listed) == 1 and not _only_places(last, end):
            continue
        for start in _starts(listed[0]):
            wanted = [_at(last, end, _plus(start, j)) for j in range(len(listed))]
            if all(map(_same, listed, wanted)):
                return _made(op, last, end, start)
    return None


def _falling(op: Op, listed: list[Term], last: Term) -> Term | None:
    """``n (n-1) \\cdots 1``: the first term tells the formula, and the index falls."""
    if len(listed) < 2:
        return None
    for end in _counting(listed[0]):
        wanted = [_at(listed[0], end, _plus(end, -j)) for j in range(len(listed))]
        if not all(map(_same, listed, wanted)):
            continue
        for start in _starts(last):
            if _same(_at(listed[0], end, start), last):
                return _made(op, listed[0], end, start)
    return None


def _made(op: Op, pattern: Term, end: Term, start: Term) -> Term:
    taken = t.free_names(pattern) | t.free_names(start)
    key = next((letter for letter in _LETTERS if letter not in taken), "")
    index = t.name(key) if key else t.fresh_name("k", taken)
    make = t.summation if op is Op.SUM else t.product
    return make(_at(pattern, end, index), index, start, end)


def _with_places(term: Term) -> Term:
    """The term with x_1 and x_d as elements of x, which the dots say that they are."""

    def change(node: Term) -> Term:
        base, mark, label = str(node.data).partition("_")
        if node.op is not Op.NAME or not mark:
            return node
        if label.isdigit():
            return t.element(base, t.number(int(label)))
        return t.element(base, t.name(label)) if len(label) == 1 and label.isalpha() else node

    return t.rebuild(term, change)


def _counting(term: Term) -> Iterator[Term]:
    """What may count in a term: a subscript as a whole, a name, a number."""
    nodes = t.postorder(term)
    places = [place for node in nodes if node.op is Op.ELEMENT for place in node.args]
    names = [node for node in nodes if node.op is Op.NAME]
    numbers = [node for node in nodes if node.op is Op.NUMBER]
    yield from dict.fromkeys([*places, *names, *numbers])


def _starts(first: Term) -> Iterator[Term]:
    """What the index may start with, given the first term."""
    nodes = t.postorder(first)
    places = [place for node in nodes if node.op is Op.ELEMENT for place in node.args]
    numbers = [node for node in nodes if node.op is Op.NUMBER]
    yield from dict.fromkeys([*places, *_FIRST_PLACES, *numbers])


def _only_places(term: Term, end: Term) -> bool:
    """Whether something occurs in a term as a subscript only."""
    stack = [term]
    while stack:
        node = stack.pop()
        if node is end:
            return False
        if node.op is Op.ELEMENT and end in node.args:
            stack.extend(place for place in node.args if place is not end)
        else:
            stack.extend(node.args)
    return True


def _at(pattern: Term, end: Term, place: Term) -> Term:
    return pattern if place is end else t.substitute(pattern, {end: place})


def _plus(start: Term, steps: int) -> Term:
    value = t.value_of(start)
    if value is not None:
        return t.number(value + steps)
    return t.add(start, t.number(steps)) if steps else start


def _same(one: Term, other: Term) -> bool:
    """Whether two terms are equal as mathematics, judged at three points."""
    one, other = _with_factorials(one), _with_factorials(other)
    for point in POINTS:
        a, b = value_at(one, point), value_at(other, point)
        if a is None or b is None or abs(a - b) > _TOLERANCE * max(abs(a), abs(b), 1):
            return False
    return True


_TOLERANCE: Final = 1e-9
_MOST_FACTORIAL: Final = 20


def _with_factorials(term: Term) -> Term:
    """The term with the factorials of small numbers as numbers."""

    def change(node: Term) -> Term:
        value = t.value_of(node.args[0]) if node.op is Op.CALL else None
        if node.data != "factorial" or value is None or value.denominator != 1:
            return node
        whole = value.numerator
        return t.number(factorial(whole)) if 0 <= whole <= _MOST_FACTORIAL else node

    return t.rebuild(term, change)
