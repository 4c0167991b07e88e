"""Drawings of vectors: what they show, and what cannot be drawn."""

import numpy as np
import pytest

from symcalc import derive
from symcalc.drawing import draw
from symcalc.plot import PlotError, save


def texts(figure):
    return {text.get_text() for text in figure.axes[0].texts}


@pytest.mark.parametrize(
    ("operation", "vectors", "options", "labels"),
    [
        ("dot", "3,1; 1,2", {}, {"a", "b"}),
        ("cross", "1,2,3; 2,-1,1", {}, {"a", "b", "a×b"}),
        ("triple", "1,0,0; 1,2,0; 1,1,3", {}, {"a", "b", "c"}),
        ("rotate", "1,0,1", {"axis": "0,0,1", "angle": "2*pi/3"}, {"v", "q v q*"}),
        ("rotate", "1,0,1", {"quaternion": "0.6,0,0,0.8"}, {"v", "q v q*"}),
        ("rotate", "1,0,1", {"quaternion": "1,0,0,0"}, {"v", "q v q*"}),
    ],
)
def test_every_vector_has_its_name(operation, vectors, options, labels):
    figure = draw(derive(operation, vectors, **options).outcome)
    assert texts(figure) == labels


def test_the_tip_turns_about_the_axis():
    outcome = derive("rotate", "1,0,1", axis="0,0,1", angle="pi/2").outcome
    arc = draw(outcome).axes[0].lines[0].get_data_3d()
    np.testing.assert_allclose(np.transpose(arc)[[0, -1]], [[1, 0, 1], [0, 1, 1]], atol=1e-12)


def test_the_same_vectors_give_the_same_file(tmp_path):
    for name in ("one.svg", "other.svg"):
        save(draw(derive("cross", "1,2,3; 2,-1,1", steps=False).outcome), tmp_path / name)
    assert (tmp_path / "one.svg").read_bytes() == (tmp_path / "other.svg").read_bytes()


@pytest.mark.parametrize(
    ("operation", "vectors", "said"),
    [
        ("cross", "a; 1,2,3", "a_1, a_2, a_3 stand for no number"),
        ("dot", "1,2,3,4; 1,2,3,4", "4 components"),
        ("compose", "p; q", "only dot, cross, triple and rotate"),
        ("derivative", "x^2", "only dot, cross, triple and rotate"),
    ],
)
def test_what_cannot_be_drawn_says_why(operation, vectors, said):
    with pytest.raises(PlotError, match=said):
        draw(derive(operation, vectors).outcome)
