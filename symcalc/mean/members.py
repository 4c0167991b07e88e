r"""Sums over the members of a set, with a letter for the member, as people write them.

The reader makes of ``\sum_{x \in X} f(x)`` a sum over the places of a sequence of unknown
length; to be printed it gets a letter again.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from symcalc.core.term import (
    ONE,
    Op,
    Term,
    element,
    free_names,
    make,
    name,
    postorder,
    rebuild,
    relation,
    substitute,
)
from symcalc.core.vocabulary import UNKNOWN_LENGTH

_VALUES: Final = ("x", "y", "z", "u", "v", "w")
_PLACES: Final = ("i", "j", "l", "k")


def lettered(term: Term) -> Term:
    """The term with ``index in set`` as a relation in the place of such a sum's index."""
    if not any(key.startswith(UNKNOWN_LENGTH) for key in free_names(term)):
        return term
    return rebuild(term, _lettered)


def runs_openly(node: Term) -> bool:
    """Whether a sum or product says nothing of its ends: they are not printed."""
    return node.args[1].op is Op.RELATION or node.args[3] is name(UNKNOWN_LENGTH)


def _lettered(node: Term) -> Term:
    if node.op not in (Op.SUM, Op.PRODUCT) or node.args[1].op is Op.RELATION:
        return node
    body, index, _, upper = node.args
    key = str(upper.data)
    if (
        upper.op not in (Op.NAME, Op.ELEMENT)
        or not key.startswith(UNKNOWN_LENGTH)
        or key == UNKNOWN_LENGTH
    ):
        return node
    members = list(dict.fromkeys(_members(body, f"member.{key[1:]}", index)))
    letters = _letters(body, members)
    body = substitute(body, dict(zip(members, letters, strict=False)))  # Σ 1 mentions none
    chosen = letters[0] if len(letters) == 1 else make(Op.TUPLE, *letters)
    whole = element(key[1:], *upper.args) if upper.args else name(key[1:])
    return make(node.op, body, relation("in", chosen, whole), ONE, upper)


def _members(body: Term, key: str, index: Term) -> Iterator[Term]:
    found = [node for node in postorder(body) if node.op is Op.ELEMENT and node.data == key]
    yield from sorted((node for node in found if node.args[-1] is index), key=repr)


def _letters(body: Term, members: list[Term]) -> list[Term]:
    """A free letter for each member, one that counts where the members are subscripts."""
    nodes = postorder(body)
    taken = {str(node.data) for node in nodes if node.op is Op.NAME}
    counts = any(node.op is Op.ELEMENT and set(node.args) & set(members) for node in nodes)
    pool = (*_PLACES, *_VALUES) if counts else (*_VALUES, *_PLACES)
    free = [letter for letter in pool if letter not in taken]
    free += [f"x_{k}" for k in range(1, len(members) + 1)]
    return [name(letter) for letter in free[: max(len(members), 1)]]
