"""A term as an indented outline of its tree, for people who want to see what was read."""

from __future__ import annotations

from typing import Final

from symcalc.core.term import Op, Term, derivative_orders, function_key, function_orders

#: Deeper or longer outlines are cut: nobody compares them by eye.
_DEEPEST: Final = 24
_LONGEST: Final = 120  # lines

_SPELLED: Final = frozenset({Op.NUMBER, Op.DECIMAL, Op.CONSTANT, Op.NAME})


def outline(term: Term) -> str:
    """One line a node, two spaces a level; a node whose arguments are leaves is one line."""
    lines: list[str] = []
    stack = [(term, 0)]
    while stack:
        node, depth = stack.pop()
        if len(lines) == _LONGEST:
            return "\n".join([*lines, "…"])
        simple = all(not argument.args for argument in node.args)
        cut = depth == _DEEPEST and not simple
        lines.append(
            "  " * depth + (_call(node) if simple else label(node)) + (" …" if cut else "")
        )
        if not (simple or cut):
            stack.extend((argument, depth + 1) for argument in reversed(node.args))
    return "\n".join(lines)


def _call(node: Term) -> str:
    inside = ", ".join(map(label, node.args))
    return f"{label(node)}({inside})" if inside else label(node)


def label(node: Term) -> str:
    """What one node does, in a word: its name, or its operation and what qualifies it."""
    if node.op in _SPELLED:
        return str(node.data)
    if node.op is Op.APPLY:
        orders = function_orders(node)
        marks = "'" * orders[0] if len(orders) == 1 else ""
        slots = "" if marks or not any(orders) else str(list(orders))
        return function_key(node) + marks + slots
    return _WORDS[node.op](node)


def _word(node: Term) -> str:
    return str(node.op)


def _data(node: Term) -> str:
    return str(node.data)


def _derivative(node: Term) -> str:
    orders = derivative_orders(node)
    return "derivative" if set(orders) == {1} else f"derivative of order {list(orders)}"


def _limit(node: Term) -> str:
    return f"limit from {node.data}" if node.data else "limit"


_WORDS: Final = {
    **dict.fromkeys(Op, _word),
    Op.ELEMENT: lambda node: f"{node.data}[]",
    Op.CALL: _data,
    Op.RELATION: _data,
    Op.DERIVATIVE: _derivative,
    Op.LIMIT: _limit,
}
