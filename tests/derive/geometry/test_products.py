"""Dot, cross and triple products against NumPy and against what they are known to be."""

import numpy as np
import pytest

from symcalc.core.term import name, number, value_of
from symcalc.derive.problems import DeriveError
from symcalc.mean.latex import latex
from symcalc.mean.plain import plain
from tests.derive.geometry.posing import entries, listed, solved

RANDOM = np.random.default_rng(1901)


@pytest.mark.parametrize("k", range(5))
def test_products_of_numbers_are_numpys(k):
    a, b, c = RANDOM.normal(size=(3, 3)).round(3)
    dot, cross, triple = (
        entries(solved(operation, ";".join(map(listed, vectors))))
        for operation, vectors in (("dot", (a, b)), ("cross", (a, b)), ("triple", (a, b, c)))
    )
    np.testing.assert_allclose(dot, [a @ b], rtol=1e-12)
    np.testing.assert_allclose(cross, np.cross(a, b), rtol=1e-12)
    np.testing.assert_allclose(triple, [a @ np.cross(b, c)], rtol=1e-12)


def test_the_unit_vectors_are_right_handed():
    x, y, z = "1,0,0", "0,1,0", "0,0,1"
    for first, second, third in ((x, y, z), (y, z, x), (z, x, y)):
        outcome = solved("cross", f"{first};{second}")
        assert ",".join(plain(term) for term in outcome.result) == third


def test_a_dot_product_has_any_number_of_components():
    assert solved("dot", "1,2;3,4").result == (number(11),)
    assert value_of(solved("dot", "1,2,3,4,5;5,4,3,2,1").result[0]) == 35


@pytest.mark.parametrize(
    "written",
    ["1,2,3", "(1,2,3)", "[1, 2, 3]", r"\langle 1, 2, 3 \rangle", r"\left(1,2,3\right)",
     r"\begin{pmatrix} 1 \\ 2 \\ 3 \end{pmatrix}"],
)  # fmt: skip
def test_a_vector_may_be_written_in_many_ways(written):
    assert entries(solved("dot", f"{written}; 1,1,1")) == [6]


def test_letters_stand_for_vectors_of_letters():
    outcome = solved("cross", r"a; \mathbf{b}")
    assert plain(outcome.leading[0].start) == "a×b"
    assert latex(outcome.leading[0].start) == r"a \times \mathbf{b}"
    point = {"a_1": 1, "a_2": 2, "a_3": 3, "b_1": 4, "b_2": 5, "b_3": 6}
    np.testing.assert_array_equal(entries(outcome, **point), [-3, 6, -3])


def test_a_letter_is_as_long_as_the_vector_beside_it():
    assert plain(solved("dot", "1,2; v").result[0]) == "v_1 + 2·v_2"


def test_names_of_components_are_not_taken_for_names_of_vectors():
    outcome = solved("dot", "a,b; c,u")
    (left, right) = outcome.leading[0].start.args
    assert {left, right} & {name("bf.a"), name("bf.b"), name("bf.c"), name("bf.u")} == set()


def test_the_angle_of_a_zero_vector_is_not_spoken_of():
    titles = [line.title for line in solved("dot", "0,0,0; 1,2,3").lines]
    assert not any("angle" in title for title in titles)


def test_the_angle_between_two_diagonals_is_a_third_of_pi():
    line = next(line for line in solved("dot", "1,1,0; 1,0,1").lines if "angle" in line.title)
    assert plain(line.steps[-1].term) == "π/3"


@pytest.mark.parametrize(
    ("operation", "operands", "said"),
    [
        ("cross", "1,2;3,4", "3 are needed"),
        ("cross", "1,2,3", "takes 2 operands"),
        ("dot", "1,2,3;1,2", "components"),
        ("triple", "1,2,3;4,5,6", "takes 3 operands"),
    ],
)
def test_vectors_that_do_not_fit_are_refused(operation, operands, said):
    with pytest.raises(DeriveError, match=said) as caught:
        solved(operation, operands)
    assert caught.value.cure
