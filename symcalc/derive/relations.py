"""What squares of kernels are: (sqrt u)² = u, sin² + cos² = 1 (DLMF 4.21.12, 4.35.11)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from symcalc.core.term import Op, Term, call
from symcalc.derive.rational import Field, Ratio, TooManyTermsError

#: function -> (the other one, a, b) with function² = a + b other².
_SQUARES: Final = {
    "cos": ("sin", 1, -1),
    "sin": ("cos", 1, -1),
    "cosh": ("sinh", 1, 1),
    "sinh": ("cosh", -1, 1),
    "sec": ("tan", 1, 1),
    "tan": ("sec", -1, 1),
}


def radicands(term_kernels: list[Term]) -> list[Term]:
    """What stands under the square roots among some kernels."""
    return [k.args[0] for k in term_kernels if k.op is Op.CALL and k.data == "sqrt"]


def without_squared_roots(field: Field, ratio: Ratio) -> Ratio:
    """The ratio with even powers of square roots worked out, x/√x as √x among them."""
    for kernel in field.kernels:
        if kernel.op is not Op.CALL or kernel.data != "sqrt":
            continue
        inside = field.ratio(kernel.args[0])
        root = field.generators[kernel]
        if kernel.args[0] in field.generators:
            square = {kernel.args[0]: root**2}
            ratio = _reduced(
                _composed(field, ratio.above, square), _composed(field, ratio.below, square)
            )
        if inside.below.is_constant():
            ratio = square_replaced(field, ratio, kernel, inside.above / inside.below)
    return ratio


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
    return _reduced(above, below)


def _even_powers(field: Field, polynomial: Any, position: int, square: Any) -> Any:
    total = field.one * 0
    for exponents, coefficient in polynomial.to_dict().items():
        half, odd = divmod(int(exponents[position]), 2)
        left = (*exponents[:position], odd, *exponents[position + 1 :])
        if len(square) ** half > 64:
            raise TooManyTermsError
        total += field.context.from_dict({left: coefficient}) * square**half
    return total


def _composed(field: Field, polynomial: Any, changes: dict[Term, Any]) -> Any:
    images = [changes.get(kernel, field.generators[kernel]) for kernel in field.kernels]
    return polynomial.compose(*images, ctx=field.context)


def _reduced(above: Any, below: Any) -> Ratio:
    common = above.gcd(below)
    return Ratio(above / common, below / common)
