"""The value of an integral or a sum, with what it rests on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from symcalc.core.term import Term
from symcalc.mean.algebra import add


@dataclass(frozen=True)
class Value:
    """A closed form, the relations under which it holds, and where it is written down."""

    term: Term
    needs: tuple[Term, ...]
    sources: tuple[str, ...]


def total(values: Sequence[Value | None]) -> Value | None:
    """The sum of values, None where one of them is not known."""
    found = [value for value in values if value is not None]
    if not found or len(found) != len(values):
        return None
    needs = dict.fromkeys(need for value in found for need in value.needs)
    sources = dict.fromkeys(source for value in found for source in value.sources)
    return Value(add(*(value.term for value in found)), tuple(needs), tuple(sources))
