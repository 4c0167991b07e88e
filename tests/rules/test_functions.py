"""Functions that a problem defines have derivatives in terms of themselves."""

from __future__ import annotations

import pytest

from symcalc.core.kind import Definition
from symcalc.core.term import name
from symcalc.mean.latex import latex
from symcalc.read import read_expression
from symcalc.rules.functions import KNOWN, T, slope
from tests.derive.posing import close, value


def _definition(body: str) -> Definition:
    return Definition("f", ("z",), read_expression(body, ["z: real"]).terms[0])


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (r"\frac{1}{1+e^{-z}}", "f(z) (1 - f(z))"),
        (r"\frac{e^z}{1+e^z}", "f(z) (1 - f(z))"),
        (r"\frac{e^z-e^{-z}}{e^z+e^{-z}}", "1 - f(z)^{2}"),
        (r"e^{-z^2}", "-2 f(z) z"),
    ],
)
def test_known_bodies_give_a_slope_in_terms_of_the_function(body: str, expected: str) -> None:
    assert latex(slope(_definition(body), (1,))) == expected


@pytest.mark.parametrize("row", KNOWN, ids=lambda row: row.name)
def test_every_spelling_is_the_same_function(row: object) -> None:
    first, *others = row.spellings  # type: ignore[attr-defined]
    point = {"t": 3}
    for other in others:
        assert close(value(first, point=point), value(other, point=point))


def test_higher_derivatives_stay_in_terms_of_the_function() -> None:
    sigmoid = _definition(r"\frac{1}{1+e^{-z}}")
    assert latex(slope(sigmoid, (2,))) == r"f(z) (1 - f(z))^{2} - f(z)^{2} \cdot (1 - f(z))"


def test_other_bodies_are_differentiated() -> None:
    assert latex(slope(_definition("z^3"), (1,))) == "3 z^{2}"


def test_the_parameter_of_the_table_is_its_own() -> None:
    assert T is name("t")
