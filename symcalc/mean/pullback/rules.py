"""What flows back through each operation, one rule a row.

A cotangent has the shape of its node and is passed backwards: for C = A B, the cotangent of
A is C̄ Bᵀ and that of B is Aᵀ C̄.  Sources: Giles, "Collected matrix derivative results for
forward and reverse mode algorithmic differentiation" (2008); Magnus and Neudecker, "Matrix
Differential Calculus" (1988), chapter 9.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from symcalc.core import term as t
from symcalc.core.shape import is_open, term_of_size
from symcalc.core.shapes import Shapes
from symcalc.core.term import Op, Term
from symcalc.mean.algebra import simplify
from symcalc.mean.differentiate import differentiate
from symcalc.mean.errors import NotDifferentiable
from symcalc.mean.pullback.products import inner_product, times, transposed

#: An argument of a node with what flows back into it.
Flow = Iterator[tuple[Term, Term]]
#: What a node, its cotangent and the variable of differentiation give.
Rule = Callable[[Term, Term, Term, Shapes], Flow]


def depends(term: Term, variable: Term) -> bool:
    """Whether the variable occurs in a term."""
    return str(variable.data) in t.free_names(term)


def no_rule(node: Term, cotangent: Term, variable: Term, shapes: Shapes) -> Flow:
    """Raises NotDifferentiable: the operation cannot be differentiated by an array."""
    raise NotDifferentiable(f"no rule differentiates {node.op} by an array")


def _sum(node: Term, cotangent: Term, variable: Term, shapes: Shapes) -> Flow:
    for argument in node.args:
        if shapes.of(argument).is_scalar and not shapes.of(node).is_scalar:
            raise NotDifferentiable("a number is added to every entry of an array")
        yield argument, cotangent


def _negative(node: Term, cotangent: Term, variable: Term, shapes: Shapes) -> Flow:
    yield node.args[0], t.neg(cotangent)


def _product(node: Term, cotangent: Term, variable: Term, shapes: Shapes) -> Flow:
    for place, factor in enumerate(node.args):
        if not depends(factor, variable):
            continue
        others = [*node.args[:place], *node.args[place + 1 :]]
        if shapes.of(factor).is_scalar:
            yield factor, inner_product(cotangent, t.mul(*others), shapes)
            continue
        numbers = [other for other in others if shapes.of(other).is_scalar]
        before = [a for a in node.args[:place] if not shapes.of(a).is_scalar]
        after = [a for a in node.args[place + 1 :] if not shapes.of(a).is_scalar]
        left = [transposed(a, shapes) for a in reversed(before)]
        right = [transposed(a, shapes) for a in reversed(after)]
        if shapes.of(cotangent).is_scalar:
            numbers.append(cotangent)
            yield factor, times(shapes, *numbers, *left, *right)
        else:
            yield factor, times(shapes, *numbers, *left, cotangent, *right)


def _quotient(node: Term, cotangent: Term, variable: Term, shapes: Shapes) -> Flow:
    top, bottom = node.args
    if not shapes.of(bottom).is_scalar:
        raise NotDifferentiable("an array in a denominator")
    yield top, t.div(cotangent, bottom)
    inner = inner_product(cotangent, top, shapes)
    yield bottom, t.neg(t.div(inner, t.power(bottom, t.TWO)))


def _power(node: Term, cotangent: Term, variable: Term, shapes: Shapes) -> Flow:
    base, exponent = node.args
    shape = shapes.of(base)
    value = t.value_of(exponent)
    if shape.is_scalar or shape.columns == "1":
        yield from _entrywise(node, cotangent, variable, shapes)
    elif value == -1:
        back = transposed(node, shapes)
        yield base, t.neg(times(shapes, back, cotangent, back))
    elif value is not None and value.denominator == 1 and 2 <= value <= 6:
        for place in range(int(value)):
            left = [transposed(base, shapes)] * place
            yield (
                base,
                t.mul(*left, cotangent, *[transposed(base, shapes)] * (int(value) - 1 - place)),
            )
    else:
        raise NotDifferentiable("a power of a matrix that is no small whole number")


def _entrywise(node: Term, cotangent: Term, variable: Term, shapes: Shapes) -> Flow:
    """A function of numbers, or one applied to every entry of a vector."""
    for place, argument in enumerate(node.args):
        if not depends(argument, variable):
            continue
        slope = _slope(node, place)
        if shapes.of(argument).is_scalar:
            yield argument, inner_product(cotangent, slope, shapes)
        elif shapes.of(argument).columns == "1":
            yield argument, t.mul(t.call("diag", slope), cotangent)
        else:
            raise NotDifferentiable(f"{node.data} of a matrix")


def _slope(node: Term, place: int) -> Term:
    """The derivative of an elementary function at its arguments."""
    formals = [t.name(f"~{k}") for k in range(len(node.args))]
    general = t.make(node.op, *formals, data=node.data)
    slope = simplify(differentiate(general, formals[place]))
    return t.substitute(slope, dict(zip(formals, node.args, strict=True)))


def _call(node: Term, cotangent: Term, variable: Term, shapes: Shapes) -> Flow:
    rule = _CALLS.get(str(node.data), _entrywise)
    yield from rule(node, cotangent, variable, shapes)


def _transpose(node: Term, cotangent: Term, variable: Term, shapes: Shapes) -> Flow:
    yield node.args[0], transposed(cotangent, shapes)


def _trace(node: Term, cotangent: Term, variable: Term, shapes: Shapes) -> Flow:
    inner = node.args[0]
    if inner.op is Op.POW and t.value_of(inner.args[1]) is None:
        base, exponent = inner.args
        less = t.call("transpose", t.power(base, t.sub(exponent, t.ONE)))
        yield base, times(shapes, cotangent, exponent, less)
        return
    yield node.args[0], times(shapes, cotangent, _identity_like(node.args[0], shapes))


def _identity_like(square: Term, shapes: Shapes) -> Term:
    size = shapes.of(square).rows
    if is_open(size):
        return t.mul(square, t.power(square, t.MINUS_ONE))
    return t.call("identity", term_of_size(size))


def _determinant(node: Term, cotangent: Term, variable: Term, shapes: Shapes) -> Flow:
    """d det A = det(A) tr(A⁻¹ dA) (Jacobi's formula)."""
    inverse = t.power(node.args[0], t.MINUS_ONE)
    yield node.args[0], times(shapes, cotangent, node, t.call("transpose", inverse))


def _norm(node: Term, cotangent: Term, variable: Term, shapes: Shapes) -> Flow:
    inner = node.args[0]
    if len(node.args) > 1:
        raise NotDifferentiable("a p-norm")
    if node.data == "norm" and shapes.of(inner).columns != "1":
        raise NotDifferentiable("the spectral norm of a matrix")
    yield inner, t.div(times(shapes, cotangent, inner), node)


def _dot(node: Term, cotangent: Term, variable: Term, shapes: Shapes) -> Flow:
    left, right = node.args
    yield left, times(shapes, cotangent, right)
    yield right, times(shapes, cotangent, left)


def _cross(node: Term, cotangent: Term, variable: Term, shapes: Shapes) -> Flow:
    left, right = node.args
    yield left, t.call("cross", right, cotangent)
    yield right, t.call("cross", cotangent, left)


def _hadamard(node: Term, cotangent: Term, variable: Term, shapes: Shapes) -> Flow:
    left, right = node.args
    column = shapes.of(node).columns == "1"
    for one, other in ((left, right), (right, left)):
        yield one, (
            t.mul(t.call("diag", other), cotangent) if column
            else t.call("hadamard", cotangent, other)
        )  # fmt: skip


def _diagonal(node: Term, cotangent: Term, variable: Term, shapes: Shapes) -> Flow:
    yield node.args[0], t.call("diag", cotangent)


def _softmax(node: Term, cotangent: Term, variable: Term, shapes: Shapes) -> Flow:
    """J = diag(p) − p pᵀ, which is symmetric."""
    spread = t.mul(t.call("diag", node), cotangent)
    yield node.args[0], t.sub(spread, t.mul(node, t.call("transpose", node), cotangent))


def _element(node: Term, cotangent: Term, variable: Term, shapes: Shapes) -> Flow:
    """An entry x_i gives its cotangent to the i-th place."""
    if len(node.args) != 1 or str(node.data) != str(variable.data):
        raise NotDifferentiable("an entry of a matrix, by the matrix")
    size = shapes.of(variable).rows
    length = () if is_open(size) else (term_of_size(size),)
    yield variable, t.mul(cotangent, t.call("basis", node.args[0], *length))


_CALLS: Final[dict[str, Rule]] = {
    "transpose": _transpose, "adjoint": _transpose, "trace": _trace, "det": _determinant,
    "norm": _norm, "frobenius": _norm, "dot": _dot, "cross": _cross, "hadamard": _hadamard,
    "diag": _diagonal, "softmax": _softmax, "vec": no_rule, "kronecker": no_rule, "skew": no_rule,
    "rank": no_rule, "entry": no_rule, "conjugate": no_rule, "quaternion": no_rule,
}  # fmt: skip

RULES: Final[dict[Op, Rule]] = {
    Op.ADD: _sum, Op.NEG: _negative, Op.MUL: _product, Op.DIV: _quotient, Op.POW: _power,
    Op.CALL: _call, Op.ELEMENT: _element,
}  # fmt: skip
