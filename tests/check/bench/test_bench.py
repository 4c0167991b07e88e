"""No wrong verdict on published identities, their mutants, and what is hard to judge."""

from __future__ import annotations

from collections import Counter
from functools import cache

import pytest

from symcalc.check.judge import Judgement
from symcalc.core.verdict import Verdict
from tests.check.bench import algebra, calculus, hard, trigonometry
from tests.check.bench.identities import IDENTITIES
from tests.check.bench.rows import Conditional, Open, Order, Row, Wrong
from tests.check.claims import judged

ROWS = (
    *IDENTITIES,
    *trigonometry.CIRCULAR,
    *trigonometry.INVERSE,
    *trigonometry.HYPERBOLIC,
    *algebra.EXPONENTIAL,
    *algebra.ROOTS,
    *algebra.POLYNOMIAL,
    *calculus.DERIVATIVES,
    *calculus.INTEGRALS,
    *calculus.SUMS,
    *calculus.LIMITS,
    *calculus.SPECIAL,
)
FALSE = (*hard.REGIONS, *hard.BY_A_LITTLE)
PROOF = {Verdict.PROVED, Verdict.CONDITIONAL}
ACCEPTED = {*PROOF, Verdict.SUPPORTED}
REJECTED = {Verdict.REFUTED, Verdict.UNDECIDED}


@cache
def found(left: str, right: str, lets: tuple[str, ...] = (), sign: str = "=") -> Judgement:
    """The judgement; a claim of several tests is judged once."""
    return judged(left, right, *lets, sign=sign)


def right(row: Row) -> Verdict:
    return found(row.left, row.right, row.lets).verdict


def wrong(row: Row) -> Verdict:
    return found(row.left, row.wrong, row.lets).verdict


def share(verdicts: list[Verdict], wanted: set[Verdict]) -> float:
    counts = Counter(verdicts)
    return sum(counts[verdict] for verdict in wanted) / len(verdicts)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row.left}={row.right}")
def test_a_published_identity_is_accepted(row: Row) -> None:
    assert right(row) in ACCEPTED


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row.left}={row.wrong}")
def test_its_mutant_is_not(row: Row) -> None:
    assert wrong(row) in REJECTED


def test_nearly_all_are_decided() -> None:
    assert share([right(row) for row in ROWS], PROOF) >= 0.93
    assert share([wrong(row) for row in ROWS], {Verdict.REFUTED}) >= 0.95


@pytest.mark.parametrize("row", FALSE, ids=lambda row: f"{row.left}={row.right}")
def test_what_fails_in_a_region_or_by_a_little_is_refuted(row: Wrong) -> None:
    assert found(*row).verdict is Verdict.REFUTED


@pytest.mark.parametrize("row", hard.CONDITIONAL, ids=lambda row: f"{row.left}={row.right}")
def test_a_condition_is_named(row: Conditional) -> None:
    judgement = found(row.left, row.right)
    assert judgement.verdict is Verdict.CONDITIONAL
    assert row.condition in judgement.conditions


DECLARED = {"x ≠ 0": "x > 0", "x ≠ 1": "x > 1", "x > 0": "x > 0", "x ≥ 0": "x > 0",
            "x ≥ 1": "x > 1", "h ≠ 0": "h > 0", "x ≠ 2": "x > 3", "a ≠ 0": "a < 0"}  # fmt: skip


@pytest.mark.parametrize(
    "row",
    [row for row in hard.CONDITIONAL if row.condition in DECLARED],
    ids=lambda row: f"{row.left}={row.right}",
)
def test_a_condition_that_is_declared_is_discharged(row: Conditional) -> None:
    judgement = found(row.left, row.right, (DECLARED[row.condition],))
    assert row.condition not in judgement.conditions
    assert judgement.verdict in PROOF


@pytest.mark.parametrize("row", hard.INEQUALITIES, ids=lambda row: f"{row.left}{row.sign}")
def test_an_inequality_is_accepted_and_its_opposite_is_not(row: Order) -> None:
    assert found(row.left, row.right, row.lets, row.sign).verdict in ACCEPTED
    assert found(row.left, row.right, row.lets, row.wrong).verdict in REJECTED


@pytest.mark.parametrize("row", hard.OPEN, ids=lambda row: f"{row.left}={row.right}")
def test_what_cannot_be_decided_is_not(row: Open) -> None:
    assert found(row.left, row.right, row.lets).verdict is Verdict.UNDECIDED


def test_there_are_enough() -> None:
    claims = 2 * len(ROWS) + 2 * len(hard.INEQUALITIES)
    assert claims + len(FALSE) + len(hard.CONDITIONAL) + len(hard.OPEN) >= 900
    assert len({(row.left, row.right, row.lets) for row in ROWS}) == len(ROWS)
