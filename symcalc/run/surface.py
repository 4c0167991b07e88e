"""The surface that an algorithm moves on: a loss and its derivatives, as terms."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from symcalc.core.term import ONE, Term, add, div, free_names, name, number, substitute

Matrix = tuple[tuple[Term, ...], ...]


@dataclass(frozen=True)
class Surface:
    """A loss as a function of its parameters, with gradient and (where needed) Hessian.

    ``gram`` is the Gram matrix JᵀJ of the Jacobian of its residuals, where that is needed.

    ``title`` says which it is; all terms are in the parameters alone, once the data are in.
    """

    title: str
    parameters: tuple[str, ...]
    loss: Term
    gradient: tuple[Term, ...]
    hessian: Matrix = ()
    gram: Matrix = ()

    @property
    def variables(self) -> tuple[Term, ...]:
        """The parameters as terms."""
        return tuple(map(name, self.parameters))

    def mapped(self, change: Callable[[Term], Term]) -> Surface:
        """The surface with its loss and its derivatives changed alike (by a linear map)."""
        return replace(
            self,
            loss=change(self.loss),
            gradient=tuple(map(change, self.gradient)),
            hessian=tuple(tuple(map(change, row)) for row in self.hessian),
            gram=tuple(tuple(map(change, row)) for row in self.gram),
        )

    def at(self, term: Term, point: Sequence[Term]) -> Term:
        """The loss, or one of its derivatives, at another point than its parameters."""
        return substitute(term, dict(zip(self.variables, point, strict=True)))

    def unbound(self) -> list[str]:
        """The names in the loss that are no parameters."""
        return sorted(free_names(self.loss) - set(self.parameters))


def over_data(
    surface: Surface, rows: Sequence[Mapping[str, Term]], *, average: bool = False
) -> Surface:
    """The sum (or the mean) over examples; each row maps names of the loss to its values.

    Derivatives of a sum are the sums of the derivatives, so each example's stay as derived.
    """
    weight = number(len(rows)) if average else ONE

    def total(term: Term) -> Term:
        parts = [substitute(term, {name(key): value for key, value in row.items()}) for row in rows]
        return div(add(*parts), weight) if average else add(*parts)

    return surface.mapped(total) if rows else surface


def numbers_of(data: Mapping[str, Sequence[float]]) -> Iterator[dict[str, Term]]:
    """The rows of a table of data, as numbers that go into terms."""
    for values in zip(*data.values(), strict=True):
        yield {key: exact(value) for key, value in zip(data, values, strict=True)}


def exact(value: float) -> Term:
    """The number that its shortest decimal writes: 0.1 is one tenth."""
    return number(Fraction(repr(value)))
