r"""Noun phrases that say what a name is: "an $n \times p$ design matrix", "unit quaternions".

A phrase is sizes and adjectives before a noun of the tables; an adjective that is in no table
says nothing.  What is not understood is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from symcalc.core.kind import COMPLEX, FUNCTION, INTEGER, POSITIVE, REAL, Kind, Sort

_NONNEGATIVE: Final = Kind(Sort.SCALAR, properties=("real", "nonnegative"))

#: What counts: 1, 2, 3, …
COUNT: Final = Kind(Sort.INDEX, properties=("integer", "positive"))

#: Words for numbers and functions -> kind.
SCALAR_PHRASES: Final[dict[str, Kind]] = {
    "real": REAL, "scalar": REAL, "number": REAL, "real number": REAL, "constant": REAL,
    "positive": POSITIVE, "positive real": POSITIVE, "positive number": POSITIVE,
    "positive real number": POSITIVE, "positive constant": POSITIVE, "positive scalar": POSITIVE,
    "nonnegative": _NONNEGATIVE, "nonnegative number": _NONNEGATIVE,
    "integer": INTEGER, "natural": COUNT, "natural number": COUNT, "positive integer": COUNT,
    "count": COUNT, "index": INTEGER, "complex": COMPLEX, "complex number": COMPLEX,
    "imaginary": COMPLEX, "function": FUNCTION,
}  # fmt: skip

_ARRAYS: Final = {
    "vector": Kind(Sort.VECTOR),
    "matrix": Kind(Sort.MATRIX),
    "quaternion": Kind(Sort.QUATERNION, properties=()),
}

#: Adjective of a vector, matrix or quaternion -> the property that it states.
PROPERTIES: Final = {
    "identity": "identity", "unit": "unit", "diagonal": "diagonal", "orthogonal": "orthogonal",
    "orthonormal": "orthogonal", "rotation": "rotation", "symmetric": "symmetric",
    "covariance": "symmetric", "variance-covariance": "symmetric", "correlation": "symmetric",
    "precision": "symmetric", "skew-symmetric": "skew-symmetric",
    "antisymmetric": "skew-symmetric", "invertible": "invertible", "nonsingular": "invertible",
    "non-singular": "invertible", "regular": "invertible", "square": "square",
    "positive-definite": "positive definite", "positive-semidefinite": "positive semidefinite",
    "nonnegative-definite": "positive semidefinite", "complex": "complex", "nonzero": "nonzero",
    "normalized": "unit", "normalised": "unit", "basis": "basis",
}  # fmt: skip

#: Adjectives that may also stand alone: "A is symmetric".
PREDICATES: Final = tuple(
    "symmetric diagonal orthogonal invertible nonsingular non-singular skew-symmetric "
    "antisymmetric square positive-definite positive-semidefinite nonnegative-definite".split()
)

#: The property by which an array is written out comes first.
_ORDER: Final = (
    "complex", "real", "identity", "diagonal", "positive definite", "positive semidefinite",
    "rotation", "orthogonal", "skew-symmetric", "symmetric", "invertible", "square", "unit",
    "nonzero",
)  # fmt: skip

_SIZE_WORDS: Final = {"two-dimensional": "2", "three-dimensional": "3", "four-dimensional": "4"}
_ROW: Final = ("1", "?")
_PLAIN_ADJECTIVES: Final = frozenset({*_SIZE_WORDS, "real", "random", "row", "column"})
_PLURALS: Final = {"matrices": "matrix"}
_COMPOUNDS: Final = (
    (re.compile(r"\bpositive[\s-]+definite\b"), "positive-definite"),
    (re.compile(r"\b(?:positive[\s-]+semi[\s-]*definite)\b"), "positive-semidefinite"),
    (re.compile(r"\bnon-?negative[\s-]+definite\b"), "nonnegative-definite"),
    (re.compile(r"\bskew[\s-]+symmetric\b"), "skew-symmetric"),
    (re.compile(r"\bnon-negative\b"), "nonnegative"),
)


def kind_of(text: str) -> Kind | None:
    """The kind that a phrase names, its last word being the noun; None for other nouns."""
    words = _words(text)
    if not words:
        return None
    array = _ARRAYS.get(words[-1])
    if array is not None:
        return _with_adjectives(array, words[:-1])
    longest = (" ".join(words[first:]) for first in range(len(words)))
    return next((SCALAR_PHRASES[phrase] for phrase in longest if phrase in SCALAR_PHRASES), None)


def only_known_words(text: str) -> bool:
    """Whether a phrase has no adjective that says nothing here, as a declaration must not."""
    *adjectives, noun = _words(text)
    if noun not in _ARRAYS:
        return text in SCALAR_PHRASES
    return all(word in PROPERTIES or word in _PLAIN_ADJECTIVES for word in adjectives)


def _words(text: str) -> list[str]:
    text = text.lower()
    for pattern, joined in _COMPOUNDS:
        text = pattern.sub(joined, text)
    return [_PLURALS.get(word, _singular(word)) for word in text.split()]


def _singular(word: str) -> str:
    stem = word.removesuffix("s")
    return stem if stem in SCALAR_PHRASES or stem in _ARRAYS else word


def _with_adjectives(array: Kind, adjectives: Sequence[str]) -> Kind:
    shape = tuple(_SIZE_WORDS[word] for word in adjectives if word in _SIZE_WORDS)
    if array.sort is Sort.VECTOR and "row" in adjectives:
        return Kind(Sort.MATRIX, ("1", *shape) if shape else _ROW)
    stated = {PROPERTIES[word] for word in adjectives if word in PROPERTIES}
    kind = with_properties(array, stated)
    return Kind(kind.sort, shape if kind.sort is Sort.VECTOR else (), kind.properties)


def with_properties(kind: Kind, stated: Iterable[str]) -> Kind:
    """The kind with more properties, in the order in which they matter."""
    properties = {*kind.properties, *stated}
    if "complex" in properties:
        properties.discard("real")
    if "rotation" in properties:
        properties.add("orthogonal")
    return Kind(kind.sort, kind.shape, tuple(sorted(properties, key=_rank)))


def _rank(word: str) -> int:
    return _ORDER.index(word) if word in _ORDER else len(_ORDER)


def with_sizes(kind: Kind, sizes: Sequence[str]) -> Kind | None:
    """The kind with the sizes that stand beside it; 1 × n vectors are rows.

    None where the kind has no such sizes.
    """
    if not sizes:
        return kind
    if kind.sort is Sort.VECTOR and len(sizes) == 2 and sizes[0] == "1":
        return Kind(Sort.MATRIX, tuple(sizes), kind.properties)
    if kind.shape == _ROW and len(sizes) == 1:
        return Kind(Sort.MATRIX, ("1", *sizes), kind.properties)
    column = kind.sort is Sort.VECTOR and (len(sizes) == 1 or sizes[1:] == ["1"])
    if column or (kind.sort is Sort.MATRIX and len(sizes) == 2):
        return Kind(kind.sort, tuple(sizes[:1] if column else sizes), kind.properties)
    return None


# ------------------------------------------------------------------------------ in prose

_FORMULA: Final = r"\$[^$\n]{1,60}\$"
_NO_ADJECTIVE: Final = (
    r"(?!(?:of|in|on|to|by|for|with|from|is|are|be|as|at|and|or|than|that|which|whose|where|then|if"
    r"|when|not|no|we|it|has|have|over|between|under|number|values?|the|an?|see|each)\b)"
)
_ADJECTIVES: Final = rf"(?:{_NO_ADJECTIVE}[A-Za-z][A-Za-z-]*\s+){{0,5}}?"
_DETERMINERS: Final = r"(?:(?:an?|the|any|some|every|each|all)\s+)?"
_NOUN: Final = (
    r"(?:matri(?:x|ces)|vectors?|(?:unit\s+)?quaternions?|functions?|scalars?|numbers?|integers?"
    r"|constants?)(?![\w-])"
)
#: "the $i$-th" comes before the sizes and says nothing of them.
_SIZES: Final = (
    r"(?:\$[^$\n]{1,10}\$\s*-?\s*(?:st|nd|rd|th)\s+)?"
    r"(?:\$(?P<sizes>[^$\n]{1,40})\$[\s-]*(?:dimensional\s+)?)?"
)
#: What may follow the noun; any other word would be the noun itself ("matrix norm").
_FOLLOWED: Final = (
    r"(?=\s*(?:$|[.,;:()$*]|(?:of|in|with|from|and|or|that|which|whose|where|such|for|to|is|are|as|on|by"
    r"|so|having|has|containing|consisting|then|we|it|over|between|satisfying|if|when|under|follow\w*"
    r"|according|distributed|independent\w*)\b))"
)
_BESIDE: Final = (
    r"(?:\s+(?:of (?:length|size|dimension|dimensions)|in|with)\s+\$(?P<beside>[^$\n]{1,40})\$)?"
)
#: "$A$, $B$ and $C$ are …" speaks of all of them.
_OTHERS: Final = rf"(?P<others>(?:\s*(?:,|,?\s+and)\s+{_FORMULA})*)"
_VERB: Final = r"\s*,?\s+(?P<verb>is|are|be|denotes?|being|represents?)\s+(?:also\s+)?"
_PROPERTY: Final = (
    r"(?:symmetric|diagonal|orthogonal|invertible|non-?singular|skew[\s-]symmetric|antisymmetric|square"
    r"|positive[\s-]definite|positive[\s-]semi-?definite|non-?negative[\s-]definite)"
)

_AFTER: Final = re.compile(
    rf"^{_OTHERS}{_VERB}{_DETERMINERS}(?P<words>{_ADJECTIVES}){_SIZES}"
    rf"(?P<noun>{_ADJECTIVES}(?:{_NOUN}|(?:positive|real)(?=\s*(?:$|[.,;:)]|and\b)))){_FOLLOWED}{_BESIDE}",
    re.IGNORECASE,
)
#: "and $e_i$ the $i$-th basis vector"; but "for $x$, the vector $v$" speaks of v.
_APPOSED: Final = re.compile(
    rf"^\s*,?\s+(?:an?|the)\s+(?P<words>{_ADJECTIVES}){_SIZES}(?P<noun>{_ADJECTIVES}{_NOUN})"
    rf"{_FOLLOWED}(?!\s*\$)(?P<others>)",
    re.IGNORECASE,
)
_BEFORE: Final = re.compile(
    rf"{_DETERMINERS}(?P<words>{_ADJECTIVES}){_SIZES}(?P<noun>{_ADJECTIVES}{_NOUN})"
    rf"(?P<others>(?:\s*{_FORMULA}\s*(?:,|,?\s*and))*)\s*$",
    re.IGNORECASE,
)
_IS: Final = re.compile(
    rf"^{_OTHERS}{_VERB}(?P<properties>{_PROPERTY}(?:(?:,|,?\s+and)\s+{_PROPERTY})*){_FOLLOWED}"
    r"(?!\s+(?:to|in|under|with respect)\b)",
    re.IGNORECASE,
)
_COUNTED_AFTER: Final = re.compile(
    r"^\s+(?:is|be|denotes?|as)?\s*the\s+(?:total\s+)?number\s+of\b", re.IGNORECASE
)
_COUNTED_BEFORE: Final = re.compile(r"\bnumber\s+of\s+(?:[A-Za-z-]+\s+){1,3}$", re.IGNORECASE)
_PLURAL_VERBS: Final = frozenset({"are", "denote", "represent"})
_ANOTHER: Final = re.compile(rf"{_FORMULA}\s*(?:,|,?\s+and)\s*$")
#: "the mean vector and covariance matrix $m$ and $K$" speaks of two names in turn.
_JOINED: Final = re.compile(
    rf"\b(?:vector|matrix|scalar|number|function)\s+and\s+{_ADJECTIVES}{_NOUN}\s*$", re.IGNORECASE
)
#: "The inverse of $A$ is …" speaks of the inverse.
_OF_ANOTHER: Final = re.compile(r"\b(?:of|to|from|by|between|in)\s*$", re.IGNORECASE)
_LINK: Final = re.compile(r"\[([^\]\n]*)\]\([^)\n]*\)")


@dataclass(frozen=True)
class Phrase:
    """What prose says of a name: its kind, and the text of sizes that stand beside it."""

    kind: Kind
    sizes: str = ""


def unlinked(text: str) -> str:
    """Running text with the words of its Markdown links only, on one line."""
    return " ".join(_LINK.sub(r"\1", text).split("\n"))


def said_of(before: str, after: str, several: bool = False) -> Phrase | None:
    """What the words beside a formula say of the names in it, of which there may be several."""
    if counted(before, after):
        return None
    match = _AFTER.match(after)
    several = several or _ANOTHER.search(before) is not None
    if match and match.group("verb").lower() in _PLURAL_VERBS:
        # the subject of a plural verb may stand elsewhere: "the inputs X to f are matrices"
        shared = several or match.group("others")
        match = match if shared and not _singular_noun(match.group("noun")) else None
    found = _phrase(match) or (None if _JOINED.search(before) else _phrase(_BEFORE.search(before)))
    return found or _phrase(_APPOSED.match(after))


def _phrase(match: re.Match[str] | None) -> Phrase | None:
    if match is None:
        return None
    found = match.groupdict()
    noun = found["noun"]
    if found["others"] and _singular_noun(noun):
        return None
    kind = kind_of(f"{found['words']} {noun}")
    sizes = found["sizes"] or found.get("beside") or ""
    return None if kind is None else Phrase(kind, sizes)


def _singular_noun(noun: str) -> bool:
    """Whether a noun speaks of one name only."""
    return not noun.strip().endswith(("s", "ces"))


def counted(before: str, after: str) -> bool:
    """Whether the words beside a name say that it is the number of something."""
    return bool(_COUNTED_AFTER.search(after) or _COUNTED_BEFORE.search(before))


def predicated(before: str, after: str, several: bool = False) -> tuple[str, ...]:
    """The properties that the words beside a name state of it: "is symmetric".

    "The columns of $U$ are orthogonal" says nothing of U.
    """
    match = _IS.match(after)
    several = several or _ANOTHER.search(before) is not None
    if match and not several and not match.group("others"):
        of_parts = match.group("verb").lower() in _PLURAL_VERBS
        match = None if of_parts or _OF_ANOTHER.search(before) else match
    words = _words(re.sub(r",|\band\b", " ", match.group("properties"))) if match else []
    return tuple(PROPERTIES[word] for word in words if word in PROPERTIES)
