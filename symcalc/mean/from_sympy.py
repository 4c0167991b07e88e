"""SymPy expressions to terms."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any, Final

import sympy as sp
from sympy.core.function import AppliedUndef

from symcalc.core import term as raw
from symcalc.core.term import ONE, ZERO, Op, Term, apply, call, function_key, name, number
from symcalc.mean.errors import NoSympyForm

#: SymPy class name -> our name, where the two differ or where a class is known at all.
_FUNCTIONS: Final = {
    **{
        key: key
        for key in (
            "sin cos tan cot sec csc sinh cosh tanh coth sech csch exp log sign floor factorial "
            "binomial gamma loggamma digamma beta erf erfc polygamma"
        ).split()
    },
    "asin": "arcsin",
    "acos": "arccos",
    "atan": "arctan",
    "asinh": "arsinh",
    "acosh": "arcosh",
    "atanh": "artanh",
    "Abs": "abs",
    "ceiling": "ceil",
    "Max": "max",
    "Min": "min",
}


def from_sympy(expression: Any) -> Term:
    """The term of a SymPy expression, with its arguments in SymPy's printing order.

    Raises :class:`NoSympyForm` for what terms cannot express (unknown functions, nan, zoo).
    """
    done: dict[Any, Term] = {}
    if isinstance(expression, int | Fraction):
        expression = sp.Rational(expression.numerator, expression.denominator)
    stack = [expression]
    root = stack[0]
    while stack:
        node = stack[-1]
        if node in done:
            stack.pop()
            continue
        parts = _parts(node)
        missing = [part for part in parts if part not in done]
        if missing:
            stack.extend(missing)
            continue
        done[node] = _read(node, [done[part] for part in parts])
        stack.pop()
    return done[root]


def _parts(node: Any) -> list[Any]:
    """The subexpressions to read first, in a fixed order."""
    if node.is_Add:
        return list(node.as_ordered_terms())
    if node.is_Mul:
        return list(node.as_ordered_factors())
    if isinstance(node, sp.Max | sp.Min | sp.And | sp.Or):
        return sorted(node.args, key=sp.default_sort_key)
    if isinstance(node, sp.Indexed):
        return list(node.indices)
    if isinstance(node, sp.Piecewise):
        return [part for pair in node.args for part in (pair.expr, pair.cond)]
    if isinstance(node, sp.Derivative):
        return [node.expr, *(v for v, _ in node.variable_count)]
    if isinstance(node, sp.Subs):
        return [node.expr, *node.variables, *node.point]
    if isinstance(node, sp.Integral | sp.Sum | sp.Product):
        return [node.function, *(part for limit in node.limits for part in limit)]
    if isinstance(node, sp.MatrixBase):
        return list(node)
    if isinstance(node, sp.Limit):
        return list(node.args[:3])
    return [] if node.is_Atom else list(node.args)


def _read(node: Any, args: list[Term]) -> Term:
    for kind, rule in _READERS:
        if isinstance(node, kind):
            return rule(node, args)
    key = _FUNCTIONS.get(type(node).__name__)
    if key is None:
        raise NoSympyForm(f"no term for SymPy's {type(node).__name__}")
    if key == "polygamma" and args[0] is ZERO:
        return call("digamma", args[1])
    return call(key, *args)


def _constant(node: Any) -> Term | None:
    return _CONSTANTS.get(node)


def _number(node: Any, args: list[Term]) -> Term:
    known = _constant(node)
    if known is not None:
        return known
    if node.is_Rational:
        return _signed(Fraction(int(node.p), int(node.q)))
    if node.is_Float and node.is_finite:
        return _signed(Fraction(str(node)))
    raise NoSympyForm(f"no term for {node}")


def _signed(value: Fraction) -> Term:
    size = number(abs(value))
    if value.denominator != 1:
        size = raw.div(number(abs(value.numerator)), number(value.denominator))
    return raw.neg(size) if value < 0 else size


def _symbol(node: Any, args: list[Term]) -> Term:
    return name(f"{node.name}~{node.dummy_index}" if isinstance(node, sp.Dummy) else node.name)


def _mul(node: Any, args: list[Term]) -> Term:
    """A product with its sign in front and its negative powers below a fraction bar."""
    negative = False
    above: list[Term] = []
    below: list[Term] = []
    for signed in args:
        factor = signed.args[0] if signed.op is Op.NEG else signed
        negative ^= factor is not signed
        if factor.op is Op.DIV:
            above.append(factor.args[0])
            below.append(factor.args[1])
        else:
            above.append(factor)
    top = raw.mul(*(factor for factor in above if factor is not ONE))
    product = raw.div(top, raw.mul(*below)) if below else top
    return raw.neg(product) if negative else product


def _pow(node: Any, args: list[Term]) -> Term:
    base, exponent = args
    if not node.exp.is_Number:
        return raw.power(base, exponent)
    size = exponent.args[0] if exponent.op is Op.NEG else exponent
    positive = base if size is ONE else raw.power(base, size)
    if abs(node.exp) == sp.Rational(1, 2):
        positive = call("sqrt", base)
    return raw.div(ONE, positive) if exponent.op is Op.NEG else positive


def _applied(node: Any, args: list[Term]) -> Term:
    return apply(node.func.__name__, *args)


def _derivative(node: Any, args: list[Term]) -> Term:
    """A derivative; of an abstract function in its own arguments, its order."""
    body, *variables = args
    orders = [int(count) for _, count in node.variable_count]
    if body.op is Op.APPLY and all(_own_argument(body, v) for v in variables):
        taken = [orders[variables.index(a)] if a in variables else 0 for a in body.args]
        return apply(function_key(body), *body.args, orders=tuple(taken))
    if any(v.op is not Op.NAME for v in variables):
        raise NoSympyForm("a derivative in what is no name")
    return raw.derivative(body, *variables, orders=tuple(orders))


def _own_argument(application: Term, variable: Term) -> bool:
    """Whether a term is one argument of a function and occurs in no other."""
    return [a for a in application.args if variable in raw.postorder(a)] == [variable]


def _subs(node: Any, args: list[Term]) -> Term:
    count = len(node.variables)
    body, variables, values = args[0], args[1 : 1 + count], args[1 + count :]
    if not raw.contains(body, Op.DERIVATIVE):
        return raw.substitute(body, dict(zip(variables, values, strict=True)))
    for variable, value in zip(variables, values, strict=True):
        body = raw.at(body, variable, value)
    return body


def _iterated(op: Op) -> Callable[[Any, list[Term]], Term]:
    def read(node: Any, args: list[Term]) -> Term:
        body, rest = args[0], args[1:]
        for limit in node.limits:
            body = raw.make(op, body, *rest[: len(limit)])
            rest = rest[len(limit) :]
        return body

    return read


def _limit(node: Any, args: list[Term]) -> Term:
    direction = str(node.args[3])
    return raw.make(Op.LIMIT, *args, data="" if direction == "+-" else direction)


def _piecewise(node: Any, args: list[Term]) -> Term:
    return raw.make(Op.CASES, *args)


def _heaviside(node: Any, args: list[Term]) -> Term:
    """The step function, without a value at its step."""
    above, below = raw.relation(">", args[0], ZERO), raw.relation("<", args[0], ZERO)
    return raw.cases((ONE, above), (ZERO, below))


def _matrix(node: Any, args: list[Term]) -> Term:
    if node.shape[1] == 1:
        return raw.vector(*args)
    return raw.make(Op.MATRIX, *args, data=tuple(int(size) for size in node.shape))


def _relation(sign: str) -> Callable[[Any, list[Term]], Term]:
    return lambda node, args: raw.relation(sign, *args)


def _truth(node: Any, args: list[Term]) -> Term:
    if node is not sp.true:
        raise NoSympyForm("a condition that never holds")
    return raw.TRUE


_CONSTANTS: Final = {
    sp.pi: raw.PI,
    sp.E: raw.E,
    sp.I: raw.constant("i"),
    sp.oo: raw.INFINITY,
    -sp.oo: raw.neg(raw.INFINITY),
}

#: The first class that fits reads the node.
_READERS: Final[tuple[tuple[Any, Callable[[Any, list[Term]], Term]], ...]] = (
    (sp.Symbol, _symbol),
    ((sp.Number, sp.NumberSymbol), _number),
    (sp.core.numbers.ImaginaryUnit, _number),
    (sp.Add, lambda node, args: raw.add(*args)),
    (sp.Mul, _mul),
    (sp.exp, lambda node, args: call("exp", *args)),
    (sp.Pow, _pow),
    (AppliedUndef, _applied),
    (sp.Indexed, lambda node, args: raw.element(str(node.base.label), *args)),
    (sp.Derivative, _derivative),
    (sp.Subs, _subs),
    (sp.Integral, _iterated(Op.INTEGRAL)),
    (sp.Sum, _iterated(Op.SUM)),
    (sp.Product, _iterated(Op.PRODUCT)),
    (sp.Limit, _limit),
    (sp.Piecewise, _piecewise),
    (sp.Heaviside, _heaviside),
    (sp.MatrixBase, _matrix),
    (sp.Tuple, lambda node, args: raw.make(Op.TUPLE, *args)),
    (sp.Eq, _relation("=")),
    (sp.Ne, _relation("!=")),
    (sp.StrictLessThan, _relation("<")),
    (sp.LessThan, _relation("<=")),
    (sp.StrictGreaterThan, _relation(">")),
    (sp.GreaterThan, _relation(">=")),
    (sp.And, lambda node, args: raw.make(Op.AND, *args)),
    (sp.Or, lambda node, args: raw.make(Op.OR, *args)),
    (sp.logic.boolalg.BooleanAtom, _truth),
)
