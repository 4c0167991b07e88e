"""Batches of examples: which of the data each step sees."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from symcalc.core.term import Term, name
from symcalc.run.errors import RunError

Data = Mapping[str, Sequence[float]]


def slots(data: Data, size: int) -> list[dict[str, Term]]:
    """A row of names for each place of a batch, to stand in a step for its examples."""
    examples = len(next(iter(data.values()), ()))
    if not 1 <= size <= examples:
        cure = "choose an entry whose [surface] has data" if not examples else "choose fewer"
        raise RunError(f"no batch of {size} can be made of {examples} examples", cure)
    return [{key: name(slot_key(key, place)) for key in data} for place in range(1, size + 1)]


def slot_key(key: str, place: int) -> str:
    """The key of a name of the data at a place of the batch."""
    return f"{key}.{place}"


def batches(data: Data, size: int, seed: int) -> Iterator[tuple[float, ...]]:
    """The values of the slots, step by step, without end, in the order of the slots.

    Each epoch goes through the examples in a new order; what is left of it when no whole batch
    remains is not used.
    """
    rows = np.array(list(data.values()), dtype=float).T
    generator = np.random.default_rng(seed)
    while True:
        order = generator.permutation(len(rows))
        for start in range(0, len(rows) - size + 1, size):
            yield tuple(map(float, rows[order[start : start + size]].ravel()))
