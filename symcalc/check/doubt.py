"""Where two independent readers disagree about a line, it is not judged."""

from __future__ import annotations

from collections.abc import Iterable

from symcalc.core.kind import Sort
from symcalc.core.problem import Role, Statement, Trouble
from symcalc.core.term import Term, derivative, functions_in, pretty
from symcalc.read.second import Status, second_opinion

_SHOWN = 120  # characters of a reading that a message shows


def sides(statement: Statement) -> tuple[Term, Term]:
    """The two sides of a statement that was read."""
    assert statement.left is not None
    assert statement.right is not None
    return statement.left, statement.right


def claimed(statement: Statement) -> tuple[Term, Term]:
    """The two sides that are said to be equal: their slopes, where a constant is left open."""
    variable = statement.constant_in
    if variable is None:
        return sides(statement)
    left, right = sides(statement)
    return derivative(left, variable), derivative(right, variable)


def doubt_about_reading(statement: Statement) -> Trouble | None:
    """What the second reader objects to, if it reads a side of a claim differently."""
    if statement.left is None or statement.right is None or statement.role is Role.EQUATION:
        return None
    texts = (statement.left_text, statement.right_text)
    return doubt_about_sides(zip(texts, sides(statement), strict=True), statement)


def doubt_about_sides(read: Iterable[tuple[str, Term]], statement: Statement) -> Trouble | None:
    """What the second reader objects to in some sides that stand on the page of a statement."""
    functions, numbers = _functions_known(statement), _numbers_declared(statement)
    for text, term in read:
        opinion = second_opinion(text, term, functions, numbers)
        if opinion.status is Status.DIFFERS:
            return _trouble(statement, text, term, opinion.theirs)
    return None


def _trouble(statement: Statement, text: str, term: Term, theirs: str) -> Trouble:
    message = f"two readers disagree: {pretty(term, _SHOWN)} or {theirs[:_SHOWN]}"
    cure = "write it in a way that leaves one reading, and report this: one reader has a bug"
    return Trouble("SC071", message, statement.span, text[:_SHOWN], cure)


def _numbers_declared(statement: Statement) -> list[str]:
    """The names that the page declares to be numbers, and nowhere functions."""
    known = statement.scope.declarations.items()
    numbers = [key for key, item in known if item.kind.sort in (Sort.SCALAR, Sort.INDEX)]
    return [key for key in numbers if not statement.scope.definitions.get(key)]


def _functions_known(statement: Statement) -> tuple[str, ...]:
    """The functions that the two sides apply, and those that the page declares."""
    read = [side for side in (statement.left, statement.right) if side is not None]
    declared = statement.scope.declarations.items()
    functions = [key for key, item in declared if item.kind.sort is Sort.FUNCTION]
    return tuple(sorted({*functions, *(key for side in read for key in functions_in(side))}))
