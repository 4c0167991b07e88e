"""Identities, zeros, ones and basis vectors, by the names that everybody gives them."""

from __future__ import annotations

import pytest

from symcalc.core import term as t
from symcalc.core.term import Term
from symcalc.read import read_document

_N, _P = t.name("n"), t.name("p")
_PAGE = r"Let $X$ be an $n \times p$ matrix, and $e_i$ the $i$-th standard basis vector."


def read(expression: str, prose: str = _PAGE) -> Term:
    """What an expression on a page with matrices is."""
    (statement,) = read_document(f"{prose}\n\n$$ 2 X = {expression} $$").statements
    assert statement.trouble is None
    assert statement.right is not None
    return statement.right


READINGS = [
    ("I_n", t.call("identity", _N)),
    (r"\mathbf{I}_p", t.call("identity", _P)),
    (r"\mathrm{I}_3", t.call("identity", t.number(3))),
    ("1_n", t.call("ones", _N)),
    (r"\mathbf{1}_n", t.call("ones", _N)),
    (r"\mathbf{1}", t.call("ones")),
    (r"\boldsymbol 0", t.call("zeros")),
    (r"\vec{0}", t.call("zeros")),
    ("0_{np}", t.call("zeros", _N, _P)),
    (r"0_{n \times p}", t.call("zeros", _N, _P)),
    ("e_i", t.call("basis", t.name("i"))),
    ("e_1", t.call("basis", t.ONE)),
    ("1_n^T", t.call("transpose", t.call("ones", _N))),
    ("I", t.name("I")),
]


@pytest.mark.parametrize(("expression", "term"), READINGS, ids=[row[0] for row in READINGS])
def test_names_of_usual_arrays(expression: str, term: Term) -> None:
    assert read(expression) is term


def test_a_bare_identity_is_reported_as_inferred() -> None:
    document = read_document(f"{_PAGE}\n\n$$ I X = X $$")
    (declared,) = (d for d in document.declarations if d.key == "I")
    assert (str(declared.kind), declared.inferred) == ("real identity matrix", True)


@pytest.mark.parametrize(
    "page",
    [
        r"$$ I_n = \int_0^1 x^n \, dx $$" + "\n\n$$ \\mathbf{x} = 2 I_n \\mathbf{x} $$",
        r"Let $I \in \mathbb{R}$." + "\n\n$$ \\mathbf{x} = 2 I_n \\mathbf{x} $$",
        "$$ 1 = 2 I_n $$",
        "$$ \\mathbf{x} = |I| \\mathbf{x} $$\n\n$$ \\mathbf{x} = I_n \\mathbf{x} $$",
    ],
)
def test_another_letter_i_is_no_identity(page: str) -> None:
    right = read_document(page).statements[-1].right
    assert right is not None
    assert "identity" not in repr(right)


def test_an_entry_of_a_sequence_named_e_is_no_basis_vector() -> None:
    element = t.element("e", t.name("i"))
    assert read("e_i X", r"Let $X$ be an $n \times p$ matrix.") is t.mul(element, t.name("X"))


def test_the_star_of_a_quaternion_is_its_conjugate() -> None:
    page = "Let $q$ be a unit quaternion.\n\n$$ q^{-1} = q^* $$"
    (statement,) = read_document(page).statements
    assert statement.right is t.call("conjugate", t.name("q"))


def test_without_arrays_a_digit_has_no_subscript() -> None:
    (statement,) = read_document("$$ 1_n + x = x $$").statements
    assert statement.trouble is not None
    assert statement.trouble.code == "SC023"
