"""Plots: the same file each time, safe titles, and a clear word where matplotlib is missing."""

import sys

import pytest

from symcalc.core.trajectory import Trajectory
from symcalc.plot import PlotError, plot_orbit, plot_runs, save

pytest.importorskip("matplotlib")

DESCENT = Trajectory(
    algorithm="optimiser/gradient-descent",
    title="On $x^2$ & <b>",
    columns={"x": (2.0, 1.0, 0.5), "y": (1.0, 1.0, 0.0), "eta": (0.1, 0.2, 0.3)},
    dimensions=2,
    losses=(5.0, 2.0, 0.25),
)


def bowl(x, y):
    return x**2 + y**2


def figure(**more):
    return plot_runs([DESCENT], bowl, **more)


def test_the_same_data_give_the_same_file(tmp_path):
    for name in ("one.svg", "two.svg"):
        save(figure(), tmp_path / name)
    assert (tmp_path / "one.svg").read_bytes() == (tmp_path / "two.svg").read_bytes()


def test_a_plot_has_the_loss_the_surface_and_what_is_learnt():
    drawn = figure(shared=("eta",)).axes
    assert [axes.get_ylabel() for axes in drawn] == ["loss", "y", "eta"]
    (path,) = (line for line in drawn[1].lines if len(line.get_xdata()) == 3)
    assert list(path.get_xdata()) == [2.0, 1.0, 0.5]


def test_one_coordinate_has_no_surface_to_show():
    line = Trajectory("a/b", "Line", {"x": (1.0, 0.0)}, 1, losses=(1.0, 0.0))
    assert len(plot_runs([line], bowl).axes) == 1


def test_the_window_is_the_one_asked_for_or_holds_the_path():
    asked = figure(window={"x": (-5, 5), "y": (-4, 4)}).axes[1]
    assert asked.get_xlim() == (-5, 5)
    left, right = figure().axes[1].get_xlim()
    assert left < min(DESCENT.columns["x"])
    assert right > max(DESCENT.columns["x"])


def test_an_orbit_is_drawn_at_equal_scale(tmp_path):
    drawn = plot_orbit(DESCENT, "x", "y")
    assert drawn.axes[0].get_aspect() == 1
    save(drawn, tmp_path / "orbit.png")
    assert (tmp_path / "orbit.png").read_bytes().startswith(b"\x89PNG")


def test_other_formats_are_refused(tmp_path):
    with pytest.raises(PlotError, match=r"\.svg, \.png or \.pdf"):
        save(figure(), tmp_path / "plot.exe")


def test_without_matplotlib_the_message_says_how_to_get_it(monkeypatch):
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    with pytest.raises(PlotError, match=r"pip install 'symcalc\[plot\]'"):
        figure()
