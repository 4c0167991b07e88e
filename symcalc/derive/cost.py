"""How much a person has to read: the cost by which one form is preferred to another.

The cost of a form is the number of symbols and numbers in it, written out in full, plus

* 1 for every plus or minus between terms, 0.2 for every product sign, 0.6 for a leading minus,
* 1.2 for a fraction bar, and 4 more for a fraction inside the top or bottom of another,
* 0.6 for a power, and 2.5 more for a negative exponent,
* 1.5 for an elementary function, 1 for a function the problem names,
* 2 for what is harder to read: sums, integrals, limits, cases, derivatives,
* 0.1 for every different name,
* 2 for a number taken out of a sum of three or more terms and nothing else,
* 0.5 for a number that is no whole number or has more than three digits.

Of two forms with equal cost the one found first stays, which is the one nearest to the
author's.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Final

from symcalc.core.term import Op, Term, free_names, postorder, value_of

_PER_ARGUMENT: Final = {Op.ADD: 1.0, Op.MUL: 0.2}
_OWN: Final = {
    Op.NEG: 0.6,
    Op.DIV: 1.2,
    Op.POW: 0.6,
    Op.CALL: 1.5,
    Op.APPLY: 1.0,
    Op.ELEMENT: 1.0,
    Op.NAME: 1.0,
    Op.CONSTANT: 1.0,
    Op.DECIMAL: 1.0,
}
_NEW_NAME: Final = 0.1
_HARD: Final = 2.0
_NESTED_FRACTION: Final = 4.0
_NEGATIVE_EXPONENT: Final = 2.5
_NUMBER_OUT: Final = 2.0


def cost(term: Term) -> float:
    """The cost of a form, as the module says; shared parts count as often as they are written."""
    costs: dict[Term, float] = {}
    for node in postorder(term):
        costs[node] = _own(node) + sum(costs[argument] for argument in node.args)
    return costs[term] + _NEW_NAME * len(free_names(term))


def _own(node: Term) -> float:
    if node.op is Op.NUMBER:
        assert isinstance(node.data, Fraction)
        return 1.5 if node.data.denominator > 1 or abs(node.data) >= 1000 else 1.0
    if node.op in _PER_ARGUMENT:
        minus_signs = sum(argument.op is Op.NEG for argument in node.args[1:])
        # a minus between terms is no more to read than a plus
        bare = _NUMBER_OUT if _is_number_out(node) else 0.0
        return bare + _PER_ARGUMENT[node.op] * (len(node.args) - 1) - 0.6 * minus_signs
    if node.op is Op.DIV:
        return _OWN[node.op] + _NESTED_FRACTION * sum(map(_has_fraction, node.args))
    if node.op is Op.POW:
        value = value_of(node.args[1])
        return _OWN[node.op] + (_NEGATIVE_EXPONENT if value is not None and value < 0 else 0.0)
    return _OWN.get(node.op, _HARD)


def _is_number_out(node: Term) -> bool:
    """Whether a product is a number times a long sum: 2 (x + y + z)."""
    if node.op is not Op.MUL or len(node.args) != 2 or node.args[0].op is not Op.NUMBER:
        return False
    return node.args[1].op is Op.ADD and len(node.args[1].args) > 2


def _has_fraction(term: Term) -> bool:
    """Whether a fraction stands on the level of this numerator or denominator."""
    stack = [term]
    while stack:
        node = stack.pop()
        if node.op is Op.DIV:
            return True
        if node.op in (Op.ADD, Op.MUL, Op.NEG, Op.POW):
            stack.extend(node.args)
    return False
