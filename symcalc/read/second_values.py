"""Values of terms at three fixed complex points: how the second reader compares two readings.

A name is worth a hash of its key.  Arithmetic and the elementary functions are computed;
whatever else a term holds (an unknown function, a sum, an integral) is worth a hash of
what it is and of the values of its parts.  Two readings of one text need no renaming of
bound variables, and equal ones have equal values up to rounding.
"""

from __future__ import annotations

import cmath
import math
from collections.abc import Callable, Iterator
from hashlib import blake2b
from typing import Final

from symcalc.core import term as t
from symcalc.core.term import Op, Term

POINTS: Final = (0, 1, 2)
_DIGITS: Final = 9  # of a value that is hashed
_TOLERANCE: Final = 1e-8  # relative
_NOISE: Final = 1e-13  # what is left of a difference that is zero
_UNDEFINED: Final = (ArithmeticError, ValueError)


def same_values(first: Term, second: Term, bounds: bool = True) -> bool | None:
    """Whether two terms agree at one of three points; None if both are undefined at all.

    Without ``bounds`` the ranges of sums do not count, for texts that do not say them.
    """
    compared = False
    for point in POINTS:
        one, other = value_at(first, point, bounds), value_at(second, point, bounds)
        if one is None or other is None:
            continue
        compared = True
        if abs(one - other) <= _TOLERANCE * max(abs(one), abs(other)) + _NOISE:
            return True
    return False if compared else None


def value_at(term: Term, point: int, bounds: bool = True) -> complex | None:
    """The value of a term at a point, or None where it is undefined."""
    values: dict[Term, complex] = {}
    try:
        for node in t.postorder(term):
            args = [values[argument] for argument in node.args]
            value = _value(node, args, point, bounds) + 0  # no negative zero beside a branch cut
            if not cmath.isfinite(value):
                return None
            values[node] = value
    except _UNDEFINED:
        return None
    return values[term]


def _value(node: Term, args: list[complex], point: int, bounds: bool) -> complex:
    if node.op is Op.NAME:
        return _subscripted(str(node.data), [], point)
    if node.op is Op.ELEMENT:
        return _element(node, args, point)
    if node.op is Op.APPLY:
        return _application(node, args, point)
    if node.op is Op.CALL:
        return _call(str(node.data), args, point)
    if node.op in (Op.SUM, Op.PRODUCT) and not bounds:
        index = "" if "~" in str(node.args[1].data) else args[1]
        return _hash(point, node.op, args[0], index)
    compute = _ARITHMETIC.get(node.op)
    return compute(node, args) if compute else _hash(point, node.op, node.data, *args)


# ----------------------------------------------------------------------------- arithmetic


def power(base: complex, exponent: complex) -> complex:
    """The principal power; 0^0 is 1."""
    if exponent.imag == 0 and exponent.real == int(exponent.real) and abs(exponent) <= 100:
        return base ** int(exponent.real)
    return base**exponent


def _number(node: Term, _: list[complex]) -> complex:
    value = t.value_of(node)
    assert value is not None
    return complex(float(value))


_CONSTANTS: Final = {
    "pi": complex(math.pi), "e": complex(math.e), "i": 1j, "rm.e": complex(math.e),
}  # fmt: skip


def _constant(node: Term, _: list[complex]) -> complex:
    known = _CONSTANTS.get(str(node.data))
    return _hash(0, "constant", node.data) if known is None else known


_ARITHMETIC: Final[dict[Op, Callable[[Term, list[complex]], complex]]] = {
    Op.NUMBER: _number,
    Op.DECIMAL: _number,
    Op.CONSTANT: _constant,
    Op.ADD: lambda _, args: sum(args, 0j),
    Op.MUL: lambda _, args: math.prod(args, start=1 + 0j),
    Op.NEG: lambda _, args: -args[0],
    Op.DIV: lambda _, args: args[0] / args[1],
    Op.POW: lambda _, args: power(*args),
}

_ELEMENTARY: Final[dict[str, Callable[..., complex]]] = {
    "sin": cmath.sin, "cos": cmath.cos, "tan": cmath.tan,
    "cot": lambda z: 1 / cmath.tan(z), "sec": lambda z: 1 / cmath.cos(z),
    "csc": lambda z: 1 / cmath.sin(z),
    "arcsin": cmath.asin, "arccos": cmath.acos, "arctan": cmath.atan,
    "sinh": cmath.sinh, "cosh": cmath.cosh, "tanh": cmath.tanh,
    "exp": cmath.exp, "log": cmath.log, "sqrt": cmath.sqrt,
    "root": lambda z, degree: power(z, 1 / degree),
    "logbase": lambda z, base: cmath.log(z) / cmath.log(base),
}  # fmt: skip


def _call(function: str, args: list[complex], point: int) -> complex:
    compute = _ELEMENTARY.get(function)
    return compute(*args) if compute else _hash(point, "call", function, *args)


# ---------------------------------------------------------------------- names and hashes


def _subscripted(key: str, outer: list[complex], point: int) -> complex:
    """A name with its subscript, which is a list of values, be it a label or indices."""
    stem, _, star = key.partition("^")
    base, _, label = stem.partition("_")
    subscript = [*_label_values(label, point), *outer]
    if not subscript and not star:
        known = _CONSTANTS.get(base)
        return _hash(point, "name", base) if known is None else known
    return _hash(point, "name", base, star, *subscript)


def _label_values(label: str, point: int) -> Iterator[complex]:
    """``12``, ``1,2`` and ``ij`` are the same to it as the indices (1, 2) and (i, j)."""
    for character in label.replace(",", ""):
        if character.isdigit():
            yield complex(int(character))
        else:
            yield _subscripted(character, [], point) if character not in "_^" else 0j


def _element(node: Term, args: list[complex], point: int) -> complex:
    key = str(node.data)
    if key.partition(".")[0] == "member":  # x of a sum over x in X: which set is not compared
        return _hash(point, "member")
    if key.endswith("_|"):  # p_{j|i}: the bar stands between the two
        first, second = args
        return _subscripted(key[:-2], [first, *_label_values("|", point), second], point)
    return _subscripted(key, _index_values(node.args, args), point)


def _index_values(indices: tuple[Term, ...], args: list[complex]) -> list[complex]:
    out: list[complex] = []
    for index, value in zip(indices, args, strict=True):
        digits = str(index.data) if index.op is Op.NUMBER else ""
        out += [complex(int(d)) for d in digits] if digits.isdigit() else [value]
    return out


def _application(node: Term, args: list[complex], point: int) -> complex:
    """A function's subscript and its arguments are one list: f_i(x) and f(i, x) are the same."""
    base, _, label = t.function_key(node).partition("_")
    subscript = list(_label_values(label, point))
    orders = (*(0 for _ in subscript), *t.function_orders(node))
    return _hash(point, "apply", base, orders, *subscript, *args)


def _hash(point: int, *parts: object) -> complex:
    """A number between 0.6 and 1.4 in size that the parts determine."""
    text = "\x00".join(_rounded(part) if isinstance(part, complex) else str(part) for part in parts)
    digest = blake2b(f"{point}\x00{text}".encode(), digest_size=16).digest()
    size, turn = (int.from_bytes(half) / 2**64 for half in (digest[:8], digest[8:]))
    return cmath.rect(0.6 + 0.8 * size, math.tau * turn)


def _rounded(value: complex) -> str:
    """The value to nine digits, as text; rounding errors of a computation do not show."""
    if abs(value) < _NOISE:
        return "0"
    scale = 2.0 ** math.frexp(abs(value))[1]
    parts = (round(part / scale, _DIGITS) * scale + 0.0 for part in (value.real, value.imag))
    return ",".join(map(repr, parts))
