"""Trajectories of the catalogue's algorithms against recurrences worked by hand, and PyTorch's.

The surface is the squared error of one sigmoid neuron on the two points of the catalogue; its
gradient is written out here once more, in NumPy.
"""

import math

import numpy as np
import pytest

from symcalc import RunError, catalogue, run
from symcalc.api.algorithms import algorithm, runnable
from symcalc.api.running import compare

SURFACE = "network/sigmoid-neuron"
DATA_SURFACE = "loss/squared-error-of-a-sigmoid-neuron"  # the same, example by example
START = (-2.0, -2.0)
STEPS = 300
X, Y = np.array([0.5, 2.5]), np.array([0.2, 0.9])


def loss(p):
    return np.sum((1 / (1 + np.exp(-(p[0] * X + p[1]))) - Y) ** 2) / 2


def gradient(p):
    s = 1 / (1 + np.exp(-(p[0] * X + p[1])))
    slope = (s - Y) * s * (1 - s)
    return np.array([np.sum(slope * X), np.sum(slope)])


# Each takes its state and returns the next one; the first entry of a state is the point.


def descend(state, _, eta=0.1):
    (p,) = state
    return (p - eta * gradient(p),)


def with_momentum(state, _, eta=0.1, gamma=0.9):
    p, u = state
    u = gamma * u + eta * gradient(p)
    return p - u, u


def with_nesterov(state, _, eta=0.1, gamma=0.9):
    p, u = state
    u = gamma * u + eta * gradient(p - gamma * u)
    return p - u, u


def with_adagrad(state, _, eta=0.1, epsilon=1e-10):
    p, s = state
    g = gradient(p)
    s = s + g**2
    return p - eta * g / (np.sqrt(s) + epsilon), s


def with_rmsprop(state, _, eta=0.01, rho=0.99, epsilon=1e-8):
    p, s = state
    g = gradient(p)
    s = rho * s + (1 - rho) * g**2
    return p - eta * g / (np.sqrt(s) + epsilon), s


def with_adam(state, step, eta=0.001, betas=(0.9, 0.999), epsilon=1e-8):
    p, m, v = state
    g = gradient(p)
    m = betas[0] * m + (1 - betas[0]) * g
    v = betas[1] * v + (1 - betas[1]) * g**2
    corrected = m / (1 - betas[0] ** step), v / (1 - betas[1] ** step)
    return p - eta * corrected[0] / (np.sqrt(corrected[1]) + epsilon), m, v


def with_hypergradient(state, _, kappa=1.0):
    p, before, eta = state
    g = gradient(p)
    eta = eta + kappa * g @ before
    return p - eta * g, g, eta


def with_two_hypergradients(state, _, a=100.0):
    p, before, eta, kappa, old = state
    g = gradient(p)
    h = -g @ before
    kappa = kappa + a * h * old
    eta = eta - kappa * h
    return p - eta * g, g, eta, kappa, h


BY_HAND = {
    "gd": (descend, ()),
    "momentum": (with_momentum, (0,)),
    "nag": (with_nesterov, (0,)),
    "adagrad": (with_adagrad, (0,)),
    "rmsprop": (with_rmsprop, (0,)),
    "adam": (with_adam, (0, 0)),
    "hd": (with_hypergradient, (np.zeros(2), 0.1)),
    "hd2": (with_two_hypergradients, (np.zeros(2), 0.1, 1.0, 0.0)),
}


def by_hand(advance, memory):
    state = (np.array(START), *memory)
    points = [state[0]]
    for step in range(1, STEPS + 1):
        state = advance(state, step)
        points.append(state[0])
    return np.array(points), state


def points(trajectory):
    return np.array([trajectory.columns[name] for name in trajectory.point]).T


@pytest.fixture(scope="module")
def runs():
    """Short name -> trajectory, all on the same surface, derived once."""
    found = compare(list(BY_HAND), on=SURFACE, start=START, steps=STEPS)
    return dict(zip(BY_HAND, found.trajectories, strict=True))


@pytest.mark.parametrize("name", BY_HAND)
def test_a_trajectory_is_the_recurrence_worked_by_hand(name, runs):
    found = runs[name]
    expected, _ = by_hand(*BY_HAND[name])
    np.testing.assert_allclose(points(found), expected, rtol=1e-10)
    np.testing.assert_allclose(found.losses, [loss(p) for p in expected], rtol=1e-9)


def test_the_learnt_rates_are_those_worked_by_hand(runs):
    found = runs["hd2"]
    _, state = by_hand(*BY_HAND["hd2"])
    assert found.columns["eta"][-1] == pytest.approx(state[2], rel=1e-10)
    assert found.columns["kappa"][-1] == pytest.approx(state[3], rel=1e-10)
    assert found.columns["eta"][0] == 0.1


def test_a_hyper_gradient_is_the_slope_of_the_loss_in_the_learning_rate():
    """After two steps, η has moved by -κ times the derivative of L(θ_1) in η, taken numerically."""
    found = run("hd", on=SURFACE, start=START, steps=2, settings={"eta": 0.01})
    start = np.array(START)
    width = 1e-3
    slope = (
        loss(start - (0.01 + width) * gradient(start))
        - loss(start - (0.01 - width) * gradient(start))
    ) / (2 * width)
    assert found.columns["eta"][2] - found.columns["eta"][1] == pytest.approx(-slope, rel=1e-6)


def test_newton_lands_on_the_minimum_of_a_parabola_in_one_step():
    found = run("newton", on="x^2 - 2 x y + 3 y^2 + z^2 - 4 y + z", start=(5, -7, 2), steps=1)
    assert [values[1] for values in found.columns.values()] == pytest.approx([1, 1, -0.5])


def test_newton_doubles_the_right_digits():
    found = run("newton", on=r"x^3 / 3 - 2 x", start=(1,), steps=5)  # slope x² - 2
    errors = [abs(x - math.sqrt(2)) for x in found.columns["x"]]
    assert errors[3] < 1e-5
    assert errors[4] < 1e-11


def test_newton_finds_a_root():
    found = run("root", on=r"\cos(x) - x", start=(1,), steps=6)
    assert found.columns["x"][-1] == pytest.approx(0.7390851332151607, abs=1e-15)  # Dottie's number


def test_newton_on_one_sigmoid_neuron_solves_its_two_equations():
    """Close to the minimum: w and b meet both targets there, w = log 6."""
    found = run("newton", on=SURFACE, start=(1.8, -2.3), steps=8)
    assert found.columns["w"][-1] == pytest.approx(math.log(6))
    assert found.losses[-1] == pytest.approx(0, abs=1e-25)


def test_gauss_newton_steps_by_the_least_squares_of_the_tangents():
    found = run("gn", on=DATA_SURFACE, start=(1.0, -1.0), steps=4)
    p = np.array([1.0, -1.0])
    for expected in points(found)[1:]:
        s = 1 / (1 + np.exp(-(p[0] * X + p[1])))
        jacobian = (s * (1 - s))[:, None] * np.array([X, np.ones(2)]).T
        p = p - np.linalg.lstsq(jacobian, s - Y, rcond=None)[0]
        np.testing.assert_allclose(expected, p, rtol=1e-9)


def test_a_residual_has_to_be_stated():
    with pytest.raises(RunError, match="no residual"):
        run("gn", on="x^2", start=(1,))


def test_the_look_ahead_point_is_what_libraries_keep(runs):
    """With φ = θ - γu, a step takes u to γu + g and φ to φ - η(g + γu): Sutskever et al. 2013."""
    found = runs["nag"]
    kept = np.array([found.columns["u_w"], found.columns["u_b"]]).T
    phi, buffer = np.array(START), np.zeros(2)
    for step in range(STEPS):
        g = gradient(phi)
        buffer = 0.9 * buffer + g
        phi = phi - 0.1 * (g + 0.9 * buffer)
        expected = points(found)[step + 1] - 0.9 * kept[step + 1]
        np.testing.assert_allclose(phi, expected, rtol=1e-9)


TORCH = {
    "gd": ("SGD", {"lr": 0.1}),
    "momentum": ("SGD", {"lr": 0.1, "momentum": 0.9}),
    "adagrad": ("Adagrad", {"lr": 0.1}),
    "rmsprop": ("RMSprop", {"lr": 0.01}),
    "adam": ("Adam", {"lr": 0.001}),
}


@pytest.mark.torch
@pytest.mark.parametrize("name", TORCH)
def test_a_trajectory_is_that_of_pytorch(name, runs):
    torch = pytest.importorskip("torch")
    point = torch.tensor(START, dtype=torch.float64, requires_grad=True)
    x, y = torch.tensor(X), torch.tensor(Y)
    kind, settings = TORCH[name]
    optimiser = getattr(torch.optim, kind)([point], **settings)
    visited = [point.detach().numpy().copy()]
    for _ in range(STEPS):
        optimiser.zero_grad()
        (((torch.sigmoid(point[0] * x + point[1]) - y) ** 2).sum() / 2).backward()
        optimiser.step()
        visited.append(point.detach().numpy().copy())
    np.testing.assert_allclose(points(runs[name]), visited, rtol=1e-9)


# ------------------------------------------------------------------------------ handling


def test_every_entry_that_runs_states_its_recurrence():
    for entry, _ in runnable():
        assert algorithm(entry.name).recurrence.rules


def test_settings_go_to_the_algorithms_that_have_them():
    found = compare(["gd", "momentum"], on="x^2", start=(1,), settings={"gamma": 0.5, "eta": 0.25})
    assert found.trajectories[0].settings == {"eta": 0.25}
    assert found.trajectories[1].settings == {"eta": 0.25, "gamma": 0.5}
    assert found.trajectories[0].columns["x"][1] == 0.5


def test_no_steps_are_the_start():
    found = run("adam", on="x^2 + y^2", start={"y": 2, "x": 1}, steps=0)
    assert (found.steps, found.row(0)[:2], found.losses) == (0, (1, 2), (5,))


def test_a_run_that_diverges_ends_and_says_where():
    found = run("gd", on="x^4", start=(10,), settings={"eta": 1})
    assert "no finite number" in found.ended
    assert found.steps < 20


def test_the_surface_may_have_functions_and_constants():
    found = run("gd", on="f(a x)", let=["f(t) = t^2", "a = 3"], wrt="x", start=(1,), steps=1)
    assert found.columns["x"][1] == pytest.approx(1 - 0.1 * 18)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ({"name": "no"}, "no algorithm is called no"),
        ({"name": "loss/logistic"}, "loss/logistic does not run"),
        ({"start": (1, 2)}, "must give x"),
        ({"start": {"y": 1}}, "must give x"),
        ({"start": None}, "must give x"),
        ({"settings": {"rate": 1}}, "no hyperparameter is called rate"),
        ({"name": "root", "on": "x + y", "start": (1, 1)}, "rule for 1 parameter"),
        ({"on": "a x^2", "wrt": "x"}, "without a value: a"),
        ({"on": r"\eta^2"}, "eta is a name of the surface and of the algorithm"),
        ({"on": "calculus/jacobian-vector-product"}, "no single expression"),
        ({"name": "newton", "on": "a^2 + b^2 + c^2 + d^2", "start": (1, 1, 1, 1)}, "unknowns"),
    ],
)
def test_what_cannot_be_run_is_refused(arguments, said):
    given = {"name": "gd", "on": "x^2", "start": (1,), **arguments}
    with pytest.raises(RunError, match=said):
        run(given.pop("name"), **given)


def test_an_entry_that_runs_is_derived_and_checked_like_any_other():
    for entry, _ in runnable():
        assert catalogue.load(entry.name).goal is not None


def test_the_sum_over_the_data_is_the_surface_of_the_examples(runs):
    found = run("gd", on=DATA_SURFACE, start=START, steps=STEPS)
    np.testing.assert_allclose(points(found), points(runs["gd"]), rtol=1e-12)


def test_a_batch_of_one_sees_each_example_once_an_epoch():
    """Every second step completes an epoch; which example came first is one of two."""
    found = run("sgd", on=DATA_SURFACE, start=START, steps=4, batch=1)

    def step(p, k):
        s = 1 / (1 + np.exp(-(p[0] * X[k] + p[1])))
        return p - 0.1 * (s - Y[k]) * s * (1 - s) * np.array([X[k], 1])

    visited = points(found)
    for epoch in (0, 2):
        ways = [step(step(visited[epoch], first), 1 - first) for first in (0, 1)]
        assert any(np.allclose(visited[epoch + 2], way, rtol=1e-12) for way in ways)


def test_the_order_of_the_examples_is_fixed_by_the_seed():
    def path(seed):
        found = run("sgd", on=DATA_SURFACE, start=START, steps=20, batch=1, seed=seed)
        return found.columns["w"]

    assert path(1) == path(1)
    assert len({path(seed) for seed in range(4)}) > 1


def test_a_batch_needs_data():
    with pytest.raises(RunError, match="no batch of 1"):
        run("gd", on="x^2", start=(1,), batch=1)


# ------------------------------------------------------------- systems that move by themselves


def test_an_orbit_keeps_its_angular_momentum_and_nearly_its_energy():
    orbit = run("motion/orbit-by-steps", steps=2000).columns
    x, y, u, v = (np.array(orbit[key]) for key in ("x", "y", "u", "v"))
    np.testing.assert_allclose(x * v - y * u, 1.2, rtol=1e-12)
    energy = (u**2 + v**2) / 2 - 1 / np.hypot(x, y)
    assert np.ptp(energy) < 0.02 * abs(energy[0])


def test_the_planet_is_where_keplers_equation_says():
    """Perihelion at distance 1 with speed 1.2: e = 0.44, a = 1/(1 - e), M = E - e sin E."""
    step = 0.0005
    orbit = run("motion/orbit-by-steps", steps=6000, settings={"h": step}).columns
    eccentricity = 0.44
    axis = 1 / (1 - eccentricity)
    mean = 6000 * step / axis**1.5
    anomaly = mean
    for _ in range(50):
        anomaly -= (anomaly - eccentricity * math.sin(anomaly) - mean) / (
            1 - eccentricity * math.cos(anomaly)
        )
    place = (
        axis * (math.cos(anomaly) - eccentricity),
        axis * math.sqrt(1 - eccentricity**2) * math.sin(anomaly),
    )
    assert (orbit["x"][-1], orbit["y"][-1]) == pytest.approx(place, abs=2e-3)


def test_even_turning_is_the_slerp_of_scipy():
    spatial = pytest.importorskip("scipy.spatial.transform")
    axis = np.array([2.0, -1.0, 2.0]) / 3
    settings = {"omega": 0.1, **dict(zip("abc", axis, strict=True))}
    start = {"w": 0.5, "x": 0.5, "y": -0.5, "z": 0.5}
    found = run("rotation/slerp-by-steps", start=start, steps=8, settings=settings).columns
    quaternions = np.array([found[key] for key in "xyzw"]).T
    ends = spatial.Rotation.from_quat(quaternions[[0, -1]])
    between = spatial.Slerp([0, 8], ends)(np.arange(9)).as_quat()
    signs = np.sign(np.sum(between * quaternions, axis=1, keepdims=True))
    np.testing.assert_allclose(signs * between, quaternions, atol=1e-12)
