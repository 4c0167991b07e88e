"""Every elementary function in terms of a few: exp, log, sin, cos, powers, gamma.

The identities used hold wherever the left side is defined (DLMF 4.14-4.18, 4.28-4.37, 5.2, 5.12),
so a claim may be rewritten with them before it is proved; never before it is compared
numerically, because the right sides may be defined at more points.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from symcalc.core.term import (
    HALF,
    MINUS_ONE,
    ONE,
    TWO,
    Op,
    Term,
    add,
    call,
    div,
    mul,
    neg,
    power,
    rebuild,
    sub,
)


def _exp(x: Term) -> Term:
    return call("exp", x)


def _sinh(x: Term) -> Term:
    return div(sub(_exp(x), _exp(neg(x))), TWO)


def _cosh(x: Term) -> Term:
    return div(add(_exp(x), _exp(neg(x))), TWO)


def _tanh(x: Term) -> Term:
    double = _exp(mul(TWO, x))
    return div(sub(double, ONE), add(double, ONE))


def _root_of(radicand: Term) -> Term:
    return power(radicand, HALF)


def _log_of_root_sum(x: Term, shift: Term) -> Term:
    return call("log", add(x, _root_of(add(power(x, TWO), shift))))


def _binomial(n: Term, k: Term) -> Term:
    below = mul(_factorial(k), _factorial(sub(n, k)))
    return div(_factorial(n), below)


def _factorial(n: Term) -> Term:
    return call("gamma", add(n, ONE))


def _beta(a: Term, b: Term) -> Term:
    return div(mul(call("gamma", a), call("gamma", b)), call("gamma", add(a, b)))


_BASIC: Final[dict[str, Callable[..., Term]]] = {
    "tan": lambda x: div(call("sin", x), call("cos", x)),
    "cot": lambda x: div(call("cos", x), call("sin", x)),
    "sec": lambda x: div(ONE, call("cos", x)),
    "csc": lambda x: div(ONE, call("sin", x)),
    "sinh": _sinh,
    "cosh": _cosh,
    "tanh": _tanh,
    "coth": lambda x: div(ONE, _tanh(x)),
    "sech": lambda x: div(ONE, _cosh(x)),
    "csch": lambda x: div(ONE, _sinh(x)),
    "arsinh": lambda x: _log_of_root_sum(x, ONE),
    "arcosh": lambda x: _log_of_root_sum(x, MINUS_ONE),
    "artanh": lambda x: mul(HALF, call("log", div(add(ONE, x), sub(ONE, x)))),
    "log1p": lambda x: call("log", add(ONE, x)),
    "expm1": lambda x: sub(_exp(x), ONE),
    "logbase": lambda x, b: div(call("log", x), call("log", b)),
    "sqrt": _root_of,
    "erfc": lambda x: sub(ONE, call("erf", x)),
    "factorial": _factorial,
    "binomial": _binomial,
    "beta": _beta,
}


def in_basic_functions(term: Term) -> Term:
    """The term with every function that has a row above replaced."""
    return rebuild(term, _replaced)


def _replaced(node: Term) -> Term:
    builder = _BASIC.get(str(node.data)) if node.op is Op.CALL else None
    return node if builder is None else builder(*node.args)
