"""The last line of a proof as a claim: its value is the one that the theorem states."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from symcalc.check.doubt import doubt_about_sides
from symcalc.core.problem import Role, Scope, Statement
from symcalc.core.term import Op, Term, function_key, name, substitute

#: The names of values that both lines leave as they are.
_VALUE: Final = "value_{}"


def claim_of_theorem(statement: Statement) -> Statement | None:
    """The claim that a theorem and the last line of its proof give one value; None for no such.

    E(X) or f(x), where nobody says what E and f are, is some number in both lines alike.
    """
    stated, last = statement.stated, statement.right
    if stated is None or last is None or stated.value is last:
        return None
    if statement.trouble is not None and statement.left is not None:
        return None  # the right side has no certain reading
    read = ((stated.text, stated.value), (statement.right_text, last))
    if doubt_about_sides(read, statement) is not None:
        return None
    assumptions = tuple(dict.fromkeys((*statement.scope.assumptions, *stated.assumptions)))
    values = _values_in_both(stated.value, last, statement.scope)
    return replace(
        statement,
        left=substitute(stated.value, values),
        left_text=stated.text,
        right=substitute(last, values),
        role=Role.CLAIM,
        scope=replace(statement.scope, assumptions=assumptions, displayed=()),
        trouble=None,
        constant_in=None,
        inference=None,
        stated=None,
    )


def _values_in_both(one: Term, other: Term, scope: Scope) -> dict[Term, Term]:
    """A name for every value of an unknown function that two terms have in common."""
    there = dict.fromkeys(_unknown_values(other, scope))
    common = [node for node in dict.fromkeys(_unknown_values(one, scope)) if node in there]
    return {node: name(_VALUE.format(k)) for k, node in enumerate(common, start=1)}


def _unknown_values(term: Term, scope: Scope) -> Iterator[Term]:
    """The largest applications in a term of functions that nothing defines."""
    stack = [term]
    while stack:
        node = stack.pop()
        if node.op is Op.APPLY and function_key(node) not in scope.definitions:
            yield node
        else:
            stack.extend(reversed(node.args))
