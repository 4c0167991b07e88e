"""The verb derive, and deriving the entries of the catalogue again."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from symcalc.api.judging import compared, judged
from symcalc.catalogue import Entry
from symcalc.core.derivation import Outcome, Step
from symcalc.core.problem import Statement
from symcalc.core.term import Term
from symcalc.core.verdict import Evidence, Verdict
from symcalc.derive.arrays import derive_arrays, speaks_of_arrays
from symcalc.derive.entry import derive_problem
from symcalc.derive.geometry.entry import GEOMETRY, derive_geometry
from symcalc.derive.problems import DeriveError
from symcalc.mean.errors import NoMeaning
from symcalc.read import read_document
from symcalc.request import (
    Expression,
    InputError,
    Quantity,
    Turn,
    geometry_problem_of,
    problem_of,
    unusable,
)
from symcalc.write.notebook import result_latex
from symcalc.write.parts import is_whole
from symcalc.write.python import compiled
from symcalc.write.sympy_ import result_sympy

if TYPE_CHECKING:
    import sympy

__all__ = ["Derivation", "InputError", "Meeting", "derive", "derive_entry", "meetings"]


@dataclass(frozen=True)
class Derivation:
    """A derived result with its steps and with the evidence that it is right."""

    outcome: Outcome

    @property
    def steps(self) -> tuple[Step, ...]:
        """The steps of every line, each with its rule and its verdict."""
        return tuple(step for line in self.outcome.lines for step in line.steps)

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """What the independent witnesses say of the result."""
        return self.outcome.evidence

    @property
    def verdict(self) -> Verdict:
        """The verdict on the result."""
        return self.outcome.verdict

    @property
    def sympy(self) -> sympy.Basic:
        """The result in SymPy: an expression, or a matrix of the result's shape."""
        return result_sympy(self.outcome)

    def lambdify(self) -> Callable[..., Any]:
        """The result as a NumPy function of the variables, then of every other name."""
        return compiled(self.outcome).function

    def latex(self) -> str:
        """The result in LaTeX (math mode, amsmath)."""
        return result_latex(self.outcome)

    def _repr_latex_(self) -> str:
        return f"$\\displaystyle {self.latex()}$"


def derive(  # noqa: PLR0913  # each option of the command is a keyword here
    operation: str,
    expression: Expression,
    *,
    wrt: str | Iterable[str] | None = None,
    let: Iterable[str] = (),
    at: str | Mapping[str, Quantity] | None = None,
    along: str | Sequence[Quantity] | None = None,
    steps: bool = True,
    fine: bool = False,
    axis: str | None = None,
    angle: str | None = None,
    degrees: bool = False,
    quaternion: str | None = None,
    normalise: bool = False,
    layout: str = "gradient",
) -> Derivation:
    """Derive, for example, ``derive("gradient", r"\\log(1+e^{-y(wx+b)})", wrt="w,b")``.

    ``operation`` is derivative, gradient, partials, hessian, jacobian, jvp, vjp, hvp or
    directional.  The expression is LaTeX, plain text or from SymPy (several for a jacobian,
    separated by ``;``); ``wrt`` defaults to all its names; ``let`` holds definitions and
    domains (``"f(t) = …"``, ``"x > 0"``); ``at`` is a point for a value; ``along`` the tangent, or
    the cotangent of a vjp.  ``fine`` keeps every small step.

    Vectors and matrices of any size are declared: ``let=["A: matrix m n", "x: vector n"]``; the
    gradient then has the variable's shape, or is a row in the ``layout`` "jacobian".

    The operations dot, cross, triple and rotate take vectors (``"1,2,3; 4,5,6"``, or letters),
    compose and slerp two quaternions (w,x,y,z), rate a quaternion and an angular velocity;
    rotate also an ``axis`` and an ``angle`` (in radians unless ``degrees``), or a unit
    ``quaternion`` "w,x,y,z", which is normalised only on request.  Raises :class:`InputError`.
    """
    try:
        if operation in GEOMETRY:
            turn = Turn(axis, angle, degrees, quaternion, normalise)
            problem = geometry_problem_of(operation, expression, turn, wrt=wrt, let=let, at=at)
            outcome = derive_geometry(problem, steps=steps)
        else:
            problem = problem_of(operation, expression, wrt=wrt, let=let, at=at, along=along)
            if speaks_of_arrays(problem):
                outcome = derive_arrays(problem, layout)
            else:
                outcome = derive_problem(problem, steps=steps, fine=fine)
    except DeriveError as error:
        raise unusable(operation, str(expression), error.message, error.cure) from None
    except NoMeaning as error:
        cure = "derive the parts that have a derivative, one at a time"
        raise unusable(operation, str(expression), str(error), cure) from None
    return Derivation(judged(outcome))


# ----------------------------------------------------------------------------- catalogue


@dataclass(frozen=True)
class Meeting:
    """Where a component of a derived result stands in an entry: the line, and how sure it is.

    ``line`` is None where no line of the entry states the component.
    """

    term: Term
    line: int | None
    verdict: Verdict


def derive_entry(entry: Entry, *, steps: bool = True, fine: bool = False) -> Derivation:
    """Derive the goal of a catalogue entry from its definitions alone."""
    goal = entry.goal
    if goal is None:
        raise ValueError(f"{entry.name} states no goal to derive; symcalc check reads it")
    derived = derive(
        goal.operation,
        goal.expression,
        wrt=goal.wrt,
        let=goal.let,
        at=goal.at,
        along=goal.along,
        steps=steps,
        fine=fine,
        axis=goal.axis or None,
        angle=goal.angle or None,
        quaternion=goal.quaternion or None,
    )
    named = replace(derived.outcome.problem, title=entry.title)
    return Derivation(replace(derived.outcome, problem=named))


def meetings(entry: Entry, derivation: Derivation) -> tuple[Meeting, ...]:
    """For each component of the result, the last line of the entry that states it.

    A vector that one line derives is stated by one line, too: then there is one meeting.
    """
    ends = _chain_ends(read_document(entry.text, entry.name).statements)
    outcome = derivation.outcome
    if is_whole(outcome):
        return (_meeting(outcome.whole, ends),)
    return tuple(_meeting(term, ends) for term in outcome.result)


def _chain_ends(statements: Sequence[Statement]) -> list[Statement]:
    """The last link of every chain, from the end of the page to its start."""
    following = [*statements[1:], None]
    return [
        statement
        for statement, after in zip(statements, following, strict=True)
        if statement.right is not None and (after is None or after.left is not statement.right)
    ][::-1]


def _meeting(term: Term, ends: Sequence[Statement]) -> Meeting:
    for statement in ends:
        assert statement.right is not None
        verdict = compared(term, statement.right, statement.scope).verdict
        if verdict in (Verdict.PROVED, Verdict.CONDITIONAL, Verdict.SUPPORTED):
            return Meeting(term, statement.span.line, verdict)
    return Meeting(term, None, Verdict.UNDECIDED)
