"""What was probably meant: small edits of the right side that make a refuted claim true.

Each row of the table is one kind of mistake that people make; it proposes edits, and the
first edit under which the sides agree is named.  An edit that only happens to agree is
unlikely: it is compared at points of both signs and must agree at all of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Final

from symcalc.check import claim as claims
from symcalc.check import edits, false_laws
from symcalc.check.budget import OutOfTime, deadline
from symcalc.check.claim import Question
from symcalc.check.concrete import concretes
from symcalc.check.edits import Edit
from symcalc.check.oracles.interval import Outcome, compare_at
from symcalc.check.sampling import plain_points, random_points
from symcalc.core.problem import Statement
from symcalc.core.span import Span
from symcalc.core.term import Term, free_names, size
from symcalc.core.verdict import Suspect
from symcalc.mean.errors import NoMeaning
from symcalc.mean.latex import latex

#: How many edits of one kind are tried, and at how many random points an edit must agree.
#: A line that is right for one sign of its names only agrees at five of them too often.
MOST_EDITS: Final = 120
POINTS: Final = 12
#: Sides larger than this are not edited: the search would cost more than it helps.
LARGEST: Final = 300


@dataclass(frozen=True)
class Mistake:
    """A kind of mistake: its name (its page is derivations/mistakes/NAME.md) and its edits."""

    slug: str
    edits: Callable[[Term, Term], Iterator[Edit]]


def suspect(statement: Statement, seconds: float) -> Suspect | None:
    """The first small edit of the right side under which a refuted statement holds."""
    left, right = statement.left, statement.right
    if left is None or right is None:
        return None

    def holds(one: Term, other: Term) -> bool:
        return _holds(Question(one, other, "=", statement.scope))

    sides = claims.with_dependent_functions(left, right)
    return first_edit(statement, sides, MISTAKES, holds, seconds)


def first_edit(
    statement: Statement,
    sides: tuple[Term, Term],
    mistakes: Sequence[Mistake],
    holds: Callable[[Term, Term], bool],
    seconds: float,
) -> Suspect | None:
    """The first edit of the second side, in the order of the mistakes, that makes the two agree."""
    left, right = sides
    if size(left) + size(right) > LARGEST:
        return None
    try:
        with deadline(seconds):
            for mistake in mistakes:
                for edit in _edits(mistake, left, right):
                    if edit.whole is not right and holds(left, edit.whole):
                        place = _span_of(edit.part, statement)
                        return Suspect(mistake.slug, place, latex(edit.instead))
    except OutOfTime:
        pass
    return None


def _edits(mistake: Mistake, left: Term, right: Term) -> Iterator[Edit]:
    """The edits of one kind, up to one that has no meaning: a derivative in how often to add."""
    try:
        yield from islice(mistake.edits(left, right), MOST_EDITS)
    except NoMeaning:
        return


def _holds(question: Question) -> bool:
    """Whether the sides agree at every one of several points, plain and random."""
    try:
        claim = claims.expanded(question)
        instance = concretes(claim.left, claim.right, claim.domain)[0]
    except NoMeaning:
        return False
    keys = sorted(free_names(instance.left) | free_names(instance.right))
    agreed = 0
    points = plain_points(keys, instance.domain)
    for point in (*points, *random_points(keys, instance.domain, POINTS, seed=5)):
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


#: Tried in this order; the first edit that makes the claim true is named.
MISTAKES: Final[Sequence[Mistake]] = (
    Mistake("sign", edits.everywhere(edits.other_sign)),
    Mistake("sign", edits.of_whole(edits.other_sign_of_whole)),
    Mistake("dropped-inner-derivative", edits.of_whole(edits.inner_derivative)),
    Mistake("product-rule", edits.of_whole(edits.product_rule)),
    Mistake("subscript", edits.other_subscript),
    Mistake("missing-cross-term", edits.of_whole(edits.cross_term)),
    Mistake("sum-index-reused", edits.of_whole(edits.separate_indices)),
    Mistake("square-root-of-a-square", edits.everywhere(false_laws.with_absolute_value)),
    Mistake("logarithm-of-a-sum", edits.everywhere(false_laws.joined_logarithm)),
    Mistake("fraction-of-a-sum", edits.everywhere(false_laws.joined_fraction)),
    Mistake("expectation-of-a-square", edits.everywhere(false_laws.mean_of_squares)),
    Mistake("missing-term", edits.missing_summand),
    Mistake("factor", edits.of_whole(edits.other_factor_of_whole)),
    Mistake("factor", edits.everywhere(edits.other_factor)),
    Mistake("distribution", edits.of_whole(edits.distribution)),
    Mistake("exponent", edits.everywhere(edits.other_exponent)),
    Mistake("function", edits.everywhere(edits.other_function)),
    Mistake("number", edits.everywhere(edits.other_number)),
    Mistake("reciprocal", edits.everywhere(edits.upside_down)),
    Mistake("missing-term", edits.of_whole(edits.missing_term)),
    Mistake("missing-term", edits.of_whole(false_laws.missing_constant)),
    Mistake("extra-term", edits.everywhere(edits.without_part)),
    Mistake("derivative", edits.of_whole(edits.right_derivative)),
)
