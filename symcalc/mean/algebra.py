"""Light simplifying constructors: the arithmetic of results, not of what an author wrote.

Terms that were read are never touched.  Terms that symcalc computes (derivatives, say) are
put together here: zeros and ones go, exact numbers fold, equal terms and factors are
collected, signs move out, and everything else keeps its order.

No constructor enlarges the domain: x/x stays x/x and 1/x - 1/x stays as it is, because
both say that x is not zero.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from fractions import Fraction
from math import isqrt
from typing import Final

from symcalc.core import term as raw
from symcalc.core.term import MINUS_ONE, ONE, ZERO, E, Op, Term, number, value_of
from symcalc.mean.total import everywhere_defined, never_zero

#: Powers of numbers are folded while the result has at most this many bits.
_FOLD_BITS: Final = 256

#: Longer sums and products stay nested: flattening every layer of a chain would be quadratic.
_MAX_FLAT: Final = 64


def add(*terms: Term) -> Term:
    """The sum with nested sums flattened, numbers folded and equal terms collected."""
    coefficients: dict[Term, list[Fraction]] = {}
    for term in _flatten(Op.ADD, terms):
        coefficient, rest = split_coefficient(term)
        coefficients.setdefault(rest, []).append(coefficient)
    parts: list[Term] = []
    for rest, found in coefficients.items():
        total = sum(found)
        if total or everywhere_defined(rest):
            parts.append(scaled(Fraction(total), rest))
        else:
            parts += [scaled(coefficient, rest) for coefficient in found]
    return raw.add(*(part for part in parts if part is not ZERO))


def neg(term: Term) -> Term:
    """The negative; of a number the number, of a negative what it negates."""
    if term.op is Op.NUMBER:
        return number(-_fraction(term))
    if term.op is Op.NEG:
        return term.args[0]
    coefficient, rest = split_coefficient(term)
    return raw.neg(term) if coefficient == 1 else scaled(-coefficient, rest)


def sub(left: Term, right: Term) -> Term:
    """The difference of two terms."""
    return add(left, neg(right))


def mul(*factors: Term) -> Term:
    """The product: numbers in front, quotients joined into one, equal factors as powers."""
    coefficient = Fraction(1)
    above: list[Term] = []
    below: list[Term] = []
    for factor in _flatten(Op.MUL, factors):
        scale, rest = split_coefficient(factor)
        coefficient *= scale
        if rest.op is Op.DIV:
            above += _flatten(Op.MUL, rest.args[:1])
            below += _flatten(Op.MUL, rest.args[1:])
        else:
            above.append(rest)
    product = _product(above)
    if below:
        product = raw.div(product, _product(below))
    if coefficient == 0 and not everywhere_defined(product):
        return raw.mul(ZERO, product)
    return scaled(coefficient, product)


def div(numerator: Term, denominator: Term) -> Term:
    """The quotient: exact numbers divided, signs in front; x/x and 0/x stay as they are."""
    above_scale, above = split_coefficient(numerator)
    below_scale, below = split_coefficient(denominator)
    if below_scale == 0:
        return raw.div(numerator, denominator)
    if numerator is ZERO:
        return ZERO if never_zero(below) else raw.div(ZERO, below)
    if above is below and never_zero(below):
        above = below = ONE
    if above.op is Op.DIV:
        above, below = above.args[0], _product([above.args[1], below])
    rest = above if below is ONE else raw.div(above, below)
    return scaled(above_scale / below_scale, rest)


def power(base: Term, exponent: Term) -> Term:
    """The power: small powers of numbers folded, signs of integer powers moved out.

    The power 0 of anything that is defined is 1 (the convention of polynomials).
    """
    value = value_of(exponent)
    if value == 1:
        return base
    if value == 0 and everywhere_defined(base):
        return ONE
    if base is ONE and everywhere_defined(exponent):
        return ONE
    if value is None or value.denominator != 1:
        return raw.power(base, exponent)
    return _integer_power(base, exponent, value.numerator)


def call(function: str, *args: Term) -> Term:
    """The function applied, with its best-known exact values (log 1, exp 0, the root of 9)."""
    value = _KNOWN.get((function, args[0])) if len(args) == 1 else None
    if value is None and function == "sqrt":
        value = _exact_root(args[0])
    if value is None and function == "log" and args[0].op is Op.CALL and args[0].data == "exp":
        value = args[0].args[0]
    return raw.call(function, *args) if value is None else value


def simplify(term: Term) -> Term:
    """A term rebuilt, from its leaves, through the constructors of this module."""
    return raw.rebuild(term, _rebuilt)


# ---------------------------------------------------------------------------- coefficients


def split_coefficient(term: Term) -> tuple[Fraction, Term]:
    """A term as (exact number, rest): 3 x y gives (3, x y), -x gives (-1, x), 5 gives (5, 1)."""
    scale, rest = _split_product(term)
    return _split_quotient(scale, *rest.args) if rest.op is Op.DIV else (scale, rest)


def scaled(coefficient: Fraction, rest: Term) -> Term:
    """An exact number times a term that has no number in front of it."""
    if rest is ONE or coefficient == 0:
        return number(coefficient)
    above, below = rest.args if rest.op is Op.DIV else (rest, ONE)
    top = _counted(abs(coefficient.numerator), above)
    bottom = _counted(coefficient.denominator, below)
    size = top if bottom is ONE else raw.div(top, bottom)
    return raw.neg(size) if coefficient < 0 else size


# -------------------------------------------------------------------------------- details


def _fraction(term: Term) -> Fraction:
    assert isinstance(term.data, Fraction)
    return term.data


def _flatten(op: Op, terms: Iterable[Term]) -> list[Term]:
    """The arguments of nested sums (or products) in reading order."""
    flat: list[Term] = []
    stack = list(terms)[::-1]
    while stack:
        term = stack.pop()
        if term.op is op and len(term.args) <= _MAX_FLAT:
            stack.extend(reversed(term.args))
        elif op is Op.ADD and _is_short_negated_sum(term):
            stack.extend(neg(part) for part in reversed(term.args[0].args))
        else:
            flat.append(term)
    return flat


def _is_short_negated_sum(term: Term) -> bool:
    inner = term.args[0] if term.op is Op.NEG else term
    return inner is not term and inner.op is Op.ADD and len(inner.args) <= _MAX_FLAT


def _counted(count: int, rest: Term) -> Term:
    if count == 1:
        return rest
    if rest is ONE:
        return number(count)
    return raw.mul(number(count), *(rest.args if rest.op is Op.MUL else (rest,)))


def _split_product(term: Term) -> tuple[Fraction, Term]:
    sign = Fraction(1)
    while term.op is Op.NEG:
        sign, term = -sign, term.args[0]
    if term.op is Op.NUMBER:
        return sign * _fraction(term), ONE
    if term.op is Op.MUL and term.args[0].op is Op.NUMBER and term.args[0] is not ZERO:
        return sign * _fraction(term.args[0]), raw.mul(*term.args[1:])
    return sign, term


def _split_quotient(sign: Fraction, above: Term, below: Term) -> tuple[Fraction, Term]:
    above_scale, above_rest = _split_product(above)
    below_scale, below_rest = _split_product(below)
    if 0 in (above_scale, below_scale):
        return sign, raw.div(above, below)
    rest = above_rest if below_rest is ONE else raw.div(above_rest, below_rest)
    return sign * above_scale / below_scale, rest


def _product(factors: list[Term]) -> Term:
    return raw.mul(*_collect_factors(_flatten(Op.MUL, factors)))


def _collect_factors(factors: list[Term]) -> list[Term]:
    """Equal factors joined into powers; only positive whole exponents, which keep the domain."""
    exponents: dict[Term, int] = {}
    for factor in factors:
        if factor is ONE:
            continue
        base, exponent = _base_and_exponent(factor)
        exponents[base] = exponents.get(base, 0) + exponent
    return [base if k == 1 else raw.power(base, number(k)) for base, k in exponents.items()]


def _base_and_exponent(factor: Term) -> tuple[Term, int]:
    if factor.op is Op.POW:
        value = value_of(factor.args[1])
        if value is not None and value.denominator == 1 and value > 0:
            return factor.args[0], value.numerator
    return factor, 1


def _integer_power(base: Term, exponent: Term, k: int) -> Term:
    if base.op is Op.NEG:
        positive = power(base.args[0], exponent)
        return positive if k % 2 == 0 else neg(positive)
    if base.op is Op.NUMBER:
        value = _fraction(base)
        bits = max(value.numerator.bit_length(), value.denominator.bit_length())
        if (value or k > 0) and bits * abs(k) <= _FOLD_BITS:
            return number(value**k)
    return raw.power(base, exponent)


def _exact_root(term: Term) -> Term | None:
    value = value_of(term)
    if value is None or value < 0:
        return None
    root = Fraction(isqrt(value.numerator), isqrt(value.denominator))
    return number(root) if root * root == value else None


def _rebuilt(node: Term) -> Term:
    if node.op is Op.CALL:
        return call(str(node.data), *node.args)
    constructor = _CONSTRUCTORS.get(node.op)
    return node if constructor is None else constructor(*node.args)


_CONSTRUCTORS: Final[dict[Op, Callable[..., Term]]] = {
    Op.ADD: add,
    Op.NEG: neg,
    Op.MUL: mul,
    Op.DIV: div,
    Op.POW: power,
}

_KNOWN: Final[dict[tuple[str, Term], Term]] = {
    ("exp", ZERO): ONE,
    ("log", ONE): ZERO,
    ("log", E): ONE,
    ("sin", ZERO): ZERO,
    ("cos", ZERO): ONE,
    ("tan", ZERO): ZERO,
    ("sinh", ZERO): ZERO,
    ("cosh", ZERO): ONE,
    ("tanh", ZERO): ZERO,
    ("arctan", ZERO): ZERO,
    ("arcsin", ZERO): ZERO,
    ("abs", ZERO): ZERO,
    ("abs", ONE): ONE,
    ("abs", MINUS_ONE): ONE,
}
