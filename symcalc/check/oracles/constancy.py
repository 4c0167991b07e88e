"""Proof by constancy: every derivative of the difference is zero, and so is one value of it.

For logarithms and inverse functions, which the modular proof knows too little about while
their derivatives are algebraic: log(1 + e^x) = x + log(1 + e^-x).
"""

from __future__ import annotations

from typing import Final

from symcalc.check.domain import Domain
from symcalc.check.oracles import modular
from symcalc.check.sampling import random_points
from symcalc.core.term import BINDERS, ZERO, Op, Term, contains, free_names, name, postorder, sub
from symcalc.core.verdict import Evidence, Says
from symcalc.mean.differentiate import differentiate
from symcalc.mean.errors import NoMeaning
from symcalc.mean.interval import enclose

NAME: Final = "constancy"
_BITS: Final = 800
_DIGITS: Final = 200
_FUNCTIONS: Final = frozenset({"log", "logbase", "arcsin", "arccos", "arctan"}) | frozenset(
    {"arsinh", "arcosh", "artanh", "loggamma"}
)
_STEPS: Final = frozenset({"sign", "floor", "ceil"})


def prove(left: Term, right: Term, domain: Domain, connected: bool) -> Evidence:
    """HOLDS where both sides have equal derivatives on a connected domain and one equal value.

    ``connected`` says that both sides are known to be defined on a domain in one piece.
    """
    keys = sorted(free_names(left) | free_names(right))
    if not _applies(left, right, keys, domain):
        return Evidence(NAME, Says.UNSURE, "not applicable")
    if not connected:
        return Evidence(NAME, Says.UNSURE, "the domain may fall into several pieces")
    try:
        if not all(_same_derivative(left, right, key, domain) for key in keys):
            return Evidence(NAME, Says.UNSURE, "a derivative of the difference is not zero")
        if not _zero_somewhere(left, right, keys, domain):
            return Evidence(NAME, Says.UNSURE, "the constant is not zero")
    except NoMeaning as obstacle:
        return Evidence(NAME, Says.UNSURE, str(obstacle))
    detail = (
        "every derivative of the difference is zero (modular proof) on a connected domain, and "
        f"so is its value at one point to {_DIGITS} digits"
    )
    return Evidence(NAME, Says.HOLDS, detail, points=1, digits=_DIGITS)


def _applies(left: Term, right: Term, keys: list[str], domain: Domain) -> bool:
    called = {str(node.data) for node in postorder(left, right) if node.op is Op.CALL}
    plain = not any(
        contains(side, Op.CASES, Op.APPLY, Op.ELEMENT, *BINDERS) for side in (left, right)
    )
    smooth = plain and not called & _STEPS and not domain.integers & set(keys)
    return bool(keys) and smooth and bool(called & _FUNCTIONS)


def _same_derivative(left: Term, right: Term, key: str, domain: Domain) -> bool:
    difference = differentiate(sub(left, right), name(key))
    return modular.prove(difference, ZERO, domain).says is Says.HOLDS


def _zero_somewhere(left: Term, right: Term, keys: list[str], domain: Domain) -> bool:
    for point in random_points(keys, domain, 1, seed=3):
        ball = enclose(sub(left, right), point, _BITS)
        return bool(ball.contains(0) and ball.rad() < 10 ** (-_DIGITS))
    return False
