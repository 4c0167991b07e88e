"""No wrong verdict on published identities, their mutants, slivers and conditional claims."""

from __future__ import annotations

import pytest

from symcalc.core.verdict import Verdict
from tests.check.bench.identities import CONDITIONAL, IDENTITIES, SLIVERS, Row
from tests.check.claims import judged

ACCEPTED = {Verdict.PROVED, Verdict.SUPPORTED, Verdict.CONDITIONAL}
REJECTED = {Verdict.REFUTED, Verdict.UNDECIDED}


@pytest.mark.parametrize("row", IDENTITIES, ids=lambda row: f"{row.left}={row.right}")
def test_a_published_identity_is_accepted(row: Row) -> None:
    assert judged(row.left, row.right, *row.lets).verdict in ACCEPTED


@pytest.mark.parametrize("row", IDENTITIES, ids=lambda row: f"{row.left}={row.wrong}")
def test_its_mutant_is_not(row: Row) -> None:
    assert judged(row.left, row.wrong, *row.lets).verdict in REJECTED


def test_nearly_all_are_decided() -> None:
    true = [judged(row.left, row.right, *row.lets).verdict for row in IDENTITIES]
    false = [judged(row.left, row.wrong, *row.lets).verdict for row in IDENTITIES]
    proved = [v for v in true if v is not Verdict.SUPPORTED]
    refuted = [v for v in false if v is Verdict.REFUTED]
    assert len(proved) >= 0.97 * len(true)
    assert len(refuted) >= 0.85 * len(false)


@pytest.mark.parametrize(("left", "right", "lets"), SLIVERS)
def test_a_claim_that_fails_on_a_sliver_is_not_accepted(
    left: str, right: str, lets: tuple[str, ...]
) -> None:
    assert judged(left, right, *lets).verdict is Verdict.REFUTED


@pytest.mark.parametrize(("left", "right", "condition"), CONDITIONAL)
def test_a_condition_is_named(left: str, right: str, condition: str) -> None:
    found = judged(left, right)
    assert found.verdict is Verdict.CONDITIONAL
    assert condition in found.conditions


@pytest.mark.parametrize(("left", "right", "condition"), CONDITIONAL)
def test_a_condition_that_is_declared_is_discharged(left: str, right: str, condition: str) -> None:
    declared = {"x ≠ 0": "x > 0", "x ≠ 1": "x > 1", "x > 0": "x > 0", "x ≥ 0": "x > 0"}[condition]
    assert judged(left, right, declared).verdict is Verdict.PROVED
