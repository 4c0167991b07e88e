"""Names that a line may hold constant although an equation of the page makes them depend.

"The model is y = β x + ε" defines y, and the derivative of (y - β x)^2 by β is taken with
the data y held constant.  A line that is right in that sense is not refuted.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from symcalc.check.compare import Judgement
from symcalc.core.problem import Scope, Statement
from symcalc.core.term import Op, free_names, name, postorder
from symcalc.core.verdict import BAD, Says, Verdict
from symcalc.mean.definitions import expand_definitions
from symcalc.mean.names import plain_name


def unless_held_constant(
    statement: Statement, found: Judgement, judge: Callable[[Statement], Judgement]
) -> Judgement:
    """The judgement, unless it refutes what holds if defined names are held constant."""
    if found.verdict not in BAD:
        return found
    variables = _variables(statement)
    keys = [key for key in statement.scope.definitions if _depends(key, variables, statement.scope)]
    kept = {k: d for k, d in statement.scope.definitions.items() if k not in keys}
    held = replace(statement, scope=replace(statement.scope, definitions=kept))
    used = [key for key in keys if key in _names(held)]
    if not used or any(evidence.says is Says.FAILS for evidence in judge(held).evidence):
        return found
    listed = ", ".join(plain_name(key) for key in used)
    message = f"fails, unless {listed} is held constant"
    return replace(found, verdict=Verdict.UNDECIDED, code="SC407", message=message)


def _names(statement: Statement) -> frozenset[str]:
    """The names of a line with its definitions expanded."""
    sides = [side for side in (statement.left, statement.right) if side is not None]
    expanded = (expand_definitions(side, statement.scope) for side in sides)
    return frozenset[str]().union(*map(free_names, expanded))


def _variables(statement: Statement) -> frozenset[str]:
    """The names that a line differentiates by."""
    sides = [side for side in (statement.left, statement.right) if side is not None]
    derivatives = [node for node in postorder(*sides) if node.op is Op.DERIVATIVE]
    return frozenset(str(variable.data) for node in derivatives for variable in node.args[1:])


def _depends(key: str, variables: frozenset[str], scope: Scope) -> bool:
    """Whether a name, not a function, is defined by an expression in one of the variables."""
    if scope.definitions[key].parameters:
        return False
    return not variables.isdisjoint(free_names(expand_definitions(name(key), scope)) - {key})
