"""Bringing terms of arrays into normal form, each subterm once, by a table of rules."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import reduce
from typing import Final

from symcalc.core import term as t
from symcalc.core.shape import Shape, Size
from symcalc.core.shapes import Shapes
from symcalc.core.term import Term
from symcalc.mean.pullback.gradient import pulled_back
from symcalc.mean.words.closing import Closing
from symcalc.mean.words.form import Form, Letter, NoNormalFormError, Word, form_order, word_order
from symcalc.mean.words.scalars import plus, simplified, slopes, times
from symcalc.mean.words.terms import term_of

_DEEPEST: Final = 120

_MOST_WORDS: Final = 400


class Normaliser(Closing):
    """Normal forms of terms; ``rule`` tells what is done with a term of some shape."""

    def __init__(self, shapes: Shapes, rule: Callable[[Term, Shape], Rule]) -> None:
        super().__init__(shapes)
        self.rule = rule
        self.memo: dict[Term, Form] = {}

    def of(self, term: Term, depth: int) -> Form:
        """The normal form of a term.  Raises NoNormalFormError for what has none."""
        found = self.memo.get(term)
        if found is None:
            if depth > _DEEPEST:
                raise NoNormalFormError("nested too deeply")
            self.shapes.visit_all(term)
            found = self.memo[term] = self.rule(term, self.shapes.of(term))(self, term, depth + 1)
            if len(found.words) > _MOST_WORDS:
                raise NoNormalFormError("too many terms")
        return found

    def parts(self, term: Term, depth: int) -> list[Form]:
        """The normal form of every argument of a term."""
        return [self.of(argument, depth) for argument in term.args]

    def collected(self, words: Iterable[tuple[Word, Term]], rows: Size, columns: Size) -> Form:
        """The form with equal words joined; a 1 × 1 form is closed into a number."""
        rows, columns = self.shapes.size(rows), self.shapes.size(columns)
        found: dict[Word, list[Term]] = {}
        for word, coefficient in words:
            factor, reduced = self.reduced(word)
            reduced = self.as_hadamard(self.diagonals_joined(reduced), columns)
            numbers, reduced = self.numbers_taken_out(reduced)
            factor = reduce(times, numbers, factor)
            found.setdefault(reduced, []).append(times(factor, coefficient))
        if rows == columns == "1":
            total = [times(c, self.closed(w)) for w, cs in found.items() for c in cs]
            return Form("1", "1", (((), simplified(plus(total))),))
        joined = [(w, simplified(plus(cs))) for w, cs in found.items()]
        kept = [(w, c) for w, c in joined if t.value_of(c) != 0]
        return Form(rows, columns, tuple(sorted(kept, key=lambda item: word_order(item[0]))))

    def reduced(self, word: Word) -> tuple[Term, Word]:
        """A word without neighbours that cancel, and the number that they leave."""
        factor: Term = t.ONE
        letters: list[Letter] = []
        for letter in word:
            letters.append(letter)
            while True:
                cut, left = self._cancelled(letters)
                if not cut:
                    break
                del letters[-cut:]
                factor = times(factor, left)
        return factor, tuple(letters)

    def _cancelled(self, letters: Sequence[Letter]) -> tuple[int, Term]:
        """How many letters at the end make the identity, and the factor that they leave."""
        if len(letters) < 2:
            return 0, t.ONE
        one, other = letters[-2:]
        if one.atom is other.atom and self.are_inverse(one, other):
            return 2, t.ONE
        for place, backwards in ((len(letters) - 1, True), *(
            (k, False) for k in range(len(letters) - 2, -1, -1)
        )):  # fmt: skip
            form = self.inverses.get(letters[place].atom)
            if form is None or len(form.words) != 1 or not letters[place].inverted:
                continue
            whole = self.transposed(form) if letters[place].transposed else form
            word, coefficient = whole.words[0]
            n = len(word)
            if backwards and tuple(letters[-1 - n : -1]) == word:
                return n + 1, t.div(t.ONE, coefficient)
            if not backwards and tuple(letters[place + 1 :]) == word:
                return n + 1, t.div(t.ONE, coefficient)
        return 0, t.ONE

    def multiplied(self, a: Form, b: Form) -> Form:
        """The product of two forms."""
        if a.is_scalar or b.is_scalar:
            number, array = (a, b) if a.is_scalar else (b, a)
            words = [(w, times(number.coefficient, c)) for w, c in array.words]
            return self.collected(words, array.rows, array.columns)
        if self._inverse_of(a, b) or self._inverse_of(b, a):
            return Form(a.rows, a.rows, (((), t.ONE),))
        words = [(u + v, times(c, d)) for u, c in a.words for v, d in b.words]
        return self.collected(words, a.rows, b.columns)

    def _inverse_of(self, a: Form, b: Form) -> bool:
        """Whether a is an inverse of the sum b."""
        if len(a.words) != 1 or len(a.words[0][0]) != 1 or a.words[0][1] is not t.ONE:
            return False
        letter = a.words[0][0][0]
        form = self.inverses.get(letter.atom)
        if form is None or not letter.inverted:
            return False
        return (self.transposed(form) if letter.transposed else form).words == b.words

    def inverse(self, form: Form) -> Form:
        """The inverse: letter by letter where all are square, else a letter of its own."""
        if len(form.words) == 1:
            word, coefficient = form.words[0]
            if all(map(self.is_square, word)):
                self.inverted.update(dict.fromkeys(letter.atom for letter in word))
                inverted = tuple(self.letter_inverse(letter) for letter in reversed(word))
                return Form(form.rows, form.columns, ((inverted, t.div(t.ONE, coefficient)),))
        other = self.transposed(form)
        turned = form_order(other) < form_order(form)
        form = other if turned else form
        atom = term_of(form, self.shapes)
        self.shapes.visit_all(atom)
        self.inverses[atom] = form
        self.inverted[atom] = None
        return Form(form.rows, form.columns, (((Letter(atom, turned, True),), t.ONE),))

    def jacobian(self, body: Term, variable: Term, depth: int) -> Form:
        """The Jacobian of a vector: what stands before u in the pullback of a cotangent u."""
        rows, columns = self.shapes.of(body).rows, self.shapes.of(variable).rows
        cotangent = t.fresh_name("u", t.free_names(body))
        self.shapes.name_vector(cotangent, rows)
        outer, self.kept = self.kept, cotangent
        pulled = self.of(pulled_back(body, variable, cotangent, self.shapes), depth)
        words = [part for item in pulled.words for part in self._without_cotangent(*item)]
        self.kept = outer
        return self.transposed(self.collected(words, columns, rows))

    def _without_cotangent(self, word: Word, coefficient: Term) -> Iterator[tuple[Word, Term]]:
        """The word without the cotangent at its end; one inside a number is turned outwards."""
        assert self.kept is not None
        if word and word[-1] == Letter(self.kept):
            yield word[:-1], coefficient
            return
        if Letter(self.kept) in word:
            raise NoNormalFormError("a Jacobian that is no product")
        for place, slope in slopes(coefficient, list(self.open_words)).items():
            yield (*word, *self.open_words[place][:-1]), slope


#: What is done with a term by a normaliser, at a depth.
Rule = Callable[[Normaliser, Term, int], Form]
