"""The second reader: latex2sympy2 as an independent opinion on what a formula says.

The reader of this package and the second one share neither tokens nor names nor grammar.
Where both can read a text they must agree as mathematics; where they differ, one of them
is wrong and the line must not be judged.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Final

from symcalc.core.term import (
    Op,
    Term,
    constant,
    contains,
    free_names,
    name,
    postorder,
    pretty,
    substitute,
)
from symcalc.core.vocabulary import COMPLEX
from symcalc.read.second_normaliser import read_text
from symcalc.read.second_tokens import CannotReadError
from symcalc.read.second_values import same_values

_Known = tuple[tuple[str, ...], tuple[str, ...]]  # keys of functions, and of numbers
_LONGEST: Final = 2_000  # characters


class Status(StrEnum):
    """What came of the comparison."""

    AGREES = "agrees"
    DIFFERS = "differs"
    CANNOT = "cannot"


@dataclass(frozen=True)
class Opinion:
    """Whether the second reading agrees; ``theirs`` shows it, or says why there is none."""

    status: Status
    theirs: str = ""


@dataclass(frozen=True)
class _Reading:
    """A second reading, and remarks on what in the text it could not know."""

    term: Term
    remarks: frozenset[str]


def second_opinion(
    text: str, term: Term, functions: Collection[str] = (), numbers: Collection[str] = ()
) -> Opinion:
    """Read one side of a statement a second time and compare it with its term.

    ``functions`` are the keys known to be functions, ``numbers`` those declared to be none;
    of any other letter before a parenthesis both readings, application and product, are
    accepted.  The comparison is by value at three complex points: see
    :mod:`symcalc.read.second_values`.  Never raises.
    """
    known = tuple(sorted(set(functions))), tuple(sorted(set(numbers)))
    try:
        if contains(term, Op.SUM) and "\\sum" not in text:
            raise CannotReadError("a sum that is not written")
        return _compare(term, _readings(text, known))
    except (CannotReadError, RecursionError) as error:
        return Opinion(Status.CANNOT, str(error) or "too deep")


def _readings(text: str, known: _Known) -> list[_Reading]:
    """The reading, or both where a letter before a parenthesis may be a function."""
    first = _read(text, known, True)
    if "doubtful application" not in first.remarks:
        return [first]
    try:
        return [first, _read(text, known, False)]
    except CannotReadError:
        return [first]


def _compare(term: Term, readings: list[_Reading]) -> Opinion:
    if any("primes" in each.remarks for each in readings) and contains(term, Op.DERIVATIVE):
        raise CannotReadError("a prime that may be a derivative")
    if any(node.op is Op.CALL and node.data in COMPLEX for node in postorder(term)):
        raise CannotReadError("a part of a complex number")
    verdicts = [
        same_values(_with_unit(each.term, term), term, bounds="unsaid range" not in each.remarks)
        for each in readings
    ]
    if True in verdicts:
        return Opinion(Status.AGREES, pretty(readings[verdicts.index(True)].term))
    if None in verdicts:
        raise CannotReadError("undefined at every point")
    return Opinion(Status.DIFFERS, pretty(readings[0].term))


def _with_unit(theirs: Term, ours: Term) -> Term:
    """Their reading, with the letter of the imaginary unit as such: only the page tells it."""
    unit = constant("i")
    if unit not in postorder(ours):
        return theirs
    letters = [name(key) for key in _UNITS if key not in free_names(ours)]
    return substitute(theirs, dict.fromkeys(letters, unit))


_UNITS: Final = ("i", "j", "rm.i", "rm.j")


@lru_cache(maxsize=2048)
def _read(text: str, known: _Known, apply_doubtful: bool) -> _Reading:
    if len(text) > _LONGEST:
        raise CannotReadError("a long formula")
    term, remarks = read_text(text, known[0], known[1], apply_doubtful)
    return _Reading(term, frozenset(remarks))
