"""Where a claim is meant to hold: what the document declares about its names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Final

from symcalc.check.bounds import EVERYTHING, INFINITE, NONNEGATIVE, POSITIVE, Bounds
from symcalc.check.enclosure import bounds_of
from symcalc.core.kind import Declaration, Sort
from symcalc.core.problem import Scope
from symcalc.core.term import Op, Term, name, postorder
from symcalc.mean.algebra import simplify, sub

#: What a counting name (the length of a sum, an index) is taken to be.
COUNTING: Final = Bounds(lower=Fraction(1), lower_open=False)

_BY_PROPERTY: Final = {
    "positive": POSITIVE,
    "nonnegative": NONNEGATIVE,
    "negative": Bounds(upper=Fraction(0)),
    "nonpositive": Bounds(upper=Fraction(0), upper_open=False),
}

_BY_SIGN: Final = {
    ">": POSITIVE,
    ">=": NONNEGATIVE,
    "<": Bounds(upper=Fraction(0)),
    "<=": Bounds(upper=Fraction(0), upper_open=False),
}


@dataclass(frozen=True)
class Domain:
    """Ranges of the names, facts about terms, relations that must hold, and equalities.

    ``constraints`` are all the assumed relations but equalities; ``nonzero`` the terms
    assumed not to be 0; ``integers`` the names that stand for integers.
    """

    ranges: Mapping[str, Bounds] = field(default_factory=dict)
    facts: Mapping[Term, Bounds] = field(default_factory=dict)
    nonzero: frozenset[Term] = frozenset()
    constraints: tuple[Term, ...] = ()
    equalities: tuple[Term, ...] = ()
    integers: frozenset[str] = frozenset()

    def bounds(self, term: Term) -> Bounds:
        """Bounds of a term over the whole domain."""
        found = bounds_of(term, self.ranges, self.facts)
        if found.sign is None and self.facts:
            plain = simplify(term)
            return found.meet(self.facts.get(plain, EVERYTHING))
        return found

    def never_zero(self, term: Term) -> bool:
        """Whether the term is known not to be 0 anywhere in the domain."""
        return self.bounds(term).sign is not None or simplify(term) in self.nonzero

    def range_of(self, key: str) -> Bounds:
        """The range of a name."""
        return self.ranges.get(key, EVERYTHING)

    def assuming(self, *relations: Term) -> Domain:
        """This domain with more relations assumed."""
        result = self
        for relation in relations:
            for part in _conjuncts(relation):
                result = _with_relation(result, part)
        return _propagated(_propagated(result))


def domain_of(scope: Scope, *terms: Term) -> Domain:
    """The domain that a scope declares for the names of these terms.

    Names that bound a sum, count elements or stand under a factorial are counting integers.
    """
    counting = counting_names(*terms)
    declared = scope.declarations
    integers = {key for key, item in declared.items() if _is_integer(item)} | counting
    ranges = {key: _declared_range(item) for key, item in declared.items()}
    for key in sorted(counting):
        ranges[key] = ranges.get(key, EVERYTHING).meet(COUNTING)
    nonzero = frozenset(
        name(key) for key, item in declared.items() if "nonzero" in item.kind.properties
    )
    start = Domain(
        {key: bounds for key, bounds in ranges.items() if bounds != EVERYTHING},
        nonzero=nonzero,
        integers=frozenset(integers),
    )
    return start.assuming(*scope.assumptions)


def _is_integer(declaration: Declaration) -> bool:
    return declaration.kind.sort is Sort.INDEX or "integer" in declaration.kind.properties


def _declared_range(declaration: Declaration) -> Bounds:
    bounds = COUNTING if declaration.kind.sort is Sort.INDEX else EVERYTHING
    for word in declaration.kind.properties:
        bounds = bounds.meet(_BY_PROPERTY.get(word, EVERYTHING))
    return bounds


def counting_names(*terms: Term) -> set[str]:
    """The names that can only stand for counting integers, from where they occur."""
    found: set[str] = set()
    for node in postorder(*terms):
        if node.op in (Op.SUM, Op.PRODUCT):
            found |= _names_in(*node.args[1:])
        elif node.op is Op.ELEMENT:
            found |= _names_in(*node.args)
        elif node.op is Op.CALL and node.data in ("factorial", "binomial"):
            found |= {str(part.data) for part in node.args if part.op is Op.NAME}
    return found


def _names_in(*terms: Term) -> set[str]:
    return {str(node.data) for node in postorder(*terms) if node.op is Op.NAME}


def _conjuncts(relation: Term) -> tuple[Term, ...]:
    if relation.op is not Op.AND:
        return (relation,)
    return tuple(part for argument in relation.args for part in _conjuncts(argument))


def _with_relation(domain: Domain, relation: Term) -> Domain:
    if relation.op is not Op.RELATION:
        return replace(domain, constraints=(*domain.constraints, relation))
    left, right = relation.args
    sign = str(relation.data)
    if sign == "=":
        return replace(domain, equalities=(*domain.equalities, relation))
    domain = replace(domain, constraints=(*domain.constraints, relation))
    if sign == "!=":
        return replace(domain, nonzero=domain.nonzero | {simplify(sub(left, right))})
    return _with_order(domain, left, sign, right) if sign in _BY_SIGN else domain


_MIRRORED: Final = {"<": ">", ">": "<", "<=": ">=", ">=": "<="}


def _with_order(domain: Domain, left: Term, sign: str, right: Term) -> Domain:
    """The range of a name that is compared with a number, and the sign of the difference."""
    ranges = _narrowed(domain.ranges, left, sign, right)
    facts = dict(domain.facts)
    difference = simplify(sub(left, right))
    facts[difference] = facts.get(difference, EVERYTHING).meet(_BY_SIGN[sign])
    opposite = simplify(sub(right, left))
    facts[opposite] = facts.get(opposite, EVERYTHING).meet(_BY_SIGN[_MIRRORED[sign]])
    return replace(domain, ranges=ranges, facts=facts)


def _propagated(domain: Domain) -> Domain:
    """The domain with x > 0 concluded from x > y and y > 0, one step further."""
    ranges = domain.ranges
    for part in domain.constraints:
        if part.op is Op.RELATION and part.data in _BY_SIGN:
            ranges = _narrowed(ranges, part.args[0], str(part.data), part.args[1])
    return replace(domain, ranges=ranges)


def _narrowed(
    ranges: Mapping[str, Bounds], left: Term, sign: str, right: Term
) -> dict[str, Bounds]:
    """The ranges with what ``left sign right`` says of a side that is a bare name."""
    result = dict(ranges)
    for term, other, way in ((left, right, sign), (right, left, _MIRRORED[sign])):
        if term.op is Op.NAME:
            key = str(term.data)
            beyond = _beyond(bounds_of(other, ranges), way)
            result[key] = result.get(key, EVERYTHING).meet(beyond)
    return result


def _beyond(other: Bounds, sign: str) -> Bounds:
    """The numbers t with t > s (or <, >=, <=) for some s within the bounds."""
    strict = sign in "<>"
    if sign.startswith(">"):
        return Bounds(lower=other.lower, lower_open=strict or other.lower_open)
    return Bounds(-INFINITE, other.upper, True, strict or other.upper_open)
