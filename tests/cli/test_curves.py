"""``symcalc derive TOPIC/NAME --plot FILE`` draws the curves of an entry."""

import pytest


def test_the_plot_is_the_same_every_time(tmp_path, symcalc):
    pytest.importorskip("matplotlib")
    pictures = []
    for name in ("one.svg", "two.svg"):
        run = symcalc("derive", "calculus/taylor", "--plot", str(tmp_path / name))
        assert run.returncode == 0, run.stderr
        pictures.append((tmp_path / name).read_bytes())
    assert pictures[0] == pictures[1]


def test_an_entry_without_curves_says_so(symcalc, tmp_path):
    run = symcalc("derive", "loss/logistic", "--plot", str(tmp_path / "x.svg"))
    assert run.returncode == 2
    assert "no curves" in run.stderr
