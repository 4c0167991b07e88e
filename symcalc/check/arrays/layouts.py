"""The layouts of gradients: a column as ∇f, or a row as ∂f/∂x in many books."""

from __future__ import annotations

from typing import Final

from symcalc.check.claim import Question
from symcalc.core.kind_shapes import array_kinds
from symcalc.core.term import (
    Op,
    Term,
    call,
    postorder,
    rebuild,
)

#: The condition under which a line holds whose gradients are rows.
ROW_LAYOUT: Final = "in the layout where a gradient is a row"


def _gradients(question: Question) -> list[Term]:
    """The derivatives by an array that occur in a question."""
    kinds = array_kinds(question.scope)
    nodes = postorder(question.left, question.right)
    return [
        node for node in nodes
        if node.op is Op.DERIVATIVE and any(str(v.data) in kinds for v in node.args[1:])
    ]  # fmt: skip


def in_row_layout(question: Question) -> Question | None:
    """The question with every gradient (and Jacobian of one) transposed; None without any."""
    gradients = set(_gradients(question))
    if question.sign != "=" or not gradients:
        return None

    def turned(node: Term) -> Term:
        return call("transpose", node) if node in gradients else node

    left, right = (rebuild(side, turned) for side in (question.left, question.right))
    return Question(left, right, question.sign, question.scope)
