"""Products with a repeated index: a sum in Einstein's notation, else refused."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Final

from symcalc.core import term as t
from symcalc.core.term import Op, Term
from symcalc.read.cursor import Cursor
from symcalc.read.ranges import UNKNOWN_SIZE

_SPOKEN_OF: Final = r"\bEinstein\S* (?:summation|notation|convention)|\bsummation convention"
_SUMMED: Final = frozenset("ijklmpqrs")


def with_summation_convention(cursor: Cursor, product: Sequence[Term], start: int) -> Term:
    """The product, summed over what repeats in it where the page has agreed on that.

    Elsewhere ``a_{ij} x_j`` with j free is refused (SC037): one product, or a sum over j?
    """
    if len(product) > 1 and cursor.context.speaks_of(_SPOKEN_OF):
        return _summed(cursor, product)
    _refuse_repeated(cursor, product, start)
    return t.mul(*product)


def _summed(cursor: Cursor, product: Sequence[Term]) -> Term:
    seen = Counter(letter for factor in product for letter in _index_letters(factor))
    body = t.mul(*product)
    for letter in sorted(seen, reverse=True):
        if seen[letter] > 1 and letter in _SUMMED and letter not in cursor.bound:
            ends = cursor.context.ranges.get(letter, (t.ONE, UNKNOWN_SIZE))
            body = t.summation(body, t.name(letter), *ends)
    return body


def _index_letters(factor: Term) -> list[str]:
    """The letters that number something in a factor, each once, and free in it."""
    places: list[Term] = []
    for node in t.postorder(factor):
        if node.op is Op.ELEMENT:
            places += node.args
        elif node.op is Op.CALL and node.data == "entry":
            places += node.args[1:]
    letters = dict.fromkeys(str(place.data) for place in places if place.op is Op.NAME)
    return [letter for letter in letters if letter in t.free_names(factor)]


def _refuse_repeated(cursor: Cursor, product: Sequence[Term], start: int) -> None:
    elements = [factor for factor in product if factor.op is Op.ELEMENT]
    doubles = [e for e in elements if len(e.args) > 1 and e.args[0] is not e.args[1]]
    doubles = [e for e in doubles if all(place.op is not Op.NUMBER for place in e.args)]
    for index in (argument for element in doubles for argument in element.args):
        repeated = sum(index in element.args for element in elements) > 1
        if repeated and index.op is Op.NAME and str(index.data) not in cursor.bound:
            message = f"is the repeated index {index.data} summed over?"
            cure = f"write \\sum_{{{index.data}}}, if so"
            raise cursor.refuse("SC037", message, str(index.data), cure, start=start)
