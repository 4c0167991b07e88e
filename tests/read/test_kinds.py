"""Which names are vectors and matrices, where the page does not say so."""

from __future__ import annotations

import pytest

from symcalc.core.problem import Document
from symcalc.core.shapes import shapes_of
from symcalc.read import read_document
from symcalc.read.kinds import by_letter, kind_by_font

VECTOR, MATRIX, SCALAR = "vector", "matrix", "scalar"


def inferred(document: Document) -> dict[str, str]:
    """The sorts of the names that were learnt from use."""
    return {d.key: d.kind.sort.value for d in document.declarations if d.inferred}


PAGES = [
    # by what they are added and equal to
    ("Let $W$ be a matrix and $x$ a vector.", ["W x + b = b + W x"], {"b": VECTOR}),
    (r"Let $X$ be an $n \times p$ matrix.", [r"y = X \beta + \varepsilon"],
     {"y": VECTOR, "beta": VECTOR, "varepsilon": VECTOR}),
    ("Let $A$ be a matrix.", ["(A + B)^T = A^T + B^T"], {"B": MATRIX}),
    # by letter and place in a product
    ("Let $W$ be a matrix.", ["W x = W x"], {"x": VECTOR}),
    ("Let $A$ be a matrix.", ["A B = B A"], {"B": MATRIX}),
    ("Let $A$ be a matrix.", ["c A x = A c x"], {"c": SCALAR, "x": VECTOR}),
    (r"Let $x \in \mathbb{R}^n$.", ["a x + b x = (a + b) x"], {"a": SCALAR, "b": SCALAR}),
    ("", [r"b = X^\top y"], {"X": MATRIX, "b": VECTOR, "y": VECTOR}),
    ("", [r"\operatorname{tr}(A B) = \operatorname{tr}(B A)"], {"A": MATRIX, "B": MATRIX}),
    ("Let $A$ be a matrix.", [r"\frac{d}{dt} e^{A t} = A e^{A t}"], {"t": SCALAR}),
    ("Let $A$ be a matrix.", [r"\frac{1}{N} A x + A x = \frac{N+1}{N} A x"],
     {"N": SCALAR, "x": VECTOR}),
    # an author who sets vectors in bold does not mean vectors by other small letters
    ("", [r"\hat{\mathbf{y}} = \mathbf{X} \mathbf{w} + b"],
     {"bf.X": MATRIX, "bf.w": VECTOR, "b": SCALAR}),
    ("", [r"\mathbf{x}^\top A \mathbf{x} = \mathbf{x}^\top A^\top \mathbf{x}"],
     {"A": MATRIX, "bf.x": VECTOR}),
    # numbers stay numbers
    ("", ["(a + b)^2 = a^2 + 2 a b + b^2"], {"a": SCALAR, "b": SCALAR}),
]  # fmt: skip


@pytest.mark.parametrize(("prose", "displays", "sorts"), PAGES, ids=[row[1][0] for row in PAGES])
def test_kinds_by_use(prose: str, displays: list[str], sorts: dict[str, str]) -> None:
    page = "\n\n".join([prose, *(f"$$ {display} $$" for display in displays)])
    document = read_document(page)
    assert all(statement.trouble is None for statement in document.statements)
    found = inferred(document)
    assert {key: found[key] for key in sorts} == sorts


UNSETTLED = [
    ("Let $A$ be a matrix.", "N A x = x", "N"),
    ("Let $A$ be a matrix.", "A t = t A", "t"),
    ("Let $q$ be a unit quaternion.", "q p q^{-1} = p", "p"),
]


@pytest.mark.parametrize(("prose", "display", "key"), UNSETTLED, ids=[row[1] for row in UNSETTLED])
def test_what_may_be_a_number_or_an_array_is_refused(prose: str, display: str, key: str) -> None:
    (statement,) = read_document(f"{prose}\n\n$$ {display} $$").statements
    assert statement.trouble is not None
    assert (statement.trouble.code, statement.trouble.construct) == ("SC031", key)
    assert f"--let '{key}: " in statement.trouble.cure


@pytest.mark.parametrize("kind", ["real", "matrix n n"])
def test_the_declaration_settles_it(kind: str) -> None:
    page = "Let $A$ be a matrix.\n\n$$ N A x = x $$"
    (statement,) = read_document(page, lets=[f"N: {kind}"]).statements
    assert statement.trouble is None


def test_what_is_declared_is_never_overruled() -> None:
    page = "Let $W$ be a matrix and $b \\in \\mathbb{R}$.\n\n$$ W x + b = b + W x $$"
    declared = {d.key: d.kind.sort.value for d in read_document(page).declarations}
    assert declared["b"] == SCALAR


def test_fonts_and_letters() -> None:
    assert str(kind_by_font("hat.bf.x")) == "real vector"
    assert str(kind_by_font("bf.X")) == "real matrix"
    assert kind_by_font("hat.x") is None
    assert str(by_letter("X")) == "real matrix"
    assert str(by_letter("vec.F")) == "real vector"


def test_a_matrix_with_dots_is_no_scalar() -> None:
    page = "$$ \\begin{bmatrix} 0 \\\\ \\vdots \\\\ 0 \\end{bmatrix} = \\mathbf{x} $$"
    (statement,) = read_document(page).statements
    assert statement.left is not None
    assert not shapes_of([statement.left], {}).of(statement.left).is_scalar
