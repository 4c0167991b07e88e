"""The rule that turns evidence into a verdict, and what a fault in one oracle does."""

from __future__ import annotations

from itertools import product
from types import ModuleType

import pytest

from symcalc.check import trial
from symcalc.check.judge import Budget, judge, verdict_of
from symcalc.check.oracles import (
    constancy,
    decimal,
    difference,
    dual,
    interval,
    modular,
    order,
    symbolic,
)
from symcalc.check.oracles.interval import Comparison, Outcome
from symcalc.core.problem import Role
from symcalc.core.verdict import Evidence, Says, Verdict
from symcalc.read import read_document
from tests.check.claims import judged

WITNESS = {"x": 1.0, "left": 1.0, "right": 2.0}
BALL = Evidence("interval", Says.FAILS, witness=WITNESS)
SLOPE = Evidence("difference", Says.FAILS)
PROOF = Evidence("modular", Says.HOLDS)
AGREEMENT = Evidence("interval", Says.AGREES, points=12)
SILENCE = Evidence("symbolic", Says.UNSURE)


@pytest.mark.parametrize(
    ("evidence", "verdict"),
    [
        ([], Verdict.UNDECIDED),
        ([SILENCE], Verdict.UNDECIDED),
        ([AGREEMENT], Verdict.SUPPORTED),
        ([AGREEMENT, SILENCE], Verdict.SUPPORTED),
        ([PROOF], Verdict.PROVED),
        ([PROOF, AGREEMENT], Verdict.PROVED),
        ([BALL], Verdict.REFUTED),
        ([BALL, SLOPE], Verdict.REFUTED),
        ([BALL, PROOF], Verdict.DISPUTED),
        ([BALL, Evidence("dual", Says.AGREES)], Verdict.DISPUTED),
        ([SLOPE, AGREEMENT], Verdict.DISPUTED),
        ([SLOPE, PROOF], Verdict.DISPUTED),
        ([SLOPE], Verdict.UNDECIDED),
        ([Evidence("interval", Says.FAILS)], Verdict.UNDECIDED),
    ],
)
def test_the_verdict_on_evidence(evidence: list[Evidence], verdict: Verdict) -> None:
    assert verdict_of(evidence) is verdict


EVERY = [Evidence(o, s, witness=w) for o, s, w in product(
    ("interval", "modular"), Says, ({}, WITNESS))]  # fmt: skip


@pytest.mark.parametrize("pair", list(product(EVERY, EVERY)))
def test_no_pair_of_answers_is_decided_rashly(pair: tuple[Evidence, Evidence]) -> None:
    verdict = verdict_of(pair)
    says = {evidence.says for evidence in pair}
    if verdict is Verdict.PROVED:
        assert Says.HOLDS in says
        assert Says.FAILS not in says
    if verdict is Verdict.REFUTED:
        assert any(e.oracle == "interval" and e.says is Says.FAILS and e.witness for e in pair)
        assert not says & {Says.HOLDS, Says.AGREES}
    assert verdict_of(pair[::-1]) is verdict


def test_conditions_make_a_proof_conditional_and_nothing_else() -> None:
    assert verdict_of([PROOF], ["x ≠ 0"]) is Verdict.CONDITIONAL
    assert verdict_of([AGREEMENT], ["x ≠ 0"]) is Verdict.SUPPORTED
    assert verdict_of([BALL], ["x ≠ 0"]) is Verdict.REFUTED


# ---------------------------------------------------------------------- planted faults


def test_a_proof_of_something_false_is_disputed(monkeypatch: pytest.MonkeyPatch) -> None:
    proof = Evidence("modular", Says.HOLDS, "a fault")
    monkeypatch.setattr(modular, "prove", lambda left, right, domain: proof)
    assert judged("(x+1)^2", "x^2+x+1").verdict is Verdict.DISPUTED


@pytest.mark.parametrize("right", ["2x+1", "2x+2", "1+2x"])
def test_balls_that_see_a_difference_in_something_true_are_disputed(
    monkeypatch: pytest.MonkeyPatch, right: str
) -> None:
    def wrong(left: object, other: object, sign: str, point: interval.Point) -> Comparison:
        return Comparison(point, Outcome.FAILS, 1.0, 2.0)

    monkeypatch.setattr(trial, "compare_at", wrong)
    verdict = judged("(x+1)^2-x^2", right).verdict
    assert verdict is (Verdict.REFUTED if right == "2x+2" else Verdict.DISPUTED)


def test_balls_that_see_no_difference_in_something_false_are_disputed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def blind(
        left: object, other: object, sign: str, point: interval.Point, *_precisions: object
    ) -> Comparison:
        return Comparison(point, Outcome.AGREES, 1.0, 1.0, 100)

    monkeypatch.setattr(trial, "compare_at", blind)
    assert judged("(x+1)^2", "x^2+x+1").verdict is Verdict.DISPUTED


@pytest.mark.parametrize("oracle", [difference, dual])
def test_slopes_that_contradict_a_true_derivative_are_disputed(
    monkeypatch: pytest.MonkeyPatch, oracle: object
) -> None:
    fault = Evidence("difference", Says.FAILS, "a fault")
    monkeypatch.setattr(oracle, "testify_on", lambda left, right, points: fault)
    assert judged(r"\frac{d}{dx} x^3", "3x^2").verdict is Verdict.DISPUTED


def test_sixty_digits_that_contradict_balls_are_disputed(monkeypatch: pytest.MonkeyPatch) -> None:
    fault = Evidence("decimal", Says.FAILS, "a fault")
    monkeypatch.setattr(decimal, "second_look", lambda left, right, points: fault)
    assert judged(r"\sin(2x)", r"2\sin x\cos x").verdict is Verdict.DISPUTED


@pytest.mark.parametrize("oracle", [modular, constancy, symbolic, order])
@pytest.mark.parametrize(
    ("left", "right", "sign"), [("(x+1)^2", "x^2+x+1", "="), ("x", "x+1", ">")]
)
def test_no_false_proof_survives_the_other_witnesses(
    monkeypatch: pytest.MonkeyPatch, oracle: ModuleType, left: str, right: str, sign: str
) -> None:
    fault = Evidence("a fault", Says.HOLDS)
    monkeypatch.setattr(oracle, "prove", lambda *anything: fault)
    verdict = judged(left, right, "x: real", sign=sign).verdict
    assert verdict in (Verdict.REFUTED, Verdict.DISPUTED)


def test_sympy_alone_cannot_save_a_refuted_claim(monkeypatch: pytest.MonkeyPatch) -> None:
    fault = Evidence("symbolic", Says.HOLDS, "a fault")
    monkeypatch.setattr(symbolic, "prove", lambda *anything: fault)
    assert judged(r"\sin x", r"x").verdict in (Verdict.REFUTED, Verdict.DISPUTED)


# -------------------------------------------------------------------------- statements


@pytest.mark.parametrize(
    ("page", "verdict", "code"),
    [
        ("$$ (a+b)^2 = a^2 + 2ab + b^2 $$", Verdict.PROVED, "SC601"),
        ("$$ (a+b)^2 = a^2 + b^2 $$", Verdict.REFUTED, "SC201"),
        (r"$$ \frac{d}{dx} \sin(x^2) = \cos(x^2) $$", Verdict.REFUTED, "SC203"),
        (r"$$ \frac{x^2}{x} = x $$", Verdict.CONDITIONAL, "SC602"),
        (r"$$ 2 + 2 = 5 $$", Verdict.REFUTED, "SC201"),
        (r"$$ 3 < 2 $$", Verdict.REFUTED, "SC202"),
        (r"$$ \pi \approx 3.14 $$", Verdict.PROVED, "SC601"),
        (r"$$ \pi \approx 3.24 $$", Verdict.REFUTED, "SC204"),
        (r"$$ \frac13 = 0.33 $$", Verdict.UNDECIDED, "SC412"),
        (r"$$ f(x) := x^2 $$", Verdict.DEFINED, "SC101"),
        (r"Solve $$ 2x = 4 $$", Verdict.DEFINED, "SC102"),
        (r"$$ \sin x \cos = 2 $$", Verdict.UNREAD, ""),
    ],
)
def test_a_page_of_one_line(page: str, verdict: Verdict, code: str) -> None:
    (statement,) = read_document(page).statements
    finding = judge(statement)
    assert finding.verdict is verdict
    assert finding.code == (code or finding.code)
    assert finding.message


def test_a_refutation_shows_a_point_with_both_values() -> None:
    found = judged("(x+1)^2", "x^2+x+1")
    x = found.witness["x"]
    assert found.witness["left"] == pytest.approx((x + 1) ** 2)
    assert found.witness["right"] == pytest.approx(x**2 + x + 1)


def test_an_equation_is_no_claim() -> None:
    (statement,) = read_document("Solve\n$$ x^2 = 4 $$").statements
    assert statement.role is Role.EQUATION
    assert judge(statement).verdict is Verdict.DEFINED


def test_the_verdict_is_the_same_every_time() -> None:
    first, second = (judged(r"\sin x+y", r"x + \sin(y)") for _ in range(2))
    assert first == second


def test_all_witnesses_look_at_the_same_function() -> None:
    """Of a quadratic f the second derivative is the same everywhere, whatever it is taken at."""
    found = judged(r"\frac{\partial^2}{\partial s^2} f(x+s+t)", "f''(2x+s+t)")
    assert found.verdict is Verdict.REFUTED


def test_a_claim_is_given_up_in_time_wherever_the_time_goes() -> None:
    """Carrying out fifty derivatives takes minutes, before any oracle is heard."""
    (statement,) = read_document(r"$$ \frac{d^{50}}{dx^{50}} \tan(e^{x^2}) = 1 $$").statements
    assert judge(statement, Budget(seconds=0.3)).code == "SC401"
