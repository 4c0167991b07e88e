"""Words and forms as terms, for people to read."""

from __future__ import annotations

from symcalc.core import term as t
from symcalc.core.shape import is_open, term_of_size
from symcalc.core.shapes import Shapes
from symcalc.core.term import Op, Term
from symcalc.mean.words.form import Form, Letter, Word
from symcalc.mean.words.scalars import negated


def term_of(form: Form, shapes: Shapes) -> Term:
    """A term with this normal form, for people to read."""
    if form.is_scalar:
        return form.coefficient
    parts = [with_coefficient(c, word_term(w, form)) for w, c in form.words]
    return t.add(*parts) if parts else t.call("zeros", *_sizes(form))


def without_closing_traces(term: Term, shapes: Shapes) -> Term:
    """The term with xᵀ A y in the place of tr(A y xᵀ), for people to read."""

    def opened(node: Term) -> Term:
        if node.op is not Op.CALL or node.data != "trace" or node.args[0].op is not Op.MUL:
            return node
        letters = node.args[0].args
        shapes.visit_all(*letters)
        k = next((k for k, x in enumerate(letters) if shapes.of(x).rows == "1"), None)
        return node if k is None else t.mul(*letters[k:], *letters[:k])

    return t.rebuild(term, opened)


def _sizes(form: Form) -> tuple[Term, ...]:
    return tuple(term_of_size(size) for size in (form.rows, form.columns) if not is_open(size))


def with_coefficient(coefficient: Term, word: Term) -> Term:
    """A word with its number in front, the sign before everything."""
    if coefficient is t.ONE:
        return word
    value = t.value_of(coefficient)
    if coefficient.op is Op.NEG or (value is not None and value < 0):
        return t.neg(with_coefficient(negated(coefficient), word))
    factors = coefficient.args if coefficient.op is Op.MUL else (coefficient,)
    return t.mul(*factors, *(word.args if word.op is Op.MUL else (word,)))


def word_term(word: Word, form: Form) -> Term:
    """The product of a word's letters; of no letters the identity."""
    if not word:
        known = not is_open(form.rows)
        return t.call("identity", *(_sizes(form)[:1] if known else ()))
    return letters_term(word)


def letters_term(word: Word) -> Term:
    """The product of at least one letter."""
    return t.mul(*map(letter_term, word))


def letter_term(letter: Letter) -> Term:
    """A letter as it is written."""
    term = letter.atom
    if letter.inverted:
        term = t.power(term, t.MINUS_ONE)
    return t.call("transpose", term) if letter.transposed else term
