"""Every line about vectors and rotations is proved, and its mutants are refuted."""

import numpy as np
import pytest

from symcalc import InputError, derive
from symcalc.api.judging import compared
from symcalc.core.term import ZERO, Op, add, call, mul, name, neg, sub
from symcalc.core.verdict import Verdict
from symcalc.derive.geometry.identities import cross, dot, norm, square

PROOFS = {Verdict.PROVED, Verdict.CONDITIONAL}

ASKED = {
    "dot of numbers": ("dot", "1,2,3; 4,-5,6", {}),
    "dot of letters": ("dot", "a; b", {}),
    "cross of numbers": ("cross", "1,2,3; 4,-5,6", {}),
    "cross of letters": ("cross", "a; b", {}),
    "triple": ("triple", "1,2,3; b; 0,1,1", {}),
    "rotate about an axis": ("rotate", "1,2,3", {"axis": "0,0,1", "angle": "pi/3"}),
    "rotate by an angle": ("rotate", "v", {"axis": "0,0,1", "angle": "t"}),
    "rotate by a quaternion": ("rotate", "v", {"quaternion": "q"}),
    "compose": ("compose", "p; q", {}),
    "rate": ("rate", "q; w", {}),
    "slerp": ("slerp", "1,0,0,0; 0.6,0,0.8,0", {}),
    "jacobian": ("rotate", "v", {"quaternion": "q", "wrt": "q"}),
}


@pytest.fixture(scope="module", params=list(ASKED))
def derivation(request):
    operation, operands, options = ASKED[request.param]
    return derive(operation, operands, **options)


def test_every_step_is_proved(derivation):
    unproved = [
        (line.title, step.rule, step.verdict)
        for line in derivation.outcome.lines
        for step in line.steps
        if step.verdict not in PROOFS
    ]
    assert unproved == []
    assert derivation.verdict is Verdict.PROVED


#: A side that mentions a name of its own is not refuted: a page may say how they are related.
ONE_SIDED = "SC402"


def test_the_negative_of_every_line_is_refuted(derivation):
    scope = derivation.outcome.problem.scope
    for line in derivation.outcome.lines:
        if line.steps and any(part is not ZERO for part in _entries(line.steps[-1].term)):
            found = compared(line.start, neg(line.steps[-1].term), scope)
            assert found.verdict is Verdict.REFUTED or found.code == ONE_SIDED, line.title


def _entries(term):
    return term.args if term.op in (Op.VECTOR, Op.MATRIX) else (term,)


# ------------------------------------------------------------- order, conjugates, factors

Q, P, U = name("q"), name("p"), name("bf.v")
A, B, C = (name(letter) for letter in "abc")


@pytest.fixture(scope="module")
def of_quaternions():
    return derive("compose", "p; q").outcome.problem.scope


@pytest.fixture(scope="module")
def of_vectors():
    return derive("triple", "a; b; c").outcome.problem.scope


def star(term):
    return call("conjugate", term)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (mul(P, Q), mul(Q, P)),
        (mul(Q, U, star(Q)), mul(star(Q), U, Q)),
        (mul(Q, U, star(Q)), mul(Q, U, Q)),
        (mul(P, mul(Q, U, star(Q)), star(P)), mul(mul(Q, P), U, star(mul(Q, P)))),
        (star(mul(P, Q)), mul(star(P), star(Q))),
    ],
)
def test_the_order_of_quaternions_and_the_place_of_the_conjugate_matter(
    left, right, of_quaternions
):
    assert compared(left, right, of_quaternions).verdict is Verdict.REFUTED


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (cross(A, B), cross(B, A)),
        (cross(A, cross(B, C)), cross(cross(A, B), C)),
        (dot(A, cross(B, C)), dot(A, cross(C, B))),
        (cross(A, cross(B, C)), sub(mul(dot(A, B), C), mul(dot(A, C), B))),
        (square(norm(cross(A, B))), mul(square(norm(A)), square(norm(B)))),
        (
            square(norm(cross(A, B))),
            add(mul(square(norm(A)), square(norm(B))), square(dot(A, B))),
        ),
        (square(norm(sub(A, B))), sub(add(square(norm(A)), square(norm(B))), dot(A, B))),
        (dot(A, B), mul(norm(A), norm(B))),
    ],
)
def test_order_signs_and_factors_of_products_matter(left, right, of_vectors):
    assert compared(left, right, of_vectors).verdict is Verdict.REFUTED


# ------------------------------------------------------------------------------ arguments


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ({"operation": "rotate", "expression": "1,0,0", "quaternion": "1,2,3,4"}, "--normalise"),
        ({"operation": "rotate", "expression": "1,0,0", "quaternion": "1,0,0"}, "w,x,y,z"),
        ({"operation": "rotate", "expression": "1,0,0", "axis": "0,0,1"}, "--angle"),
        ({"operation": "cross", "expression": "1,2,3"}, "symcalc derive cross"),
        ({"operation": "cross", "expression": "x+y; 1,2,3"}, "1,2,3"),
        ({"operation": "compose", "expression": "1,2,3; q"}, "w,x,y,z"),
    ],
)
def test_what_cannot_be_derived_says_what_to_write(arguments, said):
    with pytest.raises(InputError) as caught:
        derive(**arguments)
    assert said in caught.value.trouble.cure


def test_a_result_has_all_its_forms():
    derivation = derive("cross", "a; 1,2,3")
    assert derivation.sympy.shape == (3, 1)
    assert derivation.latex().startswith(r"\begin{pmatrix}")
    np.testing.assert_array_equal(derivation.lambdify()(1, 0, 0), [0, -3, 2])
