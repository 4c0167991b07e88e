"""Terms as polynomials in what is random in them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from symcalc.core import term as t
from symcalc.core.term import Op, Term
from symcalc.core.vocabulary import LINEAR
from symcalc.mean.algebra import simplify
from symcalc.mean.chance.errors import NoChanceFormError
from symcalc.mean.chance.polynomials import (
    MOST_POWER,
    Polynomial,
    constant,
    generator,
    negated,
    plus,
    term_of,
    times,
    to_power,
)


@dataclass(frozen=True)
class Outlook:
    """Whether a term is random where it is being expanded, and whether it is positive."""

    is_random: Callable[[Term], bool]
    is_positive: Callable[[Term], bool]


def expand(term: Term, outlook: Outlook) -> Polynomial:
    """A term, free of functionals but for moments, as a polynomial in what is random.

    Raises NoChanceFormError for arrays and for what grows too large.
    """
    if term.op in (Op.VECTOR, Op.MATRIX) or (term.op is Op.CALL and term.data in LINEAR):
        raise NoChanceFormError("an array")
    if not outlook.is_random(term):
        return constant(term)
    rule = _RULES.get(term.op)
    return generator(_canonical(term, outlook)) if rule is None else rule(term, outlook)


def canonical(term: Term, outlook: Outlook) -> Term:
    """A term as the sum of its monomials, so that equal polynomials are one term."""
    return simplify(term_of(expand(term, outlook)))


def _canonical(term: Term, outlook: Outlook) -> Term:
    """An opaque term with canonical arguments."""
    if t.binds(term) or term.op in (Op.DERIVATIVE, Op.INTEGRAL) or not term.args:
        return term
    args = (a if a.op is Op.TUPLE else canonical(a, outlook) for a in term.args)
    return t.make(term.op, *args, data=term.data)


def _name(term: Term, outlook: Outlook) -> Polynomial:
    return generator(term)


def _sum(term: Term, outlook: Outlook) -> Polynomial:
    return plus(*(expand(part, outlook) for part in term.args))


def _negative(term: Term, outlook: Outlook) -> Polynomial:
    return negated(expand(term.args[0], outlook))


def _product(term: Term, outlook: Outlook) -> Polynomial:
    result: Polynomial = constant(t.ONE)
    for part in term.args:
        result = times(result, expand(part, outlook))
    return result


def _quotient(term: Term, outlook: Outlook) -> Polynomial:
    above, below = (expand(part, outlook) for part in term.args)
    return times(above, _reciprocal(below))


def _reciprocal(polynomial: Polynomial) -> Polynomial:
    if len(polynomial) == 1:
        return to_power(polynomial, -1)
    return generator(simplify(term_of(polynomial)), -1)


def _power(term: Term, outlook: Outlook) -> Polynomial:
    base, exponent = term.args
    if base is t.E:
        return _exponential(t.call("exp", exponent), outlook)
    value = t.value_of(exponent)
    if value is None or value.denominator != 1 or abs(value) > MOST_POWER:
        return generator(_canonical(term, outlook))
    if base.op is Op.CALL and base.data == "abs" and value % 2 == 0:
        base = base.args[0]
    expanded = expand(base, outlook)
    if value < 0:
        return to_power(_reciprocal(expanded), -value.numerator)
    return to_power(expanded, value.numerator)


def _call(term: Term, outlook: Outlook) -> Polynomial:
    special = _CALLS.get(str(term.data))
    return generator(_canonical(term, outlook)) if special is None else special(term, outlook)


def _exponential(term: Term, outlook: Outlook) -> Polynomial:
    """e to a sum is a product: what is constant of it comes out."""
    argument = expand(term.args[0], outlook)
    fixed = argument.pop((), t.ZERO)
    result = generator(t.call("exp", simplify(term_of(argument)))) if argument else constant(t.ONE)
    return result if fixed is t.ZERO else times(result, constant(t.call("exp", fixed)))


def _logarithm(term: Term, outlook: Outlook) -> Polynomial:
    """The logarithm of a product or quotient of probabilities is a sum; they are positive."""
    inside = term.args[0]
    if inside.op in (Op.MUL, Op.DIV) and all(map(outlook.is_positive, _factors(inside))):
        signs = [1] * len(inside.args) if inside.op is Op.MUL else [1, -1]
        parts = (
            times(constant(t.number(s)), _logarithm(t.call("log", a), outlook))
            for s, a in zip(signs, inside.args, strict=True)
        )
        return plus(*parts)
    if not outlook.is_random(term):
        return constant(term)
    return generator(_canonical(term, outlook))


def _factors(term: Term) -> list[Term]:
    if term.op in (Op.MUL, Op.DIV):
        return [factor for part in term.args for factor in _factors(part)]
    return [term]


_CALLS: Final[dict[str, Callable[[Term, Outlook], Polynomial]]] = {
    "exp": _exponential,
    "log": _logarithm,
}

_RULES: Final[dict[Op, Callable[[Term, Outlook], Polynomial]]] = {
    Op.NAME: _name,
    Op.ELEMENT: _name,
    Op.ADD: _sum,
    Op.NEG: _negative,
    Op.MUL: _product,
    Op.DIV: _quotient,
    Op.POW: _power,
    Op.CALL: _call,
}
