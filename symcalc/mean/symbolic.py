"""Terms to SymPy expressions and back.

SymPy simplifies while an expression is built (x/x becomes 1), so conditions are lost on
the way; what SymPy says is therefore always compared with balls or floats afterwards.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any, Final

import sympy as sp

from symcalc.core.kind import Sort
from symcalc.core.problem import Scope
from symcalc.core.term import (
    BINDERS,
    Op,
    Term,
    derivative_orders,
    function_key,
    function_orders,
    postorder,
    value_of,
)
from symcalc.mean.errors import NoSympyForm
from symcalc.mean.from_sympy import from_sympy
from symcalc.mean.functions import ELEMENTARY

__all__ = ["NoSympyForm", "from_sympy", "to_sympy"]


def to_sympy(term: Term, scope: Scope | None = None) -> Any:
    """The SymPy expression of a term.

    Names are real symbols unless the scope declares more (positive, integer, complex);
    elements of sequences are Indexed, abstract functions undefined real functions.

    Raises :class:`NoSympyForm` for what SymPy would misread, such as dy/dx of a bare name.
    """
    writer = _Writer(scope or Scope(), _integer_names(term))
    done: dict[Term, Any] = {}
    for node in postorder(term):
        done[node] = writer.write(node, [done[argument] for argument in node.args])
    return done[term]


def _integer_names(term: Term) -> frozenset[str]:
    """Names that count: bound indices of sums and products, and indices of elements."""
    found: list[Term] = []
    for node in postorder(term):
        if node.op in (Op.SUM, Op.PRODUCT):
            found.append(node.args[1])
        elif node.op is Op.ELEMENT:
            found += [part for index in node.args for part in postorder(index)]
    return frozenset(str(node.data) for node in found if node.op is Op.NAME)


class _Writer:
    """Builds the SymPy object of one node from those of its arguments."""

    def __init__(self, scope: Scope, counting: frozenset[str]) -> None:
        self.known = {key: {"integer": True} for key in sorted(counting)}
        for key, declaration in scope.declarations.items():
            self.known[key] = _declared(declaration.kind.properties, declaration.kind.sort)
        for relation in scope.assumptions:
            self._assume(relation)

    def _assume(self, relation: Term) -> None:
        """Learn x > 0, x >= 0 and x != 0 from an assumption."""
        if relation.op is not Op.RELATION or relation.args[0].op is not Op.NAME:
            return
        bound = value_of(relation.args[1])
        word = _SIGNS.get((str(relation.data), bound == 0))
        if bound is not None and bound >= 0 and word is not None:
            known = dict(self.known.get(str(relation.args[0].data), {"real": True}))
            self.known[str(relation.args[0].data)] = {**known, word: True}

    def symbol(self, key: str) -> Any:
        return sp.Symbol(key, **self.known.get(key, {"real": True}))

    def write(self, node: Term, args: list[Any]) -> Any:
        rule = _WRITERS.get(node.op)
        if rule is None:
            raise NoSympyForm(f"no SymPy form of {node.op}")
        try:
            result = rule(self, node, args)
        except (
            TypeError,
            ValueError,
            AttributeError,
            NotImplementedError,
            RecursionError,
        ) as error:
            raise NoSympyForm(f"SymPy refuses {node.op}: {error}") from error
        if node.op not in BINDERS and result in (sp.nan, sp.zoo):
            raise NoSympyForm("a term without value")
        return result


#: What SymPy raises on arguments that it cannot take.
_REFUSALS: Final = (
    TypeError,
    ValueError,
    AttributeError,
    NotImplementedError,
    RecursionError,
)
_SIGNS: Final = {
    (">", True): "positive",
    (">", False): "positive",
    (">=", False): "positive",
    (">=", True): "nonnegative",
    ("!=", True): "nonzero",
}
_PROPERTIES: Final = ("positive", "nonnegative", "negative", "nonzero", "integer")


def _declared(properties: tuple[str, ...], sort: Sort) -> dict[str, bool]:
    words = {word: True for word in properties if word in _PROPERTIES}
    if sort is Sort.INDEX:
        words["integer"] = True
    if "complex" not in properties:
        words["real"] = True
    return words


def _constant(writer: _Writer, node: Term, args: list[Any]) -> Any:
    return {"pi": sp.pi, "e": sp.E, "i": sp.I, "inf": sp.oo, "true": sp.true}[str(node.data)]


def _number(writer: _Writer, node: Term, args: list[Any]) -> Any:
    value = value_of(node)
    assert isinstance(value, Fraction)
    return sp.Rational(value.numerator, value.denominator)


def _element(writer: _Writer, node: Term, args: list[Any]) -> Any:
    known = {k: v for k, v in writer.known.get(str(node.data), {}).items() if k != "integer"}
    return sp.IndexedBase(str(node.data), **(known or {"real": True}))[tuple(args)]


def _power(writer: _Writer, node: Term, args: list[Any]) -> Any:
    """The power, unless SymPy would work out a number of absurd length."""
    base, exponent = args
    if base.is_Rational and exponent.is_Rational:
        bits = max(int(base.p).bit_length(), int(base.q).bit_length())
        if bits * abs(exponent) > _MAX_BITS:
            raise NoSympyForm("a power too large to be written out")
    return base**exponent


def _call(writer: _Writer, node: Term, args: list[Any]) -> Any:
    if node.data in _EXACT_IN_SYMPY and any(a.is_number and abs(a) > _MAX_WHOLE for a in args):
        raise NoSympyForm(f"{node.data} too large to be written out")
    row = ELEMENTARY.get(str(node.data))
    if row is None:
        raise NoSympyForm(f"{node.data} of an array")
    return row.sympy(sp, *args)


def _apply(writer: _Writer, node: Term, args: list[Any]) -> Any:
    function = sp.Function(function_key(node), real=True)
    orders = function_orders(node)
    if not any(orders):
        return function(*args)
    places = [sp.Dummy(f"xi_{k}", real=True) for k in range(len(args))]
    varied = [(v, k) for v, k in zip(places, orders, strict=True) if k]
    return sp.Subs(sp.Derivative(function(*places), *varied), places, args)


def _derivative(writer: _Writer, node: Term, args: list[Any]) -> Any:
    body, *variables = args
    if any(v.free_symbols.isdisjoint(body.free_symbols) for v in variables):
        raise NoSympyForm("a derivative of what does not show its variable")
    orders = derivative_orders(node)
    return sp.Derivative(body, *zip(variables, orders, strict=True))


def _limit(writer: _Writer, node: Term, args: list[Any]) -> Any:
    return sp.Limit(*args, dir=str(node.data) or "+-")


def _relation(writer: _Writer, node: Term, args: list[Any]) -> Any:
    return _RELATIONS[str(node.data)](*args)


def _cases(writer: _Writer, node: Term, args: list[Any]) -> Any:
    return sp.Piecewise(*zip(args[::2], args[1::2], strict=True))


def _matrix(writer: _Writer, node: Term, args: list[Any]) -> Any:
    shape = (len(args), 1) if node.op is Op.VECTOR else node.data
    assert isinstance(shape, tuple)
    return sp.ImmutableDenseMatrix(*shape, args)


#: SymPy works out whole powers, factorials and their like at once; these are its bounds here.
_MAX_BITS: Final = 100_000
_MAX_WHOLE: Final = 10_000
_EXACT_IN_SYMPY: Final = frozenset({"factorial", "binomial", "gamma", "beta", "polygamma"})

_RELATIONS: Final = {
    "=": sp.Eq,
    "!=": sp.Ne,
    "<": sp.Lt,
    "<=": sp.Le,
    ">": sp.Gt,
    ">=": sp.Ge,
}

_WRITERS: Final[dict[Op, Callable[[_Writer, Term, list[Any]], Any]]] = {
    Op.NUMBER: _number,
    Op.DECIMAL: _number,
    Op.CONSTANT: _constant,
    Op.NAME: lambda writer, node, args: writer.symbol(str(node.data)),
    Op.ELEMENT: _element,
    Op.ADD: lambda writer, node, args: sp.Add(*args),
    Op.MUL: lambda writer, node, args: sp.Mul(*args),
    Op.NEG: lambda writer, node, args: -args[0],
    Op.DIV: lambda writer, node, args: args[0] / args[1],
    Op.POW: _power,
    Op.CALL: _call,
    Op.APPLY: _apply,
    Op.DERIVATIVE: _derivative,
    Op.AT: lambda writer, node, args: sp.Subs(*args),
    Op.INTEGRAL: lambda writer, node, args: sp.Integral(args[0], tuple(args[1:])),
    Op.SUM: lambda writer, node, args: sp.Sum(args[0], tuple(args[1:])),
    Op.PRODUCT: lambda writer, node, args: sp.Product(args[0], tuple(args[1:])),
    Op.LIMIT: _limit,
    Op.CASES: _cases,
    Op.RELATION: _relation,
    Op.AND: lambda writer, node, args: sp.And(*args),
    Op.OR: lambda writer, node, args: sp.Or(*args),
    Op.VECTOR: _matrix,
    Op.MATRIX: _matrix,
}
