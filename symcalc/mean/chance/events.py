"""Probabilities of events as sums and quotients of joint probabilities.

P(A | B) = P(A, B)/P(B); the order of joint events does not matter; P(A ∪ B) is taken apart by
inclusion and exclusion, a complement is what is left: P(Aᶜ, B) = P(B) - P(A, B).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from symcalc.core import term as t
from symcalc.core.chance import Application
from symcalc.core.term import ONE, Op, Term
from symcalc.mean.algebra import add, mul, sub
from symcalc.mean.chance.complements import complemented
from symcalc.mean.chance.errors import NoChanceFormError

_STRUCTURE: Final = frozenset({Op.RELATION, Op.AND, Op.OR})
#: An event -> the event that is exactly its complement.
_OPPOSITE: Final = {">": "<=", ">=": "<", "!=": "=", "not in": "in"}
_TURNED: Final = {"<": ">", ">": "<", "<=": ">=", ">=": "<=", "=": "=", "!=": "!="}
#: More events together than this are not taken apart.
_MOST_EVENTS: Final = 8


def joint_probability(found: Application, independent: bool = False) -> Term:
    """The probability of an application in terms of joint probabilities.

    Raises NoChanceFormError for lists of events that are left open.
    """
    if any(part.op is Op.TUPLE for part in (*found.args, *found.given)):
        raise NoChanceFormError("a list of events with dots")
    joint = _joint(found.key, (*found.args, *found.given), independent)
    if not found.given:
        return joint
    return t.div(joint, _joint(found.key, found.given, independent))


def variables_left(node: Term) -> frozenset[str]:
    """The names on whose outcome p(X) depends: those that no event speaks of."""
    plain = (part for part in node.args if part.op not in _STRUCTURE and part.op is not Op.TUPLE)
    return frozenset().union(*map(t.free_names, plain))


def _joint(key: str, events: Iterable[Term], independent: bool) -> Term:
    flat = _flattened(events)
    if len(flat) > _MOST_EVENTS:
        raise NoChanceFormError("many events")
    for k, event in enumerate(flat):
        others = [*flat[:k], *flat[k + 1 :]]
        if event.op is Op.OR:
            return _of_union(key, event.args, others, independent)
        opposite = _complemented(event)
        if opposite is not None:
            both = _joint(key, [opposite, *others], independent)
            return sub(_joint(key, others, independent), both)
    return _atom(key, flat, independent)


def _atom(key: str, events: list[Term], independent: bool) -> Term:
    if not events:
        return ONE
    unique = sorted(dict.fromkeys(events), key=t.pretty)
    if independent:
        return mul(*(t.apply(key, event) for event in unique))
    return t.apply(key, *unique)


def _of_union(key: str, parts: tuple[Term, ...], others: list[Term], independent: bool) -> Term:
    """P(A ∪ B) = P(A) + P(B) - P(A ∩ B), with whatever else happens."""
    first, *rest = parts
    second = rest[0] if len(rest) == 1 else t.make(Op.OR, *rest)
    cases = ([first, *others], [second, *others], [first, second, *others])
    one, other, both = (_joint(key, events, independent) for events in cases)
    return sub(add(one, other), both)


def _flattened(events: Iterable[Term]) -> list[Term]:
    flat: list[Term] = []
    for event in events:
        flat += _flattened(event.args) if event.op is Op.AND else [_oriented(event)]
    return flat


def _oriented(event: Term) -> Term:
    """A comparison with what is random, a capital letter, on its left: X ≤ x."""
    if event.op is not Op.RELATION or event.data not in _TURNED:
        return event
    left, right = event.args
    if _is_capital(right) and not _is_capital(left):
        return t.relation(_TURNED[str(event.data)], right, left)
    return event


def _is_capital(term: Term) -> bool:
    return any(key.rpartition(".")[2][:1].isupper() for key in t.free_names(term))


def _complemented(event: Term) -> Term | None:
    """The event whose complement an event is: A of Aᶜ, X ≤ x of X > x."""
    if event.op is Op.RELATION and event.data in _OPPOSITE:
        return t.relation(_OPPOSITE[str(event.data)], *event.args)
    return complemented(event)
