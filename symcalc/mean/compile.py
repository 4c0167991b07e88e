"""Terms to NumPy source: one assignment a node, shared nodes once.

The source runs on its own: it imports NumPy, defines the helpers it needs and one function
whose arguments are floats or arrays (a batch of points).
"""

from __future__ import annotations

import inspect
import keyword
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Final

from symcalc.core.term import Op, Term, free_names, postorder, value_of
from symcalc.mean import special
from symcalc.mean.errors import CannotEvaluate
from symcalc.mean.functions import ELEMENTARY
from symcalc.mean.numeric import element_key

#: Helpers of :mod:`symcalc.mean.special`, copied into the source where they are used.
_HELPERS: Final[Mapping[str, Callable[..., Any]]] = {
    helper.__name__: helper
    for helper in (
        special.beta,
        special.binomial,
        special.digamma,
        special.erf,
        special.erfc,
        special.gamma,
        special.loggamma,
        special.polygamma,
        special.root,
    )
}


@dataclass(frozen=True)
class Compiled:
    """Source text with the function that it defines; ``arguments`` are its parameter names."""

    source: str
    function: Callable[..., Any]
    arguments: tuple[str, ...]


def compile_numpy(outputs: Term | Sequence[Term], keys: Sequence[str], name: str = "f") -> Compiled:
    """A NumPy function of the keys, in their order, for one term or a tuple of several.

    An element with whole indices is an argument of its own (key ``x_3``) or, when the key of
    its sequence is an argument, the entry of that array (x_1 is ``x[0]``).  nan or inf marks
    points outside the domain.

    Raises :class:`CannotEvaluate` for what has no NumPy source: integrals, limits, abstract
    functions, names that are no argument.
    """
    terms = (outputs,) if isinstance(outputs, Term) else tuple(outputs)
    return compiled_by(SourceWriter, terms, keys, name, single=isinstance(outputs, Term))


def compiled_by(
    writer: Callable[[Mapping[str, str]], SourceWriter],
    terms: Sequence[Term],
    keys: Sequence[str],
    name: str,
    *,
    single: bool,
) -> Compiled:
    """The function of the keys that a writer, made with their identifiers, writes."""
    source, arguments = _source(writer, terms, keys, name, single=single)
    namespace: dict[str, Any] = {}
    # The text is our own: operators come from the tables below, names from _identifiers.
    exec(compile(source, f"<symcalc {name}>", "exec"), namespace)  # noqa: S102
    return Compiled(source, namespace[name], arguments)


def _source(
    make_writer: Callable[[Mapping[str, str]], SourceWriter],
    terms: Sequence[Term],
    keys: Sequence[str],
    name: str,
    *,
    single: bool,
) -> tuple[str, tuple[str, ...]]:
    if not name.isidentifier() or keyword.iskeyword(name):
        raise ValueError(f"{name!r} is no name for a function")
    arguments = _identifiers(keys, taken={name})
    writer = make_writer(dict(zip(keys, arguments, strict=True)))
    body = [*writer.opening, *(f"{a} = np.asarray({a}, dtype=float)" for a in arguments)]
    body += writer.preparation
    results = writer.block(terms, body)
    returned = ", ".join(results) if len(results) > 1 or single else f"({''.join(results)},)"
    lines = [f"def {name}({', '.join(arguments)}):"]
    lines += [f"    {line}" for line in [*body, f"return {returned}"]]
    helpers = [inspect.getsource(_HELPERS[helper]) for helper in sorted(writer.helpers)]
    imports = "import math\n\n" if helpers else ""
    head = f"{imports}import numpy as np\n"
    text = "\n\n".join([head, *(_without_types(helper) for helper in helpers), "\n".join(lines)])
    return text + "\n", tuple(arguments)


def _without_types(source: str) -> str:
    """A helper without its annotations, which would need an import of their own."""
    head, rest = source.split("\n", 1)
    return re.sub(r": Any| -> Any", "", head) + "\n" + rest.rstrip() + "\n"


def _identifiers(keys: Sequence[str], taken: set[str]) -> list[str]:
    """A Python identifier for every key: ``hat.y`` becomes ``hat_y``."""
    used = taken | {"np", "math"} | set(_HELPERS)
    found: list[str] = []
    for key in keys:
        base = re.sub(r"\W", "_", key, flags=re.ASCII).strip("_") or "x"
        base = base if not base[0].isdigit() else f"x{base}"
        candidate = f"{base}_" if keyword.iskeyword(base) else base
        while candidate in used:
            candidate += "_"
        used.add(candidate)
        found.append(candidate)
    return found


class SourceWriter:
    """Writes assignments; each sum or product gets an inner function of its index.

    ``opening`` and ``preparation`` are lines before and after the arguments become arrays.
    """

    opening: Sequence[str] = ()
    preparation: Sequence[str] = ()

    def __init__(self, names: Mapping[str, str]) -> None:
        self.names = dict(names)
        self.helpers: set[str] = set()
        self.counters: set[str] = set()
        self.written: dict[Term, str] = {}
        self.count = 0

    def fresh(self, stem: str) -> str:
        """A new name: t0, t1, … for values, s2, … for inner functions, i3, … for counters."""
        taken = set(self.names.values())
        while True:
            self.count += 1
            candidate = f"{stem}{self.count - 1}"
            if candidate not in taken:
                return candidate

    def block(self, terms: Sequence[Term], lines: list[str]) -> list[str]:
        """Append the assignments that the terms need; return their names."""
        for node in self._order(terms):
            expression, atomic = self.expression(node, lines)
            if atomic:
                self.written[node] = expression
                continue
            self.written[node] = self.fresh("t")
            lines.append(f"{self.written[node]} = {expression}")
        return [self.written[term] for term in terms]

    def _order(self, terms: Sequence[Term]) -> list[Term]:
        """The nodes to write: not those inside a binder, which belong to its function."""
        inside: dict[Term, None] = {}
        for node in reversed(postorder(*terms)):
            if node in terms or node in inside:
                skipped = 2 if node.op in (Op.SUM, Op.PRODUCT) else 0
                inside.update(dict.fromkeys([node, *node.args[skipped:]]))
        return [node for node in postorder(*terms) if node in inside and node not in self.written]

    def expression(self, node: Term, lines: list[str]) -> tuple[str, bool]:
        """Source for one node, and whether it is short enough to need no name."""
        value = value_of(node) if node.op in (Op.NUMBER, Op.DECIMAL) else None
        if value is not None:
            return _literal(value), True
        if node.op in (Op.NAME, Op.ELEMENT, Op.CONSTANT):
            return self._leaf(node), True
        if node.op is Op.NEG:
            return f"-{self.written[node.args[0]]}", True
        if node.op in (Op.SUM, Op.PRODUCT):
            return self._loop(node, lines), False
        args = [self.written[argument] for argument in node.args]
        if node.op is Op.CALL:
            return self._call(str(node.data), args), False
        if node.op in (Op.DIV, Op.POW) and not self._is_array(node.args[_RISKY[node.op]]):
            function = "np.divide" if node.op is Op.DIV else "np.power"
            return f"{function}({args[0]}, {args[1]})", False
        writer = _WRITERS.get(node.op)
        if writer is None:
            raise CannotEvaluate(f"no NumPy source for {node.op}")
        return writer(node, args), False

    def _is_array(self, term: Term) -> bool:
        """Whether a value is NumPy's, or a number that is not zero: Python's 1/0 would raise."""
        counted = {key for key, text in self.names.items() if text in self.counters}
        return bool(free_names(term) - counted) or value_of(term) not in (None, 0)

    def _leaf(self, node: Term) -> str:
        key = str(node.data)
        if node.op is Op.CONSTANT:
            if key not in _CONSTANTS:
                raise CannotEvaluate(f"no NumPy source for the constant {key}")
            return _CONSTANTS[key]
        if node.op is Op.ELEMENT:
            indices = [value_of(index) for index in node.args]
            whole = [int(index) for index in indices if index is not None]
            if len(whole) == len(indices) and element_key(key, whole) in self.names:
                return self.names[element_key(key, whole)]
        if key not in self.names:
            raise CannotEvaluate(f"{key} is no argument")
        if node.op is Op.NAME:
            return self.names[key]
        places = ", ".join(self._place(index) for index in node.args)
        return f"{self.names[key]}[{places}]"

    def _place(self, index: Term) -> str:
        """The position, from 0, of an index that counts from 1."""
        value = value_of(index)
        if value is not None and value.denominator == 1:
            return str(value.numerator - 1)
        written = self.written[index]
        return f"{written if written in self.counters else f'int({written})'} - 1"

    def _whole(self, bound: Term) -> str:
        value = value_of(bound)
        whole = value is not None and value.denominator == 1
        return str(value) if whole else f"int({self.written[bound]})"

    def _call(self, function: str, args: list[str]) -> str:
        if function not in ELEMENTARY:
            raise CannotEvaluate(f"{function} of an array")
        template = ELEMENTARY[function].numpy
        if not template:
            return _fold(f"np.{function}imum", args)
        helper = template.split("(")[0]
        if helper in _HELPERS:
            self.helpers.add(helper)
        return template.format(*args)

    def _loop(self, node: Term, lines: list[str]) -> str:
        """An inner function of the index, added up or multiplied over its range."""
        body, index, lower, upper = node.args
        key = str(index.data)
        function, counter = self.fresh("s"), self.fresh(_identifiers([key], set())[0])
        self.counters.add(counter)
        outer = dict(self.names), dict(self.written)
        self.names[key] = counter
        self.written = {n: text for n, text in self.written.items() if key not in free_names(n)}
        inner: list[str] = []
        (result,) = self.block([body], inner)
        self.names, self.written = outer
        lines.append(f"def {function}({counter}):")
        lines += [f"    {line}" for line in [*inner, f"return {result}"]]
        span = f"range({self._whole(lower)}, {self._whole(upper)} + 1)"
        if node.op is Op.SUM:
            return f"sum(({function}(k) for k in {span}), 0.0)"
        return f"np.prod([1.0, *({function}(k) for k in {span})], axis=0)"


def _literal(value: Fraction) -> str:
    try:
        text = repr(value.numerator / value.denominator)
    except OverflowError as error:
        raise CannotEvaluate("a number too large for float64") from error
    return text


def _fold(function: str, args: Sequence[str]) -> str:
    result, *rest = args
    for argument in rest:
        result = f"{function}({result}, {argument})"
    return result


def _sum(node: Term, args: list[str]) -> str:
    """A sum with its minus signs written as subtraction."""
    first, *rest = args
    parts = [f" - {text[1:]}" if text.startswith("-") else f" + {text}" for text in rest]
    return "".join([first, *parts])


def _power(node: Term, args: list[str]) -> str:
    """Squares as products, whole powers with the operator, others with np.power."""
    exponent = value_of(node.args[1])
    if exponent == 2:
        return f"{args[0]} * {args[0]}"
    if exponent is not None and exponent.denominator == 1:
        return f"{_parenthesised(args[0])} ** {_parenthesised(args[1])}"
    return f"np.power({args[0]}, {args[1]})"


def _parenthesised(text: str) -> str:
    return f"({text})" if text.startswith("-") else text


def _cases(node: Term, args: list[str]) -> str:
    result = "np.nan"
    for value, condition in reversed(list(zip(args[::2], args[1::2], strict=True))):
        result = f"np.where({condition}, {value}, {result})"
    return result


#: The argument that makes Python raise where NumPy gives inf: the denominator, the base.
_RISKY: Final = {Op.DIV: 1, Op.POW: 0}
_CONSTANTS: Final = {"pi": "np.pi", "e": "np.e", "true": "True", "inf": "np.inf"}
_SIGNS: Final = {"=": "==", "!=": "!=", "<": "<", "<=": "<=", ">": ">", ">=": ">="}

_WRITERS: Final[dict[Op, Callable[[Term, list[str]], str]]] = {
    Op.ADD: _sum,
    Op.MUL: lambda node, args: " * ".join(args),
    Op.DIV: lambda node, args: f"{args[0]} / {args[1]}",
    Op.POW: _power,
    Op.RELATION: lambda node, args: f"{args[0]} {_SIGNS[str(node.data)]} {args[1]}",
    Op.AND: lambda node, args: _fold("np.logical_and", args),
    Op.OR: lambda node, args: _fold("np.logical_or", args),
    Op.CASES: _cases,
}
