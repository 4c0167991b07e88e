"""Sums, integrals and limits in a prime field: linear functionals of what they run over.

An integral from a to b is a weighted sum over random points, the same for the same bounds,
or, where ranges are to be split, the difference of such a sum for b and one for a.  What
vanishes for all weights and points vanishes for every integral that exists; whether it
exists is not asked here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from symcalc.check.prime import field
from symcalc.check.prime.errors import InfeasibleError
from symcalc.check.prime.field import P
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
