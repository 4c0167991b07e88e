r"""One step on a surface as terms: one copy a parameter, the loss at all of them at once."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from symcalc.core.problem import Scope
from symcalc.core.term import name
from symcalc.mean.differentiate import gradient, hessian, resolve
from symcalc.read import read_document, read_expression
from symcalc.run.advance import advance_of
from symcalc.run.errors import RunError
from symcalc.run.recurrence import recurrence_of
from symcalc.run.simulate import program_of, simulate
from symcalc.run.surface import Surface
from symcalc.run.table import RunTable

NUMBERS = st.floats(-3, 3).map(lambda x: round(x, 3))
RATES = st.floats(0.01, 0.4).map(lambda x: round(x, 3))


def surface(text, *keys):
    loss = resolve(read_expression(text).terms[0], Scope())
    variables = [name(key) for key in keys]
    return Surface(text, keys, loss, gradient(loss, variables), hessian(loss, variables))


def page(*displays):
    text = "Let $L$ be a function.\n\n" + "\n\n".join(f"$$ {each} $$" for each in displays)
    return read_document(text)


def step(displays, ground, start, settings=(), **table):
    """The states after one step."""
    rows = RunTable(moves="theta", **table)
    recurrence = recurrence_of(page(*displays), "t", ["theta"])
    program = program_of(advance_of(recurrence, rows, ground), ground, 0)
    found, _ = simulate(program, start, dict(settings), 1)
    return found[1]


DESCENT = r"\theta_{t+1} = \theta_t - \eta L'(\theta_t)"


@given(NUMBERS, NUMBERS, RATES)
def test_each_parameter_moves_by_its_own_partial_derivative(x, y, eta):
    found = step([DESCENT], surface("x^2 y + y^3", "x", "y"), (x, y), {"eta": eta}.items())
    expected = (x - eta * 2 * x * y, y - eta * (x**2 + 3 * y**2))
    assert found == pytest.approx(expected, rel=1e-12, abs=1e-12)


@given(NUMBERS, NUMBERS)
def test_the_gradient_at_another_point_is_taken_at_all_of_its_coordinates(x, y):
    """At 2θ the partial derivative in x of x y is 2 y: the other coordinate moves as well."""
    found = step([r"\theta_{t+1} = L'(2 \theta_t)"], surface("x y", "x", "y"), (x, y))
    assert found == pytest.approx((2 * y, 2 * x))


@given(NUMBERS, NUMBERS)
def test_the_loss_itself_is_one_number_for_all(x, y):
    found = step([r"\theta_{t+1} = \theta_t + L(\theta_t)"], surface("x y", "x", "y"), (x, y))
    assert found == pytest.approx((x + x * y, y + x * y))


def test_the_slope_along_a_line_is_the_sum_over_all_parameters():
    rules = [
        r"h_t = \left. \frac{d}{ds} L(\theta_t - s) \right|_{s = 0}",
        r"\eta_{t+1} = \eta_t - h_t",
        r"\theta_{t+1} = \theta_t - \eta_{t+1}",
    ]
    found = step(rules, surface("x^2 + y^2", "x", "y"), (1, 2, 0), shared={"eta": 0})
    assert found == pytest.approx((1 - 6, 2 - 6, 6))


def test_a_linear_equation_is_solved_for_up_to_three_parameters():
    rules = [
        r"g_t = L'(\theta_t)", r"H_t = L''(\theta_t)", "H_t d_t = g_t",
        r"\theta_{t+1} = \theta_t - d_t",
    ]  # fmt: skip
    bowl = surface(r"\cosh(x) + \cosh(x + y) + \cosh(y - z) + z^2", "x", "y", "z")
    x, y, z = start = np.array([0.4, -0.2, 0.3])
    g = [np.sinh(x) + np.sinh(x + y), np.sinh(x + y) + np.sinh(y - z), 2 * z - np.sinh(y - z)]
    p, q, r = np.cosh([x, x + y, y - z])
    curvature = [[p + q, q, 0], [q, q + r, -r], [0, -r, r + 2]]
    assert step(rules, bowl, start) == pytest.approx(start - np.linalg.solve(curvature, g))


def test_what_is_shared_must_change_alike_for_all_parameters():
    rules = [DESCENT, r"\eta_{t+1} = \eta_t - L'(\theta_t)", r"\theta_{t+1} = \theta_t - \eta_t"]
    with pytest.raises(RunError, match="eta is shared"):
        step(rules[1:], surface("x^2 + y^2", "x", "y"), (1, 2, 0), shared={"eta": 0})


@pytest.mark.parametrize(
    ("rules", "said"),
    [
        ([r"\theta_{t+1} = \theta_t / L''(\theta_t)"], "no number for several parameters"),
        ([r"H_t = L''(\theta_t)", r"\theta_{t+1} = \theta_t - H_t"], "H is a matrix"),
        ([r"G_t = \theta_t", r"G_t d_t = \theta_t", r"\theta_{t+1} = d_t"], "G is no matrix"),
        ([r"\theta_{t+1} = \theta_t - m_t", r"m_{t+1} = m_t"], "m has no value before"),
        ([r"\theta_{t+1} = \theta_t - x"], "x is a name of the surface and of the algorithm"),
    ],
)
def test_rules_that_mean_nothing_for_several_parameters_are_refused(rules, said):
    with pytest.raises(RunError, match=said):
        step(rules, surface("x^2 + y^2", "x", "y"), (1, 2))
