"""Quaternions against their published identities and against SciPy's rotations.

SciPy writes quaternions (x, y, z, w) unless it is told ``scalar_first=True``; here they are
(w, x, y, z) everywhere.
"""

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.spatial.transform import Rotation, Slerp

from symcalc.core.term import ONE, ZERO, name, number
from symcalc.mean import quaternion as quat
from symcalc.mean.cartesian import cross, dot, norm
from symcalc.mean.numeric import FLOAT, evaluate
from tests.mean.terms import quick

Q = tuple(map(name, ("w", "x", "y", "z")))
P = tuple(map(name, ("a", "b", "c", "d")))
V = tuple(map(name, ("v_1", "v_2", "v_3")))
UNITS = tuple(tuple(number(int(k == place)) for k in range(4)) for place in (1, 2, 3))

components = st.floats(-3, 3).filter(lambda part: abs(part) > 1e-3)
vectors = st.tuples(components, components, components).map(np.array)
units = st.tuples(components, *[components] * 3).map(lambda q: np.array(q) / np.linalg.norm(q))


def value(terms, **point):
    """The float values of terms at a point; arrays bind the names of Q, P and V."""
    names = {"q": Q, "p": P, "v": V}
    bound = {}
    for key, given_value in point.items():
        if key in names:
            bound.update((str(t.data), x) for t, x in zip(names[key], given_value, strict=True))
        else:
            bound[key] = given_value
    return np.array([float(evaluate(term, bound, FLOAT)) for term in terms])


def scipy_of(q):
    return Rotation.from_quat(q, scalar_first=True)


# ---------------------------------------------------------------------------- the algebra


def test_hamiltons_relations():
    i, j, k = UNITS
    minus_one = tuple(number(part) for part in (-1, 0, 0, 0))
    assert quat.product(i, j) == k
    assert quat.product(j, k) == i
    assert quat.product(k, i) == j
    assert quat.product(j, i) == quat.conjugate(k)
    assert [quat.product(unit, unit) for unit in UNITS] == [minus_one] * 3


@quick
@given(units, units)
def test_the_product_composes_rotations_in_its_order(p, q):
    ours = value(quat.product(P, Q), p=p, q=q)
    np.testing.assert_allclose(
        scipy_of(ours).as_matrix(), (scipy_of(p) * scipy_of(q)).as_matrix(), atol=1e-12
    )


@quick
@given(units, units)
def test_the_conjugate_of_a_product_is_the_product_in_the_other_order(p, q):
    left = value(quat.conjugate(quat.product(P, Q)), p=p, q=q)
    right = value(quat.product(quat.conjugate(Q), quat.conjugate(P)), p=p, q=q)
    np.testing.assert_allclose(left, right, atol=1e-14)


@quick
@given(units, st.floats(0.5, 3))
def test_the_inverse_undoes_a_quaternion_of_any_norm(q, scale):
    found = value(quat.product(Q, quat.inverse(Q)), q=q * scale)
    np.testing.assert_allclose(found, [1, 0, 0, 0], atol=1e-12)


def test_normalising_a_quaternion_of_norm_five():
    q = tuple(map(number, (3, 0, 4, 0)))
    assert quat.normalised(q) == tuple(map(number, (Fraction(3, 5), 0, Fraction(4, 5), 0)))


# ------------------------------------------------------------------------------ rotations


@quick
@given(units, vectors)
def test_a_vector_turns_as_scipy_turns_it(q, v):
    expected = scipy_of(q).apply(v)
    np.testing.assert_allclose(value(quat.rotated(Q, V), q=q, v=v), expected, atol=1e-11)
    matrix = np.array([value(row, q=q) for row in quat.rotation_matrix(Q)])
    np.testing.assert_allclose(matrix, scipy_of(q).as_matrix(), atol=1e-12)
    np.testing.assert_allclose(matrix @ v, expected, atol=1e-11)


@quick
@given(units, vectors)
def test_q_and_minus_q_are_the_same_rotation(q, v):
    one, other = (value(quat.rotated(Q, V), q=each, v=v) for each in (q, -q))
    np.testing.assert_array_equal(one, other)


@quick
@given(vectors, st.floats(-6, 6))
def test_axis_and_angle_are_those_of_scipy(axis, angle):
    unit = axis / np.linalg.norm(axis)
    q = value(quat.from_axis_angle(V, name("t")), v=unit, t=angle)
    expected = Rotation.from_rotvec(unit * angle).as_matrix()
    np.testing.assert_allclose(scipy_of(q).as_matrix(), expected, atol=1e-12)


@quick
@given(units)
def test_axis_and_angle_of_a_quaternion_give_it_back(q):
    (angle,) = value([quat.angle_of(Q)], q=q)
    axis = value(quat.axis_of(Q), q=q)
    back = value(quat.from_axis_angle(V, name("t")), v=axis, t=angle)
    np.testing.assert_allclose(back, q, atol=1e-7)


@quick
@given(units.filter(lambda q: abs(q[0]) > 0.01))
def test_a_rotation_matrix_gives_its_quaternion_back_up_to_sign(q):
    rows = tuple(tuple(number(Fraction(float(x))) for x in row) for row in scipy_of(q).as_matrix())
    back = value(quat.from_rotation_matrix(rows))
    np.testing.assert_allclose(back, q * np.sign(q[0]), atol=1e-9)


# -------------------------------------------------------------------------------- motion


@quick
@given(units, vectors)
def test_the_rate_is_the_slope_of_a_rotation_at_constant_velocity(q, velocity):
    h = 1e-6
    turned = [
        (Rotation.from_rotvec(velocity * t) * scipy_of(q)).as_quat(scalar_first=True)
        for t in (-h, h)
    ]
    nearest = [each * np.sign(each @ q) for each in turned]
    slope = (nearest[1] - nearest[0]) / (2 * h)
    np.testing.assert_allclose(value(quat.rate(Q, V), q=q, v=velocity), slope, atol=1e-7)


@quick
@given(units, units, st.floats(0, 1))
def test_slerp_is_scipys(p, q, share):
    q = q * np.sign(p @ q)
    if abs(p @ q) > 0.999:
        return
    term = quat.slerp(P, Q, name("t"), name("s"))
    ours = value(term, p=p, q=q, t=share, s=np.arccos(p @ q))
    ends = Rotation.from_quat([p, q], scalar_first=True)
    expected = Slerp([0, 1], ends)(share).as_matrix()
    np.testing.assert_allclose(scipy_of(ours).as_matrix(), expected, atol=1e-9)


# ------------------------------------------------------------------------------- vectors


@quick
@given(vectors, vectors)
def test_products_of_vectors_are_numpys(a, b):
    left, right = (tuple(number(Fraction(float(x))) for x in each) for each in (a, b))
    assert value([dot(left, right)])[0] == pytest.approx(np.dot(a, b))
    np.testing.assert_allclose(value(cross(left, right)), np.cross(a, b), atol=1e-12)
    assert value([norm(left)])[0] == pytest.approx(np.linalg.norm(a))


def test_a_cross_product_needs_three_components():
    with pytest.raises(ValueError, match="unpack"):
        cross((ONE, ZERO), (ZERO, ONE))
