"""Applications with structured arguments as functions of plain ones: p(x | θ), P(X ≤ x).

What a density, a probability or an expectation makes of a condition is not known here; that
p(x | θ) is some function of x and θ, and another one than p(x, θ), is.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from symcalc.core.problem import Scope
from symcalc.core.term import Op, Term, apply, function_key, function_orders, make, rebuild

_STRUCTURE: Final = frozenset({Op.TUPLE, Op.RELATION, Op.AND, Op.OR})
_SEPARATOR: Final = "["


def with_plain_arguments(term: Term) -> Term:
    """The term with each structured application as one of a function named after its pattern.

    P(X ≤ x) becomes ``P[<=(·,·)]`` at X and x; equal patterns become the same function.
    """
    return rebuild(term, _plain)


def scope_with_plain_arguments(scope: Scope) -> Scope:
    """The scope with its assumptions treated like the claims that they belong to."""
    assumptions = tuple(with_plain_arguments(part) for part in scope.assumptions)
    return replace(scope, assumptions=assumptions)


def function_as_written(key: str) -> str:
    """The name of a function without the pattern of its arguments."""
    return key.partition(_SEPARATOR)[0]


def _plain(node: Term) -> Term:
    if node.op is not Op.APPLY or not any(part.op in _STRUCTURE for part in node.args):
        return node
    patterns, leaves, orders = [], [], []
    for argument, order in zip(node.args, function_orders(node), strict=True):
        pattern, plain = _taken_apart(argument)
        patterns.append(pattern)
        leaves += plain
        orders += [order] * len(plain)
    key = f"{function_key(node)}{_SEPARATOR}{','.join(patterns)}]"
    return apply(key, *leaves, orders=tuple(orders)) if leaves else make(Op.NAME, data=key)


def _taken_apart(argument: Term) -> tuple[str, list[Term]]:
    """The pattern of an argument in prefix notation, and the plain terms in it."""
    pattern, leaves, stack = [], [], [argument]
    while stack:
        node = stack.pop()
        if node.op in _STRUCTURE:
            pattern.append(f"{node.data or node.op}{len(node.args)}")
            stack.extend(reversed(node.args))
        else:
            pattern.append("·")
            leaves.append(node)
    return "".join(pattern), leaves
