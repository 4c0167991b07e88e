"""A name for everything that a verdict depends on, so that equal questions can be recognised.

Terms are named as in a Merkle tree: the digest of a node is made of its operation and the
digests of its arguments, so a shared subterm is named once and depth is no matter.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass, replace
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from sys import version_info
from typing import Any, Final

from symcalc.core.kind import Declaration, Definition
from symcalc.core.problem import Statement
from symcalc.core.span import Span
from symcalc.core.term import Term, postorder

#: Libraries whose next version may decide differently.
_LIBRARIES: Final = ("sympy", "mpmath", "python-flint", "numpy", "latex2sympy2_extended")


class Fingerprints:
    """Digests of values; those of terms and definitions are kept, for pages repeat them."""

    def __init__(self) -> None:
        self._terms: dict[Term, bytes] = {}
        self._entries: dict[Declaration | Definition, bytes] = {}

    def of(self, *values: object) -> str:
        """The digest of some values, in their order, as hexadecimal digits."""
        digest = hashlib.sha256()
        for value in values:
            for part in self._parts(value):
                digest.update(part)
        return digest.hexdigest()

    def _parts(self, value: object) -> Iterator[bytes]:
        """What names a value, without ambiguity: every composite starts with its length."""
        if isinstance(value, Term):
            yield self._of_term(value)
        elif isinstance(value, Declaration | Definition):
            yield self._of_entry(value)
        elif is_dataclass(value):
            content = [getattr(value, field.name) for field in fields(value)]
            yield from self._composite(type(value).__name__, content)
        elif isinstance(value, Mapping):
            yield from self._composite("mapping", [part for pair in value.items() for part in pair])
        elif isinstance(value, tuple | list):
            yield from self._composite("sequence", value)
        else:
            yield _leaf(value)

    def _composite(self, kind: str, parts: Sequence[Any]) -> Iterator[bytes]:
        yield _leaf(f"{kind} of {len(parts)}")
        for part in parts:
            yield from self._parts(part)

    def _of_entry(self, entry: Declaration | Definition) -> bytes:
        """The digest of what is said of a name, wherever on the page that is."""
        if entry not in self._entries:
            content = [getattr(entry, field.name) for field in fields(entry)]
            kept = [value for value in content if not isinstance(value, Span)]
            self._entries[entry] = bytes.fromhex(self.of(type(entry).__name__, kept))
        return self._entries[entry]

    def _of_term(self, term: Term) -> bytes:
        for node in postorder(term):
            if node not in self._terms:
                digest = hashlib.sha256(_leaf(node.op.value) + _leaf(node.data))
                for argument in node.args:
                    digest.update(self._terms[argument])
                self._terms[node] = digest.digest()
        return self._terms[term]


def _leaf(value: object) -> bytes:
    text = f"{type(value).__name__} {value!r}".encode("utf-8", "surrogatepass")
    return len(text).to_bytes(4) + text


def without_place(statement: Statement) -> Statement:
    """The statement as it would stand in the first line of a page."""
    shift = 1 - statement.span.line
    positions = tuple((moved(span, shift), term) for span, term in statement.positions)
    span = moved(statement.span, shift)
    return replace(statement, span=span, positions=positions, display=0, row=0)


def moved(span: Span, lines: int) -> Span:
    """The span so many lines further down."""
    return replace(span, line=span.line + lines, end_line=span.end_line + lines)


@cache
def judge_version() -> str:
    """A digest of the judge: our own source, Python, and the libraries that we ask."""
    digest = hashlib.sha256(repr(version_info).encode())
    package = Path(__file__).parent.parent
    for path in sorted(package.rglob("*.py")):
        digest.update(path.relative_to(package).as_posix().encode() + b"\0" + path.read_bytes())
    for library in _LIBRARIES:
        digest.update(_version_of(library).encode())
    return digest.hexdigest()


def _version_of(library: str) -> str:
    try:
        return version(library)
    except PackageNotFoundError:
        return "unknown"
