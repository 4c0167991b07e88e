"""Entrywise products and diagonal matrices in words."""

from __future__ import annotations

from symcalc.core import term as t
from symcalc.core.shape import Size
from symcalc.core.term import Op, Term
from symcalc.mean.words.alphabet import Alphabet
from symcalc.mean.words.form import Letter, Word
from symcalc.mean.words.terms import letters_term


class Entrywise(Alphabet):
    """Words in which ``diag(v) w`` is the elementwise product of v and w.

    ``kept`` is the cotangent that a Jacobian is read off from, while one is.
    """

    kept: Term | None = None

    def as_hadamard(self, word: Word, columns: Size) -> Word:
        """``diag(v) w`` with a vector w is the elementwise product of v and w."""
        place = next((k for k, letter in enumerate(word) if _is_diagonal(letter)), None)
        if place is None or self.shapes.size(columns) != "1" or place == len(word) - 1:
            return word
        rest = self.as_hadamard(word[place + 1 :], columns)
        if self.kept is not None and Letter(self.kept) in rest:
            return word
        atom = self.entrywise_product(word[place].atom.args[0], letters_term(rest))
        if not is_hadamard(atom):
            return (*word[:place], *self.of(atom, 0).words[0][0])
        return (*word[:place], Letter(atom))

    def entrywise_product(self, *factors: Term) -> Term:
        """The Hadamard product of terms, its factors in one order."""
        flat = _cancelled([part for factor in factors for part in _entrywise_factors(factor)])
        if not flat:
            flat = [t.call("ones", self.size_term(self.shapes.of(factors[0]).rows))]
        parts = sorted((p for p in flat if not is_ones(p)), key=t.pretty) or flat[:1]
        whole = parts[0]
        for part in parts[1:]:
            whole = t.call("hadamard", whole, part)
        self.shapes.visit_all(whole)
        return whole

    def diagonals_joined(self, word: Word) -> Word:
        """``diag(a) diag(b)`` is diag(a ⊙ b)."""
        joined: list[Letter] = []
        for letter in word:
            if joined and _is_diagonal(letter) and _is_diagonal(joined[-1]):
                one, other = joined.pop().atom.args[0], letter.atom.args[0]
                whole = Letter(t.call("diag", self.entrywise_product(one, other)))
                self.shapes.visit_all(whole.atom)
                joined.append(whole)
            else:
                joined.append(letter)
        return tuple(joined)


def _cancelled(factors: list[Term]) -> list[Term]:
    """Entrywise factors without each v beside its reciprocal."""
    for factor in factors:
        if factor.op is Op.POW and t.value_of(factor.args[1]) == -1 and factor.args[0] in factors:
            rest = list(factors)
            rest.remove(factor)
            rest.remove(factor.args[0])
            return _cancelled(rest)
    return factors


def is_ones(term: Term) -> bool:
    """Whether a term is an array of ones."""
    return term.op is Op.CALL and term.data == "ones"


def is_hadamard(term: Term) -> bool:
    """Whether a term is an entrywise product."""
    return term.op is Op.CALL and term.data == "hadamard"


def _entrywise_factors(term: Term) -> list[Term]:
    if not is_hadamard(term):
        return [term]
    return [part for argument in term.args for part in _entrywise_factors(argument)]


def _is_diagonal(letter: Letter) -> bool:
    atom = letter.atom
    return atom.op is Op.CALL and atom.data == "diag" and not letter.inverted
