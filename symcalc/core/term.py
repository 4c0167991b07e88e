"""The interned expression graph that every part of symcalc speaks.

A term is written down as it was read: construction never simplifies, so that a wrong
line cannot disappear before it is looked at.  Two equal expressions are one object, so
equality is identity and a shared subexpression is stored and evaluated once.

Everything that asks a question of a term (its value, its LaTeX, its derivative, its
SymPy form) is a function elsewhere.  All walks here are iterative: a sum of 5,000 terms
or a nesting 1,000 deep is no special case.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from fractions import Fraction
from itertools import count
from typing import Final
from weakref import WeakValueDictionary


class Op(StrEnum):
    """What a node does with its arguments."""

    NUMBER = "number"  # data: Fraction
    DECIMAL = "decimal"  # data: the digits as written, "0.33"
    CONSTANT = "constant"  # data: "pi", "e", "i", "inf", "true"
    NAME = "name"  # data: canonical key, "x", "hat.y", "w_1"
    ELEMENT = "element"  # data: key of the sequence; args: the indices
    ADD = "add"
    MUL = "mul"
    NEG = "neg"
    DIV = "div"
    POW = "pow"
    CALL = "call"  # data: an elementary function of core.vocabulary
    APPLY = "apply"  # data: (function key, order of derivative in each argument)
    DERIVATIVE = "derivative"  # args: body, then the variables; data: order of each
    AT = "at"  # args: body, variable, value
    INTEGRAL = "integral"  # args: body, variable [, lower, upper]
    SUM = "sum"  # args: body, index, lower, upper
    PRODUCT = "product"
    LIMIT = "limit"  # args: body, variable, point; data: "+", "-" or ""
    MAP = "map"  # args: body, variable: the function that takes the variable to the body
    CASES = "cases"  # args: value, condition, value, condition, ...
    RELATION = "relation"  # args: left, right; data: "=", "<", ...
    AND = "and"
    OR = "or"
    VECTOR = "vector"  # args: the components
    MATRIX = "matrix"  # args: the entries row by row; data: (rows, columns)
    TUPLE = "tuple"


#: Operations that bind the name in their second argument, inside their first one only.
BINDERS: Final = frozenset({Op.INTEGRAL, Op.SUM, Op.PRODUCT, Op.LIMIT, Op.AT, Op.MAP})


class Term:
    """One node of the graph: an operation, what qualifies it, and its arguments.

    Terms are immutable and made by the functions below, never directly.
    """

    __slots__ = ("__weakref__", "_free", "args", "data", "op")

    op: Op
    data: Hashable
    args: tuple[Term, ...]
    _free: frozenset[str] | None

    def __init__(self, op: Op, data: Hashable, args: tuple[Term, ...]) -> None:
        object.__setattr__(self, "op", op)
        object.__setattr__(self, "data", data)
        object.__setattr__(self, "args", args)
        object.__setattr__(self, "_free", None)

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"a term is immutable; {name} cannot be set")

    def __repr__(self) -> str:
        return pretty(self)


_nodes: WeakValueDictionary[tuple[Op, Hashable, tuple[Term, ...]], Term] = WeakValueDictionary()


def make(op: Op, *args: Term, data: Hashable = None) -> Term:
    """The one term with this operation, data and arguments."""
    key = (op, data, args)
    found = _nodes.get(key)
    if found is None:
        found = _nodes[key] = Term(op, data, args)
    return found


# --------------------------------------------------------------------------- construction


def number(value: int | Fraction) -> Term:
    """An exact rational number."""
    return make(Op.NUMBER, data=Fraction(value))


def decimal(digits: str) -> Term:
    """A decimal as it was written, for example ``"0.33"``."""
    return make(Op.DECIMAL, data=digits)


def constant(name: str) -> Term:
    """One of the constants pi, e, i, inf and true."""
    return make(Op.CONSTANT, data=name)


def name(key: str) -> Term:
    """A named quantity, by its canonical key."""
    return make(Op.NAME, data=key)


def element(key: str, *indices: Term) -> Term:
    """The element of a sequence (or vector, or matrix) at the given indices."""
    return make(Op.ELEMENT, *indices, data=key)


def add(*terms: Term) -> Term:
    """The sum as written; of no term zero, of one term that term."""
    return make(Op.ADD, *terms) if len(terms) > 1 else (terms[0] if terms else ZERO)


def mul(*factors: Term) -> Term:
    """The product as written, in its order; of no factor one, of one that factor."""
    return make(Op.MUL, *factors) if len(factors) > 1 else (factors[0] if factors else ONE)


def neg(term: Term) -> Term:
    """The negative as written."""
    return make(Op.NEG, term)


def sub(left: Term, right: Term) -> Term:
    """The difference, stored as a sum with a negative."""
    return add(left, neg(right))


def div(numerator: Term, denominator: Term) -> Term:
    """The quotient as written."""
    return make(Op.DIV, numerator, denominator)


def power(base: Term, exponent: Term) -> Term:
    """The power as written."""
    return make(Op.POW, base, exponent)


def call(function: str, *args: Term) -> Term:
    """An elementary function of :mod:`symcalc.core.vocabulary`."""
    return make(Op.CALL, *args, data=function)


def apply(function: str, *args: Term, orders: tuple[int, ...] = ()) -> Term:
    """A named function applied; ``orders`` counts derivatives in each argument (f' has (1,))."""
    return make(Op.APPLY, *args, data=(function, orders or (0,) * len(args)))


def derivative(body: Term, *variables: Term, orders: tuple[int, ...] = ()) -> Term:
    """The (partial) derivative of the body, each variable to its order (1 if not given)."""
    return make(Op.DERIVATIVE, body, *variables, data=orders or (1,) * len(variables))


def at(body: Term, variable: Term, value: Term) -> Term:
    """The body with the variable set to a value, after every derivative in it was taken."""
    return make(Op.AT, body, variable, value)


def integral(body: Term, variable: Term, *bounds: Term) -> Term:
    """A definite integral (two bounds) or an antiderivative (none)."""
    return make(Op.INTEGRAL, body, variable, *bounds)


def summation(body: Term, index: Term, lower: Term, upper: Term) -> Term:
    """The sum of the body over an integer index, both ends included."""
    return make(Op.SUM, body, index, lower, upper)


def product(body: Term, index: Term, lower: Term, upper: Term) -> Term:
    """The product of the body over an integer index, both ends included."""
    return make(Op.PRODUCT, body, index, lower, upper)


def limit(body: Term, variable: Term, point: Term, direction: str = "") -> Term:
    """The limit of the body; the direction is "+", "-" or "" for both sides."""
    return make(Op.LIMIT, body, variable, point, data=direction)


def mapping(body: Term, variable: Term) -> Term:
    """The function that takes the variable to the body, as an argument of max, argmin, …"""
    return make(Op.MAP, body, variable)


def cases(*branches: tuple[Term, Term]) -> Term:
    """A piecewise value: the first (value, condition) whose condition holds."""
    return make(Op.CASES, *(part for branch in branches for part in branch))


def relation(sign: str, left: Term, right: Term) -> Term:
    """A comparison: =, !=, <, <=, >, >=."""
    return make(Op.RELATION, left, right, data=sign)


def vector(*components: Term) -> Term:
    """An explicit column vector."""
    return make(Op.VECTOR, *components)


def matrix(rows: Sequence[Sequence[Term]]) -> Term:
    """An explicit matrix from its rows."""
    shape = (len(rows), len(rows[0]) if rows else 0)
    return make(Op.MATRIX, *(entry for row in rows for entry in row), data=shape)


ZERO: Final = number(0)
ONE: Final = number(1)
MINUS_ONE: Final = number(-1)
TWO: Final = number(2)
HALF: Final = number(Fraction(1, 2))
PI: Final = constant("pi")
E: Final = constant("e")
INFINITY: Final = constant("inf")
TRUE: Final = constant("true")


# ------------------------------------------------------------------------------ questions


def value_of(term: Term) -> Fraction | None:
    """The exact value of a number or a decimal (or of its negative), else None."""
    if term.op is Op.NEG:
        inner = value_of(term.args[0])
        return None if inner is None else -inner
    if term.op is Op.NUMBER:
        assert isinstance(term.data, Fraction)
        return term.data
    return Fraction(str(term.data)) if term.op is Op.DECIMAL else None


def postorder(*roots: Term) -> list[Term]:
    """Every distinct node below the roots, arguments before what uses them."""
    seen: set[Term] = set()
    order: list[Term] = []
    stack: list[tuple[Term, Iterator[Term]]] = []
    for root in roots:
        if root in seen:
            continue
        seen.add(root)
        stack.append((root, iter(root.args)))
        while stack:
            node, rest = stack[-1]
            child = next(rest, None)
            if child is None:
                order.append(node)
                stack.pop()
            elif child not in seen:
                seen.add(child)
                stack.append((child, iter(child.args)))
    return order


def binds(node: Term) -> bool:
    """Whether a node binds its second argument; an antiderivative is a function of it instead."""
    return node.op in BINDERS and not (node.op is Op.INTEGRAL and len(node.args) == 2)


def free_names(term: Term) -> frozenset[str]:
    """The keys of the names that are free in a term, sequences included."""
    if term._free is not None:
        return term._free
    for node in postorder(term):
        if node._free is None:
            object.__setattr__(node, "_free", _free_of(node))
    assert term._free is not None
    return term._free


def _free_of(node: Term) -> frozenset[str]:
    if node.op is Op.NAME:
        return frozenset({str(node.data)})
    parts = [argument._free or frozenset() for argument in node.args]
    if binds(node):
        parts[0] -= parts[1]
        parts[1] = frozenset()
    joined: frozenset[str] = frozenset().union(*parts)
    return joined | {str(node.data)} if node.op is Op.ELEMENT else joined


def functions_in(term: Term) -> frozenset[str]:
    """The keys of the named functions that are applied in a term."""
    return frozenset(_key(node) for node in postorder(term) if node.op is Op.APPLY)


def _key(node: Term) -> str:
    assert isinstance(node.data, tuple)
    return str(node.data[0])


def function_key(term: Term) -> str:
    """The function that an APPLY node applies."""
    return _key(term)


def function_orders(term: Term) -> tuple[int, ...]:
    """How often an APPLY node differentiates its function in each argument."""
    assert isinstance(term.data, tuple)
    orders: tuple[int, ...] = term.data[1]
    return orders


def derivative_orders(term: Term) -> tuple[int, ...]:
    """The order of a DERIVATIVE node in each of its variables."""
    assert isinstance(term.data, tuple)
    return term.data


def contains(term: Term, *ops: Op) -> bool:
    """Whether any node below the term is one of the operations."""
    return any(node.op in ops for node in postorder(term))


def size(term: Term) -> int:
    """The number of distinct nodes."""
    return len(postorder(term))


# ---------------------------------------------------------------------------- rebuilding


def rebuild(term: Term, change: Callable[[Term], Term]) -> Term:
    """Rebuild from the leaves: each node, its arguments changed, goes through ``change``."""
    done: dict[Term, Term] = {}
    for node in postorder(term):
        args = tuple(done[argument] for argument in node.args)
        same = args == node.args
        done[node] = change(node if same else make(node.op, *args, data=node.data))
    return done[term]


def substitute(term: Term, values: Mapping[Term, Term]) -> Term:
    """Replace names, elements or any other free subterm by terms, without capture.

    A variable of differentiation that is replaced by something else than a name becomes
    an evaluation: d/dx x^2 with x = 3 is "the derivative, at 3".
    """
    return _Substitution(values).of(term)


class _Substitution:
    """One substitution with its memo; binders start a new one for their inside."""

    def __init__(self, values: Mapping[Term, Term]) -> None:
        self.values = dict(values)
        self.memo: dict[Term, Term] = {}
        self.touched = frozenset(key for term in values for key in free_names(term))
        self.incoming = frozenset(key for term in values.values() for key in free_names(term))

    def of(self, term: Term) -> Term:
        stack = [term]
        while stack:
            node = stack[-1]
            if node in self.memo:
                stack.pop()
            elif node in self.values:
                self.memo[node] = self.values[node]
            elif not free_names(node) & self.touched and not self._whole(node):
                self.memo[node] = node
            elif binds(node):
                self.memo[node] = self._binder(node)
            elif node.op in (Op.DERIVATIVE, Op.INTEGRAL):
                self.memo[node] = self._in_variables(node)
            else:
                missing = [argument for argument in node.args if argument not in self.memo]
                if missing:
                    stack.extend(reversed(missing))
                else:
                    args = (self.memo[argument] for argument in node.args)
                    self.memo[node] = make(node.op, *args, data=node.data)
        return self.memo[term]

    def _whole(self, node: Term) -> bool:
        """Whether a closed subterm (a constant, say) may hide something to replace."""
        return any(not free_names(key) for key in self.values) and bool(node.args)

    def _binder(self, node: Term) -> Term:
        body, variable, *outside = node.args
        inner = {k: v for k, v in self.values.items() if str(variable.data) not in free_names(k)}
        if str(variable.data) in self.incoming and free_names(body) & self.touched:
            renamed = fresh_name(str(variable.data), free_names(body) | self.incoming)
            inner[variable] = renamed
            variable = renamed
        new_body = substitute(body, inner) if inner else body
        rest = (self.of(argument) for argument in outside)
        return make(node.op, new_body, variable, *rest, data=node.data)

    def _in_variables(self, node: Term) -> Term:
        """A derivative or an antiderivative: what moves its variable evaluates it there."""
        body, *variables = node.args
        moved = [v for v in variables if v in self.values]
        kept = {k: v for k, v in self.values.items() if k not in moved}
        inside = substitute(body, kept) if kept else body
        result = make(node.op, inside, *variables, data=node.data)
        for variable in moved:
            result = at(result, variable, self.values[variable])
        return result


def fresh_name(key: str, taken: Iterable[str]) -> Term:
    """A name like ``key`` that is not taken."""
    used = set(taken)
    return next(name(f"{key}~{k}") for k in count(1) if f"{key}~{k}" not in used)


# ------------------------------------------------------------------------------ debugging


def pretty(term: Term, limit: int = 400) -> str:
    """The term as a nested expression, cut after about ``limit`` characters."""
    out: list[str] = []
    stack: list[Term | str] = [term]
    length = 0
    while stack:
        item = stack.pop()
        text = item if isinstance(item, str) else _label(item)
        out.append(text)
        length += len(text)
        if length > limit:
            return "".join(out) + "…"
        if isinstance(item, Term) and item.args:
            stack.append(")")
            for argument in reversed(item.args[1:]):
                stack += [argument, ", "]
            stack += [item.args[0], "("]
    return "".join(out)


def _label(node: Term) -> str:
    if node.op in (Op.NUMBER, Op.DECIMAL, Op.CONSTANT, Op.NAME, Op.CALL):
        return str(node.data)
    if node.op is Op.APPLY:
        orders = function_orders(node)
        return _key(node) + (str(list(orders)) if any(orders) else "")
    return str(node.op) if node.data is None else f"{node.op}[{node.data}]"
