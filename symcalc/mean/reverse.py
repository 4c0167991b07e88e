"""Reverse mode over the term graph: gradients, Jacobians, Hessians, products with vectors.

A gradient costs a small multiple of the term, whatever the number of variables (Griewank &
Walther, *Evaluating Derivatives*, 2nd ed. 2008, ch. 3).  Hessians are found by edge pushing
(Gower & Mello, *A new framework for the computation of Hessians*, 2012), which exploits symmetry
and sparsity.  Products with vectors never build the matrix.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations, permutations
from typing import Final

from symcalc.core.term import ONE, TWO, ZERO, Op, Term, make, postorder
from symcalc.mean.algebra import simplify
from symcalc.mean.forward import differentiate
from symcalc.mean.partials import Graph, Local
from symcalc.mean.sharing import plus, times
from symcalc.mean.sums import kronecker

#: Results of at most this many nodes are flattened and collected for people to read.
_READABLE: Final = 400


def gradient(term: Term, variables: Sequence[Term]) -> tuple[Term, ...]:
    """The derivatives of a scalar term in each variable (a NAME or an ELEMENT).

    Raises :class:`symcalc.mean.errors.NotDifferentiable`.
    """
    return vjp((term,), variables, (ONE,))


def vjp(
    terms: Sequence[Term], variables: Sequence[Term], cotangents: Sequence[Term]
) -> tuple[Term, ...]:
    """A cotangent (one entry a term) times the Jacobian, one entry a variable; reverse mode."""
    if not _independent(variables):
        return _readable([_weighted(terms, cotangents, variable) for variable in variables])
    graph = Graph(terms, variables)
    adjoints: dict[Term, Term] = {}
    for root, cotangent in zip(graph.roots, cotangents, strict=True):
        adjoints[root] = plus(adjoints.get(root, ZERO), cotangent)
    for node in reversed(graph.nodes):
        if node in adjoints:
            _spread(adjoints, adjoints[node], graph.local(node))
    return _readable([adjoints.get(variable, ZERO) for variable in variables])


def jvp(
    terms: Sequence[Term], variables: Sequence[Term], tangents: Sequence[Term]
) -> tuple[Term, ...]:
    """The Jacobian times a tangent (one entry a variable), one entry a term; forward mode."""
    graph = Graph(terms, variables)
    rates: dict[Term, Term] = {}
    for variable, tangent in zip(graph.variables, tangents, strict=True):
        rates[variable] = plus(rates.get(variable, ZERO), tangent)
    for node in graph.nodes:
        if node in rates:
            continue
        rate = ZERO
        for part, partial in graph.local(node).first:
            rate = plus(rate, times(partial, rates.get(part, ZERO)))
        rates[node] = rate
    return _readable([rates.get(root, ZERO) for root in graph.roots])


def jacobian(terms: Sequence[Term], variables: Sequence[Term]) -> tuple[tuple[Term, ...], ...]:
    """One row for each term, one column for each variable."""
    return tuple(gradient(term, variables) for term in terms)


def hvp(term: Term, variables: Sequence[Term], tangents: Sequence[Term]) -> tuple[Term, ...]:
    """The Hessian times a tangent: the gradient differentiated forward (Pearlmutter 1994)."""
    return jvp(gradient(term, variables), variables, tangents)


def hessian(term: Term, variables: Sequence[Term]) -> tuple[tuple[Term, ...], ...]:
    """The matrix of second derivatives of a scalar term, by edge pushing."""
    if not _independent(variables):
        return jacobian(gradient(term, variables), variables)
    graph = Graph((term,), variables)
    edges = _push_edges(graph)
    flat = _readable([edges.weight(u, v) for u in variables for v in variables])
    width = len(variables)
    return tuple(flat[k : k + width] for k in range(0, width * width, width))


# ---------------------------------------------------------------------------- edge pushing


class _Edges:
    """The symmetric second-order weights between nodes; absent ones are zero."""

    def __init__(self) -> None:
        self._rows: dict[Term, dict[Term, Term]] = {}

    def weight(self, a: Term, b: Term) -> Term:
        return self._rows.get(a, {}).get(b, ZERO)

    def add(self, a: Term, b: Term, weight: Term) -> None:
        if weight is ZERO:
            return
        total = plus(self.weight(a, b), weight)
        self._rows.setdefault(a, {})[b] = total
        self._rows.setdefault(b, {})[a] = total

    def take(self, node: Term) -> dict[Term, Term]:
        """Remove a node with its edges, and return them."""
        row = self._rows.pop(node, {})
        for other in row:
            if other is not node:
                del self._rows[other][node]
        return row


def _push_edges(graph: Graph) -> _Edges:
    """One sweep from the result to the variables (algorithm 3.1 of Gower & Mello)."""
    edges = _Edges()
    adjoints: dict[Term, Term] = {graph.roots[0]: ONE}
    for node in reversed(graph.nodes):
        if node in graph.variables:
            continue
        local = graph.local(node, second=True)
        for other, weight in edges.take(node).items():
            if other is node:
                _push_loop(edges, weight, local)
            else:
                _push_edge(edges, other, weight, local)
        adjoint = adjoints.get(node, ZERO)
        for a, b, partial in local.second:
            edges.add(a, b, times(adjoint, partial))
        _spread(adjoints, adjoint, local)
    return edges


def _push_edge(edges: _Edges, other: Term, weight: Term, local: Local) -> None:
    """Replace an edge {node, other} by edges from the parts of the node."""
    for part, partial in local.first:
        pushed = times(partial, weight)
        edges.add(part, other, times(TWO, pushed) if part is other else pushed)


def _push_loop(edges: _Edges, weight: Term, local: Local) -> None:
    """Replace an edge {node, node} by edges between all its parts."""
    for part, partial in local.first:
        edges.add(part, part, times(times(partial, partial), weight))
    for (a, in_a), (b, in_b) in combinations(local.first, 2):
        edges.add(a, b, times(times(in_a, in_b), weight))


# -------------------------------------------------------------------------------- details


def _spread(adjoints: dict[Term, Term], adjoint: Term, local: Local) -> None:
    """Pass the adjoint of a node on to its parts."""
    for part, partial in local.first:
        adjoints[part] = plus(adjoints.get(part, ZERO), times(adjoint, partial))


def _independent(variables: Sequence[Term]) -> bool:
    """Whether no two variables may be one (x_i and x_j may, where i = j)."""
    return all(kronecker(a, b) is ZERO for a, b in permutations(variables, 2) if a is not b)


def _weighted(terms: Sequence[Term], weights: Sequence[Term], variable: Term) -> Term:
    total = ZERO
    for term, weight in zip(terms, weights, strict=True):
        total = plus(total, times(weight, differentiate(term, variable)))
    return total


def _readable(terms: Sequence[Term]) -> tuple[Term, ...]:
    if len(postorder(*terms)) > _READABLE:
        return tuple(terms)
    return simplify(make(Op.TUPLE, *terms)).args  # one pass, so that shared parts stay shared
