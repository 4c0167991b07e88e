"""Terms as sums of rational multiples of monomials, for exponents, angles and logarithms."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import TYPE_CHECKING, Final

from symcalc.check.prime import field
from symcalc.check.prime.errors import UnusableError
from symcalc.check.prime.field import P
from symcalc.check.prime.linear import Form, plus, product
from symcalc.core.term import ONE, Op, Term, add, mul, neg, value_of

if TYPE_CHECKING:
    from symcalc.check.prime.valuation import Valuation


def _form_of_sum(v: Valuation, node: Term) -> Form | None:
    result: Form = {}
    for form in v.forms_of(node) or ():
        result = plus(result, form)
    return result if v.forms_of(node) is not None else None


def _form_of_product(v: Valuation, node: Term) -> Form | None:
    forms = v.forms_of(node)
    result: Form = {1: Fraction(1)}
    for form in forms or ():
        result = product(result, form)
    return result if forms is not None else None


def _form_of_negative(v: Valuation, node: Term) -> Form | None:
    forms = v.forms_of(node)
    return None if forms is None else plus({}, forms[0], Fraction(-1))


def _form_of_quotient(v: Valuation, node: Term) -> Form | None:
    forms = v.forms_of(node)
    bottom = v.values[node.args[1]]
    if forms is None or not bottom:
        return None
    if len(forms[1]) == 1:
        ((monomial, coefficient),) = forms[1].items()
        return product(forms[0], {pow(monomial, -1, P): 1 / coefficient})
    inverse = v.monomial(pow(bottom, -1, P))
    return None if inverse is None else product(forms[0], inverse)


def _form_of_power(v: Valuation, node: Term) -> Form | None:
    exponent = value_of(node.args[1])
    base = v.forms.get(node.args[0])
    if base is None or exponent is None or exponent.denominator != 1 or not 0 <= exponent <= 8:
        return None
    result: Form = {1: Fraction(1)}
    for _ in range(int(exponent)):
        result = product(result, base)
    return result


def _form_of_call(v: Valuation, node: Term) -> Form | None:
    if v.values[node] is None:
        return None
    if node.data == "log":
        return log_form(v, node.args[0])
    return inverse_form(v, node) if node.data in ("arcsin", "arccos", "arctan") else None


def inverse_form(v: Valuation, node: Term) -> Form | None:
    """arcsin and arctan are odd; arccos t = pi/2 - arcsin t (DLMF 4.23.9)."""
    value = v.values[node.args[0]]
    if value is None:
        return None
    function = "arctan" if node.data == "arctan" else "arcsin"
    sign = field.sign(value)
    found = v.kernel(function, value * sign % P, square=True)
    v.arcs[found] = (function, value * sign % P)
    form: Form = {found: Fraction(sign)} if sign else {}
    if node.data != "arccos":
        return form
    right_angle = {v.kernel("constant", "pi", square=True): Fraction(1, 2)}
    return plus(right_angle, form, Fraction(-1))


FORMS: Final[dict[Op, Callable[[Valuation, Term], Form | None]]] = {
    Op.ADD: _form_of_sum,
    Op.MUL: _form_of_product,
    Op.NEG: _form_of_negative,
    Op.DIV: _form_of_quotient,
    Op.POW: _form_of_power,
    Op.CALL: _form_of_call,
}


# ----------------------------------------------------------------- forms of logarithms


def log_form(v: Valuation, term: Term) -> Form | None:
    """log|term|, split over the factors of the term; None where a factor is 0 or undefined."""
    result: Form = {}
    stack = [(term, Fraction(1))]
    while stack:
        node, count = stack.pop()
        split = _factors(node)
        if split is not None:
            stack.extend((factor, count * exponent) for factor, exponent in split)
            continue
        atom = _log_of_atom(v, node)
        if atom is None:
            return None
        result = plus(result, atom, count)
    return result


def _factors(node: Term) -> list[tuple[Term, Fraction]] | None:
    one = Fraction(1)
    if node.op is Op.MUL:
        return [(factor, one) for factor in node.args]
    if node.op is Op.NEG or (node.op is Op.CALL and node.data == "abs"):
        return [(node.args[0], one)]
    if node.op is Op.DIV:
        return [(node.args[0], one), (node.args[1], -one)]
    if node.op is Op.ADD:
        return _over_one_denominator(node)
    exponent = value_of(node.args[1]) if node.op is Op.POW else None
    return None if exponent is None else [(node.args[0], exponent)]


def _over_one_denominator(node: Term) -> list[tuple[Term, Fraction]] | None:
    """1 - t/b as (b - t)/b; None for a sum without quotients."""
    parts = [_signed_quotient(part) for part in node.args]
    below = list(dict.fromkeys(bottom for _, bottom in parts if bottom is not ONE))
    if not below:
        return None
    above = (mul(top, *(other for other in below if other is not bottom)) for top, bottom in parts)
    return [(add(*above), Fraction(1)), *((bottom, Fraction(-1)) for bottom in below)]


def _signed_quotient(part: Term) -> tuple[Term, Term]:
    """Numerator and denominator, a sign being the numerator's."""
    if part.op is Op.NEG:
        above, below = _signed_quotient(part.args[0])
        return neg(above), below
    return (part.args[0], part.args[1]) if part.op is Op.DIV else (part, ONE)


def _log_of_atom(v: Valuation, node: Term) -> Form | None:
    number = value_of(node)
    if number is not None:
        return _log_of_number(v, abs(number)) if number else None
    if node.op is Op.CALL and node.data == "exp":
        return v.form(node.args[0])
    if node.op is Op.CONSTANT and node.data == "e":
        return {1: Fraction(1)}
    if node.op is Op.POW:
        form, logarithm = v.form(node.args[1]), log_form(v, node.args[0])
        return None if form is None or logarithm is None else product(form, logarithm)
    if node.op is Op.PRODUCT:
        return v.logarithm_of_product(node)
    value = v.of(node)
    return v.logarithm(value) if value else None


def _log_of_number(v: Valuation, number: Fraction) -> Form:
    result: Form = {}
    for part, sign in ((number.numerator, 1), (number.denominator, -1)):
        for prime, exponent in _factorised(part).items():
            if field.sign(prime) != 1:
                raise UnusableError(f"the logarithm of {prime}")
            result = plus(result, v.logarithm(prime), Fraction(sign * exponent))
    return result


def _factorised(number: int) -> dict[int, int]:
    """Small prime factors with their exponents; a large remainder is left as it is."""
    result: dict[int, int] = {}
    divisor = 2
    while divisor * divisor <= number and divisor < 1000:
        while number % divisor == 0:
            number //= divisor
            result[divisor] = result.get(divisor, 0) + 1
        divisor += 1
    return {**result, number: result.get(number, 0) + 1} if number > 1 else result
