"""Numbers that entries give in prose, found again by other means (SciPy)."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import integrate, interpolate, optimize, stats

#: transport/linear-program: heaps at 0 and 1, holes at 0 and 2.
HEAPS, HOLES = np.array([0.5, 0.5]), np.array([0.3, 0.7])
DISTANCES = np.abs(np.subtract.outer([0.0, 1.0], [0.0, 2.0]))


def test_the_transport_plan_and_its_prices_cost_the_same():
    rows, columns = np.kron(np.eye(2), np.ones(2)), np.kron(np.ones(2), np.eye(2))
    routes = np.vstack([rows, columns])
    plan = optimize.linprog(DISTANCES.ravel(), A_eq=routes, b_eq=[*HEAPS, *HOLES])
    bill = optimize.linprog(
        [-0.5, -0.5, -0.3, -0.7], A_ub=routes.T, b_ub=DISTANCES.ravel(), bounds=(None, None)
    )
    assert plan.x == pytest.approx([0.3, 0.2, 0.0, 0.5])
    assert plan.fun == pytest.approx(0.9)
    assert -bill.fun == pytest.approx(0.9)
    assert stats.wasserstein_distance([0, 1], [0, 2], HEAPS, HOLES) == pytest.approx(0.9)


def test_the_workshop_of_constrained_linear_program_duality_earns_ten():
    best = optimize.linprog([-3, -2], A_ub=[[1, 1], [2, 1]], b_ub=[4, 6])
    assert best.x == pytest.approx([2, 2])
    assert best.fun == pytest.approx(-10)
    assert best.ineqlin.marginals == pytest.approx([-1, -1])  # the prices, as slopes of the cost


def test_the_distance_of_two_exponential_distributions_is_that_of_their_means():
    rates = (0.5, 2.0)
    gap, _ = integrate.quad(lambda u: -np.log(1 - u) * (1 / rates[0] - 1 / rates[1]), 0, 1)
    assert gap == pytest.approx(1 / rates[0] - 1 / rates[1])


def test_the_distance_of_two_gaussians_is_that_of_mean_and_deviation():
    (mean, deviation), (other, width) = (1.0, 0.5), (-0.5, 2.0)
    normal = stats.norm.ppf

    def cost(u: float) -> float:
        return (mean + deviation * normal(u) - other - width * normal(u)) ** 2

    squared, _ = integrate.quad(cost, 0, 1)
    assert squared == pytest.approx((mean - other) ** 2 + (deviation - width) ** 2, rel=1e-6)


def test_the_sawtooth_is_fitted_best_by_its_fourier_coefficients():
    x = np.linspace(-np.pi, np.pi, 4001)
    sines = np.stack([np.sin(k * x) for k in (1, 2, 3)], axis=1)
    found, *_ = np.linalg.lstsq(sines, x, rcond=None)
    assert found == pytest.approx([2, -1, 2 / 3], abs=2e-3)


def test_the_pade_approximant_is_that_of_scipy():
    above, below = interpolate.pade([1, 1, 1 / 2], 1)
    for x in (-1.0, 0.5, 1.5):
        assert above(x) / below(x) == pytest.approx((2 + x) / (2 - x))


def test_the_sigmoid_neuron_meets_both_targets_at_its_optimum():
    weight = np.log(6.0)
    bias = -np.log(4.0) - 0.5 * weight

    def cost(parameters: np.ndarray) -> float:
        w, b = parameters
        predicted = 1 / (1 + np.exp(-(w * np.array([0.5, 2.5]) + b)))
        return float(np.sum((predicted - np.array([0.2, 0.9])) ** 2))

    assert cost(np.array([weight, bias])) == pytest.approx(0, abs=1e-30)
    found = optimize.minimize(cost, [-2.0, -2.0], method="BFGS", tol=1e-12)
    assert found.x == pytest.approx([weight, bias], abs=1e-3)


def test_a_finer_grid_keeps_the_spline():
    a, b, c = 0.3, -1.2, 2.5
    u = np.linspace(0, 1, 11)

    def spline(p: float, q: float, r: float, place: np.ndarray) -> np.ndarray:
        knots = np.arange(-2.0, 4.0)
        return interpolate.BSpline(knots, [p, q, r], 2)(place)

    finer = spline((3 * a + b) / 4, (a + 3 * b) / 4, (3 * b + c) / 4, u)
    assert finer == pytest.approx(spline(a, b, c, u / 2))
