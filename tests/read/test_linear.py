"""The notation of vectors and matrices: what each reads as, and what is refused."""

from __future__ import annotations

import pytest

from symcalc.core import term as t
from symcalc.core.problem import Statement
from symcalc.core.term import Term
from symcalc.read import read_document

_PAGE = (
    r"Let $A, B, C \in \mathbb{R}^{n \times n}$, $x, y \in \mathbb{R}^n$, $c \in \mathbb{R}$, "
    r"$u, v \in \mathbb{R}^3$ and let $q$ be a unit quaternion."
)
_A, _B, _C, _X, _Y, _U, _V, _W = map(t.name, ("A", "B", "C", "x", "y", "u", "v", "bf.w"))


def line(expression: str, prose: str = _PAGE) -> Statement:
    """The statement that a page with the names above makes of an expression."""
    (statement,) = read_document(f"{prose}\n\n$$ 1 = {expression} $$").statements
    return statement


def transpose(term: Term) -> Term:
    return t.call("transpose", term)


READINGS = [
    # transposes, inverses, adjoints
    (r"x^T y", t.mul(transpose(_X), _Y)),
    (r"x^{\top} A x", t.mul(transpose(_X), _A, _X)),
    (r"A^{\mathrm{T}}", transpose(_A)),
    (r"A^\intercal", transpose(_A)),
    (r"A^{-1}", t.power(_A, t.neg(t.ONE))),
    (r"A^{-T}", transpose(t.power(_A, t.MINUS_ONE))),
    (r"A^{-\top}", transpose(t.power(_A, t.MINUS_ONE))),
    (r"A^\dagger", t.call("adjoint", _A)),
    (r"(A B)^T", transpose(t.mul(_A, _B))),
    # products
    (r"A B x", t.mul(_A, _B, _X)),
    (r"x \cdot y", t.call("dot", _X, _Y)),
    (r"u \times v", t.call("cross", _U, _V)),
    (r"\langle x, y \rangle", t.call("dot", _X, _Y)),
    (r"c \cdot x", t.mul(t.name("c"), _X)),
    (r"A \odot B", t.call("hadamard", _A, _B)),
    (r"A \otimes B", t.call("kronecker", _A, _B)),
    # norms, determinants, traces
    (r"\|x\|", t.call("norm", _X)),
    (r"\lVert x \rVert_2", t.call("norm", _X)),
    (r"\|x\|_1", t.call("norm", _X, t.ONE)),
    (r"\|x\|_p", t.call("norm", _X, t.name("p"))),
    (r"\|A\|_F", t.call("frobenius", _A)),
    (r"\|A\|_{\mathrm{F}}", t.call("frobenius", _A)),
    (r"||x - y||", t.call("norm", t.sub(_X, _Y))),
    (r"|A|", t.call("det", _A)),
    (r"|x|", t.call("norm", _X)),
    (r"|c|", t.call("abs", t.name("c"))),
    (r"\det A", t.call("det", _A)),
    (r"\operatorname{tr}(A B)", t.call("trace", t.mul(_A, _B))),
    (r"\operatorname{diag}(x)", t.call("diag", _X)),
    (r"\mathrm{vec}(A)", t.call("vec", _A)),
    (r"\operatorname{rank}(A)", t.call("rank", _A)),
    # entries
    (r"A_{ij}", t.element("A", t.name("i"), t.name("j"))),
    (r"[A B]_{ij}", t.call("entry", t.mul(_A, _B), t.name("i"), t.name("j"))),
    (r"[A]_{i+1, j}", t.call("entry", _A, t.add(t.name("i"), t.ONE), t.name("j"))),
    # explicit arrays
    (r"\begin{pmatrix} 1 \\ 2 \end{pmatrix}", t.vector(t.ONE, t.TWO)),
    (r"\begin{bmatrix} 1 & 2 \\ 3 & c \end{bmatrix}",
     t.matrix([[t.ONE, t.TWO], [t.number(3), t.name("c")]])),
    (r"\begin{vmatrix} 1 & 2 \\ 3 & 4 \end{vmatrix}",
     t.call("det", t.matrix([[t.ONE, t.TWO], [t.number(3), t.number(4)]]))),
    (r"[x_1, x_2]^\top", t.vector(t.name("x_1"), t.name("x_2"))),
    (r"(1, c)^T", t.vector(t.ONE, t.name("c"))),
    (r"[1, c]", t.matrix([[t.ONE, t.name("c")]])),
    # names in braces
    (r"{\mathbf{w}}_i", t.element("bf.w", t.name("i"))),
    # gradients
    (r"\nabla_x (x^T y)", t.derivative(t.mul(transpose(_X), _Y), _X)),
    (r"\nabla f(x)", t.derivative(t.apply("f", _X), _X)),
    (r"\partial_x f(x)", t.derivative(t.apply("f", _X), _X)),
    (r"\nabla_{\mathbf{w}} \frac{c}{2} \|\mathbf{w}\|^2", t.derivative(
        t.mul(t.div(t.name("c"), t.TWO), t.power(t.call("norm", _W), t.TWO)), _W)),
    (r"x \cdot \nabla_y f(y)", t.call("dot", _X, t.derivative(t.apply("f", _Y), _Y))),
    (r"\nabla_{\mathbf{w}} L y", t.mul(t.derivative(t.name("L"), _W), _Y)),
]  # fmt: skip


@pytest.mark.parametrize(("expression", "term"), READINGS, ids=[row[0] for row in READINGS])
def test_readings(expression: str, term: Term) -> None:
    statement = line(expression)
    assert statement.trouble is None
    assert statement.right is term


REFUSED = [
    ("A^T x_T", "SC022"),  # a transpose, or a power
    ("4^T", "SC022"),
    (r"\nabla^2 f(x)", "SC022"),  # the Hessian, or the Laplacian
    (r"A \odot B C", "SC021"),  # how far the product reaches
    (r"\nabla \cdot u", "SC031"),
    (r"\nabla_{\mathbf{w}} c \|\mathbf{w}\|^2", "SC050"),  # of c, or of the product
    (r"\nabla_{A x} L", "SC049"),
    (r"[A]_{i}", "SC023"),
    (r"[2\mathsf{W}]_{i,j,k}", "SC023"),
    (r"\begin{pmatrix} 1 & 2 \\ 3 \end{pmatrix}", "SC032"),
    (r"\partial x", "SC013"),
    (r"R[1, c]", "SC032"),
    ("(1, c)", "SC032"),
]  # fmt: skip


@pytest.mark.parametrize(("expression", "code"), REFUSED, ids=[row[0] for row in REFUSED])
def test_refusals(expression: str, code: str) -> None:
    trouble = line(expression).trouble
    assert trouble is not None
    assert trouble.code == code


COUNTED = [r"\sum_{t=1}^T r_t", r"\int_0^{T} r \, dr", "x_T", "T - 1", r"\frac{1}{T}"]


@pytest.mark.parametrize("use", COUNTED)
def test_t_is_no_transpose_where_things_are_counted_to_it(use: str) -> None:
    page = f"$$ 1 = \\gamma^T $$\n\n$$ 2 = {use} $$"
    power = read_document(page).statements[0].right
    assert power is t.power(t.name("gamma"), t.name("T"))


def test_a_transpose_may_be_a_power_where_t_is_a_number() -> None:
    statement = line("k^T + 1", _PAGE + r" Let $T \in \mathbb{R}$.")
    assert statement.right is t.add(t.power(t.name("k"), t.name("T")), t.ONE)


def test_the_hessian_where_the_page_speaks_of_it() -> None:
    statement = line(r"\nabla^2 f(x)", _PAGE + " The Hessian is:")
    assert statement.right is t.derivative(t.apply("f", _X), _X, orders=(2,))


def test_a_function_of_a_bold_vector_needs_no_declaration() -> None:
    statement = line(r"c_i(\mathbf{x}) + \alpha(\mathbf{x})", "")
    vector = t.name("bf.x")
    assert statement.right is t.add(t.apply("c", t.name("i"), vector), t.apply("alpha", vector))


def test_the_bars_of_a_set_are_its_size() -> None:
    page = r"$$ 1 = \frac{1}{|\mathcal{B}|} \sum_{i \in \mathcal{B}} y_i $$"
    right = read_document(page).statements[0].right
    assert right is not None
    assert "rm.card" in t.functions_in(right)


def test_what_follows_a_transpose_is_a_matrix() -> None:
    page = r"$$ q = (x - m)^\mathrm{T} S^{-1} (x - m) + \log |S| $$"
    right = read_document(page).statements[0].right
    assert right is not None
    assert t.call("det", t.name("S")) in t.postorder(right)


def test_a_matrix_before_a_square_bracket_multiplies_it() -> None:
    product = line("V [A + B]", r"Let $A, B, V \in \mathbb{R}^{n \times n}$.").right
    assert product is t.mul(t.name("V"), t.add(_A, _B))


def test_a_letter_of_functions_that_is_a_matrix_is_transposed_before_a_bracket() -> None:
    declared = r"Let $\Phi \in \mathbb{R}^{n \times m}$ and $x, y \in \mathbb{R}^n$."
    phi = t.call("transpose", t.name("Phi"))
    assert line(r"\Phi^\top (x - y)", declared).right is t.mul(phi, t.sub(_X, _Y))


def test_a_derivative_reaches_over_a_row_and_the_column_behind_it() -> None:
    whole = line(r"\frac{\partial}{\partial x} (y - A x)^T (y - A x)").right
    residual = t.sub(_Y, t.mul(_A, _X))
    assert whole is t.derivative(t.mul(transpose(residual), residual), _X)
    refused = line(r"\frac{\partial}{\partial x} (x + y) (x - y)^T")
    assert refused.trouble is not None
    assert refused.trouble.code == "SC050"


def test_a_gradient_in_brackets_before_brackets_is_refused() -> None:
    refused = line(r"(\nabla f)(2 x) + f(x)")
    assert refused.trouble is not None
    assert refused.trouble.code == "SC050"
