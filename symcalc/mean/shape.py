"""Whether a term is a scalar."""

from __future__ import annotations

from typing import Final

from symcalc.core.kind import Sort
from symcalc.core.kind_shapes import ARRAY_OPS, ARRAY_SORTS
from symcalc.core.problem import Scope
from symcalc.core.term import Op, Term, postorder
from symcalc.mean.errors import NotScalar

_ARRAYS: Final = ARRAY_OPS | {Op.TUPLE}
_NOT_SCALAR: Final = ARRAY_SORTS | {Sort.SET}


def require_scalar(term: Term, scope: Scope | None = None) -> None:
    """Raise :class:`NotScalar` if a term holds a vector, a matrix or another array.

    A vector that occurs only through its elements is no obstacle: x_i is a scalar.
    """
    declarations = (scope or Scope()).declarations
    for node in postorder(term):
        if node.op in _ARRAYS:
            raise NotScalar(f"a {node.op}")
        declaration = declarations.get(str(node.data)) if node.op is Op.NAME else None
        if declaration is not None and declaration.kind.sort in _NOT_SCALAR:
            raise NotScalar(f"{node.data}, a {declaration.kind.sort}")


def is_scalar(term: Term, scope: Scope | None = None) -> bool:
    """Whether a term holds scalars only."""
    try:
        require_scalar(term, scope)
    except NotScalar:
        return False
    return True
