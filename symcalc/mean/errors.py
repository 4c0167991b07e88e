"""What the interpreters of a term say when they have no answer."""

from __future__ import annotations


class NoMeaning(ValueError):  # noqa: N818 - not an error: an answer that there is none
    """The base of everything that an interpreter can say instead of a result."""


class NotDifferentiable(NoMeaning):
    """No derivative can be given; the message says why."""


class Undefined(NoMeaning):
    """The point lies outside the real domain: log(-1), 1/0, no case that applies."""


class Undetermined(NoMeaning):
    """The precision does not tell which branch applies, or whether the point is in the domain."""


class CannotEvaluate(NoMeaning):
    """This interpreter does not evaluate such a node (a limit, a vector, an unknown name)."""


class TooLarge(CannotEvaluate):
    """A sum, a product or a number is too large to be worked out."""


class NoSympyForm(NoMeaning):
    """The term, or the SymPy expression, has no counterpart on the other side."""


class NotScalar(NoMeaning):
    """The term holds vectors or matrices where a scalar is needed."""
