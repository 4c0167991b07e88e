"""Closed words: traces and inner products as numbers with one spelling."""

from __future__ import annotations

from itertools import pairwise

from symcalc.core import term as t
from symcalc.core.shape import Size
from symcalc.core.shapes import Shapes
from symcalc.core.term import Term
from symcalc.mean.words.entrywise import Entrywise, is_hadamard, is_ones
from symcalc.mean.words.form import Form, Letter, Word, scalar_form, word_order
from symcalc.mean.words.scalars import plus, times
from symcalc.mean.words.terms import letter_term


class Closing(Entrywise):
    """Words that are closed into numbers; ``open_words`` are those around the cotangent."""

    def __init__(self, shapes: Shapes) -> None:
        super().__init__(shapes)
        self.open_words: dict[Term, Word] = {}

    def closed(self, word: Word) -> Term:
        """The trace of a word as a number with one spelling."""
        if not word:
            return t.ONE
        open_word = self._turned_to_cotangent(word)
        if open_word is not None:
            place = t.call("trace", t.mul(*map(letter_term, open_word)))
            self.open_words[place] = open_word
            return place
        turned = self.cyclically_reduced(word)
        if turned != word:
            return self.closed(turned) if turned else self._trace_of_identity(word)
        joined = self._entrywise_inner(word)
        if joined is not None:
            return self.closed(joined)
        backwards = tuple(map(self.letter_transposed, reversed(word)))
        rotations = [w[k:] + w[:k] for w in (word, backwards) for k in range(len(word))]
        best = min(rotations, key=word_order)
        return t.call("trace", t.mul(*map(letter_term, best)))

    def _entrywise_inner(self, word: Word) -> Word | None:
        """``uᵀ (v ⊙ w)`` is the sum of the entries of u ⊙ v ⊙ w, whatever is written first."""
        if len(word) != 2 or not any(is_hadamard(letter.atom) for letter in word):
            return None
        if any(letter.inverted or self.shapes.of(letter.atom).columns != "1" for letter in word):
            return None
        if any(is_ones(letter.atom) for letter in word):
            return None
        whole = self.entrywise_product(*(letter.atom for letter in word))
        ones = t.call("ones", self.size_term(self.shapes.of(whole).rows))
        self.shapes.visit_all(ones)
        return (Letter(ones, transposed=True), Letter(whole))

    def cyclically_reduced(self, word: Word) -> Word:
        """A closed word whose last and first letters do not cancel."""
        while len(word) > 1 and word[-1].atom is word[0].atom and (
            self.are_inverse(word[-1], word[0])
        ):  # fmt: skip
            word = word[1:-1]
        return word

    def _trace_of_identity(self, word: Word) -> Term:
        return self.size_term(self.shapes.of(word[0].atom).rows)

    def _turned_to_cotangent(self, word: Word) -> Word | None:
        """A closed word with the cotangent, turned so that this comes last."""
        if self.kept is None:
            return None
        last = Letter(self.kept)
        for candidate in (word, tuple(map(self.letter_transposed, reversed(word)))):
            if last in candidate:
                k = candidate.index(last) + 1
                return candidate[k:] + candidate[:k]
        return None

    def numbers_taken_out(self, word: Word) -> tuple[list[Term], Word]:
        """The 1 × 1 parts inside a word: in a (aᵀ X b) bᵀ the middle is a number."""
        cuts = [k for k, letter in enumerate(word, 1) if self.columns_of(letter) == "1"]
        if word and self.columns_of(self.letter_transposed(word[0])) == "1":
            cuts.insert(0, 0)
        if len(cuts) < 2:
            return [], word
        middles = [self.closed(word[a:b]) for a, b in pairwise(cuts)]
        return middles, (*word[: cuts[0]], *word[cuts[-1] :])

    def spread(self, form: Form, rows: Size) -> tuple[tuple[Word, Term], ...]:
        """The words of a form; a number beside a vector is added to every entry."""
        if not form.is_scalar:
            return form.words
        ones = t.call("ones", self.size_term(rows))
        self.shapes.visit_all(ones)
        return (((Letter(ones),), form.coefficient),)

    def traced(self, form: Form) -> Form:
        """The trace of a square form."""
        if form.is_scalar:
            return form
        parts = [
            times(c, self.closed(w) if w else self.size_term(form.rows)) for w, c in form.words
        ]
        return scalar_form(plus(parts))
