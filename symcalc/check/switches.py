"""The terms whose sign decides something: a domain, a kink, a jump, a pole."""

from __future__ import annotations

from symcalc.core.term import (
    BINDERS,
    Op,
    Term,
    free_names,
    postorder,
    sub,
    value_of,
)
from symcalc.mean.functions import ELEMENTARY


def switches(*terms: Term) -> list[Term]:
    """Every term whose zeros bound a domain or a smooth piece of the given terms.

    Denominators, bases of broken or negative powers, arguments of roots and logarithms,
    of |x| and sign, differences under max and min, and the sides of conditions.
    """
    found: dict[Term, None] = {}
    bound = {str(node.args[1].data) for node in postorder(*terms) if node.op in BINDERS}
    for node in postorder(*terms):
        for switch in _of_node(node):
            free = free_names(switch)
            if free and not free & bound:
                found[switch] = None
    return list(found)


def _of_node(node: Term) -> list[Term]:
    if node.op is Op.DIV:
        return [node.args[1]]
    if node.op is Op.POW:
        exponent = value_of(node.args[1])
        whole = exponent is not None and exponent.denominator == 1 and exponent >= 0
        return [] if whole else [node.args[0]]
    if node.op is Op.RELATION:
        return [sub(*node.args)]
    if node.op is Op.CALL and node.data in ELEMENTARY:
        row = ELEMENTARY[str(node.data)]
        sides = [sub(*r.args) for r in row.domain(*node.args) if r.op is Op.RELATION]
        return [*sides, *row.kinks(*node.args)]
    return []
