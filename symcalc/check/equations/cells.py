"""The real line cut where anything changes, and the truth of conditions on every piece.

Between neighbouring zeros of all functions that occur (differences of sides, denominators,
radicands, …) every relation is true throughout or false throughout: one point of each piece
and the zeros themselves decide which solutions two conditions share (cylindrical algebraic
decomposition in one dimension).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor
from typing import Any, Final

from symcalc.check.equations.quotients import quotient_of
from symcalc.check.equations.ring import Ring
from symcalc.check.equations.zeros import BITS, NotIsolated, Zero, is_zero, zeros_of
from symcalc.check.switches import switches
from symcalc.core.term import (
    ZERO,
    Op,
    Term,
    number,
    postorder,
    rebuild,
    sub,
    substitute,
)
from symcalc.mean.errors import NoMeaning, Undefined, Undetermined
from symcalc.mean.interval import BALL, enclose, precision, rational_ball
from symcalc.mean.numeric import evaluate

_MOST_ZEROS: Final = 60


@dataclass(frozen=True)
class Place:
    """A zero, or a point that stands for the open interval between two zeros.

    ``before`` and ``after`` are points on either side, closer than any other zero.
    """

    sample: Fraction | None
    zero: Zero | None = None
    before: Fraction = Fraction(0)
    after: Fraction = Fraction(0)

    @property
    def value(self) -> float:
        """The place as a float, for a report."""
        return float(self.zero.ball.mid()) if self.zero is not None else float(self.sample or 0)


def places(zeros: Sequence[Zero], whole: bool) -> Iterator[Place]:
    """The zeros and a point of every interval between them; whole numbers only, if asked."""
    if not zeros:
        yield Place(Fraction(0))
        return
    samples = [_below(zeros[0]), *map(_between, zeros, zeros[1:]), _above(zeros[-1])]
    for k, zero in enumerate(zeros):
        interval = _whole_between(zeros[k - 1] if k else None, zero) if whole else samples[k]
        if interval is not None:
            yield Place(interval)
        if not whole or (zero.rational is not None and zero.rational.denominator == 1):
            yield Place(zero.rational, zero, samples[k], samples[k + 1])
    yield Place(Fraction(floor(samples[-1]) + 1) if whole else samples[-1])


def _below(zero: Zero) -> Fraction:
    return Fraction(floor(float(zero.ball.mid())) - 1)


def _above(zero: Zero) -> Fraction:
    return Fraction(ceil(float(zero.ball.mid())) + 1)


def _between(left: Zero, right: Zero) -> Fraction:
    """A rational number with a short denominator between two zeros."""
    mantissas = [zero.ball.mid().man_exp() for zero in (left, right)]
    low, high = (Fraction(int(m)) * Fraction(2) ** int(e) for m, e in mantissas)
    for bits in range(0, BITS // 2, 4):
        candidate = Fraction(floor((low + high) / 2 * 2**bits), 2**bits)
        if left.ball < rational_ball(candidate) < right.ball:
            return candidate
    raise NotIsolated("two zeros too close to one another")


def _whole_between(left: Zero | None, right: Zero) -> Fraction | None:
    """A whole number between two zeros, if there is one."""
    candidate = Fraction(ceil(float(right.ball.mid())) - 1)
    if not rational_ball(candidate) < right.ball:
        candidate -= 1
    inside = left is None or left.ball < rational_ball(candidate)
    return candidate if inside else None


class Line:
    """The real line of one name, cut for some conditions on it.

    Raises NotIsolated or NotInRing where the cuts cannot all be found.
    """

    def __init__(self, variable: Term, conditions: Sequence[Term], whole: bool = False) -> None:
        self.variable = variable
        self.ring = Ring()
        relations = [n for c in conditions for n in postorder(c) if n.op is Op.RELATION]
        watched = [sub(*relation.args) for relation in relations]
        watched += switches(*(side for relation in relations for side in relation.args))
        zeros = zeros_of(watched, variable, self.ring)
        if len(zeros) > _MOST_ZEROS:
            raise NotIsolated("very many zeros")
        self.places = list(places(zeros, whole))

    def holds(self, condition: Term, place: Place) -> bool | None:
        """Whether a condition holds at a place; None where that is not certain."""
        if condition.op is Op.CONSTANT:
            return condition.data == "true"
        if condition.op in (Op.AND, Op.OR):
            answers = [self.holds(part, place) for part in condition.args]
            decisive = condition.op is Op.OR
            if decisive in answers:
                return decisive
            return None if None in answers else not decisive
        return self._relation_holds(condition, place)

    def _relation_holds(self, relation: Term, place: Place) -> bool | None:
        """An undefined side satisfies nothing."""
        try:
            left, right = self._balls(relation.args, place)
        except Undefined:
            return False
        except NoMeaning:
            return None
        sign = str(relation.data)
        if not left.overlaps(right):
            with precision(BITS):
                return bool(BALL.compare(sign, left, right))
        exact = left.is_exact() and right.is_exact()
        equal = exact or self._vanishes(sub(*relation.args), place)
        if equal is None:
            return None
        if equal:
            return sign in ("=", "<=", ">=")
        return sign == "!=" if sign in ("=", "!=") else None

    def _balls(self, sides: Sequence[Term], place: Place) -> list[Any]:
        """The balls of some terms; where a root is taken of 0, that is proved first."""
        try:
            return [self._ball(side, place) for side in sides]
        except Undetermined:
            exact = None if place.zero is None else place.zero.value
            if exact is None:
                raise
            known = (substitute(side, {self.variable: exact}) for side in sides)
            return [enclose(rebuild(side, _zero_where_proved), {}, BITS) for side in known]

    def _ball(self, term: Term, place: Place) -> Any:
        if place.sample is not None:
            return enclose(term, {str(self.variable.data): place.sample}, BITS)
        assert place.zero is not None
        with precision(BITS):
            return evaluate(term, {str(self.variable.data): place.zero.ball}, BALL)

    # ----------------------------------------------------------------------- exact zeros

    def _vanishes(self, term: Term, place: Place) -> bool | None:
        """Whether a term, whose ball holds zero there, is zero at a place."""
        exact = number(place.sample) if place.sample is not None else None
        if exact is None and place.zero is not None:
            exact = place.zero.value
        if exact is not None and is_zero(substitute(term, {self.variable: exact}), ZERO):
            return True
        if place.zero is None:
            return None
        above = quotient_of(term, self.ring).above
        if above == 0:
            return True
        return self._some_factor_vanishes(above, place)

    def _some_factor_vanishes(self, polynomial: Any, place: Place) -> bool | None:
        assert place.zero is not None
        answers = []
        for factor, _ in polynomial.factor()[1]:
            if factor in place.zero.factors:
                return True
            answers.append(self._factor_vanishes(self.ring.term_of(factor), place))
        return True if True in answers else None if None in answers else False

    def _factor_vanishes(self, term: Term, place: Place) -> bool | None:
        """A change of sign of what has no other zero nearby is a zero here."""
        try:
            ball = self._ball(term, place)
            sides = [
                enclose(term, {str(self.variable.data): sample}, BITS)
                for sample in (place.before, place.after)
            ]
        except NoMeaning:
            return None
        if not ball.contains(0):
            return False
        opposite = (sides[0] < 0 < sides[1]) or (sides[1] < 0 < sides[0])
        return True if opposite else None


def _zero_where_proved(node: Term) -> Term:
    """0 for a constant that is close to it and proved to be it."""
    try:
        close = node.op is Op.ADD and enclose(node, {}, BITS).contains(0)
    except NoMeaning:
        return node
    return ZERO if close and is_zero(node, ZERO) else node


@dataclass(frozen=True)
class Sets:
    """How the solutions of two conditions compare.

    ``lost`` are places that solve the first condition only, ``gained`` the second only;
    ``shared`` tells whether some solve both; each is sure.  ``complete`` says that no place
    was left open; ``places`` is how many were looked at.
    """

    lost: tuple[Place, ...]
    gained: tuple[Place, ...]
    shared: bool
    complete: bool
    places: int = 0


def compare_sets(first: Term, second: Term, where: Term, variable: Term, whole: bool) -> Sets:
    """Compare the solutions of two conditions on one name among those of a third.

    Raises NotIsolated or NotInRing.
    """
    line = Line(variable, [first, second, where], whole)
    lost, gained, shared, complete = [], [], False, True
    for place in line.places:
        inside = line.holds(where, place)
        if inside is False:
            continue
        answers = (line.holds(first, place), line.holds(second, place))
        if inside is None or None in answers:
            complete = complete and answers == (False, False)
        elif answers == (True, False):
            lost.append(place)
        elif answers == (False, True):
            gained.append(place)
        shared = shared or (inside is True and answers == (True, True))
    return Sets(tuple(lost), tuple(gained), shared, complete, len(line.places))
