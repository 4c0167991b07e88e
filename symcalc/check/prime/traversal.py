"""In which order the parts of a term are evaluated, and which are not evaluated at all."""

from __future__ import annotations

from collections.abc import Mapping

from symcalc.core.term import BINDERS, Op, Term, postorder, sub


def order(term: Term, done: Mapping[Term, object]) -> list[Term]:
    """What must be evaluated, arguments first, without entering the body of a binder."""
    found: list[Term] = []
    seen: set[Term] = set()
    stack = [(term, False)]
    while stack:
        node, ready = stack.pop()
        if ready:
            found.append(node)
        elif node not in seen and node not in done:
            seen.add(node)
            stack.append((node, True))
            stack.extend((part, False) for part in reversed(parts(node)))
    return found


def parts(node: Term) -> tuple[Term, ...]:
    """The arguments that are evaluated where the node is."""
    if node.op in BINDERS:
        return node.args[2:]
    if node.op is Op.DERIVATIVE:
        return ()
    if node.op is Op.CASES:
        compared = [side for condition in node.args[1::2] for side in sides(condition)]
        return (*node.args[::2], *compared)
    return node.args


def sides(condition: Term) -> list[Term]:
    """Everything that a condition compares, as one difference for each relation."""
    relations = [node for node in postorder(condition) if node.op is Op.RELATION]
    return [sub(*relation.args) for relation in relations]
