"""The local derivatives of one node of the graph, first and second.

Reverse mode and edge pushing need to know, for every node, how it changes with what it is
made of.  A node that binds a name or chooses a branch is opaque: it is taken as a function
of the variables themselves, and differentiated forward.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import combinations_with_replacement
from typing import Final

from symcalc.core import term as raw
from symcalc.core.term import (
    MINUS_ONE,
    ONE,
    TWO,
    ZERO,
    Op,
    Term,
    free_names,
    name,
    substitute,
    value_of,
)
from symcalc.mean.algebra import div, mul, neg, power, sub
from symcalc.mean.errors import NotDifferentiable
from symcalc.mean.forward import applied_partial, differentiate, power_partials
from symcalc.mean.functions import ELEMENTARY
from symcalc.mean.sharing import plus, times

#: Nodes that are differentiated through their own arguments.
_TRANSPARENT: Final = frozenset({Op.ADD, Op.NEG, Op.MUL, Op.DIV, Op.POW, Op.CALL, Op.APPLY})


@dataclass(frozen=True)
class Local:
    """The derivatives of a node in the distinct nodes that it is made of.

    ``first`` has (part, derivative), ``second`` (part, part, derivative) with every
    unordered pair once.
    """

    first: tuple[tuple[Term, Term], ...]
    second: tuple[tuple[Term, Term, Term], ...] = ()


class Graph:
    """The part of one or more terms that depends on the variables, in evaluation order.

    ``nodes`` come arguments first.  Products are split into pairs, so that a product of n
    factors has derivatives of total size n.
    """

    def __init__(self, roots: Iterable[Term], variables: Sequence[Term]) -> None:
        self.variables = tuple(variables)
        self.keys = frozenset(str(variable.data) for variable in variables)
        self.roots = tuple(raw.rebuild(root, _pairwise) for root in roots)
        self.nodes = self._order()

    def depends(self, node: Term) -> bool:
        """Whether any variable may occur in a node."""
        return bool(free_names(node) & self.keys)

    def _order(self) -> list[Term]:
        done: dict[Term, None] = {}
        stack = list(self.roots)[::-1]
        while stack:
            node = stack[-1]
            missing = [part for part in self._inside(node) if part not in done]
            if missing:
                stack.extend(reversed(missing))
                continue
            stack.pop()
            if self.depends(node):
                done[node] = None
        return list(done)

    def _inside(self, node: Term) -> list[Term]:
        if node.op not in _TRANSPARENT:
            return []
        return [argument for argument in node.args if self.depends(argument)]

    def local(self, node: Term, *, second: bool = False) -> Local:
        """The derivatives of a node in its parts that depend on the variables."""
        if node in self.variables:
            return Local(())
        if node.op not in _TRANSPARENT:
            return self._opaque(node, second)
        first = _merged(self._first(node))
        return Local(first, self._second(node) if second else ())

    def _opaque(self, node: Term, second: bool) -> Local:
        rates = [(v, differentiate(node, v)) for v in self.variables]
        moving = [(v, rate) for v, rate in rates if rate is not ZERO]
        pairs = combinations_with_replacement(moving, 2) if second else ()
        return Local(
            tuple(moving), tuple((u, v, differentiate(rate, v)) for (u, rate), (v, _) in pairs)
        )

    def _first(self, node: Term) -> list[tuple[Term, Term]]:
        places = [k for k, argument in enumerate(node.args) if self.depends(argument)]
        return [(node.args[k], first_partial(node, k)) for k in places]

    def _second(self, node: Term) -> tuple[tuple[Term, Term, Term], ...]:
        """Second derivatives by pairs of arguments; the same part twice counts twice."""
        found: dict[tuple[Term, Term], Term] = {}
        for j, k, partial in second_partials(node):
            a, b = node.args[j], node.args[k]
            if partial is ZERO or not (self.depends(a) and self.depends(b)):
                continue
            if a is b and j != k:
                partial = times(TWO, partial)  # noqa: PLW2901 - the mixed pair occurs as jk and kj
            key = (b, a) if (b, a) in found else (a, b)
            found[key] = plus(found.get(key, ZERO), partial)
        return tuple((a, b, partial) for (a, b), partial in found.items())


def _pairwise(node: Term) -> Term:
    if node.op is not Op.MUL or len(node.args) <= 2:
        return node
    product, *rest = node.args
    for factor in rest:
        product = raw.mul(product, factor)
    return product


def _merged(pairs: Iterable[tuple[Term, Term]]) -> tuple[tuple[Term, Term], ...]:
    total: dict[Term, Term] = {}
    for part, partial in pairs:
        total[part] = plus(total.get(part, ZERO), partial)
    return tuple(total.items())


# ------------------------------------------------------------------------ first and second


def first_partial(node: Term, k: int) -> Term:
    """The derivative of a transparent node in its k-th argument."""
    match node.op:
        case Op.ADD:
            return ONE
        case Op.NEG:
            return MINUS_ONE
        case Op.MUL:
            return node.args[1 - k]
        case Op.DIV:
            return div(ONE, node.args[1]) if k == 0 else neg(raw.div(node, node.args[1]))
        case Op.APPLY:
            return applied_partial(node, k)
        case Op.POW if k == 0 and value_of(node.args[1]) is not None:
            base, exponent = node.args
            return times(exponent, power(base, sub(exponent, ONE)))
        case _:
            return _instance(_first_template(node.op, node.data, len(node.args), k), node)


def second_partials(node: Term) -> list[tuple[int, int, Term]]:
    """The second derivatives of a transparent node, for pairs j <= k of its arguments."""
    match node.op:
        case Op.ADD | Op.NEG:
            return []
        case Op.MUL:
            return [(0, 1, ONE)]
        case Op.DIV:
            square = power(node.args[1], TWO)
            return [
                (0, 1, neg(div(ONE, square))),
                (1, 1, times(TWO, div(node, square))),
            ]
        case Op.POW if value_of(node.args[1]) is not None:
            return [(0, 0, _second_of_power(*node.args))]
    pairs = combinations_with_replacement(range(len(node.args)), 2)
    return [(j, k, _second_partial(node, j, k)) for j, k in pairs]


def _second_of_power(base: Term, exponent: Term) -> Term:
    factor = mul(exponent, sub(exponent, ONE))
    return times(factor, power(base, sub(exponent, TWO)))


def _second_partial(node: Term, j: int, k: int) -> Term:
    if node.op is Op.APPLY:
        return applied_partial(applied_partial(node, j), k)
    return _instance(_second_template(node.op, node.data, len(node.args), j, k), node)


@cache
def _first_template(op: Op, data: Hashable, count: int, k: int) -> Term:
    """The derivative of a function or a power in its k-th argument, over formal arguments."""
    formals = _formals(count)
    if op is Op.POW:
        return power_partials(*formals)[k]()
    if data not in ELEMENTARY:
        raise NotDifferentiable(f"no derivative of {data} as a whole")
    return ELEMENTARY[str(data)].partials(*formals)[k]


@cache
def _second_template(op: Op, data: Hashable, count: int, j: int, k: int) -> Term:
    return differentiate(_first_template(op, data, count, j), _formals(count)[k])


def _formals(count: int) -> tuple[Term, ...]:
    return tuple(name(f"~{k}") for k in range(count))


def _instance(template: Term, node: Term) -> Term:
    return substitute(template, dict(zip(_formals(len(node.args)), node.args, strict=True)))
