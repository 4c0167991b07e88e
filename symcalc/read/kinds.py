"""Which names are vectors and matrices: by font, by declaration, and by use over a page.

What is concluded here is reported as inferred; a line that fails under an inferred kind is
never refuted for it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from symcalc.core import term as t
from symcalc.core.kind import REAL, Kind, Sort, elements_key
from symcalc.core.kind_shapes import has_arrays
from symcalc.core.problem import Statement, Trouble
from symcalc.core.shape import SCALAR, Shape, is_open
from symcalc.core.shapes import Shapes
from symcalc.core.term import Op, Term, postorder
from symcalc.core.unification import unite

VECTOR: Final = Kind(Sort.VECTOR)
MATRIX: Final = Kind(Sort.MATRIX)

_BOLD: Final = ("bf.", "vec.", "sf.")
_ACCENTS: Final = ("hat.", "bar.", "tilde.", "check.", "breve.", "dot.", "ddot.", "d.")


def kind_by_font(key: str) -> Kind | None:
    """A bold or arrowed letter is a vector, a bold capital a matrix; None for other fonts."""
    letter = _without_accents(key)
    return by_letter(key) if letter.startswith(_BOLD) else None


def by_letter(key: str) -> Kind:
    """The usual kind of an array with this letter: small for vectors, capital for matrices."""
    letter = _without_accents(key).removeprefix("bf.").removeprefix("sf.")
    is_arrow = letter.startswith("vec.")
    return VECTOR if is_arrow or not letter[:1].isupper() else MATRIX


def _without_accents(key: str) -> str:
    while key.startswith(_ACCENTS):
        key = key.partition(".")[2]
    return key


def relatives_kind(key: str, kinds: Mapping[str, Kind]) -> Kind | None:
    """The kind of a name as a variant of another: the hat of a vector, a block of a matrix.

    The bar of a vector is none: it is the mean of its entries as often as another vector.
    """
    if key.startswith("bar."):
        return None
    plain = _without_accents(key)
    if plain != key and plain in kinds:
        return kinds[plain]
    base, _, label = plain.partition("_")
    kind = kinds.get(base)
    if kind is None or not label:
        return None
    if kind.sort is Sort.MATRIX:
        return MATRIX if _is_capital(key) else None
    return None if label.isdigit() or kind.sort is not Sort.VECTOR else kind


# -------------------------------------------------------------------------- by use

#: Capitals that count or name sets as often as they name matrices.
_NO_MATRICES: Final = frozenset("CEIKLNOT")
#: Small letters that are numbers as often as vectors where they stand behind a matrix.
_NO_VECTORS: Final = frozenset(
    "c d e h i j k l m n s t lambda tau eta epsilon varepsilon gamma delta sigma".split()
)
_EQUALITIES: Final = frozenset({"=", ":=", "~"})
#: Functions whose undeclared arguments are arrays.
_USUAL_ARGUMENTS: Final = {
    "trace": MATRIX, "det": MATRIX, "rank": MATRIX, "vec": MATRIX, "frobenius": MATRIX,
    "adjoint": MATRIX, "dot": VECTOR, "cross": VECTOR, "skew": VECTOR,
}  # fmt: skip


@dataclass(frozen=True)
class Names:
    """What is known of the names of a page when their kinds are looked for."""

    kinds: Mapping[str, Kind]
    scalars: frozenset[str]

    @property
    def in_bold(self) -> bool:
        """Whether the author sets vectors in bold, so that other small letters are numbers."""
        return any(_without_accents(key).startswith(_BOLD) for key in self.kinds)


class _ByUse(Shapes):
    """Shapes in which a name that nothing is known of may turn out to be an array.

    ``by_convention`` decides such a factor beside an array by its letter and its place;
    what that leaves open is ``unsettled``.
    """

    def __init__(self, names: Names, by_convention: bool) -> None:
        super().__init__(names.kinds)
        self.scalars = names.scalars
        self.in_bold = names.in_bold
        self.by_convention = by_convention
        self.undeclared: dict[str, Shape] = {}
        self.settled: dict[str, Kind] = {}
        self.unsettled: dict[str, None] = {}

    def unstated(self, key: str) -> Shape:
        if key in self.scalars or (self.in_bold and not _is_capital(key)):
            return SCALAR
        if key not in self.undeclared:
            self.undeclared[key] = self.open_shape(weak=True)
        return self.undeclared[key]

    def visit(self, node: Term) -> None:
        if node not in self._shapes and self._tells_nothing(node):
            self._shapes[node] = self.open_shape()
            return
        super().visit(node)

    def _tells_nothing(self, node: Term) -> bool:
        """A product with factors of any kind, or the derivative of a name of any kind.

        A vector may be the gradient of a number as well as a column of a Jacobian.
        """
        if node.op is Op.DERIVATIVE:
            return bool(self._vague_key(node.args[0]))
        return node.op is Op.MUL and not self._factors_are_clear(node)

    def is_certain(self, term: Term) -> bool:
        """Whether a visited term is certainly an array."""
        shape = self.of(term)
        vague = shape.weak and is_open(shape.rows) and is_open(shape.columns)
        return not shape.is_scalar and not vague

    def is_array(self, key: str) -> bool:
        """Whether the shape of a name was bound to that of an array."""
        shape = self.resolved(self.undeclared[key])
        arrays = [s for s in map(self.resolved, self.names.values()) if not s.is_scalar]
        sizes = {size for array in arrays for size in (array.rows, array.columns)}
        bound = [s for s in (shape.rows, shape.columns) if not is_open(s) or s in sizes]
        return not shape.is_scalar and any(size != "1" for size in bound)

    def _factors_are_clear(self, node: Term) -> bool:
        """Settle the factors that stand beside an array, if it can be done."""
        certain = [self.is_certain(factor) for factor in node.args]
        vague = [k for k, factor in enumerate(node.args) if self._vague_key(factor)]
        if not vague or not any(certain):
            return True
        if not self.by_convention:
            return False
        settled = [self._settle(node, k, certain) for k in vague]
        return all(settled)

    def _vague_key(self, factor: Term) -> str:
        """The undeclared name that a factor is, or is a power of; empty if it is none."""
        while factor.op in (Op.NEG, Op.POW):
            factor = factor.args[0]
        key = str(factor.data) if factor.op is Op.NAME else ""
        return key if key in self.undeclared and not self.is_certain(factor) else ""

    def _settle(self, node: Term, place: int, certain: list[bool]) -> bool:
        key = self._vague_key(node.args[place])
        if not key:
            return True  # it stands twice in the product
        left = [self.of(node.args[k]) for k in range(place) if certain[k]]
        followed = any(certain[place + 1 :])
        plain = node.args[place].op is Op.NAME
        kind = _usual_factor(key, left[-1] if left else None, followed, plain)
        if kind is None:
            self.unsettled[key] = None
            return False
        self._bind(key, kind)
        return True

    def settle_arguments(self, node: Term) -> None:
        """The undeclared names in the functions of matrices and of vectors."""
        kind = _USUAL_ARGUMENTS.get(str(node.data)) if node.op is Op.CALL else None
        if kind is None:
            return
        for part in postorder(*node.args):
            self.visit(part)
            key = self._vague_key(part) if part.op is Op.NAME else ""
            if key and _is_capital(key) is (kind is MATRIX):
                self._bind(key, kind)

    def _bind(self, key: str, kind: Kind) -> None:
        shape = self.undeclared[key]
        if kind.sort is Sort.SCALAR:
            self.same(shape, SCALAR, "kind", t.name(key))
            return
        self.settled[key] = kind
        if kind.sort is Sort.VECTOR:
            self.same_size(shape.columns, "1")
        firm = Shape(shape.rows, shape.columns)
        self.undeclared[key] = self._shapes[t.name(key)] = firm


def _usual_factor(key: str, left: Shape | None, followed: bool, plain: bool) -> Kind | None:
    """The kind of a factor beside arrays, by its letter and its place; None if it is open.

    Numbers stand before the arrays that they multiply, as in 2 c A x.
    """
    if left is not None and left.quaternion:
        return None
    letter = _letter(key)
    if _is_capital(key):
        return None if letter in _NO_MATRICES and left is None else MATRIX
    if followed or not plain or left is None or left.columns == "1":
        return REAL
    return None if letter in _NO_VECTORS else VECTOR


def _letter(key: str) -> str:
    """The letter of a key, without accents, labels, stars and primes."""
    return re.split(r"[_^']", _without_accents(key))[0].rpartition(".")[2]


def _is_capital(key: str) -> bool:
    return _letter(key)[:1].isupper()


def kinds_by_use(
    statements: Iterable[Statement], kinds: Mapping[str, Kind], scalars: frozenset[str]
) -> dict[str, Kind]:
    """The names that must be vectors or matrices for the lines with arrays to conform.

    What shapes show comes first; what is left is settled by what is usual.
    """
    statements = list(statements)
    scalars |= _certain_scalars(statements)
    found: dict[str, Kind] = {}
    while True:
        names = Names({**kinds, **found}, scalars)
        more = _evidence(statements, names, False) or _evidence(statements, names, True)
        if not more:
            return {key: kind for key, kind in found.items() if not _is_entry(key, names.kinds)}
        found |= more


def _is_entry(key: str, kinds: Mapping[str, Kind]) -> bool:
    """Whether a name is an entry by its label, as beta_0 is of a vector beta."""
    base, _, label = _without_accents(key).partition("_")
    kind = kinds.get(base)
    return label.isdigit() and kind is not None and kind.sort is Sort.VECTOR


def _evidence(statements: Iterable[Statement], names: Names, convention: bool) -> dict[str, Kind]:
    """What the lines with arrays say of undeclared names, where they all agree."""
    said: dict[str, list[Kind]] = {}
    for statement in statements:
        shapes = _shapes_in(statement, names, convention)
        if shapes is None or shapes.conflicts:
            continue
        for key in shapes.undeclared:
            kind = shapes.settled.get(key) or _kind_of(key, shapes)
            if kind is not None:
                said.setdefault(key, []).append(kind)
    agreed = {key: kinds[0] for key, kinds in said.items() if all(k == kinds[0] for k in kinds)}
    return {key: kind for key, kind in agreed.items() if key not in names.kinds}


def _shapes_in(statement: Statement, names: Names, convention: bool) -> _ByUse | None:
    """The shapes of a line with arrays; None for other lines."""
    sides = [side for side in (statement.left, statement.right) if side is not None]
    if not has_arrays(sides, names.kinds):
        return None
    shapes = _ByUse(names, convention)
    nodes = postorder(*sides)
    for node in nodes if convention else ():
        shapes.settle_arguments(node)
    shapes.visit_all(*sides)
    if len(sides) == 2 and statement.relation in _EQUALITIES:
        unite(shapes, shapes.of(sides[0]), shapes.of(sides[1]), sides[0])
    return shapes


def _kind_of(key: str, shapes: _ByUse) -> Kind | None:
    """An array only where its rows were bound: by an array it is added or equal to."""
    if not shapes.is_array(key):
        return None
    shape = shapes.resolved(shapes.undeclared[key])
    if shape.columns == "1":
        return VECTOR
    return MATRIX if shape.rows != "1" and _is_capital(key) else None


def _certain_scalars(statements: Iterable[Statement]) -> frozenset[str]:
    """The names that divide, that are exponents, or that an operator binds."""
    found: set[str] = set()
    for statement in statements:
        sides = [side for side in (statement.left, statement.right) if side is not None]
        for node in postorder(*sides):
            found.update(str(part.data) for part in _scalar_parts(node) if part.op is Op.NAME)
    return frozenset(found)


def _scalar_parts(node: Term) -> tuple[Term, ...]:
    if node.op in (Op.DIV, Op.POW):
        below = node.args[1]
        return (below, *below.args) if below.op in (Op.MUL, Op.ADD, Op.NEG) else (below,)
    if node.op in (Op.SUM, Op.PRODUCT, Op.INTEGRAL, Op.LIMIT):
        return node.args[1:]
    if node.op is Op.DERIVATIVE:
        return tuple(v for v in node.args[1:] if _letter(str(v.data)) in _NO_VECTORS)
    return ()


def unsettled(
    statement: Statement, kinds: Mapping[str, Kind], scalars: frozenset[str]
) -> Trouble | None:
    """Why a line with arrays cannot be judged: a name in it may be a number or an array."""
    shapes = _shapes_in(statement, Names(kinds, scalars | _certain_scalars([statement])), True)
    if shapes is None or not shapes.unsettled:
        return None
    key = next(iter(shapes.unsettled))
    shown = key.replace(".", " ")
    array = "matrix n n" if _is_capital(key) else "vector n"
    message = f"{shown} stands beside vectors or matrices and may be a number or one of them"
    cure = f"declare it: --let '{key}: {array}', or --let '{key}: real'"
    return Trouble("SC031", message, statement.span, shown, cure)


def element_kind(key: str, indices: int) -> Kind | None:
    r"""``\mathbf{x}_i`` is the i-th of several vectors; ``\mathbf{X}_{ij}`` is an entry."""
    kind = kind_by_font(key)
    return kind if kind is not None and indices == 1 else None


def keys_in(term: Term) -> set[str]:
    """The names and elements of a term by the keys under which kinds are declared."""
    names = {str(node.data) for node in postorder(term) if node.op is Op.NAME}
    return names | {elements_key(node) for node in postorder(term) if node.op is Op.ELEMENT}
