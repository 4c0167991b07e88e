"""Mutants of the lines of the catalogue: each right side with one of the usual mistakes in it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice, zip_longest

from symcalc import catalogue
from symcalc.check import edits
from symcalc.check.arrays.judging import judge_arrays
from symcalc.check.arrays.scopes import speaks_of_arrays
from symcalc.check.claim import Question, expanded
from symcalc.check.concrete import concretes
from symcalc.check.doubt import claimed
from symcalc.check.judge import Budget, Judgement, compare
from symcalc.check.oracles.interval import Outcome, compare_at
from symcalc.check.sampling import random_points
from symcalc.core.problem import Role, Statement
from symcalc.core.term import Op, Term, contains, free_names, size
from symcalc.core.verdict import Verdict
from symcalc.mean.errors import NoMeaning
from symcalc.read import read_document

ACCEPTED = {Verdict.PROVED, Verdict.CONDITIONAL, Verdict.SUPPORTED}

#: One generator for each kind of mistake; each changes one part of the right side.
KINDS = (
    edits.other_sign,
    edits.other_factor,
    edits.other_exponent,
    edits.other_number,
    edits.other_function,
    edits.upside_down,
    edits.without_part,
)
#: Sides with more parts than this are mutated all the same, but not in every part.
LARGEST = 400


@dataclass(frozen=True)
class Mutant:
    """A line of an entry with another right side."""

    entry: str
    statement: Statement
    right: Term


def claims(entry: catalogue.Entry) -> Iterator[Statement]:
    """The equalities that an entry claims."""
    for statement in read_document(entry.text, entry.name).statements:
        plain = statement.role is Role.CLAIM and statement.relation in ("=", ":=")
        if plain and statement.left is not None and statement.right is not None:
            yield statement


def mutants(entry: str, statement: Statement, most: int) -> Iterator[Mutant]:
    """At most so many mutants of a line, each kind of mistake in turn."""
    assert statement.right is not None
    if size(statement.right) > LARGEST:
        return
    right = statement.right
    kinds = [edits.everywhere(kind)(right, right) for kind in KINDS]
    turns = (edit.whole for turn in zip_longest(*kinds) for edit in turn if edit is not None)
    different = (whole for whole in dict.fromkeys(turns) if whole is not right)
    yield from (Mutant(entry, statement, whole) for whole in islice(different, most))


def verdict(mutant: Mutant, seconds: float = 2.0) -> Verdict:
    """The verdict on the line with its right side replaced."""
    return _judged(replace(mutant.statement, right=mutant.right), seconds).verdict


def _judged(statement: Statement, seconds: float) -> Judgement:
    if speaks_of_arrays(statement):
        return judge_arrays(statement, Budget(seconds))
    return compare(*claimed(statement), statement.scope, budget=Budget(seconds))


def survives_rightly(mutant: Mutant) -> bool:
    """Whether the mutant has the values of the line at every point tried: it is no mistake."""
    right = mutant.statement.right
    assert right is not None
    if speaks_of_arrays(mutant.statement):
        same = replace(mutant.statement, left=right, right=mutant.right)
        return _judged(same, 2.0).verdict in ACCEPTED
    return _same_values(right, mutant.right, mutant.statement) is not False


def _same_values(one: Term, other: Term, statement: Statement) -> bool | None:
    """Whether two terms agree where both are defined; None if they could not be compared."""
    try:
        claim = expanded(Question(one, other, "=", statement.scope))
        instances: Sequence = concretes(claim.left, claim.right, claim.domain)
    except NoMeaning:
        return None
    outcomes = []
    for instance in instances:
        keys = sorted(free_names(instance.left) | free_names(instance.right))
        for point in random_points(keys, instance.domain, 12, seed=7):
            outcomes.append(compare_at(instance.left, instance.right, "=", point).outcome)
    if Outcome.FAILS in outcomes:
        return False
    return True if Outcome.AGREES in outcomes else None


def why_undecided(mutant: Mutant) -> str:
    """The reason that is known why a mutant is not refuted."""
    assert mutant.statement.left is not None
    sides = (mutant.statement.left, mutant.right)
    if any(contains(side, Op.INTEGRAL, Op.LIMIT) for side in sides):
        return "no rigorous enclosure of an integral or a limit"
    found = _judged(replace(mutant.statement, right=mutant.right), 2.0)
    return f"{found.code}: {found.message}"
