"""Shapes that do not fit: which refute a claim, and which leave it open."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from symcalc.check.arrays.claim import ArrayClaim
from symcalc.check.arrays.results import undecided
from symcalc.check.compare import Judgement
from symcalc.core.kind import Declaration
from symcalc.core.kind_shapes import array_kinds
from symcalc.core.problem import Scope
from symcalc.core.shape import Conflict, Shape
from symcalc.core.sketches import is_sketched
from symcalc.core.term import (
    Op,
    Term,
    free_names,
    postorder,
    value_of,
)
from symcalc.core.verdict import Evidence, Says, Verdict

_BOLD: Final = ("bf.", "vec.")


def on_shapes(scope: Scope, conflict: Conflict) -> Judgement:
    """Shapes that follow from declarations and do not fit refute; inferred ones do not."""
    message = _conflict_message(conflict)
    declared = scope.declarations
    stated = all(is_stated(key, declared) for key in sorted(free_names(conflict.node)))
    if has_identity(conflict.node, scope):
        return undecided("SC416", f"{message}, if I is of one size here; write I_n")
    if conflict.operation == "+" and _may_be_added_to_rows(conflict):
        return undecided("SC416", f"{message}, unless the vector is added to every row")
    if not stated or not (conflict.left.is_known and conflict.right.is_known):
        return undecided("SC416", f"{message}, as far as the shapes are known")
    sizes = {*_sizes(conflict.left), *_sizes(conflict.right)}
    if any(free_names(relation) & sizes for relation in scope.assumptions):
        return undecided("SC416", f"{message}, unless an assumption makes the sizes equal")
    transposed = conflict.left == conflict.right.transposed
    code = "SC206" if conflict.operation == "=" and transposed else "SC205"
    evidence = Evidence("shapes", Says.FAILS, message)
    return Judgement(Verdict.REFUTED, (evidence,), (), message, code)


def _may_be_added_to_rows(conflict: Conflict) -> bool:
    """X W + b with a b as long as a row: many add it to every row."""
    pairs = ((conflict.left, conflict.right), (conflict.right, conflict.left))
    return any(one.columns == "1" and one.rows == other.columns for one, other in pairs)


def _sizes(shape: Shape) -> tuple[str, str]:
    return shape.rows, shape.columns


def _conflict_message(conflict: Conflict) -> str:
    if conflict.operation == "=":
        return f"the left side is {conflict.left}, the right side {conflict.right}"
    what = {"+": "a sum", "product": "a product"}.get(conflict.operation, conflict.operation)
    return f"{what} of {conflict.left} and {conflict.right}"


def has_identity(node: Term, scope: Scope) -> bool:
    """Whether an identity without its size occurs: each place may mean another one."""
    kinds = array_kinds(scope)
    keys = [key for key in sorted(free_names(node)) if key in kinds]
    bare = any("identity" in kinds[key].properties for key in keys)
    return bare or any(n.data == "identity" and not n.args for n in postorder(node))


def has_identity_of_open_size(claim: ArrayClaim) -> bool:
    """Whether nothing in a line says how large its identity matrix is."""
    return any(
        has_identity(node, claim.question.scope) and not node.args
        and not claim.shapes.of(node).is_known
        for node in postorder(claim.question.left, claim.question.right)
    )  # fmt: skip


def concluded(claim: ArrayClaim) -> str:
    """What a failing line rests on that the page does not say; empty if it is nothing."""
    nodes = postorder(claim.question.left, claim.question.right)
    if any(map(is_sketched, nodes)):
        return "as far as the dots tell"
    if any(node.op is Op.CALL and node.data == "ones" and not node.args for node in nodes):
        return "unless 1 is an identity matrix here"
    return ""


def has_open_function(claim: ArrayClaim) -> bool:
    """Whether a function may have numbers or vectors for values."""
    shapes = claim.shapes
    nodes = postorder(claim.question.left, claim.question.right)
    return any(n.op is Op.APPLY and shapes.of(n).weak and not shapes.of(n).is_known for n in nodes)


def squares_a_vector(claim: ArrayClaim) -> bool:
    """Whether a power of a vector occurs: of its entries, or of its length."""
    return any(
        node.op is Op.POW and value_of(node.args[1]) != -1 and _is_vector(claim, node.args[0])
        for node in postorder(claim.question.left, claim.question.right)
    )


def _is_vector(claim: ArrayClaim, term: Term) -> bool:
    shape = claim.shapes.of(term)
    return shape.columns == "1" and not shape.is_scalar and not shape.quaternion


def is_stated(key: str, declared: Mapping[str, Declaration]) -> bool:
    """Whether the page itself says what a name is: in words, by bold type, or as I for identity."""
    declaration = declared.get(key)
    if declaration is not None and "identity" in declaration.kind.properties:
        return True
    return any(part in key for part in _BOLD) or (
        declaration is not None and not declaration.inferred
    )
