"""Names of which a page says nothing, taken to be positive.

Scales, rates and lengths are positive, and few pages say so: √(σ²) = σ is no error on them,
it rests on σ > 0.  A name that the page declares real is taken at its word.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from symcalc.check.claim import Question, expanded
from symcalc.check.doubt import sides
from symcalc.core.problem import Scope, Statement
from symcalc.core.term import ZERO, Op, free_names, name, postorder, relation
from symcalc.mean.plain import plain

#: More undeclared names than this are not tried one by one.
_MOST: Final = 8


def positive_scopes(statement: Statement) -> Iterator[tuple[Scope, tuple[str, ...]]]:
    """The scope with each undeclared name positive, then with all; with the condition's text."""
    keys = _undeclared(statement)
    for chosen in [*([key] for key in keys), keys][: None if len(keys) > 1 else 1]:
        assumed = tuple(relation(">", name(key), ZERO) for key in chosen)
        known = statement.scope.assumptions
        scope = replace(statement.scope, assumptions=(*known, *assumed))
        yield scope, tuple(plain(part) for part in assumed)


def _undeclared(statement: Statement) -> list[str]:
    """The names of a claim, its definitions expanded, that the page does not declare."""
    claim = expanded(Question(*sides(statement), "=", statement.scope))
    nodes = postorder(claim.left, claim.right)
    used = dict.fromkeys(str(node.data) for node in nodes if node.op is Op.NAME)
    free = free_names(claim.left) | free_names(claim.right)
    declared = statement.scope.declarations
    return [key for key in used if key in free and key not in declared][:_MOST]
