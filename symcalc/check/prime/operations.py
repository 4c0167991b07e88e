"""The values of operations in a prime field: sums, powers, binders, case distinctions."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import TYPE_CHECKING, Final

from symcalc.check.prime import field
from symcalc.check.prime.binders import functional, limit, long_product
from symcalc.check.prime.errors import UnusableError
from symcalc.check.prime.field import P
from symcalc.check.prime.forms import log_form
from symcalc.check.prime.functions import FUNCTIONS
from symcalc.check.prime.linear import product
from symcalc.core.term import Op, Term, free_names, function_key, function_orders, sub, value_of

if TYPE_CHECKING:
    from symcalc.check.prime.valuation import Valuation


def _constant(v: Valuation, node: Term) -> int | None:
    if node.data == "e":
        return v.exp({1: Fraction(1)})
    if node.data == "pi":
        return v.kernel("constant", "pi", square=True)
    raise UnusableError(f"the constant {node.data}")


def _add(v: Valuation, node: Term) -> int | None:
    args = v.arguments(node)
    return None if args is None else sum(args) % P


def _mul(v: Valuation, node: Term) -> int | None:
    args = v.arguments(node)
    if args is None:
        return None
    result = 1
    for value in args:
        result = result * value % P
    return result


def _neg(v: Valuation, node: Term) -> int | None:
    value = v.values[node.args[0]]
    return None if value is None else -value % P


def _div(v: Valuation, node: Term) -> int | None:
    args = v.arguments(node)
    bottom = field.inverse(args[1]) if args else None
    return args[0] * bottom % P if args and bottom is not None else None


def _pow(v: Valuation, node: Term) -> int | None:
    base, exponent = node.args
    value = v.values[base]
    fixed = _rational_exponent(v, exponent)
    if value is None:
        return None
    if fixed is not None and fixed.denominator == 1:
        return pow(value, int(fixed), P) if value or fixed >= 0 else None
    sign = v.sign(base, value)
    if fixed is not None:
        return field.square_power(value, fixed) if sign == 1 else None
    form, logarithm = v.form(exponent), log_form(v, base)
    if sign == 0 or form is None or logarithm is None:
        return None
    size = v.exp(product(form, logarithm))
    odd = sign < 0 and v.parity(exponent, form)
    return size if size is None or not odd else -size % P


def _rational_exponent(v: Valuation, exponent: Term) -> Fraction | None:
    value = value_of(exponent)
    if value is not None or free_names(exponent):
        return value
    form = v.form(exponent)
    return form.get(1, Fraction(0)) if form is not None and set(form) <= {1} else None


def _call(v: Valuation, node: Term) -> int | None:
    args = v.arguments(node)
    if args is None:
        return None
    rule = FUNCTIONS.get(str(node.data))
    return rule(v, node, args) if rule else v.kernel("call", node.data, *args)


def _apply(v: Valuation, node: Term) -> int | None:
    args = v.arguments(node)
    if args is None:
        return None
    return v.kernel("apply", function_key(node), function_orders(node), *args)


def _cases(v: Valuation, node: Term) -> int | None:
    for value, condition in zip(node.args[::2], node.args[1::2], strict=True):
        holds = _truth(v, condition)
        if holds is None:
            return None
        if holds:
            return v.values[value]
    return None


_HOLDS: Final[dict[str, Callable[[int], bool]]] = {
    "=": lambda sign: sign == 0,
    "!=": lambda sign: sign != 0,
    "<": lambda sign: sign < 0,
    "<=": lambda sign: sign <= 0,
    ">": lambda sign: sign > 0,
    ">=": lambda sign: sign >= 0,
}


def _truth(v: Valuation, condition: Term) -> bool | None:
    if condition.op is Op.CONSTANT and condition.data == "true":
        return True
    if condition.op is Op.RELATION:
        difference = sub(*condition.args)
        value = v.values[difference]
        return None if value is None else _HOLDS[str(condition.data)](v.sign(difference, value))
    if condition.op not in (Op.AND, Op.OR):
        raise UnusableError("a condition that is no comparison")
    answers = [_truth(v, argument) for argument in condition.args]
    if None in answers:
        return None
    return all(answers) if condition.op is Op.AND else any(answers)


OPERATIONS: Final[dict[Op, Callable[[Valuation, Term], int | None]]] = {
    Op.CONSTANT: _constant,
    Op.NAME: lambda v, node: v.name(node),
    Op.ELEMENT: lambda v, node: v.element(node),
    Op.ADD: _add,
    Op.MUL: _mul,
    Op.NEG: _neg,
    Op.DIV: _div,
    Op.POW: _pow,
    Op.CALL: _call,
    Op.APPLY: _apply,
    Op.SUM: functional,
    Op.INTEGRAL: functional,
    Op.LIMIT: limit,
    Op.PRODUCT: long_product,
    Op.CASES: _cases,
}
