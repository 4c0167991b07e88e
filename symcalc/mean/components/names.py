"""What the names of arrays and of their entries are written out as."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from symcalc.core import term as t
from symcalc.core.kind import Kind, Sort
from symcalc.core.kind_shapes import owner_of
from symcalc.core.shape import Shape, Size
from symcalc.core.shapes import Shapes
from symcalc.core.term import Term
from symcalc.mean.components.array import Array, NotWrittenOut, table
from symcalc.mean.components.properties import MAKERS, normalised, orthogonal, reflection
from symcalc.mean.numeric import element_key

_LARGEST: Final = 6  # rows or columns


@dataclass(frozen=True)
class Setting:
    """What fixes the entries: shapes, a number for every size, and the kinds of the names.

    ``free`` are arrays whose entries are independent for now, because something is
    differentiated by them.  ``reflected`` makes orthogonal matrices reflections, unless they
    are said to be rotations.
    """

    shapes: Shapes
    sizes: Mapping[Size, int]
    kinds: Mapping[str, Kind]
    free: frozenset[str] = frozenset()
    reflected: bool = False

    def number_of(self, size: Size) -> int:
        """The number that stands for a size.  Raises NotWrittenOut if there is none."""
        size = self.shapes.size(size)
        parts = self.shapes.sums.get(size)
        if parts is not None:
            return sum(map(self.number_of, parts))
        found = int(size) if size.isdigit() else self.sizes.get(size)
        if found is None or found > _LARGEST:
            raise NotWrittenOut(f"the size {size}")
        return found

    def dimensions(self, shape: Shape) -> tuple[int, int]:
        """Rows and columns of a shape as numbers."""
        return self.number_of(shape.rows), self.number_of(shape.columns)


def size_or_entry(key: str, setting: Setting) -> Term:
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
    owner = owner_of(base, kinds, 1) if label.isdigit() else None
    return key if owner is None else f"{owner}_{label}"


def entries_of(key: str, kind: Kind, rows: int, columns: int, setting: Setting) -> Array:
    """The entries of a named array of a kind."""
    free = key in setting.free
    if kind.sort is Sort.VECTOR or columns == 1:
        column = table(rows, 1, lambda i, _: t.name(element_key(key, [i + 1])))
        return normalised(column) if "unit" in kind.properties and not free else column
    plain = table(rows, columns, lambda i, j: t.name(element_key(key, [i + 1, j + 1])))
    maker = next((MAKERS[p] for p in kind.properties if p in MAKERS), None)
    if maker is None or free or rows != columns:
        return plain
    turned = maker is orthogonal and setting.reflected and "rotation" not in kind.properties
    return reflection(plain) if turned else maker(plain)


def quaternion_entries(key: str, kind: Kind, free: bool) -> Array:
    """The four entries of a named quaternion; of a unit one divided by its length."""
    names = tuple(t.name(f"{key}_{part}") for part in "wxyz")
    whole = Array(4, 1, names, quaternion=True)
    return normalised(whole) if "unit" in kind.properties and not free else whole
