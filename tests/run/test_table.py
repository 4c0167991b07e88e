"""The tables of an entry are read as they are meant, or refused with the row that is wrong."""

import pytest

from symcalc.run.errors import RunError
from symcalc.run.table import RunTable, run_table, surface_table


def test_an_entry_without_a_table_does_not_run():
    assert run_table({"operation": "gradient"}, "a/b") is None


def test_what_is_left_out_has_its_usual_value():
    assert run_table({"run": {"moves": "theta"}}, "a/b") == RunTable(index="t", moves="theta")


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ({"run": {"state": {"m": "0"}}}, "a/b: state must be a table of numbers"),
        ({"run": {"state": [0]}}, "state must be a table"),
        ({"run": {"moves": 1}}, "moves must be a string"),
        ({"run": {}}, "neither what moves nor what is shared"),
        ({"run": {"moves": "x", "steps": -1}}, "steps must be a whole number"),
        ({"run": {"sate": {}}}, "unknown row 'sate'"),
        ({"run": 3}, "must be a table"),
        ({"run": {"hyperparameters": {"eta": True}}}, "hyperparameters"),
    ],
)
def test_a_malformed_run_table_says_which_row(table, said):
    with pytest.raises(RunError, match=said):
        run_table(table, "a/b")


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ({"total": "median"}, "'sum' or 'mean'"),
        ({"data": {"x": [1, 2], "y": [1]}}, "same length"),
        ({"data": {"x": 1}}, "lists of numbers"),
    ],
)
def test_a_malformed_surface_table_says_which_row(table, said):
    with pytest.raises(RunError, match=said):
        surface_table({"surface": table}, "a/b")
