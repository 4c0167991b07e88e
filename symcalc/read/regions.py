r"""Where an integral is taken: bounds, the real line, an interval, or a set that is only named.

An integral over a set that is only named, ``\int_{\mathcal X} f(x) \, dx``, is read as one from
inf X to sup X, two numbers of which nothing is known.  What is true of all intervals by
the linearity of the integral is true of every set.  One over a region of several
dimensions, ``\iint_S f \, dx \, dy``, is an integral over the plane of f times the indicator of S.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from symcalc.core import term as t
from symcalc.core.term import Term
from symcalc.read.cursor import Cursor
from symcalc.read.errors import ReadError
from symcalc.read.identifiers import read_identifier, starts_identifier
from symcalc.read.tokens import with_depths

Bounds = tuple[Term, ...]
Piece = tuple[int, int]

#: Sign of an integral -> how many differentials belong to it.
DIMENSIONS: Final = {"\\int": 1, "\\iint": 2, "\\iiint": 3}
_LINE: Final[Bounds] = (t.neg(t.INFINITY), t.INFINITY)
_HALF_LINE: Final[Bounds] = (t.ZERO, t.INFINITY)
_HALVES: Final = frozenset({"+", "\\ge0", ">0", "\\geq0"})


@dataclass(frozen=True)
class Region:
    """The bounds of each integration, and the key of the set that restricts them, if any."""

    bounds: Bounds = ()
    dimensions: int = 1
    restriction: str = ""

    def ends(self, variable: Term) -> Bounds:
        """The ends for one variable; of ``iint`` alone they are its own, and not known."""
        if self.bounds or self.dimensions == 1:
            return self.bounds
        return t.apply(f"inf.{variable.data}"), t.apply(f"sup.{variable.data}")

    def integrand(self, body: Term, variables: list[Term]) -> Term:
        """The body, times the indicator of the set."""
        if not self.restriction:
            return body
        return t.mul(t.apply(f"indicator.{self.restriction}", *variables), body)


def read_region(cursor: Cursor, scripts: dict[str, Piece], sign: str, start: int) -> Region:
    """The region that the scripts of an integral sign name; refused (SC047) where unclear."""
    dimensions = DIMENSIONS[sign]
    if "^" in scripts and "_" in scripts and dimensions == 1:
        return Region((cursor.read_between(*scripts["_"]), cursor.read_between(*scripts["^"])))
    if "^" in scripts:
        raise cursor.refuse("SC047", "an integral with one bound", sign, start=start)
    if "_" not in scripts:
        return Region((), dimensions)
    found = _set(cursor, *scripts["_"], dimensions)
    if found is None:
        cure = "write both bounds, or give the set a name"
        raise cursor.refuse("SC047", "an integral over a set", f"{sign}_", cure, start=start)
    return found


def _set(cursor: Cursor, first: int, end: int, dimensions: int) -> Region | None:
    inside = with_depths(cursor.tokens[first:end])
    membership = [k for k, (token, depth) in enumerate(inside, first) if (
        token.text == "\\in" and not depth)]  # fmt: skip
    first = membership[0] + 1 if membership else first
    if first >= end:
        return None
    power = _power_of_reals(cursor, first, end)
    if power is not None:
        bounds, count = power
        return Region(bounds, max(count, dimensions)) if dimensions in (1, count) else None
    if dimensions == 1 and cursor.tokens[first].text in ("[", "("):
        return _interval(cursor, first, end)
    key = _named_set(cursor, first, end) or _described_set(cursor, first, end)
    if not key:
        return None
    if dimensions == 1:
        return Region((t.apply(f"inf.{key}"), t.apply(f"sup.{key}")))
    return Region(_LINE, dimensions, key)


def _power_of_reals(cursor: Cursor, first: int, end: int) -> tuple[Bounds, int] | None:
    r"""The bounds of one coordinate of ``\mathbb{R}``, ``\mathbb{R}^2`` or ``\mathbb{R}_+``."""
    texts = [token.text for token in cursor.tokens[first:end] if token.text not in ("{", "}")]
    if texts[:2] != ["\\mathbb", "R"]:
        return None
    script = "".join(texts[3:])
    if not texts[2:]:
        return _LINE, 1
    if script in _HALVES:
        return _HALF_LINE, 1
    return (_LINE, int(script)) if texts[2] == "^" and script in ("1", "2", "3") else None


def _described_set(cursor: Cursor, first: int, end: int) -> str:
    r"""The text of ``\{y - c \mid y \in Y\}`` or ``\mathbb{R}^n`` as a key; else empty."""
    texts = [token.text for token in cursor.tokens[first:end]]
    braced = texts[0] == "\\{" and texts[-1] == "\\}"
    space = "".join(texts).startswith(("\\mathbb{R}^", "\\mathbb{C}^"))
    return "".join(texts) if braced or space else ""


def _interval(cursor: Cursor, first: int, end: int) -> Region | None:
    """``[a, b]`` or ``(a, b)``: whether an end belongs to it makes no difference."""
    if cursor.tokens[end - 1].text not in ("]", ")"):
        return None
    commas = [k for k in range(first, end) if cursor.tokens[k].text == ","]
    if len(commas) != 1:
        return None
    lower = cursor.read_between(first + 1, commas[0])
    return Region((lower, cursor.read_between(commas[0] + 1, end - 1)))


def _named_set(cursor: Cursor, first: int, end: int) -> str:
    """The key of a set that is a capital letter, in any font; empty if it is something else."""
    inside = cursor.inner(first, end)
    if not starts_identifier(inside.token()):
        return ""
    try:
        found = read_identifier(inside)
    except ReadError:
        return ""
    letter = found.key.split(".")[-1][:1]
    plain = inside.at_end() and not found.primes and not found.indices
    return found.key if plain and letter.isupper() and found.key not in _KNOWN else ""


#: Sets of numbers over which nobody integrates along a line.
_KNOWN: Final = frozenset({"bb.C", "bb.N", "bb.Z", "bb.Q", "bb.H"})
