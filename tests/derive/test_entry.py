"""Published derivatives, and the forms in which people write them."""

from __future__ import annotations

import pytest

from symcalc.core.verdict import Says
from symcalc.derive.entry import derive_problem
from symcalc.read import read_expression
from tests.derive.posing import SIGMOID, close, derived, posed, printed, value

#: Function, derivative, source.
PUBLISHED = [
    ("x^5", "5x^4", "DLMF 1.4(iii)"),
    (r"\frac{1}{x^3}", r"-\frac{3}{x^4}", "DLMF 1.4(iii)"),
    (r"\ln x", r"\frac{1}{x}", "DLMF 4.7(i)"),
    (r"\log_{2} x", r"\frac{1}{x \ln 2}", "DLMF 4.7(i)"),
    ("e^{a x}", "a e^{a x}", "DLMF 4.7(ii)"),
    ("a^x", r"a^x \ln a", "DLMF 4.7(ii)"),
    ("x^x", r"x^x (1 + \ln x)", "Abramowitz & Stegun 3.3"),
    (r"x^a", r"a x^{a-1}", "DLMF 4.7(ii)"),
    (r"\sin x", r"\cos x", "DLMF 4.20.1"),
    (r"\cos x", r"-\sin x", "DLMF 4.20.2"),
    (r"\tan x", r"\sec^2 x", "DLMF 4.20.3"),
    (r"\csc x", r"-\csc x \cot x", "DLMF 4.20.4"),
    (r"\sec x", r"\sec x \tan x", "DLMF 4.20.5"),
    (r"\cot x", r"-\csc^2 x", "DLMF 4.20.6"),
    (r"\arcsin z", r"\frac{1}{\sqrt{1-z^2}}", "DLMF 4.24(ii)"),
    (r"\arccos z", r"-\frac{1}{\sqrt{1-z^2}}", "DLMF 4.24(ii)"),
    (r"\arctan x", r"\frac{1}{1+x^2}", "DLMF 4.24(ii)"),
    (r"\sinh x", r"\cosh x", "DLMF 4.34.1"),
    (r"\cosh x", r"\sinh x", "DLMF 4.34.2"),
    (r"\tanh x", r"1 - \tanh^2 x", "DLMF 4.34.3, 4.35.12"),
    (r"\ln(\cos x)", r"-\tan x", "DLMF 4.20"),
    (r"\ln(x + \sqrt{x^2+1})", r"\frac{1}{\sqrt{x^2+1}}", "DLMF 4.37.16, 4.38(ii)"),
    (r"\frac{\sin x}{x}", r"\frac{x \cos x - \sin x}{x^2}", "DLMF 10.49.3"),
    (r"\frac{x}{\sqrt{1+x^2}}", r"(1+x^2)^{-3/2}", "Gradshteyn & Ryzhik 0.43"),
    (r"\int_0^{x} e^{-t^2}\,dt", "e^{-x^2}", "DLMF 7.2.1"),
    (r"\int_{x}^{x^2} \sin(t^2)\,dt", r"2x\sin(x^4) - \sin(x^2)", "DLMF 1.5.22"),
    (r"|x|", r"\frac{x}{|x|}", "either side of 0"),
    (r"\max(0, x)", "1", "right of 0"),
    (r"\sqrt{x}", r"\frac{1}{2\sqrt{x}}", "DLMF 4.7(ii)"),
    (r"x\sqrt{x}", r"\frac{3}{2}\sqrt{x}", "DLMF 4.7(ii)"),
]


@pytest.mark.parametrize(("function", "expected", "source"), PUBLISHED)
def test_published_derivatives(function: str, expected: str, source: str) -> None:
    variable = "z" if "z" in function else "x"
    outcome = derived("derivative", function, variable)
    assert close(value(outcome.result[0]), value(read_expression(expected).terms[0]))
    assert all(item.says is not Says.FAILS for item in outcome.evidence)


#: Operation, expression, variables, declarations, the result as people write it.
WRITTEN = [
    ("derivative", r"\sigma(z)", "z", [SIGMOID], [r"\sigma(z) (1 - \sigma(z))"]),
    ("derivative", r"\log\sigma(z)", "z", [SIGMOID], [r"1 - \sigma(z)"]),
    ("derivative", r"\log(1+e^{-yz})", "z", [], [r"-\frac{y}{1 + e^{y z}}"]),
    ("derivative", r"\frac{1}{1+e^{-x}}", "x", [], [r"\frac{e^{-x}}{(1 + e^{-x})^{2}}"]),
    (
        "gradient",
        r"\log(e^x + e^y)",
        "x,y",
        [],
        [r"\frac{e^{x}}{e^{x} + e^{y}}", r"\frac{e^{y}}{e^{x} + e^{y}}"],
    ),
    (
        "gradient",
        r"(1-x)^2 + 100(y-x^2)^2",
        "x,y",
        [],
        [r"-400 x \cdot (y - x^{2}) - 2 (1 - x)", "200 (y - x^{2})"],
    ),
    (
        "hessian",
        r"(1-x)^2 + 100(y-x^2)^2",
        "x,y",
        [],
        ["1200 x^{2} - 400 y + 2", "-400 x", "-400 x", "200"],
    ),
    ("derivative", "(2x+1)^5", "x", [], ["10 (2 x + 1)^{4}"]),
    ("derivative", r"x^3 e^{-x^2}", "x", [], [r"x^{2} e^{-x^{2}} \cdot (3 - 2 x^{2})"]),
    (
        "derivative",
        r"\sum_{i=1}^{n} (y_i - w x_i)^2",
        "w",
        [],
        [r"-2 \sum_{i=1}^{n} x_{i} \cdot (y_{i} - w x_{i})"],
    ),
    ("derivative", "f(g(x))", "x", ["f: function", "g: function"], ["f'(g(x)) g'(x)"]),
    ("derivative", "7", "x", [], ["0"]),
    ("derivative", "a b", "x", [], ["0"]),
]


@pytest.mark.parametrize(("operation", "text", "wrt", "let", "expected"), WRITTEN)
def test_results_are_written_as_people_write_them(
    operation: str, text: str, wrt: str, let: list[str], expected: list[str]
) -> None:
    assert printed(derived(operation, text, wrt, let)) == expected


def test_softmax_with_cross_entropy_is_p_minus_y() -> None:
    total = "e^{z_1}+e^{z_2}+e^{z_3}"
    let = [rf"p_{k} = \frac{{e^{{z_{k}}}}}{{{total}}}" for k in (1, 2, 3)]
    outcome = derived(
        "gradient",
        r"-y_1\log p_1 - y_2\log p_2 - y_3\log p_3",
        "z_1,z_2,z_3",
        [*let, "y_1 + y_2 + y_3 = 1"],
    )
    assert printed(outcome) == ["p_{1} - y_{1}", "p_{2} - y_{2}", "p_{3} - y_{3}"]
    assert outcome.notes == ("The result uses y_1 + y_2 + y_3 = 1.",)


def test_partials_have_their_names_and_say_whether_the_mixed_ones_agree() -> None:
    outcome = derived("partials", r"x^3 y^2 + \sin(x y)", "x,y")
    assert outcome.labels == ("f_xx", "f_yy", "f_xy", "f_yx")
    assert outcome.notes == ("f_xy = f_yx: the mixed partial derivatives agree.",)


def test_a_point_gives_a_value() -> None:
    outcome = derived("directional", "x y^2", "x,y", along="3,4", at={"x": "1", "y": "2"})
    assert outcome.value == (28.0,)


def test_a_kink_is_a_condition() -> None:
    assert derived("derivative", r"|x - 1|", "x").conditions == ("x - 1 ≠ 0",)


def test_outcomes_do_not_depend_on_the_run() -> None:
    problem = posed("gradient", r"\log(1+e^{-y(wx+b)})", "w,b")
    assert derive_problem(problem) == derive_problem(problem)
