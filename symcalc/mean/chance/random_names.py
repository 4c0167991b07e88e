"""Which names of a claim are random."""

from __future__ import annotations

from collections.abc import Iterable

from symcalc.core import term as t
from symcalc.core.chance import Chance, Functional, application
from symcalc.core.term import Op, Term
from symcalc.mean.chance.errors import NoChanceFormError


def random_names(sides: Iterable[Term], chance: Chance, numbers: frozenset[str]) -> tuple[str, ...]:
    """The random names of a claim: what the page calls so, and capital letters that are averaged.

    ``numbers`` are names that stand for numbers whatever their letter is.  Raises
    NoChanceFormError where a mean is taken of names of which none is known to be random.
    """
    found: dict[str, None] = {}
    for node in t.postorder(*sides):
        applied = application(node, chance.functionals)
        if applied is None or applied.kind is Functional.PROBABILITY:
            continue
        parts = (*applied.args, *(part for part in applied.given if part.op is Op.NAME))
        inside = sorted(frozenset().union(*map(t.free_names, parts)) - _counting(parts))
        random = [key for key in inside if _is_random(key, chance, numbers)]
        bound = {str(variable.data) for variable in applied.variables}
        unknown = set(inside) - set(chance.constants) - numbers - bound
        if unknown and not random and not bound and not _labelled(applied.over, inside):
            raise NoChanceFormError("nothing is known to be random in a mean")
        found.update(dict.fromkeys(random))
    return tuple(found)


def _is_random(key: str, chance: Chance, numbers: frozenset[str]) -> bool:
    if key in chance.random:
        return True
    letter = key.rpartition(".")[2].partition("_")[0]
    capital = len(letter) == 1 and letter.isupper()
    return capital and key not in chance.constants and key not in numbers


def _counting(parts: Iterable[Term]) -> set[str]:
    """The names that bound sums or number elements."""
    found: set[str] = set()
    for node in t.postorder(*parts):
        if node.op in (Op.SUM, Op.PRODUCT):
            found |= set().union(*map(t.free_names, node.args[1:]))
        elif node.op is Op.ELEMENT:
            found |= set().union(*map(t.free_names, node.args))
    return found


def _labelled(over: str, inside: Iterable[str]) -> bool:
    """Whether the label below a functional names something of its body."""
    return any(key.replace(".", "") in over for key in inside)
