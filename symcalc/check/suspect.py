"""What was probably meant: small edits of the right side that make a refuted claim true.

Each row of the table is one kind of mistake that people make; it proposes edits, and the
first edit under which the sides agree is named.  An edit that only happens to agree is
unlikely: it is compared at random points and must be proved or agree at all of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, islice
from typing import Final

from symcalc.check import claim as claims
from symcalc.check.budget import OutOfTime, deadline
from symcalc.check.claim import Question, states_derivative
from symcalc.check.concrete import concretes
from symcalc.check.oracles.interval import Outcome, compare_at
from symcalc.check.sampling import random_points
from symcalc.core.problem import Scope, Statement
from symcalc.core.span import Span
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
    size,
    value_of,
)
from symcalc.core.verdict import Suspect
from symcalc.mean.algebra import mul as times
from symcalc.mean.algebra import simplify
from symcalc.mean.differentiate import differentiate
from symcalc.mean.errors import NoMeaning
from symcalc.mean.latex import latex

#: How many edits of one kind are tried, and at how many points an edit must agree.
MOST_EDITS: Final = 120
POINTS: Final = 5
#: Sides larger than this are not edited: the search would cost more than it helps.
LARGEST: Final = 300


@dataclass(frozen=True)
class Edit:
    """A part of the right side, what might be meant instead, and the side that results."""

    part: Term
    instead: Term
    whole: Term


@dataclass(frozen=True)
class Mistake:
    """A kind of mistake: its name (its page is derivations/mistakes/NAME.md) and its edits."""

    slug: str
    edits: Callable[[Term, Term], Iterator[Edit]]


def suspect(statement: Statement, seconds: float) -> Suspect | None:
    """The first small edit of the right side under which a refuted statement holds."""
    left, right = statement.left, statement.right
    if left is None or right is None or size(left) + size(right) > LARGEST:
        return None
    try:
        with deadline(seconds):
            found = _first_that_holds(left, right, statement)
    except OutOfTime:
        return None
    if found is None:
        return None
    mistake, edit = found
    return Suspect(mistake.slug, _span_of(edit.part, statement), latex(edit.instead))


def _first_that_holds(left: Term, right: Term, statement: Statement) -> tuple[Mistake, Edit] | None:
    for mistake in MISTAKES:
        for edit in islice(mistake.edits(left, right), MOST_EDITS):
            question = Question(left, edit.whole, "=", statement.scope)
            if edit.whole is not right and _holds(question):
                return mistake, edit
    return None


def _holds(question: Question) -> bool:
    """Whether the sides agree at every one of several random points."""
    try:
        claim = claims.expanded(question)
        instance = concretes(claim.left, claim.right, claim.domain)[0]
    except NoMeaning:
        return False
    keys = sorted(free_names(instance.left) | free_names(instance.right))
    agreed = 0
    for point in random_points(keys, instance.domain, POINTS, seed=5):
        outcome = compare_at(instance.left, instance.right, "=", point).outcome
        if outcome is Outcome.FAILS:
            return False
        agreed += outcome is Outcome.AGREES
    return agreed >= min(2, max(1, len(keys)))


def _span_of(part: Term, statement: Statement) -> Span:
    """Where a part of the right side stands; the whole right side or statement if unknown."""
    for wanted in (part, statement.right):
        places = [span for span, term in statement.positions if term is wanted]
        if places:
            return places[-1]
    return statement.span


# ------------------------------------------------------------------------------- edits


def _everywhere(change: Callable[[Term], Iterator[Term]]) -> Callable[[Term, Term], Iterator[Edit]]:
    """The edits that change one part of the right side, largest parts first."""

    def edits(_left: Term, right: Term) -> Iterator[Edit]:
        for part in reversed(postorder(right)):
            for instead in change(part):
                yield Edit(part, instead, _with(right, part, instead))

    return edits


def _with(whole: Term, part: Term, instead: Term) -> Term:
    return rebuild(whole, lambda node: instead if node is part else node)


def _of_whole(
    change: Callable[[Term, Term], Iterator[Term]],
) -> Callable[[Term, Term], Iterator[Edit]]:
    """The edits that replace the right side, given both sides."""

    def edits(left: Term, right: Term) -> Iterator[Edit]:
        for instead in change(left, right):
            yield Edit(right, instead, instead)

    return edits


def _opposite(term: Term) -> Term:
    return term.args[0] if term.op is Op.NEG else neg(term)


def _other_sign(part: Term) -> Iterator[Term]:
    """One term of a sum, or a factor that is a sign, the other way round."""
    if part.op is Op.ADD:
        for k, term in enumerate(part.args):
            yield add(*part.args[:k], _opposite(term), *part.args[k + 1 :])
        for j, k in combinations(range(len(part.args)), 2):
            yield add(*(_opposite(t) if i in (j, k) else t for i, t in enumerate(part.args)))
    if part.op is Op.NEG:
        yield part.args[0]


def _other_sign_of_whole(_left: Term, right: Term) -> Iterator[Term]:
    yield _opposite(right)


_SIBLINGS: Final = {
    "sin": ("cos",), "cos": ("sin",), "tan": ("cot",), "cot": ("tan",), "sec": ("csc", "cos"),
    "csc": ("sec", "sin"), "sinh": ("cosh",), "cosh": ("sinh",), "arcsin": ("arccos",),
    "arccos": ("arcsin",), "exp": ("log",), "log": ("exp",), "max": ("min",), "min": ("max",),
}  # fmt: skip


def _other_function(part: Term) -> Iterator[Term]:
    if part.op is Op.CALL:
        for sibling in _SIBLINGS.get(str(part.data), ()):
            yield call(sibling, *part.args)


def _other_exponent(part: Term) -> Iterator[Term]:
    """An exponent one too large or too small, or none where one is missing."""
    exponent = value_of(part.args[1]) if part.op is Op.POW else None
    if exponent is not None:
        for changed in (exponent + 1, exponent - 1, -exponent):
            yield simplify(power(part.args[0], number(changed)))
    elif part.op in (Op.NAME, Op.CALL, Op.ADD):
        yield power(part, TWO)


def _other_number(part: Term) -> Iterator[Term]:
    """A number that is off by one, doubled or halved."""
    value = part.data if part.op is Op.NUMBER else None
    if value is not None:
        base = value_of(part)
        assert base is not None
        yield from (number(n) for n in (base + 1, base - 1, 2 * base, base / 2))


def _other_factor(part: Term) -> Iterator[Term]:
    """A factor 2 or 1/2 too little, for the whole or for one term."""
    if part.op is Op.ADD:
        for k, term in enumerate(part.args):
            for factor in (TWO, HALF):
                yield add(*part.args[:k], simplify(mul(factor, term)), *part.args[k + 1 :])


def _other_factor_of_whole(_left: Term, right: Term) -> Iterator[Term]:
    yield from (times(factor, right) for factor in (TWO, HALF))


def _upside_down(part: Term) -> Iterator[Term]:
    if part.op is Op.DIV:
        yield div(part.args[1], part.args[0])


def _without_part(part: Term) -> Iterator[Term]:
    """One term or factor too many."""
    if part.op in (Op.ADD, Op.MUL):
        for k in range(len(part.args)):
            rest = part.args[:k] + part.args[k + 1 :]
            yield make(part.op, *rest) if len(rest) > 1 else rest[0]


def _inner_derivative(left: Term, right: Term) -> Iterator[Term]:
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


def _product_rule(left: Term, right: Term) -> Iterator[Term]:
    """(fg)' read as f'g': the rule with both of its terms."""
    if left.op is Op.DERIVATIVE and len(left.args) == 2 and left.args[0].op is Op.MUL:
        yield simplify(differentiate(left.args[0], left.args[1]))


def _cross_term(left: Term, right: Term) -> Iterator[Term]:
    """(a + b)^2 without 2ab."""
    for node in postorder(left):
        if node.op is Op.POW and node.args[0].op is Op.ADD and value_of(node.args[1]) == 2:
            for a, b in combinations(node.args[0].args, 2):
                yield add(right, simplify(mul(TWO, a, b)))


def _missing_term(left: Term, right: Term) -> Iterator[Term]:
    """A term of the left side that was forgotten."""
    for node in reversed(postorder(left)):
        if node.op is Op.ADD:
            yield from (add(right, term) for term in node.args)


def _distribution(left: Term, right: Term) -> Iterator[Term]:
    """a(b + c) = ab + c: a factor that did not reach every term."""
    factors = [f for node in postorder(left) if node.op is Op.MUL for f in node.args]
    for factor in dict.fromkeys(f for f in factors if f.op is not Op.ADD):
        yield from _term_by_term(right, factor)


def _right_derivative(left: Term, right: Term) -> Iterator[Term]:
    """The derivative as it should be, where no smaller edit makes it."""
    if left.op is Op.DERIVATIVE and all(variable.op is Op.NAME for variable in left.args[1:]):
        yield simplify(claims.expanded(Question(left, right, "=", Scope())).left)


#: Tried in this order; the first edit that makes the claim true is named.
MISTAKES: Final[Sequence[Mistake]] = (
    Mistake("sign", _everywhere(_other_sign)),
    Mistake("sign", _of_whole(_other_sign_of_whole)),
    Mistake("dropped-inner-derivative", _of_whole(_inner_derivative)),
    Mistake("product-rule", _of_whole(_product_rule)),
    Mistake("missing-cross-term", _of_whole(_cross_term)),
    Mistake("factor", _of_whole(_other_factor_of_whole)),
    Mistake("factor", _everywhere(_other_factor)),
    Mistake("distribution", _of_whole(_distribution)),
    Mistake("exponent", _everywhere(_other_exponent)),
    Mistake("function", _everywhere(_other_function)),
    Mistake("number", _everywhere(_other_number)),
    Mistake("reciprocal", _everywhere(_upside_down)),
    Mistake("missing-term", _of_whole(_missing_term)),
    Mistake("extra-term", _everywhere(_without_part)),
    Mistake("derivative", _of_whole(_right_derivative)),
)
