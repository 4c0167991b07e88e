"""Terms of vectors and matrices of symbolic size as SymPy matrix expressions.

These are for people to go on with.  Nothing here is used to judge: SymPy simplifies matrix
expressions while it builds them, and some of its matrix derivatives are wrong.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

import sympy as sp

from symcalc.core.kind import Kind
from symcalc.core.kind_shapes import kind_shape
from symcalc.core.problem import Scope
from symcalc.core.shape import Size
from symcalc.core.shapes import Shapes, shapes_of
from symcalc.core.term import Op, Term, postorder
from symcalc.mean.errors import NoSympyForm
from symcalc.mean.functions import ELEMENTARY
from symcalc.mean.pullback.grouping import grouped
from symcalc.mean.symbolic import to_sympy


def arrays_to_sympy(term: Term, kinds: Mapping[str, Kind], scope: Scope | None = None) -> Any:
    """The SymPy expression of a term of arrays; vectors are n × 1.

    Raises :class:`NoSympyForm` for what SymPy has no matrix expression for.
    """
    shapes = shapes_of([term], kinds)
    whole = grouped(term, shapes)
    shapes.visit_all(whole)
    writer = _Writer(shapes, kinds, scope or Scope())
    done: dict[Term, Any] = {}
    for node in postorder(whole):
        done[node] = writer.write(node, [done[argument] for argument in node.args])
    return done[whole]


class _Writer:
    def __init__(self, shapes: Shapes, kinds: Mapping[str, Kind], scope: Scope) -> None:
        self.shapes = shapes
        self.kinds = kinds
        self.scope = scope

    def write(self, node: Term, args: list[Any]) -> Any:
        """One node, its arguments written."""
        if node.op is Op.NAME and str(node.data) in self.kinds:
            shape = kind_shape(self.shapes, str(node.data), self.kinds[str(node.data)])
            rows, columns = map(self.size, (shape.rows, shape.columns))
            return sp.MatrixSymbol(str(node.data), rows, columns)
        if not node.args:
            return to_sympy(node, self.scope) if node.op is not Op.CALL else self._constant(node)
        rule = _RULES.get(node.op)
        if node.op is Op.CALL and node.data in _CALLS:
            return _CALLS[str(node.data)](*args)
        if node.op is Op.CALL and node.data in ("identity", "ones", "zeros"):
            return self._constant(node)
        if node.op is Op.CALL and node.data in ELEMENTARY:
            return self._elementary(node, args)
        if node.op is Op.MUL:
            return self._product(node, args)
        if node.op is Op.ADD and not self.shapes.of(node).is_scalar:
            args = [self._spread(part, node) for part in args]
        if rule is None:
            raise NoSympyForm(f"{node.data or node.op} of an array")
        return rule(*args)

    def size(self, size: Size) -> Any:
        """A size as an integer or a symbol."""
        size = self.shapes.size(size)
        return int(size) if size.isdigit() else sp.Symbol(size.strip("?"), integer=True)

    def _spread(self, part: Any, node: Term) -> Any:
        """A number beside an array, for every entry."""
        if isinstance(part, sp.MatrixExpr):
            return part
        shape = self.shapes.of(node)
        return part * sp.OneMatrix(self.size(shape.rows), self.size(shape.columns))

    def _constant(self, node: Term) -> Any:
        shape = self.shapes.of(node)
        rows, columns = self.size(shape.rows), self.size(shape.columns)
        makers = {"identity": lambda: sp.Identity(rows),
                  "ones": lambda: sp.OneMatrix(rows, columns),
                  "zeros": lambda: sp.ZeroMatrix(rows, columns)}  # fmt: skip
        return makers[str(node.data)]()

    def _elementary(self, node: Term, args: list[Any]) -> Any:
        function = _function(str(node.data))
        if self.shapes.of(node).is_scalar:
            return function(*args)
        return args[0].applyfunc(function)

    def _product(self, node: Term, args: list[Any]) -> Any:
        """Numbers in front of a matrix product; one that is 1 × 1 stays so, as in SymPy."""
        whole = sp.Integer(1)
        pairs = list(zip(node.args, args, strict=True))
        for factor, written in pairs:
            if self.shapes.of(factor).is_scalar:
                whole = whole * _number(written)
        arrays = [written for factor, written in pairs if not self.shapes.of(factor).is_scalar]
        if not arrays:
            return whole
        product = arrays[0]
        for array in arrays[1:]:
            product = product * array
        return whole * (_number(product) if self.shapes.of(node).is_scalar else product)


def _number(written: Any) -> Any:
    """A 1 × 1 matrix expression as the number in it."""
    return written[0, 0] if isinstance(written, sp.MatrixExpr) else written


def _function(name: str) -> Callable[..., Any]:
    found = getattr(sp, _SPELLED.get(name, name), None)
    if found is None:
        raise NoSympyForm(name)
    return found  # type: ignore[no-any-return]  # SymPy's functions are classes


_SPELLED: Final = {"arcsin": "asin", "arccos": "acos", "arctan": "atan", "abs": "Abs"}


def _power(base: Any, exponent: Any) -> Any:
    if isinstance(base, sp.MatrixExpr) and base.shape[1] == 1:
        return sp.HadamardPower(base, exponent)
    return base**exponent


_RULES: Final[dict[Op, Callable[..., Any]]] = {
    Op.ADD: lambda *args: sum(args[1:], args[0]),
    Op.NEG: lambda a: -a,
    Op.DIV: lambda a, b: a / _number(b),
    Op.POW: _power,
}

_CALLS: Final[dict[str, Callable[..., Any]]] = {
    "transpose": lambda a: a.T, "adjoint": lambda a: a.T, "trace": sp.Trace,
    "det": sp.Determinant, "dot": lambda a, b: sp.Trace(a.T * b),
    "norm": lambda a: sp.sqrt(sp.Trace(a.T * a)),
    "frobenius": lambda a: sp.sqrt(sp.Trace(a.T * a)), "diag": sp.diagonalize_vector,
    "hadamard": sp.HadamardProduct, "kronecker": sp.KroneckerProduct,
}  # fmt: skip
