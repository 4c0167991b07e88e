"""Arrays of which a page does not say what they are: a failure for numbers is one for all kinds."""

from __future__ import annotations

import pytest

from symcalc import check

MODEL = """The model is

$$
y = X \\beta + \\varepsilon
$$

with an $n \\times p$ matrix $X$. Then

$$
LINE
$$
"""

#: Lines that are wrong whatever the kinds of their names are.
WRONG = [
    r"\sum_{i=1}^n \varepsilon_i = \varepsilon^\mathrm{T} \varepsilon",
    r"(y - X\beta)^\mathrm{T} (y - X\beta) = y^\mathrm{T} y - \beta^\mathrm{T} X^\mathrm{T} y"
    r" + \beta^\mathrm{T} X^\mathrm{T} X \beta",
    r"c^\mathrm{T} (A + A^\mathrm{T}) c = c^\mathrm{T} A c",
    r"\exp\left[ c^\mathrm{T} A c \right] = \exp\left[ \frac{1}{2} c^\mathrm{T} A c \right]",
]
#: Lines that are right for arrays of some kinds, or under a property that they may have.
NOT_WRONG = [
    r"\sum_{i=1}^n \varepsilon_i^2 = \varepsilon^\mathrm{T} \varepsilon",
    r"c^\mathrm{T} (A + A^\mathrm{T}) c = 2 c^\mathrm{T} A c",
    r"c^\mathrm{T} (A + A^\mathrm{T}) d = 2 c^\mathrm{T} A d",
    r"A B^\mathrm{T} c = B A^\mathrm{T} c",
    r"c^\mathrm{T} A c \ge 0",
]


@pytest.mark.parametrize("line", WRONG)
def test_what_fails_for_arrays_of_one_entry_is_refuted(line: str) -> None:
    last = check(MODEL.replace("LINE", line), jobs=1).files[0].findings[-1]
    assert last.verdict == "refuted"


@pytest.mark.parametrize("line", NOT_WRONG)
def test_what_may_hold_for_other_kinds_is_not_refuted(line: str) -> None:
    last = check(MODEL.replace("LINE", line), jobs=1).files[0].findings[-1]
    assert last.verdict != "refuted"


DERIVATIVE = MODEL.replace(
    "LINE",
    r"L(\beta) = y^\mathrm{T} y - 2 \beta^\mathrm{T} X^\mathrm{T} y"
    r" + \beta^\mathrm{T} X^\mathrm{T} X \beta",
)


@pytest.mark.parametrize(
    ("right", "refuted"),
    [
        (r"-2 X^\mathrm{T} y + 2 X^\mathrm{T} X \beta", False),
        (r"-2 X^\mathrm{T} y + X^\mathrm{T} X \beta", True),
    ],
)
def test_data_are_held_constant_in_a_derivative(right: str, refuted: bool) -> None:
    line = rf"\frac{{\mathrm{{d}} L(\beta)}}{{\mathrm{{d}} \beta}} = {right}"
    last = check(f"{DERIVATIVE}\nand\n\n$$\n{line}\n$$\n", jobs=1).files[0].findings[-1]
    assert (last.verdict == "refuted") is refuted


@pytest.mark.parametrize(
    ("right", "refuted"), [("2 (z - 1)", True), ("2 w (z - 1)", True), ("2 x (z - 1)", False)]
)
def test_an_inner_derivative_is_not_held_constant(right: str, refuted: bool) -> None:
    page = (
        f"$$\nz = w x + 1\n$$\n\n$$\n\\frac{{d}}{{d w}} \\left[ (z - 1)^2 \\right] = {right}\n$$\n"
    )
    assert (check(page, jobs=1).files[0].findings[-1].verdict == "refuted") is refuted
