"""What a user asks to have derived: from the text of each argument to a problem.

Every argument that is text goes through the same reader as a page; what cannot be used is an
:class:`InputError` that says which argument, where in it, and what to write instead.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Final, TypeAlias

from symcalc.core.problem import Problem, Scope, Trouble
from symcalc.core.span import Source, Span
from symcalc.core.term import Op, Term, free_names, number, postorder
from symcalc.mean.symbolic import NoSympyForm, from_sympy
from symcalc.read import ReadError, read_expression

if TYPE_CHECKING:
    import sympy

#: An expression as text (LaTeX or plain, several separated by ``;``) or from SymPy.
Expression: TypeAlias = "str | sympy.Expr | Sequence[str | sympy.Expr]"
#: A number as text or as a number.
Quantity: TypeAlias = "str | float | Fraction"


@dataclass(frozen=True)
class Operation:
    """What an operation takes: ``along`` has an entry per "variable" or per "output"."""

    name: str
    one_variable: bool = False
    several_outputs: bool = False
    along: str = ""


OPERATIONS: Final = {
    row.name: row
    for row in (
        Operation("derivative", one_variable=True),
        Operation("gradient"),
        Operation("partials"),
        Operation("hessian"),
        Operation("jacobian", several_outputs=True),
        Operation("jvp", several_outputs=True, along="variable"),
        Operation("vjp", several_outputs=True, along="output"),
        Operation("hvp", along="variable"),
        Operation("directional", along="variable"),
    )
}


class InputError(ValueError):
    """An argument that cannot be used; ``trouble`` says where in ``text``, why, and the cure."""

    def __init__(self, label: str, text: str, trouble: Trouble) -> None:
        super().__init__(f"{label}, column {trouble.span.column}: {trouble.message}")
        self.label = label
        self.text = text
        self.trouble = trouble


def unusable(label: str, text: str, message: str, cure: str) -> InputError:
    """The error for an argument that was read but does not fit."""
    everything = Source(text).span(0, len(text))
    first_line = Span(1, 1, 1, max(2, everything.end_column if everything.end_line == 1 else 2))
    return InputError(label, text, Trouble("SC051", message, first_line, text, cure))


def problem_of(  # noqa: PLR0913  # each option of the command is a keyword here
    operation: str,
    expression: Expression,
    *,
    wrt: str | Iterable[str] | None = None,
    let: Iterable[str] = (),
    at: str | Mapping[str, Quantity] | None = None,
    along: str | Sequence[Quantity] | None = None,
) -> Problem:
    """The problem that the arguments of ``derive`` state; InputError for what does not fit."""
    row = OPERATIONS.get(operation)
    if row is None:
        known = ", ".join(OPERATIONS)
        raise unusable("operation", operation, "no operation of that name", f"one of: {known}")
    lets = tuple(let)
    expressions, scope = _expressions(expression, lets)
    if len(expressions) > 1 and not row.several_outputs:
        cure = "give one expression, or derive a jacobian, jvp or vjp"
        raise unusable("expression", str(expression), f"{operation} takes one expression", cure)
    variables = _variables(row, wrt, expressions, scope, lets)
    return Problem(
        operation=operation,
        expressions=expressions,
        variables=variables,
        along=_tangent(row, along, len(variables), len(expressions), lets),
        at=dict(_point(at, lets)),
        scope=scope,
    )


# ---------------------------------------------------------------------------- expressions


def _expressions(expression: Expression, lets: tuple[str, ...]) -> tuple[tuple[Term, ...], Scope]:
    if isinstance(expression, str):
        return _read("expression", expression, lets, several=True)
    items = expression if isinstance(expression, Sequence) else [expression]
    scope = _read("--let", "0", lets)[1]
    return tuple(_one_expression(item, lets) for item in items), scope


def _one_expression(item: str | sympy.Expr, lets: tuple[str, ...]) -> Term:
    if isinstance(item, str):
        return _single("expression", item, lets)
    try:
        return from_sympy(item)
    except NoSympyForm as error:
        cure = "write the expression as text"
        raise unusable("expression", str(item), str(error), cure) from None


def _read(
    label: str, text: str, lets: tuple[str, ...], several: bool = False
) -> tuple[tuple[Term, ...], Scope]:
    """The terms of a text; a let that cannot be read is reported as that let."""
    try:
        reading = read_expression(text, lets, several)
    except ReadError as error:
        check_lets(lets)
        raise InputError(label, text, error.trouble) from None
    return reading.terms, reading.scope


def check_lets(lets: tuple[str, ...]) -> None:
    """InputError for the first let that cannot be read after those before it."""
    for count, let in enumerate(lets, 1):
        try:
            read_expression("0", lets[:count])
        except ReadError as error:
            raise InputError("--let", let, error.trouble) from None


def _single(label: str, text: str, lets: tuple[str, ...]) -> Term:
    return _read(label, text, lets)[0][0]


# ------------------------------------------------------------------------------ variables


def _variables(
    row: Operation,
    wrt: str | Iterable[str] | None,
    expressions: tuple[Term, ...],
    scope: Scope,
    lets: tuple[str, ...],
) -> tuple[Term, ...]:
    texts = list(split(wrt) if isinstance(wrt, str) else wrt or ())
    found = [_variable(text, lets) for text in texts] or _names_of(expressions, scope)
    if not found:
        cure = "say with respect to what: --wrt x"
        raise unusable("expression", "; ".join(map(repr, expressions)), "it has no name", cure)
    if row.one_variable and len(found) > 1:
        names = ", ".join(str(term.data) for term in found)
        cure = "choose one with --wrt, or derive the gradient"
        raise unusable("--wrt", names, f"{row.name} takes one variable", cure)
    repeated = next((term for k, term in enumerate(found) if term in found[:k]), None)
    if repeated is not None:
        raise unusable("--wrt", ", ".join(texts), "a name occurs twice", "name each one once")
    return tuple(found)


def _variable(text: str, lets: tuple[str, ...]) -> Term:
    term = _single("--wrt", text, lets)
    if term.op not in (Op.NAME, Op.ELEMENT):
        raise unusable("--wrt", text, "it is not a name", "give names: --wrt w,b")
    return term


def _names_of(expressions: tuple[Term, ...], scope: Scope) -> list[Term]:
    """The names that nothing defines, in the order in which they occur."""
    free = frozenset[str]().union(*map(free_names, expressions)) - set(scope.definitions)
    return [t for t in postorder(*expressions) if t.op is Op.NAME and str(t.data) in free]


# ---------------------------------------------------------------------- points and tangents


def _point(
    at: str | Mapping[str, Quantity] | None, lets: tuple[str, ...]
) -> Iterator[tuple[str, Term]]:
    if not at:
        return
    pairs = [_pair(part) for part in split(at)] if isinstance(at, str) else list(at.items())
    for name, value in pairs:
        yield str(_variable(name, lets).data), _quantity("--at", value, lets)


def _pair(text: str) -> tuple[str, str]:
    name, sign, value = text.partition("=")
    if not sign:
        raise unusable("--at", text, "no value is given", "write name=value: --at w=0.5,b=1")
    return name, value


def _quantity(label: str, value: Quantity, lets: tuple[str, ...]) -> Term:
    if isinstance(value, str):
        return _single(label, value, lets)
    return number(Fraction(str(value)))


def _tangent(
    row: Operation,
    along: str | Sequence[Quantity] | None,
    variables: int,
    outputs: int,
    lets: tuple[str, ...],
) -> tuple[Term, ...]:
    given = list(split(along) if isinstance(along, str) else along or ())
    wanted = {"variable": variables, "output": outputs, "": 0}[row.along]
    if len(given) != wanted:
        shown = ",".join(map(str, given))
        message = f"{row.name} takes {wanted} of them, one per {row.along}; {len(given)} given"
        cure = f"--along {','.join(['1', '0', '0', '0'][:wanted])}" if row.along else "leave it out"
        raise unusable("--along", shown, message if row.along else f"{row.name} takes none", cure)
    return tuple(_quantity("--along", value, lets) for value in given)


def split(text: str) -> list[str]:
    """The parts of a list between its commas, leaving those inside brackets alone."""
    parts, depth = [""], 0
    for character in text:
        depth += (character in "([{") - (character in ")]}")
        if character == "," and depth == 0:
            parts.append("")
        else:
            parts[-1] += character
    return [part.strip() for part in parts if part.strip()]
