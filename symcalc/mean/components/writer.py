"""One pass that writes terms out, by a table of rules; each subterm is written once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from symcalc.core import term as t
from symcalc.core.term import Term
from symcalc.mean.algebra import simplify
from symcalc.mean.components.array import Array, NotWrittenOut
from symcalc.mean.components.names import Setting

_DEEPEST: Final = 120


class Writer:
    """Writes terms out in one setting; ``rule`` tells what is done with a term."""

    def __init__(self, setting: Setting, rule: Callable[[Term], Rule]) -> None:
        self.setting = setting
        self.rule = rule
        self.memo: dict[Term, Array] = {}

    def of(self, term: Term, depth: int) -> Array:
        """The entries of a term.  Raises NotWrittenOut for what has none."""
        found = self.memo.get(term)
        if found is None:
            if depth > _DEEPEST:
                raise NotWrittenOut("an expression nested this deeply")
            self.setting.shapes.visit_all(term)
            found = self.memo[term] = self.rule(term)(self, term, depth + 1)
        return found

    def parts(self, term: Term, depth: int) -> list[Array]:
        """The entries of every argument of a term."""
        return [self.of(argument, depth) for argument in term.args]


#: What is done with a term by a writer, at a depth.
Rule = Callable[[Writer, Term, int], Array]


def place_of(writer: Writer, index: Term, depth: int) -> int:
    """The number that an index is.  Raises NotWrittenOut if it is none."""
    value = t.value_of(simplify(writer.of(index, depth).entries[0]))
    if value is None or value.denominator != 1:
        raise NotWrittenOut("an element at a place that is no number")
    return int(value)


def picked(whole: Array, places: list[int]) -> Term:
    """The entry of an array at a place counted from 1.  Raises NotWrittenOut outside of it."""
    i, j = (places[0], 1) if len(places) == 1 else (places[0], places[1])
    if not (1 <= i <= whole.rows and 1 <= j <= whole.columns) or (
        len(places) == 1 and whole.columns != 1
    ):
        raise NotWrittenOut("an entry outside of its array")
    return whole.at(i - 1, j - 1)
