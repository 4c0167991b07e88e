"""A claim with the integrals and series that the tables know replaced by their values."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from symcalc.check.bounds import between
from symcalc.check.claim import Claim
from symcalc.check.conditions import (
    Requirement,
    requirements,
    split,
    text_of,
    without_implied,
)
from symcalc.check.domain import Domain
from symcalc.check.known_integrals import known_integral
from symcalc.check.known_series import known_series
from symcalc.check.known_value import Value
from symcalc.check.oracles import modular
from symcalc.check.truth import holds_at
from symcalc.core.term import Op, Term, contains, free_names, rebuild
from symcalc.core.verdict import Evidence, Says
from symcalc.mean.plain import plain

NAME: Final = "table"


@dataclass(frozen=True)
class Proof:
    """A proof by known integrals and series.

    ``claim`` is the claim on the domain where these converge, ``conditions`` what of that is
    not known from the page.
    """

    evidence: Evidence
    claim: Claim
    conditions: tuple[str, ...]


def prove(claim: Claim) -> Proof | None:
    """The proof of an equality by known integrals and series, where there is one."""
    found = _Replacement(claim)
    left, right = (found.of(side) for side in (claim.left, claim.right))
    unknown = _unknown_needs(found.values, claim)
    if not found.values or unknown is None:
        return None
    domain = claim.domain.assuming(*unknown)
    proof = modular.prove(left, right, domain)
    if proof.says is not Says.HOLDS:
        return None
    sources = dict.fromkeys(source for value in found.values for source in value.sources)
    evidence = replace(proof, oracle=NAME, detail=f"with {'; '.join(sources)}: {proof.detail}")
    return Proof(evidence, replace(claim, domain=domain), _texts(unknown, claim.domain))


def evaluated(claim: Claim) -> Claim | None:
    """The claim with values for all its integrals and infinite sums, where these converge."""
    found = _Replacement(claim)
    left, right = (found.of(side) for side in (claim.left, claim.right))
    if not found.values or any(contains(side, Op.INTEGRAL) for side in (left, right)):
        return None
    needs = [need for value in found.values for need in value.needs]
    domain = claim.domain.assuming(*dict.fromkeys(needs))
    return replace(claim, left=left, right=right, domain=domain)


def _unknown_needs(values: Sequence[Value], claim: Claim) -> list[Term] | None:
    """What the values rest on and the page does not say.

    None where a value is only known off a point, as (e^c - 1)/c is off c = 0, and the claim
    does not leave that out itself: another proof may hold there too.
    """
    needs = dict.fromkeys(need for value in values for need in value.needs)
    unknown = [need for need in needs if not _is_known(need, claim.domain)]
    exceptions = [need for need in unknown if need.data == "!="]
    own = [*requirements(claim.left, claim.domain), *requirements(claim.right, claim.domain)]
    domain = claim.domain.assuming(*(item.relation for item in own))
    return None if any(not _is_known(need, domain) for need in exceptions) else unknown


def _texts(needs: Sequence[Term], domain: Domain) -> tuple[str, ...]:
    """The needs as conditions, each in its plainest form; what follows from others is left out."""
    positive = [Requirement(need.args[0], ">") for need in needs if need.data == ">"]
    parts = [part for item in positive for part in split(item, domain) if part.sign != "!="]
    others = [plain(need) for need in needs if need.data == "<"]
    return (*(text_of(item) for item in without_implied(parts, domain)), *others)


class _Replacement:
    """Replaces what the tables know, from the inside out, and remembers the values."""

    def __init__(self, claim: Claim) -> None:
        self.domain = claim.domain
        self.names = free_names(claim.left) | free_names(claim.right)
        self.values: list[Value] = []

    def of(self, side: Term) -> Term:
        return rebuild(side, self._replaced)

    def _replaced(self, node: Term) -> Term:
        if node.op not in (Op.INTEGRAL, Op.SUM) or len(node.args) != 4:
            return node
        find = known_integral if node.op is Op.INTEGRAL else known_series
        value = find(node, self.domain)
        if value is None or not all(self._is_settled(need) for need in value.needs):
            return node
        self.values.append(value)
        return value.term

    def _is_settled(self, need: Term) -> bool:
        """Whether a need is about free names, so that it can be a condition, or is known."""
        if not free_names(need):
            return holds_at(need, {}) is True
        return free_names(need) <= self.names or _is_known(need, self.domain)


def _is_known(need: Term, domain: Domain) -> bool:
    left = need.args[0]
    if need.data == "<":  # |z| < 1
        bounds = domain.bounds(left.args[0])
        return _OPEN_UNIT.meet(bounds) == bounds
    return domain.never_zero(left) if need.data == "!=" else domain.bounds(left).positive


_OPEN_UNIT: Final = between(-1, 1, is_open=True)
