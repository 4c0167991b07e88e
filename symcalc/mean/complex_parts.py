"""Complex terms as pairs of real ones: what makes claims about complex numbers claims about reals.

A complex name z stands for Re z + i Im z with two real names; arithmetic and the entire
functions follow (Ahlfors, Complex Analysis, 3rd ed. (1979), sections 1.1 and 2.3).  Names,
variables of integration and indices that nobody declared complex are real.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import partial
from typing import Final

from symcalc.core import term as raw
from symcalc.core.term import ONE, TWO, ZERO, E, Op, Term, name, value_of
from symcalc.core.vocabulary import COMPLEX
from symcalc.mean.algebra import add, call, div, mul, neg, power, sub

#: Powers of a complex base are multiplied out up to this exponent.
_MOST_FACTORS: Final = 12

UNIT: Final = raw.constant("i")


class NotInPartsError(Exception):
    """The real and imaginary part of a term are not known in closed form."""


@dataclass(frozen=True)
class Parts:
    """A complex number by its real and its imaginary part."""

    real: Term
    imag: Term = ZERO

    @property
    def is_real(self) -> bool:
        """Whether the imaginary part is zero as it stands."""
        return self.imag is ZERO


def real_key(key: str) -> str:
    """The key of the real part of a complex name."""
    return f"re.{key}"


def imag_key(key: str) -> str:
    """The key of the imaginary part of a complex name."""
    return f"im.{key}"


def has_complex(terms: Iterable[Term], names: Iterable[str] = ()) -> bool:
    """Whether terms hold the imaginary unit, a part or a conjugate, or one of some names."""
    keys = frozenset(names)
    return any(
        node is UNIT
        or (node.op is Op.CALL and node.data in COMPLEX)
        or (node.op is Op.NAME and node.data in keys)
        for node in raw.postorder(*terms)
    )


def parts_of(term: Term, names: Iterable[str] = ()) -> Parts:
    """The real and imaginary part of a term in which these names are complex.

    Unknown functions have complex values and real arguments.  Raises NotInPartsError for
    what has no closed form here: logarithms, roots and further functions of what is not real.
    """
    splitting = _Splitting(frozenset(names))
    for node in raw.postorder(term):
        splitting.done[node] = splitting.of(node)
    return splitting.done[term]


@dataclass
class _Splitting:
    """One pass over a graph, arguments before what uses them."""

    names: frozenset[str]
    done: dict[Term, Parts] = field(default_factory=dict)

    def of(self, node: Term) -> Parts:
        parts = [self.done[argument] for argument in node.args]
        if node is UNIT:
            return Parts(ZERO, ONE)
        if node.op is Op.NAME and node.data in self.names:
            key = str(node.data)
            return Parts(name(real_key(key)), name(imag_key(key)))
        if node.op is Op.APPLY:
            return _applied(node, parts)
        if node.op is Op.CALL:
            return _called(str(node.data), node, parts)
        if node.op in _ARITHMETIC:
            return _ARITHMETIC[node.op](parts)
        if node.op in _LINEAR:
            return _in_each_part(node, parts)
        return _all_real(node, parts)


# ------------------------------------------------------------------------------ arithmetic


def _sum(parts: list[Parts]) -> Parts:
    return Parts(add(*(p.real for p in parts)), add(*(p.imag for p in parts)))


def _negative(parts: list[Parts]) -> Parts:
    return Parts(neg(parts[0].real), neg(parts[0].imag))


def _product(parts: list[Parts]) -> Parts:
    result = parts[0]
    for other in parts[1:]:
        result = _times(result, other)
    return result


def _times(a: Parts, b: Parts) -> Parts:
    if a.is_real or b.is_real:
        return Parts(mul(a.real, b.real), ZERO if a.is_real and b.is_real else _cross(a, b))
    return Parts(sub(mul(a.real, b.real), mul(a.imag, b.imag)), _cross(a, b))


def _cross(a: Parts, b: Parts) -> Term:
    products = ((a.real, b.imag), (a.imag, b.real))
    return add(*(mul(x, y) for x, y in products if x is not ZERO and y is not ZERO))


def _quotient(parts: list[Parts]) -> Parts:
    above, below = parts
    if below.is_real:
        imag = ZERO if above.is_real else div(above.imag, below.real)
        return Parts(div(above.real, below.real), imag)
    size = _square(below)
    turned = _times(above, Parts(below.real, neg(below.imag)))
    return Parts(div(turned.real, size), div(turned.imag, size))


def _square(z: Parts) -> Term:
    """The square of the absolute value."""
    return add(power(z.real, TWO), power(z.imag, TWO))


def _power(parts: list[Parts]) -> Parts:
    base, exponent = parts
    if base.is_real and base.real is E:
        return _exp(exponent)
    if base.is_real and exponent.is_real:
        return _real_power(base.real, exponent.real)
    if base.is_real:
        return _exp(_times(exponent, Parts(call("log", base.real))))
    return _whole_power(base, exponent)


def _real_power(base: Term, exponent: Term) -> Parts:
    below, half = value_of(base), value_of(exponent)
    if below is not None and half is not None and below < 0 and half == value_of(raw.HALF):
        return Parts(ZERO, call("sqrt", neg(base)))
    return Parts(raw.power(base, exponent))


def _whole_power(base: Parts, exponent: Parts) -> Parts:
    count = value_of(exponent.real) if exponent.is_real else None
    if count is None or count.denominator != 1 or abs(count) > _MOST_FACTORS:
        raise NotInPartsError("a power of a complex number")
    result = Parts(ONE)
    for _ in range(abs(count.numerator)):
        result = _times(result, base)
    return _quotient([Parts(ONE), result]) if count < 0 else result


_ARITHMETIC: Final[dict[Op, Callable[[list[Parts]], Parts]]] = {
    Op.ADD: _sum, Op.NEG: _negative, Op.MUL: _product, Op.DIV: _quotient, Op.POW: _power,
}  # fmt: skip


# ------------------------------------------------------------------------------- functions


def _exp(z: Parts) -> Parts:
    """e^(a+ib) = e^a (cos b + i sin b)."""
    if z.is_real:
        return Parts(call("exp", z.real))
    size = call("exp", z.real)
    return Parts(mul(size, call("cos", z.imag)), mul(size, call("sin", z.imag)))


def _exponential_mean(z: Parts, sign: Callable[[Term], Term]) -> Parts:
    """(e^z ± e^-z) / 2."""
    there, back = _exp(z), _exp(_negative([z]))
    both = (add(there.real, sign(back.real)), add(there.imag, sign(back.imag)))
    return Parts(div(both[0], TWO), div(both[1], TWO))


_cosh: Final = partial(_exponential_mean, sign=lambda term: term)
_sinh: Final = partial(_exponential_mean, sign=neg)


def _cos(z: Parts) -> Parts:
    """cos z = cosh iz."""
    return _cosh(_times(Parts(ZERO, ONE), z))


def _sin(z: Parts) -> Parts:
    """sin z = -i sinh iz."""
    return _times(Parts(ZERO, raw.MINUS_ONE), _sinh(_times(Parts(ZERO, ONE), z)))


def _abs(z: Parts) -> Parts:
    return Parts(call("sqrt", _square(z)))


_FUNCTIONS: Final[dict[str, Callable[[Parts], Parts]]] = {
    "exp": _exp, "cos": _cos, "sin": _sin, "cosh": _cosh, "sinh": _sinh, "abs": _abs,
    "tan": lambda z: _quotient([_sin(z), _cos(z)]),
    "cot": lambda z: _quotient([_cos(z), _sin(z)]),
    "tanh": lambda z: _quotient([_sinh(z), _cosh(z)]),
    "coth": lambda z: _quotient([_cosh(z), _sinh(z)]),
}  # fmt: skip

_OF_COMPLEX: Final[dict[str, Callable[[Parts], Parts]]] = {
    "re": lambda z: Parts(z.real),
    "im": lambda z: Parts(z.imag),
    "conj": lambda z: Parts(z.real, ZERO if z.is_real else neg(z.imag)),
}


def _called(function: str, node: Term, parts: list[Parts]) -> Parts:
    if function in _OF_COMPLEX:
        return _OF_COMPLEX[function](parts[0])
    if function == "sqrt" and parts[0].is_real:
        negative = _is_negative(parts[0])
        return _real_power(parts[0].real, raw.HALF) if negative else _same(node, parts)
    if all(part.is_real for part in parts):
        return _same(node, parts)
    if function not in _FUNCTIONS:
        raise NotInPartsError(f"{function} of a complex number")
    return _FUNCTIONS[function](parts[0])


def _is_negative(z: Parts) -> bool:
    value = value_of(z.real)
    return value is not None and value < 0


def _applied(node: Term, parts: list[Parts]) -> Parts:
    """An unknown function: its real and its imaginary part are unknown functions."""
    if not all(part.is_real for part in parts):
        raise NotInPartsError("an unknown function of a complex number")
    arguments = [part.real for part in parts]
    key, orders = raw.function_key(node), raw.function_orders(node)
    return Parts(
        raw.apply(real_key(key), *arguments, orders=orders),
        raw.apply(imag_key(key), *arguments, orders=orders),
    )


# ------------------------------------------------------------------------------- the rest

#: Operations that act on the real and the imaginary part of their first argument alike.
_LINEAR: Final = frozenset({Op.DERIVATIVE, Op.AT, Op.INTEGRAL, Op.SUM, Op.LIMIT})


def _in_each_part(node: Term, parts: list[Parts]) -> Parts:
    body, *rest = parts
    if not all(part.is_real for part in rest):
        raise NotInPartsError("a path in the complex plane")
    places = [part.real for part in rest]
    real = raw.make(node.op, body.real, *places, data=node.data)
    return Parts(
        real, ZERO if body.is_real else raw.make(node.op, body.imag, *places, data=node.data)
    )


def _all_real(node: Term, parts: list[Parts]) -> Parts:
    if not all(part.is_real for part in parts):
        raise NotInPartsError(f"{node.op} of complex numbers")
    return _same(node, parts)


def _same(node: Term, parts: list[Parts]) -> Parts:
    return Parts(raw.make(node.op, *(part.real for part in parts), data=node.data))
