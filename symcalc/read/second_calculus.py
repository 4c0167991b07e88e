r"""What the normaliser lifts out whole: sums, products, limits, integrals and derivatives."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final

from symcalc.core import term as t
from symcalc.core.term import Op, Term
from symcalc.read.second_names import find_name, starts_name
from symcalc.read.second_reader import Reader
from symcalc.read.second_tokens import CannotReadError, closing, is_opening, levels, split

Lifted = tuple[Term, int]
Range = tuple[int, int]
_UNSAID: Final = t.name("?")
_MEMBER: Final = t.element("member", t.name("~"))
_BREAKS: Final = frozenset({"\\cdot", "/"})


def operator(reader: Reader, k: int, end: int) -> Lifted:
    """The sum, product, limit or integral at k, and the index after it."""
    sign = reader.text(k, end)
    scripts: dict[str, Range] = {}
    k += 1
    while (script := reader.text(k, end)) in ("_", "^") and script not in scripts:
        start, stop, k = reader.argument(k + 1, end)
        scripts[script] = start, stop
    return OPERATORS[sign](reader, scripts, k, end)


@contextmanager
def _binding(reader: Reader, key: str) -> Iterator[None]:
    reader.bound.append(key)
    try:
        yield
    finally:
        reader.bound.pop()


def _name(reader: Reader, start: int, end: int) -> tuple[str, int]:
    """A plain name: its key and where it ends."""
    if start >= end or not starts_name(reader.pieces[start]):
        raise CannotReadError("a bound variable that is no name")
    found = find_name(reader.pieces, start, end)
    if found.parts or found.primes:
        raise CannotReadError("a bound variable that is no name")
    return found.key, found.end


def _end_of_term(reader: Reader, start: int, end: int) -> int:
    """Where the product that starts here ends: at the next sign of a sum."""
    signs = split(reader.pieces, start, end, "+", "-")
    if signs and signs[0] == start:
        raise CannotReadError("a sign after an operator")
    after_operand = (k for k in signs if reader.text(k - 1, end) not in _BREAKS)
    return next(after_operand, end)


# -------------------------------------------------------------------- sums, products, limits


def _repeated(
    make: Callable[[Term, Term, Term, Term], Term],
) -> Callable[[Reader, dict[str, Range], int, int], Lifted]:
    def read(reader: Reader, scripts: dict[str, Range], k: int, end: int) -> Lifted:
        if "_" not in scripts:
            raise CannotReadError("a sum without its index")
        start, stop = scripts["_"]
        key, after = _name(reader, start, stop)
        stop_of_body = _end_of_term(reader, k, end)
        index, ends, chosen = t.name(key), (_UNSAID, _UNSAID), False
        if reader.text(after, stop) == "=" and "^" in scripts:
            ends = reader.read(after + 1, stop), reader.read(*scripts["^"])
        elif "^" not in scripts and (after == stop or reader.text(after, stop) == "\\in"):
            chosen = after < stop
            if chosen and reader.text(after + 1, stop) in ("\\{", "["):
                raise CannotReadError("a set that is written out")
            reader.notes.remarks.add("unsaid range")
        else:
            raise CannotReadError("this range of a sum")
        with _binding(reader, key):
            body = reader.read(k, stop_of_body)
        if make is t.product and _reach_is_open(body, key):
            raise CannotReadError("a product with a factor behind its last index")
        if chosen:
            body, index = _at_member(body, index), _MEMBER.args[0]
        return make(body, index, *ends), stop_of_body

    return read


def _at_member(body: Term, index: Term) -> Term:
    """The body with a member of the set for its index, in subscripts such as x_{ij} too."""

    def with_places(node: Term) -> Term:
        base, _, label = str(node.data).replace(",", "").partition("_")
        if node.op is not Op.NAME or index.data not in list(label) or not label.isalnum():
            return node
        return t.element(base, *(t.number(int(c)) if c.isdigit() else t.name(c) for c in label))

    return t.substitute(t.rebuild(body, with_places), {index: _MEMBER})


def _reach_is_open(body: Term, key: str) -> bool:
    """Whether the last factor (or the divisor) may stand behind the product, not inside."""
    last = body.args[-1] if body.op in (Op.MUL, Op.DIV) else body
    return last is not body and key not in t.free_names(last)


def _limit(reader: Reader, scripts: dict[str, Range], k: int, end: int) -> Lifted:
    if "_" not in scripts:
        raise CannotReadError("a limit without its variable")
    start, stop = scripts["_"]
    key, arrow = _name(reader, start, stop)
    if reader.text(arrow, stop) != "\\to":
        raise CannotReadError("a limit without its arrow")
    direction, stop = _direction(reader, arrow + 1, stop)
    point = reader.read(arrow + 1, stop)
    after = _end_of_term(reader, k, end)
    with _binding(reader, key):
        return t.limit(reader.read(k, after), t.name(key), point, direction), after


def _direction(reader: Reader, start: int, end: int) -> tuple[str, int]:
    texts = [piece.text for piece in reader.pieces[start:end]]
    for width in (2, 4):
        tail = [text for text in texts[-width:] if text not in ("{", "}")]
        if len(texts) > width and tail in (["^", "+"], ["^", "-"]):
            return tail[1], end - width
    return "", end


# -------------------------------------------------------------------------------- integrals


def _differential(reader: Reader, k: int, end: int) -> int:
    r"""The index after the d of a differential at k (``dx``, ``\mathrm{d}x``), 0 if none."""
    piece = reader.pieces[k]
    is_d = piece.text == "d" or (piece.text == "\\word" and piece.word == "d")
    return k + 1 if is_d and k + 1 < end and starts_name(reader.pieces[k + 1]) else 0


def _integral(reader: Reader, scripts: dict[str, Range], k: int, end: int) -> Lifted:
    bounds: tuple[Term, ...] = ()
    if scripts:
        if len(scripts) < 2:
            raise CannotReadError("an integral with one bound")
        bounds = reader.read(*scripts["_"]), reader.read(*scripts["^"])
    if reader.text(k, end) == "\\frac":
        found = _differential_above(reader, k, end)
        if found is not None:
            body, key, after = found
            return t.integral(body, t.name(key), *bounds), after
    stop = _matching_differential(reader, k, end)
    if stop == k:
        raise CannotReadError("a differential in front of the integrand")
    key, after = _name(reader, _differential(reader, stop, end), end)
    body = reader.read(k, stop) if stop > k else t.ONE
    return t.integral(body, t.name(key), *bounds), after


def _matching_differential(reader: Reader, start: int, end: int) -> int:
    open_integrals = 1
    for k, depth in levels(reader.pieces, start, end):
        if depth == 0 and reader.text(k, end) == "\\int":
            open_integrals += 1
        elif depth == 0 and _differential(reader, k, end):
            open_integrals -= 1
            if open_integrals == 0:
                return k
    raise CannotReadError("an integral without its differential")


def _differential_above(reader: Reader, k: int, end: int) -> tuple[Term, str, int] | None:
    r"""``\frac{dx}{x}`` as integrand, variable and end."""
    start, stop, middle = reader.argument(k + 1, end)
    places = [j for j in range(start, stop) if _differential(reader, j, stop)]
    if not places:
        return None
    key, last = _name(reader, _differential(reader, places[-1], stop), stop)
    if last != stop:
        return None
    above = reader.read(start, places[-1]) if places[-1] > start else t.ONE
    low_start, low_stop, after = reader.argument(middle, end)
    return t.div(above, reader.read(low_start, low_stop)), key, after


OPERATORS: Final[dict[str, Callable[[Reader, dict[str, Range], int, int], Lifted]]] = {
    "\\sum": _repeated(t.summation),
    "\\prod": _repeated(t.product),
    "\\lim": _limit,
    "\\int": _integral,
}


# ------------------------------------------------------------------------------ derivatives


def derivative(reader: Reader, k: int, end: int) -> Lifted | None:
    r"""``\frac{d}{dx} f`` or ``\frac{\partial f}{\partial x}``; None for a quotient."""
    start, stop, middle = reader.argument(k + 1, end)
    low_start, low_stop, after = reader.argument(middle, end)
    sign = _sign(reader, start, stop)
    if not sign or _sign(reader, low_start, low_stop) != sign:
        return None
    order, rest = _order(reader, start + 1, stop)
    variables, orders = _variables(reader, low_start, low_stop, sign)
    if sum(orders) != order:
        raise CannotReadError("orders that differ")
    if rest < stop:
        if reader.text(after, end) == "(":
            raise CannotReadError("a derivative before a parenthesis")
        body = reader.read(rest, stop)
        if any(key.endswith(f".{v.data}") for key in t.free_names(body) for v in variables):
            raise CannotReadError("a derivative at what has an accent")
    else:
        body, after = _operand(reader, after, end)
    return t.derivative(body, *variables, orders=orders), after


def _sign(reader: Reader, k: int, end: int) -> str:
    """``d`` or the curly one, if the range starts with it."""
    if k >= end:
        return ""
    piece = reader.pieces[k]
    if piece.text in ("d", "\\partial"):
        return piece.text
    return "d" if piece.text == "\\word" and piece.word == "d" else ""


def _order(reader: Reader, k: int, end: int) -> tuple[int, int]:
    if reader.text(k, end) != "^":
        return 1, k
    start, stop, after = reader.argument(k + 1, end)
    if stop - start != 1 or not reader.text(start, stop).isdigit():
        raise CannotReadError("a derivative of symbolic order")
    return int(reader.text(start, stop)), after


def _variables(
    reader: Reader, k: int, end: int, sign: str
) -> tuple[tuple[Term, ...], tuple[int, ...]]:
    variables: list[Term] = []
    orders: list[int] = []
    while k < end:
        if _sign(reader, k, end) != sign or k + 1 >= end or (
            not starts_name(reader.pieces[k + 1])
        ):  # fmt: skip
            raise CannotReadError("a derivative by an expression")
        found = find_name(reader.pieces, k + 1, end)
        if found.primes:
            raise CannotReadError("a derivative by a primed name")
        indices = [reader.read(*part) for part in found.parts]
        variables.append(t.element(found.key, *indices) if indices else t.name(found.key))
        order, k = _order(reader, found.end, end)
        orders.append(order)
    return tuple(variables), tuple(orders)


def _operand(reader: Reader, k: int, end: int) -> Lifted:
    stop = _end_of_term(reader, k, end)
    if is_opening(reader.text(k, end)) and closing(reader.pieces, k) + 1 != stop:
        raise CannotReadError("a derivative of a product with brackets")
    if split(reader.pieces, k, stop, *sorted(_BREAKS)):
        raise CannotReadError("a derivative of a product")
    return reader.read(k, stop), stop
