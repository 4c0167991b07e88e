"""Products of arrays as numbers times one chain that conforms."""

from __future__ import annotations

from symcalc.core import term as t
from symcalc.core.shapes import Shapes
from symcalc.core.term import Op, Term


def grouped(term: Term, shapes: Shapes) -> Term:
    """The term with every product as numbers times one chain of arrays that conform.

    In A xᵀ y the factors xᵀ y make a number, which is multiplied with A.
    """

    def change(node: Term) -> Term:
        node = squared_norm(trace_of_kronecker(node), shapes)
        shapes.visit_all(node)
        return _regrouped(node, shapes) if node.op is Op.MUL else node

    return t.rebuild(term, change)


def trace_of_kronecker(node: Term) -> Term:
    """tr(A ⊗ B) as the product of the traces that it is."""
    if node.op is not Op.CALL or node.data != "trace" or node.args[0].op is not Op.CALL:
        return node
    if node.args[0].data != "kronecker":
        return node
    return t.mul(*(t.call("trace", factor) for factor in node.args[0].args))


def squared_norm(node: Term, shapes: Shapes) -> Term:
    """A squared Euclidean or Frobenius norm as the inner product that it is."""
    if node.op is not Op.POW or t.value_of(node.args[1]) != 2:
        return node
    base = node.args[0]
    if base.op is not Op.CALL or base.data not in ("norm", "frobenius") or len(base.args) > 1:
        return node
    inner = base.args[0]
    shapes.visit_all(inner)
    if base.data == "norm" and "1" not in (shapes.of(inner).rows, shapes.of(inner).columns):
        return node
    return t.call("dot", inner, inner)


def _regrouped(node: Term, shapes: Shapes) -> Term:
    numbers: list[Term] = []
    chains: list[list[Term]] = []
    for factor in node.args:
        if shapes.of(factor).is_scalar:
            numbers.append(factor)
        elif chains and not _product_shape(chains[-1], shapes) and _fits(
            chains[-1][-1], factor, shapes
        ):  # fmt: skip
            chains[-1].append(factor)
        else:
            chains.append([factor])
    if len(chains) == 1:
        return node
    closed = [t.mul(*chain) for chain in chains if _product_shape(chain, shapes)]
    rest = [factor for chain in chains if not _product_shape(chain, shapes) for factor in chain]
    return t.mul(*numbers, *closed, *rest)


def _product_shape(chain: list[Term], shapes: Shapes) -> bool:
    """Whether a chain has come down to a number."""
    first, last = shapes.of(chain[0]), shapes.of(chain[-1])
    return len(chain) > 1 and first.rows == "1" and last.columns == "1"


def _fits(left: Term, right: Term, shapes: Shapes) -> bool:
    return shapes.of(left).columns == shapes.of(right).rows
