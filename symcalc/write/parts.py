"""What every derivation writer says in the same words: titles, names of entries, reasons."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from symcalc.core.derivation import Outcome, Step
from symcalc.core.kind_shapes import array_kinds
from symcalc.core.problem import Problem
from symcalc.core.term import Op, Term, free_names, functions_in, name, relation
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
    "dot": "Dot product",
    "cross": "Cross product",
    "triple": "Triple product",
    "rotate": "Rotation",
    "compose": "Composition",
    "rate": "Rate",
    "slerp": "Spherical interpolation",
}

#: The names of the entries of a result, from those of the functions and of the variables.
_ENTRIES: Final[dict[str, Callable[[list[str], list[str]], list[str]]]] = {
    "derivative": lambda fs, xs: [f"d{f}/d{x}" for f in fs for x in xs],
    "gradient": lambda fs, xs: [f"∂{f}/∂{x}" for f in fs for x in xs],
    "jacobian": lambda fs, xs: [f"∂{f}/∂{x}" for f in fs for x in xs],
    "jvp": lambda fs, xs: [f"∇{f}·v" for f in fs],
    "vjp": lambda fs, xs: [f"v·∂f/∂{x}" for x in xs],
    "hvp": lambda fs, xs: [f"(H·v)_{x}" for x in xs],
    "directional": lambda fs, xs: [f"∇{f}·v" for f in fs],
}


@dataclass(frozen=True)
class Component:
    """One entry of a result: its name (plain and LaTeX), its term, its value if one was asked."""

    plain: str
    latex: str
    term: Term
    value: float | None


def title(problem: Problem) -> str:
    """What the derivation is of, in one line of plain text."""
    pairs = zip(_functions(problem), problem.expressions, strict=True)
    named = "; ".join(f"{name} = {plain(term)}" for name, term in pairs)
    sentence = _sentence(problem, named, plain)
    return f"{problem.title}. {sentence}" if problem.title else sentence


def title_latex(problem: Problem) -> str:
    """The title of a page about the derivation, in one line of Markdown with formulas."""

    def show(term: Term) -> str:
        return f"${latex(term)}$"

    return problem.title or _sentence(problem, "; ".join(map(show, problem.expressions)), show)


def _sentence(problem: Problem, functions: str, show: Callable[[Term], str]) -> str:
    operation = TITLES.get(problem.operation, problem.operation)
    arrays = [relation("=", name(key), body) for key, body in arrays_of(problem)]
    if arrays:
        return " ".join((f"{operation} of {', '.join(map(show, arrays))}", *_turn(problem, show)))
    variables = ", ".join(map(show, problem.variables))
    along = ", ".join(map(show, problem.along))
    sentence = f"{operation} of {functions} with respect to {variables}"
    return f"{sentence} along v = ({along})" if along else sentence


def arrays_of(problem: Problem) -> Iterator[tuple[str, Term]]:
    """The names of the vectors that the problem is about, with what they are."""
    for definition in problem.scope.definitions.values():
        if definition.body in problem.expressions and definition.body.op in (Op.VECTOR, Op.CALL):
            yield definition.key, definition.body


def _turn(problem: Problem, show: Callable[[Term], str]) -> Iterator[str]:
    """How a rotation is given."""
    for key, words in _TURNS.items():
        if key in problem.given:
            yield words + " " + show(problem.given[key])


_TURNS: Final = {
    "axis": "about",
    "angle": "by",
    "quaternion": "by the quaternion (w, x, y, z) =",
}


def _functions(problem: Problem) -> list[str]:
    """Names for the expressions: f, or f_1, f_2, …, with a letter that the problem does not use."""
    used = {key for term in problem.expressions for key in free_names(term) | functions_in(term)}
    letter = next((each for each in "fghFGH" if each not in used), "f")
    count = len(problem.expressions)
    return [letter] if count == 1 else [f"{letter}_{k + 1}" for k in range(count)]


def components(outcome: Outcome) -> Iterator[Component]:
    """The entries of the result, row by row, each with its name."""
    values = outcome.value or (None,) * len(outcome.result)
    names = _names(outcome)
    asked = [] if is_whole(outcome) else [latex(line.start) for line in outcome.leading]
    for k, (term, value) in enumerate(zip(outcome.result, values, strict=True)):
        yield Component(names[k], asked[k] if asked else names[k], term, value)


def results(outcome: Outcome) -> Iterator[Component]:
    """The result as it is shown: in one piece where one line leads to all its entries."""
    if not is_whole(outcome):
        yield from components(outcome)
        return
    line = outcome.leading[0]
    value = line.steps[-1].term if line.steps else outcome.whole
    yield Component(plain(line.start), latex(line.start), value, None)


def is_whole(outcome: Outcome) -> bool:
    """Whether one line leads to all entries of the result."""
    return len(outcome.leading) == 1 and bool(outcome.shape or list(arrays_of(outcome.problem)))


def _names(outcome: Outcome) -> list[str]:
    if outcome.labels:
        return list(outcome.labels)
    if is_whole(outcome):
        start = plain(outcome.leading[0].start)
        count = len(outcome.result)
        return [f"({start})_{k + 1}" for k in range(count)] if outcome.shape else [start]
    problem = outcome.problem
    return _ENTRIES[problem.operation](_functions(problem), list(map(plain, problem.variables)))


def reason(step: Step) -> str:
    """The rule of a step, with its detail where it has one."""
    return f"{step.rule}: {step.detail}" if step.detail else step.rule


def given(problem: Problem) -> Iterator[str]:
    """What the problem takes for granted, as ``--let`` takes it: definitions, then domains."""
    for key, kind in array_kinds(problem.scope).items():
        words = [word for word in kind.properties if word != "real"]
        yield f"{latex_name(key)}: {' '.join([*words, kind.sort.value, *kind.shape])}"
    for definition in problem.scope.definitions.values():
        parameters = ", ".join(latex_name(key) for key in definition.parameters)
        head = latex_name(definition.key) + (f"({parameters})" if parameters else "")
        yield f"{head} = {latex(definition.body)}"
    for assumption in problem.scope.assumptions:
        yield latex(assumption)


def evaluated_at(outcome: Outcome) -> str:
    """The point of the value in plain text, ``w = 0.5, b = 1``; empty where none was asked."""
    return ", ".join(f"{key} = {plain(term)}" for key, term in outcome.problem.at.items())
