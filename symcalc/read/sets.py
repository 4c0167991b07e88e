"""Sets of numbers, vectors and matrices as people write them, and the sizes in them."""

from __future__ import annotations

import re
from typing import Final

from symcalc.core.kind import COMPLEX, INTEGER, REAL, Kind, Sort
from symcalc.core.shape import size_of
from symcalc.core.span import Source
from symcalc.read.context import Context
from symcalc.read.errors import ReadError
from symcalc.read.formula import cursor_over
from symcalc.read.lexer import Token, tokenize
from symcalc.read.phrases import COUNT

_SETS: Final = {
    "R": REAL, "N": COUNT, "Z": INTEGER, "C": COMPLEX, "H": Kind(Sort.QUATERNION, properties=())
}  # fmt: skip

#: ``\mathbb{R}``, ``\mathbf R``, ``\Bbb{C}`` and what may stand after them.
_SET: Final = re.compile(r"\\math(?:bb|bf|rm)?\{?(?P<set>[RNZCH])\}?(?P<rest>.*)$")
_POSITIVE: Final = ("_+", "_{+", "^+", "^{+", "_{>", "_>")
_FROM_ZERO: Final = ("_0", "_{0", "_{\\ge", "_\\ge")


#: ``SO(3)``, ``\\mathrm{O}(n)``.
_GROUP: Final = re.compile(r"(?:\\[a-z]+)?\{?(?P<group>S?O)\}?\((?P<size>\w)\)$")
_OF_GROUPS: Final = {"O": ("real", "orthogonal"), "SO": ("real", "rotation", "orthogonal")}


def kind_of_set(tokens: list[Token], context: Context) -> Kind | None:
    """The kind of the members of a set of numbers, vectors or matrices."""
    group = _GROUP.match("".join(token.text + token.value for token in tokens))
    if group:
        return Kind(Sort.MATRIX, (group["size"],) * 2, _OF_GROUPS[group["group"]])
    match = _SET.match("".join(token.text for token in tokens))
    if not match:
        return None
    kind, rest = _SETS[match.group("set")], match.group("rest")
    if rest.startswith((*_POSITIVE, *_FROM_ZERO)) and "^" not in rest[1:]:
        return _part_of(kind, rest.startswith(_POSITIVE))
    power = next((k for k, token in enumerate(tokens) if token.text == "^"), None)
    if power is None:
        return kind
    sizes = _sizes_of(tokens[power + 1 :], context)
    if not sizes or len(sizes) > 2 or kind.sort is Sort.QUATERNION:
        return None
    if len(sizes) == 1 or sizes[1] == "1":
        return Kind(Sort.VECTOR, (sizes[0],), kind.properties[:1])
    return Kind(Sort.MATRIX, tuple(sizes), kind.properties[:1])


def _part_of(kind: Kind, positive: bool) -> Kind:
    """The positive numbers of a kind, or those from 0 on."""
    sign = "positive" if positive else "nonnegative"
    return Kind(kind.sort, properties=(kind.properties[0], sign))


def sizes_in(text: str, context: Context) -> list[str]:
    """The sizes in ``n \\times p``, ``n`` and ``\\mathbb{R}^n`` as text; none where it is none."""
    source = Source(text, "<sizes>")
    try:
        tokens = tokenize(source, 0, len(text))
    except ReadError:
        return []
    power = next((k for k, token in enumerate(tokens) if token.text == "^"), -1)
    return _sizes_of(tokens[power + 1 :], context)


def _sizes_of(tokens: list[Token], context: Context) -> list[str]:
    """The sizes in an exponent, or between the signs of multiplication."""
    if tokens and tokens[0].text == "{" and tokens[-1].text == "}":
        tokens = tokens[1:-1]
    source = Source("", "<sizes>")
    try:
        return [size_of(cursor_over(source, part, context).read_all()) for part in _split(tokens)]
    except ReadError:
        return []


def _split(tokens: list[Token]) -> list[list[Token]]:
    """The pieces of a list of tokens between its signs of multiplication."""
    parts: list[list[Token]] = [[]]
    for token in tokens:
        if token.text == "\\times":
            parts.append([])
        else:
            parts[-1].append(token)
    return parts
