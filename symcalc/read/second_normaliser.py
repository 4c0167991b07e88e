"""The table from a token to what reads the factor that begins with it, for the second reader."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from symcalc.core import term as t
from symcalc.core.term import Op, Term
from symcalc.read import second_calculus as calculus
from symcalc.read import second_functions as functions
from symcalc.read.second_names import starts_name
from symcalc.read.second_reader import Notes, Primary, Reader
from symcalc.read.second_tokens import (
    CannotReadError,
    check_brackets,
    closing,
    pieces_of,
    split,
    subscripts_first,
)


def read_text(
    text: str, known: Collection[str], numbers: Collection[str], apply_doubtful: bool
) -> tuple[Term, set[str]]:
    """The second reading of a formula, and remarks on what the text alone does not tell.

    ``known`` are the keys of functions, ``numbers`` keys that are none.
    Raises CannotReadError for whatever it does not know.
    """
    pieces = pieces_of(text)
    check_brackets(pieces)
    pieces = subscripts_first(pieces)
    notes = Notes(known, numbers, apply_doubtful)
    return Reader(pieces, notes, primary).read(0, len(pieces)), notes.remarks


def primary(reader: Reader, k: int, end: int) -> tuple[str, int]:
    """The factor at k without its scripts, as skeleton text, and the index after it."""
    piece = reader.pieces[k]
    read = _PRIMARIES.get(piece.text)
    if read is not None:
        return read(reader, k, end)
    if piece.is_number:
        return reader.lift(_number(piece.text), k + 1)
    function = functions.elementary_name(piece)
    if function:
        return functions.elementary(reader, function, k + 1, end)
    if starts_name(piece):
        return functions.named(reader, k, end)
    raise CannotReadError(piece.text)


def _number(digits: str) -> Term:
    plain = digits.replace("{,}", "")
    if "." not in plain:
        return t.number(int(plain))
    return t.decimal("0" + plain if plain[0] == "." else plain)


def _bracketed(reader: Reader, k: int, end: int) -> tuple[str, int]:
    last = closing(reader.pieces, k)
    if reader.text(last + 1, end) == "_":
        raise CannotReadError("a bracket with ends")
    return f"( {reader.expression(k + 1, last)} )", last + 1


def _braced(reader: Reader, k: int, end: int) -> tuple[str, int]:
    last = closing(reader.pieces, k)
    over = split(reader.pieces, k + 1, last, "\\choose")
    if len(over) != 1:
        return _bracketed(reader, k, end)
    pair = reader.read(k + 1, over[0]), reader.read(over[0] + 1, last)
    return reader.lift(t.call("binomial", *pair), last + 1)


def _fraction(reader: Reader, k: int, end: int) -> tuple[str, int]:
    found = calculus.derivative(reader, k, end)
    if found is not None:
        return reader.lift(*found)
    top_start, top_end, middle = reader.argument(k + 1, end)
    low_start, low_end, after = reader.argument(middle, end)
    above, below = reader.expression(top_start, top_end), reader.expression(low_start, low_end)
    return f"\\frac {{ {above} }} {{ {below} }}", after


def _root(reader: Reader, k: int, end: int) -> tuple[str, int]:
    degree = ""
    k += 1
    if reader.text(k, end) == "[":
        last = closing(reader.pieces, k)
        degree, k = f"[ {reader.expression(k + 1, last)} ] ", last + 1
    start, stop, after = reader.argument(k, end)
    return f"\\sqrt {degree}{{ {reader.expression(start, stop)} }}", after


def _binomial(reader: Reader, k: int, end: int) -> tuple[str, int]:
    n_start, n_end, middle = reader.argument(k + 1, end)
    k_start, k_end, after = reader.argument(middle, end)
    pair = reader.read(n_start, n_end), reader.read(k_start, k_end)
    return reader.lift(t.call("binomial", *pair), after)


def _rounded(reader: Reader, k: int, end: int) -> tuple[str, int]:
    function = {"\\lfloor": "floor", "\\lceil": "ceil"}[reader.text(k, end)]
    last = closing(reader.pieces, k)
    return reader.lift(t.call(function, reader.read(k + 1, last)), last + 1)


def _absolute(reader: Reader, k: int, end: int) -> tuple[str, int]:
    if reader.pieces[k].side == "close":
        raise CannotReadError("a bar that closes nothing")
    wanted = "close" if reader.pieces[k].side == "open" else ""
    bars = split(reader.pieces, k + 1, end, "|")
    if not bars or reader.pieces[bars[0]].side != wanted:
        raise CannotReadError("bars in bars")
    inner = reader.read(k + 1, bars[0])
    if inner.op in (Op.NAME, Op.ELEMENT) and str(inner.data).split(".")[-1][:1].isupper():
        raise CannotReadError("bars around a capital")
    return reader.lift(t.call("abs", inner), bars[0] + 1)


def _infinity(reader: Reader, k: int, _: int) -> tuple[str, int]:
    return reader.lift(t.INFINITY, k + 1)


def _operator(reader: Reader, k: int, end: int) -> tuple[str, int]:
    return reader.lift(*calculus.operator(reader, k, end))


_PRIMARIES: Final[dict[str, Primary]] = {
    "(": _bracketed,
    "[": _bracketed,
    "\\{": _bracketed,
    "{": _braced,
    "|": _absolute,
    "\\frac": _fraction,
    "\\sqrt": _root,
    "\\binom": _binomial,
    "\\lfloor": _rounded,
    "\\lceil": _rounded,
    "\\infty": _infinity,
    "\\Gamma": functions.gamma,
    **dict.fromkeys(calculus.OPERATORS, _operator),
}
