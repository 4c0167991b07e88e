"""Lines about vectors, rotations and motion are refuted with a mistake in them.

The mistakes are those of the field: a sign, the order of a product, a conjugate that is missing
or in the wrong place, a factor left out.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from symcalc import catalogue
from symcalc.api.judging import compared
from symcalc.core.kind import Sort
from symcalc.core.problem import Role, Statement
from symcalc.core.term import ONE, Op, Term, free_names, make, mul, neg, postorder, rebuild
from symcalc.core.verdict import Verdict
from symcalc.read import read_document

TOPICS = ("vector", "rotation", "motion")
ENTRIES = [n for n in catalogue.names() if n.partition("/")[0] in TOPICS and "steps" not in n]


def claims(name: str) -> Iterator[Statement]:
    for statement in read_document(catalogue.load(name).text, name).statements:
        if statement.role is Role.CLAIM and statement.relation == "=":
            yield statement


def mutants(statement: Statement) -> Iterator[tuple[str, Term]]:
    """The mistakes that can be made on the right side, with what each is called."""
    right = statement.right
    assert right is not None
    quaternions = {
        key
        for key, known in statement.scope.declarations.items()
        if known.kind.sort is Sort.QUATERNION
    }
    yield "sign", neg(right)
    for node in postorder(right):
        if node in _under_norms(right):
            continue
        for mistake, changed in _mistakes(node, quaternions):
            yield mistake, _with(right, node, changed)


def _under_norms(term: Term) -> set[Term]:
    """What only its length matters of: exchanging the factors of a×b does not change that."""
    norms = [n for n in postorder(term) if n.op is Op.CALL and n.data == "norm"]
    return {inner for norm in norms for inner in postorder(norm)}


def _mistakes(node: Term, quaternions: set[str]) -> Iterator[tuple[str, Term]]:
    if node.op is Op.CALL and node.data == "cross":
        yield "order", make(Op.CALL, *node.args[::-1], data="cross")
    if node.op is Op.CALL and node.data == "conjugate":
        yield "conjugate", node.args[0]
    if node.op is Op.MUL and node.args[0].op is Op.NUMBER and node.args[0] is not ONE:
        yield "factor", mul(*node.args[1:])
    if node.op is Op.MUL and sum(bool(free_names(a) & quaternions) for a in node.args) > 1:
        yield "order", mul(*node.args[::-1])


def _with(term: Term, node: Term, changed: Term) -> Term:
    return rebuild(term, lambda each: changed if each is node else each)


#: A side with names of its own, or functions of which nothing is known, is never refuted.
UNRELATED = ("SC402", "SC407")


@pytest.mark.parametrize("name", ENTRIES)
def test_a_mistake_in_any_line_is_refuted(name: str) -> None:
    for statement in claims(name):
        assert statement.left is not None
        for mistake, mutant in mutants(statement):
            found = compared(statement.left, mutant, statement.scope)
            refuted = found.verdict is Verdict.REFUTED or found.code in UNRELATED
            assert refuted or _equal(mutant, statement), (statement.span.line, mistake, mutant)


def _equal(mutant: Term, statement: Statement) -> bool:
    """Whether the change was no mistake: nothing is the negative of nothing."""
    assert statement.right is not None
    return compared(mutant, statement.right, statement.scope).verdict is Verdict.PROVED
