"""What a user asks to have derived: from the text of each argument to a problem.

Every argument that is text goes through the same reader as a page; what cannot be used is an
:class:`InputError` that says which argument, where in it, and what to write instead.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Final, TypeAlias

from symcalc.core.problem import Problem, Scope, Trouble
from symcalc.core.span import Span
from symcalc.core.term import PI, Op, Term, call, div, number, vector
from symcalc.mean import algebra
from symcalc.mean.errors import NoMeaning
from symcalc.mean.symbolic import from_sympy
from symcalc.read import ReadError, read_expression

if TYPE_CHECKING:
    import sympy

#: An expression as text (LaTeX or plain, several separated by ``;``) or from SymPy.
Expression: TypeAlias = "str | sympy.Expr | Sequence[str | sympy.Expr]"
#: A number as text or as a number.
Quantity: TypeAlias = "str | float | Fraction"


class InputError(ValueError):
    """An argument that cannot be used; ``trouble`` says where in ``text``, why, and the cure."""

    def __init__(self, label: str, text: str, trouble: Trouble) -> None:
        super().__init__(f"{label}, column {trouble.span.column}: {trouble.message}")
        self.label = label
        self.text = text
        self.trouble = trouble


def unusable(label: str, text: str, message: str, cure: str) -> InputError:
    """The error for an argument that can be read but does not fit, marked as a whole."""
    shown = text.partition("\n")[0]
    span = Span(1, 1, 1, max(2, len(shown) + 1))
    return InputError(label, text, Trouble("SC064", message, span, text, cure))


def problem_of(  # noqa: PLR0913  # each option of the command is a keyword here
    operation: str,
    expression: Expression,
    *,
    wrt: str | Iterable[str] | None = None,
    let: Iterable[str] = (),
    at: str | Mapping[str, Quantity] | None = None,
    along: str | Sequence[Quantity] | None = None,
) -> Problem:
    """The problem that the arguments of ``derive`` state; InputError for what cannot be read."""
    lets = tuple(let)
    check_lets(lets)
    expressions, scope = _expressions(expression, lets)
    names = split(wrt) if isinstance(wrt, str) else wrt or ()
    tangent = split(along) if isinstance(along, str) else along or ()
    return Problem(
        operation=operation,
        expressions=expressions,
        variables=tuple(_variable("--wrt", text, lets) for text in names),
        along=tuple(_quantity("--along", value, lets) for value in tangent),
        at=dict(_point(at, lets)),
        scope=scope,
    )


@dataclass(frozen=True)
class Turn:
    """How a rotation is given, as text: by axis and angle, or by a quaternion w,x,y,z.

    The angle is in radians unless ``degrees``; a quaternion keeps its norm unless ``normalise``.
    """

    axis: str | None = None
    angle: str | None = None
    degrees: bool = False
    quaternion: str | None = None
    normalise: bool = False


def geometry_problem_of(  # noqa: PLR0913  # each option of the command is a keyword here
    operation: str,
    operands: Expression,
    turn: Turn,
    *,
    wrt: str | Iterable[str] | None = None,
    let: Iterable[str] = (),
    at: str | Mapping[str, Quantity] | None = None,
) -> Problem:
    """The problem of a product of vectors or of a rotation; InputError for what cannot be read.

    Each operand is a vector: ``1,2,3``, LaTeX, or a letter for any vector.
    """
    lets = tuple(let)
    check_lets(lets)
    several = isinstance(operands, Sequence) and not isinstance(operands, str)
    texts = [str(each) for each in operands] if several else str(operands).split(";")
    names = split(wrt) if isinstance(wrt, str) else wrt or ()
    return Problem(
        operation=operation,
        expressions=tuple(array_of("vector", text, lets) for text in texts if text.strip()),
        variables=tuple(_variable("--wrt", text, lets) for text in names),
        at=dict(_point(at, lets)),
        scope=_read("--let", "0", lets)[1],
        given=dict(_given(turn, lets)),
    )


def _given(turn: Turn, lets: Sequence[str]) -> Iterator[tuple[str, Term]]:
    """What a rotation is given by, as terms; a quaternion that is to be normalised as q/|q|."""
    if turn.axis is not None:
        yield "axis", array_of("--axis", turn.axis, lets)
    if turn.angle is not None:
        angle = _single("--angle", _PI.sub(r"\\pi ", turn.angle), lets)
        yield "angle", _radians(angle) if turn.degrees else angle
    if turn.quaternion is not None:
        found = _quaternion(turn.quaternion, lets)
        yield "quaternion", div(found, call("norm", found)) if turn.normalise else found


#: The number π as it is typed at a shell.
_PI: Final = re.compile(r"(?<![\\A-Za-z])pi(?![A-Za-z])")


def _radians(degrees: Term) -> Term:
    return algebra.div(algebra.mul(degrees, PI), number(180))


def _quaternion(text: str, lets: Sequence[str]) -> Term:
    """The quaternion (w, x, y, z) or its name."""
    array = array_of("--quaternion", text, lets)
    if array.op is Op.VECTOR and len(array.args) != 4:
        message = f"a quaternion has 4 components, not {len(array.args)}"
        raise unusable("--quaternion", text, message, "write w,x,y,z, the scalar first")
    return call("quaternion", *array.args) if array.op is Op.VECTOR else array


def array_of(label: str, text: str, lets: Sequence[str] = ()) -> Term:
    """A vector of the components between commas, or a name for one; InputError for others."""
    parts = split(_without_brackets(text))
    if len(parts) > 1:
        return vector(*(_single(label, part, lets) for part in parts))
    term = _single(label, text, lets)
    if term.op in (Op.TUPLE, Op.MATRIX):
        return vector(*term.args)
    if term.op not in (Op.NAME, Op.VECTOR):
        raise unusable(label, text, "this is no vector", "write 1,2,3 or a letter")
    return term


_BRACKETS: Final = (("(", ")"), ("[", "]"), ("\\langle", "\\rangle"), ("⟨", "⟩"))


def _without_brackets(text: str) -> str:
    """The text between the brackets that stand around the whole of it."""
    bare = text.strip().replace("\\left", "").replace("\\right", "")
    for opening, closing in _BRACKETS:
        if bare.startswith(opening) and bare.endswith(closing):
            inside = bare[len(opening) : -len(closing)]
            if not any(bracket in inside for bracket in (opening, closing)):
                return inside
    return text


def check_lets(lets: Sequence[str]) -> None:
    """InputError for the first ``let`` that cannot be read after those before it."""
    for count, let in enumerate(lets, 1):
        try:
            read_expression("0", lets[:count])
        except ReadError as error:
            raise InputError("--let", let, error.trouble) from None


def _expressions(expression: Expression, lets: Sequence[str]) -> tuple[tuple[Term, ...], Scope]:
    if isinstance(expression, str):
        return _read("expression", expression, lets, several=True)
    items = expression if isinstance(expression, Sequence) else [expression]
    scope = _read("--let", "0", lets)[1]
    return tuple(_one_expression(item, lets) for item in items), scope


def _one_expression(item: str | sympy.Expr, lets: Sequence[str]) -> Term:
    if isinstance(item, str):
        return _single("expression", item, lets)
    try:
        return from_sympy(item)
    except NoMeaning as error:
        cure = "write the expression as text"
        raise unusable("expression", str(item), str(error), cure) from None


def _read(
    label: str, text: str, lets: Sequence[str], several: bool = False
) -> tuple[tuple[Term, ...], Scope]:
    try:
        reading = read_expression(text, lets, several)
    except ReadError as error:
        raise InputError(label, text, error.trouble) from None
    return reading.terms, reading.scope


def _single(label: str, text: str, lets: Sequence[str]) -> Term:
    return _read(label, text, lets)[0][0]


def _variable(label: str, text: str, lets: Sequence[str]) -> Term:
    term = _single(label, text, lets)
    if term.op not in (Op.NAME, Op.ELEMENT):
        example = "w,b" if label == "--wrt" else "w=0.5,b=1"
        raise unusable(label, text, "this is not a name", f"give names: {label} {example}")
    return term


def _point(
    at: str | Mapping[str, Quantity] | None, lets: Sequence[str]
) -> Iterator[tuple[str, Term]]:
    pairs = [_pair(part) for part in split(at)] if isinstance(at, str) else (at or {}).items()
    for name, value in pairs:
        yield str(_variable("--at", name, lets).data), _quantity("--at", value, lets)


def _pair(text: str) -> tuple[str, str]:
    name, sign, value = text.partition("=")
    if not sign:
        raise unusable("--at", text, "no value is given", "write name=value: --at w=0.5,b=1")
    return name, value


def _quantity(label: str, value: Quantity, lets: Sequence[str]) -> Term:
    if isinstance(value, str):
        return _single(label, value, lets)
    return number(Fraction(str(value)))


def split(text: str) -> list[str]:
    """The parts of a list between its commas; those inside brackets do not count."""
    parts, depth = [""], 0
    for character in text:
        depth += (character in "([{") - (character in ")]}")
        if character == "," and depth == 0:
            parts.append("")
        else:
            parts[-1] += character
    return [part.strip() for part in parts if part.strip()]
