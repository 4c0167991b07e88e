"""The shapes of terms by unification of their sizes.

A size that nobody stated is a variable that the rules of the operations may bind: in
W x + b with x in R^n and b in R^m, W is m × n.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence

from symcalc.core.kind import Kind
from symcalc.core.shape import SCALAR, Conflict, Shape, Size, is_open
from symcalc.core.term import Term, postorder


class Unification(ABC):
    """The shapes of terms, with what has been learnt of their sizes."""

    def __init__(self, kinds: Mapping[str, Kind]) -> None:
        self.kinds = kinds
        self.conflicts: list[Conflict] = []
        self.names: dict[str, Shape] = {}
        self.sums: dict[Size, tuple[Size, ...]] = {}
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

    @abstractmethod
    def visit(self, node: Term) -> None:
        """Find the shape of a term whose arguments were visited."""

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

    def sum_of(self, sizes: Sequence[Size]) -> Size:
        """The sum of sizes: a number, the one size, or a size that ``sums`` tells."""
        if all(size.isdigit() for size in sizes):
            return str(sum(map(int, sizes)))
        if len(sizes) == 1:
            return sizes[0]
        total = self.fresh()
        self.sums[total] = tuple(sizes)
        return total

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


def unite(shapes: Unification, left: Shape, right: Shape, node: Term) -> bool:
    """Make the sides of an equation equal in shape; 0 (any scalar) may stand for 0 everywhere."""
    for one, other in ((left, right), (right, left)):
        if one.is_scalar and not shapes.resolved(other).is_known:
            return shapes.same(one, other, "=", node) if other.weak else True
    if left.quaternion or right.quaternion:
        return True
    return shapes.same(left, right, "=", node)
