"""Powers behind a mean: E(X - a)² is the mean of a square to many, E[X - a]² is not."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from symcalc.check.chance.setting import Setting
from symcalc.core.chance import Functional, application
from symcalc.core.problem import Statement
from symcalc.core.term import Op, Term, make, postorder, power, rebuild

_BEHIND_ROUND: Final = re.compile(r"\)\s*\^")
_BEHIND_SQUARE: Final = re.compile(r"(?:\]|\\rangle)\s*\^")
_VARIABLES: Final = frozenset({Op.NAME, Op.ELEMENT})


def has_open_powers(statement: Statement) -> bool:
    """Whether a power stands behind a round bracket, and none behind a square one."""
    text = statement.left_text + statement.right_text
    return bool(_BEHIND_ROUND.search(text)) and not _BEHIND_SQUARE.search(text)


def with_powers_inside(setting: Setting, of_variables: bool = False) -> Setting | None:
    """The claim with E(X - a)² as E((X - a)²), and E(X)² too where that is asked for.

    None where nothing changes, and where the line has E(X²) as well: its author tells them apart.
    """

    def moved(node: Term) -> Term:
        body = _averaged(node.args[0], setting) if node.op is Op.POW else None
        if body is None or (body.op in _VARIABLES and not of_variables):
            return node
        inner, exponent = node.args
        return make(Op.APPLY, power(body, exponent), *inner.args[1:], data=inner.data)

    left, right = (rebuild(side, moved) for side in setting.sides)
    if (left, right) == setting.sides or (of_variables and _has_power_of_variable(setting)):
        return None
    return replace(setting, left=left, right=right)


def _averaged(node: Term, setting: Setting) -> Term | None:
    """What a mean of one argument averages."""
    found = application(node, setting.chance.functionals)
    plain = found is not None and found.kind is Functional.MEAN and len(found.args) == 1
    return found.args[0] if found is not None and plain else None


def _has_power_of_variable(setting: Setting) -> bool:
    bodies = (_averaged(node, setting) for node in postorder(*setting.sides))
    return any(
        body is not None and body.op is Op.POW and body.args[0].op in _VARIABLES for body in bodies
    )
