"""Small edits of the right side of a claim: one function for each kind of mistake.

A function of one part proposes replacements for that part; a function of both sides proposes
replacements for the whole right side.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import combinations
from typing import Final

from symcalc.check.claim import Question, expanded, states_derivative
from symcalc.check.prime.proportion import proportional
from symcalc.check.shorter import shorter
from symcalc.core.problem import Scope
from symcalc.core.term import (
    HALF,
    ONE,
    TWO,
    ZERO,
    Op,
    Term,
    add,
    call,
    div,
    free_names,
    make,
    mul,
    name,
    neg,
    number,
    postorder,
    power,
    rebuild,
    substitute,
    value_of,
)
from symcalc.mean.algebra import mul as times
from symcalc.mean.algebra import simplify
from symcalc.mean.differentiate import differentiate


@dataclass(frozen=True)
class Edit:
    """A part of the right side, what might be meant instead, and the side that results."""

    part: Term
    instead: Term
    whole: Term


def everywhere(change: Callable[[Term], Iterator[Term]]) -> Callable[[Term, Term], Iterator[Edit]]:
    """The edits that change one part of the right side, largest parts first."""

    def edits(_left: Term, right: Term) -> Iterator[Edit]:
        for part in reversed(postorder(right)):
            for instead in change(part):
                yield Edit(part, instead, _with(right, part, instead))

    return edits


def _with(whole: Term, part: Term, instead: Term) -> Term:
    return rebuild(whole, lambda node: instead if node is part else node)


def of_whole(
    change: Callable[[Term, Term], Iterator[Term]],
) -> Callable[[Term, Term], Iterator[Edit]]:
    """The edits that replace the right side, given both sides."""

    def edits(left: Term, right: Term) -> Iterator[Edit]:
        for instead in change(left, right):
            yield Edit(right, instead, instead)

    return edits


def _opposite(term: Term) -> Term:
    return term.args[0] if term.op is Op.NEG else neg(term)


def other_sign(part: Term) -> Iterator[Term]:
    """One term of a sum, or a factor that is a sign, the other way round."""
    if part.op is Op.ADD:
        for k, term in enumerate(part.args):
            yield add(*part.args[:k], _opposite(term), *part.args[k + 1 :])
        for j, k in combinations(range(len(part.args)), 2):
            yield add(*(_opposite(t) if i in (j, k) else t for i, t in enumerate(part.args)))
    if part.op is Op.NEG:
        yield part.args[0]


def other_sign_of_whole(_left: Term, right: Term) -> Iterator[Term]:
    """The whole right side with the other sign."""
    yield _opposite(right)


_SIBLINGS: Final = {
    "sin": ("cos",), "cos": ("sin",), "tan": ("cot",), "cot": ("tan",), "sec": ("csc", "cos"),
    "csc": ("sec", "sin"), "sinh": ("cosh",), "cosh": ("sinh",), "arcsin": ("arccos",),
    "arccos": ("arcsin",), "exp": ("log",), "log": ("exp",), "max": ("min",), "min": ("max",),
}  # fmt: skip


def other_function(part: Term) -> Iterator[Term]:
    """A sibling in the place of a function: cos for sin."""
    if part.op is Op.CALL:
        for sibling in _SIBLINGS.get(str(part.data), ()):
            yield call(sibling, *part.args)


def other_exponent(part: Term) -> Iterator[Term]:
    """An exponent one too large or too small, or none where one is missing."""
    exponent = value_of(part.args[1]) if part.op is Op.POW else None
    if exponent is not None:
        for changed in (exponent + 1, exponent - 1, -exponent):
            yield simplify(power(part.args[0], number(changed)))
    elif part.op in (Op.NAME, Op.CALL, Op.ADD):
        yield power(part, TWO)


def other_number(part: Term) -> Iterator[Term]:
    """A number that is off by one, doubled or halved."""
    value = part.data if part.op is Op.NUMBER else None
    if value is not None:
        base = value_of(part)
        assert base is not None
        yield from (number(n) for n in (base + 1, base - 1, 2 * base, base / 2))


def other_factor(part: Term) -> Iterator[Term]:
    """A factor 2 or 1/2 too little, for the whole or for one term."""
    if part.op is Op.ADD:
        for k, term in enumerate(part.args):
            for factor in (TWO, HALF):
                yield add(*part.args[:k], simplify(mul(factor, term)), *part.args[k + 1 :])


def other_factor_of_whole(_left: Term, right: Term) -> Iterator[Term]:
    """A factor 2 or 1/2 too little for the whole right side."""
    yield from (times(factor, right) for factor in (TWO, HALF))


def upside_down(part: Term) -> Iterator[Term]:
    """A fraction turned over."""
    if part.op is Op.DIV:
        yield div(part.args[1], part.args[0])


def without_part(part: Term) -> Iterator[Term]:
    """One term or factor too many."""
    if part.op in (Op.ADD, Op.MUL):
        for k in range(len(part.args)):
            rest = part.args[:k] + part.args[k + 1 :]
            yield make(part.op, *rest) if len(rest) > 1 else rest[0]


def inner_derivative(left: Term, right: Term) -> Iterator[Term]:
    """The chain rule without its last factor: the derivative of what a function is applied to."""
    if not states_derivative(left):
        return
    inner = [
        argument
        for node in postorder(left, right)
        if node.op in (Op.CALL, Op.POW, Op.APPLY)
        for argument in node.args[:1]
        if argument.op is not Op.NAME
    ]
    for argument in dict.fromkeys(inner):
        for key in sorted(free_names(argument)):
            slope = simplify(differentiate(argument, name(key)))
            if slope is not ONE and slope is not ZERO:
                yield times(right, slope)
                yield from _term_by_term(right, slope)


def _term_by_term(right: Term, factor: Term) -> Iterator[Term]:
    if right.op is Op.ADD:
        for k, term in enumerate(right.args):
            yield add(*right.args[:k], times(term, factor), *right.args[k + 1 :])


def product_rule(left: Term, right: Term) -> Iterator[Term]:
    """(fg)' read as f'g': the rule with both of its terms."""
    if left.op is Op.DERIVATIVE and len(left.args) == 2 and left.args[0].op is Op.MUL:
        whole, variable = left.args
        slopes = [differentiate(factor, variable) for factor in whole.args]
        if proportional(right, mul(*slopes)) == 1:
            yield simplify(differentiate(whole, variable))


def cross_term(left: Term, right: Term) -> Iterator[Term]:
    """(a + b)^2 without 2ab."""
    for node in postorder(left):
        if node.op is Op.POW and node.args[0].op is Op.ADD and value_of(node.args[1]) == 2:
            for a, b in combinations(node.args[0].args, 2):
                yield add(right, simplify(mul(TWO, a, b)))


def missing_term(left: Term, right: Term) -> Iterator[Term]:
    """A term of the left side that was forgotten."""
    for node in reversed(postorder(left)):
        if node.op is Op.ADD:
            yield from (add(right, term) for term in node.args)


def missing_summand(left: Term, right: Term) -> Iterator[Edit]:
    """A term of a sum on the left side that a sum inside the right side lacks."""
    lacking = [
        (part, term)
        for part in reversed(postorder(right))
        if part.op is Op.ADD and part is not right
        for whole in postorder(left)
        if whole.op is Op.ADD and set(part.args) < set(whole.args)
        for term in whole.args
        if term not in part.args
    ]
    for part, term in dict.fromkeys(lacking):
        instead = add(*part.args, term)
        yield Edit(part, instead, _with(right, part, instead))


def separate_indices(left: Term, _right: Term) -> Iterator[Term]:
    """The square of a sum with one index for each of its two factors."""
    for node in postorder(left):
        if node.op is Op.POW and node.args[0].op is Op.SUM and value_of(node.args[1]) == 2:
            body, index, lower, upper = node.args[0].args
            other = next(name(key) for key in "jklm" if key not in free_names(body))
            again = make(Op.SUM, mul(body, substitute(body, {index: other})), other, lower, upper)
            yield make(Op.SUM, again, index, lower, upper)


def distribution(left: Term, right: Term) -> Iterator[Term]:
    """a(b + c) = ab + c: a factor that did not reach every term."""
    factors = [f for node in postorder(left) if node.op is Op.MUL for f in node.args]
    for factor in dict.fromkeys(f for f in factors if f.op is not Op.ADD):
        yield from _term_by_term(right, factor)


def other_subscript(left: Term, right: Term) -> Iterator[Edit]:
    """The subscript of the left side on one name, or on all: v_w where v_b belongs."""
    for subscript in sorted(filter(None, map(_subscript, free_names(left)))):
        renamed = {
            node: name(f"{str(node.data).rpartition('_')[0]}_{subscript}")
            for node in postorder(right)
            if node.op is Op.NAME and _subscript(str(node.data)) not in ("", subscript)
        }
        for node, meant in renamed.items():
            yield Edit(node, meant, substitute(right, {node: meant}))
        whole = substitute(right, renamed)
        yield Edit(right, whole, whole)


def _subscript(key: str) -> str:
    return key.rpartition("_")[2] if "_" in key else ""


def right_derivative(left: Term, right: Term) -> Iterator[Term]:
    """The derivative as it should be, where no smaller edit makes it."""
    if left.op is Op.DERIVATIVE and all(variable.op is Op.NAME for variable in left.args[1:]):
        yield shorter(simplify(expanded(Question(left, right, "=", Scope())).left))
