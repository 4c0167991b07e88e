"""Claims about complex numbers: the real parts are equal, and so are the imaginary ones.

Both are claims about real numbers, which every oracle hears; the witness of a refutation is
a point at which one of the two fails.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from symcalc.check.arrays.entries import all_hold
from symcalc.check.arrays.results import ACCEPTED, undecided
from symcalc.check.compare import Judgement
from symcalc.check.doubt import claimed
from symcalc.core.kind import REAL, Declaration
from symcalc.core.problem import Scope, Statement
from symcalc.core.term import Op, Term, make, postorder
from symcalc.core.verdict import Verdict
from symcalc.core.vocabulary import COMPLEX
from symcalc.mean.complex_parts import (
    NotInPartsError,
    has_complex,
    imag_key,
    parts_of,
    real_key,
)
from symcalc.mean.definitions import expand_definitions

#: How a claim about real numbers is judged.
Judge = Callable[[Statement], Judgement]


def speaks_of_complex(statement: Statement) -> bool:
    """Whether a statement that was read is about complex numbers, its definitions expanded."""
    if statement.left is None or statement.right is None:
        return False
    sides = _sides(statement)
    return has_complex(sides, complex_names(statement.scope, sides))


def complex_names(scope: Scope, sides: Sequence[Term]) -> list[str]:
    """The names that are complex: declared so, or with a part or a conjugate of their own."""
    known = scope.declarations.items()
    declared = [key for key, item in known if "complex" in item.kind.properties]
    parted = [
        str(node.args[0].data)
        for node in postorder(*sides)
        if node.op is Op.CALL and node.data in COMPLEX and node.args[0].op is Op.NAME
    ]
    return list(dict.fromkeys([*declared, *parted]))


def judge_complex(statement: Statement, judge: Judge) -> Judgement:
    """The judgement on a claim by its real and its imaginary part, each judged by ``judge``."""
    sides = _sides(statement)
    names = complex_names(statement.scope, sides)
    try:
        left, right = (parts_of(side, names) for side in sides)
    except NotInPartsError as problem:
        return undecided("SC405", f"not judged yet: {problem}")
    if statement.relation not in ("=", ":=") and not (left.is_real and right.is_real):
        return undecided("SC405", "an order of complex numbers")
    scope = _real_scope(statement.scope, names)
    real = replace(statement, left=left.real, right=right.real, scope=scope, constant_in=None)
    judged = [judge(real)]
    if left.imag is right.imag:
        return judged[0]
    if judged[0].verdict in ACCEPTED:
        judged.append(judge(replace(real, left=left.imag, right=right.imag)))
    if judged[-1].verdict in ACCEPTED:
        return all_hold(judged, ())
    return _of_part("real" if len(judged) == 1 else "imaginary", judged[-1])


def _of_part(part: str, found: Judgement) -> Judgement:
    """A part that does not hold, named where it refutes the claim."""
    if found.verdict is not Verdict.REFUTED:
        return found
    return replace(found, message=f"the {part} parts are not equal")


def _sides(statement: Statement) -> tuple[Term, Term]:
    left, right = (expand_definitions(side, statement.scope) for side in claimed(statement))
    return left, right


def _real_scope(scope: Scope, names: Sequence[str]) -> Scope:
    """What is known of the parts: the names are real numbers, equations hold in each part."""
    parts = [key(each) for each in names for key in (real_key, imag_key)]
    declared = {k: d for k, d in scope.declarations.items() if k not in names}
    declared |= {key: Declaration(key, REAL, "part") for key in parts}
    return Scope(
        declared,
        {},
        tuple(_relations(scope.assumptions, scope, names)),
        tuple(_relations(scope.mentioned, scope, names)),
    )


def _relations(known: Sequence[Term], scope: Scope, names: Sequence[str]) -> Iterator[Term]:
    """Relations in the parts of their sides; what has no parts is left out."""
    for relation in known:
        if relation.op is not Op.RELATION:
            continue
        sides = [expand_definitions(side, scope) for side in relation.args]
        try:
            left, right = (parts_of(side, names) for side in sides)
        except NotInPartsError:
            continue
        yield make(Op.RELATION, left.real, right.real, data=relation.data)
        if left.imag is not right.imag and relation.data == "=":
            yield make(Op.RELATION, left.imag, right.imag, data="=")
