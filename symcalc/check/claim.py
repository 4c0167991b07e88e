"""A claim made ready for the oracles: definitions expanded, derivatives carried out."""

from __future__ import annotations

from dataclasses import dataclass

from symcalc.check.domain import Domain, domain_of
from symcalc.core.problem import Scope
from symcalc.core.term import (
    Op,
    Term,
    apply,
    contains,
    free_names,
    name,
    postorder,
    substitute,
)
from symcalc.mean.definitions import dependencies, expand_definitions, resolve
from symcalc.mean.differentiate import differentiate
from symcalc.mean.errors import NotDifferentiable


@dataclass(frozen=True)
class Question:
    """What is asked: whether ``left sign right`` holds in a scope."""

    left: Term
    right: Term
    sign: str
    scope: Scope


@dataclass(frozen=True)
class Claim:
    """Two sides, free of definitions and (as far as possible) of derivatives, and a domain.

    ``integrated`` names the variable where both sides were differentiated, because an
    integral without bounds is only determined up to a constant.
    """

    left: Term
    right: Term
    sign: str
    domain: Domain
    integrated: str = ""


def as_written(question: Question) -> Claim:
    """The claim with its definitions left alone and derivatives not carried out."""
    left, right = question.left, question.right
    return Claim(left, right, question.sign, domain_of(question.scope, left, right))


def expanded(question: Question) -> Claim:
    """The claim with its definitions expanded and its derivatives carried out."""
    sign, scope = question.sign, question.scope
    left, right = (expand_definitions(side, scope) for side in (question.left, question.right))
    left, right = _with_dependent_functions(left, right)
    left, right = (resolve(side, scope) for side in (left, right))
    variable = _antiderivative(left, right)
    if variable is not None and sign == "=":
        left, right = _differentiated(left, variable), _differentiated(right, variable)
    domain = domain_of(scope, left, right)
    return Claim(left, right, sign, domain, str(variable.data) if variable else "")


def _with_dependent_functions(left: Term, right: Term) -> tuple[Term, Term]:
    """Where dy/dx occurs, y is a function of x; it becomes an unknown one, applied to x.

    A name that depends on another and is differentiated by as well (the chain rule in
    Leibniz' notation) is left alone.
    """
    depends = dependencies(left, right)
    variables = {
        str(variable.data)
        for node in postorder(left, right)
        if node.op is Op.DERIVATIVE
        for variable in node.args[1:]
    }
    values = {
        name(key): apply(key, *(name(other) for other in on))
        for key, on in depends.items()
        if key not in variables
    }
    if not values or variables & depends.keys():
        return left, right
    return substitute(left, values), substitute(right, values)


def _antiderivative(left: Term, right: Term) -> Term | None:
    """The one variable of an integral without bounds in the claim."""
    found = {
        node.args[1]
        for node in postorder(left, right)
        if node.op is Op.INTEGRAL and len(node.args) == 2
    }
    return found.pop() if len(found) == 1 else None


def _differentiated(side: Term, variable: Term) -> Term:
    try:
        return differentiate(side, variable)
    except NotDifferentiable:
        return side


def has_unknown_derivative(*terms: Term) -> bool:
    """Whether a derivative is left that could not be carried out."""
    return any(contains(term, Op.DERIVATIVE, Op.AT) for term in terms)


def names_on_one_side(claim: Claim) -> list[str]:
    """The names that are free in exactly one side."""
    return sorted(free_names(claim.left) ^ free_names(claim.right))
