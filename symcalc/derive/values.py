"""The value of a result at a point."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from symcalc.core.problem import Scope
from symcalc.core.term import Term, name, substitute
from symcalc.derive.problems import DeriveError
from symcalc.mean.differentiate import resolve
from symcalc.mean.errors import CannotEvaluate, NoMeaning
from symcalc.mean.numeric import MP, evaluate
from symcalc.mean.plain import plain

NOT_A_NUMBER: Final = float("nan")


def evaluated(
    results: Sequence[Term], at: Mapping[str, Term], scope: Scope
) -> tuple[tuple[float, ...], list[str]]:
    """The results at a point, with a note for each that has no value there.

    Raises DeriveError where the point leaves a name open.
    """
    if not at:
        return (), []
    point = {name(key): value for key, value in at.items()}
    values, notes = [], []
    for result in results:
        settled = substitute(resolve(result, scope), point)
        try:
            values.append(float(evaluate(settled, {}, MP)))
        except CannotEvaluate as reason:
            raise DeriveError(
                f"no value at this point: {reason}", "give every name a value"
            ) from reason
        except NoMeaning as reason:
            values.append(NOT_A_NUMBER)
            notes.append(f"{plain(result)} has no value at this point: {reason}")
    return tuple(values), notes
