"""What every derivation writer says in the same words: titles, names of entries, reasons."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from symcalc.core.derivation import Outcome, Step
from symcalc.core.problem import Problem
from symcalc.core.term import Term
from symcalc.mean.latex import latex, latex_name, plain

#: How each operation is called in a title.
TITLES: Final = {
    "derivative": "Derivative",
    "gradient": "Gradient",
    "partials": "Second-order partial derivatives",
    "hessian": "Hessian",
    "jacobian": "Jacobian",
    "jvp": "Jacobian-vector product",
    "vjp": "Vector-Jacobian product",
    "hvp": "Hessian-vector product",
    "directional": "Directional derivative",
}


@dataclass(frozen=True)
class Component:
    """One entry of a result: its name (plain and LaTeX), its term, its value if one was asked."""

    plain: str
    latex: str
    term: Term
    value: float | None


def title(problem: Problem, show: Callable[[Term], str] = plain) -> str:
    """What the derivation is of, in one line; ``show`` prints the terms in it."""
    if problem.title:
        return problem.title
    named = TITLES.get(problem.operation, problem.operation)
    expressions, variables, along = (
        f"{separator} ".join(map(show, terms))
        for separator, terms in (
            (";", problem.expressions),
            (",", problem.variables),
            (",", problem.along),
        )
    )
    sentence = f"{named} of {expressions} with respect to {variables}"
    return f"{sentence} along ({along})" if along else sentence


def components(outcome: Outcome) -> Iterator[Component]:
    """The entries of the result, row by row, each with its name."""
    values = outcome.value or (None,) * len(outcome.result)
    for names, term, value in zip(_names(outcome), outcome.result, values, strict=True):
        yield Component(*names, term, value)


def _names(outcome: Outcome) -> list[tuple[str, str]]:
    """(plain, LaTeX) names: the labels, else what each line derives, else row and column."""
    if outcome.labels:
        return [(label, label) for label in outcome.labels]
    if len(outcome.lines) == len(outcome.result):
        return [(plain(line.start), latex(line.start)) for line in outcome.lines]
    columns = outcome.shape[-1] if outcome.shape else 1
    places = [divmod(k, columns) for k in range(len(outcome.result))]
    return [(f"[{i + 1}, {j + 1}]",) * 2 for i, j in places]


def reason(step: Step) -> str:
    """The rule of a step, with its detail where it has one."""
    return f"{step.rule}: {step.detail}" if step.detail else step.rule


def given(problem: Problem) -> Iterator[str]:
    """What the problem takes for granted, as ``--let`` takes it: definitions, then domains."""
    for definition in problem.scope.definitions.values():
        parameters = ", ".join(latex_name(key) for key in definition.parameters)
        head = latex_name(definition.key) + (f"({parameters})" if parameters else "")
        yield f"{head} = {latex(definition.body)}"
    for assumption in problem.scope.assumptions:
        yield latex(assumption)


def evaluated_at(outcome: Outcome) -> str:
    """The point of the value in plain text, ``w = 0.5, b = 1``; empty where none was asked."""
    return ", ".join(f"{key} = {plain(term)}" for key, term in outcome.problem.at.items())
