"""A problem made ready: its variables found and checked, its definitions sorted out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace

from symcalc.core.kind import Definition
from symcalc.core.problem import Problem, Scope
from symcalc.core.term import (
    BINDERS,
    Op,
    Term,
    free_names,
    functions_in,
    postorder,
)
from symcalc.mean.differentiate import dependencies, expand_definitions
from symcalc.mean.names import plain_name


class DeriveError(ValueError):
    """The problem cannot be derived as it is posed; ``cure`` says what to write instead."""

    def __init__(self, message: str, cure: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.cure = cure


@dataclass(frozen=True)
class Ready:
    """A problem with its expressions in two forms.

    ``problem.expressions`` are as written; ``expressions`` have those definitions put in that
    hide a variable: ``hiding``; in ``in_names`` the defined names among them stand as they
    are.  Functions that hide no variable keep their names: ``kept``.
    """

    problem: Problem
    expressions: tuple[Term, ...]
    in_names: tuple[Term, ...]
    hiding: Mapping[str, Definition]
    kept: Mapping[str, Definition]

    @property
    def variables(self) -> tuple[Term, ...]:
        """The variables of differentiation, in order."""
        return self.problem.variables

    def expanded(self, term: Term) -> Term:
        """A term with the definitions put in that hide a variable."""
        return _expanded((term,), self.hiding)[0]


def make_ready(problem: Problem) -> Ready:
    """Find the variables where none are given, check everything, and put definitions in.

    Raises DeriveError with a cure for what cannot be derived as posed.
    """
    if not problem.expressions:
        raise DeriveError("there is no expression to derive", "write one after the operation")
    if not problem.variables:
        problem = replace(problem, variables=_variables_of(problem))
    _check_variables(problem.variables)
    _check_independence(problem.expressions)
    definitions = _without(problem.scope.definitions, problem.variables)
    hiding = _hiding(definitions, problem.variables)
    functions = {key: each for key, each in hiding.items() if each.is_function}
    kept = {key: each for key, each in definitions.items() if key not in hiding}
    return Ready(
        problem,
        _expanded(problem.expressions, hiding),
        _expanded(problem.expressions, functions),
        hiding,
        kept,
    )


def _expanded(terms: tuple[Term, ...], definitions: Mapping[str, Definition]) -> tuple[Term, ...]:
    scope = Scope(definitions=definitions)
    return tuple(expand_definitions(each, scope) for each in terms)


def _variables_of(problem: Problem) -> tuple[Term, ...]:
    """The free names in the order in which they appear, defined ones left out."""
    defined = problem.scope.definitions
    expanded = [expand_definitions(each, problem.scope) for each in problem.expressions]
    bound = {str(n.args[1].data) for n in postorder(*expanded) if n.op in BINDERS}
    free = set().union(*(free_names(each) for each in expanded))
    found = [
        node
        for node in postorder(*problem.expressions, *expanded)
        if node.op is Op.NAME and node.data in free and node.data not in defined
    ]
    names = tuple(dict.fromkeys(node for node in found if node.data not in bound))
    if not names:
        raise DeriveError("the expression has no variable", "say with --wrt what to vary")
    if problem.operation == "derivative" and len(names) > 1:
        listed = ", ".join(plain_name(str(each.data)) for each in names)
        raise DeriveError(
            f"several variables: {listed}", f"say which: --wrt {listed.split(',')[0]}"
        )
    return names


def _check_variables(variables: tuple[Term, ...]) -> None:
    for variable, count in Counter(variables).items():
        if variable.op not in (Op.NAME, Op.ELEMENT):
            raise DeriveError(f"{variable} is no variable", "vary a name, such as x or w_1")
        if count > 1:
            shown = plain_name(str(variable.data))
            raise DeriveError(f"the variable {shown} is given {count} times", "give it once")


def _check_independence(expressions: tuple[Term, ...]) -> None:
    """Refuse dy/dx of a bare name: y then depends on x in a way that is not told."""
    for key, on in dependencies(*expressions).items():
        y, x = plain_name(key), plain_name(on[0])
        raise DeriveError(
            f"d{y}/d{x} says that {y} depends on {x}, but not how",
            f"write {y}({x}) and declare the function: --let '{y}: function'",
        )


def _without(
    definitions: Mapping[str, Definition], variables: tuple[Term, ...]
) -> dict[str, Definition]:
    """The definitions of what is not itself varied."""
    varied = {str(variable.data) for variable in variables}
    return {key: each for key, each in definitions.items() if key not in varied}


def _hiding(
    definitions: Mapping[str, Definition], variables: tuple[Term, ...]
) -> dict[str, Definition]:
    """The definitions through which a variable can be reached."""
    reached = {str(variable.data) for variable in variables}
    hiding: dict[str, Definition] = {}
    while True:
        found = {
            key: each
            for key, each in definitions.items()
            if key not in hiding and _mentions(each, reached)
        }
        if not found:
            return hiding
        hiding.update(found)
        reached.update(found)


def _mentions(definition: Definition, keys: set[str]) -> bool:
    own = {*definition.parameters}
    used = (free_names(definition.body) - own) | functions_in(definition.body)
    return bool(used & keys)
