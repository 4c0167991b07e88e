"""Vectors and matrices of any size: the normal form, gradients, entries and NumPy source agree."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from symcalc.core import term as t
from symcalc.core.kind import Kind, Sort
from symcalc.core.shapes import Shapes, shapes_of
from symcalc.core.term import Term
from symcalc.mean.compile_arrays import compile_arrays
from symcalc.mean.components.array import determinant
from symcalc.mean.components.names import Setting
from symcalc.mean.components.quaternions import hamilton
from symcalc.mean.components.written import written_out
from symcalc.mean.floating import FLOAT
from symcalc.mean.numeric import evaluate
from symcalc.mean.pullback.gradient import gradient
from symcalc.mean.symbolic_arrays import arrays_to_sympy
from symcalc.mean.words.form import NoNormalFormError
from symcalc.mean.words.normal_form import normal_form
from symcalc.mean.words.terms import term_of

SQUARE = Kind(Sort.MATRIX, ("n", "n"))
COLUMN = Kind(Sort.VECTOR, ("n",))
KINDS = {"A": SQUARE, "B": SQUARE, "X": SQUARE, "x": COLUMN, "y": COLUMN}
A, B, X, x, y = map(t.name, ("A", "B", "X", "x", "y"))


def transpose(term: Term) -> Term:
    return t.call("transpose", term)


def inverse(term: Term) -> Term:
    return t.power(term, t.MINUS_ONE)


def form(term: Term) -> object:
    return normal_form(term, shapes_of([term], KINDS))


EQUAL = [
    (transpose(t.mul(A, B)), t.mul(transpose(B), transpose(A))),
    (inverse(t.mul(A, B)), t.mul(inverse(B), inverse(A))),
    (t.call("trace", t.mul(A, B, X)), t.call("trace", t.mul(X, A, B))),
    (t.call("trace", t.mul(A, B)), t.call("trace", t.mul(transpose(A), transpose(B)))),
    (t.mul(transpose(x), A, y), t.mul(transpose(y), transpose(A), x)),
    (t.mul(A, inverse(A), x), x),
    (t.power(t.add(A, B), t.TWO), t.add(t.mul(A, A), t.mul(A, B), t.mul(B, A), t.mul(B, B))),
    (t.mul(x, transpose(x), y), t.mul(t.call("dot", x, y), x)),
    (t.call("hadamard", x, y), t.mul(t.call("diag", y), x)),
    (t.power(t.call("norm", x), t.TWO), t.mul(transpose(x), x)),
]
DIFFERENT = [
    (t.mul(A, B), t.mul(B, A)),
    (t.call("trace", t.mul(A, B, X)), t.call("trace", t.mul(A, X, B))),
    (transpose(A), A),
    (t.mul(transpose(x), A, y), t.mul(transpose(y), A, x)),
    (inverse(t.add(A, B)), t.add(inverse(A), inverse(B))),
    (t.call("det", t.add(A, B)), t.add(t.call("det", A), t.call("det", B))),
]


@pytest.mark.parametrize(("left", "right"), EQUAL)
def test_equal_expressions_have_one_form(left: Term, right: Term) -> None:
    shapes = shapes_of([left, right], KINDS)
    assert normal_form(left, shapes) == normal_form(right, shapes)


@pytest.mark.parametrize(("left", "right"), DIFFERENT)
def test_different_expressions_have_two_forms(left: Term, right: Term) -> None:
    shapes = shapes_of([left, right], KINDS)
    assert normal_form(left, shapes) != normal_form(right, shapes)


def test_a_symmetric_matrix_is_its_transpose_and_its_inverse_is_symmetric() -> None:
    kinds = {"S": Kind(Sort.MATRIX, ("n", "n"), ("symmetric",))}
    s = t.name("S")
    shapes = shapes_of([s], kinds)
    assert normal_form(transpose(s), shapes) == normal_form(s, shapes)
    assert normal_form(transpose(inverse(s)), shapes) == normal_form(inverse(s), shapes)


# ----------------------------------------------------------------------------- at random

_leaves = st.sampled_from([A, B, X])


def _grown(inner: st.SearchStrategy[Term]) -> st.SearchStrategy[Term]:
    return st.one_of(
        st.builds(t.add, inner, inner),
        st.builds(t.mul, inner, inner),
        st.builds(t.neg, inner),
        st.builds(transpose, inner),
        st.builds(lambda m, a: t.mul(t.number(m), a), st.integers(-3, 3), inner),
        st.builds(lambda a, b: t.mul(t.call("trace", a), b), inner, inner),
        st.builds(lambda a: t.mul(a, x, transpose(y)), inner),
        st.builds(lambda a, b: t.call("hadamard", a, b), inner, inner),
    )


MATRICES = st.recursive(_leaves, _grown, max_leaves=6)
ARGUMENTS = ("A", "B", "X", "x", "y")


def _point() -> list[np.ndarray]:
    random = np.random.default_rng(7)
    return [random.normal(size=(3, 3 if key.isupper() else 1)) for key in ARGUMENTS]


def _value(term: Term, shapes: Shapes) -> np.ndarray:
    shapes.visit_all(term)
    (found,) = compile_arrays([term], ARGUMENTS, KINDS).function(*_point())
    return np.asarray(found)


@settings(max_examples=60, deadline=None)
@given(MATRICES)
def test_the_normal_form_has_the_value_of_the_expression(term: Term) -> None:
    shapes = shapes_of([term], KINDS)
    np.testing.assert_allclose(
        _value(term_of(normal_form(term, shapes), shapes), shapes) + np.zeros((3, 3)),
        _value(term, shapes),
        atol=1e-9,
        rtol=1e-9,
    )


@settings(max_examples=30, deadline=None)
@given(MATRICES)
def test_the_entries_have_the_value_of_the_expression(term: Term) -> None:
    shapes = shapes_of([term], KINDS)
    array = written_out(term, Setting(shapes, {"n": 3}, KINDS))
    point = {}
    for key, value in zip(ARGUMENTS, _point(), strict=True):
        for (i, j), entry in np.ndenumerate(value):
            point[f"{key}_{i + 1},{j + 1}" if key.isupper() else f"{key}_{i + 1}"] = float(entry)
    entries = [evaluate(entry, point, FLOAT) for entry in array.entries]
    expected = _value(term, shapes)
    np.testing.assert_allclose(np.reshape(entries, expected.shape), expected, atol=1e-9)


@settings(max_examples=40, deadline=None)
@given(MATRICES, st.sampled_from(["trace", "quadratic"]))
def test_the_gradient_is_the_slope_of_the_value(matrix: Term, scalar: str) -> None:
    body = t.call("trace", matrix) if scalar == "trace" else t.mul(transpose(x), matrix, y)
    shapes = shapes_of([body], KINDS)
    slope = _value(gradient(body, X, shapes), shapes) + np.zeros((3, 3))
    value = compile_arrays([body], ARGUMENTS, KINDS).function
    point, step = _point(), 1e-6
    for i, j in ((0, 0), (1, 2), (2, 1)):
        moved = [np.array(part) for part in point]
        moved[2][i, j] += step
        back = [np.array(part) for part in point]
        back[2][i, j] -= step
        numeric = (value(*moved)[0] - value(*back)[0]) / (2 * step)
        np.testing.assert_allclose(slope[i, j], numeric, rtol=1e-4, atol=1e-4)


# ---------------------------------------------------------------------------- facts


def test_hamiltons_products_of_the_units() -> None:
    """ij = k, jk = i, ki = j, i² = j² = k² = ijk = −1 (Hamilton 1843)."""
    kinds = {key: Kind(Sort.QUATERNION) for key in "pq"}
    p, q = (written_out(t.name(key), Setting(shapes_of([], kinds), {}, kinds)) for key in "pq")
    product = hamilton(p, q).entries
    units = {"1": (1, 0, 0, 0), "i": (0, 1, 0, 0), "j": (0, 0, 1, 0), "k": (0, 0, 0, 1)}

    def times(a: str, b: str) -> tuple[float, ...]:
        values = {f"p_{part}": v for part, v in zip("wxyz", units[a], strict=True)}
        values |= {f"q_{part}": v for part, v in zip("wxyz", units[b], strict=True)}
        return tuple(evaluate(entry, values, FLOAT) for entry in product)

    assert times("i", "j") == units["k"]
    assert times("j", "k") == units["i"]
    assert times("k", "i") == units["j"]
    assert all(times(unit, unit) == (-1, 0, 0, 0) for unit in "ijk")


def test_an_orthogonal_matrix_is_a_rotation_or_a_reflection() -> None:
    kinds = {"Q": Kind(Sort.MATRIX, ("3", "3"), ("orthogonal",))}
    point = {f"Q_{i},{j}": 0.3 * i - 0.7 * j for i in range(1, 4) for j in range(1, 4)}
    for reflected, sign in ((False, 1.0), (True, -1.0)):
        setting = Setting(shapes_of([t.name("Q")], kinds), {}, kinds, reflected=reflected)
        entries = written_out(t.name("Q"), setting)
        matrix = np.reshape([evaluate(e, point, FLOAT) for e in entries.entries], (3, 3))
        np.testing.assert_allclose(matrix.T @ matrix, np.eye(3), atol=1e-12)
        assert evaluate(determinant(entries), point, FLOAT) == pytest.approx(sign)


def test_what_does_not_conform_has_no_form() -> None:
    with pytest.raises(NoNormalFormError):
        form(t.mul(x, y))


def test_sympy_gets_matrix_expressions() -> None:
    term = t.add(t.mul(t.TWO, transpose(A), x), t.call("hadamard", x, y))
    assert str(arrays_to_sympy(term, KINDS)) == "HadamardProduct(x, y) + 2*A.T*x"
