"""The shapes of the labelled claims.

Sources: DLMF is the NIST Digital Library of Mathematical Functions (section or equation),
A&S is Abramowitz & Stegun, G&R is Gradshteyn & Ryzhik, GKP is Graham, Knuth & Patashnik's
Concrete Mathematics, "table" a standard table of derivatives or integrals.
"""

from __future__ import annotations

from typing import NamedTuple


class Row(NamedTuple):
    """A true identity, what makes it false, and the declarations it stands under."""

    source: str
    left: str
    right: str
    wrong: str
    lets: tuple[str, ...] = ()


class Order(NamedTuple):
    """A true inequality, a false one with the same sides, and the declarations."""

    source: str
    left: str
    sign: str
    right: str
    wrong: str
    lets: tuple[str, ...] = ()


class Conditional(NamedTuple):
    """What holds where both sides are defined, with the condition that must be named."""

    left: str
    right: str
    condition: str


class Wrong(NamedTuple):
    """What is false: in a region, or by a little."""

    left: str
    right: str
    lets: tuple[str, ...] = ()


class Open(NamedTuple):
    """What cannot be decided with what is stated, and why; neither verdict may be given."""

    why: str
    left: str
    right: str
    lets: tuple[str, ...] = ()


POSITIVE_XY = ("x > 0", "y > 0")
INSIDE = ("-1 < x", "x < 1")
INSIDE_XY = (*INSIDE, "-1 < y", "y < 1")
