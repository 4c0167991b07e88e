r"""Names that stand for one array wherever vectors and matrices are spoken of.

``I_n`` is an identity, ``\mathbf{0}`` and ``1_n`` are filled with zeros and ones, ``e_i`` is a
basis vector where the page says so, ``q^*`` the conjugate of a quaternion.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from symcalc.core import term as t
from symcalc.core.kind import Kind, Sort
from symcalc.core.term import Op, Term
from symcalc.read import names
from symcalc.read.context import Context
from symcalc.read.cursor import Cursor
from symcalc.read.lexer import Token

#: Key of a bold or arrowed digit -> what the array is filled with.
FILLED: Final = {"bf.0": "zeros", "bf.1": "ones", "vec.0": "zeros", "vec.1": "ones"}
IDENTITIES: Final = ("I", "bf.I", "sf.I", "rm.I")
IDENTITY: Final = Kind(Sort.MATRIX, properties=("real", "identity"))

_ARRAYS: Final = (Sort.VECTOR, Sort.MATRIX)


def speaks_of_arrays(context: Context) -> bool:
    """Whether the page is known to have vectors or matrices."""
    return any(kind.sort in _ARRAYS for kind in context.kinds.values())


def usual_array(context: Context, key: str, indices: tuple[Term, ...]) -> Term | None:
    """The array that a name with its subscript stands for; None for any other name."""
    base, _, label = key.partition("_")
    sizes = indices or _sizes_of(label)
    if base in FILLED and all(map(_is_size, sizes)):
        return t.call(FILLED[base], *sizes)
    if _is_basis(context, base) and len(sizes) == 1:
        return t.call("basis", sizes[0])
    if sizes and is_identity(context, base) and all(map(_is_size, sizes)):
        return t.call("identity", *sizes) if len(sizes) == 1 else t.call("identity")
    return _conjugate(context, key)


def is_identity(context: Context, base: str) -> bool:
    """Whether the page means the identity by I."""
    kind = context.kinds.get(base)
    return kind is not None and "identity" in kind.properties


def is_set(context: Context, key: str) -> bool:
    r"""Whether a name, or a variant of it as \mathcal{B}_t is, stands behind ``\in``."""
    kinds = [kind for name, kind in context.kinds.items() if name.partition("_")[0] == (
        key.partition("_")[0])]  # fmt: skip
    return any(kind.sort is Sort.SET for kind in kinds)


def _is_basis(context: Context, base: str) -> bool:
    kind = context.kinds.get(f"{base}[1]")
    return kind is not None and "basis" in kind.properties


def _conjugate(context: Context, key: str) -> Term | None:
    base = key.removesuffix("^*")
    kind = context.kinds.get(base)
    if base == key or kind is None or kind.sort is not Sort.QUATERNION:
        return None
    return t.call("conjugate", t.name(base))


def _sizes_of(label: str) -> tuple[Term, ...]:
    """The sizes that a label names: ``n``, ``2``, ``np`` for n × p."""
    if label.isdigit():
        return (t.number(int(label)),)
    if label in names.GREEK or not label.isalpha():
        return ()
    return tuple(map(t.name, label)) if len(label) <= 2 else ()


def _is_size(size: Term) -> bool:
    """A number from 1 on, or a letter that does not number things."""
    value = t.value_of(size)
    if value is not None:
        return value.denominator == 1 and value >= 1
    return size.op is Op.NAME and str(size.data) not in ("i", "j")


def fills(cursor: Cursor) -> bool:
    """Whether the number at the cursor is the 0 or 1 of an array: A 0_n."""
    subscripted = cursor.peek() in ("0", "1") and cursor.peek(1) == "_"
    return subscripted and speaks_of_arrays(cursor.context)


def filled(cursor: Cursor, base: Term) -> Term | None:
    """``1_n`` and ``0_{n \\times p}`` behind their sign ``_``; None for other subscripts."""
    value = t.value_of(base)
    if base.op is not Op.NUMBER or value not in (0, 1) or not speaks_of_arrays(cursor.context):
        return None
    start = cursor.i
    first, end = cursor.group()
    sizes = _listed(cursor.tokens[first:end])
    if sizes and len(sizes) <= 2 and all(map(_is_size, sizes)):
        return t.call("ones" if value == 1 else "zeros", *sizes)
    cursor.i = start
    return None


def _listed(tokens: Sequence[Token]) -> tuple[Term, ...]:
    """The sizes in ``n``, ``np``, ``n,p`` and ``n \\times p``; none for anything else."""
    parts = [token for token in tokens if token.text not in (",", "\\times")]
    if not all(part.is_letter or part.text.isdigit() for part in parts):
        return ()
    return tuple(t.name(p.text) if p.is_letter else t.number(int(p.text)) for p in parts)
