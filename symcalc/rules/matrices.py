"""The rules of matrix differentials, as rows: what each operation does with dX.

Source: Magnus and Neudecker, "Matrix Differential Calculus" (1988), chapters 8 and 9;
Petersen and Pedersen, "The Matrix Cookbook" (2012), section 2.
"""

from __future__ import annotations

from typing import Final

from symcalc.core.shapes import Shapes
from symcalc.core.term import Op, Term, free_names, postorder, value_of
from symcalc.mean.pullback.grouping import grouped

#: Function of arrays -> its differential.
DIFFERENTIALS: Final = {
    "transpose": "d(A^T) = (dA)^T",
    "trace": "d tr A = tr dA",
    "det": "d det A = det(A) tr(A^-1 dA)",
    "norm": "d|u| = u^T du / |u|",
    "frobenius": "d|A|_F = tr(A^T dA) / |A|_F",
    "dot": "d(u . v) = du . v + u . dv",
    "cross": "d(u x v) = du x v + u x dv",
    "hadamard": "d(A o B) = dA o B + A o dB, entry by entry",
    "diag": "d diag(u) = diag(du)",
    "softmax": "dp = (diag(p) - p p^T) du for p = softmax(u)",
}

_PRODUCT: Final = "d(A B) = dA B + A dB"
_SUM: Final = "d(A + B) = dA + dB"
_INVERSE: Final = "d(A^-1) = -A^-1 dA A^-1"
_POWER: Final = "d(A^k) = sum of A^j dA A^(k-1-j)"
_QUOTIENT: Final = "d(a/b) = da/b - a db/b^2"


def differentials_used(body: Term, variable: Term, shapes: Shapes) -> str:
    """The rules by which a body is differentiated, each once, innermost first."""
    body = grouped(body, shapes)
    key = str(variable.data)
    nodes = [node for node in postorder(body) if key in free_names(node)]
    return "; ".join(dict.fromkeys(rule for node in nodes if (rule := _rule(node, shapes))))


def _rule(node: Term, shapes: Shapes) -> str:
    if node.op is Op.CALL:
        return DIFFERENTIALS.get(str(node.data), f"d {node.data}(u) = {node.data}'(u) du")
    if node.op is Op.MUL:
        return _PRODUCT if len(node.args) > 1 else ""
    if node.op is Op.POW:
        return _of_power(node, shapes)
    return {Op.ADD: _SUM, Op.DIV: _QUOTIENT}.get(node.op, "")


def _of_power(node: Term, shapes: Shapes) -> str:
    if shapes.of(node.args[0]).is_scalar:
        return "d(u^k) = k u^(k-1) du"
    return _INVERSE if value_of(node.args[1]) == -1 else _POWER
