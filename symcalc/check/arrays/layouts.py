"""Other senses of what is written: gradients as rows, ‖A‖ as the Frobenius norm."""

from __future__ import annotations

from typing import Final

from symcalc.check.arrays.claim import ArrayClaim
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


#: The condition under which a line holds that writes ‖A‖ or ‖A‖₂ of a matrix.
FROBENIUS: Final = "if the norm of a matrix is Frobenius' norm"


def with_frobenius(claim: ArrayClaim) -> Question | None:
    """The question with every norm of a matrix as Frobenius' norm; None without any."""

    def named(node: Term) -> Term:
        if node.op is not Op.CALL or node.data != "norm" or len(node.args) > 1:
            return node
        shape = claim.shapes.of(node.args[0])
        plain = "1" in (shape.rows, shape.columns) or shape.quaternion
        return node if plain else call("frobenius", node.args[0])

    question = claim.question
    left, right = (rebuild(side, named) for side in (question.left, question.right))
    if left is question.left and right is question.right:
        return None
    return Question(left, right, question.sign, question.scope)
