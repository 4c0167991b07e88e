"""When an entry that fails refutes a claim about arrays, and when something was guessed."""

from __future__ import annotations

from dataclasses import replace

from symcalc.check import knowledge
from symcalc.check.arrays.claim import ArrayClaim
from symcalc.check.arrays.conflicts import concluded, has_identity_of_open_size, is_stated
from symcalc.check.arrays.results import undecided
from symcalc.check.claim import Claim, Question
from symcalc.check.compare import Judgement
from symcalc.check.domain import Domain
from symcalc.core.kind import Kind, Sort, elements_key
from symcalc.core.kind_shapes import array_kinds, family_of, owner_of
from symcalc.core.problem import Scope
from symcalc.core.shape import is_open
from symcalc.core.term import (
    ONE,
    Op,
    Term,
    free_names,
    mul,
    name,
    postorder,
    rebuild,
    substitute,
)
from symcalc.core.verdict import Verdict
from symcalc.mean.names import plain_name


def doubt_about_kinds(claim: ArrayClaim, found: Judgement, at: str) -> Judgement | None:
    """What a failure is worth where the kinds of some names were only concluded from their use."""
    listed = ", ".join(plain_name(key) for key in doubtful_names(claim))
    if not listed:
        return None
    message = f"fails{at} if the kinds of {listed} are as they seem; declare them"
    return replace(found, verdict=Verdict.UNDECIDED, code="SC416", message=message)


def on_failure(claim: ArrayClaim, found: Judgement, at: str) -> Judgement:
    """An entry that fails refutes a claim about arrays, unless something else excuses it."""
    question = claim.question
    if any(family_of(node, claim.kinds) for node in postorder(question.left, question.right)):
        return undecided("SC416", "fails, if the last index is the one of an entry")
    if concluded(claim):
        return undecided("SC416", f"fails, {concluded(claim)}")
    if has_identity_of_open_size(claim):
        return undecided("SC416", "fails, unless I is of another size here; write I_n")
    equalities = tuple(r for r in question.scope.assumptions if r.data == "=")
    left, right = (
        _without_identities(_carried_out(_of_whole_arrays(side, claim)), question.scope)
        for side in (question.left, question.right)
    )
    carried = Claim(left, right, question.sign, Domain(equalities=equalities))
    objection = knowledge.objection_to_refuting(question, carried)
    if objection is not None:
        return replace(
            found, verdict=Verdict.UNDECIDED, code=objection.code, message=objection.message
        )
    return replace(found, message=found.message + at)


def doubtful_names(claim: ArrayClaim) -> list[str]:
    """The arrays whose kind was only concluded from how they are used."""
    question = claim.question
    keys = free_names(question.left) | free_names(question.right)
    declared = question.scope.declarations
    return [key for key in sorted(keys) if key in claim.kinds and not is_stated(key, declared)]


def _of_whole_arrays(side: Term, claim: ArrayClaim) -> Term:
    """The side with arrays in the place of their entries, and without the sizes of arrays."""
    sizes = {name(size): ONE for size in _sizes(claim)}

    def whole(node: Term) -> Term:
        if node.op is not Op.ELEMENT or elements_key(node) in claim.kinds:
            return node
        owner = owner_of(str(node.data), claim.kinds, len(node.args))
        return node if owner is None else mul(name(owner), *node.args)

    return substitute(rebuild(_with_arrays(side, claim.question), whole), sizes)


def _sizes(claim: ArrayClaim) -> list[str]:
    """The names that are sizes of arrays: they are related to the arrays by that."""
    nodes = postorder(claim.question.left, claim.question.right)
    shapes = map(claim.shapes.of, nodes)
    sizes = dict.fromkeys(size for shape in shapes for size in (shape.rows, shape.columns))
    return [size for size in sizes if not size.isdigit() and not is_open(size)]


def _with_arrays(side: Term, question: Question) -> Term:
    """The side with a_1, a_2 and a_3 as a: where all entries occur, they are those of the array."""
    known = free_names(question.left) | free_names(question.right)
    values: dict[Term, Term] = {}
    for key, kind in array_kinds(question.scope).items():
        entries = _entries_as_written(key, kind)
        if entries and known.issuperset(entries):
            values.update((name(entry), name(key)) for entry in entries)
    return substitute(side, values) if values else side


def _entries_as_written(key: str, kind: Kind) -> list[str]:
    """The names by which a page writes the entries of a vector of known size, or a quaternion."""
    letter = key.rpartition(".")[2]
    if kind.sort is Sort.QUATERNION:
        return [f"{letter}_{part}" for part in "wxyz"]
    if kind.sort is Sort.VECTOR and kind.shape and kind.shape[0].isdigit():
        return [f"{letter}_{k + 1}" for k in range(int(kind.shape[0]))]
    return []


def _carried_out(side: Term) -> Term:
    """The side without derivatives and evaluations, but with the names that they depend on."""

    def change(node: Term) -> Term:
        if node.op is Op.AT:
            body, variable, value = node.args
            return mul(substitute(body, {variable: ONE}), value)
        return mul(*node.args) if node.op is Op.DERIVATIVE else node

    return rebuild(side, change)


def _without_identities(side: Term, scope: Scope) -> Term:
    """The side with I as 1: an identity matrix is no name whose relation must be stated."""
    kinds = array_kinds(scope).items()
    values = {name(key): ONE for key, kind in kinds if "identity" in kind.properties}
    return substitute(side, values) if values else side
