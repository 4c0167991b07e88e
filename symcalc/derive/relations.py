"""What squares of kernels are: (√u)² = u, |u|² = u², sin² + cos² = 1 (DLMF 4.21.12, 4.35.11)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from symcalc.core.term import Op, Term, call
from symcalc.derive.rational import MOST_TERMS, Field, Ratio, TooManyTermsError

#: function -> (the other one, a, b) with function² = a + b other².
_SQUARES: Final = {
    "cos": ("sin", 1, -1),
    "sin": ("cos", 1, -1),
    "cosh": ("sinh", 1, 1),
    "sinh": ("cosh", -1, 1),
    "sec": ("tan", 1, 1),
    "tan": ("sec", -1, 1),
}


#: (function above, function below) -> their quotient.
_QUOTIENTS: Final = {("sin", "cos"): "tan", ("sinh", "cosh"): "tanh"}


def quotients(kernels: list[Term]) -> list[Term]:
    """The tangents of what stands both in a sine and in a cosine."""
    return [
        call(name, *one.args)
        for (above, below), name in _QUOTIENTS.items()
        for one in kernels
        if one.op is Op.CALL and one.data == above and call(below, *one.args) in kernels
    ]


def by_quotients(field: Field, ratio: Ratio) -> Iterator[Ratio]:
    """The ratio with sines written as tangent times cosine, where all cosines cancel."""
    for (above, below), name in _QUOTIENTS.items():
        for kernel in field.kernels:
            tangent, cosine = call(name, *kernel.args), call(below, *kernel.args)
            if kernel.data != above or not {tangent, cosine} <= field.generators.keys():
                continue
            image = {kernel: field.generators[tangent] * field.generators[cosine]}
            found = reduced(
                composed(field, ratio.above, image), composed(field, ratio.below, image)
            )
            if not mentions(field, found, cosine):
                yield found


def mentions(field: Field, ratio: Ratio, kernel: Term) -> bool:
    """Whether a kernel occurs in a ratio."""
    position = field.kernels.index(kernel)
    return any(polynomial.degrees()[position] for polynomial in (ratio.above, ratio.below))


def radicands(kernels: list[Term]) -> list[Term]:
    """What stands in the square roots and the absolute values among some kernels."""
    return [k.args[0] for k in kernels if k.op is Op.CALL and k.data in ("sqrt", "abs")]


def without_squared_roots(field: Field, ratio: Ratio) -> Ratio:
    """The ratio with even powers of square roots worked out, x/√x as √x among them."""
    for kernel in field.kernels:
        if kernel.op is not Op.CALL or kernel.data != "sqrt":
            continue
        inside = field.ratio(kernel.args[0])
        root = field.generators[kernel]
        if kernel.args[0] in field.generators:
            square = {kernel.args[0]: root**2}
            ratio = reduced(
                composed(field, ratio.above, square), composed(field, ratio.below, square)
            )
        if inside.below.is_constant():
            ratio = square_replaced(field, ratio, kernel, inside.above / inside.below)
    return ratio


def by_moduli(field: Field, ratio: Ratio) -> Iterator[Ratio]:
    """The ratio with |u|² as u², and with u² as |u|²: x²/|x| is |x|."""
    for kernel in field.kernels:
        if kernel.op is not Op.CALL or kernel.data != "abs":
            continue
        inside = field.generators.get(kernel.args[0])
        if inside is not None:
            yield square_replaced(field, ratio, kernel, inside**2)
            yield square_replaced(field, ratio, kernel.args[0], field.generators[kernel] ** 2)


def by_squares(field: Field, ratio: Ratio) -> Iterator[Ratio]:
    """The ratio with the squares of one function written through those of its partner."""
    for kernel in field.kernels:
        row = _SQUARES.get(str(kernel.data)) if kernel.op is Op.CALL else None
        partner = call(row[0], *kernel.args) if row else None
        if row is None or partner is None or partner not in field.generators:
            continue
        square = field.one * row[1] + row[2] * field.generators[partner] ** 2
        yield square_replaced(field, ratio, kernel, square)


def square_replaced(field: Field, ratio: Ratio, kernel: Term, square: Any) -> Ratio:
    """The ratio with the even powers of a kernel replaced by powers of ``square``."""
    position = field.kernels.index(kernel)
    above = _even_powers(field, ratio.above, position, square)
    below = _even_powers(field, ratio.below, position, square)
    if below.is_zero():
        return ratio
    return reduced(above, below)


def _even_powers(field: Field, polynomial: Any, position: int, square: Any) -> Any:
    total = field.one * 0
    for exponents, coefficient in polynomial.to_dict().items():
        half, odd = divmod(int(exponents[position]), 2)
        left = (*exponents[:position], odd, *exponents[position + 1 :])
        if len(square) ** half > 64:
            raise TooManyTermsError
        total += field.context.from_dict({left: coefficient}) * square**half
    return total


def composed(field: Field, polynomial: Any, changes: dict[Term, Any]) -> Any:
    """A polynomial with some kernels replaced by other polynomials."""
    images = [changes.get(kernel, field.generators[kernel]) for kernel in field.kernels]
    return polynomial.compose(*images, ctx=field.context)


def reduced(above: Any, below: Any) -> Ratio:
    """The ratio of two polynomials in lowest terms; raises ZeroDivisionError, TooManyTermsError."""
    if below.is_zero():
        raise ZeroDivisionError
    if max(len(above), len(below)) > MOST_TERMS:
        raise TooManyTermsError
    common = above.gcd(below)
    return Ratio(above / common, below / common)
