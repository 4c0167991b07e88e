"""Derivatives in vectors and matrices of any size, as symcalc derive gives them."""

from __future__ import annotations

import pytest

from symcalc import InputError, derive
from symcalc.core.verdict import Verdict
from symcalc.mean.plain import plain

SHAPES = ("A: matrix m n", "x: vector n", "b: vector m", "X: matrix n n", "C: matrix n n",
          "v: vector n", "p: vector m")  # fmt: skip
#: Operation, expression, variable, result; sources beside the rows of test_matrix_cookbook.
RESULTS = [
    ("gradient", r"\|A x - b\|^2", "x", "2·Aᵀ·(A·x - b)"),
    ("gradient", r"\|A x - b\|^2", "A", "2·(A·x - b)·xᵀ"),
    ("hessian", r"\|A x - b\|^2", "x", "2·Aᵀ·A"),
    ("gradient", r"x^\top C x", "x", "Cᵀ·x + C·x"),
    ("hessian", r"x^\top C x", "x", "C + Cᵀ"),
    ("gradient", r"\log\det X", "X", "(X^(-1))ᵀ"),
    ("gradient", r"\operatorname{tr}(C X)", "X", "Cᵀ"),
    ("gradient", r"\operatorname{tr}(X^{-1} C)", "X", "-(X^(-1))ᵀ·Cᵀ·(X^(-1))ᵀ"),
    ("gradient", r"\|X\|_F", "X", "X/|X|_F"),
    ("jacobian", r"A x + b", "x", "A"),
    ("vjp", r"A x + b", "x", "Aᵀ·p"),
    ("jvp", r"A x + b", "x", "A·v"),
    ("hvp", r"x^\top C x", "x", "C·v + Cᵀ·v"),
]


@pytest.mark.parametrize(("operation", "expression", "wrt", "result"), RESULTS)
def test_results(operation: str, expression: str, wrt: str, result: str) -> None:
    along = {"vjp": "p", "jvp": "v", "hvp": "v"}.get(operation)
    found = derive(operation, expression, wrt=wrt, let=SHAPES, along=along)
    assert plain(found.outcome.result[0]) == result
    assert found.verdict is Verdict.PROVED


def test_the_jacobian_layout_transposes_the_gradient() -> None:
    found = derive("gradient", r"\|A x - b\|^2", wrt="x", let=SHAPES, layout="jacobian")
    assert plain(found.outcome.result[0]) == "2·(xᵀ·Aᵀ - bᵀ)·A"
    assert found.verdict is Verdict.PROVED


def test_softmax_and_cross_entropy_give_p_minus_y() -> None:
    """For a y whose entries add up to 1: p (1ᵀ y) − y (Bishop 2006, equation 4.109)."""
    lets = ("z: vector k", "y: vector k")
    found = derive("gradient", r"-y^\top \log(\operatorname{softmax}(z))", wrt="z", let=lets)
    assert plain(found.outcome.result[0]) == "yᵀ·𝟏_k·softmax(z) - y"
    assert found.verdict is Verdict.PROVED


def test_two_layers_by_backpropagation() -> None:
    lets = ("V: matrix k m", "W: matrix m n", "x: vector n", "y: vector k")
    found = derive("gradient", r"\|V \tanh(W x) - y\|^2", wrt="V,W", let=lets)
    assert [plain(term) for term in found.outcome.result] == [
        "2·(V·tanh(W·x) - y)·tanh(W·x)ᵀ",
        "2·diag(1 - tanh(W·x)^2)·Vᵀ·(V·tanh(W·x) - y)·xᵀ",
    ]
    assert found.verdict is Verdict.PROVED


def test_a_declared_symmetry_is_spoken_of() -> None:
    found = derive("gradient", r"\log\det X", wrt="X", let=["X: symmetric matrix n n"])
    assert any("X is symmetric" in note for note in found.outcome.notes)


@pytest.mark.parametrize(
    ("expression", "wrt", "part"),
    [
        (r"A x + A b", "x", "do not fit"),
        (r"x^\top C x", "b", "does not occur"),
        (r"\|x\|_1", "x", "a p-norm"),
    ],
)
def test_what_cannot_be_derived_is_said(expression: str, wrt: str, part: str) -> None:
    with pytest.raises(InputError, match=part):
        derive("gradient", expression, wrt=wrt, let=SHAPES)
