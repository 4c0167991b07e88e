"""Trajectories as text: what is written reads back as the same numbers."""

import csv
import io
import json
import math

import jsonschema
import pytest

from symcalc.core.trajectory import Trajectory
from symcalc.write.json_ import schema
from symcalc.write.trajectory import shown_steps, write_csv, write_table, write_trajectory_json

ONE = Trajectory(
    algorithm="optimiser/momentum",
    title="Momentum",
    columns={"w": (0.1, 1 / 3, -2e-300), "u_w": (0.0, 1.0, 2.0)},
    dimensions=1,
    losses=(3.0, 2.0, math.inf),
    settings={"eta": 0.1},
    surface="x\x1b[31m",
    ended="step 2 leads to a value that is no finite number",
)
ORBIT = Trajectory("motion/kepler", "Kepler", {"x": (1.0, 0.0), "y": (0.0, 1.0)}, 2)


def test_csv_reads_back_as_the_same_floats():
    rows = list(csv.DictReader(io.StringIO(write_csv([ONE]))))
    assert [float(row["w"]) for row in rows] == list(ONE.columns["w"])
    assert [float(row["loss"]) for row in rows] == list(ONE.losses)
    assert list(rows[0]) == ["step", "loss", "w", "u_w"]


def test_csv_of_several_names_the_algorithm_and_keeps_the_point_alone():
    rows = list(csv.DictReader(io.StringIO(write_csv([ONE, ONE]))))
    assert list(rows[0]) == ["algorithm", "step", "loss", "w"]
    assert len(rows) == 6


@pytest.mark.parametrize("trajectories", [[ONE], [ORBIT], [ONE, ONE]])
def test_json_keeps_its_contract(trajectories):
    jsonschema.validate(json.loads(write_trajectory_json(trajectories)), schema("run"))


def test_json_has_null_for_what_is_not_finite():
    (found,) = json.loads(write_trajectory_json([ONE]))["trajectories"]
    assert found["loss"] == [3.0, 2.0, None]
    assert found["columns"]["w"] == list(ONE.columns["w"])
    assert (found["steps"], found["point"]) == (2, ["w"])


def test_the_table_is_safe_on_a_terminal_and_says_why_it_ended():
    text = write_table([ONE])
    assert "\x1b" not in text
    assert "ended: step 2" in text


def test_without_a_surface_there_is_no_loss():
    assert "loss" not in write_table([ORBIT]) + write_csv([ORBIT])


@pytest.mark.parametrize(
    ("last", "steps"),
    [(0, [0]), (1, [0, 1]), (7, [0, 1, 2, 5, 7]), (20, [0, 1, 2, 5, 10, 20])],
)
def test_the_table_shows_steps_in_growing_distances(last, steps):
    assert shown_steps(last) == steps
