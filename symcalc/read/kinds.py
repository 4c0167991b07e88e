"""Which names are vectors and matrices: by font, by declaration, and by use over a page.

What is concluded here is reported as inferred; a line that fails under an inferred kind is
never refuted for it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from symcalc.core.kind import Kind, Sort, elements_key
from symcalc.core.problem import Statement
from symcalc.core.shape import SCALAR, Shape, Shapes, has_arrays, is_open, unite
from symcalc.core.term import Op, Term, postorder

VECTOR: Final = Kind(Sort.VECTOR)
MATRIX: Final = Kind(Sort.MATRIX)

_BOLD: Final = ("bf.", "vec.", "sf.")
_ACCENTS: Final = ("hat.", "bar.", "tilde.", "check.", "breve.", "dot.", "ddot.")


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
    """The kind of a name as a variant of another: the hat of a vector, a block of a matrix."""
    plain = _without_accents(key)
    if plain != key and plain in kinds:
        return kinds[plain]
    base, _, label = plain.partition("_")
    kind = kinds.get(base)
    if kind is None or not label:
        return None
    if kind.sort is Sort.MATRIX:
        return MATRIX
    return None if label.isdigit() or kind.sort is not Sort.VECTOR else kind


# -------------------------------------------------------------------------- by use


class _ByUse(Shapes):
    """Shapes in which a name that nothing is known of may turn out to be an array."""

    def __init__(self, kinds: Mapping[str, Kind], scalars: frozenset[str]) -> None:
        super().__init__(kinds)
        self.scalars = scalars
        self.undeclared: dict[str, Shape] = {}

    def unstated(self, key: str) -> Shape:
        if key in self.scalars:
            return SCALAR
        if key not in self.undeclared:
            self.undeclared[key] = self.open_shape(weak=True)
        return self.undeclared[key]


def kinds_by_use(
    statements: Iterable[Statement], kinds: Mapping[str, Kind], scalars: frozenset[str]
) -> dict[str, Kind]:
    """The names that must be vectors or matrices for the lines with arrays to conform."""
    shapes = _ByUse(kinds, scalars)
    for statement in statements:
        sides = [side for side in (statement.left, statement.right) if side is not None]
        if not has_arrays(sides, kinds):
            continue
        for node in postorder(*sides):
            shapes.visit(node)
        if len(sides) == 2 and statement.relation in ("=", ":=", "~"):
            unite(shapes, shapes.of(sides[0]), shapes.of(sides[1]), sides[0])
    found = {key: _kind_of(key, shapes.resolved(shape)) for key, shape in shapes.undeclared.items()}
    return {key: kind for key, kind in found.items() if kind is not None and key not in kinds}


def _kind_of(key: str, shape: Shape) -> Kind | None:
    """An array only where its rows were bound: by an array it is added or equal to."""
    if shape.is_scalar or (is_open(shape.rows) and is_open(shape.columns)):
        return None
    if shape.columns == "1":
        return VECTOR
    if shape.rows == "1":
        return Kind(Sort.MATRIX, ("1", "?")) if not is_open(shape.columns) else None
    return MATRIX


def element_kind(key: str, indices: int) -> Kind | None:
    r"""``\mathbf{x}_i`` is the i-th of several vectors; ``\mathbf{X}_{ij}`` is an entry."""
    kind = kind_by_font(key)
    return kind if kind is not None and indices == 1 else None


def keys_in(term: Term) -> set[str]:
    """The names and elements of a term by the keys under which kinds are declared."""
    names = {str(node.data) for node in postorder(term) if node.op is Op.NAME}
    return names | {elements_key(node) for node in postorder(term) if node.op is Op.ELEMENT}
