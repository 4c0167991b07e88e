"""The shapes of terms, with sizes that may be symbols, by unification.

Every array is taken for a matrix: a vector of n entries is n × 1, a scalar 1 × 1.  Sizes
are written as in a declaration ("n", "3"); a size that nobody stated is a variable that
the rules of the operations may bind: in W x + b with x in R^n and b in R^m, W is m × n.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from itertools import pairwise
from typing import Final

from symcalc.core.kind import Kind, Sort, elements_key
from symcalc.core.problem import Scope
from symcalc.core.term import (
    Op,
    Term,
    derivative_orders,
    function_key,
    postorder,
    value_of,
)
from symcalc.core.vocabulary import LINEAR

Size = str


@dataclass(frozen=True)
class Shape:
    """Rows and columns; a quaternion is a sort of its own.

    ``weak`` marks the shape of an unknown function's value: it is a scalar where nothing
    speaks against it.
    """

    rows: Size
    columns: Size
    quaternion: bool = False
    weak: bool = False

    @property
    def is_scalar(self) -> bool:
        """Whether the shape is certainly that of one number."""
        return self.rows == self.columns == "1" and not self.quaternion

    @property
    def is_known(self) -> bool:
        """Whether no size is left open."""
        return not (is_open(self.rows) or is_open(self.columns))

    @property
    def transposed(self) -> Shape:
        """Rows and columns exchanged."""
        return Shape(self.columns, self.rows, self.quaternion)

    def __str__(self) -> str:
        if self.quaternion:
            return "a quaternion"
        if self.is_scalar:
            return "a scalar"
        rows, columns = (size if not is_open(size) else "?" for size in (self.rows, self.columns))
        return f"{rows} × {columns}"


SCALAR: Final = Shape("1", "1")
QUATERNION: Final = Shape("4", "1", quaternion=True)


def is_open(size: Size) -> bool:
    """Whether a size is a variable that nothing has bound."""
    return size.startswith("?")


@dataclass(frozen=True)
class Conflict:
    """Two shapes that an operation cannot join."""

    operation: str
    left: Shape
    right: Shape
    node: Term


def shapes_of(roots: Sequence[Term], kinds: Mapping[str, Kind]) -> Shapes:
    """The shapes of all terms below the roots, under the declared kinds."""
    found = Shapes(kinds)
    found.visit_all(*roots)
    return found


class Shapes:
    """The shapes of terms, with what has been learnt of their sizes."""

    def __init__(self, kinds: Mapping[str, Kind]) -> None:
        self.kinds = kinds
        self.conflicts: list[Conflict] = []
        self.names: dict[str, Shape] = {}
        self._bound: dict[Size, Size] = {}
        self._shapes: dict[Term, Shape] = {}
        self._count = 0

    def of(self, term: Term) -> Shape:
        """The shape of a term, as far as it is known."""
        self.visit_all(term)
        return self.resolved(self._shapes[term])

    def knows(self, term: Term) -> bool:
        """Whether the term was visited."""
        return term in self._shapes

    def visit(self, node: Term) -> None:
        """Find the shape of a term whose arguments were visited."""
        if node not in self._shapes:
            self._shapes[node] = _RULES.get(node.op, _scalar)(self, node)

    def name_vector(self, name: Term, rows: Size) -> None:
        """Let a new name stand for a vector."""
        self._shapes[name] = Shape(rows, "1")

    def visit_all(self, *roots: Term) -> None:
        """Find the shapes of all terms below the roots."""
        if any(root not in self._shapes for root in roots):
            for node in postorder(*roots):
                self.visit(node)

    def resolved(self, shape: Shape) -> Shape:
        """The shape with every bound size in the place of its variable."""
        return Shape(self.size(shape.rows), self.size(shape.columns), shape.quaternion, shape.weak)

    def size(self, size: Size) -> Size:
        """What a size is bound to."""
        while size in self._bound:
            size = self._bound[size]
        return size

    def unstated(self, key: str) -> Shape:
        """The shape of a name without a kind."""
        return SCALAR

    def fresh(self) -> Size:
        """A size that nothing is known of."""
        self._count += 1
        return f"?{self._count}"

    def open_shape(self, weak: bool = False) -> Shape:
        """A shape that nothing is known of."""
        return Shape(self.fresh(), self.fresh(), weak=weak)

    def same_size(self, a: Size, b: Size) -> bool:
        """Make two sizes equal; False if they are known to be written differently."""
        a, b = self.size(a), self.size(b)
        if a == b:
            return True
        if is_open(b):
            a, b = b, a
        if not is_open(a):
            return False
        self._bound[a] = b
        return True

    def same(self, a: Shape, b: Shape, operation: str, node: Term) -> bool:
        """Make two shapes equal; a conflict is noted where they cannot be."""
        if a.quaternion or b.quaternion:
            return True  # a pure quaternion is a vector, a real one a number
        before = dict(self._bound)
        if self.same_size(a.rows, b.rows) and self.same_size(a.columns, b.columns):
            return True
        self._bound = before
        self.conflicts.append(Conflict(operation, self.resolved(a), self.resolved(b), node))
        return False


def owner_of(key: str, kinds: Mapping[str, Kind]) -> str | None:
    """The array whose entries are written with a key: x or a bold x for x_i, A for a_{ij}."""
    for owner in (key, f"bf.{key}", f"vec.{key}"):
        if owner in kinds:
            return owner
    capitals = (key.upper(), f"bf.{key.upper()}") if len(key) == 1 else ()
    matrices = (k for k in capitals if k in kinds and kinds[k].sort is Sort.MATRIX)
    return next(matrices, None)


# ------------------------------------------------------------------------------- the rules


def kind_shape(shapes: Shapes, key: str, kind: Kind) -> Shape:
    """The shape of a name of a kind; sizes that were not stated are open, once a name."""
    if kind.sort is Sort.QUATERNION:
        return QUATERNION
    if kind.sort not in (Sort.VECTOR, Sort.MATRIX):
        return SCALAR
    if key not in shapes.names:
        shapes.names[key] = _declared(shapes, kind)
    return shapes.names[key]


def _declared(shapes: Shapes, kind: Kind) -> Shape:
    sizes = kind.shape
    if kind.sort is Sort.VECTOR:
        return Shape(sizes[0] if sizes else shapes.fresh(), "1")
    if len(sizes) == 2:
        return Shape(*sizes)
    first = sizes[0] if sizes else shapes.fresh()
    square = sizes or set(kind.properties) & _SQUARE
    return Shape(first, first if square else shapes.fresh())


_SQUARE: Final = frozenset({"symmetric", "positive definite", "positive semidefinite",
                            "orthogonal", "diagonal", "invertible", "skew-symmetric", "identity",
                            "square"})  # fmt: skip


def _scalar(shapes: Shapes, node: Term) -> Shape:
    return SCALAR


def _name(shapes: Shapes, node: Term) -> Shape:
    key = str(node.data)
    kind = shapes.kinds.get(key)
    return shapes.unstated(key) if kind is None else kind_shape(shapes, key, kind)


def _element(shapes: Shapes, node: Term) -> Shape:
    """One entry is a scalar; x_i is a vector where the page said so of the x_i."""
    key = elements_key(node)
    kind = shapes.kinds.get(key)
    return SCALAR if kind is None else kind_shape(shapes, key, kind)


def _sum(shapes: Shapes, node: Term) -> Shape:
    return joined(shapes, [shapes.of(argument) for argument in node.args], "+", node)


def joined(shapes: Shapes, parts: Sequence[Shape], operation: str, node: Term) -> Shape:
    """One shape for all; a scalar beside arrays is added to every entry, as in NumPy."""
    arrays = [part for part in parts if not part.is_scalar]
    if not arrays:
        return SCALAR
    if any(part.quaternion for part in arrays):
        return QUATERNION
    if len(arrays) < len(parts):
        for part in arrays:
            if part.weak and not part.is_known:
                shapes.same(part, SCALAR, operation, node)
    for part in arrays[1:]:
        if not _broadcasts(shapes, arrays[0], part):
            shapes.same(arrays[0], part, operation, node)
    return max(map(shapes.resolved, arrays), key=_rows_first)


def _broadcasts(shapes: Shapes, a: Shape, b: Shape) -> bool:
    """Whether a declared row of the same width stands beside a matrix: added to each row."""
    a, b = shapes.resolved(a), shapes.resolved(b)
    one_row = (a.rows == "1") != (b.rows == "1")
    return one_row and a.is_known and b.is_known and a.columns == b.columns != "1"


def _rows_first(shape: Shape) -> bool:
    return shape.rows != "1"


def _product(shapes: Shapes, node: Term) -> Shape:
    parts = [shapes.of(argument) for argument in node.args]
    if any(part.quaternion for part in parts):
        return QUATERNION
    groups: list[Shape] = []
    for part in map(shapes.resolved, parts):
        if part.is_scalar or (part.weak and is_open(part.rows) and is_open(part.columns)):
            continue
        last = shapes.resolved(groups[-1]) if groups else SCALAR
        if groups and last.is_scalar:
            groups[-1] = part
        elif groups and shapes.same_size(last.columns, part.rows):
            groups[-1] = shapes.resolved(Shape(last.rows, part.columns))
        else:
            groups.append(part)
    arrays = [group for group in map(shapes.resolved, groups) if not group.is_scalar]
    for left, right in pairwise(arrays):
        shapes.conflicts.append(Conflict("product", left, right, node))
    return Shape(arrays[0].rows, arrays[-1].columns) if arrays else SCALAR


def _quotient(shapes: Shapes, node: Term) -> Shape:
    top, bottom = map(shapes.of, node.args)
    if bottom.is_scalar or top.quaternion or bottom.quaternion:
        return top
    return joined(shapes, [top, bottom], "/", node)


def _power(shapes: Shapes, node: Term) -> Shape:
    base = shapes.of(node.args[0])
    if not base.is_scalar and not base.quaternion and base.columns != "1":
        shapes.same(base, base.transposed, "power", node)
    return shapes.resolved(base)


def _first(shapes: Shapes, node: Term) -> Shape:
    return shapes.of(node.args[0])


def _call(shapes: Shapes, node: Term) -> Shape:
    rule = _CALLS.get(str(node.data))
    if rule is not None:
        return rule(shapes, node)
    return joined(shapes, [shapes.of(a) for a in node.args], str(node.data), node)


def _application(shapes: Shapes, node: Term) -> Shape:
    kind = shapes.kinds.get(f"{function_key(node)}()")
    if kind is not None:
        return kind_shape(shapes, f"{function_key(node)}()", kind)
    if function_key(node).startswith("sketched."):
        return shapes.open_shape()  # a matrix with dots in it
    if all(not shapes.knows(a) or shapes.of(a).is_scalar for a in node.args):
        return SCALAR
    return shapes.open_shape(weak=True)


def _derivative(shapes: Shapes, node: Term) -> Shape:
    """Of a scalar: the variable's shape; of a vector by a vector: the Jacobian."""
    body, *variables = map(shapes.of, node.args)
    orders = derivative_orders(node)
    arrays = [(v, k) for v, k in zip(variables, orders, strict=True) if not v.is_scalar]
    if not arrays:
        return body
    sizes = [v.rows for v, k in arrays for _ in range(k)]
    columns = all(v.columns == "1" for v, _ in arrays)
    if body.is_scalar and len(sizes) == 1:
        return arrays[0][0]
    if body.is_scalar and columns and len(sizes) == 2:
        return Shape(sizes[0], sizes[1])
    if body.columns == "1" and columns and len(sizes) == 1:
        return Shape(body.rows, sizes[0])
    return shapes.open_shape()


def _total(shapes: Shapes, node: Term) -> Shape:
    """A sum over i = 1, …, n of x_i says that x has n entries, if nothing else does."""
    body, index, lower, upper = node.args
    if value_of(lower) == 1:
        for part in postorder(body):
            if part.op is Op.ELEMENT and index in part.args:
                _bind_length(shapes, part, index, size_of(upper))
    return shapes.of(body)


def _bind_length(shapes: Shapes, element: Term, index: Term, size: Size) -> None:
    owner = owner_of(str(element.data), shapes.kinds)
    if owner is None or elements_key(element) in shapes.kinds:
        return
    shape = kind_shape(shapes, owner, shapes.kinds[owner])
    sizes = (shape.rows, shape.columns) if len(element.args) == 2 else (shape.rows,)
    for place, rows in zip(element.args, sizes, strict=False):
        if place is index and is_open(shapes.size(rows)):
            shapes.same_size(rows, size)


def _relation(shapes: Shapes, node: Term) -> Shape:
    unite(shapes, shapes.of(node.args[0]), shapes.of(node.args[1]), node)
    return SCALAR


def unite(shapes: Shapes, left: Shape, right: Shape, node: Term) -> bool:
    """Make the sides of an equation equal in shape; 0 (any scalar) may stand for 0 everywhere."""
    for one, other in ((left, right), (right, left)):
        if one.is_scalar and not shapes.resolved(other).is_known:
            return shapes.same(one, other, "=", node) if other.weak else True
    if left.quaternion or right.quaternion:
        return True
    return shapes.same(left, right, "=", node)


def _column(shapes: Shapes, node: Term) -> Shape:
    parts = [shapes.of(argument) for argument in node.args]
    if all(part.is_scalar for part in parts):
        return Shape(str(len(parts)), "1")
    return Shape(_stacked(shapes, [p.rows for p in parts]), _common(shapes, parts, "columns"))


def _matrix(shapes: Shapes, node: Term) -> Shape:
    assert isinstance(node.data, tuple)
    rows, columns = node.data
    parts = [shapes.of(argument) for argument in node.args]
    if all(part.is_scalar for part in parts):
        return Shape(str(rows), str(columns))
    high = [parts[k * columns].rows for k in range(rows)]
    wide = [parts[k].columns for k in range(columns)]
    return Shape(_stacked(shapes, high), _stacked(shapes, wide))


def _stacked(shapes: Shapes, sizes: Sequence[Size]) -> Size:
    numbers = [int(size) for size in map(shapes.size, sizes) if size.isdigit()]
    return str(sum(numbers)) if len(numbers) == len(sizes) else shapes.fresh()


def _common(shapes: Shapes, parts: Sequence[Shape], name: str) -> Size:
    sizes = [getattr(part, name) for part in parts]
    agree = reduce(lambda ok, size: ok and shapes.same_size(sizes[0], size), sizes[1:], True)
    return str(shapes.size(sizes[0])) if agree else shapes.fresh()


def _transpose(shapes: Shapes, node: Term) -> Shape:
    inner = shapes.of(node.args[0])
    return inner if inner.quaternion else inner.transposed


def _inner(shapes: Shapes, node: Term) -> Shape:
    left, right = map(shapes.of, node.args)
    shapes.same(left, right, str(node.data), node)
    return SCALAR


def _cross(shapes: Shapes, node: Term) -> Shape:
    left, right = map(shapes.of, node.args)
    shapes.same(left, right, "cross", node)
    shapes.same(left, Shape("3", "1"), "cross", node)
    return Shape("3", "1")


def _of_square(shapes: Shapes, node: Term) -> Shape:
    inner = shapes.of(node.args[0])
    shapes.same(inner, inner.transposed, str(node.data), node)
    return SCALAR


def _diagonal(shapes: Shapes, node: Term) -> Shape:
    inner = shapes.of(node.args[0])
    if inner.columns == "1":
        return Shape(inner.rows, inner.rows)
    shapes.same(inner, inner.transposed, "diag", node)
    return Shape(inner.rows, "1")


def _stack(shapes: Shapes, node: Term) -> Shape:
    inner = shapes.of(node.args[0])
    return inner if inner.columns == "1" else Shape(shapes.fresh(), "1")


def _entrywise(shapes: Shapes, node: Term) -> Shape:
    left, right = map(shapes.of, node.args)
    shapes.same(left, right, "hadamard", node)
    return shapes.resolved(left)


def _kronecker(shapes: Shapes, node: Term) -> Shape:
    left, right = map(shapes.of, node.args)
    return Shape(_times(shapes, left.rows, right.rows), _times(shapes, left.columns, right.columns))


def _times(shapes: Shapes, a: Size, b: Size) -> Size:
    if "1" in (a, b):
        return b if a == "1" else a
    return str(int(a) * int(b)) if a.isdigit() and b.isdigit() else shapes.fresh()


def _identity(shapes: Shapes, node: Term) -> Shape:
    size = size_of(node.args[0]) if node.args else shapes.fresh()
    return Shape(size, size)


def _filled(shapes: Shapes, node: Term) -> Shape:
    sizes = [size_of(argument) for argument in node.args]
    if not sizes:
        return shapes.open_shape()
    return Shape(sizes[0], sizes[1] if len(sizes) > 1 else "1")


def _basis(shapes: Shapes, node: Term) -> Shape:
    return Shape(size_of(node.args[1]) if len(node.args) > 1 else shapes.fresh(), "1")


def _quaternion(shapes: Shapes, node: Term) -> Shape:
    return QUATERNION


def size_of(term: Term) -> Size:
    """A size as it is written: a number or a name; anything else by its structure."""
    value = value_of(term)
    if value is not None and value.denominator == 1:
        return str(value)
    return str(term.data) if term.op is Op.NAME else repr(term)


_CALLS: Final[dict[str, Callable[[Shapes, Term], Shape]]] = {
    "transpose": _transpose, "adjoint": _transpose, "conjugate": _first, "dot": _inner,
    "cross": _cross, "norm": _scalar, "frobenius": _scalar, "trace": _of_square,
    "det": _of_square, "rank": _scalar, "diag": _diagonal, "vec": _stack,
    "hadamard": _entrywise, "kronecker": _kronecker, "identity": _identity, "ones": _filled,
    "zeros": _filled, "basis": _basis, "quaternion": _quaternion, "softmax": _first,
    "entry": _scalar,
}  # fmt: skip

_RULES: Final[dict[Op, Callable[[Shapes, Term], Shape]]] = {
    Op.NAME: _name, Op.ELEMENT: _element, Op.ADD: _sum, Op.MUL: _product, Op.NEG: _first,
    Op.DIV: _quotient, Op.POW: _power, Op.CALL: _call, Op.APPLY: _application,
    Op.DERIVATIVE: _derivative, Op.AT: _first, Op.INTEGRAL: _first, Op.SUM: _total,
    Op.PRODUCT: _total, Op.LIMIT: _first, Op.CASES: _first, Op.RELATION: _relation,
    Op.VECTOR: _column, Op.MATRIX: _matrix,
}  # fmt: skip


def array_kinds(scope: Scope) -> dict[str, Kind]:
    """The kinds of the names that a scope declares vectors, matrices or quaternions."""
    declared = scope.declarations.items()
    return {key: item.kind for key, item in declared if item.kind.sort in _ARRAY_SORTS}


#: What makes a term an array, whatever its names are.
ARRAY_OPS: Final = frozenset({Op.VECTOR, Op.MATRIX})


def has_arrays(terms: Iterable[Term], kinds: Mapping[str, Kind]) -> bool:
    """Whether vectors, matrices or quaternions occur in the terms, themselves or by entries."""
    return any(_is_array(node, kinds) for node in postorder(*terms))


def _is_array(node: Term, kinds: Mapping[str, Kind]) -> bool:
    if node.op in ARRAY_OPS:
        return True
    if node.op is Op.CALL:
        return node.data in LINEAR
    if node.op not in (Op.NAME, Op.ELEMENT):
        return False
    keys = [str(node.data)] if node.op is Op.NAME else [str(node.data), elements_key(node)]
    found = (kinds.get(key) for key in keys)
    return any(kind is not None and kind.sort in _ARRAY_SORTS for kind in found)


_ARRAY_SORTS: Final = frozenset({Sort.VECTOR, Sort.MATRIX, Sort.QUATERNION})
