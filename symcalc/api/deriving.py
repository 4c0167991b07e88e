"""The verb derive, and deriving the entries of the catalogue again."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from symcalc.catalogue import Entry
from symcalc.check.budget import Budget
from symcalc.check.conditions import requirements
from symcalc.check.domain import domain_of
from symcalc.check.judge import compare, verdict_of
from symcalc.core.derivation import Line, Outcome, Step
from symcalc.core.problem import Problem, Scope, Statement
from symcalc.core.term import Term
from symcalc.core.verdict import BAD, Evidence, Says, Verdict
from symcalc.derive.entry import derive_problem
from symcalc.derive.problems import DeriveError
from symcalc.mean.errors import NoMeaning
from symcalc.read import read_document
from symcalc.request import Expression, InputError, Quantity, problem_of, unusable
from symcalc.write.notebook import result_latex
from symcalc.write.python import compiled
from symcalc.write.sympy_ import result_sympy

if TYPE_CHECKING:
    import sympy

__all__ = ["Derivation", "InputError", "Meeting", "derive", "derive_entry", "meetings"]

#: What the judgement of one step may cost.
_STEP: Final = Budget(seconds=2.0)

#: Results with more entries are left to the witnesses alone.
_MOST_COMPONENTS: Final = 16

_PROOFS: Final = frozenset({Verdict.PROVED, Verdict.CONDITIONAL})

#: What proved steps add to the evidence of the witnesses.
_ARGUMENT: Final = Evidence("steps", Says.HOLDS)


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
) -> Derivation:
    """Derive, for example, ``derive("gradient", r"\\log(1+e^{-y(wx+b)})", wrt="w,b")``.

    ``operation`` is derivative, gradient, partials, hessian, jacobian, jvp, vjp, hvp or
    directional.  The expression is LaTeX, plain text or from SymPy (several for a jacobian,
    separated by ``;``); ``wrt`` defaults to all its names; ``let`` holds definitions and
    domains (``"f(t) = …"``, ``"x > 0"``); ``at`` is a point for a value; ``along`` the tangent, or
    the cotangent of a vjp.  ``fine`` keeps every small step.  Raises :class:`InputError`.
    """
    problem = problem_of(operation, expression, wrt=wrt, let=let, at=at, along=along)
    try:
        outcome = derive_problem(problem, steps=steps, fine=fine)
    except DeriveError as error:
        raise unusable(operation, str(expression), error.message, error.cure) from None
    except NoMeaning as error:
        cure = "derive the parts that have a derivative, one at a time"
        raise unusable(operation, str(expression), str(error), cure) from None
    return Derivation(_judged(outcome))


def _judged(outcome: Outcome) -> Outcome:
    """The outcome with a verdict on every step, through the door of a student's line."""
    conditions = list(outcome.conditions)
    scope = _where_defined(outcome.problem)
    lines = tuple(_judged_line(line, scope, conditions) for line in outcome.lines)
    argument = [_ARGUMENT] if _proved(lines, outcome.result, scope) else []
    verdict = verdict_of([*outcome.evidence, *argument], tuple(conditions))
    if any(step.verdict in BAD for line in lines for step in line.steps):
        verdict = Verdict.DISPUTED  # the deriver and the judge contradict each other
    return replace(
        outcome, lines=lines, conditions=tuple(dict.fromkeys(conditions)), verdict=verdict
    )


def _proved(lines: Sequence[Line], result: Sequence[Term], scope: Scope) -> bool:
    """Whether each component is proved equal to what is asked, by its steps or as a whole."""
    if len(lines) != len(result) or len(result) > _MOST_COMPONENTS:
        return False
    return all(_arrives(line, term, scope) for line, term in zip(lines, result, strict=True))


def _arrives(line: Line, term: Term, scope: Scope) -> bool:
    if line.steps and line.steps[-1].term is term:
        return all(step.verdict in _PROOFS for step in line.steps)
    return compare(line.start, term, scope, budget=_STEP).verdict is Verdict.PROVED


def _where_defined(problem: Problem) -> Scope:
    """The scope of the problem on the domain of its expressions: elsewhere nothing is asked."""
    domain = domain_of(problem.scope, *problem.expressions)
    needed = [need.relation for term in problem.expressions for need in requirements(term, domain)]
    return replace(problem.scope, assumptions=(*problem.scope.assumptions, *needed))


def _judged_line(line: Line, scope: Scope, conditions: list[str]) -> Line:
    steps, previous = [], line.start
    for step in line.steps:
        judgement = compare(previous, step.term, scope, budget=_STEP)
        conditions += judgement.conditions
        steps.append(replace(step, verdict=judgement.verdict))
        previous = step.term
    return replace(line, steps=tuple(steps))


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
    )
    named = replace(derived.outcome.problem, title=entry.title)
    return Derivation(replace(derived.outcome, problem=named))


def meetings(entry: Entry, derivation: Derivation) -> tuple[Meeting, ...]:
    """For each component of the result, the last line of the entry that states it."""
    ends = _chain_ends(read_document(entry.text, entry.name).statements)
    return tuple(_meeting(term, ends) for term in derivation.outcome.result)


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
        verdict = compare(term, statement.right, statement.scope).verdict
        if verdict in (Verdict.PROVED, Verdict.CONDITIONAL, Verdict.SUPPORTED):
            return Meeting(term, statement.span.line, verdict)
    return Meeting(term, None, Verdict.UNDECIDED)
