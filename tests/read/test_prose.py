"""What sentences say of names: the table of sentence shapes, each as people write it."""

from __future__ import annotations

import pytest

from symcalc.core import term as t
from symcalc.core.kind import Kind
from symcalc.core.problem import Document
from symcalc.read import read_document


def read(prose: str, *displays: str) -> Document:
    """A page of one paragraph and some displays."""
    shown = displays or ("1 + 1 = 2",)
    return read_document("\n\n".join([prose, *(f"$$ {display} $$" for display in shown)]))


def kinds(document: Document) -> dict[str, str]:
    """What the page states of its names."""
    return {d.key: str(d.kind) for d in document.declarations if not d.inferred}


SENTENCES = [
    (r"$X$ is an $n \times p$ design matrix.", {"X": "real matrix n p"}),
    (r"Let $X$ be an $n \times p$ [random matrix](/D/rmat).", {"X": "real matrix n p"}),
    (r"Let $A \in \mathbb{R}^{m \times n}$ and $b \in \mathbb R^m$.",
     {"A": "real matrix m n", "b": "real vector m"}),
    (r"Let $x \in \mathbb{R}^{n \times 1}$ be a vector.", {"x": "real vector n"}),
    (r"Let $x\in\mathbb{R}^n$ and $A$ be a symmetric matrix.",
     {"x": "real vector n", "A": "real symmetric matrix"}),
    (r"where $Y$ is a $p \times p$ positive-definite symmetric matrix, such that",
     {"Y": "real positive definite symmetric matrix p p"}),
    (r"an orthogonal matrix $Q$ and a diagonal matrix $\Lambda$",
     {"Q": "real orthogonal matrix", "Lambda": "real diagonal matrix"}),
    (r"Let $A$ and $B$ be invertible matrices.",
     {"A": "real invertible matrix", "B": "real invertible matrix"}),
    (r"for any unit vector $u$", {"u": "real unit vector"}),
    (r"$I$ is the $n \times n$ identity matrix.", {"I": "real identity matrix n n"}),
    (r"where $q$ is a unit quaternion.", {"q": "unit quaternion"}),
    (r"Let $q$ be a quaternion with $\lVert q\rVert=1$.", {"q": "unit quaternion"}),
    (r"Let $p \in \mathbb{H}$.", {"p": "quaternion"}),
    (r"Let $U$ be the $n$-dimensional column vector of all", {"U": "real vector n"}),
    (r"where $c$ is a $1 \times p$ vector", {"c": "real matrix 1 p"}),
    (r"vectors $u, v \in \mathbb{R}^3$", {"u": "real vector 3", "v": "real vector 3"}),
    (r"Let $u$ and $v$ be vectors in $\mathbb{R}^3$.",
     {"u": "real vector 3", "v": "real vector 3"}),
    (r"Let $x_i \in \mathbb{R}^d$.", {"x[1]": "real vector d"}),
    (r"Let $X$ be a matrix. We know that $X$ is positive definite.",
     {"X": "real positive definite matrix"}),
    (r"We know that $\Sigma$ is positive definite.", {"Sigma": "real positive definite matrix"}),
    (r"Denote by $n$ the number of samples.", {"n": "integer nonnegative index"}),
    (r"where $n$ is the number of observations", {"n": "integer nonnegative index"}),
    (r"Let $f: \mathbb{R}^n \to \mathbb{R}^m$.", {"f": "real function", "f()": "real vector m"}),
    (r"Let $a \in \mathbb{R}_{+}$ and $k \in \mathbb{N}_0$.",
     {"a": "real positive scalar", "k": "integer nonnegative index"}),
    (r"Let $z \in \mathbb{C}^n$.", {"z": "complex vector n"}),
    # what says nothing of a name
    (r"where $r$ is the matrix rank", {}),
    (r"where $s$ is the variance of the vector", {}),
    (r"$\phi$ follows a matrix-normal distribution", {}),
    (r"Let $c$ and $A$ be a matrix.", {"A": "real matrix"}),
    (r"the number of vectors $m$ grows", {"m": "integer nonnegative index"}),
    (r"$f$ is symmetric.", {}),
    (r"the design matrix ($n$ observations)", {}),
    (r"the inputs to some scalar function $f$ are $n \times m$ matrices.", {"f": "real function"}),
    (r"form the mean vector and covariance matrix $m$ and $K$", {}),
    (r"$b^*$ and $\alpha^*$ denote the weight matrix, bias vector, and activation", {}),
    # a case says nothing of the whole page
    (r"Let $A$ be a matrix. If $A$ is symmetric, all is well.", {"A": "real matrix"}),
    (r"If $A$ is a symmetric matrix, all is well.", {"A": "real matrix"}),
    (r"If $a$ is positive, all is well.", {}),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "stated"), SENTENCES, ids=[row[0] for row in SENTENCES])
def test_sentences(sentence: str, stated: dict[str, str]) -> None:
    assert kinds(read(sentence)) == stated


def test_what_is_said_again_adds_to_what_is_known() -> None:
    page = r"Let $A \in \mathbb{R}^{n \times n}$ be symmetric. The matrix $A$ is invertible."
    assert kinds(read(page)) == {"A": "real symmetric invertible matrix n n"}


def test_what_is_let_again_begins_anew() -> None:
    page = r"Let $A$ be an orthogonal matrix. Let $A$ be a matrix."
    assert kinds(read(page)) == {"A": "real matrix"}


def test_what_two_sentences_contradict_holds_nowhere_before_them() -> None:
    page = (
        "$$ A = A $$\n\nLet $A \\in \\mathbb{R}^{2 \\times 3}$.\n\n$$ A = A $$\n\n"
        "Let $A \\in \\mathbb{R}^{n \\times n}$ be symmetric.\n\n$$ A = A $$"
    )
    kinds = [s.scope.declarations["A"].kind for s in read_document(page).statements]
    assert kinds[0].shape == ("?A.1", "?A.2")
    assert kinds[0].properties == ("real",)
    assert [kind.shape for kind in kinds[1:]] == [("2", "3"), ("n", "n")]


def test_an_assumption_holds_from_its_sentence_on() -> None:
    page = "Let $A$ be a matrix.\n\n$$ A = A $$\n\nNow suppose $A$ is symmetric.\n\n$$ A = A^T $$"
    first, second = read_document(page).statements
    assert str(first.scope.declarations["A"].kind) == "real matrix"
    assert str(second.scope.declarations["A"].kind) == "real symmetric matrix"


def test_a_count_may_share_its_letter_with_a_function() -> None:
    page = "where $p$ is the number of regressors"
    (statement,) = read(page, "p(x) + p(x) = 2 p(x)").statements
    assert statement.right is t.mul(t.TWO, t.apply("p", t.name("x")))


FUNCTIONS = [
    (r"where $\sigma$ is the logistic function.", "sigma", "div(1, add(1, exp(neg(t))))"),
    (r"where $\sigma$ denotes the sigmoid activation function.", "sigma",
     "div(1, add(1, exp(neg(t))))"),
    (r"where $\psi(x)$ is the digamma function", "psi", "digamma(t)"),
    (r"with the beta function $B(a, b)$", "B", "beta(t, u)"),
    (r"and $g$ is the ReLU.", "g", "max(0, t)"),
    (r"where $h$ is the hyperbolic tangent.", "h", "tanh(t)"),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "key", "body"), FUNCTIONS, ids=[row[0] for row in FUNCTIONS])
def test_functions_that_are_called_by_their_name(sentence: str, key: str, body: str) -> None:
    document = read_document("$$ 1 + 1 = 2 $$\n\n" + sentence + "\n\n$$ 2 + 2 = 4 $$")
    for statement in document.statements:
        assert repr(statement.scope.definitions[key].body) == body


@pytest.mark.parametrize(
    "sentence",
    [
        r"where $\Gamma_p(x)$ is the multivariate gamma function",
        r"where $g$ is the gamma function of order $p$",
        r"where $s$ is the sigmoid of $x$",
    ],
)
def test_other_functions_are_left_alone(sentence: str) -> None:
    assert not read(sentence).statements[0].scope.definitions


def test_functions_spelled_in_upright_letters_need_no_sentence() -> None:
    page = r"$$ \mathrm{sigmoid}(x) + \mathrm{sigmoid}(-x) = 1 $$"
    (statement,) = read_document(page).statements
    assert statement.scope.definitions["rm.sigmoid"].parameters == ("t",)


LETS = [
    ("A: symmetric matrix n n", "real symmetric matrix n n"),
    ("A: positive definite matrix n n", "real positive definite matrix n n"),
    ("A: matrix m n", "real matrix m n"),
    ("A: vector n", "real vector n"),
    ("A: row vector n", "real matrix 1 n"),
    ("A: unit quaternion", "unit quaternion"),
    ("A: unit vector 3", "real unit vector 3"),
    ("A: integer", "integer index"),
]


@pytest.mark.parametrize(("let", "kind"), LETS, ids=[row[0] for row in LETS])
def test_lets_declare_kinds_with_sizes_and_properties(let: str, kind: str) -> None:
    document = read_document("$$ A + A = 2 A $$", lets=[let])
    (declared,) = (d for d in document.declarations if d.key == "A")
    assert (str(declared.kind), declared.source) == (kind, "command line")


def test_a_block_declares_kinds_as_lets_do() -> None:
    page = "```symcalc\nlet = ['q: unit quaternion', 'W: matrix m n']\n```\n\n$$ 1 + 1 = 2 $$"
    assert kinds(read_document(page)) == {"q": "unit quaternion", "W": "real matrix m n"}


@pytest.mark.parametrize("let", ["A: green matrix", "A: matrix n n n", "A: real n", "A: foo"])
def test_unknown_kinds_are_refused(let: str) -> None:
    with pytest.raises(Exception, match="unknown kind"):
        read_document("$$ A = A $$", lets=[let])


def test_prose_does_not_overrule_the_command_line() -> None:
    document = read_document(
        "Let $A$ be a matrix.\n\n$$ A = A $$", lets=["A: symmetric matrix 2 2"]
    )
    declared = document.statements[0].scope.declarations["A"]
    assert declared.kind == Kind(declared.kind.sort, ("2", "2"), ("real", "symmetric"))
