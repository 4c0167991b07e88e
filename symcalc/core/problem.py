"""What is asked: statements to check and problems to derive."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from symcalc.core.chance import Chance
from symcalc.core.inference import Inference
from symcalc.core.kind import Declaration, Definition
from symcalc.core.span import Span
from symcalc.core.term import Term


@dataclass(frozen=True)
class Scope:
    """All that is known where a statement stands.

    ``assumptions`` are relations that hold (domains such as x > 0, constraints such as
    p + q = 1) with the names they speak of.  ``mentioned`` are relations that the page
    speaks of without saying that they hold here: nothing is proved from them, but a line
    that fails may rest on one.  ``chance`` is what the page says of random variables.
    ``displayed`` are the equations of the displays above, whatever they are there for: a line
    may follow from them, and is then right if they are.
    """

    declarations: Mapping[str, Declaration] = field(default_factory=dict)
    definitions: Mapping[str, Definition] = field(default_factory=dict)
    assumptions: tuple[Term, ...] = ()
    mentioned: tuple[Term, ...] = ()
    chance: Chance | None = None
    displayed: tuple[Term, ...] = ()


class Role(StrEnum):
    """What an author does with a line."""

    CLAIM = "claim"  # the two sides are said to be equal (or ordered) for all values
    DEFINITION = "definition"  # a name gets its meaning
    EQUATION = "equation"  # a condition on the names: to be solved or assumed


@dataclass(frozen=True)
class Trouble:
    """Why something could not be read: code, place, construct, and the cure."""

    code: str
    message: str
    span: Span
    construct: str
    cure: str = ""


@dataclass(frozen=True)
class Stated:
    """What a theorem states of the left side of its proof's last line, and what it assumes."""

    text: str
    value: Term
    assumptions: tuple[Term, ...] = ()


@dataclass(frozen=True)
class Statement:
    """One link of a chain as it was written, with its reading or with what prevented one.

    ``loose`` is the word of the prose by which an equality may not be meant exactly
    ("approximately", "modulo"); such a line is not refuted.  ``constant_in`` is the variable
    of the antiderivative that its chain starts with: it holds up to a constant.
    ``inference`` is set on the first link of a line that is said to follow from those before,
    ``stated`` on the last line of a proof whose theorem states a value of the same left side.
    """

    span: Span
    display: int
    row: int
    left_text: str
    relation: str
    right_text: str
    role: Role = Role.CLAIM
    left: Term | None = None
    right: Term | None = None
    scope: Scope = Scope()
    reason: str = ""
    trouble: Trouble | None = None
    loose: str = ""
    constant_in: Term | None = None
    inference: Inference | None = None
    positions: tuple[tuple[Span, Term], ...] = ()
    stated: Stated | None = None


@dataclass(frozen=True)
class Document:
    """A page after reading: its statements in order, and what was learnt about its names.

    ``scope`` is all that is known at its end.
    """

    path: str
    statements: tuple[Statement, ...]
    declarations: tuple[Declaration, ...] = ()
    troubles: tuple[Trouble, ...] = ()
    scope: Scope = Scope()


@dataclass(frozen=True)
class Problem:
    """A derivation that is asked for.

    ``expressions`` holds one term per output (several for a Jacobian); ``along`` is the
    tangent of a JVP, HVP or directional derivative, or the cotangent of a VJP; ``at`` is
    the point for a value.  ``given`` holds what a rotation is given by: its axis and angle (in
    radians), or its quaternion.
    """

    operation: str
    expressions: tuple[Term, ...]
    variables: tuple[Term, ...]
    along: tuple[Term, ...] = ()
    at: Mapping[str, Term] = field(default_factory=dict)
    scope: Scope = Scope()
    title: str = ""
    given: Mapping[str, Term] = field(default_factory=dict)
