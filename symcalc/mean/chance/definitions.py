"""What each functional is made of: a variance of means, an information of entropies."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from symcalc.core import term as t
from symcalc.core.chance import Application, Functional
from symcalc.core.term import Op, Term
from symcalc.mean.algebra import add, sub
from symcalc.mean.chance.errors import NoChanceFormError
from symcalc.mean.chance.events import joint_probability

if TYPE_CHECKING:
    from symcalc.mean.chance.normal import Normaliser


def _one(found: Application) -> Term:
    if len(found.args) != 1:
        raise NoChanceFormError("a mean of several arguments")
    return found.args[0]


def _two(found: Application) -> tuple[Term, Term]:
    if len(found.args) != 2:
        raise NoChanceFormError("a covariance of other than two arguments")
    return found.args[0], found.args[1]


def _mean(normaliser: Normaliser, found: Application) -> Term:
    return normaliser.mean(_one(found), normaliser.averaging(found))


def _variance(normaliser: Normaliser, found: Application) -> Term:
    body = _one(found)
    return normaliser.covariance(body, body, normaliser.averaging(found))


def _covariance(normaliser: Normaliser, found: Application) -> Term:
    return normaliser.covariance(*_two(found), normaliser.averaging(found))


def _deviation(normaliser: Normaliser, found: Application) -> Term:
    return t.call("sqrt", _variance(normaliser, found))


def _correlation(normaliser: Normaliser, found: Application) -> Term:
    one, other = _two(found)
    over = normaliser.averaging(found)
    roots = (t.call("sqrt", normaliser.covariance(x, x, over)) for x in (one, other))
    return t.div(normaliser.covariance(one, other, over), t.mul(*roots))


def _probability(normaliser: Normaliser, found: Application) -> Term:
    return joint_probability(found, normaliser.independent)


def _entropy(normaliser: Normaliser, found: Application) -> Term:
    if found.over or any(_is_distribution(normaliser, part) for part in found.args):
        raise NoChanceFormError("an entropy of a distribution")
    return normaliser.entropy(found.args, found.given)


def _information(normaliser: Normaliser, found: Application) -> Term:
    """I(X; Y | Z) = H(X | Z) + H(Y | Z) - H(X, Y | Z)."""
    variables, given = found.args, found.given
    if len(variables) == 1 and len(given) == 1:
        variables, given = (*variables, *given), ()
    if len(variables) != 2:
        raise NoChanceFormError("an information of other than two variables")
    each = (normaliser.entropy((part,), given) for part in variables)
    return sub(add(*each), normaliser.entropy(variables, given))


def _is_distribution(normaliser: Normaliser, part: Term) -> bool:
    return part.op is Op.NAME and str(part.data) in normaliser.functionals


#: The rule of every functional.
RULES: Final[dict[Functional, Callable[[Normaliser, Application], Term]]] = {
    Functional.MEAN: _mean,
    Functional.VARIANCE: _variance,
    Functional.COVARIANCE: _covariance,
    Functional.DEVIATION: _deviation,
    Functional.CORRELATION: _correlation,
    Functional.PROBABILITY: _probability,
    Functional.ENTROPY: _entropy,
    Functional.INFORMATION: _information,
}
