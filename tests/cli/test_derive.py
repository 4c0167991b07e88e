"""``symcalc derive`` from end to end, in every format, and bad input in one clear line."""

import json
import subprocess
import sys

import jsonschema
import numpy as np
import pytest

from symcalc.write.json_ import schema

LOGISTIC = "log(1 + exp(-y*(w*x + b)))"


def derived(run):
    assert run.returncode == 0, run.stderr
    content = json.loads(run.stdout)
    jsonschema.validate(content, schema("derive"))
    return content


def test_text_has_result_steps_and_three_witnesses(symcalc):
    run = symcalc("derive", "gradient", LOGISTIC, "--wrt", "w,b")
    assert run.returncode == 0
    for word in ("symbolic", "difference", "dual", "✓"):
        assert word in run.stdout


def test_json_keeps_its_contract(symcalc):
    content = derived(symcalc("derive", "gradient", LOGISTIC, "--wrt", "w,b", "--format", "json"))
    assert content["operation"] == "gradient"
    assert content["result"]["shape"] == [2]
    assert content["value"] is None
    assert {step["verdict"] for step in content["steps"]} <= {"proved", "conditional"}
    assert [item["oracle"] for item in content["evidence"]] == ["symbolic", "difference", "dual"]


def test_a_point_gives_a_value(symcalc):
    run = symcalc("derive", "derivative", "x^3", "--at", "x=2", "--format", "json")
    assert derived(run)["value"] == 12


def test_the_hessian_of_rosenbrock_is_a_matrix(symcalc):
    arguments = ["hessian", "(1-x)^2 + 100*(y-x^2)^2", "--at", "x=1,y=1", "--format", "json"]
    content = derived(symcalc("derive", *arguments))
    assert content["result"]["shape"] == [2, 2]
    assert content["value"] == [[802, -400], [-400, 200]]


def test_the_python_function_runs_on_its_own(symcalc, tmp_path):
    run = symcalc(
        "derive", "gradient", LOGISTIC, "--wrt", "w,b", "--format", "python", "-o", "g.py"
    )
    assert (run.returncode, run.stdout) == (0, "")
    code = "from g import gradient; print(*gradient(0.5, 0.25, 2.0, 1.0))"
    printed = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, capture_output=True, check=True
    ).stdout
    slope = -1 / (1 + np.exp(1.25))
    assert [float(word) for word in printed.split()] == pytest.approx([2 * slope, slope])


def test_a_page_of_notes_passes_its_own_check(symcalc):
    run = symcalc("derive", "gradient", LOGISTIC, "--wrt", "w,b", "--format", "markdown")
    checked = symcalc("check", "-", "--strict", text=run.stdout)
    assert checked.returncode == 0, checked.stdout
    assert "proved" in checked.stdout


def test_latex_is_a_display_with_reasons(symcalc):
    text = symcalc("derive", "derivative", "x^2 sin(x)", "--format", "latex").stdout
    assert "\\begin{align*}" in text
    assert "&& \\text{" in text


def test_an_expression_may_begin_with_a_minus_sign(symcalc):
    assert symcalc("derive", "derivative", "-x^2").returncode == 0
    assert symcalc("derive", "jvp", "x y", "--wrt", "x,y", "--along", "-1,0").returncode == 0


@pytest.mark.parametrize(
    ("arguments", "shape", "value"),
    [
        (["dot", "1,2,3", "4,5,6"], [], None),
        (["cross", "a", r"\mathbf{b}"], [3], None),
        (["rotate", "1,0,0", "--axis", "0,0,1", "--angle", "60", "--degrees"], [3],
         [0.5, 0.75**0.5, 0]),
        (["slerp", "1,0,0,0", "0,0,0,1", "--at", "t=0.5"], [4], [0.5**0.5, 0, 0, 0.5**0.5]),
    ],
)  # fmt: skip
def test_vectors_and_rotations_keep_the_contract(symcalc, arguments, shape, value):
    content = derived(symcalc("derive", *arguments, "--format", "json"))
    assert content["result"]["shape"] == shape
    assert content["value"] == (None if value is None else pytest.approx(value))
    assert {step["verdict"] for step in content["steps"]} <= {"proved", "conditional"}
    assert any("title" in step for step in content["steps"])
    assert content["verdict"] == "proved"


def test_a_page_of_notes_on_vectors_passes_its_own_check(symcalc):
    run = symcalc("derive", "cross", "1,2,3", "-4,5,6", "--format", "markdown")
    checked = symcalc("check", "-", "--strict", text=run.stdout)
    assert checked.returncode == 0, checked.stdout


def test_vectors_are_drawn(symcalc, tmp_path):
    run = symcalc("derive", "cross", "1,2,3", "4,5,6", "--no-steps", "--plot", "v.svg")
    assert run.returncode == 0, run.stderr
    assert "<svg" in (tmp_path / "v.svg").read_text()


def test_an_entry_is_derived_again_and_meets_its_page(symcalc):
    run = symcalc("derive", "loss/logistic")
    assert run.returncode == 0, run.stdout + run.stderr
    assert "∂f/∂w meets line" in run.stdout
    assert "not stated" not in run.stdout


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["gradient", "x + \\foo{y}"], "column 5"),
        (["gradient"], "symcalc derive gradient"),
        (["no/such"], "symcalc list"),
        (["grad", "x^2"], "gradient"),
        (["derivative", "x y"], "--wrt"),
        (["jvp", "x y", "--wrt", "x,y", "--along", "1"], "--along"),
        (["derivative", "x^2", "--at", "x"], "--at"),
        (["derivative", "x^2", "--let", "f(t) = )"], "--let"),
        (["derivative", "x^2", "-o", "no/such/folder/f"], "no/such/folder/f"),
        (["derivative", "__import__('os')"], "expression"),
        (["cross"], "symcalc derive cross 1,2,3 4,5,6"),
        (["cross", "1,2", "3,4"], "3 are needed"),
        (["rotate", "1,0,0"], "--axis 0,0,1"),
        (["rotate", "1,0,0", "--quaternion", "1,2,3,4"], "--normalise"),
        (["cross", "a", "b", "--plot", "v.svg"], "give numbers"),
        (["derivative", r"\sin(" * 900 + "x" + ")" * 900], "nested"),
        (["derivative", r"\lim_{h \to 0} h x", "--wrt", "x"], "limit"),
        (["derivative", "{" * 3000 + "x" + "}" * 3000 + "+"], "expression"),
    ],
)
def test_bad_input_is_one_clear_message_and_status_2(symcalc, arguments, said):
    run = symcalc("derive", *arguments)
    assert run.returncode == 2
    assert run.stdout == ""
    assert said in run.stderr
    assert "Traceback" not in run.stderr
    assert len(run.stderr.splitlines()) <= 5


def test_an_unknown_option_is_not_taken_for_an_expression(symcalc):
    run = symcalc("derive", "derivative", "--wtr", "x")
    assert run.returncode == 2
    assert "--wtr" in run.stderr


def test_a_derivation_beyond_its_budget_is_ended(symcalc):
    run = symcalc("derive", "derivative", "x^(9^(9^(9^9)))", "--budget", "1", "--at", "x=2")
    assert run.returncode in (0, 2)
    assert "Traceback" not in run.stderr
