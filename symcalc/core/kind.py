"""What sort of thing a name stands for, and how symcalc came to know it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from symcalc.core.span import Span
from symcalc.core.term import Term


class Sort(StrEnum):
    """The kinds of things that a name can stand for."""

    SCALAR = "scalar"
    VECTOR = "vector"
    MATRIX = "matrix"
    QUATERNION = "quaternion"
    FUNCTION = "function"
    INDEX = "index"  # a bound or counting integer
    SEQUENCE = "sequence"  # x in x_i
    RANDOM = "random variable"
    SET = "set"


@dataclass(frozen=True)
class Kind:
    """A sort with its shape (sizes as written) and its properties.

    Properties are words of the field: real, complex, integer, positive, nonnegative,
    nonzero, unit, symmetric, positive definite, orthogonal, diagonal.
    """

    sort: Sort
    shape: tuple[str, ...] = ()
    properties: tuple[str, ...] = ("real",)

    def __str__(self) -> str:
        sizes = " " + " ".join(self.shape) if self.shape else ""
        return " ".join([*self.properties, self.sort.value]) + sizes


REAL = Kind(Sort.SCALAR)
POSITIVE = Kind(Sort.SCALAR, properties=("real", "positive"))
INTEGER = Kind(Sort.INDEX, properties=("integer",))
COMPLEX = Kind(Sort.SCALAR, properties=("complex",))
FUNCTION = Kind(Sort.FUNCTION)
SEQUENCE = Kind(Sort.SEQUENCE)
SET = Kind(Sort.SET, properties=())


@dataclass(frozen=True)
class Declaration:
    """The kind of one name, with the place and the manner in which it was learnt."""

    key: str
    kind: Kind
    source: str  # "prose", "block", "command line", "use"
    span: Span | None = None

    @property
    def inferred(self) -> bool:
        """Whether the kind was concluded from use, not stated."""
        return self.source == "use"


@dataclass(frozen=True)
class Definition:
    """A name or a function with its meaning: ``f(x) = x^2`` has key f, parameters (x,).

    A sequence is defined by its elements: ``y_i = 2 x_i`` has key ``y[1]``, one index, and
    the parameter i; it is another thing than a name y.

    ``earlier`` holds what the same name meant further up the page, newest first: an
    author who says "for a = 1 we get f(x) = …" has not forgotten the general f.
    """

    key: str
    parameters: tuple[str, ...]
    body: Term
    span: Span | None = None
    earlier: tuple[Term, ...] = ()

    @property
    def is_function(self) -> bool:
        """Whether the definition has parameters."""
        return bool(self.parameters)


def elements_key(element: Term) -> str:
    """The key under which the elements of a sequence are defined: y[1] for y_i."""
    return f"{element.data}[{len(element.args)}]"
