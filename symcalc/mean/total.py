"""Terms that have a value everywhere: what may be cancelled without losing a condition."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from symcalc.core.term import E, Op, Term, postorder, value_of

#: Functions that are defined for every real argument.
_ENTIRE: Final = frozenset(
    {"sin", "cos", "arctan", "sinh", "cosh", "tanh", "sech", "arsinh", "exp", "abs", "sign"}
    | {"floor", "ceil", "max", "min", "erf", "erfc", "expm1"}
)


def everywhere_defined(term: Term) -> bool:
    """Whether a term has a real value at every real point, as far as its form shows."""
    return all(_is_total(node) for node in postorder(term))


def never_zero(term: Term) -> bool:
    """Whether a term is defined and not zero at every real point, as far as its form shows."""
    value = value_of(term)
    if value is not None:
        return value != 0
    if term.op is Op.CONSTANT:
        return term.data in ("pi", "e")
    if term.op is Op.CALL and term.data in ("exp", "cosh"):
        return everywhere_defined(term)
    if term.op is Op.POW and term.args[0] is E:
        return everywhere_defined(term.args[1])
    return False


def _is_total(node: Term) -> bool:
    test = _TOTAL.get(node.op)
    return test is not None and test(node)


def _is_total_quotient(node: Term) -> bool:
    return value_of(node.args[1]) not in (None, 0) or node.args[1].op is Op.CONSTANT


def _is_total_power(node: Term) -> bool:
    value = value_of(node.args[1])
    whole = value is not None and value.denominator == 1 and value >= 0
    return whole or node.args[0] is E


#: For each operation: whether it has a value wherever its arguments have one.
_TOTAL: Final[dict[Op, Callable[[Term], bool]]] = {
    **dict.fromkeys(
        (Op.NUMBER, Op.DECIMAL, Op.NAME, Op.ELEMENT, Op.ADD, Op.MUL, Op.NEG), lambda node: True
    ),
    Op.CONSTANT: lambda node: node.data in ("pi", "e"),
    Op.CALL: lambda node: node.data in _ENTIRE,
    Op.DIV: _is_total_quotient,
    Op.POW: _is_total_power,
}
