"""Vectors and matrices of explicit size, written out entry by entry.

What comes out are scalar terms in the entries (``x_2``, ``A_1,2``), so that everything that
judges or evaluates scalars does so for arrays too.  A declared property is respected by
construction: a symmetric matrix shares its entries, a positive definite one is L Lᵀ, an
orthogonal one comes from a skew one (Cayley 1846), a unit vector is divided by its length.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import product as pairs
from typing import Final

from symcalc.core import term as t
from symcalc.core.kind import Kind, Sort, elements_key
from symcalc.core.shape import Shape, Shapes, Size, kind_shape, owner_of
from symcalc.core.term import Op, Term
from symcalc.core.vocabulary import LINEAR
from symcalc.mean.algebra import simplify
from symcalc.mean.errors import NoMeaning
from symcalc.mean.numeric import element_key

_DEEPEST: Final = 120
_LARGEST: Final = 6  # rows or columns
_LONGEST: Final = 12  # terms of a sum


class NotWrittenOut(NoMeaning):
    """A term that cannot be written out by entries."""


@dataclass(frozen=True)
class Array:
    """Entries row by row; a quaternion has the four rows w, x, y, z."""

    rows: int
    columns: int
    entries: tuple[Term, ...]
    quaternion: bool = False

    def at(self, i: int, j: int) -> Term:
        """The entry in row i and column j, counted from 0."""
        return self.entries[i * self.columns + j]

    @property
    def is_scalar(self) -> bool:
        """Whether there is one entry only."""
        return len(self.entries) == 1

    @cached_property
    def is_column(self) -> bool:
        """Whether it is a vector."""
        return self.columns == 1 and self.rows > 1


def scalar(term: Term) -> Array:
    """One number as an array."""
    return Array(1, 1, (term,))


def table(rows: int, columns: int, entry: Callable[[int, int], Term]) -> Array:
    """The array with the given entries."""
    return Array(rows, columns, tuple(entry(i, j) for i, j in pairs(range(rows), range(columns))))


@dataclass(frozen=True)
class Setting:
    """What fixes the entries: shapes, a number for every size, and the kinds of the names.

    ``free`` are arrays whose entries are independent for now, because something is
    differentiated by them.  ``reflected`` makes orthogonal matrices reflections, not rotations.
    """

    shapes: Shapes
    sizes: Mapping[Size, int]
    kinds: Mapping[str, Kind]
    free: frozenset[str] = frozenset()
    reflected: bool = False

    def number_of(self, size: Size) -> int:
        """The number that stands for a size.  Raises NotWrittenOut if there is none."""
        size = self.shapes.size(size)
        found = int(size) if size.isdigit() else self.sizes.get(size)
        if found is None or found > _LARGEST:
            raise NotWrittenOut(f"the size {size}")
        return found

    def dimensions(self, shape: Shape) -> tuple[int, int]:
        """Rows and columns of a shape as numbers."""
        return self.number_of(shape.rows), self.number_of(shape.columns)


def written_out(term: Term, setting: Setting) -> Array:
    """The entries of a term.

    Raises NotWrittenOut for what has no entries: an unknown vector-valued function, a power
    of a matrix that is no whole number, a size that no number was chosen for.
    """
    return _Writer(setting).of(term, 0)


class _Writer:
    def __init__(self, setting: Setting) -> None:
        self.setting = setting
        self.memo: dict[Term, Array] = {}

    def of(self, term: Term, depth: int) -> Array:
        found = self.memo.get(term)
        if found is None:
            if depth > _DEEPEST:
                raise NotWrittenOut("an expression nested this deeply")
            self.setting.shapes.visit_all(term)
            found = self.memo[term] = self._rule(term)(self, term, depth + 1)
        return found

    def parts(self, term: Term, depth: int) -> list[Array]:
        return [self.of(argument, depth) for argument in term.args]

    def _rule(self, term: Term) -> Callable[[_Writer, Term, int], Array]:
        if term.op is Op.CALL and term.data in LINEAR:
            return _linear_call
        return _RULES.get(term.op, _leaf)


def _leaf(writer: _Writer, term: Term, depth: int) -> Array:
    if term.op is Op.TUPLE:
        raise NotWrittenOut("a list")
    return scalar(term)


# ------------------------------------------------------------------------ names and entries


def _name(writer: _Writer, term: Term, depth: int) -> Array:
    key, setting = str(term.data), writer.setting
    kind = setting.kinds.get(key)
    if kind is None:
        return scalar(_size_or_entry(key, setting))
    if kind.sort is Sort.QUATERNION:
        return _quaternion_entries(key, kind, key in setting.free)
    if kind.sort in (Sort.VECTOR, Sort.MATRIX):
        rows, columns = setting.dimensions(setting.shapes.of(term))
        return entries_of(key, kind, rows, columns, setting)
    return scalar(_size_or_entry(key, setting))


def _size_or_entry(key: str, setting: Setting) -> Term:
    """A name that is the size of something is its number; x_1 may belong to a bold x."""
    size = setting.shapes.size(key)
    if key in setting.sizes:
        return t.number(setting.sizes[key])
    if size != key and size.isdigit():
        return t.number(int(size))
    return t.name(entry_key(key, setting.kinds))


def entry_key(key: str, kinds: Mapping[str, Kind]) -> str:
    """The key of an entry that is written in another font than its array: x_1 of a bold x."""
    base, _, label = key.partition("_")
    owner = owner_of(base, kinds) if label.isdigit() else None
    return key if owner is None else f"{owner}_{label}"


def entries_of(key: str, kind: Kind, rows: int, columns: int, setting: Setting) -> Array:
    """The entries of a named array of a kind."""
    free = key in setting.free
    if kind.sort is Sort.VECTOR or columns == 1:
        column = table(rows, 1, lambda i, _: t.name(element_key(key, [i + 1])))
        return _normalised(column) if "unit" in kind.properties and not free else column
    plain = table(rows, columns, lambda i, j: t.name(element_key(key, [i + 1, j + 1])))
    maker = next((_MAKERS[p] for p in kind.properties if p in _MAKERS), None)
    if maker is None or free or rows != columns:
        return plain
    return _reflection(plain) if maker is _orthogonal and setting.reflected else maker(plain)


def _normalised(array: Array) -> Array:
    length = t.call("sqrt", t.add(*(t.power(x, t.TWO) for x in array.entries)))
    return Array(
        array.rows, array.columns, tuple(t.div(x, length) for x in array.entries), array.quaternion
    )


def _symmetric(plain: Array) -> Array:
    return table(plain.rows, plain.rows, lambda i, j: plain.at(min(i, j), max(i, j)))


def _skew(plain: Array) -> Array:
    def entry(i: int, j: int) -> Term:
        if i == j:
            return t.ZERO
        return plain.at(i, j) if i < j else t.neg(plain.at(j, i))

    return table(plain.rows, plain.rows, entry)


def _diagonal(plain: Array) -> Array:
    return table(plain.rows, plain.rows, lambda i, j: plain.at(i, i) if i == j else t.ZERO)


def _definite(plain: Array) -> Array:
    """L Lᵀ with a lower triangular L whose diagonal is positive."""
    return _square_of_triangle(plain, lambda i: t.call("exp", plain.at(i, i)))


def _semidefinite(plain: Array) -> Array:
    """L Lᵀ with any lower triangular L."""
    return _square_of_triangle(plain, lambda i: plain.at(i, i))


def _square_of_triangle(plain: Array, diagonal: Callable[[int], Term]) -> Array:
    def lower(i: int, j: int) -> Term:
        return t.ZERO if j > i else diagonal(i) if i == j else plain.at(i, j)

    factor = table(plain.rows, plain.rows, lower)
    return multiplied(factor, transposed(factor))


def _orthogonal(plain: Array) -> Array:
    """(I − S)(I + S)⁻¹ for a skew S: every rotation without a half turn (Cayley 1846)."""
    skew, one = _skew(plain), identity(plain.rows)
    minus, plus = _combined(one, skew, t.sub), _combined(one, skew, t.add)
    return multiplied(minus, inverse(plus))


def _reflection(plain: Array) -> Array:
    """A rotation whose first row is turned round."""
    rotation = _orthogonal(plain)
    return table(
        rotation.rows,
        rotation.rows,
        lambda i, j: t.neg(rotation.at(i, j)) if i == 0 else rotation.at(i, j),
    )


def _unit_matrix(plain: Array) -> Array:
    return identity(plain.rows)


_MAKERS: Final[dict[str, Callable[[Array], Array]]] = {
    "identity": _unit_matrix, "diagonal": _diagonal, "positive definite": _definite,
    "positive semidefinite": _semidefinite, "orthogonal": _orthogonal,
    "skew-symmetric": _skew, "symmetric": _symmetric,
}  # fmt: skip


def _quaternion_entries(key: str, kind: Kind, free: bool) -> Array:
    names = tuple(t.name(f"{key}_{part}") for part in "wxyz")
    whole = Array(4, 1, names, quaternion=True)
    return _normalised(whole) if "unit" in kind.properties and not free else whole


def _element(writer: _Writer, term: Term, depth: int) -> Array:
    """An entry of an array, one of a sequence of arrays, or an element of a plain sequence."""
    setting, base = writer.setting, str(term.data)
    places = [_place(writer, index, depth) for index in term.args]
    kind = setting.kinds.get(elements_key(term))
    if kind is not None:
        rows, columns = setting.dimensions(setting.shapes.of(term))
        return entries_of(element_key(base, places), kind, rows, columns, setting)
    owner = owner_of(base, setting.kinds)
    if owner is None or setting.kinds[owner].sort is Sort.QUATERNION:
        return scalar(t.name(element_key(base, places)))
    shape = kind_shape(setting.shapes, owner, setting.kinds[owner])
    rows, columns = setting.dimensions(setting.shapes.resolved(shape))
    whole = entries_of(owner, setting.kinds[owner], rows, columns, setting)
    return scalar(_pick(whole, places))


def _place(writer: _Writer, index: Term, depth: int) -> int:
    value = t.value_of(simplify(writer.of(index, depth).entries[0]))
    if value is None or value.denominator != 1:
        raise NotWrittenOut("an element at a place that is no number")
    return int(value)


def _pick(whole: Array, places: list[int]) -> Term:
    i, j = (places[0], 1) if len(places) == 1 else (places[0], places[1])
    if not (1 <= i <= whole.rows and 1 <= j <= whole.columns) or (
        len(places) == 1 and whole.columns != 1
    ):
        raise NotWrittenOut("an entry outside of its array")
    return whole.at(i - 1, j - 1)


# --------------------------------------------------------------------------- arithmetic


def _sum(writer: _Writer, term: Term, depth: int) -> Array:
    parts = writer.parts(term, depth)
    if any(part.quaternion for part in parts):
        parts = [as_quaternion(part) for part in parts]
    return broadcast(parts, t.add)


def broadcast(parts: list[Array], join: Callable[..., Term]) -> Array:
    """Entry by entry; a scalar is repeated everywhere, a row or a column along the other side."""
    rows = max(part.rows for part in parts)
    columns = max(part.columns for part in parts)
    if any(part.rows not in (1, rows) or part.columns not in (1, columns) for part in parts):
        raise NotWrittenOut("a sum of different shapes")
    quaternion = any(part.quaternion for part in parts)
    found = table(
        rows,
        columns,
        lambda i, j: join(*(p.at(min(i, p.rows - 1), min(j, p.columns - 1)) for p in parts)),
    )
    return Array(found.rows, found.columns, found.entries, quaternion)


def _combined(a: Array, b: Array, join: Callable[[Term, Term], Term]) -> Array:
    return table(a.rows, a.columns, lambda i, j: join(a.at(i, j), b.at(i, j)))


def as_quaternion(part: Array) -> Array:
    """A number as the real part, a vector of three as the other three.

    Raises NotWrittenOut for any other array.
    """
    if part.quaternion:
        return part
    if part.is_scalar:
        return Array(4, 1, (part.entries[0], t.ZERO, t.ZERO, t.ZERO), quaternion=True)
    if (part.rows, part.columns) == (3, 1):
        return Array(4, 1, (t.ZERO, *part.entries), quaternion=True)
    raise NotWrittenOut("a quaternion beside an array")


def _negative(writer: _Writer, term: Term, depth: int) -> Array:
    return _each(writer.parts(term, depth)[0], t.neg)


def _each(array: Array, change: Callable[[Term], Term]) -> Array:
    return Array(array.rows, array.columns, tuple(map(change, array.entries)), array.quaternion)


def _product(writer: _Writer, term: Term, depth: int) -> Array:
    parts = writer.parts(term, depth)
    if any(part.quaternion for part in parts):
        return _quaternion_product(parts)
    scalars = [part.entries[0] for part in parts if part.is_scalar]
    groups: list[Array] = []
    for part in parts:
        if part.is_scalar:
            continue
        if groups and not groups[-1].is_scalar and groups[-1].columns == part.rows:
            groups[-1] = multiplied(groups[-1], part)
        else:
            groups.append(part)
    scalars += [group.entries[0] for group in groups if group.is_scalar]
    arrays = [group for group in groups if not group.is_scalar]
    if len(arrays) > 1:
        raise NotWrittenOut("a product that does not conform")
    if not arrays:
        return scalar(t.mul(*scalars))
    return _each(arrays[0], lambda x: t.mul(*scalars, x)) if scalars else arrays[0]


def multiplied(a: Array, b: Array) -> Array:
    """The matrix product."""
    return table(
        a.rows,
        b.columns,
        lambda i, j: t.add(*(t.mul(a.at(i, k), b.at(k, j)) for k in range(a.columns))),
    )


def _quaternion_product(parts: list[Array]) -> Array:
    whole = as_quaternion(parts[0])
    for part in parts[1:]:
        whole = hamilton(whole, as_quaternion(part))
    return whole


def hamilton(p: Array, q: Array) -> Array:
    """The product of two quaternions, components in the order w, x, y, z (Hamilton 1843)."""
    a, b, c, d = p.entries
    e, f, g, h = q.entries
    rows = (
        ((a, e), (b, f, -1), (c, g, -1), (d, h, -1)),
        ((a, f), (b, e), (c, h), (d, g, -1)),
        ((a, g), (b, h, -1), (c, e), (d, f)),
        ((a, h), (b, g), (c, f, -1), (d, e)),
    )
    entries = [
        t.add(*(t.neg(t.mul(u, v)) if sign else t.mul(u, v) for u, v, *sign in row)) for row in rows
    ]
    return Array(4, 1, tuple(entries), quaternion=True)


def _quotient(writer: _Writer, term: Term, depth: int) -> Array:
    top, bottom = writer.parts(term, depth)
    if top.quaternion or bottom.quaternion:
        if not bottom.is_scalar:
            raise NotWrittenOut("a quotient of quaternions")
        return _each(top, lambda x: t.div(x, bottom.entries[0]))
    return broadcast([top, bottom], t.div)


def _power(writer: _Writer, term: Term, depth: int) -> Array:
    base, exponent = writer.parts(term, depth)
    if not exponent.is_scalar:
        raise NotWrittenOut("an array in the exponent")
    if base.is_scalar or (base.is_column and not base.quaternion):
        return _each(base, lambda x: t.power(x, exponent.entries[0]))
    value = t.value_of(simplify(exponent.entries[0]))
    if value is None or value.denominator != 1 or abs(value) > 4:
        raise NotWrittenOut("a power of a matrix that is no small whole number")
    if base.quaternion:
        return _quaternion_power(base, int(value))
    whole = base if value > 0 else inverse(base)
    result = identity(base.rows)
    for _ in range(abs(int(value))):
        result = multiplied(result, whole)
    return whole if abs(value) == 1 else result


def _quaternion_power(base: Array, exponent: int) -> Array:
    whole = base
    if exponent < 0:
        squares = t.add(*(t.power(x, t.TWO) for x in base.entries))
        whole = _each(_conjugate(base), lambda x: t.div(x, squares))
    return _quaternion_product([scalar(t.ONE), *[whole] * abs(exponent)])


def identity(size: int) -> Array:
    """The unit matrix."""
    return table(size, size, lambda i, j: t.ONE if i == j else t.ZERO)


def determinant(array: Array) -> Term:
    """The determinant, by the first row (Laplace)."""
    if array.rows != array.columns:
        raise NotWrittenOut("the determinant of a matrix that is not square")
    if array.is_scalar:
        return array.entries[0]
    terms = []
    for j in range(array.columns):
        part = t.mul(array.at(0, j), determinant(_minor(array, 0, j)))
        terms.append(t.neg(part) if j % 2 else part)
    return t.add(*terms)


def _minor(array: Array, row: int, column: int) -> Array:
    kept = [i for i in range(array.rows) if i != row]
    across = [j for j in range(array.columns) if j != column]
    return table(len(kept), len(across), lambda i, j: array.at(kept[i], across[j]))


def inverse(array: Array) -> Array:
    """The inverse: cofactors over the determinant (Cramer)."""
    if array.rows != array.columns:
        raise NotWrittenOut("the inverse of a matrix that is not square")
    whole = determinant(array)
    if array.is_scalar:
        return scalar(t.div(t.ONE, whole))

    def entry(i: int, j: int) -> Term:
        cofactor = determinant(_minor(array, j, i))
        return t.div(t.neg(cofactor) if (i + j) % 2 else cofactor, whole)

    return table(array.rows, array.rows, entry)


def transposed(array: Array) -> Array:
    """Rows and columns exchanged."""
    if array.quaternion:
        return array
    return table(array.columns, array.rows, lambda i, j: array.at(j, i))


# --------------------------------------------------------------------- functions of arrays


def _call(writer: _Writer, term: Term, depth: int) -> Array:
    """An elementary function, entry by entry; of a square matrix that has two readings."""
    parts = writer.parts(term, depth)
    if any(part.quaternion or (part.rows == part.columns and part.rows > 1) for part in parts):
        raise NotWrittenOut(f"{term.data} of a matrix")
    return broadcast(parts, lambda *xs: t.call(str(term.data), *xs))


def _linear_call(writer: _Writer, term: Term, depth: int) -> Array:
    if term.data in ("identity", "ones", "zeros", "basis"):
        return _constant(writer, term, depth)
    if term.data == "entry":
        places = [_place(writer, index, depth) for index in term.args[1:]]
        return scalar(_pick(writer.of(term.args[0], depth), places))
    return _LINEAR[str(term.data)](*writer.parts(term, depth))


def _constant(writer: _Writer, term: Term, depth: int) -> Array:
    rows, columns = writer.setting.dimensions(writer.setting.shapes.of(term))
    if term.data == "identity":
        return identity(rows)
    if term.data == "basis":
        place = _place(writer, term.args[0], depth)
        return table(rows, 1, lambda i, _: t.ONE if i + 1 == place else t.ZERO)
    value = t.ONE if term.data == "ones" else t.ZERO
    return table(rows, columns, lambda i, j: value)


def _inner(a: Array, b: Array) -> Array:
    if (a.rows, a.columns) != (b.rows, b.columns):
        raise NotWrittenOut("an inner product of different shapes")
    return scalar(t.add(*(t.mul(x, y) for x, y in zip(a.entries, b.entries, strict=True))))


def _cross(a: Array, b: Array) -> Array:
    a, b = _vector_part(a), _vector_part(b)
    if (a.rows, a.columns, b.rows, b.columns) != (3, 1, 3, 1):
        raise NotWrittenOut("a cross product that is not of three entries each")
    x, y = a.entries, b.entries
    order = ((1, 2), (2, 0), (0, 1))
    return Array(3, 1, tuple(t.sub(t.mul(x[i], y[j]), t.mul(x[j], y[i])) for i, j in order))


def _vector_part(array: Array) -> Array:
    """The vector that a quaternion such as q v q* stands for: x, y and z."""
    return Array(3, 1, array.entries[1:]) if array.quaternion else array


def _norm(array: Array, order: Array | None = None) -> Array:
    if order is not None and not array.is_column:
        raise NotWrittenOut("a p-norm of a matrix")
    if array.rows > 1 and array.columns > 1:
        raise NotWrittenOut("a norm of a matrix without its name")
    if order is None:
        return _frobenius(array)
    sizes = [t.call("abs", x) for x in array.entries]
    p = order.entries[0]
    if p is t.INFINITY:
        return scalar(t.call("max", *sizes))
    if p is t.ONE:
        return scalar(t.add(*sizes))
    return scalar(t.power(t.add(*(t.power(size, p) for size in sizes)), t.div(t.ONE, p)))


def _frobenius(array: Array) -> Array:
    return scalar(t.call("sqrt", t.add(*(t.power(x, t.TWO) for x in array.entries))))


def _trace(array: Array) -> Array:
    if array.rows != array.columns:
        raise NotWrittenOut("the trace of a matrix that is not square")
    return scalar(t.add(*(array.at(i, i) for i in range(array.rows))))


def _diag(array: Array) -> Array:
    if array.columns == 1:
        return table(array.rows, array.rows, lambda i, j: array.at(i, 0) if i == j else t.ZERO)
    return table(min(array.rows, array.columns), 1, lambda i, _: array.at(i, i))


def _vec(array: Array) -> Array:
    entries = [array.at(i, j) for j in range(array.columns) for i in range(array.rows)]
    return Array(len(entries), 1, tuple(entries))


def _hadamard(a: Array, b: Array) -> Array:
    return broadcast([a, b], t.mul)


def _kronecker(a: Array, b: Array) -> Array:
    return table(
        a.rows * b.rows,
        a.columns * b.columns,
        lambda i, j: t.mul(a.at(i // b.rows, j // b.columns), b.at(i % b.rows, j % b.columns)),
    )


def _conjugate(array: Array) -> Array:
    if not array.quaternion:
        return array
    real, *rest = array.entries
    return Array(4, 1, (real, *map(t.neg, rest)), quaternion=True)


def _adjoint(array: Array) -> Array:
    return _conjugate(array) if array.quaternion else transposed(array)


def _softmax(array: Array) -> Array:
    if not array.is_column:
        raise NotWrittenOut("softmax of a matrix, by rows or by columns")
    powers = [t.call("exp", x) for x in array.entries]
    return Array(array.rows, 1, tuple(t.div(x, t.add(*powers)) for x in powers))


def _quaternion(*parts: Array) -> Array:
    return Array(4, 1, tuple(part.entries[0] for part in parts), quaternion=True)


def _determinant_of(array: Array) -> Array:
    return scalar(determinant(array))


def _rank(array: Array) -> Array:
    raise NotWrittenOut("a rank")


_LINEAR: Final[dict[str, Callable[..., Array]]] = {
    "transpose": transposed, "adjoint": _adjoint, "conjugate": _conjugate, "dot": _inner,
    "cross": _cross, "norm": _norm, "frobenius": _frobenius, "trace": _trace,
    "det": _determinant_of, "rank": _rank, "diag": _diag, "vec": _vec, "hadamard": _hadamard,
    "kronecker": _kronecker, "softmax": _softmax, "quaternion": _quaternion,
}  # fmt: skip


# ----------------------------------------------------------- what is written out as an array


def _column(writer: _Writer, term: Term, depth: int) -> Array:
    return _stacked([[part] for part in writer.parts(term, depth)])


def _matrix(writer: _Writer, term: Term, depth: int) -> Array:
    assert isinstance(term.data, tuple)
    rows, columns = term.data
    parts = writer.parts(term, depth)
    return _stacked([parts[i * columns : (i + 1) * columns] for i in range(rows)])


def _stacked(blocks: list[list[Array]]) -> Array:
    """Blocks beside and below one another."""
    entries: list[Term] = []
    width = sum(block.columns for block in blocks[0])
    for row in blocks:
        if len({block.rows for block in row}) != 1 or sum(b.columns for b in row) != width:
            raise NotWrittenOut("blocks that do not fit together")
        for i in range(row[0].rows):
            entries += [block.at(i, j) for block in row for j in range(block.columns)]
    return Array(len(entries) // width, width, tuple(entries))


# --------------------------------------------------------------------------------- calculus


def _application(writer: _Writer, term: Term, depth: int) -> Array:
    """An unknown function of the entries, if its value is a number."""
    if not writer.setting.shapes.of(term).is_scalar:
        raise NotWrittenOut(f"{t.function_key(term)}, whose values are not known to be numbers")
    if any(t.function_orders(term)) or any(a.op is Op.TUPLE for a in term.args):
        raise NotWrittenOut(f"{t.function_key(term)} of an array")
    entries = [entry for part in writer.parts(term, depth) for entry in part.entries]
    return scalar(t.apply(t.function_key(term), *entries))


def _derivative(writer: _Writer, term: Term, depth: int) -> Array:
    """Entry by entry; a name with a declared property is varied freely, then set back."""
    body, *variables = term.args
    keys = frozenset(str(v.data) for v in variables)
    orders = t.derivative_orders(term)
    setting = writer.setting
    free = replace(setting, free=setting.free | keys)
    inner = _Writer(free)
    value = inner.of(body, depth)
    moved = [inner.of(v, depth) for v, k in zip(variables, orders, strict=True) for _ in range(k)]
    found = _of_entries(value, moved)
    back = _constraints(writer, inner, variables, depth)
    return _each(found, lambda x: _set_back(x, back))


def _of_entries(value: Array, moved: list[Array]) -> Array:
    if all(variable.is_scalar for variable in moved):
        return _each(value, lambda x: t.derivative(x, *(v.entries[0] for v in moved)))
    if value.is_scalar and len(moved) == 1:
        return _each(moved[0], lambda v: t.derivative(value.entries[0], v))
    columns = all(v.columns == 1 for v in moved)
    if value.is_scalar and len(moved) == 2 and columns:
        one, other = moved
        body = value.entries[0]
        return table(one.rows, other.rows, lambda i, j: _second(body, one.at(i, 0), other.at(j, 0)))
    if value.columns == 1 and len(moved) == 1 and columns:
        by = moved[0]
        return table(value.rows, by.rows, lambda i, j: t.derivative(value.at(i, 0), by.at(j, 0)))
    raise NotWrittenOut("a derivative of a matrix by an array")


def _second(body: Term, one: Term, other: Term) -> Term:
    if one is other:
        return t.derivative(body, one, orders=(2,))
    return t.derivative(body, one, other)


def _constraints(
    writer: _Writer, inner: _Writer, variables: list[Term], depth: int
) -> list[tuple[Term, Term]]:
    """Each freely varied entry with what it is by its declared property."""
    return [
        (free, held)
        for variable in dict.fromkeys(variables)
        for free, held in zip(
            inner.of(variable, depth).entries, writer.of(variable, depth).entries, strict=True
        )
        if free is not held
    ]


def _set_back(term: Term, back: list[tuple[Term, Term]]) -> Term:
    """The derivative at the point that has the property; all entries are set at once."""
    aside = [t.name(f"{free.data}~") for free, _ in back]
    for (free, _), place in zip(back, aside, strict=True):
        term = t.at(term, free, place)
    return t.substitute(term, {p: held for p, (_, held) in zip(aside, back, strict=True)})


def _total(writer: _Writer, term: Term, depth: int) -> Array:
    """A sum or a product whose bounds are numbers, term by term."""
    body, index, lower, upper = term.args
    first, last = (_place(writer, bound, depth) for bound in (lower, upper))
    if last - first >= _LONGEST:
        raise NotWrittenOut("a sum of many terms")
    parts = [
        writer.of(t.substitute(body, {index: t.number(k)}), depth) for k in range(first, last + 1)
    ]
    if not parts:
        return scalar(t.ZERO if term.op is Op.SUM else t.ONE)
    if term.op is Op.SUM:
        return broadcast(parts, t.add)
    if not all(part.is_scalar for part in parts):
        raise NotWrittenOut("a product of arrays over an index")
    return scalar(t.mul(*(part.entries[0] for part in parts)))


def _scalars_only(writer: _Writer, term: Term, depth: int) -> Array:
    parts = writer.parts(term, depth)
    if not all(part.is_scalar for part in parts):
        raise NotWrittenOut(f"{term.op} of an array")
    return scalar(t.make(term.op, *(part.entries[0] for part in parts), data=term.data))


def _inside(writer: _Writer, term: Term, depth: int) -> Array:
    """An integral or a limit, entry by entry."""
    body, *rest = writer.parts(term, depth)
    if not all(part.is_scalar for part in rest):
        raise NotWrittenOut(f"{term.op} over an array")
    return _each(body, lambda x: t.make(term.op, x, *(p.entries[0] for p in rest), data=term.data))


_RULES: Final[dict[Op, Callable[[_Writer, Term, int], Array]]] = {
    Op.NAME: _name, Op.ELEMENT: _element, Op.ADD: _sum, Op.NEG: _negative, Op.MUL: _product,
    Op.DIV: _quotient, Op.POW: _power, Op.CALL: _call, Op.VECTOR: _column, Op.MATRIX: _matrix,
    Op.APPLY: _application, Op.DERIVATIVE: _derivative, Op.SUM: _total, Op.PRODUCT: _total,
    Op.INTEGRAL: _inside, Op.LIMIT: _inside, Op.AT: _scalars_only,
    Op.CASES: _scalars_only, Op.RELATION: _scalars_only, Op.AND: _scalars_only,
    Op.OR: _scalars_only,
}  # fmt: skip
