"""The normal forms of functions of arrays, one rule a row."""

from __future__ import annotations

from typing import Final

from symcalc.core import term as t
from symcalc.core.term import Op, Term
from symcalc.mean.pullback.grouping import trace_of_kronecker
from symcalc.mean.words.entrywise import is_hadamard, is_ones
from symcalc.mean.words.form import Form, Letter, scalar_form
from symcalc.mean.words.normaliser import Normaliser, Rule
from symcalc.mean.words.scalars import times
from symcalc.mean.words.terms import term_of, word_term


def atom(self: Normaliser, term: Term, depth: int) -> Form:
    """An array that goes no further, with its arguments normalised."""
    shape = self.shapes.of(term)
    if term.op is Op.NAME and "identity" in self.kind(term):
        return Form(shape.rows, shape.columns, (((), t.ONE),))
    if term.op in (Op.CALL, Op.POW):
        args = (term_of(part, self.shapes) for part in self.parts(term, depth))
        term = t.make(term.op, *args, data=term.data)
        self.shapes.visit_all(term)
    return Form(shape.rows, shape.columns, (((Letter(term),), t.ONE),))


def _diagonal(self: Normaliser, term: Term, depth: int) -> Form:
    """Linear; of a vector of ones the identity."""
    form = self.parts(term, depth)[0]
    if form.columns != "1" or form.is_scalar:
        return atom(self, term, depth)
    words = []
    for word, coefficient in form.words:
        inner = word_term(word, form)
        whole = t.call("diag", inner)
        self.shapes.visit_all(whole)
        words.append((() if is_ones(inner) else (Letter(whole),), coefficient))
    return self.collected(words, form.rows, form.rows)


def _transpose(self: Normaliser, term: Term, depth: int) -> Form:
    return self.transposed(self.parts(term, depth)[0])


def _trace(self: Normaliser, term: Term, depth: int) -> Form:
    split = trace_of_kronecker(term)
    return self.of(split, depth) if split is not term else self.traced(self.parts(term, depth)[0])


def _inner(self: Normaliser, term: Term, depth: int) -> Form:
    left, right = self.parts(term, depth)
    return self.traced(self.multiplied(self.transposed(left), right))


def _norm(self: Normaliser, term: Term, depth: int) -> Form:
    if len(term.args) > 1:
        return scalar_form(t.call("norm", term_of(self.of(term.args[0], depth), self.shapes),
                                  term.args[1]))  # fmt: skip
    form = self.of(term.args[0], depth)
    if form.is_scalar:
        return scalar_form(t.call("abs", form.coefficient))
    if term.data == "norm" and form.columns != "1" and form.rows != "1":
        return scalar_form(t.call("norm", term_of(form, self.shapes)))
    squares = self.traced(self.multiplied(self.transposed(form), form))
    return scalar_form(t.call("sqrt", squares.coefficient))


def _determinant(self: Normaliser, term: Term, depth: int) -> Form:
    """Of a product of square matrices the product of the determinants."""
    form = self.parts(term, depth)[0]
    if form.is_scalar:
        return form
    if len(form.words) != 1 or not all(map(self.is_square, form.words[0][0])):
        return scalar_form(t.call("det", term_of(form, self.shapes)))
    word, coefficient = form.words[0]
    result = t.ONE
    if coefficient is not t.ONE:
        result = t.power(coefficient, self.size_term(form.rows))
    for letter in word:
        factor = t.call("det", letter.atom)
        result = times(result, t.div(t.ONE, factor) if letter.inverted else factor)
    return scalar_form(result)


def _hadamard(self: Normaliser, term: Term, depth: int) -> Form:
    """Bilinear and symmetric in its factors."""
    left, right = self.parts(term, depth)
    if left.is_scalar and right.is_scalar:
        return scalar_form(times(left.coefficient, right.coefficient))
    words = []
    for u, c in left.words:
        for v, d in right.words:
            whole = self.entrywise_product(word_term(u, left), word_term(v, right))
            words.append((self.of(whole, depth).words[0][0], times(c, d)) if not is_hadamard(whole)
                         else ((Letter(whole),), times(c, d)))  # fmt: skip
    return self.collected(words, left.rows, left.columns)


def _kronecker(self: Normaliser, term: Term, depth: int) -> Form:
    """With a number it is a multiple."""
    left, right = self.parts(term, depth)
    if left.is_scalar or right.is_scalar:
        return self.multiplied(left, right)
    return atom(self, term, depth)


def _identity(self: Normaliser, term: Term, depth: int) -> Form:
    shape = self.shapes.of(term)
    return Form(shape.rows, shape.columns, (((), t.ONE),))


def _zeros(self: Normaliser, term: Term, depth: int) -> Form:
    shape = self.shapes.of(term)
    return Form(shape.rows, shape.columns, ())


FUNCTIONS: Final[dict[str, Rule]] = {
    "transpose": _transpose, "adjoint": _transpose, "trace": _trace, "dot": _inner,
    "norm": _norm, "frobenius": _norm, "det": _determinant, "hadamard": _hadamard,
    "identity": _identity, "diag": _diagonal, "zeros": _zeros, "kronecker": _kronecker,
}  # fmt: skip
