"""What the letters of words are: their properties, transposes and inverses."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable
from typing import Final

from symcalc.core.kind import Kind
from symcalc.core.shape import Size, is_open, term_of_size
from symcalc.core.shapes import Shapes
from symcalc.core.term import Op, Term
from symcalc.mean.words.form import Form, Letter, NoNormalFormError, Word

_SYMMETRIC: Final = frozenset({"symmetric", "positive definite", "positive semidefinite",
                               "diagonal", "identity"})  # fmt: skip


class Alphabet(ABC):
    """The letters that a normal form is made of, with the inverses that were met.

    ``inverses`` are the sums whose inverse is a letter of its own; ``inverted`` is what must
    have an inverse.
    """

    def __init__(self, shapes: Shapes) -> None:
        self.shapes = shapes
        self.inverses: dict[Term, Form] = {}
        self.inverted: dict[Term, None] = {}

    @abstractmethod
    def of(self, term: Term, depth: int) -> Form:
        """The normal form of a term."""

    @abstractmethod
    def collected(self, words: Iterable[tuple[Word, Term]], rows: Size, columns: Size) -> Form:
        """The form with equal words joined; a 1 × 1 form is closed into a number."""

    def kind(self, atom: Term) -> frozenset[str]:
        """The declared properties of an atom."""
        kind: Kind | None = self.shapes.kinds.get(str(atom.data)) if atom.op is Op.NAME else None
        return frozenset(kind.properties) if kind is not None else frozenset()

    def is_symmetric(self, letter: Letter) -> bool:
        """Whether transposing a letter changes nothing."""
        if letter.atom in self.inverses:
            form = self.inverses[letter.atom]
            return self.transposed(form).words == form.words
        if letter.atom.op is Op.CALL and letter.atom.data == "diag":
            return True
        return bool(self.kind(letter.atom) & _SYMMETRIC)

    def letter_transposed(self, letter: Letter) -> Letter:
        """The transpose of one letter."""
        if self.is_symmetric(letter):
            return letter
        return Letter(letter.atom, not letter.transposed, letter.inverted)

    def transposed(self, form: Form) -> Form:
        """The transpose: every word backwards, its letters transposed."""
        words = [(tuple(map(self.letter_transposed, reversed(w))), c) for w, c in form.words]
        return self.collected(words, form.columns, form.rows)

    def are_inverse(self, one: Letter, other: Letter) -> bool:
        """Whether two letters with the same atom make the identity."""
        if "orthogonal" in self.kind(one.atom):
            return one.transposed != other.transposed
        return one.transposed == other.transposed and one.inverted != other.inverted

    def letter_inverse(self, letter: Letter) -> Letter:
        """The inverse of one letter."""
        if "orthogonal" in self.kind(letter.atom):
            return Letter(letter.atom, not letter.transposed)
        return Letter(letter.atom, letter.transposed, not letter.inverted)

    def is_square(self, letter: Letter) -> bool:
        """Whether a letter has as many rows as columns."""
        shape = self.shapes.of(letter.atom)
        return self.shapes.size(shape.rows) == self.shapes.size(shape.columns)

    def columns_of(self, letter: Letter) -> Size:
        """The number of columns of a letter."""
        shape = self.shapes.of(letter.atom)
        return self.shapes.size(shape.rows if letter.transposed else shape.columns)

    def size_term(self, size: Size) -> Term:
        """A size as a number or a name."""
        size = self.shapes.size(size)
        if is_open(size):
            raise NoNormalFormError("a size that is not known")
        return term_of_size(size)
