"""Functions that a page may call by their name: "where σ is the logistic function".

An upright word of the table, ``\\mathrm{sigmoid}(x)``, needs no such sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from symcalc.core import term as t
from symcalc.core.kind import Definition
from symcalc.core.term import Term

_T: Final = t.name("t")
_U: Final = t.name("u")
_LOGISTIC: Final = t.div(t.ONE, t.add(t.ONE, t.call("exp", t.neg(_T))))
_NORMAL_DENSITY: Final = t.mul(
    t.div(t.ONE, t.call("sqrt", t.mul(t.TWO, t.PI))),
    t.call("exp", t.neg(t.div(t.power(_T, t.TWO), t.TWO))),
)
_NORMAL_DISTRIBUTION: Final = t.div(
    t.add(t.ONE, t.call("erf", t.div(_T, t.call("sqrt", t.TWO)))), t.TWO
)

#: Name in prose -> value at t (and u).
BY_NAME: Final[dict[str, Term]] = {
    "logistic function": _LOGISTIC,
    "logistic sigmoid": _LOGISTIC,
    "sigmoid": _LOGISTIC,
    "softplus": t.call("log", t.add(t.ONE, t.call("exp", _T))),
    "rectified linear unit": t.call("max", t.ZERO, _T),
    "relu": t.call("max", t.ZERO, _T),
    "softmax": t.call("softmax", _T),
    "hyperbolic tangent": t.call("tanh", _T),
    "tanh": t.call("tanh", _T),
    "gamma function": t.call("gamma", _T),
    "log-gamma function": t.call("loggamma", _T),
    "digamma function": t.call("digamma", _T),
    "beta function": t.call("beta", _T, _U),
    "error function": t.call("erf", _T),
    "complementary error function": t.call("erfc", _T),
    "natural logarithm": t.call("log", _T),
    "exponential function": t.call("exp", _T),
    "arctangent function": t.call("arctan", _T),
    "probability density function of the standard normal distribution": _NORMAL_DENSITY,
    "standard normal density": _NORMAL_DENSITY,
    "cumulative distribution function of the standard normal distribution": _NORMAL_DISTRIBUTION,
    "standard normal cumulative distribution function": _NORMAL_DISTRIBUTION,
}

#: Upright word -> value at t.
BY_WORD: Final[dict[str, Term]] = {
    "rm.sigmoid": _LOGISTIC,
    "rm.Sigmoid": _LOGISTIC,
    "rm.softplus": BY_NAME["softplus"],
    "rm.relu": BY_NAME["relu"],
    "rm.ReLU": BY_NAME["relu"],
}

_ADJECTIVES: Final = (
    r"(?:(?:ordinary|standard|usual|well-known|so-called|elementwise|logistic)\s+)*"
)
_NAMES: Final = "|".join(sorted(map(re.escape, BY_NAME), key=len, reverse=True))
_FUNCTION: Final = r"(?:\s+(?:activation\s+)?function)?"
_THE: Final = rf"(?:the\s+|an?\s+)?{_ADJECTIVES}(?P<name>{_NAMES}){_FUNCTION}"
_AFTER: Final = re.compile(
    rf"^\s*,?\s+(?:is|denotes|be|being)\s+{_THE}"
    r"(?=\s*(?:$|[.,;:()$]|(?:and|with|that|which|where|as)\b))",
    re.IGNORECASE,
)
_BEFORE: Final = re.compile(rf"\bthe\s+{_ADJECTIVES}(?P<name>{_NAMES}){_FUNCTION}\s*$", re.I)


def named_function(key: str, before: str, after: str) -> Definition | None:
    """What the words beside an application, or a function's name, say that it is."""
    found = _AFTER.match(after) or _BEFORE.search(before)
    if found is None:
        return None
    return _definition(key, BY_NAME[found.group("name").lower()])


def by_word(keys: Iterable[str]) -> dict[str, Definition]:
    """The meanings of those keys that are names spelled out in upright letters."""
    return {key: _definition(key, BY_WORD[key]) for key in keys if key in BY_WORD}


def is_named(definition: Definition) -> bool:
    """Whether a definition gives a function of the table its letter."""
    return definition.is_function and definition.body in BY_NAME.values()


def _definition(key: str, body: Term) -> Definition:
    parameters = ("t", "u") if "u" in t.free_names(body) else ("t",)
    return Definition(key, parameters, body)
