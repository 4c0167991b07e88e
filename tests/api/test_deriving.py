"""A derivation from Python: SymPy, NumPy and LaTeX forms of one result, and its evidence."""

import numpy as np
import pytest
import sympy

from symcalc import InputError, Verdict, catalogue, derive
from symcalc.api.deriving import derive_entry, meetings

LOGISTIC = r"\log(1 + e^{-y \cdot (w x + b)})"


@pytest.fixture(scope="module")
def gradient():
    return derive("gradient", LOGISTIC, wrt="w,b")


def test_sympy_has_the_same_derivative(gradient):
    w, b, x, y = sympy.symbols("w b x y", real=True)
    loss = sympy.log(1 + sympy.exp(-y * (w * x + b)))
    expected = sympy.Matrix([loss.diff(w), loss.diff(b)])
    assert sympy.simplify(gradient.sympy - expected) == sympy.zeros(2, 1)


def test_the_numpy_function_takes_arrays(gradient):
    w, b, x, y = np.random.default_rng(0).normal(size=(4, 50))
    slope = -y / (1 + np.exp(y * (w * x + b)))
    values = gradient.lambdify()(w, b, x, y)
    np.testing.assert_allclose(values, [x * slope, slope], rtol=1e-12)


def test_every_step_and_the_result_are_proved(gradient):
    assert gradient.verdict is Verdict.PROVED
    assert gradient.steps
    assert {step.verdict for step in gradient.steps} == {Verdict.PROVED}
    assert [item.oracle for item in gradient.evidence] == ["symbolic", "difference", "dual"]
    assert all(item.max_error < 1e-7 for item in gradient.evidence)


def test_a_notebook_shows_the_formula(gradient):
    assert derive("derivative", "x^2").latex() == "2 x"
    assert derive("derivative", "x^2")._repr_latex_() == r"$\displaystyle 2 x$"
    assert gradient.latex().startswith(r"\begin{pmatrix}")


def test_sympy_expressions_are_taken_and_given_back():
    x = sympy.Symbol("x", real=True)
    assert derive("derivative", sympy.sin(x) ** 2, wrt="x").sympy == 2 * sympy.sin(x) * sympy.cos(x)


def test_a_hessian_is_a_matrix_in_every_form():
    hessian = derive("hessian", "x^2 y", at={"x": 1, "y": 2})
    x, y = sympy.symbols("x y", real=True)
    assert hessian.sympy == sympy.Matrix([[2 * y, 2 * x], [2 * x, 0]])
    assert hessian.latex() == r"\begin{pmatrix} 2 y & 2 x \\ 2 x & 0 \end{pmatrix}"
    assert hessian.outcome.value == (4, 2, 2, 0)


def test_a_domain_is_where_the_expression_is_defined():
    conditional = derive("derivative", r"\frac{\log(x)^2}{\log(x)}")
    assert conditional.verdict in (Verdict.PROVED, Verdict.CONDITIONAL)


def test_functions_of_the_problem_keep_their_names():
    sigmoid = r"\sigma(t) = \frac{1}{1+e^{-t}}"
    derived = derive("derivative", r"\sigma(z)", let=[sigmoid])
    assert r"\sigma(z)" in derived.latex()
    assert "e^" not in derived.latex()


def test_steps_can_be_left_out_and_kept_in_full():
    plain, folded, fine = (
        derive("derivative", r"\frac{\sin(x^2)}{1+x}", **options)
        for options in ({"steps": False}, {}, {"fine": True})
    )
    assert plain.steps == ()
    assert len(folded.steps) <= len(fine.steps)
    assert plain.sympy.equals(fine.sympy)


@pytest.mark.parametrize(
    "arguments",
    [
        {"operation": "grad", "expression": "x"},
        {"operation": "derivative", "expression": "x y"},
        {"operation": "gradient", "expression": "x", "wrt": "x,x"},
        {"operation": "jvp", "expression": "x y", "along": [1]},
        {"operation": "gradient", "expression": "x; y"},
        {"operation": "derivative", "expression": "3"},
    ],
)
def test_what_cannot_be_derived_says_what_to_write(arguments):
    with pytest.raises(InputError) as caught:
        derive(**arguments)
    assert caught.value.trouble.cure


@pytest.mark.parametrize("name", [n for n in catalogue.names() if catalogue.load(n).goal])
def test_every_entry_is_derived_from_its_definitions_and_meets_its_page(name):
    entry = catalogue.load(name)
    derivation = derive_entry(entry)
    assert derivation.verdict in (Verdict.PROVED, Verdict.CONDITIONAL)
    assert all(meeting.line for meeting in meetings(entry, derivation))


def test_an_entry_that_states_something_else_is_not_met():
    entry = catalogue.load("calculus/chain-rule")
    assert [m.line for m in meetings(entry, derive("derivative", "x^7"))] == [None]


def test_an_entry_without_a_goal_cannot_be_derived():
    with pytest.raises(ValueError, match="no goal"):
        derive_entry(catalogue.load("mistakes/square-root-of-a-square"))
