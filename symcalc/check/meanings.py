"""Names and functions that a page defines more than once.

A list of exercises defines f again and again; the answers may stand in another order.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from symcalc.check.compare import Judgement
from symcalc.core.problem import Scope, Statement
from symcalc.core.term import free_names, functions_in
from symcalc.core.verdict import BAD, Verdict


def unless_meant_otherwise(
    statement: Statement, found: Judgement, judge: Callable[[Statement], Judgement]
) -> Judgement:
    """The judgement, unless a line fails that may hold with an earlier meaning of a name in it."""
    if found.verdict not in BAD:
        return found
    for scope in _earlier_scopes(statement):
        if judge(replace(statement, scope=scope)).verdict not in BAD:
            message = "fails for the last of several meanings on the page, not for an earlier one"
            return replace(found, verdict=Verdict.UNDECIDED, code="SC402", message=message)
    return found


def _earlier_scopes(statement: Statement) -> Iterator[Scope]:
    """The scope of a statement with one name after another as it was defined before."""
    scope = statement.scope
    sides = [side for side in (statement.left, statement.right) if side is not None]
    used = frozenset[str]().union(*(free_names(side) | functions_in(side) for side in sides))
    for key in sorted(used & scope.definitions.keys()):
        known = scope.definitions[key]
        for body in known.earlier:
            before = replace(known, body=body, earlier=())
            yield replace(scope, definitions={**scope.definitions, key: before})
