"""The insides of the pieces of a piecewise term.

A derivative of a piecewise term is known on the inside of each piece.  On a switch it may
not exist, so the pieces of a derivative are open: |x| written with x >= 0 and "otherwise"
has its derivative for x > 0 and for x < 0.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from symcalc.core.term import TRUE, Op, Term, free_names, make, relation, value_of

_INSIDE: Final = {"<": "<", "<=": "<", ">": ">", ">=": ">", "!=": "!="}
_OUTSIDE: Final = {"<": ">", "<=": ">", ">": "<", ">=": "<", "=": "!="}
_NOT: Final = {"<": ">=", "<=": ">", ">": "<=", ">=": "<", "=": "!=", "!=": "="}
_MIRROR: Final = {"<": ">", "<=": ">=", ">": "<", ">=": "<="}


def open_conditions(conditions: Sequence[Term], touching: frozenset[str]) -> list[Term | None]:
    """For each condition the inside of the set on which it is the first to hold.

    ``touching`` are the keys that vary; conditions free of them stay as they are.  None
    stands for a piece without inside (x = 0).
    """
    result: list[Term | None] = []
    for k, condition in enumerate(conditions):
        parts = [_exterior(earlier, touching) for earlier in conditions[:k]]
        result.append(_conjunction([*parts, _interior(condition, touching)]))
    return result


def _interior(condition: Term, touching: frozenset[str]) -> Term | None:
    match condition.op:
        case Op.RELATION if free_names(condition) & touching:
            sign = _INSIDE.get(str(condition.data))
            return None if sign is None else relation(sign, *condition.args)
        case Op.AND:
            return _conjunction([_interior(part, touching) for part in condition.args])
        case Op.OR:
            return _disjunction([_interior(part, touching) for part in condition.args])
        case _:
            return condition


def _exterior(condition: Term, touching: frozenset[str]) -> Term | None:
    """The inside of the set on which the condition does not hold."""
    match condition.op:
        case Op.RELATION:
            signs = _OUTSIDE if free_names(condition) & touching else _NOT
            sign = signs.get(str(condition.data))
            return None if sign is None else relation(sign, *condition.args)
        case Op.AND:
            return _disjunction([_exterior(part, touching) for part in condition.args])
        case Op.OR:
            return _conjunction([_exterior(part, touching) for part in condition.args])
        case _:
            return None


def _disjunction(parts: Sequence[Term | None]) -> Term | None:
    kept = list(dict.fromkeys(part for part in parts if part is not None))
    return (kept[0] if len(kept) == 1 else make(Op.OR, *kept)) if kept else None


def _conjunction(parts: Sequence[Term | None]) -> Term | None:
    """All parts together, without those that follow from the others."""
    flat: list[Term] = []
    for part in parts:
        if part is None:
            return None
        flat += part.args if part.op is Op.AND else (part,)
    flat = [_possible(part, flat) for part in dict.fromkeys(flat) if part is not TRUE]
    for part in list(flat):
        others = [other for other in flat if other is not part]
        if any(_implies(other, part) for other in others):
            flat = others
    return (flat[0] if len(flat) == 1 else make(Op.AND, *flat)) if flat else TRUE


def _possible(part: Term, others: Sequence[Term]) -> Term:
    """An alternative without the cases that another condition rules out."""
    if part.op is not Op.OR:
        return part
    left = [c for c in part.args if not any(_excludes(other, c) for other in others)]
    return _disjunction(left) or part


def _excludes(known: Term, condition: Term) -> bool:
    if condition.op is not Op.RELATION:
        return False
    opposite = _OUTSIDE.get(str(condition.data))
    return opposite is not None and _implies(known, relation(opposite, *condition.args))


def _implies(known: Term, wanted: Term) -> bool:
    """Whether one comparison follows from another, for strict ones with the same left side."""
    if known is wanted:
        return True
    if known.op is not Op.RELATION or wanted.op is not Op.RELATION:
        return False
    a, b = _upwards(known), _upwards(wanted)
    if b[0] == "!=":
        return a[0] in ("<", "!=") and set(a[1:]) == set(b[1:])
    return a[0] == b[0] == "<" and (
        (a[1] is b[1] and _at_most(a[2], b[2])) or (a[2] is b[2] and _at_most(b[1], a[1]))
    )


def _upwards(comparison: Term) -> tuple[str, Term, Term]:
    sign, (left, right) = str(comparison.data), comparison.args
    if sign in (">", ">="):
        return _MIRROR[sign], right, left
    return sign, left, right


def _at_most(a: Term, b: Term) -> bool:
    low, high = value_of(a), value_of(b)
    return a is b or (low is not None and high is not None and low <= high)
