"""What was probably meant by a claim about vectors, matrices or quaternions.

The kinds of mistakes are those that only arrays have, before the few that scalars have as
well; an edit is tried by judging the claim with it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from symcalc.check import edits
from symcalc.check.arrays.judging import judge_arrays
from symcalc.check.budget import Budget
from symcalc.check.suspect import Mistake, first_edit
from symcalc.core.problem import Statement
from symcalc.core.term import Op, Term, call, make, value_of
from symcalc.core.verdict import Suspect, Verdict

_ACCEPTED: Final = frozenset({Verdict.PROVED, Verdict.CONDITIONAL, Verdict.SUPPORTED})


def suspect_array(statement: Statement, seconds: float) -> Suspect | None:
    """The first small edit of the right side under which a refuted statement holds."""
    if statement.left is None or statement.right is None:
        return None

    def holds(_left: Term, right: Term) -> bool:
        edited = replace(statement, right=right)
        return judge_arrays(edited, Budget(seconds)).verdict in _ACCEPTED

    return first_edit(statement, (statement.left, statement.right), ARRAY_MISTAKES, holds, seconds)


def other_transpose(part: Term) -> Iterator[Term]:
    """A product with the transpose of one factor, or without the transpose that it has."""
    if part.op is not Op.MUL:
        return
    for k, factor in enumerate(part.args):
        if value_of(factor) is None:
            yield make(Op.MUL, *part.args[:k], _transposed(factor), *part.args[k + 1 :])


def _transposed(factor: Term) -> Term:
    if factor.op is Op.CALL and factor.data == "transpose":
        return factor.args[0]
    return call("transpose", factor)


def other_order(part: Term) -> Iterator[Term]:
    """Two neighbouring factors of a product exchanged."""
    if part.op is Op.CALL and part.data == "cross":
        yield call("cross", *reversed(part.args))
    if part.op is Op.MUL:
        for k in range(len(part.args) - 1):
            one, other = part.args[k : k + 2]
            yield make(Op.MUL, *part.args[:k], other, one, *part.args[k + 2 :])


def other_conjugate(part: Term) -> Iterator[Term]:
    """A rotation q* v q turned round into q v q*, or the other way."""
    if part.op is Op.MUL and len(part.args) > 2:
        first, *between, last = part.args
        if call("conjugate", first) is last or call("conjugate", last) is first:
            yield make(Op.MUL, last, *between, first)


#: Tried in this order; the first edit that makes the claim true is named.
ARRAY_MISTAKES: Final[Sequence[Mistake]] = (
    Mistake("transpose", edits.everywhere(other_transpose)),
    Mistake("conjugate-turned-round", edits.everywhere(other_conjugate)),
    Mistake("order", edits.everywhere(other_order)),
    Mistake("sign", edits.everywhere(edits.other_sign)),
    Mistake("sign", edits.of_whole(edits.other_sign_of_whole)),
    Mistake("factor", edits.of_whole(edits.other_factor_of_whole)),
)
