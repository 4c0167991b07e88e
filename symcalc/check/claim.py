"""A claim made ready for the oracles: definitions expanded, derivatives carried out."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from symcalc.check.antiderivative import (
    Constant,
    constant_between,
    differentiated,
    unbounded_variable,
)
from symcalc.check.domain import Domain, domain_of
from symcalc.check.opaque import scope_with_plain_arguments, with_plain_arguments
from symcalc.core.problem import Scope
from symcalc.core.term import (
    Op,
    Term,
    add,
    apply,
    contains,
    free_names,
    function_orders,
    name,
    postorder,
    rebuild,
    substitute,
)
from symcalc.mean.definitions import dependencies, expand_definitions, resolve

#: Derivatives written as primes on a name are recognised up to this order.
MOST_PRIMES: Final = 3


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
    integral without bounds is only determined up to a constant; ``constant`` says what the
    claim makes of that, and ``before`` holds the sides that were differentiated.
    """

    left: Term
    right: Term
    sign: str
    domain: Domain
    integrated: str = ""
    constant: Constant = Constant.DETERMINED
    before: tuple[Term, ...] = ()

    @property
    def defined_with(self) -> tuple[Term, Term]:
        """Two terms that are defined exactly where the two sides are."""
        if not self.before:
            return self.left, self.right
        return add(self.before[0], self.left), add(self.before[1], self.right)


def as_written(question: Question) -> Claim:
    """The claim with its definitions left alone and derivatives not carried out."""
    left, right = (with_plain_arguments(side) for side in (question.left, question.right))
    domain = domain_of(scope_with_plain_arguments(question.scope), left, right)
    return Claim(left, right, question.sign, domain)


def expanded(question: Question) -> Claim:
    """The claim with its definitions expanded and its derivatives carried out."""
    sign, scope = question.sign, question.scope
    left, right = with_dependent_functions(*_without_definitions(question))
    left, right = (resolve(side, scope) for side in (left, right))
    assumed = scope_with_plain_arguments(_assuming_expanded(scope))
    claim = Claim(left, right, sign, domain_of(assumed, left, right))
    variable = unbounded_variable(left, right)
    slopes = None if variable is None else differentiated(left, right, variable)
    if variable is None or slopes is None or sign != "=":
        return claim
    return replace(
        claim,
        left=slopes[0],
        right=slopes[1],
        integrated=str(variable.data),
        constant=constant_between(left, right, variable),
        before=(left, right),
    )


def _without_definitions(question: Question) -> tuple[Term, Term]:
    """Both sides with definitions expanded and structured applications as plain ones."""
    left, right = (expand_definitions(s, question.scope) for s in (question.left, question.right))
    return with_plain_arguments(left), with_plain_arguments(right)


def _assuming_expanded(scope: Scope) -> Scope:
    """The scope with its assumed inequalities stated of what the definitions stand for."""
    known = (
        relation if relation.data == "=" else expand_definitions(relation, scope)
        for relation in scope.assumptions
    )
    return replace(scope, assumptions=tuple(known))


def with_derivatives(question: Question) -> tuple[Term, Term]:
    """Both sides with definitions expanded and derivatives left to be taken.

    "The derivative in t, at t = x" is written as the derivative in x where x is new there.
    """
    left, right = with_dependent_functions(*_without_definitions(question))
    return rebuild(left, _differentiated_in_place), rebuild(right, _differentiated_in_place)


def _differentiated_in_place(node: Term) -> Term:
    if node.op is not Op.AT or node.args[2].op is not Op.NAME:
        return node
    body, variable, value = node.args
    if str(value.data) in free_names(body):
        return node
    return rebuild(body, lambda part: value if part is variable else part)


def with_dependent_functions(left: Term, right: Term) -> tuple[Term, Term]:
    """Names that depend on others as unknown functions, applied to what they depend on.

    Where dy/dx occurs, y is a function of x.  Where d/dx and both f and f' occur, so is f,
    with the derivative f'.  A name that depends on another and is differentiated by as well
    (the chain rule in Leibniz' notation) is left alone.
    """
    variables = _variables(left, right)
    depends = {**_primed(left, right, variables), **dependencies(left, right)}
    if not depends or set(variables) & depends.keys():
        return left, right
    values: dict[Term, Term] = {}
    for key, on in depends.items():
        arguments = [name(other) for other in on]
        values[name(key)] = apply(key, *arguments)
        for order in range(1, MOST_PRIMES + 1) if len(on) == 1 else ():
            values[name(key + "'" * order)] = apply(key, *arguments, orders=(order,))
    return substitute(left, values), substitute(right, values)


def _variables(*terms: Term) -> list[str]:
    """The names that the terms are differentiated by."""
    nodes = [node for node in postorder(*terms) if node.op is Op.DERIVATIVE]
    return list(dict.fromkeys(str(variable.data) for n in nodes for variable in n.args[1:]))


def _primed(left: Term, right: Term, variables: list[str]) -> dict[str, list[str]]:
    """The names f that occur beside f', if there is one variable they can depend on."""
    names = free_names(left) | free_names(right)
    if len(variables) != 1:
        return {}
    return {key: variables for key in sorted(names) if key + "'" in names}


def states_derivative(term: Term) -> bool:
    """Whether a derivative is written in a term, as d/dx or as a prime."""
    return any(
        node.op is Op.DERIVATIVE or (node.op is Op.APPLY and any(function_orders(node)))
        for node in postorder(term)
    )


def has_unknown_derivative(*terms: Term) -> bool:
    """Whether a derivative is left that could not be carried out."""
    return any(contains(term, Op.DERIVATIVE, Op.AT) for term in terms)


def names_on_one_side(claim: Claim) -> list[str]:
    """The names that are free in exactly one side."""
    return sorted(free_names(claim.left) ^ free_names(claim.right))
