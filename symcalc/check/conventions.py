"""When a line fails only because it was taken in another sense than its author's.

Logarithms may be to base 10, angles in degrees, an equality may be approximate or modular,
a Greek letter may be one particular number.  Such a line is not refuted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from symcalc.check.budget import Budget
from symcalc.check.compare import Judgement, compare
from symcalc.check.doubt import claimed
from symcalc.core.kind_shapes import array_kinds
from symcalc.core.problem import Statement
from symcalc.core.term import (
    PI,
    Op,
    Term,
    call,
    contains,
    div,
    free_names,
    mul,
    number,
    postorder,
    rebuild,
)
from symcalc.core.verdict import BAD, Verdict
from symcalc.mean.names import plain_name

_BASES: Final = (10, 2)
_ANGLES: Final = frozenset({"sin", "cos", "tan"})
#: Letters that stand for one number more often than Latin letters do.
_CONSTANTS: Final = frozenset(
    {"varphi", "phi", "omega", "tau", "alpha", "epsilon", "gamma", "zeta"}
)


#: Words of the prose that speak of vectors and matrices, not of an equality that is loose.
_PROPERTIES: Final = re.compile(r"orthogonal|unit vectors?|unit quaternions?|SO\(", re.IGNORECASE)


#: Words by which the shapes of a page may change, and the codes of shapes that do not fit.
_SHAPES: Final = re.compile(
    "square|row vector|are rows|broadcast|special case|nonsingular|for symmetric|=", re.IGNORECASE
)
_OF_SHAPES: Final = frozenset({"SC205", "SC206"})


def in_another_sense(statement: Statement, found: Judgement, budget: Budget) -> Judgement:
    """The judgement, unless it refutes what can be meant in another sense: then undecided."""
    found = unless_loose(statement, found)
    if found.verdict not in BAD:
        return found
    for left, right, sense in _other_readings(statement):
        other = compare(left, right, statement.scope, statement.relation, budget)
        if other.verdict not in BAD and other.code != "SC404":
            return _undecided(found, "SC415", f"fails as written; may hold with {sense}")
    constant = _particular_number(statement)
    if constant:
        message = f"fails for every {plain_name(constant)}, but may hold for a particular one"
        return _undecided(found, "SC402", message)
    return found


def unless_loose(statement: Statement, found: Judgement) -> Judgement:
    """The judgement, unless it refutes what the page says is not meant exactly."""
    if found.verdict not in BAD or not statement.loose:
        return found
    if _PROPERTIES.fullmatch(statement.loose) and _has_such_an_array(statement):
        return found  # the arrays were written out with this property
    if _SHAPES.match(statement.loose) and found.code not in _OF_SHAPES:
        return found
    message = f"fails if meant exactly, but the page speaks of “{statement.loose}”"
    return _undecided(found, "SC414", message)


def _has_such_an_array(statement: Statement) -> bool:
    kinds = array_kinds(statement.scope).values()
    return any({"orthogonal", "unit"} & set(kind.properties) for kind in kinds)


def _undecided(found: Judgement, code: str, message: str) -> Judgement:
    return replace(found, verdict=Verdict.UNDECIDED, code=code, message=message)


def _other_readings(statement: Statement) -> Iterator[tuple[Term, Term, str]]:
    left, right = claimed(statement)
    if "\\log" in statement.left_text + statement.right_text:
        for base in _BASES:
            yield (to_base(left, base), to_base(right, base), f"logarithms to base {base}")
    if _has_plain_angle(left) or _has_plain_angle(right):
        yield _in_degrees(left), _in_degrees(right), "angles in degrees"


def to_base(term: Term, base: int) -> Term:
    """Every natural logarithm as one to a base."""

    def change(node: Term) -> Term:
        return div(node, call("log", number(base))) if _is_call(node, "log") else node

    return rebuild(term, change)


def _is_call(node: Term, function: str) -> bool:
    return node.op is Op.CALL and node.data == function


def _has_plain_angle(term: Term) -> bool:
    """Whether a sine or cosine is taken of a number without π."""
    return any(
        node.op is Op.CALL
        and node.data in _ANGLES
        and not free_names(node)
        and not contains(node, Op.CONSTANT)
        for node in postorder(term)
    )


def _in_degrees(term: Term) -> Term:
    def change(node: Term) -> Term:
        if node.op is not Op.CALL or node.data not in _ANGLES:
            return node
        return call(str(node.data), div(mul(node.args[0], PI), number(180)))

    return rebuild(term, change)


def _particular_number(statement: Statement) -> str:
    """The one Greek letter of a claim, if the page says nothing of it: the golden ratio, say."""
    left, right = claimed(statement)
    names = sorted(free_names(left) | free_names(right))
    if len(names) != 1 or names[0] not in _CONSTANTS or names[0] in statement.scope.declarations:
        return ""
    return names[0]
