"""Forward differentiation: the rules of calculus over the term graph, one node at a time.

Every node below a term is visited once and its derivative remembered, so that a shared
subexpression is differentiated once.  Results are built with :mod:`symcalc.mean.algebra`.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import Final

from symcalc.core import term as raw
from symcalc.core.term import (
    ONE,
    ZERO,
    Op,
    Term,
    derivative_orders,
    free_names,
    function_key,
    function_orders,
    substitute,
)
from symcalc.mean import sums
from symcalc.mean.algebra import add, call, div, mul, neg, power, sub
from symcalc.mean.errors import NotDifferentiable
from symcalc.mean.functions import ELEMENTARY
from symcalc.mean.piecewise import open_conditions

Dependents = Mapping[str, Collection[str]]


def differentiate(
    term: Term, variable: Term, order: int = 1, *, dependent: Dependents | None = None
) -> Term:
    """The derivative of a term in a NAME or an ELEMENT, taken ``order`` times.

    Other names are constants, unless ``dependent`` maps a name to the names it depends on:
    then its derivative stays as a DERIVATIVE node.  Piecewise terms are differentiated on
    the inside of their pieces; at a switch the result has no value.

    Raises :class:`NotDifferentiable` for limits, for bounds of sums that vary and for what
    has no derivative in closed form.
    """
    if variable.op not in (Op.NAME, Op.ELEMENT):
        raise NotDifferentiable(f"{variable} is no variable")
    try:
        for _ in range(order):
            term = _Forward(variable, dependent or {}).of(term)
    except RecursionError as error:  # hundreds of sums, one inside the other
        raise NotDifferentiable("binders nested too deeply") from error
    return term


class _Forward:
    """One pass of differentiation in one variable, with its memo."""

    def __init__(self, variable: Term, dependent: Dependents) -> None:
        self.variable = variable
        self.dependent = dependent
        self.key = str(variable.data)
        moved = {name for name, on in dependent.items() if self.key in on}
        self.touching = frozenset(moved | {self.key})
        self.memo: dict[Term, Term] = {}

    def of(self, term: Term) -> Term:
        """The derivative of a term; iterative over the nodes that depend on the variable."""
        stack = [term]
        while stack:
            node = stack[-1]
            if node in self.memo:
                stack.pop()
            elif not free_names(node) & self.touching:
                self.memo[node] = ZERO
            elif node.op in _OPAQUE:
                self.memo[node] = _RULES[node.op](self, node)
            else:
                missing = [argument for argument in node.args if argument not in self.memo]
                if missing:
                    stack.extend(missing)
                else:
                    self.memo[node] = self._rule(node)
        return self.memo[term]

    def _rule(self, node: Term) -> Term:
        rule = _RULES.get(node.op)
        if rule is None:
            raise NotDifferentiable(f"no derivative of {node.op}")
        return rule(self, node)

    def again(self, term: Term, variable: Term | None = None) -> Term:
        """The derivative of a term that is no part of this pass, or in another variable."""
        return _Forward(variable or self.variable, self.dependent).of(term)

    def sum_over(self, parts: list[tuple[Term, Term]]) -> Term:
        """The chain rule: the sum of partial derivative times inner derivative."""
        return add(*(mul(outer, inner) for outer, inner in parts if inner is not ZERO))


# ---------------------------------------------------------------------------- the rules


def _name(pass_: _Forward, node: Term) -> Term:
    if node is pass_.variable:
        return ONE
    if pass_.key in pass_.dependent.get(str(node.data), ()):
        return raw.derivative(node, pass_.variable)
    return ZERO


def _element(pass_: _Forward, node: Term) -> Term:
    return sums.kronecker(node, pass_.variable)


def _add(pass_: _Forward, node: Term) -> Term:
    return add(*(pass_.memo[argument] for argument in node.args))


def _neg(pass_: _Forward, node: Term) -> Term:
    return neg(pass_.memo[node.args[0]])


def _mul(pass_: _Forward, node: Term) -> Term:
    """The product rule, with one term for each factor that varies."""
    factors = node.args
    varying = [k for k, factor in enumerate(factors) if pass_.memo[factor] is not ZERO]
    return add(*(mul(*factors[:k], pass_.memo[factors[k]], *factors[k + 1 :]) for k in varying))


def _div(pass_: _Forward, node: Term) -> Term:
    above, below = node.args
    d_above, d_below = pass_.memo[above], pass_.memo[below]
    if d_below is ZERO:
        return ZERO if d_above is ZERO else div(d_above, below)
    if d_above is ZERO:
        return neg(div(mul(above, d_below), power(below, raw.TWO)))
    return div(sub(mul(d_above, below), mul(above, d_below)), power(below, raw.TWO))


def _pow(pass_: _Forward, node: Term) -> Term:
    base, exponent = node.args
    partials = power_partials(base, exponent)
    return pass_.sum_over([(p(), pass_.memo[a]) for p, a in zip(partials, node.args, strict=True)])


def power_partials(base: Term, exponent: Term) -> tuple[Callable[[], Term], Callable[[], Term]]:
    """The derivatives of b^e in b and in e, to be called where they are needed.

    d/db b^e = e b^(e-1) and d/de b^e = b^e log b (DLMF 4.8, b > 0 where e is no integer).
    """

    def in_base() -> Term:
        if base is exponent:
            return power(base, exponent)
        return mul(exponent, power(base, sub(exponent, ONE)))

    def in_exponent() -> Term:
        return mul(power(base, exponent), call("log", base))

    return in_base, in_exponent


def _call(pass_: _Forward, node: Term) -> Term:
    if node.data not in ELEMENTARY:
        raise NotDifferentiable(f"no derivative of {node.data} as a whole")
    partials = ELEMENTARY[str(node.data)].partials(*node.args)
    return pass_.sum_over([(p, pass_.memo[a]) for p, a in zip(partials, node.args, strict=True)])


def _apply(pass_: _Forward, node: Term) -> Term:
    return pass_.sum_over(
        [(applied_partial(node, k), pass_.memo[a]) for k, a in enumerate(node.args)]
    )


def applied_partial(node: Term, k: int) -> Term:
    """An abstract function differentiated once more in its k-th argument."""
    orders = list(function_orders(node))
    orders[k] += 1
    return raw.apply(function_key(node), *node.args, orders=tuple(orders))


def _componentwise(pass_: _Forward, node: Term) -> Term:
    return raw.make(node.op, *(pass_.memo[a] for a in node.args), data=node.data)


def _cases(pass_: _Forward, node: Term) -> Term:
    """Branch by branch, on the inside of every piece."""
    values, conditions = node.args[::2], node.args[1::2]
    kept = open_conditions(conditions, pass_.touching)
    branches = [
        (pass_.again(value), condition)
        for value, condition in zip(values, kept, strict=True)
        if condition is not None
    ]
    if not branches:
        raise NotDifferentiable("the pieces have no inside")
    return raw.cases(*branches)


def _sum(pass_: _Forward, node: Term) -> Term:
    return sums.differentiate_sum(node, pass_.variable, pass_.again)


def _product(pass_: _Forward, node: Term) -> Term:
    return sums.differentiate_product(node, pass_.variable, pass_.again)


def _integral(pass_: _Forward, node: Term) -> Term:
    """Leibniz' rule; an antiderivative in its own variable gives back its integrand."""
    body, variable, *bounds = node.args
    if not bounds and variable is pass_.variable:
        return body
    inside = pass_.again(body) if free_names(body) & pass_.touching else ZERO
    parts = [] if inside is ZERO else [raw.integral(inside, variable, *bounds)]
    for bound, sign in zip(reversed(bounds), (ONE, raw.MINUS_ONE), strict=False):
        rate = pass_.again(bound)
        if rate is not ZERO:
            parts.append(mul(sign, substitute(body, {variable: bound}), rate))
    return add(*parts)


def _at(pass_: _Forward, node: Term) -> Term:
    """The chain rule at a place that may move: d f(v, x) at v = g(x)."""
    body, variable, value = node.args
    inside = pass_.again(body) if variable is not pass_.variable else ZERO
    rate = pass_.again(value)
    parts = [ZERO if inside is ZERO else raw.at(inside, variable, value)]
    if rate is not ZERO:
        parts.append(mul(raw.at(pass_.again(body, variable), variable, value), rate))
    return add(*parts)


def _derivative(pass_: _Forward, node: Term) -> Term:
    """The derivative of a derivative, carried out unless it is of a dependent name."""
    body = node.args[0]
    if body.op is Op.NAME and str(body.data) in pass_.dependent:
        return _one_more(node, pass_.variable)
    return pass_.again(carry_out(node, pass_.dependent))


def carry_out(node: Term, dependent: Dependents | None = None) -> Term:
    """The derivative that a DERIVATIVE node stands for."""
    body, *variables = node.args
    for variable, order in zip(variables, derivative_orders(node), strict=True):
        body = differentiate(body, variable, order, dependent=dependent)
    return body


def _one_more(node: Term, variable: Term) -> Term:
    body, *variables = node.args
    orders = list(derivative_orders(node))
    if variable in variables:
        orders[variables.index(variable)] += 1
        return raw.derivative(body, *variables, orders=tuple(orders))
    return raw.derivative(body, *variables, variable, orders=(*orders, 1))


_RULES: Final[dict[Op, Callable[[_Forward, Term], Term]]] = {
    Op.NAME: _name,
    Op.ELEMENT: _element,
    Op.ADD: _add,
    Op.NEG: _neg,
    Op.MUL: _mul,
    Op.DIV: _div,
    Op.POW: _pow,
    Op.CALL: _call,
    Op.APPLY: _apply,
    Op.VECTOR: _componentwise,
    Op.MATRIX: _componentwise,
    Op.TUPLE: _componentwise,
    Op.CASES: _cases,
    Op.SUM: _sum,
    Op.PRODUCT: _product,
    Op.INTEGRAL: _integral,
    Op.AT: _at,
    Op.DERIVATIVE: _derivative,
}

#: Nodes whose rule looks inside by itself (they bind names or choose branches).
_OPAQUE: Final = frozenset(
    {Op.CASES, Op.SUM, Op.PRODUCT, Op.INTEGRAL, Op.AT, Op.DERIVATIVE, Op.ELEMENT, Op.NAME}
)
