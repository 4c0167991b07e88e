"""What sentences say of the properties of arrays: where they begin, end, and are only spoken of."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from symcalc.core import term as t
from symcalc.core.kind import Kind, Sort
from symcalc.core.term import Term
from symcalc.read.inline import Inline
from symcalc.read.knowledge import Knowledge
from symcalc.read.phrases import predicated, said_of, with_properties

_ARRAYS: Final = (Sort.VECTOR, Sort.MATRIX, Sort.QUATERNION)
_PLAIN: Final = {Sort.VECTOR: ("real",), Sort.MATRIX: ("real",)}


def without_properties(kind: Kind, kept: Iterable[str] = ()) -> Kind:
    """The kind of an array of which nothing is stated but its sort, its sizes and what is kept."""
    return with_properties(Kind(kind.sort, kind.shape, _PLAIN.get(kind.sort, ())), kept)


def learn_properties(
    key: str, stated: tuple[str, ...], inline: Inline, knowledge: Knowledge
) -> None:
    """``A`` of a known kind is symmetric; what is positive definite is a matrix."""
    if inline.in_case and (knowledge.everywhere or not inline.is_supposed):
        return
    known = knowledge.context.kinds.get(key)
    definite = any("definite" in word for word in stated)
    if known is None and definite and key not in knowledge.context.scalars:
        known = Kind(Sort.MATRIX)
    if known is not None and known.sort is Sort.MATRIX:
        kind = with_properties(known, stated)
        knowledge.declare(key, begins_here(key, kind, inline, knowledge), "prose", inline.span)


def begins_here(key: str, kind: Kind, inline: Inline, knowledge: Knowledge) -> Kind:
    """The kind that a sentence states, for the whole page or from here on.

    "Now let $A$ be symmetric" says nothing of the lines above: for these the property is
    only one that the page speaks of, so that it neither proves nor lets refute them.
    """
    plain = without_properties(kind)
    if plain == kind or kind.sort not in _ARRAYS:
        return kind
    if not knowledge.everywhere:
        knowledge.hold(key)
        return kind
    if not inline.is_from_here:
        return kind
    knowledge.mention_property(key, _spoken_of(key, kind))
    return plain


def withhold(key: str, said: Iterable[Kind], kept: Kind, knowledge: Knowledge) -> None:
    """Properties that only some sentences of a page state are ones that it speaks of."""
    if any(set(kind.properties) - set(kept.properties) for kind in said):
        knowledge.mention_property(key, _spoken_of(key, kept))


def doubt_properties(keys: Iterable[str], inline: Inline, knowledge: Knowledge) -> None:
    """What is denied, lifted or said of another place is no longer held against a line."""
    phrase = said_of(inline.before, inline.affirmed)
    named = phrase.kind.properties if phrase else ()
    stated = {*predicated(inline.before, inline.affirmed), *named} - {"real"}
    for key in keys if stated and not knowledge.everywhere else ():
        known = knowledge.context.kinds.get(key)
        if known is None or known.sort not in _ARRAYS:
            continue
        if inline.is_lifted:
            kept = [word for word in known.properties if word not in stated]
            knowledge.declare(key, without_properties(known, kept), "prose", inline.span)
        knowledge.mention_property(key, _spoken_of(key, known))


def _spoken_of(key: str, kind: Kind) -> Term:
    """The relation that a property states of a name, as one that the page mentions."""
    array = t.name(key)
    if kind.sort is Sort.MATRIX:
        return t.relation("=", array, t.call("transpose", array))
    return t.relation("=", t.call("norm", array), t.ONE)
