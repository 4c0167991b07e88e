"""Proofs about arrays of any size, by normal form."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from symcalc.check.budget import Budget
from symcalc.check.claim import Question
from symcalc.check.compare import Judgement, compare
from symcalc.core.kind import Kind
from symcalc.core.kind_shapes import has_arrays
from symcalc.core.problem import Scope
from symcalc.core.shapes import Shapes
from symcalc.core.term import (
    ZERO,
    Op,
    Term,
    binds,
    element,
    free_names,
    name,
    postorder,
    rebuild,
    relation,
    substitute,
)
from symcalc.core.verdict import Evidence, Says, Verdict
from symcalc.mean.errors import NoMeaning
from symcalc.mean.plain import plain
from symcalc.mean.words.form import NoNormalFormError, difference_of_forms
from symcalc.mean.words.normal_form import normal_form_with_inverses
from symcalc.mean.words.terms import without_closing_traces

NAME: Final = "normal form"
_INVERTIBLE: Final = frozenset({"invertible", "positive definite", "orthogonal", "identity"})
_PROVED: Final = frozenset({Verdict.PROVED, Verdict.CONDITIONAL})
_SHORT: Final = Budget(seconds=1.0)
#: Functions of arrays whose values are numbers.
_NUMBERS: Final = frozenset({"trace", "det", "norm", "frobenius", "rank", "entry", "dot"})
_NEVER_NEGATIVE: Final = frozenset({"norm", "frobenius"})


@dataclass(frozen=True)
class Proof:
    """What the normal form says, and under which conditions."""

    evidence: Evidence
    conditions: tuple[str, ...] = ()


def prove_by_form(question: Question, shapes: Shapes) -> Proof:
    """HOLDS where both sides have one normal form for all sizes, else UNSURE."""
    try:
        left, ours = normal_form_with_inverses(question.left, shapes)
        right, theirs = normal_form_with_inverses(question.right, shapes)
    except (NoNormalFormError, NoMeaning) as obstacle:
        return Proof(Evidence(NAME, Says.UNSURE, f"not applicable: {obstacle}"))
    if not (left.words and right.words) or (left.rows, left.columns) == (right.rows, right.columns):
        pairs = difference_of_forms(left, right)
    else:
        return Proof(Evidence(NAME, Says.UNSURE, "the shapes differ"))
    numbers = _Numbers(shapes)
    found = [numbers.compared(a, b, question.scope) for a, b in pairs if a is not b]
    if not all(judged.verdict in _PROVED for judged in found):
        return Proof(Evidence(NAME, Says.UNSURE, "the normal forms differ"))
    words = len(left.words)
    detail = f"both sides have the same normal form ({words} term{'s' if words != 1 else ''})"
    needed = [
        atom for atom in dict.fromkeys((*ours, *theirs)) if (atom in ours) != (atom in theirs)
    ]
    conditions = [
        f"{plain(atom)} is invertible" for atom in needed if not _is_invertible(atom, shapes.kinds)
    ]
    conditions += [numbers.spelled_out(c) for judged in found for c in judged.conditions]
    unique = tuple(dict.fromkeys(conditions))
    return Proof(Evidence(NAME, Says.HOLDS, f"{detail}, for every size"), unique)


def _is_invertible(atom: Term, kinds: Mapping[str, Kind]) -> bool:
    kind = kinds.get(str(atom.data))
    return atom.op is Op.NAME and kind is not None and bool(_INVERTIBLE & set(kind.properties))


class _Numbers:
    """Names in the place of traces, determinants and norms, so that they count as numbers.

    What depends on the index of a sum, as v_i · v_j does, is an element of a sequence.
    """

    def __init__(self, shapes: Shapes) -> None:
        self.shapes = shapes
        self.names: dict[Term, Term] = {}

    def of(self, scalar: Term) -> Term:
        """The scalar with a name for each number that comes from arrays."""
        bound = {str(n.args[1].data) for n in postorder(scalar) if binds(n)}

        def named(node: Term) -> Term:
            if node.op is not Op.CALL or node.data not in _NUMBERS:
                return node
            indices = [name(key) for key in sorted(free_names(node) & bound)]
            places = {index: name(f"~{k}") for k, index in enumerate(indices)}
            label = self._label(substitute(node, places) if places else node)
            return element(str(label.data), *indices) if indices else label

        return rebuild(scalar, named)

    def _label(self, number: Term) -> Term:
        if number not in self.names:
            self.names[number] = name(f"number{len(self.names) + 1}.of")
        return self.names[number]

    def compared(self, a: Term, b: Term, scope: Scope) -> Judgement:
        """The judgement on two scalars, with what is known of the numbers in them."""
        left, right = self.of(a), self.of(b)
        facts = [
            relation(sign, label, ZERO)
            for node, label in self.names.items()
            if (sign := self._sign(node))
        ]
        known = [r for r in scope.assumptions if not has_arrays([r], self.shapes.kinds)]
        return compare(left, right, Scope(scope.declarations, {}, (*known, *facts)), "=", _SHORT)

    def spelled_out(self, condition: str) -> str:
        """A condition with every number as it was written."""
        for node, label in reversed(self.names.items()):
            shown = plain(without_closing_traces(node, self.shapes))
            condition = condition.replace(plain(label), shown)
        return condition

    def _sign(self, node: Term) -> str:
        if node.data in _NEVER_NEGATIVE or _is_square_of_vector(node):
            return ">="
        definite = node.data == "det" and self._is_definite(node.args[0])
        return ">" if definite else ""

    def _is_definite(self, term: Term) -> bool:
        kind = self.shapes.kinds.get(str(term.data)) if term.op is Op.NAME else None
        return kind is not None and "positive definite" in kind.properties


def _is_square_of_vector(node: Term) -> bool:
    """The trace of x xᵀ or of XᵀX is a sum of squares."""
    if node.data != "trace" or node.args[0].op is not Op.MUL or len(node.args[0].args) != 2:
        return False
    one, other = node.args[0].args
    return any(
        b.op is Op.CALL and b.data == "transpose" and b.args[0] is a
        for a, b in ((one, other), (other, one))
    )
