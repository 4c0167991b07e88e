"""Lines that follow and lines that do not: textbook algebra, and the classic fallacies."""

from __future__ import annotations

import pytest

from symcalc.core.verdict import Verdict
from tests.check.equations.lines import followed, last

SOUND = [
    r"2x + 3 = 7 \implies 2x = 4 \iff x = 2",
    r"x^2 - 5x + 6 = 0 \\ (x-2)(x-3) = 0 \\ x = 2 \text{ or } x = 3",
    r"x^2 = 4 \iff x = \pm 2",
    r"x^2 - 10x + 9 = 0 \iff (x-5)^2 = 16 \iff x - 5 = \pm 4 \iff x \in \{1, 9\}",
    r"x^2 = 9 \iff x = 3, -3",
    r"x^2 = 9 \iff x = 3 \lor x = -3",
    r"x = 5 \implies x^2 = 25",
    r"x = 5 \impliedby x - 1 = 4",
    r"-2x < 4 \iff x > -2",
    r"x^2 - 4 > 0 \iff x < -2 \text{ or } x > 2",
    r"1 < 2x + 1 < 5 \iff 0 < x < 2 \iff x \in (0, 2)",
    r"|x - 2| \le 3 \iff -1 \le x \le 5",
    r"\frac{5x}{2x+1} - \frac{3}{x+1} = 1 \iff 3x^2 - 4x - 4 = 0",
    r"4^{3x} + 5 = 69 \iff 4^{3x} = 64 \iff 3x = 3 \iff x = 1",
    r"\ln(x^2 - 1) = \ln 8 \iff x^2 - 1 = 8",
    r"\begin{cases} 2x + 3y = 6 \\ 4x + 9y = 15 \end{cases} \implies x = \frac32, y = 1",
    r"x^2 + y^2 = 8 \text{ and } x = y \iff 2x^2 = 8 \text{ and } y = x",
    r"\sqrt{x + 2} = x \implies x + 2 = x^2 \\ x = 2 \text{ or } x = -1 \\ x = 2",
    r"2x - 4 = 0 \therefore x = 2",
    r"2x - 4 = 0 \quad\text{so}\quad x = 2",
    r"3x + 1 > 7 \\ 3x > 6 \\ x > 2",
    r"2x + 1 = 2x + 3 \\ 1 = 3",  # nothing solves the first row: the second one follows
    r"x + 1 = x \iff 1 = 0",
]  # fmt: skip


@pytest.mark.parametrize("display", SOUND)
def test_sound_lines_are_proved(display: str) -> None:
    findings = followed(display)
    assert findings
    wrong = {Verdict.REFUTED, Verdict.UNDECIDED, Verdict.DISPUTED, Verdict.UNREAD}
    assert not {finding.verdict for finding in findings} & wrong
    assert findings[-1].verdict is Verdict.PROVED


FALLACIES = [
    (r"x^2 = 5x \implies x = 5", "refuted SC207"),  # divided by x
    (r"x^2 = 5x \\ x = 5", "refuted SC207"),
    (r"3x + 5 = 5 - 3x \iff 5 = 5", "refuted SC208"),
    (r"2x + 1 = x + 3 \\ 1 = 3", "refuted SC207"),  # 2 solves the first row
    (r"x^2 = 4 \implies x = 2", "refuted SC207"),
    (r"x = 3 \iff x^2 = 9", "refuted SC208"),
    (r"\sqrt{x+2} = x \iff x + 2 = x^2", "refuted SC208"),
    (r"-2x < 4 \implies x < -2", "refuted SC207"),
    (r"\frac1x > 1 \implies 1 > x > 0 \iff x < 1", "refuted SC208"),
    (r"|x| = 3 \implies x = 3", "refuted SC207"),
    (r"x^2 > 4 \implies x > 2", "refuted SC207"),
    (r"(x+3)(2-x) = 4 \iff x + 3 = 4 \text{ or } 2 - x = 2", "refuted SC207"),
    (r"2(x+1) = 8 \\ 2x + 1 = 8", "refuted SC207"),
    (r"2x + 3 = 5x + 1 \\ 2x = 5x + 4", "refuted SC207"),
    (r"x^2 - 8x + 15 = 0 \\ x = \frac{8 + \sqrt{4}}{2}", "refuted SC207"),
    (r"x = 1 \text{ or } x = 2 \iff x = 1 \text{ and } x = 2", "refuted SC207"),
    (r"\begin{cases} x + y = 3 \\ x - y = 1 \end{cases} \implies x = 1, y = 2", "refuted SC207"),
    (r"\log x + \log(x-3) = \log 4 \iff x(x-3) = 4", "refuted SC208"),
]


@pytest.mark.parametrize(("display", "expected"), FALLACIES)
def test_fallacies_are_refuted(display: str, expected: str) -> None:
    assert last(display) == expected


def test_a_refutation_names_a_point_that_solves_one_line_and_not_the_other() -> None:
    (finding,) = followed(r"x^2 = 4 \implies x = 2")
    (evidence,) = finding.evidence
    assert dict(evidence.witness) == {"x": -2.0, "left": -2.0, "right": 2.0}
    assert "x = -2" in finding.message


@pytest.mark.parametrize("arrow", [r"\\", r"\implies"])
@pytest.mark.parametrize(
    "cases",
    [
        r"x = 0 \\ x = 2",
        r"x = 0, \quad x - 2 = 0",
        r"x = 0 \\ x - 2 = 0 \\ x = 2",
        r"x = 0 \\ \text{or } x = 2",
    ],
)
def test_cases_may_be_listed_in_rows(arrow: str, cases: str) -> None:
    findings = followed(rf"x(x-2) = 0 {arrow} {cases}")
    assert findings
    assert {finding.verdict for finding in findings} <= {Verdict.PROVED, Verdict.DEFINED}


@pytest.mark.parametrize(
    ("display", "conditions"),
    [
        (r"a x = b \implies x = \frac{b}{a}", ("a ≠ 0",)),
        (r"v t = v s \implies t = s", ("v ≠ 0",)),
        (r"c a < c b \implies a < b", ("c > 0",)),
        (r"r^2 = 4 \implies r = 2", ("r > 0",)),
    ],
)
def test_what_is_divided_by_must_not_be_zero(display: str, conditions: tuple[str, ...]) -> None:
    (finding,) = followed(display)
    assert finding.verdict is Verdict.CONDITIONAL
    assert finding.conditions == conditions


@pytest.mark.parametrize(
    ("display", "let"),
    [
        (r"x^2 = 4 \implies x = 2", "x > 0"),
        (r"a x = b \implies x = \frac{b}{a}", "a > 0"),
        (r"v t = v s \implies t = s", "v > 0"),
        (r"c a < c b \iff a < b", "c > 0"),
    ],
)
def test_what_the_page_states_is_no_condition(display: str, let: str) -> None:
    assert last(display, let) == "proved SC601"


def test_declared_real_names_can_be_negative() -> None:
    assert last(r"a^2 = b^2 \implies a = b", "a: real", "b: real") == "refuted SC207"
    assert last(r"r^2 = 4 \implies r = 2", "r: real") == "refuted SC207"


def test_a_next_line_that_gains_solutions_asks_for_a_check() -> None:
    (finding,) = followed(r"\sqrt{x+2} = x \\ x + 2 = x^2")
    assert (finding.verdict, finding.code) == (Verdict.CONDITIONAL, "SC603")
    assert "x = -1" in finding.conditions[0]


def test_contradictory_lines_are_named() -> None:
    findings = followed(r"2x = 4 \implies x = 3 \implies x = 5")
    assert [finding.code for finding in findings] == ["SC207", "SC418"]


@pytest.mark.parametrize(
    "display",
    [
        r"x + y = 3 \\ x - y = 1",  # a system
        r"x = 2 \\ x = 3",  # two cases
        r"x > 1 \\ x < 3",  # two bounds
        r"x + y = 1 \\ x > 0",
    ],
)
def test_rows_that_may_be_no_steps_are_left_alone(display: str) -> None:
    assert all(finding.verdict is Verdict.DEFINED for finding in followed(display))


@pytest.mark.parametrize(
    "lead", ["Solve the equations", "The conditions are", "Suppose that", "the system"]
)
def test_a_list_of_equations_is_no_argument(lead: str) -> None:
    assert last(r"2x + 1 = 3 \\ 3x - 2 = 7", lead=lead) == "defined SC102"


def test_what_the_page_says_elsewhere_is_not_forgotten() -> None:
    assert last(r"x^2 = 4 \implies x = 2", r"x + 1 > 0") == "proved SC601"
    page = r"x \ne -2 \\ x^2 = 4 \implies x = 2"
    assert not last(page).startswith("refuted")


@pytest.mark.parametrize(
    "display",
    [
        r"\sin x = 0 \implies x = 0",  # infinitely many zeros
        r"z^2 = -1 \implies z = \sin z",
        r"a^2 = b^2 \implies a = b",  # names that may be lengths
        r"x^4 - 5x^2 + 4 = 0 \implies u^2 - 5u + 4 = 0",  # u is not said to be x^2
        r"x^6 + 8x^3 + 1 = 0 \implies p^2 + 8p + 1 = 0",
    ],
)
def test_what_is_not_decided_is_never_refuted(display: str) -> None:
    assert not last(display).startswith("refuted")


def test_a_logarithm_may_have_another_base() -> None:
    assert last(r"\log x = 2 \implies x = 100") == "undecided SC415"
    assert last(r"\ln x = 2 \implies x = 100") == "refuted SC207"


def test_rounded_decimals_are_no_error() -> None:
    assert last(r"3x = 1 \implies x = 0.333") == "undecided SC412"


def test_definitions_are_expanded_and_derivatives_carried_out() -> None:
    let = "f(x) = x^2 - 4x"
    assert last(r"f'(x) = 0 \iff 2x - 4 = 0 \iff x = 2", let) == "proved SC601"
    assert last(r"f'(x) = 0 \iff x = 3", let) == "refuted SC207"
    assert last(r"f'(x) = 2x - 4 = 0 \implies x = 2") == "proved SC601"


def test_a_stationary_point_solves_all_partial_derivatives() -> None:
    let = "f(x, y) = x^2 + y^2 - 2x + 4y"
    gradient = (
        r"\begin{cases} \frac{\partial f(x,y)}{\partial x} = 0 \\"
        r" \frac{\partial f(x,y)}{\partial y} = 0 \end{cases}"
    )
    assert last(rf"{gradient} \implies x = 1, y = -2", let) == "proved SC601"
    assert last(rf"{gradient} \implies x = 1, y = 2", let) == "refuted SC207"


def test_a_substitution_is_put_in() -> None:
    display = r"x^4 - 5x^2 + 4 = 0 \text{ and } u = x^2 \implies u^2 - 5u + 4 = 0"
    assert last(display) == "proved SC601"


@pytest.mark.parametrize(
    ("display", "note"),
    [
        (r"x^2 - 6x + 9 = 0 \iff x = 3", "x = 3 counts twice in the line before, once here"),
        (r"x + 1 = 0 \iff (x+1)^3 = 0", "x = -1 counts once in the line before, 3 times here"),
        (r"x^2 = 1 \iff x = 1 \text{ or } x = -1", ""),
        (r"2x = 6 \iff x = 3", ""),
    ],
)
def test_how_often_a_root_counts_is_told(display: str, note: str) -> None:
    (finding,) = followed(display)
    assert finding.verdict is Verdict.PROVED
    assert finding.message.partition("; ")[2] == note


@pytest.mark.parametrize(
    "display",
    [
        r"x = 2^{10^{9}} \iff x = 3^{10^{9}}",
        r"x^{1000000} = 2 \implies x = 2^{1/1000000}",
        r"(x+1)^{400} = (x-1)^{399} \implies x = 0",
        r"a b c d e f g h = 1 \implies a = \frac{1}{b c d e f g h}",
        " ".join(rf"x = {k} \text{{ or }}" for k in range(80)) + r" x = 80 \implies x^2 = x",
    ],
)
def test_what_is_too_large_is_not_decided(display: str) -> None:
    assert not last(display).startswith("disputed")
