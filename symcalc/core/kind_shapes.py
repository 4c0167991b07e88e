"""The shapes that names have by their kinds, and which names are arrays."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from symcalc.core.kind import Kind, Sort, elements_key
from symcalc.core.problem import Scope
from symcalc.core.shape import QUATERNION, SCALAR, Shape
from symcalc.core.term import Op, Term, postorder
from symcalc.core.unification import Unification
from symcalc.core.vocabulary import LINEAR


def kind_shape(shapes: Unification, key: str, kind: Kind) -> Shape:
    """The shape of a name of a kind; sizes that were not stated are open, once a name."""
    if kind.sort is Sort.QUATERNION:
        return QUATERNION
    if kind.sort not in (Sort.VECTOR, Sort.MATRIX):
        return SCALAR
    if key not in shapes.names:
        shapes.names[key] = _declared(shapes, kind)
    return shapes.names[key]


def _declared(shapes: Unification, kind: Kind) -> Shape:
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


def owner_of(key: str, kinds: Mapping[str, Kind], places: int) -> str | None:
    """The array whose entries are written with a key and some indices.

    That is x or a bold x for x_i, A for a_{ij} and A_{ij}, even beside a vector a.
    """
    same = [owner for owner in (key, f"bf.{key}", f"vec.{key}") if owner in kinds]
    capitals = (key.upper(), f"bf.{key.upper()}") if len(key) == 1 else ()
    matrices = [owner for owner in (*same, *capitals) if _is_matrix(owner, kinds)]
    return next(iter([*matrices, *same] if places == 2 else [*same, *matrices]), None)


def _is_matrix(key: str, kinds: Mapping[str, Kind]) -> bool:
    return key in kinds and kinds[key].sort is Sort.MATRIX


def family_of(element: Term, kinds: Mapping[str, Kind]) -> str | None:
    """The vectors, v[1] of all v_i, of one of which an element v_{i,l} is an entry."""
    if len(element.args) < 2:
        return None
    key = f"{element.data}[{len(element.args) - 1}]"
    kind = kinds.get(key)
    return key if kind is not None and kind.sort is Sort.VECTOR else None


def array_kinds(scope: Scope) -> dict[str, Kind]:
    """The kinds of the names that a scope declares vectors, matrices or quaternions."""
    declared = scope.declarations.items()
    return {key: item.kind for key, item in declared if item.kind.sort in ARRAY_SORTS}


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
    return any(kind is not None and kind.sort in ARRAY_SORTS for kind in found)


#: The sorts whose values are arrays.
ARRAY_SORTS: Final = frozenset({Sort.VECTOR, Sort.MATRIX, Sort.QUATERNION})
