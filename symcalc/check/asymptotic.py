"""Claims about small quantities: e^x = 1 + x + O(x^2), and √(1+x) ≈ 1 + x/2.

D = O(x^p) as x → 0 holds where D has p continuous derivatives at 0 of which those below p
vanish there (Taylor's theorem, DLMF 1.4.35); if one of those does not vanish, it fails.  Of an
approximation by a polynomial of degree d, D = O(x^{d+1}) is asked.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from symcalc.check.claim import Question
from symcalc.check.domain import Domain, domain_of
from symcalc.check.oracles import modular
from symcalc.check.sampling import random_points
from symcalc.core.term import (
    ZERO,
    Op,
    Term,
    contains,
    free_names,
    function_key,
    functions_in,
    name,
    number,
    postorder,
    substitute,
    value_of,
)
from symcalc.core.verdict import Evidence, Says
from symcalc.mean.algebra import add, div, mul, neg, power, simplify, sub
from symcalc.mean.definitions import resolve
from symcalc.mean.differentiate import differentiate
from symcalc.mean.errors import NoMeaning
from symcalc.mean.interval import enclose
from symcalc.mean.names import plain_name

#: The witness that argues from derivatives at 0.
NAME: Final = "taylor"
#: Landau's symbol.
_LANDAU: Final = frozenset({"O", "cal.O"})
_HIGHEST_ORDER: Final = 8
#: Functions with a kink or a jump, of which no derivative is claimed.
_BROKEN: Final = frozenset({"abs", "sign", "floor", "ceil", "max", "min"})


@dataclass(frozen=True)
class Order:
    """The claim that a difference is O(variable^power) as the variable goes to 0."""

    difference: Term
    variable: Term
    power: int
    domain: Domain


@dataclass(frozen=True)
class Answer:
    """What was found: HOLDS, FAILS with a coefficient that does not vanish, or UNSURE."""

    evidence: Evidence
    conditions: tuple[str, ...] = ()


def speaks_of_order(question: Question) -> bool:
    """Whether a side holds O(…) and the page does not say what O is."""
    stated = {**question.scope.definitions, **question.scope.declarations}
    sides = functions_in(question.left) | functions_in(question.right)
    return question.sign == "=" and any(key in _LANDAU and key not in stated for key in sides)


def judge_order(question: Question) -> Answer:
    """The answer on a claim with one O(x^p) beside a polynomial in x on its right side."""
    order = _order_of(question)
    return Answer(_unsure("not an expansion at 0")) if order is None else _vanishing(order)


def judge_approximation(question: Question) -> Answer:
    """The answer on f(x) ≈ polynomial in x, taken for f's Taylor polynomial at 0."""
    left, right = (resolve(side, question.scope) for side in (question.left, question.right))
    domain = domain_of(question.scope, left, right)
    for key in sorted(free_names(left) & free_names(right)):
        degree = _degree(right, name(key))
        if degree is not None and 0 < degree < _HIGHEST_ORDER:
            answer = _vanishing(Order(sub(left, right), name(key), degree + 1, domain))
            if answer.evidence.says is Says.HOLDS:
                return answer
    return Answer(_unsure("not a Taylor polynomial at 0"))


def _unsure(detail: str) -> Evidence:
    return Evidence(NAME, Says.UNSURE, detail)


# ---------------------------------------------------------------------------- the question


def _order_of(question: Question) -> Order | None:
    """The claim as D = O(x^p); None where 0 may not be what x goes to."""
    right = resolve(question.right, question.scope)
    found = [n for n in postorder(right) if n.op is Op.APPLY and function_key(n) in _LANDAU]
    if len(found) != 1 or len(found[0].args) != 1 or _LANDAU & functions_in(question.left):
        return None
    (landau,) = found
    power_of = _monomial(landau.args[0])
    rest = simplify(substitute(right, {landau: ZERO}))
    if power_of is None or not _added(right, landau):
        return None
    variable, exponent = power_of
    left = resolve(question.left, question.scope)
    degree = _degree(rest, variable)
    if rest is ZERO or (degree is not None and degree >= exponent):
        return None  # of what grows, O(x^p) may be meant for large x
    return Order(sub(left, rest), variable, exponent, domain_of(question.scope, left, rest))


def _monomial(term: Term) -> tuple[Term, int] | None:
    """The name and the exponent of x^p with a small whole p > 0."""
    base, exponent = (term.args[0], value_of(term.args[1])) if term.op is Op.POW else (term, 1)
    if base.op is not Op.NAME or exponent is None or exponent not in range(1, _HIGHEST_ORDER + 1):
        return None
    return base, int(exponent)


def _added(right: Term, landau: Term) -> bool:
    """Whether O(…) is a summand: it is only added, taken away or multiplied by a number."""
    marked = substitute(right, {landau: name("~O")})
    try:
        slope = simplify(differentiate(marked, name("~O")))
    except NoMeaning:
        return False
    return value_of(slope) not in (None, 0)


def _degree(term: Term, variable: Term) -> int | None:
    """The degree in a name; None where a term is no polynomial in it."""
    for degree in range(_HIGHEST_ORDER):
        if str(variable.data) not in free_names(term):
            return degree
        try:
            term = simplify(differentiate(term, variable))
        except NoMeaning:
            return None
        if modular.prove(term, ZERO, Domain()).says is Says.HOLDS:
            return degree
    return None


# ------------------------------------------------------------------------------ the answer


def _vanishing(order: Order) -> Answer:
    """Whether the derivatives at 0 below the power vanish, denominators x^q multiplied out."""
    nodes = postorder(order.difference)
    if any(node.op is Op.CALL and node.data in _BROKEN for node in nodes) or contains(
        order.difference, Op.CASES, Op.SUM, Op.PRODUCT, Op.INTEGRAL, Op.LIMIT
    ):
        return Answer(_unsure("not differentiable by a formula"))
    lost = _highest_denominator(order.difference, order.variable)
    term = _multiplied(order.difference, order.variable, lost)
    last = order.power + lost
    try:
        for k in range(last):
            value = simplify(substitute(term, {order.variable: ZERO}))
            if not _is_zero(value, order.domain):
                return Answer(_not_vanishing(value, k - lost, order))
            term = simplify(differentiate(term, order.variable))
        return _smooth(term, last, order)
    except NoMeaning as reason:
        return Answer(_unsure(f"no Taylor polynomial at 0: {reason}"))


def _is_zero(value: Term, domain: Domain) -> bool:
    return modular.prove(value, ZERO, domain).says is Says.HOLDS


def _not_vanishing(value: Term, k: int, order: Order) -> Evidence:
    """FAILS where a ball shows that the coefficient of x^k is not zero, else UNSURE."""
    if functions_in(value):
        return _unsure("a coefficient of unknown functions")
    keys = sorted(free_names(value))
    for point in random_points(keys, order.domain, 1, 0):
        ball = enclose(value, point)
        if not ball.contains(0):
            shown = plain_name(str(order.variable.data))
            detail = f"the sides differ by a term in {shown}^{k} as {shown} → 0"
            witness = {key: float(number_) for key, number_ in point.items()}
            witness |= {str(order.variable.data): 0.0, "left": float(ball.mid()), "right": 0.0}
            return Evidence("interval", Says.FAILS, detail, witness, points=1)
    return _unsure("a coefficient that is not known to vanish")


def _smooth(term: Term, last: int, order: Order) -> Answer:
    """HOLDS if the last derivative has a value at 0; unknown functions are taken to have it."""
    shown = plain_name(str(order.variable.data))
    detail = f"the difference and its derivatives vanish at {shown} = 0 below order {order.power}"
    functions = sorted(functions_in(order.difference))
    conditions = tuple(f"{plain_name(key)} is {last} times differentiable" for key in functions)
    if not functions:
        value = simplify(substitute(term, {order.variable: ZERO}))
        for point in random_points(sorted(free_names(value)), order.domain, 2, 0):
            enclose(value, point)
    return Answer(Evidence(NAME, Says.HOLDS, detail), conditions)


# ----------------------------------------------------------------------- powers below a line


def _highest_denominator(term: Term, variable: Term) -> int:
    """The highest power of the name by which something is divided."""
    found = [_power_of(node.args[1], variable) for node in postorder(term) if node.op is Op.DIV]
    return max((power_ for power_ in found if power_ is not None), default=0)


def _power_of(term: Term, variable: Term) -> int | None:
    """The p of c x^p, with a c that does not hold x; None for anything else."""
    slope = simplify(substitute(term, {variable: number(2)}))
    for exponent in range(1, _HIGHEST_ORDER):
        one = substitute(term, {variable: number(1)})
        if simplify(sub(slope, mul(number(Fraction(2**exponent)), one))) is ZERO:
            same = mul(one, power(variable, number(exponent)))
            if modular.prove(term, same, Domain()).says is Says.HOLDS:
                return exponent
    return None


def _multiplied(term: Term, variable: Term, exponent: int) -> Term:
    """The term times x^exponent, summand by summand, so that a division by x^q disappears."""
    if not exponent:
        return term
    if term.op is Op.ADD:
        return add(*(_multiplied(part, variable, exponent) for part in term.args))
    if term.op is Op.NEG:
        return neg(_multiplied(term.args[0], variable, exponent))
    if term.op is Op.DIV and (found := _power_of(term.args[1], variable)) is not None:
        rest = substitute(term.args[1], {variable: number(1)})
        return mul(div(term.args[0], rest), power(variable, number(exponent - found)))
    return mul(power(variable, number(exponent)), term)
