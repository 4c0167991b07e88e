"""What the parser knows about the names of a document while it reads a formula."""

from __future__ import annotations

from dataclasses import dataclass, field

from symcalc.core.term import Term


@dataclass
class Context:
    """The names of a document by what they are known to be.

    ``functions`` maps a function to its parameters (empty where only its being a function
    is known), ``defined`` are those with a meaning of their own; ``scalars`` are names that
    are certainly no functions; ``nonscalars`` maps a vector, matrix or quaternion to the
    word for it; ``pairs`` are names with two indices; ``ranges`` maps an index letter to
    its bounds; ``dependents`` maps a name to the one variable it depends on (y' = dy/dx).
    """

    functions: dict[str, tuple[str, ...]] = field(default_factory=dict)
    defined: set[str] = field(default_factory=set)
    scalars: set[str] = field(default_factory=set)
    nonscalars: dict[str, str] = field(default_factory=dict)
    indices: set[str] = field(default_factory=set)
    pairs: set[str] = field(default_factory=set)
    ranges: dict[str, tuple[Term, Term]] = field(default_factory=dict)
    dependents: dict[str, str] = field(default_factory=dict)
    imaginary: bool = False
    euler: bool = True
    plain: bool = False
