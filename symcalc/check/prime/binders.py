"""Sums, integrals and limits in a prime field: linear functionals of what they run over.

An integral from a to b is a weighted sum over random points, the same for the same bounds,
or, where ranges are to be split, the difference of such a sum for b and one for a.  What
vanishes for all weights and points vanishes for every integral that exists; whether it
exists is not asked here.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Final

from symcalc.check.prime import field
from symcalc.check.prime.errors import InfeasibleError, UnusableError
from symcalc.check.prime.field import P
from symcalc.check.prime.forms import log_form
from symcalc.check.prime.linear import Form, plus, product
from symcalc.core.term import Op, Term, sub

if TYPE_CHECKING:
    from symcalc.check.prime.valuation import Valuation

#: Ends of sums are tied to one another over so many integer steps.
_STEPS: Final = 12
#: Draws for a point that lies between the bounds, as far as the field tells.
_DRAWS: Final = 40


def functional(v: Valuation, node: Term) -> int | None:
    """The value of a sum or an integral with two bounds."""
    ends = [v.values[bound] for bound in node.args[2:]]
    if len(ends) != 2:
        return v.opaque(node)
    lower, upper = ends
    if lower is None or upper is None:
        return None
    if v.by_ends:
        return _difference(v, node, lower, upper)
    mass = upper - lower + (1 if node.op is Op.SUM else 0)
    return _weighted(v, node, ("functional", node.op, lower, upper), mass)


def sum_form(v: Valuation, node: Term) -> Form | None:
    """A sum as an exponent or an angle: the forms of its terms, each with its weight.

    None where the sum is to be taken as one thing.
    """
    try:
        weights = None if v.by_ends else _weight_forms(v, node)
        total: Form = {}
        for place, weight in weights or ():
            form = v.inside(str(node.args[1].data), place).form(node.args[0])
            if form is None:
                return None
            total = plus(total, product(weight, form))
    except UnusableError:  # too long to be written out
        return None
    return None if weights is None else total


def product_form(v: Valuation, node: Term) -> Form | None:
    """The logarithm of a finite product of positive factors: their logarithms, weighted."""
    weights = _weight_forms(v, node)
    if weights is None:
        return None
    total: Form = {}
    for place, weight in weights:
        inner = v.inside(str(node.args[1].data), place)
        if not _is_positive(inner, node.args[0]):
            raise UnusableError("a product whose factors may not be positive")
        form = log_form(inner, node.args[0])
        if form is None:
            return None
        total = plus(total, product(weight, form))
    return total


def _is_positive(v: Valuation, term: Term) -> bool:
    """Whether a term is positive, by its factors; roots and exponentials are where they exist."""
    if term.op in (Op.MUL, Op.DIV):
        return all(_is_positive(v, part) for part in term.args)
    if term.op is Op.CALL and term.data in ("exp", "gamma", "factorial"):
        return term.data == "exp" or _is_positive(v, term.args[0])
    if term.op is Op.POW:
        return _is_positive(v, term.args[0])
    value = v.of(term)
    return value is not None and v.sign(term, value) == 1


def long_product(v: Valuation, node: Term) -> int | None:
    """A product as the exponential of a weighted sum of logarithms, or else as one thing."""
    try:
        form = product_form(v, node)
    except UnusableError:
        return v.opaque(node)
    return None if form is None else v.exp(form)


def _weight_forms(v: Valuation, node: Term) -> list[tuple[int, Form]] | None:
    """The points that stand for a range, with their weights as forms that add up to its length."""
    lower, upper = (v.values.get(bound) for bound in node.args[2:])
    forms = [v.form(bound) for bound in node.args[2:]]
    if lower is None or upper is None or forms[0] is None or forms[1] is None:
        return None
    key = ("functional", Op.SUM, lower, upper)
    rest = plus(plus(forms[1], forms[0], Fraction(-1)), {1: Fraction(1)})
    found: list[tuple[int, Form]] = []
    for k in range(v.width - 1):
        weight = v.monomial(v.kernel(*key, "weight", k)) or {}
        found.append((_point(v, node, key, k), weight))
        rest = plus(rest, weight, Fraction(-1))
    return [*found, (_point(v, node, key, v.width - 1), rest)]


def limit(v: Valuation, node: Term) -> int | None:
    """A limit as the value at a place that no other limit shares: limits respect + and ·."""
    body, variable, place = node.args
    value = v.values[place]
    if value is None:
        return None
    return v.inside(str(variable.data), v.kernel("limit", node.data, value)).of(body)


def _weighted(v: Valuation, node: Term, key: tuple[object, ...], mass: int) -> int | None:
    """A weighted sum over points that depend on the key only; the weights add up to the mass."""
    weights = [v.kernel(*key, "weight", k) for k in range(v.width - 1)]
    weights.append((mass - sum(weights)) % P)
    result = 0
    for k, weight in enumerate(weights):
        value = _body_at(v, node, _point(v, node, key, k))
        if value is None:
            return None
        result += weight * value
    return result % P


def _body_at(v: Valuation, node: Term, place: int) -> int | None:
    return v.inside(str(node.args[1].data), place).of(node.args[0])


def _point(v: Valuation, node: Term, key: tuple[object, ...], k: int) -> int:
    """A random point, on the sides of the ends on which the variable is known to lie."""
    known = _known_sides(v, node)
    for draw in range(_DRAWS):
        place = v.kernel(*key, "point", k, draw)
        if all(field.sign(place - end) == sign for end, sign in known):
            return place
    raise InfeasibleError


def _known_sides(v: Valuation, node: Term) -> list[tuple[int, int]]:
    """The bounds of which it is known on which side of them the variable lies."""
    found = []
    for bound in node.args[2:]:
        end, sign = v.values[bound], v.known_sign(sub(node.args[1], bound))
        if end is not None and sign is not None:
            found.append((end, sign))
    return found


# ------------------------------------------------------------------------ ranges by ends


def _difference(v: Valuation, node: Term, lower: int, upper: int) -> int | None:
    """What is accumulated up to the upper end less what is accumulated before the lower one."""
    before = lower - 1 if node.op is Op.SUM else lower
    ends = [_up_to(v, node, end % P) for end in (upper, before)]
    return None if ends[0] is None or ends[1] is None else (ends[0] - ends[1]) % P


def _up_to(v: Valuation, node: Term, end: int) -> int | None:
    """A functional that belongs to an end; of sums, those a few steps apart are tied."""
    base, steps = _base_of(v, end) if node.op is Op.SUM else (end, 0)
    total = _weighted(v, node, ("up to", node.op, base), base)
    passed = range(1, steps + 1) if steps > 0 else range(steps + 1, 1)
    for step in passed:
        value = _body_at(v, node, (base + step) % P)
        if total is None or value is None:
            return None
        total += value if steps > 0 else -value
    return None if total is None else total % P


def _base_of(v: Valuation, end: int) -> tuple[int, int]:
    """The end that another is a few steps from, and how many; a new one is its own."""
    for base in v.ends:
        steps = (end - base + _STEPS) % P - _STEPS
        if abs(steps) <= _STEPS:
            return base, steps
    v.ends.append(end)
    return end, 0
