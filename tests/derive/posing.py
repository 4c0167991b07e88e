"""Problems as a user poses them, and values to compare results by."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from symcalc.core.derivation import Outcome
from symcalc.core.problem import Problem, Scope
from symcalc.core.term import Term
from symcalc.derive.entry import derive_problem
from symcalc.mean.differentiate import resolve
from symcalc.mean.latex import latex
from symcalc.mean.numeric import MP, evaluate
from symcalc.read import read_expression

SIGMOID = r"\sigma(t) = \frac{1}{1+e^{-t}}"

#: Values for the names of the tests: irrational enough that nothing agrees by accident.
POINT = {
    key: Fraction(value)
    for key, value in {
        "x": "7/5", "y": "-3/7", "z": "5/11", "w": "13/9", "b": "-2/7", "a": "8/5", "c": "3/8",
        "t": "4/9", "u": "9/7", "v": "-6/5", "r": "17/9", "theta": "5/8", "k": "3",
        "z_1": "1/3", "z_2": "-4/5", "z_3": "6/7", "y_1": "1/5", "y_2": "3/10", "y_3": "1/2",
        "x_1": "3/5", "x_2": "-1/4",
    }.items()
}  # fmt: skip


def posed(  # noqa: PLR0917 - as the options of the command
    operation: str,
    text: str,
    wrt: str = "",
    let: Sequence[str] = (),
    along: str = "",
    at: Mapping[str, str] | None = None,
) -> Problem:
    """The problem with its expressions read from LaTeX, several separated by ``;``."""
    reading = read_expression(text, tuple(let), several=True)
    return Problem(
        operation,
        reading.terms,
        _terms(wrt, let),
        along=_terms(along, let),
        at={key: read_expression(value).terms[0] for key, value in (at or {}).items()},
        scope=reading.scope,
    )


def _terms(text: str, let: Sequence[str]) -> tuple[Term, ...]:
    pieces = [piece for piece in text.split(",") if piece]
    return tuple(read_expression(piece, tuple(let)).terms[0] for piece in pieces)


def derived(operation: str, text: str, *args: Any, **options: Any) -> Outcome:
    """The outcome of a problem posed as LaTeX."""
    return derive_problem(posed(operation, text, *args, **options))


def printed(outcome: Outcome) -> list[str]:
    """The components of a result in LaTeX."""
    return [latex(term) for term in outcome.result]


def value(term: Term, scope: Scope | None = None, point: Mapping[str, Fraction] = POINT) -> Any:
    """The value of a term in 60 digits, its definitions put in."""
    settled = resolve(term, scope or Scope())
    return evaluate(settled, {key: MP.rational(each) for key, each in point.items()}, MP)


def close(one: Any, other: Any) -> bool:
    """Whether two numbers agree to 30 digits."""
    return bool(abs(one - other) <= 1e-30 * (1 + abs(one) + abs(other)))
