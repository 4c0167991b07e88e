"""Inferences about several names: substitution, and what divides what.

From f = 0 follows g = 0 where every irreducible factor of f that can be zero divides g.  A
factor that divides nothing was divided by: it must not be zero.  Equations that are linear in
a name are solved for it first and put into all others.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product
from math import prod
from typing import Any, Final

from symcalc.check.conditions import (
    Requirement,
    one_sided_requirements,
    requirements,
    text_of,
)
from symcalc.check.domain import Domain
from symcalc.check.equations.direction import OPEN, Direction, Status
from symcalc.check.equations.inverses import (
    exponential_of_sum,
    logarithm_of_binomial,
    logarithm_of_power,
)
from symcalc.check.equations.quotients import quotient_of
from symcalc.check.equations.ring import NotInRing, Ring
from symcalc.check.oracles import modular, order
from symcalc.check.polynomial import real_roots_exist
from symcalc.check.solve import solve_linear
from symcalc.core.term import (
    ONE,
    ZERO,
    Op,
    Term,
    add,
    free_names,
    name,
    relation,
    sub,
    substitute,
    value_of,
)
from symcalc.core.verdict import Says
from symcalc.mean.algebra import simplify

Conditions = tuple[Requirement, ...]

#: A condition with more alternatives than this is not taken apart.
_MOST_CASES: Final = 16


@dataclass(frozen=True)
class Case:
    """One alternative of a condition: equalities and other relations that all hold."""

    equalities: tuple[Term, ...]
    others: tuple[Term, ...]


def follows(premise: Term, conclusion: Term, domain: Domain) -> Direction:
    """Whether a condition follows from another, as far as algebra shows it; never FAILS."""
    cases, clauses = alternatives(premise), requirements_of(conclusion)
    if not cases or not clauses:
        return OPEN
    conditions: dict[Requirement, None] = {}
    try:
        for case, clause in product(cases, clauses):
            found = _one(case, clause, domain)
            if found is None:
                return OPEN
            conditions.update(dict.fromkeys(found))
    except NotInRing:
        return OPEN
    detail = "every factor that can be zero before is one that makes the line true"
    texts = tuple(dict.fromkeys(map(text_of, conditions)))
    return Direction(Status.HOLDS, detail, texts, tuple(item.term for item in conditions))


def is_impossible(condition: Term, domain: Domain) -> bool:
    """Whether algebra shows that nothing in a domain meets a condition."""
    found = follows(condition, relation("=", ONE, ZERO), domain)
    return found.holds and not found.conditions


def alternatives(condition: Term) -> list[Case]:
    """A condition as cases of which one holds; none where there are too many."""
    return [
        Case(
            tuple(part for part in case if part.data == "="),
            tuple(part for part in case if part.data != "="),
        )
        for case in _normal_form(condition, Op.OR)
    ]


def requirements_of(condition: Term) -> list[list[Term]]:
    """A condition as clauses that all hold, each a list of relations of which one does."""
    return _normal_form(condition, Op.AND)


def _normal_form(condition: Term, outer: Op) -> list[list[Term]]:
    """Disjunctive (outer is OR) or conjunctive normal form of relations."""
    if condition.op is Op.CONSTANT:
        return [[]] if outer is Op.OR else []
    if condition.op is Op.RELATION:
        return [[condition]]
    parts = [_normal_form(part, outer) for part in condition.args]
    if condition.op is outer:
        joined = [case for part in parts for case in part]
        return joined if len(joined) <= _MOST_CASES and all(parts) else []
    if prod(map(len, parts)) > _MOST_CASES:
        return []
    return [[r for case in chosen for r in case] for chosen in product(*parts)]


# ------------------------------------------------------------------- one case, one clause


def _one(case: Case, clause: Sequence[Term], domain: Domain) -> Conditions | None:
    """The conditions under which one of the relations of a clause holds in a case, or None."""
    known = domain.assuming(*case.others)
    solved, mapping = eliminated(case, known)
    meant = [substitute(part, mapping) for part in clause]
    given = [substitute(part, mapping) for part in case.others]
    found = _by_given(meant, given, known)
    if found is None and (_by_identity(meant, known) or _product_vanishes(meant)):
        found = ()
    if found is None:
        found = _by_some_equality(solved.equalities, meant, known)
    if found is None:
        found = _by_some_equality(case.equalities, clause, known)
    return None if found is None else (*found, *_undefined_at(case, clause, mapping, known))


def _by_some_equality(
    equalities: Sequence[Term], clause: Sequence[Term], domain: Domain
) -> Conditions | None:
    """The conditions under which one of the equalities alone makes a clause true."""
    for part in equalities:
        for equality in (part, *_inverted(part)):
            found = _by_factors(equality, clause, domain)
            if found is not None:
                return found
    return None


def _inverted(equality: Term) -> list[Term]:
    """The logarithms of both sides, or their exponentials, where that frees what is inside."""
    ring = Ring()
    above = quotient_of(sub(*equality.args), ring).above
    functions = (logarithm_of_binomial, logarithm_of_power, exponential_of_sum)
    found = (function(above, ring) for function in functions)
    return [relation("=", term, ZERO) for term in found if term is not None]


def eliminated(case: Case, domain: Domain) -> tuple[Case, dict[Term, Term]]:
    """The case with names solved for and put in, and what each stands for."""
    mapping: dict[Term, Term] = {}
    equalities = list(case.equalities)
    while (step := _solvable(equalities, domain)) is not None:
        place, variable, value = step
        del equalities[place]
        one = {variable: value}
        equalities = [substitute(part, one) for part in equalities]
        mapping = {key: substitute(known, one) for key, known in mapping.items()} | one
    return replace(case, equalities=tuple(equalities)), mapping


def _solvable(equalities: Sequence[Term], domain: Domain) -> tuple[int, Term, Term] | None:
    """The first equality that is linear in a name, with a slope that is never zero."""
    for certain in (True, False):
        for k, part in enumerate(equalities):
            difference = sub(*part.args)
            for key in sorted(free_names(difference)):
                solved = solve_linear(difference, name(key))
                if solved is None:
                    continue
                if value_of(solved[1]) or (not certain and domain.never_zero(solved[1])):
                    return k, name(key), solved[0]
    return None


def _by_identity(clause: Sequence[Term], domain: Domain) -> bool:
    """Whether a relation of a clause holds wherever it is defined."""
    return any(_holds_throughout(part, str(part.data), domain) for part in clause)


def _holds_throughout(part: Term, sign: str, domain: Domain) -> bool:
    left, right = part.args
    if sign in ("=", "<=", ">=") and modular.prove(left, right, domain).says is Says.HOLDS:
        return True
    if sign == "=":
        return False
    if order.prove(left, right, sign, domain).says is Says.HOLDS:
        return True
    return sign != "!=" and _positive_by_factors(part, domain)


def _product_vanishes(clause: Sequence[Term]) -> bool:
    """Whether the product of all differences is zero: one of x = √(x^2), x = -√(x^2) holds."""
    ring = Ring()
    return bool(ring.normal(_target(clause, ring)) == 0)


def _target(clause: Sequence[Term], ring: Ring) -> Any:
    """What vanishes where one of the relations of a clause holds with equality."""
    target = ring.one
    for part in clause:
        if part.data in ("=", "<=", ">="):
            target = ring.limit(target * quotient_of(sub(*part.args), ring).above)
    return target


def _positive_by_factors(part: Term, domain: Domain) -> bool:
    """Whether the signs of all factors are known and make it so: a^2 - b^2 where a > b > 0."""
    ring = Ring()
    found = quotient_of(_positive_side(part), ring)
    if found.above == 0:
        return False
    scale, factors = (found.above * found.below).factor()
    sign = 1 if scale > 0 else -1
    for factor, exponent in factors:
        known = domain.bounds(ring.term_of(factor)).sign
        if known is None:
            return False
        sign *= known**exponent
    return sign > 0


def _by_given(clause: Sequence[Term], given: Sequence[Term], domain: Domain) -> Conditions | None:
    """An inequality that is a multiple of a given one, by what is positive or must be."""
    for part, known in product(clause, given):
        found = _multiple(part, known, domain)
        if found is not None:
            return found
    return None


def _multiple(part: Term, known: Term, domain: Domain) -> Conditions | None:
    if {part.data, known.data} & {"=", "!="}:
        return () if part.data == known.data == "!=" and _constant_ratio(part, known) else None
    if part.data in ("<", ">") and known.data in ("<=", ">="):
        return None
    ring = Ring()
    above, below = (quotient_of(_positive_side(r), ring) for r in (part, known))
    if below.above == 0:
        return None
    ratio = ring.reduced(above.above * below.below, above.below * below.above)
    value = ring.rational_of(ratio)
    if value is not None:
        return () if value > 0 else None
    if not (ratio.above.is_constant() or ratio.below.is_constant()):
        return None  # nobody multiplies by that
    factor = ring.term_of(ratio.above * ratio.below)
    bounds = domain.bounds(factor)
    if bounds.positive:
        return ()
    return None if bounds.nonpositive else (Requirement(factor, ">"),)


def _constant_ratio(part: Term, known: Term) -> bool:
    ring = Ring()
    above, below = (quotient_of(sub(*r.args), ring) for r in (part, known))
    if below.above == 0:
        return False
    ratio = ring.reduced(above.above * below.below, above.below * below.above)
    return bool(ring.rational_of(ratio))


def _positive_side(part: Term) -> Term:
    """What an inequality says to be positive, or not negative."""
    left, right = part.args
    return sub(left, right) if part.data in (">", ">=") else sub(right, left)


def _by_factors(equality: Term, clause: Sequence[Term], domain: Domain) -> Conditions | None:
    """The conditions under which f = 0 makes one of the equations of a clause true."""
    ring = Ring()
    target = _target(clause, ring)
    given = quotient_of(sub(*equality.args), ring).above
    if given.is_constant():
        return None if given == 0 else ()  # nothing solves 2 = 1
    target = ring.normal(target)
    conditions, divides = [], False
    for factor, _ in given.factor()[1]:
        if _divides(ring, factor, target):
            divides = True
            continue
        term = ring.term_of(factor)
        if not domain.never_zero(term) and real_roots_exist(term):
            conditions.append(Requirement(term, "!="))
    return tuple(conditions) if divides or not conditions else None


def _divides(ring: Ring, factor: Any, target: Any) -> bool:
    """Whether the target vanishes wherever the factor does, by exact division."""
    if target == 0 or divmod(target, factor)[1] == 0:
        return True
    without = ring.without_roots(factor)
    return without != 0 and all(divmod(target, p)[1] == 0 for p, _ in without.factor()[1])


def _undefined_at(
    case: Case, clause: Sequence[Term], mapping: Mapping[Term, Term], domain: Domain
) -> Conditions:
    """What the clause needs to be defined and the case does not give."""
    before = _all_sides((*case.equalities, *case.others))
    after = _all_sides(clause)
    needed = requirements(after, domain)
    missing = [r for r in one_sided_requirements(before, after, domain) if r in needed]
    return tuple(item for item in missing if not _is_met(item, mapping, domain))


def _is_met(item: Requirement, mapping: Mapping[Term, Term], domain: Domain) -> bool:
    """Whether a requirement holds with the names that were solved for put in."""
    term = simplify(substitute(item.term, mapping))
    if item.sign == "!=":
        return domain.never_zero(term)
    ring = Ring()
    found = quotient_of(term, ring)
    scale, factors = (ring.normal(found.above) * found.below).factor()
    return bool(item.sign == ">=" and scale > 0 and all(k % 2 == 0 for _, k in factors))


def _all_sides(relations: Sequence[Term]) -> Term:
    """A term that is defined where all sides of some relations are."""
    return add(ZERO, ZERO, *(side for part in relations for side in part.args))
