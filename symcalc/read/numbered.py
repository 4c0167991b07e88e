"""The solutions of one equation under numbered names: x_1 = 2, x_2 = 3, or x_{1,2} = 2 ± 1."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from symcalc.core import term as t
from symcalc.core.term import Term

_INDEX: Final = re.compile(r"\d+(?:[,/]\d+)*")


def unknown_of(name: Term | None, unknowns: frozenset[str]) -> str:
    """The unknown x of a numbered name x_1 that is none itself; empty if it is no such name."""
    if name is None or name.op is not t.Op.NAME or str(name.data) in unknowns:
        return ""
    base, _, index = str(name.data).partition("_")
    return base if base in unknowns and _INDEX.fullmatch(index) else ""


def as_values(
    equations: Sequence[Term], unknowns: frozenset[str], elsewhere: frozenset[str]
) -> list[Term]:
    """Equations x_1 = 2, x_2 = 3 as x = 2, x = 3; none where that is not what they say.

    They are all the values there are if they are numbered from 1 on and no further numbered
    name stands ``elsewhere``.
    """
    names = [_left(equation) for equation in equations]
    bases = {unknown_of(name, unknowns) for name in names}
    if len(equations) < 2 or len(bases) != 1 or bases == {""}:
        return []
    (base,) = bases
    more = [key for key in elsewhere if unknown_of(t.name(key), unknowns) == base]
    if more or not _counts_from_one([str(name.data) for name in names if name is not None]):
        return []
    return [t.relation("=", t.name(base), equation.args[1]) for equation in equations]


def _left(equation: Term) -> Term | None:
    is_equation = equation.op is t.Op.RELATION and equation.data == "="
    return equation.args[0] if is_equation else None


def _counts_from_one(keys: Sequence[str]) -> bool:
    """Whether the numbers of x_1, x_{2,3} are 1, 2, … without a gap."""
    found = {int(n) for key in keys for n in re.findall(r"\d+", key.partition("_")[2])}
    return found == set(range(1, len(found) + 1))
