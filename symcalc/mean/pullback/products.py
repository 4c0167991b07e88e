"""Products and transposes as people write them: numbers in front, nothing beside an identity."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from math import prod

from symcalc.core import term as t
from symcalc.core.shapes import Shapes
from symcalc.core.term import Op, Term
from symcalc.mean.algebra import simplify


def tidied(term: Term, shapes: Shapes) -> Term:
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
        kept = [f for f in arrays if not is_identity(f)] or arrays[:1]
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


def added(flows: list[Term], shapes: Shapes) -> Term:
    """What flows together; equal flows as a multiple."""
    counts = Counter(flows)
    return t.add(
        *(flow if n == 1 else times(shapes, t.number(n), flow) for flow, n in counts.items())
    )


def times(shapes: Shapes, *factors: Term) -> Term:
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


def _without_reciprocals(factors: list[Term]) -> list[Term]:
    """The factors without each a beside 1/a."""
    for factor in factors:
        if factor.op is Op.DIV and factor.args[0] is t.ONE and factor.args[1] in factors:
            rest = list(factors)
            rest.remove(factor)
            rest.remove(factor.args[1])
            return _without_reciprocals(rest)
    return factors


def transposed(term: Term, shapes: Shapes) -> Term:
    """The transpose, pushed inwards as people write it: (A B)ᵀ = Bᵀ Aᵀ."""
    shapes.visit_all(term)
    if shapes.of(term).is_scalar or is_identity(term):
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


def inner_product(a: Term, b: Term, shapes: Shapes) -> Term:
    """The sum of the products of entries; of two numbers their product."""
    shapes.visit_all(a, b)
    if shapes.of(a).is_scalar and shapes.of(b).is_scalar:
        return times(shapes, a, b)
    return t.call("dot", a, b)


def is_identity(term: Term) -> bool:
    """Whether a term is an identity matrix."""
    return term.op is Op.CALL and term.data == "identity"
