"""Terms of vectors and matrices to NumPy source; vectors are columns of shape (n, 1)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from symcalc.core.kind import Kind
from symcalc.core.kind_shapes import kind_shape
from symcalc.core.shape import Size, is_open
from symcalc.core.shapes import Shapes, shapes_of
from symcalc.core.term import Op, Term, value_of
from symcalc.core.vocabulary import LINEAR
from symcalc.mean.compile import Compiled, SourceWriter, compiled_by
from symcalc.mean.errors import CannotEvaluate
from symcalc.mean.pullback.grouping import grouped


def compile_arrays(
    outputs: Sequence[Term], keys: Sequence[str], kinds: Mapping[str, Kind], name: str = "f"
) -> Compiled:
    """A NumPy function of numbers, columns of shape (n, 1) and matrices, for several terms.

    Raises :class:`CannotEvaluate` for what has no NumPy source, such as a Kronecker product
    with an open size.
    """
    shapes = shapes_of(outputs, kinds)
    terms = tuple(grouped(term, shapes) for term in outputs)
    shapes.visit_all(*terms)
    known = {key: kind for key, kind in kinds.items() if key in keys}

    def make(names: Mapping[str, str]) -> SourceWriter:
        return _ArrayWriter(names, shapes, known)

    return compiled_by(make, terms, keys, name, single=False)


class _ArrayWriter(SourceWriter):
    """Writes matrix products where both factors are arrays."""

    opening = ('"""Vectors are columns: arrays of shape (n, 1)."""',)

    def __init__(self, names: Mapping[str, str], shapes: Shapes, kinds: Mapping[str, Kind]) -> None:
        super().__init__(names)
        self.shapes = shapes
        self.sizes = dict(_sizes(names, shapes, kinds))
        self.preparation = [
            f"{names[key]} = {names[key]}.reshape(-1, 1)"
            for key, kind in kinds.items()
            if kind_shape(shapes, key, kind).columns == "1"
        ]
        self.names.update((size, text) for size, text in self.sizes.items())

    def expression(self, node: Term, lines: list[str]) -> tuple[str, bool]:
        if node.op is Op.CALL and node.data in LINEAR:
            return self._linear(node), False
        if node.op is Op.MUL:
            return self._product(node), False
        if node.op is Op.POW and not self.shapes.of(node.args[0]).is_scalar:
            return self._power(node), False
        if node.op is Op.VECTOR:
            return f"np.vstack([{', '.join(self._block(a) for a in node.args)}])", False
        return super().expression(node, lines)

    def _block(self, term: Term) -> str:
        return f"np.atleast_2d({self.written[term]})"

    def _product(self, node: Term) -> str:
        numbers = [f for f in node.args if self.shapes.of(f).is_scalar]
        arrays = [f for f in node.args if not self.shapes.of(f).is_scalar]
        chain = " @ ".join(_wrapped(self.written[f]) for f in arrays)
        if arrays and self.shapes.of(node).is_scalar:
            chain = f"({chain}).item()"
        factors = [_wrapped(self.written[f]) for f in numbers]
        if chain:
            factors.append(f"({chain})" if factors and len(arrays) > 1 else chain)
        return " * ".join(factors)

    def _power(self, node: Term) -> str:
        base, exponent = (self.written[argument] for argument in node.args)
        if self.shapes.of(node.args[0]).columns == "1":
            return f"{_wrapped(base)} ** {_wrapped(exponent)}"
        value = value_of(node.args[1])
        if value == -1:
            return f"np.linalg.inv({base})"
        if value is None or value.denominator != 1:
            raise CannotEvaluate("a power of a matrix that is no whole number")
        return f"np.linalg.matrix_power({base}, {int(value)})"

    def _linear(self, node: Term) -> str:
        args = [self.written[argument] for argument in node.args]
        if node.data in ("identity", "ones", "zeros", "basis"):
            return self._constant(node, args)
        if node.data == "diag" and self.shapes.of(node.args[0]).columns != "1":
            return f"np.diag({args[0]}).reshape(-1, 1)"
        template = _TEMPLATES.get(str(node.data))
        wanted = 2 if template is not None and "{1}" in template else 1
        if template is None or len(args) != wanted:
            raise CannotEvaluate(f"no NumPy source for {node.data}")
        return template.format(*args)

    def _constant(self, node: Term, args: list[str]) -> str:
        shape = self.shapes.of(node)
        rows, columns = self._size(shape.rows), self._size(shape.columns)
        if node.data == "identity":
            return f"np.eye({rows})"
        if node.data == "basis":
            return f"np.eye({rows})[:, [int({args[0]}) - 1]]"
        return f"np.{node.data}(({rows}, {columns}))"

    def _size(self, size: Size) -> str:
        size = self.shapes.size(size)
        if size.isdigit():
            return size
        if size not in self.sizes:
            raise CannotEvaluate("a size that no argument has" if is_open(size) else size)
        return self.sizes[size]


def _sizes(
    names: Mapping[str, str], shapes: Shapes, kinds: Mapping[str, Kind]
) -> list[tuple[Size, str]]:
    """Every size with an argument that shows it."""
    found: dict[Size, str] = {}
    for key, kind in kinds.items():
        shape = shapes.resolved(kind_shape(shapes, key, kind))
        for axis, size in enumerate((shape.rows, shape.columns)):
            found.setdefault(size, f"{names[key]}.shape[{axis}]")
    return list(found.items())


def _wrapped(text: str) -> str:
    return f"({text})" if text.startswith("-") else text


_TEMPLATES: Final[dict[str, str]] = {
    "transpose": "{0}.T", "adjoint": "{0}.T", "dot": "np.sum({0} * {1})",
    "cross": "np.cross({0}, {1}, axis=0)", "norm": "np.sqrt(np.sum({0} ** 2))",
    "frobenius": "np.sqrt(np.sum({0} ** 2))", "trace": "np.trace({0})",
    "det": "np.linalg.det({0})", "rank": "np.linalg.matrix_rank({0})",
    "diag": "np.diagflat({0})", "vec": "{0}.reshape(-1, 1, order=\"F\")",
    "hadamard": "{0} * {1}", "kronecker": "np.kron({0}, {1})",
    "softmax": "np.exp({0} - np.max({0})) / np.sum(np.exp({0} - np.max({0})))",
}  # fmt: skip
