"""The normal forms of operations: sums, products, powers, derivatives, one rule a row."""

from __future__ import annotations

from typing import Final

from symcalc.core import term as t
from symcalc.core.term import Op, Term
from symcalc.core.vocabulary import LINEAR
from symcalc.mean.errors import NotDifferentiable
from symcalc.mean.pullback.gradient import gradient
from symcalc.mean.pullback.grouping import squared_norm
from symcalc.mean.words.form import Form, Letter, NoNormalFormError, scalar_form
from symcalc.mean.words.functions import atom
from symcalc.mean.words.normaliser import Normaliser, Rule
from symcalc.mean.words.scalars import negated, plus
from symcalc.mean.words.terms import term_of, with_coefficient, without_closing_traces, word_term


def scalar_leaf(self: Normaliser, term: Term, depth: int) -> Form:
    """A number; what is inside of it is normalised first, so that it has one spelling."""
    if not term.args or t.binds(term) or term.op in (Op.DERIVATIVE, Op.ELEMENT, Op.APPLY):
        return scalar_form(term)
    parts = self.parts(term, depth)
    if not all(part.is_scalar for part in parts):
        if term.op is Op.CALL and term.data in LINEAR:
            return scalar_form(t.make(term.op, *(term_of(p, self.shapes) for p in parts),
                                      data=term.data))  # fmt: skip
        raise NoNormalFormError(f"{term.op} of an array")
    return scalar_form(t.make(term.op, *(part.coefficient for part in parts), data=term.data))


def _sum(self: Normaliser, term: Term, depth: int) -> Form:
    parts = self.parts(term, depth)
    arrays = [part for part in parts if not part.is_scalar]
    if not arrays:
        return scalar_form(plus([part.coefficient for part in parts]))
    if len(arrays) < len(parts) and arrays[0].columns != "1":
        raise NoNormalFormError("a number added to a matrix")
    words = [item for part in parts for item in self.spread(part, arrays[0].rows)]
    return self.collected(words, arrays[0].rows, arrays[0].columns)


def _negative(self: Normaliser, term: Term, depth: int) -> Form:
    form = self.parts(term, depth)[0]
    words = [(word, negated(c)) for word, c in form.words]
    return Form(form.rows, form.columns, tuple(words))


def _product(self: Normaliser, term: Term, depth: int) -> Form:
    """Neighbours that conform are multiplied; a closed group is a number wherever it stands."""
    groups: list[Form] = []
    numbers: list[Form] = []
    for part in self.parts(term, depth):
        if part.is_scalar:
            numbers.append(part)
        elif groups and not groups[-1].is_scalar and (
            self.shapes.size(groups[-1].columns) == self.shapes.size(part.rows)
        ):  # fmt: skip
            groups[-1] = self.multiplied(groups[-1], part)
        else:
            groups.append(part)
    arrays = [group for group in groups if not group.is_scalar]
    if len(arrays) > 1:
        raise NoNormalFormError("a product that does not conform")
    whole = arrays[0] if arrays else scalar_form(t.ONE)
    for number in [*numbers, *(group for group in groups if group.is_scalar)]:
        whole = self.multiplied(number, whole)
    return whole


def _quotient(self: Normaliser, term: Term, depth: int) -> Form:
    top, bottom = self.parts(term, depth)
    if bottom.columns == "1" and not bottom.is_scalar:
        reciprocal = t.power(term.args[1], t.MINUS_ONE)
        return self.of(t.mul(term.args[0], reciprocal) if top.is_scalar
                       else t.call("hadamard", term.args[0], reciprocal), depth)  # fmt: skip
    if not bottom.is_scalar:
        raise NoNormalFormError("an array in a denominator")
    if top.is_scalar:
        return scalar_form(t.div(top.coefficient, bottom.coefficient))
    return self.multiplied(scalar_form(t.div(t.ONE, bottom.coefficient)), top)


def _power(self: Normaliser, term: Term, depth: int) -> Form:
    square = squared_norm(term, self.shapes)
    if square is not term:
        return self.of(square, depth)
    base, exponent = self.parts(term, depth)
    if base.is_scalar and exponent.is_scalar:
        return scalar_form(t.power(base.coefficient, exponent.coefficient))
    value = t.value_of(exponent.coefficient) if exponent.is_scalar else None
    if base.columns == "1" and value is not None and 2 <= value <= 6 and value.denominator == 1:
        return _repeated(self, term, int(value), depth)
    if value is None or value.denominator != 1 or abs(value) > 6 or base.rows != base.columns:
        return atom(self, term, depth)
    whole = base if value > 0 else self.inverse(base)
    result = Form(base.rows, base.columns, (((), t.ONE),))
    for _ in range(abs(int(value))):
        result = self.multiplied(result, whole)
    return result


def _repeated(self: Normaliser, term: Term, times_over: int, depth: int) -> Form:
    """A power of a vector is taken entry by entry."""
    whole = term.args[0]
    for _ in range(times_over - 1):
        whole = t.call("hadamard", whole, term.args[0])
    return self.of(whole, depth)


def _derivative(self: Normaliser, term: Term, depth: int) -> Form:
    """A derivative by an array, carried out by the rules of matrix calculus."""
    body, *variables = term.args
    orders = t.derivative_orders(term)
    if all(self.shapes.of(v).is_scalar for v in variables):
        return scalar_leaf(self, term, depth) if self.shapes.of(body).is_scalar else atom(
            self, term, depth
        )  # fmt: skip
    try:
        if self.shapes.of(body).is_scalar:
            first = gradient(body, variables[0], self.shapes)
            rest = [variables[0]] * (orders[0] - 1) + list(variables[1:])
        else:
            first, rest = (
                body,
                [v for v, k in zip(variables, orders, strict=True) for _ in range(k)],
            )
    except NotDifferentiable as problem:
        raise NoNormalFormError(str(problem)) from None
    if not rest:
        return self.of(first, depth)
    if len(rest) > 1:
        raise NoNormalFormError("a third derivative")
    if self.shapes.of(body).is_scalar:
        first = without_closing_traces(term_of(self.of(first, depth), self.shapes), self.shapes)
    return self.jacobian(first, rest[0], depth)


def _evaluated(self: Normaliser, term: Term, depth: int) -> Form:
    """A gradient at a value: carried out first, then the value is put in for the name."""
    body, variable, value = term.args
    if t.contains(body, Op.DERIVATIVE):
        single = body.op is Op.DERIVATIVE and t.derivative_orders(body) == (1,)
        if not single or not self.shapes.of(body.args[0]).is_scalar:
            return scalar_leaf(self, term, depth) if self.shapes.of(body).is_scalar else atom(
                self, term, depth
            )  # fmt: skip
        try:
            body = gradient(body.args[0], body.args[1], self.shapes)
        except NotDifferentiable as problem:
            raise NoNormalFormError(str(problem)) from None
    return self.of(t.substitute(body, {variable: value}), depth)


def _expanded_total(self: Normaliser, term: Term, depth: int) -> Form:
    """A sum over an index, each of its words summed; constants are taken in front."""
    body, index, lower, upper = term.args
    inside = self.of(body, depth)
    if term.op is not Op.SUM:
        return scalar_form(term) if inside.is_scalar else atom(self, term, depth)
    if inside.is_scalar:
        return scalar_form(t.summation(inside.coefficient, index, lower, upper))
    words = []
    for word, coefficient in inside.words:
        part = with_coefficient(coefficient, word_term(word, inside))
        summed = t.summation(part, index, lower, upper)
        self.shapes.visit_all(summed)
        words.append(((Letter(summed),), t.ONE))
    return self.collected(words, inside.rows, inside.columns)


OPERATIONS: Final[dict[Op, Rule]] = {
    Op.ADD: _sum, Op.NEG: _negative, Op.MUL: _product, Op.DIV: _quotient, Op.POW: _power,
    Op.DERIVATIVE: _derivative, Op.AT: _evaluated,
    Op.SUM: _expanded_total, Op.PRODUCT: _expanded_total,
}  # fmt: skip
