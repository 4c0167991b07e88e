"""Rotations against SciPy's, their errors, and the derivative along the unit sphere."""

import numpy as np
import pytest
from scipy.spatial.transform import Rotation, Slerp

from symcalc.core.term import free_names
from symcalc.derive.problems import DeriveError
from symcalc.mean.plain import plain
from tests.derive.geometry.posing import entries, listed, solved

RANDOM = np.random.default_rng(1843)
Q = {"q_w": 0.1, "q_x": 0.7, "q_y": 0.5, "q_z": 0.5}  # a unit quaternion


@pytest.mark.parametrize("k", range(4))
def test_axis_and_angle_turn_a_vector_as_scipy_does(k):
    v, axis = RANDOM.normal(size=(2, 3)).round(3)
    angle = round(RANDOM.uniform(-7, 7), 3)
    outcome = solved("rotate", listed(v), axis=listed(axis), angle=f"{angle}")
    turn = Rotation.from_rotvec(angle * axis / np.linalg.norm(axis))
    np.testing.assert_allclose(entries(outcome), turn.apply(v), atol=1e-12)


@pytest.mark.parametrize("k", range(4))
def test_a_quaternion_is_scalar_first_and_is_normalised_on_request(k):
    v, q = RANDOM.normal(size=3).round(3), RANDOM.normal(size=4).round(3)
    outcome = solved("rotate", listed(v), quaternion=listed(q), normalise=True)
    expected = Rotation.from_quat(q, scalar_first=True).apply(v)
    np.testing.assert_allclose(entries(outcome), expected, atol=1e-12)


def test_letters_may_stand_for_everything():
    outcome = solved("rotate", "v", axis="n", angle="t")
    point = {"v_1": 1, "v_2": -2, "v_3": 0.5, "n_1": 2, "n_2": 1, "n_3": -2, "t": 0.8}
    turn = Rotation.from_rotvec(0.8 * np.array([2, 1, -2]) / 3)
    np.testing.assert_allclose(entries(outcome, **point), turn.apply([1, -2, 0.5]), atol=1e-12)


@pytest.mark.parametrize(
    ("angle", "degrees", "result"),
    [
        ("90", True, ["0", "1", "0"]),
        ("pi/2", False, ["0", "1", "0"]),
        (r"\frac{\pi}{3}", False, ["1/2", "sqrt(3)/2", "0"]),
        ("180", True, ["-1", "0", "0"]),
        ("0", False, ["1", "0", "0"]),
    ],
)
def test_angles_are_exact(angle, degrees, result):
    outcome = solved("rotate", "1,0,0", axis="0,0,2", angle=angle, degrees=degrees)
    assert [plain(term) for term in outcome.result] == result


def test_the_value_is_given_in_decimals_where_it_is_no_fraction():
    assert solved("rotate", "1,0,0", axis="0,0,1", angle="90", degrees=True).value == ()
    outcome = solved("rotate", "1,0,0", axis="0,0,1", angle="1")
    np.testing.assert_allclose(outcome.value, [np.cos(1), np.sin(1), 0], atol=1e-15)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"quaternion": "1,2,3,4"}, r"norm sqrt\(30\) = 5.477"),
        ({"quaternion": "0.7071,0.7071,0,0"}, "0.9999904"),
        ({"quaternion": "0,0,0,0", "normalise": True}, "no direction"),
        ({"axis": "0,0,0", "angle": "1"}, "length zero"),
        ({"axis": "1,0", "angle": "1"}, "3 components"),
        ({"axis": "0,0,1"}, "an axis and an angle"),
        ({"axis": "0,0,1", "angle": "1", "quaternion": "1,0,0,0"}, "an axis and an angle"),
        ({}, "an axis and an angle"),
    ],
)
def test_what_gives_no_rotation_is_refused_with_its_cure(given, said):
    with pytest.raises(DeriveError, match=said) as caught:
        solved("rotate", "1,0,0", **given)
    assert caught.value.cure


# ----------------------------------------------------------------------------- derivatives


def test_the_jacobian_is_that_of_differences():
    v = np.array([1.0, -2.0, 0.5])
    outcome = solved("rotate", listed(v), wrt="q", quaternion="q")
    assert outcome.shape == (3, 4)
    q, h = np.array(list(Q.values())), 1e-6

    def turned(q):  # q v q*, quadratic in q
        return (q @ q) * Rotation.from_quat(q, scalar_first=True).apply(v)

    columns = [(turned(q + h * e) - turned(q - h * e)) / (2 * h) for e in np.eye(4)]
    found = entries(outcome, **Q).reshape(3, 4)
    np.testing.assert_allclose(found, np.transpose(columns), atol=1e-8)


def test_along_the_sphere_the_derivative_is_a_cross_product():
    v, q = np.array([1.0, -2.0, 0.5]), np.array(list(Q.values()))
    jacobian = entries(solved("rotate", listed(v), wrt="q", quaternion="q"), **Q).reshape(3, 4)
    omega = np.array([0.3, -1.1, 0.7])
    rate = entries(solved("rate", f"q; {listed(omega)}"), **Q)
    expected = np.cross(omega, Rotation.from_quat(q, scalar_first=True).apply(v))
    np.testing.assert_allclose(jacobian @ rate, expected, atol=1e-12)
    assert abs(q @ rate) < 1e-15


def test_numbers_for_the_quaternion_are_the_point_of_the_values():
    outcome = solved("rotate", "1,0,0", wrt="q", quaternion="1,0,0,0")
    expected = [[2, 0, 0, 0], [0, 0, 0, 2], [0, 0, -2, 0]]
    np.testing.assert_array_equal(np.reshape(outcome.value, (3, 4)), expected)


def test_only_the_derivative_with_respect_to_the_quaternion_is_known():
    with pytest.raises(DeriveError, match="with respect to"):
        solved("rotate", "1,0,0", wrt="t", axis="0,0,1", angle="t")
    with pytest.raises(DeriveError, match="with respect to q"):
        solved("rotate", "v", wrt="v", quaternion="q")


# ------------------------------------------------------------------ products, rates, arcs


def test_composition_is_scipys():
    p, q = (each / np.linalg.norm(each) for each in RANDOM.normal(size=(2, 4)).round(2))
    found = entries(solved("compose", f"{listed(p)}; {listed(q)}"))
    expected = Rotation.from_quat(p, scalar_first=True) * Rotation.from_quat(q, scalar_first=True)
    ours = Rotation.from_quat(found, scalar_first=True)
    np.testing.assert_allclose(ours.as_matrix(), expected.as_matrix(), atol=1e-5)


@pytest.mark.parametrize("share", [0, 0.25, 0.9, 1])
def test_slerp_is_scipys(share):
    ends = [[1, 0, 0, 0], [0.6, 0, 0.8, 0]]
    outcome = solved("slerp", "1,0,0,0; 0.6,0,0.8,0")
    found = Rotation.from_quat(entries(outcome, t=share), scalar_first=True)
    expected = Slerp([0, 1], Rotation.from_quat(ends, scalar_first=True))(share)
    np.testing.assert_allclose(found.as_matrix(), expected.as_matrix(), atol=1e-12)


def test_slerp_says_when_the_other_way_is_shorter():
    assert any("shorter" in note for note in solved("slerp", "1,0,0,0; -0.6,0,0.8,0").notes)


def test_slerp_refuses_ends_that_are_equal_or_opposite():
    for end in ("1,0,0,0", "-1,0,0,0"):
        with pytest.raises(DeriveError, match="no arc"):
            solved("slerp", f"1,0,0,0; {end}")


def test_slerp_of_letters_names_its_angle():
    outcome = solved("slerp", "p; q")
    assert "theta" in free_names(outcome.result[0])
    assert "theta" in outcome.problem.scope.definitions
