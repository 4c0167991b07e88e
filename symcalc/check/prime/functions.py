"""The values of elementary functions in a prime field, by the identities they obey."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from symcalc.check.prime import field
from symcalc.check.prime.errors import UnusableError
from symcalc.check.prime.field import P
from symcalc.check.prime.forms import inverse_form, log_form
from symcalc.check.prime.linear import value_of_form
from symcalc.core.term import Term, sub, value_of

if TYPE_CHECKING:
    from symcalc.check.prime.valuation import Valuation


#: gamma and digamma are tied to one another over so many integer steps.
_SHIFTS: Final = 60


def _exp(v: Valuation, node: Term, args: list[int]) -> int | None:
    form = v.form(node.args[0])
    return None if form is None else v.exp(form)


def _log(v: Valuation, node: Term, args: list[int]) -> int | None:
    if v.sign(node.args[0], args[0]) != 1:
        return None
    form = log_form(v, node.args[0])
    return None if form is None else value_of_form(form)


def _trigonometric(part: int) -> Callable[[Valuation, Term, list[int]], int | None]:
    def value(v: Valuation, node: Term, args: list[int]) -> int | None:
        form = v.form(node.args[0])
        return None if form is None else v.unit(form)[part]

    return value


def _from_form(v: Valuation, node: Term, args: list[int]) -> int | None:
    form = inverse_form(v, node)
    return None if form is None else value_of_form(form)


def _absolute(v: Valuation, node: Term, args: list[int]) -> int:
    return args[0] * v.sign(node.args[0], args[0]) % P


def _sign(v: Valuation, node: Term, args: list[int]) -> int:
    return v.sign(node.args[0], args[0]) % P


def _extremum(direction: int) -> Callable[[Valuation, Term, list[int]], int | None]:
    def value(v: Valuation, node: Term, args: list[int]) -> int | None:
        best, best_value = node.args[0], args[0]
        for other, other_value in zip(node.args[1:], args[1:], strict=True):
            difference = (other_value - best_value) % P
            if v.sign(sub(other, best), difference) == direction:
                best, best_value = other, other_value
        return best_value

    return value


def _root(v: Valuation, node: Term, args: list[int]) -> int | None:
    """The real root: of negative numbers too where the degree is odd."""
    degree = value_of(node.args[1])
    if degree is None or degree.denominator != 1 or degree == 0:
        raise UnusableError("a root of a degree that is no integer")
    sign = v.sign(node.args[0], args[0])
    if sign == 0:
        return 0 if degree > 0 else None
    if sign < 0 and degree % 2 == 0:
        return None
    size = field.square_power(args[0] * sign % P, 1 / degree)
    return None if size is None else size * sign % P


def _shifted(name: str) -> Callable[[Valuation, Term, list[int]], int | None]:
    """gamma(t+1) = t gamma(t) and digamma(t+1) = digamma(t) + 1/t (DLMF 5.5.1, 5.5.2)."""

    def value(v: Valuation, node: Term, args: list[int]) -> int | None:
        for argument, known in v.shifted[name]:
            up, down = (args[0] - argument) % P, (argument - args[0]) % P
            if min(up, down) <= _SHIFTS:
                return _shift(name, argument, known, up if up <= _SHIFTS else -down)
        found = v.kernel(name, args[0])
        v.shifted[name].append((args[0], found))
        return found

    return value


def _shift(name: str, argument: int, value: int, steps: int) -> int | None:
    low, high = (0, steps) if steps >= 0 else (steps, 0)
    factors = [(argument + k) % P for k in range(low, high)]
    if 0 in factors:
        return None
    for factor in factors:
        change = factor if name == "gamma" else pow(factor, -1, P)
        if steps < 0:
            change = pow(change, -1, P) if name == "gamma" else -change
        value = (value * change if name == "gamma" else value + change) % P
    return value


def _odd(v: Valuation, node: Term, args: list[int]) -> int:
    sign = field.sign(args[0])
    return v.kernel("call", node.data, args[0] * sign % P) * sign % P


FUNCTIONS: Final[dict[str, Callable[[Valuation, Term, list[int]], int | None]]] = {
    "exp": _exp,
    "log": _log,
    "cos": _trigonometric(0),
    "sin": _trigonometric(1),
    "arcsin": _from_form,
    "arccos": _from_form,
    "arctan": _from_form,
    "abs": _absolute,
    "sign": _sign,
    "max": _extremum(1),
    "min": _extremum(-1),
    "root": _root,
    "gamma": _shifted("gamma"),
    "digamma": _shifted("digamma"),
    "erf": _odd,
}
