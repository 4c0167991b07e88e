"""Reverse mode: gradients, Jacobians, Hessians and their products with vectors."""

from __future__ import annotations

from collections.abc import Sequence

from symcalc.core.term import Term
from symcalc.mean.algebra import add, mul
from symcalc.mean.forward import differentiate


def gradient(term: Term, variables: Sequence[Term]) -> tuple[Term, ...]:
    """The derivatives of a scalar term in each variable."""
    return tuple(differentiate(term, variable) for variable in variables)


def hessian(term: Term, variables: Sequence[Term]) -> tuple[tuple[Term, ...], ...]:
    """The second derivatives of a scalar term in every two variables."""
    return tuple(gradient(first, variables) for first in gradient(term, variables))


def jacobian(terms: Sequence[Term], variables: Sequence[Term]) -> tuple[tuple[Term, ...], ...]:
    """One row of derivatives for each term."""
    return tuple(gradient(term, variables) for term in terms)


def jvp(
    terms: Sequence[Term], variables: Sequence[Term], tangents: Sequence[Term]
) -> tuple[Term, ...]:
    """The Jacobian times a tangent."""
    return tuple(
        add(*(mul(d, t) for d, t in zip(gradient(f, variables), tangents, strict=True)))
        for f in terms
    )


def vjp(
    terms: Sequence[Term], variables: Sequence[Term], cotangents: Sequence[Term]
) -> tuple[Term, ...]:
    """A cotangent times the Jacobian."""
    rows = jacobian(terms, variables)
    return tuple(
        add(*(mul(c, row[k]) for c, row in zip(cotangents, rows, strict=True)))
        for k in range(len(variables))
    )


def hvp(term: Term, variables: Sequence[Term], tangents: Sequence[Term]) -> tuple[Term, ...]:
    """The Hessian times a tangent."""
    return jvp(gradient(term, variables), variables, tangents)
