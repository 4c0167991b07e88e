"""Batches go through the data epoch by epoch, in an order that the seed fixes."""

from itertools import islice

import pytest
from hypothesis import given
from hypothesis import strategies as st

from symcalc.run.batches import batches, slots
from symcalc.run.errors import RunError


@given(st.integers(1, 12), st.integers(1, 12), st.integers(0, 5))
def test_an_epoch_sees_each_example_at_most_once(examples, size, seed):
    size = min(size, examples)
    data = {"x": list(range(examples)), "y": [-k for k in range(examples)]}
    steps = examples // size
    epoch = list(islice(batches(data, size, seed), steps))
    seen = [value for batch in epoch for value in batch[::2]]
    assert len(set(seen)) == len(seen) == steps * size
    assert all(y == -x for batch in epoch for x, y in zip(batch[::2], batch[1::2], strict=True))


def test_each_place_of_a_batch_has_a_name_for_every_name_of_the_data():
    rows = slots({"x": [1, 2], "y": [3, 4]}, 2)
    assert [[str(term.data) for term in row.values()] for row in rows] == [
        ["x.1", "y.1"],
        ["x.2", "y.2"],
    ]


@pytest.mark.parametrize(("data", "size"), [({}, 1), ({"x": [1]}, 2), ({"x": [1]}, 0)])
def test_what_cannot_be_filled_is_refused(data, size):
    with pytest.raises(RunError, match="no batch"):
        slots(data, size)
