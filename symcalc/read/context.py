"""What the parser knows about the names of a document while it reads a formula."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache

from symcalc.core.kind import Kind
from symcalc.core.term import Term


@dataclass
class Context:
    """The names of a document by what they are known to be.

    ``functions`` maps a function to its parameters (empty where only its being a function
    is known), ``defined`` are those with a meaning of their own; ``scalars`` are names that
    are certainly no functions; ``kinds`` maps a vector, matrix or quaternion (``x``), the
    elements of a sequence of them (``x[1]``) or a function with such values (``f()``) to the
    kind; ``pairs`` are names with two indices;
    ``vague`` those defined by what may be arrays; ``sequences`` those whose places stand in
    brackets, x[n];
    ``ranges`` maps an index letter to its bounds;
    ``implied`` are relations that the notation of the last formulas rests on; ``hessians``
    says that the page speaks of Hessians; ``dependents`` maps a name to the one variable it
    depends on (y' = dy/dx); ``complex`` are the names that are declared complex, ``units``
    those that are declared to be the imaginary unit; ``text`` is the page as it stands.
    """

    functions: dict[str, tuple[str, ...]] = field(default_factory=dict)
    defined: set[str] = field(default_factory=set)
    scalars: set[str] = field(default_factory=set)
    kinds: dict[str, Kind] = field(default_factory=dict)
    indices: set[str] = field(default_factory=set)
    pairs: set[str] = field(default_factory=set)
    ranges: dict[str, tuple[Term, Term]] = field(default_factory=dict)
    vague: set[str] = field(default_factory=set)
    sequences: set[str] = field(default_factory=set)
    dependents: dict[str, str] = field(default_factory=dict)
    implied: list[Term] = field(default_factory=list)
    complex: set[str] = field(default_factory=set)
    units: set[str] = field(default_factory=set)
    hessians: bool = False
    euler: bool = True
    plain: bool = False
    text: str = ""

    def speaks_of(self, words: str) -> bool:
        """Whether the page has one of the words of a pattern, wherever it stands."""
        return _has(words, self.text, re.IGNORECASE)

    def has(self, pattern: str) -> bool:
        """Whether the text of the page has a pattern, in capitals and small letters as it says."""
        return _has(pattern, self.text)


@lru_cache(maxsize=64)  # the parser asks the same of the same page at every name
def _has(words: str, text: str, flags: re.RegexFlag = re.NOFLAG) -> bool:
    return re.search(words, text, flags) is not None
