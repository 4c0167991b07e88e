"""The value of a term in any kind of number: floats, 60 digits, balls, dual numbers.

:func:`evaluate` walks the graph once; what differs from one kind of number to another is a
:class:`Numbers`.  Values are real: log(-1), 1/0 and the square root of -1 have none.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from functools import cache
from typing import Any, Final

from symcalc.core.term import (
    INFINITY,
    Op,
    Term,
    free_names,
    function_key,
    function_orders,
    name,
    value_of,
)
from symcalc.mean.elementary import Elementary
from symcalc.mean.errors import CannotEvaluate, NoMeaning, TooLarge, Undefined, Undetermined
from symcalc.mean.floating import FLOAT, MP
from symcalc.mean.functions import ELEMENTARY
from symcalc.mean.infinite import infinite_sign, without_finite_part
from symcalc.mean.numbers import (
    DefiniteIntegral,
    Functions,
    InfiniteSum,
    Limit,
    Numbers,
    Truth,
    Value,
)

__all__ = [
    "FLOAT",
    "MP",
    "CannotEvaluate",
    "NoMeaning",
    "Numbers",
    "TooLarge",
    "Undefined",
    "Undetermined",
    "element_key",
    "evaluate",
]

#: Terms of all sums and factors of all products together, in one evaluation.
MAX_STEPS: Final = 100_000


def element_key(base: str, indices: Sequence[int]) -> str:
    """The key under which a point holds an element: x_3, a_1,2, and x^(3) of the x^{(i)}."""
    stem, mark, rest = base.partition("^()")
    if mark and indices:
        first, *indices = indices
        base, rest = stem, f"^({first})"
        if not indices:
            return base + rest
    return f"{base}_{','.join(str(index) for index in indices)}{rest}"


def evaluate(
    term: Term,
    point: Mapping[str, Value],
    numbers: Numbers,
    functions: Functions | None = None,
) -> Value:
    """The value of a term at a point.

    ``point`` maps the keys of names (and of elements, see :func:`element_key`) to numbers;
    ``functions`` maps (key, orders of derivative) of abstract functions to callables.

    Raises :class:`Undefined` outside the real domain, :class:`Undetermined` where the
    precision does not tell, :class:`CannotEvaluate` for limits, vectors and unknown names and
    :class:`TooLarge` for sums of more than :data:`MAX_STEPS` terms.
    """
    with numbers.quiet():
        try:
            return _Run(numbers, functions or {}).value(term, _Frame(dict(point)))
        except RecursionError as error:  # hundreds of sums, one inside the other
            raise TooLarge("sums nested too deeply") from error


class _Frame:
    """Values of names; each sum or product opens a new frame for its index."""

    def __init__(
        self, values: dict[str, Value], outer: _Frame | None = None, bound: str = ""
    ) -> None:
        self.values = values
        self.outer = outer
        self.bound = bound
        self.memo: dict[Term, Any] = {}

    def home(self, node: Term) -> _Frame:
        """The outermost frame in which the node has the same value."""
        frame = self
        while frame.outer is not None and frame.bound not in free_names(node):
            frame = frame.outer
        return frame

    def look_up(self, key: str) -> Value:
        frame: _Frame | None = self
        while frame is not None:
            if key in frame.values:
                return frame.values[key]
            frame = frame.outer
        raise CannotEvaluate(f"no value for {key}")

    def all_values(self) -> dict[str, Value]:
        """Every name in sight with its value."""
        frames: list[_Frame] = []
        frame: _Frame | None = self
        while frame is not None:
            frames.append(frame)
            frame = frame.outer
        return {key: value for frame in reversed(frames) for key, value in frame.values.items()}


class _Run:
    """One evaluation.

    A node without value is remembered as the exception that says why, so that a case that
    does not apply may be undefined without harm.
    """

    def __init__(self, numbers: Numbers, functions: Functions) -> None:
        self.numbers = numbers
        self.functions = functions
        self.steps = 0

    def value(self, term: Term, frame: _Frame) -> Value:
        result = self.result(term, frame)
        if isinstance(result, NoMeaning):
            raise result
        return result

    def result(self, term: Term, frame: _Frame) -> Any:
        stack = [term]
        while stack:
            node = stack[-1]
            memo = frame.home(node).memo
            if node in memo:
                stack.pop()
                continue
            if node.op not in _OPAQUE:
                missing = [a for a in node.args if a not in frame.home(a).memo]
                if missing:
                    stack.extend(missing)
                    continue
            memo[node] = self._outcome(node, frame)
            stack.pop()
        return frame.home(term).memo[term]

    def _outcome(self, node: Term, frame: _Frame) -> Any:
        handler = _HANDLERS.get(node.op)
        if handler is None:
            return CannotEvaluate(str(node.op))
        try:
            if node.op in _OPAQUE:
                return handler(self, node, frame)
            args = [frame.home(a).memo[a] for a in node.args]
            return handler(self, node, frame, *args)
        except NoMeaning as reason:
            return reason.with_traceback(None)

    def count(self, steps: int) -> None:
        self.steps += steps
        if self.steps > MAX_STEPS:
            raise TooLarge(f"more than {MAX_STEPS} terms")


def _needed(args: Sequence[Any]) -> Sequence[Any]:
    """The arguments, if they all have a value and none is a truth value."""
    for argument in args:
        if isinstance(argument, NoMeaning):
            raise argument
        if argument is None or isinstance(argument, bool):
            raise CannotEvaluate("a relation in the place of a number")
    return args


# ------------------------------------------------------------------------ the operations


def _number(run: _Run, node: Term, frame: _Frame) -> Value:
    value = value_of(node)
    assert value is not None
    return run.numbers.rational(value)


def _constant(run: _Run, node: Term, frame: _Frame) -> Value:
    if node.data == "true":
        return run.numbers.truth(True)
    return run.numbers.constant(str(node.data))


def _name(run: _Run, node: Term, frame: _Frame) -> Value:
    return frame.look_up(str(node.data))


def _element(run: _Run, node: Term, frame: _Frame, *indices: Any) -> Value:
    whole = [run.numbers.integer(index) for index in _needed(indices)]
    return frame.look_up(element_key(str(node.data), whole))


def _add(run: _Run, node: Term, frame: _Frame, *args: Any) -> Value:
    first, *rest = _needed(args)
    for other in rest:
        first = first + other
    return run.numbers.checked(first)


def _mul(run: _Run, node: Term, frame: _Frame, *args: Any) -> Value:
    first, *rest = _needed(args)
    for other in rest:
        first = first * other
    return run.numbers.checked(first)


def _neg(run: _Run, node: Term, frame: _Frame, *args: Any) -> Value:
    return -_needed(args)[0]


def _div(run: _Run, node: Term, frame: _Frame, *args: Any) -> Value:
    above, below = _needed(args)
    return run.numbers.checked(run.numbers.divide(above, below))


def _pow(run: _Run, node: Term, frame: _Frame, *args: Any) -> Value:
    base, exponent = _needed(args)
    return run.numbers.checked(run.numbers.power(base, exponent))


def _call(run: _Run, node: Term, frame: _Frame, *args: Any) -> Value:
    row = ELEMENTARY.get(str(node.data))
    if row is None:
        raise CannotEvaluate(f"{node.data} of these numbers")
    values = _needed(args)
    if run.numbers.checks_domain:
        _require_domain(row, values, run.numbers)
    return run.numbers.checked(run.numbers.function(row, values))


def _require_domain(row: Elementary, values: Sequence[Value], numbers: Numbers) -> None:
    formals, conditions = _formal_domain(row.name, len(values))
    if not conditions:
        return
    point = dict(zip(formals, values, strict=True))
    for condition in conditions:
        holds = evaluate(condition, point, numbers)
        if holds is None:
            raise Undetermined(f"{row.name} near the edge of its domain")
        if not holds:
            raise Undefined(f"{row.name} outside its domain")


@cache
def _formal_domain(function: str, count: int) -> tuple[tuple[str, ...], tuple[Term, ...]]:
    formals = tuple(f"~{k}" for k in range(count))
    return formals, ELEMENTARY[function].domain(*(name(key) for key in formals))


def _apply(run: _Run, node: Term, frame: _Frame, *args: Any) -> Value:
    key, orders = function_key(node), function_orders(node)
    function = run.functions.get((key, orders))
    if function is None:
        raise CannotEvaluate(f"no function {key} with derivative orders {orders}")
    return function(*_needed(args))


def _relation(run: _Run, node: Term, frame: _Frame, *args: Any) -> Truth:
    left, right = _needed(args)
    return run.numbers.compare(str(node.data), left, right)


def _and(run: _Run, node: Term, frame: _Frame, *args: Any) -> Truth:
    return run.numbers.all_of(args)


def _or(run: _Run, node: Term, frame: _Frame, *args: Any) -> Truth:
    return run.numbers.any_of(args)


def _cases(run: _Run, node: Term, frame: _Frame, *args: Any) -> Value:
    return run.numbers.choose(args[::2], args[1::2])


def _range(run: _Run, node: Term, frame: _Frame) -> range:
    lower, upper = (run.numbers.integer(run.value(bound, frame)) for bound in node.args[2:])
    run.count(max(0, upper - lower + 1))
    return range(lower, upper + 1)


def _fold(
    run: _Run, node: Term, frame: _Frame, start: int, join: Callable[[Value, Value], Value]
) -> Value:
    body, index = node.args[:2]
    total = run.numbers.rational(Fraction(start))
    for k in _range(run, node, frame):
        inner = _Frame({str(index.data): run.numbers.rational(Fraction(k))}, frame, str(index.data))
        total = join(total, run.value(body, inner))
    return run.numbers.checked(total)


def _sum(run: _Run, node: Term, frame: _Frame) -> Value:
    body, index, lower, upper = node.args
    if upper is INFINITY:
        first = run.numbers.integer(run.value(lower, frame))
        problem = InfiniteSum(body, str(index.data), first, frame.all_values(), run.functions)
        return run.numbers.series(problem)
    return _fold(run, node, frame, 0, lambda a, b: a + b)


def _product(run: _Run, node: Term, frame: _Frame) -> Value:
    return _fold(run, node, frame, 1, lambda a, b: a * b)


def _at(run: _Run, node: Term, frame: _Frame) -> Value:
    body, variable, place = node.args
    key = str(variable.data)
    return run.value(body, _Frame({key: run.value(place, frame)}, frame, key))


def _integral(run: _Run, node: Term, frame: _Frame) -> Value:
    body, variable, *bounds = node.args
    if not bounds:
        raise CannotEvaluate("an antiderivative")
    ends = tuple(without_finite_part(bound) for bound in bounds)
    lower, upper = (_bound(run, end, frame) for end in ends)
    problem = DefiniteIntegral(
        body, str(variable.data), lower, upper, frame.all_values(), run.functions, ends
    )
    return run.numbers.integral(problem)


def _bound(run: _Run, end: Term, frame: _Frame) -> Value:
    sign = infinite_sign(end)
    return run.numbers.infinity(sign) if sign else run.value(end, frame)


def _limit(run: _Run, node: Term, frame: _Frame) -> Value:
    body, variable, place = node.args
    problem = Limit(body, str(variable.data), place, str(node.data), frame.all_values())
    return run.numbers.limit(problem)


_HANDLERS: Final[dict[Op, Callable[..., Any]]] = {
    Op.NUMBER: _number,
    Op.DECIMAL: _number,
    Op.CONSTANT: _constant,
    Op.NAME: _name,
    Op.ELEMENT: _element,
    Op.ADD: _add,
    Op.MUL: _mul,
    Op.NEG: _neg,
    Op.DIV: _div,
    Op.POW: _pow,
    Op.CALL: _call,
    Op.APPLY: _apply,
    Op.RELATION: _relation,
    Op.AND: _and,
    Op.OR: _or,
    Op.CASES: _cases,
    Op.SUM: _sum,
    Op.PRODUCT: _product,
    Op.AT: _at,
    Op.INTEGRAL: _integral,
    Op.LIMIT: _limit,
}

#: Nodes that evaluate their arguments themselves, because they bind a name.
_OPAQUE: Final = frozenset({Op.SUM, Op.PRODUCT, Op.AT, Op.INTEGRAL, Op.LIMIT})
