"""The condition ledger: where exactly one side of a claim is defined.

x^2/x = x holds wherever both sides are defined, but only the right one is defined at 0, so
the claim rests on x ≠ 0.  What each side requires is read off its operations; what the
document declares, or what the other side requires as well, is no condition.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from symcalc.check.domain import Domain
from symcalc.check.oracles.interval import Comparison, Outcome
from symcalc.check.polynomial import factors, real_roots_exist
from symcalc.check.prime.proportion import proportional
from symcalc.check.truth import holds_at
from symcalc.core.term import (
    BINDERS,
    ZERO,
    Op,
    Term,
    add,
    free_names,
    neg,
    postorder,
    relation,
    sub,
    value_of,
)
from symcalc.mean.algebra import simplify
from symcalc.mean.functions import ELEMENTARY
from symcalc.mean.latex import plain

#: Said where sides differ in where they are defined and no condition of ours explains it.
BOTH_DEFINED: Final = "both sides are defined"


@dataclass(frozen=True)
class Requirement:
    """``term sign 0`` with a sign among !=, > and >=."""

    term: Term
    sign: str

    @property
    def relation(self) -> Term:
        """The requirement as a term."""
        return relation(self.sign, self.term, ZERO)


def conditions_of(
    left: Term,
    right: Term,
    domain: Domain,
    comparisons: Sequence[Comparison],
    meaning: Callable[[Term], Term] = lambda term: term,
) -> tuple[str, ...]:
    """The conditions, as text, under which both sides are defined where either is.

    ``meaning`` expands definitions: what they make true is no condition.
    """
    found = one_sided_requirements(left, right, domain)
    texts = [text_of(item) for item in found if not _true_of(meaning(item.term), item.sign, domain)]
    if any(_unexplained(comparison, found) for comparison in comparisons):
        texts.append(BOTH_DEFINED)
    return tuple(dict.fromkeys(texts))


def _true_of(term: Term, sign: str, domain: Domain) -> bool:
    parts = split(Requirement(term, sign), domain)
    return all(_holds_everywhere(part, domain) for part in parts)


def one_sided_requirements(left: Term, right: Term, domain: Domain) -> list[Requirement]:
    """What one side requires and neither the domain nor the other side does."""
    mine, theirs = requirements(left, domain), requirements(right, domain)
    found = [
        requirement
        for own, other in ((mine, theirs), (theirs, mine))
        for requirement in own
        if not _implied(requirement, other, domain)
    ]
    return without_implied(found, domain)


def without_implied(found: list[Requirement], domain: Domain) -> list[Requirement]:
    """Drop what follows from the others: x > 0 and y > 0 leave nothing of xy > 0."""
    kept = list(dict.fromkeys(found))
    for requirement in list(kept):
        others = [other for other in kept if other is not requirement]
        if _implied(requirement, others, domain):
            kept = others
    return kept


def _unexplained(comparison: Comparison, found: Sequence[Requirement]) -> bool:
    """Whether one side is undefined at a point that satisfies every condition."""
    if comparison.outcome not in (Outcome.LEFT_ONLY, Outcome.RIGHT_ONLY):
        return False
    return all(holds_at(item.relation, comparison.point) is True for item in found)


def text_of(requirement: Requirement) -> str:
    """The requirement with a constant on the right: x ≠ 1, not x - 1 ≠ 0."""
    term = requirement.term
    constants = [t for t in term.args if value_of(t) is not None] if term.op is Op.ADD else []
    if len(constants) != 1:
        return plain(requirement.relation)
    rest = [t for t in term.args if t is not constants[0]]
    return plain(relation(requirement.sign, add(*rest), simplify(neg(constants[0]))))


def connected(left: Term, right: Term, domain: Domain) -> bool:
    """Whether both sides are surely defined on a domain that is surely in one piece."""
    convex = not domain.nonzero and all(_is_half_space(part) for part in domain.constraints)
    return convex and not requirements(left, domain) + requirements(right, domain)


def _is_half_space(constraint: Term) -> bool:
    """Whether a constraint compares names and numbers with one another, and nothing else."""
    plain_sides = all(side.op is Op.NAME or value_of(side) is not None for side in constraint.args)
    return constraint.op is Op.RELATION and plain_sides


def branch_safe(left: Term, right: Term, domain: Domain) -> bool:
    """Whether every radicand and argument of a logarithm is positive on the whole domain.

    Inverse functions and roots need their arguments inside their domains in the same way.
    """
    needed = requirements(left, domain) + requirements(right, domain)
    return all(requirement.sign == "!=" for requirement in needed)


# --------------------------------------------------------------------- what a side needs


def requirements(term: Term, domain: Domain) -> list[Requirement]:
    """What must hold for a term to be defined, beyond what holds on the whole domain."""
    found: dict[Requirement, None] = {}
    for node in _unguarded(term):
        for needed in _needed(node, domain):
            found.update(dict.fromkeys(split(needed, domain)))
    return [item for item in found if not _holds_everywhere(item, domain)]


def _unguarded(term: Term) -> list[Term]:
    """The nodes outside case distinctions and binders, whose inside is not always evaluated."""
    seen: dict[Term, None] = {}
    stack = [term]
    while stack:
        node = stack.pop()
        if node in seen:
            continue
        seen[node] = None
        if node.op in BINDERS:
            stack.extend(node.args[2:])
        elif node.op is not Op.CASES:
            stack.extend(reversed(node.args))
    return list(seen)


def _needed(node: Term, domain: Domain) -> list[Requirement]:
    if node.op is Op.DIV:
        return [Requirement(node.args[1], "!=")]
    if node.op is Op.POW:
        return _power_needs(node.args[0], node.args[1], domain)
    if node.op is Op.CALL and node.data in ELEMENTARY:
        rows = ELEMENTARY[str(node.data)].domain(*node.args)
        return [_as_requirement(row) for row in rows if row.op is Op.RELATION]
    return []


def _power_needs(base: Term, exponent: Term, domain: Domain) -> list[Requirement]:
    value = value_of(exponent)
    if value is None and _is_whole(exponent, domain):
        return [] if domain.bounds(exponent).nonnegative else [Requirement(base, "!=")]
    if value is None:
        return [Requirement(base, ">")]
    if value.denominator == 1:
        return [Requirement(base, "!=")] if value < 0 else []
    return [Requirement(base, ">" if value < 0 else ">=")]


def _is_whole(term: Term, domain: Domain) -> bool:
    """Whether a term is a whole number, being made of whole numbers by +, - and ·."""
    return all(
        node.op in (Op.ADD, Op.MUL, Op.NEG)
        or (node.op is Op.NAME and node.data in domain.integers)
        or (node.op is Op.NUMBER and value_of(node) == int(value_of(node) or 0))
        for node in postorder(term)
    )


def _as_requirement(row: Term) -> Requirement:
    """A relation between two sides as one between a difference and 0."""
    left, right = row.args
    sign = str(row.data)
    if sign in ("<", "<="):
        left, right, sign = right, left, sign.replace("<", ">")
    return Requirement(left if right is ZERO else sub(left, right), sign)


# ------------------------------------------------------------------------- taking apart


def split(requirement: Requirement, domain: Domain) -> Iterable[Requirement]:
    """The same requirement on factors: x^2 y ≠ 0 is x ≠ 0 and y ≠ 0; -x > 0 stays one."""
    if requirement.sign == "!=":
        return [Requirement(factor, "!=") for factor in _factors(requirement.term)]
    return _split_order(requirement, domain)


def _factors(term: Term) -> list[Term]:
    """Terms that are all nonzero exactly where the given one is (given that it is defined)."""
    result: list[Term] = []
    stack = [term]
    while stack:
        node = stack.pop()
        if node.op is Op.MUL:
            stack.extend(reversed(node.args))
        elif _zero_with_first_argument(node):
            stack.append(node.args[0])
        elif (found := factors(node)) is not None:
            result.extend(found)
        elif not value_of(node) and not _never_zero(node):
            result.append(node)
    return result


def _never_zero(node: Term) -> bool:
    """Functions without zeros (DLMF 4.2, 4.28, 5.2)."""
    return node.op is Op.CALL and node.data in ("exp", "cosh", "gamma", "factorial")


def _zero_with_first_argument(node: Term) -> bool:
    """Whether a node is zero exactly where its first argument is."""
    if node.op is Op.POW:
        return bool(value_of(node.args[1]))
    return node.op in (Op.NEG, Op.DIV) or (node.op is Op.CALL and node.data in ("abs", "sqrt"))


def _split_order(requirement: Requirement, domain: Domain) -> list[Requirement]:
    """Drop positive factors, squares and |x|; a strict sign keeps their zeros out."""
    strict = requirement.sign == ">"
    sign, rest, extra = 1, [], []
    stack = [requirement.term]
    while stack:
        node = stack.pop()
        known = domain.bounds(node).sign
        if node.op is Op.NEG:
            sign, stack = -sign, [*stack, node.args[0]]
        elif node.op in (Op.MUL, Op.DIV):
            stack.extend(reversed(node.args))
        elif _never_negative(node):
            extra += [Requirement(factor, "!=") for factor in _factors(node)] if strict else []
        elif known is not None:
            sign *= known
        else:
            rest.append(node)
    if len(rest) != 1:
        return extra if not rest and sign > 0 else [requirement]
    return [*extra, Requirement(rest[0] if sign > 0 else neg(rest[0]), requirement.sign)]


def _never_negative(node: Term) -> bool:
    """Whether a node is an even power or an absolute value."""
    if node.op is not Op.POW:
        return node.op is Op.CALL and node.data == "abs"
    exponent = value_of(node.args[1])
    return exponent is not None and exponent.denominator == 1 and exponent % 2 == 0


# --------------------------------------------------------------------------- discharging


def _holds_everywhere(requirement: Requirement, domain: Domain) -> bool:
    term, sign = requirement.term, requirement.sign
    if not free_names(term) and holds_at(requirement.relation, {}) is True:
        return True
    if sign == "!=":
        return domain.never_zero(term) or not real_roots_exist(term) or _assumed(term, domain)
    bounds = domain.bounds(term)
    return bounds.positive or (sign == ">=" and bounds.nonnegative)


def _assumed(term: Term, domain: Domain) -> bool:
    """Whether a multiple of the term is assumed not to be 0: x ≠ 2 says it of 2 - x."""
    names = free_names(term)
    return any(free_names(k) == names and proportional(k, term) for k in domain.nonzero)


def _implied(requirement: Requirement, others: Sequence[Requirement], domain: Domain) -> bool:
    """Whether a requirement follows from others on the domain."""
    if any(_same(requirement, other) for other in others):
        return True
    shared = [o for o in others if free_names(o.term) & free_names(requirement.term)]
    if not shared:
        return False
    return _holds_everywhere(requirement, domain.assuming(*(o.relation for o in shared)))


def _same(one: Requirement, other: Requirement) -> bool:
    """Whether two requirements say the same (or the other says more) of proportional terms."""
    stronger = {"!=": ("!=", ">"), ">=": (">=", ">"), ">": (">",)}
    if other.sign not in stronger[one.sign]:
        return False
    ratio = proportional(one.term, other.term)
    return ratio is not None and (ratio > 0 or one.sign == "!=")
