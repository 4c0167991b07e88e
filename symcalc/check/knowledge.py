"""When a claim that fails may not be called refuted.

Pages use facts that stand elsewhere: y = wx + b, probabilities that sum to one, a hat that
marks an estimate, a function that solves an equation.  A line that fails when its names
are taken to be independent may be right all the same.  Each rule below recognises one such
situation; only what no rule objects to is refuted.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from symcalc.check.claim import Claim, Question, has_unknown_derivative, names_on_one_side
from symcalc.check.generic import is_general_rule
from symcalc.check.opaque import function_as_written
from symcalc.check.oracles import modular
from symcalc.core.kind import Sort
from symcalc.core.kind_shapes import array_kinds
from symcalc.core.problem import Scope
from symcalc.core.term import (
    ONE,
    ZERO,
    Op,
    Term,
    contains,
    div,
    element,
    free_names,
    functions_in,
    name,
    postorder,
    summation,
)
from symcalc.core.verdict import Says
from symcalc.mean.definitions import expand_definitions
from symcalc.mean.differentiate import differentiate
from symcalc.mean.errors import NotDifferentiable
from symcalc.mean.names import plain_name

#: Marks of names that stand for an estimate, a mean or a relative of the plain name.
DECORATIONS: Final = ("hat", "bar", "tilde", "dot", "ddot", "check", "breve")
#: Sorts that a real number cannot stand for.
_NOT_NUMBERS: Final = frozenset({Sort.VECTOR, Sort.MATRIX, Sort.QUATERNION, Sort.RANDOM, Sort.SET})


@dataclass(frozen=True)
class Objection:
    """Why a failing claim is not refuted: a code and a message."""

    code: str
    message: str


def objection_to_refuting(question: Question, claim: Claim) -> Objection | None:
    """The first reason not to call a failing claim refuted, or None."""
    for rule in _RULES:
        found = rule(question, claim)
        if found is not None:
            return found
    return None


def no_numbers(question: Question) -> Objection | None:
    """What is no real number: numbers in its place would prove and refute wrongly."""
    scope = question.scope
    for side in (question.left, question.right):
        if side.op is Op.TUPLE:
            return Objection("SC405", "a list is compared as written only")
        if contains(expand_definitions(side, scope), Op.MAP):
            message = (
                "what is taken over a variable (a maximum, a mean) is compared as written only"
            )
            return Objection("SC405", message)
    for key in sorted(_bare_names(question.left) | _bare_names(question.right)):
        declaration = scope.declarations.get(key)
        if declaration is None or key in scope.definitions:
            continue
        kind = declaration.kind
        if kind.sort in _NOT_NUMBERS or "complex" in kind.properties:
            return Objection("SC405", f"{plain_name(key)} is a {kind}, which is not judged yet")
    return None


def _bare_names(term: Term) -> set[str]:
    return {str(node.data) for node in postorder(term) if node.op is Op.NAME}


# ------------------------------------------------------------------------------- the rules


def _constraint(question: Question, claim: Claim) -> Objection | None:
    touched = _all_names(claim)
    for equality in claim.domain.equalities:
        shared = free_names(equality) & touched
        if shared:
            names = _listed(sorted(shared))
            return Objection(
                "SC403", f"fails without the assumed equality of {names}, which did not help"
            )
    return None


def _mentioned(question: Question, claim: Claim) -> Objection | None:
    """The page speaks of a relation of these names: it may hold here."""
    touched = _all_names(claim) | free_names(question.left) | free_names(question.right)
    for relation in question.scope.mentioned:
        shared = free_names(relation) & touched
        if shared:
            names = _listed(sorted(shared))
            return Objection(
                "SC403", f"the page mentions an equation of {names} that may hold here"
            )
    return None


def _unknown_function(question: Question, claim: Claim) -> Objection | None:
    found = functions_in(claim.left) | functions_in(claim.right)
    functions = sorted({function_as_written(key) for key in found})
    if functions and not is_general_rule(question, claim):
        names = _listed(functions)
        return Objection("SC407", f"fails for arbitrary {names}; a property not stated may help")
    if has_unknown_derivative(claim.left, claim.right):
        return Objection("SC407", "a derivative is left whose dependence is not stated")
    return None


def _may_be_the_identity(question: Question, claim: Claim) -> Objection | None:
    """An undeclared I beside other capitals: these may be matrices."""
    bare = _bare_names(question.left) | _bare_names(question.right)
    capitals = [key for key in bare if len(key) == 1 and key.isupper() and key != "I"]
    if "I" in bare and "I" not in question.scope.declarations and capitals:
        return Objection("SC416", "fails for numbers; I may be the identity matrix here")
    return None


def _function_as_value(question: Question, claim: Claim) -> Objection | None:
    """u alone, where the page has u(a, b): how its value enters is not known here."""
    scope = question.scope
    for key in sorted(_bare_names(question.left) | _bare_names(question.right)):
        definition, declaration = scope.definitions.get(key), scope.declarations.get(key)
        defined = definition is not None and definition.is_function
        if defined or (declaration is not None and declaration.kind.sort is Sort.FUNCTION):
            return Objection("SC407", f"{plain_name(key)} is a function, and stands alone here")
    return None


def _marked_derivative(question: Question, claim: Claim) -> Objection | None:
    """A name y' beside y may be its derivative, or a new value of it."""
    names = _all_names(claim) | free_names(question.left) | free_names(question.right)
    for key in sorted(names):
        base = key.rstrip("'")
        if base != key and base in names and not is_general_rule(question, claim):
            message = f"how {plain_name(key)} depends on {plain_name(base)} is not stated"
            return Objection("SC407", message)
    return None


def _decorated(question: Question, claim: Claim) -> Objection | None:
    names = _all_names(claim) | free_names(question.left) | free_names(question.right)
    for key in sorted(names):
        base = _undecorated(key)
        if base is not None and _occurs(base, names) and not _mean_was_tried(key, claim):
            message = f"how {plain_name(key)} is computed from {plain_name(base)} is not stated"
            return Objection("SC406", message)
    return None


def _integrated_on_one_side(question: Question, claim: Claim) -> Objection | None:
    """∫ dW = F x: the left side is what the right side adds up to, not an antiderivative."""
    key = claim.integrated
    if key and any(key not in free_names(side) for side in (question.left, question.right)):
        message = f"only one side integrates over {plain_name(key)}; what it rests on is not stated"
        return Objection("SC402", message)
    return None


def _one_sided_names(question: Question, claim: Claim) -> Objection | None:
    relevant = [key for key in names_on_one_side(claim) if _matters(key, claim)]
    if not relevant or _all_stated(claim, question.scope):
        return None
    message = f"only one side mentions {_listed(relevant)}; its relation to the rest is not stated"
    return Objection("SC402", message)


def _sequence_and_name(question: Question, claim: Claim) -> Objection | None:
    """x beside x_i: the whole and its parts, or two things; not known, but of an array."""
    arrays = array_kinds(question.scope)
    bare = (_bare_names(claim.left) | _bare_names(claim.right)) - arrays.keys()
    for node in postorder(claim.left, claim.right):
        if node.op is Op.ELEMENT and str(node.data) in bare:
            key = plain_name(str(node.data))
            return Objection("SC402", f"how {key} is related to its elements is not stated")
    return None


_RULES: Final[tuple[Callable[[Question, Claim], Objection | None], ...]] = (
    _constraint,
    _mentioned,
    _unknown_function,
    _function_as_value,
    _may_be_the_identity,
    _marked_derivative,
    _decorated,
    _integrated_on_one_side,
    _one_sided_names,
    _sequence_and_name,
)


# --------------------------------------------------------------------------------- helpers


def _all_names(claim: Claim) -> frozenset[str]:
    return free_names(claim.left) | free_names(claim.right)


def _listed(keys: list[str]) -> str:
    return ", ".join(plain_name(key) for key in keys)


def _undecorated(key: str) -> str | None:
    """The plain name under a hat, a bar or a tilde."""
    head, dot, rest = key.partition(".")
    return rest if dot and head in DECORATIONS else None


def _occurs(base: str, names: frozenset[str]) -> bool:
    """Whether the plain name, or one that differs from it by an index only, occurs."""
    stem = base.partition("_")[0]
    return any(other.partition("_")[0] == stem for other in names)


def _matters(key: str, claim: Claim) -> bool:
    """Whether the side that mentions a name depends on it."""
    for side in (claim.left, claim.right):
        if key not in free_names(side):
            continue
        if any(node.op is Op.ELEMENT and node.data == key for node in postorder(side)):
            return True
        try:
            slope = differentiate(side, name(key))
        except NotDifferentiable:
            return True
        if modular.prove(slope, ZERO, claim.domain).says is not Says.HOLDS:
            return True
    return False


def _all_stated(claim: Claim, scope: Scope) -> bool:
    """Whether the document itself declares every name of the claim."""
    declared = (scope.declarations.get(key) for key in sorted(_all_names(claim)))
    return all(item is not None and not item.inferred for item in declared)


# ----------------------------------------------------------------------- a bar is a mean


def mean_definition(key: str, claim: Claim) -> Term | None:
    """For a barred name whose elements are run through in the claim, (1/n) Σ of the elements."""
    base = _undecorated(key)
    if base is None or not key.startswith("bar."):
        return None
    for node in postorder(claim.left, claim.right):
        if node.op in (Op.SUM, Op.PRODUCT) and node.args[2] is ONE:
            index, upper = node.args[1], node.args[3]
            if element(base, index) in postorder(node.args[0]):
                total = summation(element(base, index), index, ONE, upper)
                return div(total, upper)
    return None


def _mean_was_tried(key: str, claim: Claim) -> bool:
    """The claim failed with the mean in the place of the bar as well."""
    return mean_definition(key, claim) is not None
