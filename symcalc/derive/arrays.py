"""Derivatives of expressions in vectors and matrices of any size."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from symcalc.core.derivation import Line, Outcome, Step
from symcalc.core.kind_shapes import array_kinds, has_arrays
from symcalc.core.problem import Problem, Scope
from symcalc.core.shapes import Shapes, shapes_of
from symcalc.core.term import Op, Term, call, derivative, free_names, mul, name, postorder
from symcalc.derive.problems import DeriveError
from symcalc.mean.definitions import expand_definitions
from symcalc.mean.errors import NotDifferentiable
from symcalc.mean.names import plain_name
from symcalc.mean.plain import plain
from symcalc.mean.pullback.gradient import gradient, pulled_back
from symcalc.mean.pullback.products import transposed
from symcalc.mean.words.form import NoNormalFormError
from symcalc.mean.words.normal_form import normal_form
from symcalc.mean.words.terms import term_of, without_closing_traces
from symcalc.rules.matrices import differentials_used

LAYOUTS: Final = ("gradient", "jacobian")


def speaks_of_arrays(problem: Problem) -> bool:
    """Whether a problem is about vectors or matrices whose entries are not written out."""
    terms = [*problem.expressions, *problem.variables]
    return has_arrays(
        [expand_definitions(term, problem.scope) for term in terms], array_kinds(problem.scope)
    )


def derive_arrays(problem: Problem, layout: str = "gradient") -> Outcome:
    """Derive a gradient, Jacobian, Hessian or a product with one, by matrix calculus.

    ``layout`` is "gradient" (the gradient has the variable's shape) or "jacobian" (it is the
    transpose).  Verdicts and evidence are left open: the judge gives them.

    Raises DeriveError where the shapes do not conform or no rule applies.
    """
    (expression,) = _single(problem)
    body = expand_definitions(expression, problem.scope)
    variables = problem.variables or _array_variables(body, problem.scope)
    problem = replace(problem, variables=variables)
    shapes = _conforming(body, variables, problem)
    operation = _OPERATIONS.get(problem.operation)
    if operation is None:
        raise DeriveError(
            f"{problem.operation} is not defined for vectors and matrices of any size",
            "one of " + ", ".join(_OPERATIONS),
        )
    try:
        lines = tuple(operation(body, variable, problem, shapes, layout) for variable in variables)
    except (NotDifferentiable, NoNormalFormError) as reason:
        raise DeriveError(f"no derivative can be given: {reason}", "derive a part of it") from None
    results = tuple(line.steps[-1].term for line in lines)
    return Outcome(
        problem=problem,
        result=results,
        shape=() if len(results) == 1 else (len(results),),
        labels=tuple(_LABELS[problem.operation].format(plain(x)) for x in variables),
        lines=lines,
        notes=tuple(_notes(lines, shapes, layout, problem)),
    )


#: What an entry of the result is called.
_LABELS: Final = {
    "derivative": "df/d{}", "gradient": "∂f/∂{}", "jacobian": "∂f/∂{}", "hessian": "∂²f/∂{}²",
    "jvp": "J v, in {}", "directional": "∇f·v, in {}", "vjp": "Jᵀ v, in {}", "hvp": "H v, in {}",
}  # fmt: skip


def _single(problem: Problem) -> tuple[Term, ...]:
    if len(problem.expressions) != 1:
        raise DeriveError(
            f"{len(problem.expressions)} expressions where one is expected",
            "write them as one vector: \\begin{pmatrix} … \\end{pmatrix}",
        )
    return problem.expressions


def _array_variables(body: Term, scope: Scope) -> tuple[Term, ...]:
    """Without --wrt the one array of the expression; more than one must be chosen from."""
    kinds = array_kinds(scope)
    keys = [str(node.data) for node in postorder(body) if node.op is Op.NAME and node.data in kinds]
    if len(keys) == 1:
        return (name(keys[0]),)
    listed = ", ".join(map(plain_name, keys))
    raise DeriveError(f"several arrays: {listed}", f"say which: --wrt {plain_name(keys[-1])}")


def _conforming(body: Term, variables: tuple[Term, ...], problem: Problem) -> Shapes:
    shapes = shapes_of([body, *variables, *problem.along], array_kinds(problem.scope))
    if shapes.conflicts:
        conflict = shapes.conflicts[0]
        raise DeriveError(
            f"{conflict.left} and {conflict.right} do not fit in {plain(conflict.node)}",
            "declare the shapes: --let 'A: matrix m n' --let 'x: vector n'",
        )
    for variable in variables:
        if str(variable.data) not in free_names(body):
            raise DeriveError(
                f"{plain(variable)} does not occur in the expression", "vary a name of it"
            )
    return shapes


# ---------------------------------------------------------------------------- operations


def _first(body: Term, variable: Term, problem: Problem, shapes: Shapes, layout: str) -> Line:
    """The gradient of a scalar, or the Jacobian of a vector."""
    start = derivative(body, variable)
    if not shapes.of(body).is_scalar:
        return _line(start, [_collected(start, shapes, "the Jacobian, by differentials")])
    raw = gradient(body, variable, shapes)
    steps = [Step(differentials_used(body, variable, shapes), raw)]
    steps += _shorter(raw, _collected(start, shapes, _COLLECTED))
    if layout == "jacobian":
        start = call("transpose", start)
        steps = [Step(step.rule, transposed(step.term, shapes)) for step in steps]
    return _line(start, steps)


_COLLECTED: Final = "multiplied out and collected"


def _second(body: Term, variable: Term, problem: Problem, shapes: Shapes, layout: str) -> Line:
    """The Hessian as the Jacobian of the gradient."""
    if not shapes.of(body).is_scalar:
        raise DeriveError("the Hessian of a vector", "take one component, or the jacobian")
    start = derivative(body, variable, orders=(2,))
    raw = gradient(body, variable, shapes)
    slope = [raw, *(step.term for step in _shorter(raw, _collected(raw, shapes, "")))][-1]
    steps = [Step(f"the Jacobian of the gradient {plain(slope)}", derivative(slope, variable))]
    return _line(start, [*steps, _collected(start, shapes, "by differentials")])


def _pulled_back(body: Term, variable: Term, problem: Problem, shapes: Shapes, layout: str) -> Line:
    """The product of a cotangent with the Jacobian, without building the Jacobian."""
    cotangent = _along(problem, "cotangent")
    start = call("transpose", derivative(body, variable))
    start = mul(start, cotangent) if not shapes.of(body).is_scalar else mul(
        cotangent, derivative(body, variable)
    )  # fmt: skip
    raw = pulled_back(body, variable, cotangent, shapes)
    steps = [Step(differentials_used(body, variable, shapes), raw)]
    return _line(start, [*steps, *_shorter(raw, _collected(raw, shapes, _COLLECTED))])


def _pushed_forward(
    body: Term, variable: Term, problem: Problem, shapes: Shapes, layout: str
) -> Line:
    """The derivative along a tangent: of a scalar ⟨gradient, tangent⟩, of a vector J v."""
    tangent = _along(problem, "tangent")
    slope = derivative(body, variable)
    start = call("dot", slope, tangent) if shapes.of(body).is_scalar else mul(slope, tangent)
    return _line(start, [_collected(start, shapes, "by differentials")])


def _second_along(
    body: Term, variable: Term, problem: Problem, shapes: Shapes, layout: str
) -> Line:
    """The Hessian times a tangent."""
    start = mul(derivative(body, variable, orders=(2,)), _along(problem, "tangent"))
    return _line(start, [_collected(start, shapes, "forward over reverse, by differentials")])


def _along(problem: Problem, what: str) -> Term:
    if len(problem.along) != 1:
        raise DeriveError(f"the {what} is missing", "name it: --along v --let 'v: vector n'")
    return problem.along[0]


_OPERATIONS: Final[dict[str, Callable[[Term, Term, Problem, Shapes, str], Line]]] = {
    "derivative": _first,
    "gradient": _first,
    "jacobian": _first,
    "hessian": _second,
    "jvp": _pushed_forward,
    "directional": _pushed_forward,
    "vjp": _pulled_back,
    "hvp": _second_along,
}


def _line(start: Term, steps: list[Step]) -> Line:
    return Line(start, tuple(steps))


def _collected(term: Term, shapes: Shapes, rule: str) -> Step:
    """The normal form of a term as a step."""
    form = normal_form(term, shapes)
    return Step(rule, without_closing_traces(term_of(form, shapes), shapes))


def _shorter(raw: Term, collected: Step) -> list[Step]:
    """The collected form, where it is no longer than what it was collected from."""
    return [collected] if len(plain(collected.term)) < len(plain(raw)) else []


def _notes(lines: tuple[Line, ...], shapes: Shapes, layout: str, problem: Problem) -> list[str]:
    notes = []
    for line in lines:
        end = line.steps[-1].term
        shapes.visit_all(end)
        notes.append(f"{plain(line.start)} is {shapes.of(end)}")
    if layout == "jacobian":
        notes.append("layout jacobian: the gradient of a number is transposed")
    else:
        notes.append("layout gradient: the gradient of a number has the variable's shape")
    for variable in problem.variables:
        notes += _on_properties(variable, problem.scope)
    return notes


#: Declared properties under which the entries of a matrix do not vary independently.
_DEPENDENT: Final = {
    "symmetric": "G + Gᵀ − I ⊙ G", "positive definite": "G + Gᵀ − I ⊙ G", "diagonal": "I ⊙ G",
    "orthogonal": "(G Xᵀ − X Gᵀ) X / 2, on the tangent space",
    "unit": "(I − x xᵀ) G, on the tangent space",
}  # fmt: skip


def _on_properties(variable: Term, scope: Scope) -> list[str]:
    """What a declared property of the variable makes of the gradient G."""
    declaration = scope.declarations.get(str(variable.data))
    properties = declaration.kind.properties if declaration is not None else ()
    return [
        f"{plain(variable)} is {held}: entries were varied independently, the gradient G taken "
        f"there; with the property kept it is {_DEPENDENT[held]}"
        for held in properties
        if held in _DEPENDENT
    ]
