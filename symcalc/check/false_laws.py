"""Edits that undo a law that does not hold: a logarithm of a sum that was split, a lost |x|.

They have the form of the edits of :mod:`symcalc.check.edits`: a function of one part proposes
replacements for that part, a function of both sides replacements for the whole right side.
"""

from __future__ import annotations

from collections.abc import Iterator

from symcalc.core.term import (
    ONE,
    TWO,
    Op,
    Term,
    add,
    call,
    div,
    free_names,
    make,
    mul,
    name,
    number,
    power,
    sub,
    substitute,
    value_of,
)
from symcalc.mean.algebra import simplify


def joined_logarithm(part: Term) -> Iterator[Term]:
    """log a + log b read as log(a + b): the logarithm of the sum, in one piece."""
    if part.op is Op.ADD:
        logarithms = [term for term in part.args if term.op is Op.CALL and term.data == "log"]
        if len(logarithms) > 1:
            inside = add(*(each.args[0] for each in logarithms))
            yield _with_the_rest(part, logarithms, call("log", inside))


def joined_fraction(part: Term) -> Iterator[Term]:
    """x/a + x/b read as x/(a + b): the fraction with the sum below the line."""
    if part.op is Op.ADD:
        fractions = [term for term in part.args if term.op is Op.DIV]
        above = {term.args[0] for term in fractions}
        if len(fractions) > 1 and len(above) == 1:
            below = add(*(each.args[1] for each in fractions))
            yield _with_the_rest(part, fractions, div(fractions[0].args[0], below))


def _with_the_rest(whole: Term, gone: list[Term], joined: Term) -> Term:
    rest = [term for term in whole.args if term not in gone]
    return add(joined, *rest) if rest else joined


def mean_of_squares(part: Term) -> Iterator[Term]:
    """The square of a mean read as the mean of the squares."""
    if part.op is not Op.POW or value_of(part.args[1]) != 2:
        return
    mean = part.args[0]
    if mean.op is Op.DIV:
        yield from (div(total, mean.args[1]) for total in _of_squares(mean.args[0]))
    if mean.op is Op.MUL and len(mean.args) == 2:
        yield from (mul(mean.args[0], total) for total in _of_squares(mean.args[1]))


def _of_squares(total: Term) -> Iterator[Term]:
    if total.op is Op.ADD:
        yield add(*(power(term, TWO) for term in total.args))
    if total.op is Op.SUM:
        yield make(Op.SUM, power(total.args[0], TWO), *total.args[1:])


def with_absolute_value(part: Term) -> Iterator[Term]:
    """A name, a sum or the argument of a logarithm whose size was meant."""
    if part.op in (Op.NAME, Op.ADD):
        yield call("abs", part)


def missing_constant(left: Term, right: Term) -> Iterator[Term]:
    """The number by which the sides differ, where it is the same everywhere."""
    names = sorted(free_names(left) | free_names(right))
    apart = sub(left, right)
    amount = value_of(simplify(substitute(apart, {name(key): ONE for key in names})))
    if names and amount:
        yield add(right, number(amount))
