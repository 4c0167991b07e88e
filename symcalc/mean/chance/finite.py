"""Expectations and probabilities in numbers: the values of a term over a finite space.

Random variables are vectors over the outcomes, which have rational weights; every mean,
variance, probability and entropy is then a sum, enclosed in balls.  Nothing here is shared with the
normal form: a variance is the mean of a squared deviation, an entropy a mean of a logarithm.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any, Final

from symcalc.core import term as t
from symcalc.core.chance import Application, Functional, application, speaks_of_chance
from symcalc.core.term import Op, Term
from symcalc.mean.chance.complements import complemented
from symcalc.mean.errors import CannotEvaluate, Undefined, Undetermined
from symcalc.mean.interval import BALL, precision, rational_ball
from symcalc.mean.numeric import evaluate

_BITS: Final = 128
_COMPARED: Final = frozenset({"=", "!=", "<", "<=", ">", ">="})
#: One value for each outcome.
Values = list[Any]
#: Whether an event happens in the second outcome, where the first one is what was observed.
Happening = list[list[bool]]


@dataclass(frozen=True)
class FiniteSpace:
    """Outcomes by their weights, random variables and events on them, and constants."""

    weights: tuple[Fraction, ...]
    variables: Mapping[str, tuple[Fraction, ...]] = field(default_factory=dict)
    events: Mapping[str, tuple[bool, ...]] = field(default_factory=dict)
    constants: Mapping[str, Fraction] = field(default_factory=dict)


def values_in(
    term: Term, space: FiniteSpace, functionals: Mapping[str, Functional]
) -> tuple[Any, ...]:
    """The balls of a term at every outcome.

    Raises NoMeaning where it has no value or none is known.
    """
    with precision(_BITS):
        return tuple(_Evaluation(space, functionals).of(term))


class _Evaluation:
    """One evaluation: functionals from the inside out, each then a name with its values."""

    def __init__(self, space: FiniteSpace, functionals: Mapping[str, Functional]) -> None:
        self.space = space
        self.functionals = functionals
        self.outcomes = range(len(space.weights))
        self.weights = [rational_ball(weight) for weight in space.weights]
        self.known: dict[str, Values] = {}
        for key, values in space.variables.items():
            self.known[key] = [rational_ball(value) for value in values]
        for key, value in space.constants.items():
            self.known[key] = [rational_ball(value)] * len(self.weights)

    def of(self, term: Term) -> Values:
        for node in t.postorder(term):
            inside = t.binds(node) and speaks_of_chance(node.args[0], self.functionals)
            if inside or node.op is Op.DERIVATIVE:
                raise CannotEvaluate("a functional under a sum, an integral or a derivative")
        return self.plain(t.rebuild(term, self._with_value))

    def plain(self, term: Term) -> Values:
        """The values of a term without functionals."""
        keys = [key for key in sorted(t.free_names(term)) if key in self.known]
        random = any(self.known[key] != [self.known[key][0]] * len(self.weights) for key in keys)
        outcomes = self.outcomes if random else range(1)
        found = [evaluate(term, {key: self.known[key][w] for key in keys}, BALL) for w in outcomes]
        return found if random else found * len(self.weights)

    def _with_value(self, node: Term) -> Term:
        found = application(node, self.functionals)
        if found is None:
            return node
        if found.variables or found.over:
            raise CannotEvaluate("a mean over what is named below it")
        key = f"~{len(self.known)}"
        self.known[key] = _VALUES[found.kind](self, found)
        return t.name(key)

    # -------------------------------------------------------------------------- events

    def happening(self, events: Iterable[Term]) -> Happening:
        """Where all of the events happen."""
        result = [[True] * len(self.weights) for _ in self.outcomes]
        for event in events:
            also = self._event(event)
            result = [
                [a and b for a, b in zip(x, y, strict=True)]
                for x, y in zip(result, also, strict=True)
            ]
        return result

    def _event(self, event: Term) -> Happening:
        if event.op is Op.AND:
            return self.happening(event.args)
        if event.op is Op.OR:
            parts = [self._event(part) for part in event.args]
            return [[any(p[w][v] for p in parts) for v in self.outcomes] for w in self.outcomes]
        if event.op is Op.RELATION:
            return [self._compared(event)] * len(self.weights)
        opposite = complemented(event)
        if opposite is not None:
            return [[not happens for happens in row] for row in self._event(opposite)]
        return self._named(event)

    def _named(self, event: Term) -> Happening:
        """An event by its name; a random variable is the event that it has its value."""
        key = str(event.data) if event.op is Op.NAME else ""
        if key in self.space.events:
            return [list(self.space.events[key])] * len(self.weights)
        if key not in self.space.variables:
            raise CannotEvaluate("an event that is not known")
        values = self.space.variables[key]
        return [[a == b for b in values] for a in values]

    def _compared(self, relation: Term) -> list[bool]:
        sign = str(relation.data)
        if sign not in _COMPARED:
            raise CannotEvaluate("this relation in an event")
        left, right = (self.plain(side) for side in relation.args)
        found = [BALL.compare(sign, a, b) for a, b in zip(left, right, strict=True)]
        if None in found:
            raise Undetermined("an event that may or may not happen")
        return [bool(happens) for happens in found]

    def probability(self, events: Sequence[Term]) -> Values:
        """The probability that all events happen, for each outcome that was observed."""
        return self.weighted([rational_ball(1)] * len(self.weights), self.happening(events))

    def weighted(self, values: Values, where: Happening) -> Values:
        """The sum of the values with their weights, over the outcomes where something happens."""
        return [
            sum(
                (x * v for x, v, happens in zip(self.weights, values, row, strict=True) if happens),
                rational_ball(0),
            )
            for row in where
        ]

    # --------------------------------------------------------------------------- means

    def mean(self, values: Values, where: Happening) -> Values:
        """The mean of some values where something happens."""
        ones = [rational_ball(1)] * len(self.weights)
        return _quotients(self.weighted(values, where), self.weighted(ones, where))

    def covariance(self, one: Values, other: Values, where: Happening) -> Values:
        """The mean of the product of the deviations."""
        means = (self.mean(one, where), self.mean(other, where))
        found = []
        for w in self.outcomes:
            deviations = [
                (a - means[0][w]) * (b - means[1][w]) for a, b in zip(one, other, strict=True)
            ]
            found.append(self.mean(deviations, where)[w])
        return found


def _quotients(above: Values, below: Values) -> Values:
    if any(value.is_zero() for value in below):
        raise Undefined("a condition of probability 0")
    return [a / b for a, b in zip(above, below, strict=True)]


def _mean(e: _Evaluation, found: Application) -> Values:
    return e.mean(e.plain(_only(found)), e.happening(found.given))


def _variance(e: _Evaluation, found: Application) -> Values:
    values = e.plain(_only(found))
    return e.covariance(values, values, e.happening(found.given))


def _covariance(e: _Evaluation, found: Application) -> Values:
    one, other = _both(e, found)
    return e.covariance(one, other, e.happening(found.given))


def _deviation(e: _Evaluation, found: Application) -> Values:
    return [value.sqrt() for value in _variance(e, found)]


def _correlation(e: _Evaluation, found: Application) -> Values:
    one, other = _both(e, found)
    where = e.happening(found.given)
    spread = [
        (a * b).sqrt()
        for a, b in zip(
            e.covariance(one, one, where), e.covariance(other, other, where), strict=True
        )
    ]
    return _quotients(e.covariance(one, other, where), spread)


def _probability(e: _Evaluation, found: Application) -> Values:
    joint = e.probability((*found.args, *found.given))
    return _quotients(joint, e.probability(found.given)) if found.given else joint


def _entropy(e: _Evaluation, found: Application) -> Values:
    """The mean of -log p(X | Y)."""
    conditional = _probability(e, found)
    return e.mean([-value.log() for value in conditional], e.happening(()))


def _information(e: _Evaluation, found: Application) -> Values:
    """The mean of log p(X, Y | Z) / (p(X | Z) p(Y | Z))."""
    variables, given = found.args, found.given
    if len(variables) == 1 and len(given) == 1:
        variables, given = (*variables, *given), ()
    if len(variables) != 2:
        raise CannotEvaluate("an information of other than two variables")
    joint, one, other, condition = (
        e.probability((*part, *given)) for part in (variables, variables[:1], variables[1:], ())
    )
    rows = zip(joint, one, other, condition, strict=True)
    return e.mean([(a * d / (b * c)).log() for a, b, c, d in rows], e.happening(()))


def _only(found: Application) -> Term:
    if len(found.args) != 1:
        raise CannotEvaluate("a mean of several arguments")
    return found.args[0]


def _both(e: _Evaluation, found: Application) -> tuple[Values, Values]:
    if len(found.args) != 2:
        raise CannotEvaluate("a covariance of other than two arguments")
    return e.plain(found.args[0]), e.plain(found.args[1])


_VALUES: Final[dict[Functional, Callable[[_Evaluation, Application], Values]]] = {
    Functional.MEAN: _mean,
    Functional.VARIANCE: _variance,
    Functional.COVARIANCE: _covariance,
    Functional.DEVIATION: _deviation,
    Functional.CORRELATION: _correlation,
    Functional.PROBABILITY: _probability,
    Functional.ENTROPY: _entropy,
    Functional.INFORMATION: _information,
}
