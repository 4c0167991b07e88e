"""From a problem to its outcome; :func:`derive_problem` shows the whole flow."""

from __future__ import annotations

from symcalc.core.derivation import Outcome
from symcalc.core.problem import Problem
from symcalc.core.term import Op, Term, make, size
from symcalc.derive.author import author_of
from symcalc.derive.candidates import Setting
from symcalc.derive.concrete import concrete_for
from symcalc.derive.lines import derive_lines
from symcalc.derive.notes import notes_on, used_equations
from symcalc.derive.operations import components_of
from symcalc.derive.points import equations, sample, special_points
from symcalc.derive.problems import Ready, make_ready
from symcalc.derive.rewrite import trace
from symcalc.derive.tidy import Tidier
from symcalc.derive.values import evaluated
from symcalc.derive.witness import witnesses
from symcalc.rules.functions import slope_rules

#: How many points are used, by the size of all that is evaluated there.
_FEWEST, _MOST, _EFFORT = 3, 8, 8000
#: How many nodes of results are tidied, over all components.
_LARGEST = 2000


def derive_problem(problem: Problem, steps: bool = True, fine: bool = False) -> Outcome:
    """Derive what a problem asks for.

    ``steps`` adds the lines of the derivation, ``fine`` keeps every single rule among them.
    Verdicts are left open: the judge fills them in.

    Raises DeriveError where the problem makes no sense as posed, or where no derivative can
    be given.
    """
    ready = make_ready(problem)
    answer = components_of(ready)
    values = [_with_own_slopes(component.value, ready) for component in answer.components]
    tidy = _tidier(ready, values)
    result = tuple(map(tidy, values))
    lines = derive_lines(answer, result, ready, tidy if steps else None, fine)
    numbers, remarks = evaluated(result, problem.at, problem.scope)
    return Outcome(
        problem=ready.problem,
        result=result,
        shape=answer.shape,
        labels=tuple(each.label for each in answer.components if each.label),
        lines=lines.lines,
        evidence=witnesses(answer.components, result, ready.variables, tidy.concrete, tidy.points),
        conditions=lines.conditions,
        notes=(
            *notes_on(answer, result, ready),
            *used_equations(values, result, ready, tidy.concrete),
            *lines.notes,
            *remarks,
        ),
        value=numbers,
    )


def _tidier(ready: Ready, values: list[Term]) -> Tidier:
    """What tidies the results: the author's words, definitions, equations, and points."""
    problem, scope = ready.problem, ready.problem.scope
    concrete = concrete_for([*ready.expressions, *values], scope)
    terms = [*ready.expressions, *values, *ready.variables, *problem.along]
    settled = [concrete(term) for term in terms]
    count = max(_FEWEST, min(_MOST, _EFFORT // size(make(Op.TUPLE, *settled))))
    points = sample(settled, scope, concrete, count)
    special = special_points(list(points[0]), scope, concrete) if points else []
    author = author_of(*problem.expressions, *ready.expressions)
    setting = Setting(author, ready.hiding, equations(scope), _LARGEST // max(len(values), 1))
    return Tidier(setting, concrete, tuple(points), tuple(special))


def _with_own_slopes(value: Term, ready: Ready) -> Term:
    """The value with f', f'', … of the problem's own functions worked out."""
    return trace(value, slope_rules(ready.kept)).end if ready.kept else value
