"""Gradients of expressions in vectors and matrices of any size, by reverse accumulation.

A cotangent has the shape of its node and is passed backwards by one rule an operation: for
C = A B, the cotangent of A is C̄ Bᵀ and that of B is Aᵀ C̄.  Sources: Giles, "Collected
matrix derivative results for forward and reverse mode algorithmic differentiation" (2008);
Magnus and Neudecker, "Matrix Differential Calculus" (1988), chapter 9.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from fractions import Fraction
from math import prod
from typing import Final

from symcalc.core import term as t
from symcalc.core.shape import Shapes
from symcalc.core.term import Op, Term
from symcalc.mean.algebra import simplify
from symcalc.mean.differentiate import differentiate
from symcalc.mean.errors import NotDifferentiable

#: An argument of a node with what flows back into it.
Flow = Iterator[tuple[Term, Term]]


def gradient(body: Term, variable: Term, shapes: Shapes) -> Term:
    """The gradient of a scalar with respect to a vector or matrix, in the variable's shape.

    Raises NotDifferentiable where an operation has no rule.
    """
    return pulled_back(body, variable, t.ONE, shapes)


def pulled_back(body: Term, variable: Term, cotangent: Term, shapes: Shapes) -> Term:
    """The cotangent of the variable that belongs to a cotangent of the body (a VJP)."""
    body = grouped(body, shapes)
    shapes.visit_all(body, variable)
    flows: dict[Term, list[Term]] = {body: [cotangent]}
    for node in reversed(t.postorder(body)):
        arrived = flows.pop(node, None) if node is not variable else None
        if arrived is None or not _depends(node, variable):
            continue
        total = _added(arrived, shapes)
        shapes.visit_all(total)
        for argument, part in _RULES.get(node.op, _no_rule)(node, total, variable, shapes):
            if _depends(argument, variable):
                flows.setdefault(argument, []).append(part)
    found = flows.get(variable, [])
    return _tidied(_added(found, shapes), shapes) if found else _nothing(variable, shapes)


def _tidied(term: Term, shapes: Shapes) -> Term:
    """The term with one number before each product, and no identity beside another array."""

    def change(node: Term) -> Term:
        if node.op is Op.NEG and not shapes.of(node).is_scalar:
            return _scaled(t.MINUS_ONE, [node.args[0]])
        if node.op is not Op.MUL or shapes.of(node).is_scalar:
            return node
        flat = [f for x in node.args for f in _factors(x, shapes)]
        arrays = [f for f in flat if not shapes.of(f).is_scalar]
        signs = [t.MINUS_ONE for f in arrays if f.op is Op.NEG]
        arrays = [f.args[0] if f.op is Op.NEG else f for f in arrays]
        numbers = [f for f in flat if shapes.of(f).is_scalar]
        plain = [f for f in numbers if not _holds_arrays(f, shapes)]
        closed = [f for f in numbers if _holds_arrays(f, shapes)]
        kept = [f for f in arrays if not _is_identity(f)] or arrays[:1]
        return _scaled(simplify(t.mul(*signs, *plain)), [*closed, *kept])

    return t.rebuild(term, change)


def _holds_arrays(term: Term, shapes: Shapes) -> bool:
    """Whether a number is made of arrays, whose products keep their order."""
    return any(not shapes.of(node).is_scalar for node in t.postorder(term))


def _scaled(number: Term, factors: list[Term]) -> Term:
    """A number times arrays, its sign in front of everything."""
    value = t.value_of(number)
    if number.op is Op.NEG or (value is not None and value < 0):
        positive = number.args[0] if number.op is Op.NEG else t.number(-(value or 0))
        inner = _scaled(positive, factors)
        return inner.args[0] if inner.op is Op.NEG else t.neg(inner)
    if number is t.ONE:
        return t.mul(*factors)
    return t.mul(*(number.args if number.op is Op.MUL else (number,)), *factors)


def _nothing(variable: Term, shapes: Shapes) -> Term:
    return t.ZERO if shapes.of(variable).is_scalar else t.mul(t.ZERO, variable)


def _added(flows: list[Term], shapes: Shapes) -> Term:
    """What flows together; equal flows as a multiple."""
    counts = Counter(flows)
    return t.add(
        *(flow if n == 1 else _times(shapes, t.number(n), flow) for flow, n in counts.items())
    )


def _times(shapes: Shapes, *factors: Term) -> Term:
    """The product without ones, its numbers in front."""
    parts = [f for x in factors for f in _factors(x, shapes)]
    flat = _without_reciprocals([f for f in parts if f is not t.ONE])
    numbers = [f for f in flat if t.value_of(f) is not None]
    total = prod((t.value_of(f) or Fraction(0) for f in numbers), start=Fraction(1))
    rest = [f for f in flat if t.value_of(f) is None]
    return t.mul(*([] if total == 1 and rest else [t.number(total)]), *rest)


def _factors(term: Term, shapes: Shapes) -> tuple[Term, ...]:
    """The factors of a product; arrays that make a number stay together."""
    if term.op is not Op.MUL:
        return (term,)
    arrays = any(not shapes.of(factor).is_scalar for factor in term.args)
    return (term,) if arrays and shapes.of(term).is_scalar else term.args


def _is_identity(term: Term) -> bool:
    return term.op is Op.CALL and term.data == "identity"


def _without_reciprocals(factors: list[Term]) -> list[Term]:
    """The factors without each a beside 1/a."""
    for factor in factors:
        if factor.op is Op.DIV and factor.args[0] is t.ONE and factor.args[1] in factors:
            rest = list(factors)
            rest.remove(factor)
            rest.remove(factor.args[1])
            return _without_reciprocals(rest)
    return factors


def _depends(term: Term, variable: Term) -> bool:
    return str(variable.data) in t.free_names(term)


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


# --------------------------------------------------------------------------- one rule a row


def _no_rule(node: Term, cotangent: Term, variable: Term, shapes: Shapes) -> Flow:
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
        if not _depends(factor, variable):
            continue
        others = [*node.args[:place], *node.args[place + 1 :]]
        if shapes.of(factor).is_scalar:
            yield factor, _inner(cotangent, t.mul(*others), shapes)
            continue
        numbers = [other for other in others if shapes.of(other).is_scalar]
        before = [a for a in node.args[:place] if not shapes.of(a).is_scalar]
        after = [a for a in node.args[place + 1 :] if not shapes.of(a).is_scalar]
        left = [transposed(a, shapes) for a in reversed(before)]
        right = [transposed(a, shapes) for a in reversed(after)]
        if shapes.of(cotangent).is_scalar:
            numbers.append(cotangent)
            yield factor, _times(shapes, *numbers, *left, *right)
        else:
            yield factor, _times(shapes, *numbers, *left, cotangent, *right)


def transposed(term: Term, shapes: Shapes) -> Term:
    """The transpose, pushed inwards as people write it: (A B)ᵀ = Bᵀ Aᵀ."""
    shapes.visit_all(term)
    if shapes.of(term).is_scalar or _is_identity(term):
        return term
    if term.op is Op.CALL and term.data == "transpose":
        return term.args[0]
    if term.op is Op.MUL:
        numbers = [f for f in term.args if shapes.of(f).is_scalar]
        arrays = [f for f in term.args if not shapes.of(f).is_scalar]
        return t.mul(*numbers, *(transposed(f, shapes) for f in reversed(arrays)))
    if term.op in (Op.ADD, Op.NEG):
        return t.make(term.op, *(transposed(part, shapes) for part in term.args))
    return t.call("transpose", term)


def _inner(a: Term, b: Term, shapes: Shapes) -> Term:
    """The sum of the products of entries; of two numbers their product."""
    shapes.visit_all(a, b)
    if shapes.of(a).is_scalar and shapes.of(b).is_scalar:
        return _times(shapes, a, b)
    return t.call("dot", a, b)


def _quotient(node: Term, cotangent: Term, variable: Term, shapes: Shapes) -> Flow:
    top, bottom = node.args
    if not shapes.of(bottom).is_scalar:
        raise NotDifferentiable("an array in a denominator")
    yield top, t.div(cotangent, bottom)
    inner = _inner(cotangent, top, shapes)
    yield bottom, t.neg(t.div(inner, t.power(bottom, t.TWO)))


def _power(node: Term, cotangent: Term, variable: Term, shapes: Shapes) -> Flow:
    base, exponent = node.args
    shape = shapes.of(base)
    value = t.value_of(exponent)
    if shape.is_scalar or shape.columns == "1":
        yield from _entrywise(node, cotangent, variable, shapes)
    elif value == -1:
        back = transposed(node, shapes)
        yield base, t.neg(_times(shapes, back, cotangent, back))
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
        if not _depends(argument, variable):
            continue
        slope = _slope(node, place)
        if shapes.of(argument).is_scalar:
            yield argument, _inner(cotangent, slope, shapes)
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
        yield base, _times(shapes, cotangent, exponent, less)
        return
    yield node.args[0], _times(shapes, cotangent, _identity_like(node.args[0], shapes))


def _identity_like(square: Term, shapes: Shapes) -> Term:
    size = shapes.of(square).rows
    if size.startswith("?"):
        return t.mul(square, t.power(square, t.MINUS_ONE))
    return t.call("identity", t.number(int(size)) if size.isdigit() else t.name(size))


def _determinant(node: Term, cotangent: Term, variable: Term, shapes: Shapes) -> Flow:
    """d det A = det(A) tr(A⁻¹ dA) (Jacobi's formula)."""
    inverse = t.power(node.args[0], t.MINUS_ONE)
    yield node.args[0], _times(shapes, cotangent, node, t.call("transpose", inverse))


def _norm(node: Term, cotangent: Term, variable: Term, shapes: Shapes) -> Flow:
    inner = node.args[0]
    if len(node.args) > 1:
        raise NotDifferentiable("a p-norm")
    if node.data == "norm" and shapes.of(inner).columns != "1":
        raise NotDifferentiable("the spectral norm of a matrix")
    yield inner, t.div(_times(shapes, cotangent, inner), node)


def _dot(node: Term, cotangent: Term, variable: Term, shapes: Shapes) -> Flow:
    left, right = node.args
    yield left, _times(shapes, cotangent, right)
    yield right, _times(shapes, cotangent, left)


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


def _total(node: Term, cotangent: Term, variable: Term, shapes: Shapes) -> Flow:
    """The gradient of a sum over an index is the sum of the gradients."""
    body, index, lower, upper = node.args
    if node.op is not Op.SUM:
        raise NotDifferentiable("a product over an index, by an array")
    inside = pulled_back(body, variable, cotangent, shapes)
    yield variable, t.summation(inside, index, lower, upper)


def _element(node: Term, cotangent: Term, variable: Term, shapes: Shapes) -> Flow:
    """An entry x_i gives its cotangent to the i-th place."""
    if len(node.args) != 1 or str(node.data) != str(variable.data):
        raise NotDifferentiable("an entry of a matrix, by the matrix")
    size = shapes.of(variable).rows
    length = () if size.startswith("?") else (
        t.number(int(size)) if size.isdigit() else t.name(size),
    )  # fmt: skip
    yield variable, t.mul(cotangent, t.call("basis", node.args[0], *length))


_CALLS: Final[dict[str, Callable[[Term, Term, Term, Shapes], Flow]]] = {
    "transpose": _transpose, "adjoint": _transpose, "trace": _trace, "det": _determinant,
    "norm": _norm, "frobenius": _norm, "dot": _dot, "cross": _cross, "hadamard": _hadamard,
    "diag": _diagonal, "softmax": _softmax, "vec": _no_rule, "kronecker": _no_rule,
    "rank": _no_rule, "entry": _no_rule, "conjugate": _no_rule, "quaternion": _no_rule,
}  # fmt: skip

_RULES: Final[dict[Op, Callable[[Term, Term, Term, Shapes], Flow]]] = {
    Op.ADD: _sum, Op.NEG: _negative, Op.MUL: _product, Op.DIV: _quotient, Op.POW: _power,
    Op.CALL: _call, Op.SUM: _total, Op.PRODUCT: _total, Op.ELEMENT: _element,
}  # fmt: skip
