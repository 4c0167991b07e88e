"""Which of the equations that stand above a line bear on it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from symcalc.check.opaque import with_plain_arguments
from symcalc.check.stated.atoms import is_atom
from symcalc.check.stated.usual import normalisations, usual_meanings
from symcalc.core.problem import Scope
from symcalc.core.term import Op, Term, free_names, postorder
from symcalc.mean.plain import plain

#: More equations than this are not combined.
MOST_PREMISES: Final = 10


@dataclass(frozen=True)
class Premise:
    """An equation as it is written and with plain arguments.

    ``condition`` says what a line rests on that uses it; nothing for what the page assumes.
    ``usual`` marks what need not stand on the page.
    """

    written: Term
    equation: Term
    condition: str = ""
    usual: bool = False


def premises_for(
    left: Term, right: Term, scope: Scope, meaning: Callable[[Term], Term]
) -> list[Premise]:
    """The equations above a line that speak of what it speaks of, the nearest first.

    ``meaning`` is what was done to the sides of the line and is to be done to them.  The
    usual meanings of statistics come last.
    """
    found: dict[Term, Premise] = {}
    itself = frozenset((left, right))
    for equations, assumed in ((scope.assumptions, True), (scope.displayed, False)):
        for written in reversed(equations):
            if written.op is Op.RELATION and written.data == "=":
                equation = meaning(with_plain_arguments(written))
                if frozenset(equation.args) != itself and equation.args[0] is not equation.args[1]:
                    condition = "" if assumed else plain(written)
                    found.setdefault(written, Premise(written, equation, condition))
    near = _connected((left, right), list(found.values()))[:MOST_PREMISES]
    usual = usual_meanings(left, right)
    meant = (Premise(u.equation, u.equation, u.condition, usual=True) for u in usual)
    return [*near, *meant]


def suppositions_for(left: Term, right: Term) -> list[Premise]:
    """What would have to be said for a line to follow, and often is not: that weights sum to 1."""
    usual = normalisations(left, right)
    return [Premise(u.equation, u.equation, u.condition) for u in usual]


def choices(premises: Sequence[Premise]) -> Iterator[list[Premise]]:
    """Which premises are used together: one, all of the page, the usual ones, all of them."""
    yield from ([premise] for premise in premises)
    stated = [premise for premise in premises if not premise.usual]
    usual = [premise for premise in premises if premise.usual]
    several = (stated, usual, [*stated, *usual] if stated and usual else [])
    yield from (list(part) for part in several if len(part) > 1)


def _connected(sides: tuple[Term, Term], premises: Sequence[Premise]) -> list[Premise]:
    """The premises that share an atom with the sides, a bound one, or one with other premises."""
    free, bound = _atoms(*sides), frozenset(filter(is_atom, postorder(*sides)))
    near = [p for p in premises if _atoms(p.equation) & free]
    inside = [p for p in premises if p not in near and _atoms(p.equation) & bound]
    reached = free.union(*(_atoms(p.equation) for p in (*near, *inside)))
    known = [*near, *inside]
    return known + [p for p in premises if p not in known and _atoms(p.equation) & reached]


def _atoms(*terms: Term) -> frozenset[Term]:
    """All atoms of terms, inside of others too, that are free where the terms stand."""
    free = frozenset[str]().union(*map(free_names, terms))
    return frozenset(
        node for node in postorder(*terms) if is_atom(node) and free_names(node) <= free
    )
