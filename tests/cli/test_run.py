"""``symcalc run`` from end to end, and bad input in one clear line."""

import csv
import io
import json
import subprocess
import sys

import pytest

NEURON = "network/sigmoid-neuron"
BOWL = ["--on", "x^2 + y^2", "--start", "-2,1"]


def rows(text):
    return list(csv.DictReader(io.StringIO(text)))


def test_adam_on_the_neuron_of_the_catalogue(symcalc, tmp_path):
    arguments = ["optimiser/adam", "--on", NEURON, "--start", "-2,-2", "--steps", "20"]
    run = symcalc("run", *arguments, "--format", "csv", "--plot", "out.svg")
    assert run.returncode == 0, run.stderr
    found = rows(run.stdout)
    assert len(found) == 21
    assert float(found[1]["w"]) == pytest.approx(-1.999)
    assert float(found[20]["loss"]) < float(found[0]["loss"])
    assert (tmp_path / "out.svg").read_text().startswith("<?xml")


def test_several_are_compared(symcalc):
    run = symcalc(
        "run", "gd", "--compare", "momentum,nag", *BOWL, "--steps", "3", "--format", "json"
    )
    found = json.loads(run.stdout)["trajectories"]
    assert [each["algorithm"].partition("/")[2] for each in found] == [
        "gradient-descent", "momentum", "nesterov",
    ]  # fmt: skip
    assert all(each["columns"]["x"][0] == -2 for each in found)


def test_the_numpy_functions_run_on_their_own(symcalc, tmp_path):
    run = symcalc("run", "gd", *BOWL, "--format", "python", "-o", "descent.py")
    assert (run.returncode, run.stdout) == (0, "")
    code = "from descent import gradient_descent; print(*gradient_descent(0, -2.0, 1.0, 0.25))"
    printed = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, capture_output=True, check=True
    ).stdout
    assert [float(word) for word in printed.split()] == [-1.0, 0.5]


def test_settings_and_named_starts(symcalc):
    run = symcalc("run", "gd", "--on", "x^2", "--start", "x=4", "--set", "eta=0.5", "--steps", "1",
                  "--format", "csv")  # fmt: skip
    assert [float(row["x"]) for row in rows(run.stdout)] == [4, 0]


def test_a_run_that_diverges_is_a_finding(symcalc):
    run = symcalc("run", "gd", "--on", "x^4", "--start", "9", "--set", "eta=1")
    assert run.returncode == 1
    assert "ended early" in run.stderr


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["none", *BOWL], "no algorithm is called none"),
        (["gd", "--on", "a x", "--wrt", "x"], "--let"),
        (["gd", "--on", "x^2 +", "--start", "1"], "expression"),
        (["gd", "--on", "x^2", "--start", "one"], "'one' is no number"),
        (["gd", "--on", "x^2", "--start", "1", "--set", "eta"], "--set eta=0.1"),
        (["gd", *BOWL, "--plot", "plot.doc"], ".svg, .png or .pdf"),
        (["gd", *BOWL, "-o", "no/such/file"], "no/such/file"),
        (["gd", "--on", "__import__('os')", "--start", "1"], "expression"),
    ],
)
def test_bad_input_is_one_clear_message_and_status_2(symcalc, arguments, said):
    run = symcalc("run", *arguments)
    assert run.returncode == 2
    assert run.stdout == ""
    assert said in run.stderr
    assert "Traceback" not in run.stderr
    assert len(run.stderr.splitlines()) <= 5
