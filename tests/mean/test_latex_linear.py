"""How products of vectors, matrices and quaternions are written."""

import pytest

from symcalc.core.term import (
    add,
    call,
    matrix,
    mul,
    name,
    neg,
    number,
    power,
    vector,
)
from symcalc.mean.latex import latex
from symcalc.mean.plain import plain

A, B, C = (name(f"bf.{letter}") for letter in "abc")
Q, X, Y = name("q"), name("x"), name("y")
ROWS = matrix([[X, number(1)], [number(0), Y]])


@pytest.mark.parametrize(
    ("term", "in_latex", "in_plain"),
    [
        (call("cross", A, B), r"\mathbf{a} \times \mathbf{b}", "a×b"),
        (
            call("dot", A, call("cross", B, C)),
            r"\mathbf{a} \cdot (\mathbf{b} \times \mathbf{c})",
            "a·(b×c)",
        ),
        (
            call("cross", add(A, B), neg(C)),
            r"(\mathbf{a} + \mathbf{b}) \times (-\mathbf{c})",
            "(a + b)×(-c)",
        ),
        (mul(call("dot", A, C), B), r"(\mathbf{a} \cdot \mathbf{c}) \mathbf{b}", "(a·c)·b"),
        (power(call("norm", A), number(2)), r"\lVert \mathbf{a} \rVert^{2}", "|a|^2"),
        (mul(Q, X, call("conjugate", Q)), r"q x q^{*}", "q·x·q*"),
        (
            call("conjugate", mul(X, Y)),
            r"(x y)^{*}",
            "(x·y)*",
        ),
        (vector(X, Y), r"\begin{pmatrix} x \\ y \end{pmatrix}", "[x, y]"),
        (ROWS, r"\begin{pmatrix} x & 1 \\ 0 & y \end{pmatrix}", "[x, 1; 0, y]"),
        (call("det", ROWS), r"\det \begin{pmatrix} x & 1 \\ 0 & y \end{pmatrix}", None),
        (
            call("quaternion", X, Y, Y, number(0)),
            r"\operatorname{quaternion}(x, y, y, 0)",
            "(x, y, y, 0)",
        ),
        (call("frobenius", X), r"\lVert x \rVert_{F}", "|x|_F"),
        (call("transpose", X), r"x^{\top}", "xᵀ"),
        (call("identity", number(3)), "I_{3}", "I_3"),
        (call("trace", mul(X, Y)), r"\operatorname{tr}(x y)", "trace(x·y)"),
        (call("entry", X, number(1), Y), r"\left[x\right]_{1, y}", "[x]_{1, y}"),
        (call("hadamard", X, Y), r"x \odot y", "x⊙y"),
    ],
)
def test_products_are_written_as_the_field_writes_them(term, in_latex, in_plain):
    assert latex(term) == in_latex
    assert in_plain is None or plain(term) == in_plain
