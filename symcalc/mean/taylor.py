"""The value and the first two derivatives of each function, in NumPy float64.

Dual and hyper-dual numbers read this table and nothing else, so that they are a second
witness: a mistake in the rules for terms (:mod:`symcalc.mean.functions`) cannot hide here.
Where a derivative does not exist the entry is nan.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

import numpy as np

from symcalc.mean import special

#: f(x), f'(x), f''(x).
Jet = tuple[Any, Any, Any]


def _tan(x: Any) -> Jet:
    t = np.tan(x)
    d = 1 + t * t
    return t, d, 2 * t * d


def _cot(x: Any) -> Jet:
    t = 1 / np.tan(x)
    d = -(1 + t * t)
    return t, d, -2 * t * d


def _sec(x: Any) -> Jet:
    s, t = 1 / np.cos(x), np.tan(x)
    return s, s * t, s * (t * t + s * s)


def _csc(x: Any) -> Jet:
    s, t = 1 / np.sin(x), 1 / np.tan(x)
    return s, -s * t, s * (t * t + s * s)


def _arcsin(x: Any) -> Jet:
    r = 1 / np.sqrt(1 - x * x)
    return np.arcsin(x), r, x * r**3


def _arccos(x: Any) -> Jet:
    r = 1 / np.sqrt(1 - x * x)
    return np.arccos(x), -r, -x * r**3


def _arctan(x: Any) -> Jet:
    r = 1 / (1 + x * x)
    return np.arctan(x), r, -2 * x * r * r


def _tanh(x: Any) -> Jet:
    t = np.tanh(x)
    d = 1 - t * t
    return t, d, -2 * t * d


def _coth(x: Any) -> Jet:
    t = 1 / np.tanh(x)
    d = 1 - t * t
    return t, d, -2 * t * d


def _sech(x: Any) -> Jet:
    s, t = 1 / np.cosh(x), np.tanh(x)
    return s, -s * t, s * (t * t - s * s)


def _csch(x: Any) -> Jet:
    s, t = 1 / np.sinh(x), 1 / np.tanh(x)
    return s, -s * t, s * (t * t + s * s)


def _arsinh(x: Any) -> Jet:
    r = 1 / np.sqrt(1 + x * x)
    return np.arcsinh(x), r, -x * r**3


def _arcosh(x: Any) -> Jet:
    r = 1 / np.sqrt(x * x - 1)
    return np.arccosh(x), r, -x * r**3


def _artanh(x: Any) -> Jet:
    r = 1 / (1 - x * x)
    return np.arctanh(x), r, 2 * x * r * r


def _exp(x: Any) -> Jet:
    e = np.exp(x)
    return e, e, e


def _log(x: Any) -> Jet:
    inside = np.where(x > 0, x, np.nan)
    return np.log(inside), 1 / inside, -1 / inside**2


def _sqrt(x: Any) -> Jet:
    r = np.sqrt(x)
    return r, 0.5 / r, -0.25 / (r * x)


def _abs(x: Any) -> Jet:
    slope = np.where(x == 0, np.nan, np.sign(x))
    return np.abs(x), slope, 0 * slope


def _step(function: Callable[[Any], Any], jumps: Callable[[Any], Any]) -> Callable[[Any], Jet]:
    def jet(x: Any) -> Jet:
        slope = np.where(jumps(x), np.nan, 0.0)
        return function(x), slope, slope

    return jet


def _gamma(x: Any) -> Jet:
    g, p = special.gamma(x), special.digamma(x)
    return g, g * p, g * (p * p + special.polygamma(1, x))


def _factorial(x: Any) -> Jet:
    return _gamma(x + 1)


def _loggamma(x: Any) -> Jet:
    return special.loggamma(x), special.digamma(x), special.polygamma(1, x)


def _digamma(x: Any) -> Jet:
    return special.digamma(x), special.polygamma(1, x), special.polygamma(2, x)


def _bell(x: Any) -> Any:
    return 2 / np.sqrt(np.pi) * np.exp(-x * x)


#: Name -> jet, for functions of one argument.
TAYLOR: Final[dict[str, Callable[[Any], Jet]]] = {
    "sin": lambda x: (np.sin(x), np.cos(x), -np.sin(x)),
    "cos": lambda x: (np.cos(x), -np.sin(x), -np.cos(x)),
    "tan": _tan,
    "cot": _cot,
    "sec": _sec,
    "csc": _csc,
    "arcsin": _arcsin,
    "arccos": _arccos,
    "arctan": _arctan,
    "sinh": lambda x: (np.sinh(x), np.cosh(x), np.sinh(x)),
    "cosh": lambda x: (np.cosh(x), np.sinh(x), np.cosh(x)),
    "tanh": _tanh,
    "coth": _coth,
    "sech": _sech,
    "csch": _csch,
    "arsinh": _arsinh,
    "arcosh": _arcosh,
    "artanh": _artanh,
    "exp": _exp,
    "log": _log,
    "sqrt": _sqrt,
    "abs": _abs,
    "sign": _step(np.sign, lambda x: x == 0),
    "floor": _step(np.floor, lambda x: x == np.floor(x)),
    "ceil": _step(np.ceil, lambda x: x == np.ceil(x)),
    "factorial": _factorial,
    "gamma": _gamma,
    "loggamma": _loggamma,
    "digamma": _digamma,
    "erf": lambda x: (special.erf(x), _bell(x), -2 * x * _bell(x)),
    "log1p": lambda x: (np.log1p(np.where(x > -1, x, np.nan)), 1 / (1 + x), -1 / (1 + x) ** 2),
    "expm1": lambda x: (np.expm1(x), np.exp(x), np.exp(x)),
    "erfc": lambda x: (special.erfc(x), -_bell(x), 2 * x * _bell(x)),
}
