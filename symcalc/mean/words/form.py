"""Sums of words: letters, words and their order."""

from __future__ import annotations

from dataclasses import dataclass

from symcalc.core import term as t
from symcalc.core.shape import Size
from symcalc.core.term import Term


class NoNormalFormError(Exception):
    """An expression that the normal form does not reach."""


@dataclass(frozen=True)
class Letter:
    """A factor of a word: an atom, perhaps transposed, perhaps inverted."""

    atom: Term
    transposed: bool = False
    inverted: bool = False

    def __lt__(self, other: Letter) -> bool:
        return self.order < other.order

    @property
    def order(self) -> tuple[str, bool, bool]:
        """What letters are sorted by."""
        return t.pretty(self.atom), self.transposed, self.inverted


#: A product of letters.
Word = tuple[Letter, ...]


@dataclass(frozen=True)
class Form:
    """A sum of words with their coefficients; a scalar is the coefficient of no letters."""

    rows: Size
    columns: Size
    words: tuple[tuple[Word, Term], ...]

    @property
    def is_scalar(self) -> bool:
        """Whether the form is a number."""
        return self.rows == self.columns == "1"

    @property
    def coefficient(self) -> Term:
        """The number that a scalar form is."""
        return self.words[0][1] if self.words else t.ZERO


def scalar_form(term: Term) -> Form:
    """A number as a form."""
    return Form("1", "1", (((), term),))


def difference_of_forms(left: Form, right: Form) -> list[tuple[Term, Term]]:
    """The scalars that must be equal, pair by pair, for two forms to be the same."""
    ours, theirs = dict(left.words), dict(right.words)
    return [(ours.get(w, t.ZERO), theirs.get(w, t.ZERO)) for w in dict.fromkeys([*ours, *theirs])]


def word_order(word: Word) -> tuple[int, list[tuple[str, bool, bool]]]:
    """What words are sorted by: short ones first."""
    return len(word), [letter.order for letter in word]


def form_order(form: Form) -> list[tuple[int, list[tuple[str, bool, bool]]]]:
    """What forms are sorted by."""
    return [word_order(word) for word, _ in form.words]
