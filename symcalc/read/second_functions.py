"""Elementary functions, names and their applications, for the second reader."""

from __future__ import annotations

from itertools import pairwise
from typing import Final

from symcalc.core import term as t
from symcalc.core.term import Op, Term
from symcalc.read.second_calculus import OPERATORS
from symcalc.read.second_library import COMMANDS
from symcalc.read.second_names import FoundName, find_name, starts_name
from symcalc.read.second_reader import Reader
from symcalc.read.second_tokens import CannotReadError, Piece, closing, is_opening, split

Range = tuple[int, int]

#: Letters that name functions when a parenthesis follows, whatever a page says of them.
_FUNCTION_LETTERS: Final = frozenset("fghFGH")
_ELEMENTARY: Final = {
    **{name: name for name in COMMANDS},
    "ln": "log", "coth": "coth", "sech": "sech", "csch": "csch", "max": "max", "min": "min",
    "arsinh": "arsinh", "arcosh": "arcosh", "artanh": "artanh", "arcsinh": "arsinh",
    "arccosh": "arcosh", "arctanh": "artanh", "asin": "arcsin", "acos": "arccos",
    "atan": "arctan", "erf": "erf", "erfc": "erfc", "sgn": "sign", "sign": "sign",
    "log1p": "log1p", "expm1": "expm1",
}  # fmt: skip
_INVERSES: Final = {"sin": "arcsin", "cos": "arccos", "tan": "arctan", "sinh": "arsinh",
                    "cosh": "arcosh", "tanh": "artanh"}  # fmt: skip
_INDICES: Final = frozenset("ijklmnt0")  # in brackets behind a name: places of a sequence
_CHOOSERS: Final = frozenset({"argmax", "argmin", "sup", "inf", "limsup", "liminf"})
_RELATIONS: Final = {"=": "=", "<": "<", ">": ">", "\\le": "<=", "\\ge": ">=", "\\ne": "!="}
_ENDS_BARE: Final = frozenset({"", "+", "-", "\\cdot", "/"})


# ----------------------------------------------------------------------- elementary functions


def elementary_name(piece: Piece) -> str:
    """The elementary function that a token names, or nothing."""
    if piece.text[0] != "\\":
        return ""
    return _ELEMENTARY.get(piece.word or piece.text[1:], "")


def elementary(reader: Reader, function: str, k: int, end: int) -> tuple[str, int]:
    """An elementary function whose scripts and argument begin at k."""
    scripts: dict[str, Range] = {}
    while (sign := reader.text(k, end)) in ("_", "^") and sign not in scripts:
        start, stop, k = reader.argument(k + 1, end)
        scripts[sign] = start, stop
    if "^" in scripts and reader.texts(*scripts["^"]) == ["-", "1"]:
        function = _inverse(function)
        del scripts["^"]
    if is_opening(reader.text(k, end)):
        text, k = _bracketed(reader, function, scripts.get("_"), k)
    else:
        text, k = _bare(reader, function, scripts.get("_"), k, end)
    if "^" in scripts:
        text = f"( {text} ) ^ {{ {reader.expression(*scripts['^'])} }}"
    return text, k


def _inverse(function: str) -> str:
    if function not in _INVERSES:
        raise CannotReadError("a function to the power -1")
    return _INVERSES[function]


def _bracketed(reader: Reader, function: str, base: Range | None, k: int) -> tuple[str, int]:
    """The function of what is in the brackets at k."""
    last = closing(reader.pieces, k)
    cuts = [k, *split(reader.pieces, k + 1, last, ","), last]
    ranges = [(a + 1, b) for a, b in pairwise(cuts)]
    if function in COMMANDS and len(ranges) == 1 and base is None:
        return f"{COMMANDS[function]} ( {reader.expression(*ranges[0])} )", last + 1
    args = [reader.read(*each) for each in ranges]
    return reader.lift(_lifted(reader, function, base, args), last + 1)


def _bare(reader: Reader, function: str, base: Range | None, k: int, end: int) -> tuple[str, int]:
    """The function of what follows without brackets."""
    if function in ("max", "min"):
        raise CannotReadError("\\max without parentheses")
    if function in COMMANDS and base is None:
        text, k = _bare_argument(reader, k, end)
        return f"{COMMANDS[function]} ( {text} )", k
    with reader.own_skeleton():
        text, k = _bare_argument(reader, k, end)
        argument = reader.skeleton.read(text)
    return reader.lift(_lifted(reader, function, base, [argument]), k)


def _lifted(reader: Reader, function: str, base: Range | None, args: list[Term]) -> Term:
    if base is None:
        return t.call(function, *args)
    if function != "log" or len(args) != 1:
        raise CannotReadError("a subscript on a function")
    return t.call("logbase", args[0], reader.read(*base))


def _bare_argument(reader: Reader, start: int, end: int) -> tuple[str, int]:
    r"""The argument of ``\sin 2\pi x`` as skeleton text: numbers, then at most one other factor."""
    out: list[str] = []
    k, named = start, 0
    while _continues_bare(reader, k, start, end):
        numeric = reader.pieces[k].is_number or reader.text(k, end) == "\\pi"
        if named or (k > start and reader.pieces[k].space):
            raise CannotReadError("a function of several factors without parentheses")
        text, k = reader.factor(k, end)
        out.append(text)
        named += not numeric
    if not out or reader.text(k, end) == "/":
        raise CannotReadError("a function without parentheses")
    return " \\cdot ".join(out), k


def _continues_bare(reader: Reader, k: int, start: int, end: int) -> bool:
    text = reader.text(k, end)
    if text in _ENDS_BARE or reader.pieces[k].space == "wide":
        return False
    begins_next = text[1:] in _ELEMENTARY or text in OPERATORS
    closing_bar = text == "|" and reader.pieces[k].side != "open"
    return k == start or not (begins_next or closing_bar)


def gamma(reader: Reader, k: int, end: int) -> tuple[str, int]:
    r"""``\Gamma(x)``, the function unless a page has another one of that name."""
    if reader.text(k + 1, end) != "(" or "Gamma" in reader.notes.functions:
        return named(reader, k, end)
    last = closing(reader.pieces, k + 1)
    return reader.lift(t.call("gamma", reader.read(k + 2, last)), last + 1)


# ------------------------------------------------------------------------ names, applications


#: Functionals that may stand before their argument without brackets.
_MEANS: Final = frozenset({"bb.E", "rm.Var", "rm.var"})


def named(reader: Reader, k: int, end: int) -> tuple[str, int]:
    """A quantity, an element of a sequence, or a named function with its arguments."""
    if reader.text(k, end) == "\\Delta" and k + 1 < end and reader.pieces[k + 1].is_symbol:
        raise CannotReadError("an increment or a product with Delta")
    found = find_name(reader.pieces, k, end)
    if found.key in ("d", "rm.d") and found.end < end and starts_name(reader.pieces[found.end]):
        raise CannotReadError("a differential or a product with d")
    if found.key.partition("_")[0] == "delta" and ("_" in found.key or found.parts):
        raise CannotReadError("a delta that may be Kronecker's")
    if f"inv.{found.key}" in reader.notes.functions and reader.text(found.end, end) == "^":
        raise CannotReadError("an inverse function")
    if reader.text(k, end) == "\\word" and found.end < end and reader.pieces[found.end].is_symbol:
        raise CannotReadError("a word beside a name")
    if _has_places(reader, found.end, end):
        raise CannotReadError("places in brackets")
    if found.key.removeprefix("rm.").partition("_")[0] in _CHOOSERS:
        raise CannotReadError("what is chosen over a variable")
    indices = [reader.read(*part) for part in found.parts]
    bare = found.key.partition("_")[0] in _MEANS
    if bare and reader.text(found.end, end) not in ("(", "["):
        raise CannotReadError("a functional without brackets")
    if _is_applied(reader, found, end):
        args, after = _arguments(reader, found.end, end)
        return reader.lift(_application(found, [*indices, *args]), after)
    if found.key in reader.notes.functions and found.key not in reader.bound:
        raise CannotReadError("a function without its argument")
    if found.primes:
        reader.notes.remarks.add("primes")
    key = found.key + "'" * found.primes
    return reader.lift(t.element(key, *indices) if indices else t.name(key), found.end)


def _has_places(reader: Reader, k: int, end: int) -> bool:
    """Whether ``[n]``, ``[n+1]`` or ``[i, y]`` stands here."""
    if reader.text(k, end) != "[":
        return False
    inside = [piece.text for piece in reader.pieces[k + 1 : closing(reader.pieces, k)]]
    return any(text in _INDICES for text in inside) and all(
        text in "+-," or text.isdigit() or (text.isalpha() and text.islower()) for text in inside
    )


def _application(found: FoundName, args: list[Term]) -> Term:
    if found.primes and len(args) != 1:
        raise CannotReadError("a prime on a function of several variables")
    return t.apply(found.key, *args, orders=(found.primes,) if found.primes else ())


def _is_applied(reader: Reader, found: FoundName, end: int) -> bool:
    """Whether a name applies to the bracket behind it; what may be both is remarked."""
    opening = reader.text(found.end, end)
    if found.key in reader.bound or opening not in ("(", "["):
        return False
    if found.key in reader.notes.numbers and not found.primes:
        return False
    upright = found.key.startswith(("rm.", "bb."))
    if upright or found.primes or found.key in reader.notes.functions:
        return True
    last = closing(reader.pieces, found.end)
    if split(reader.pieces, found.end + 1, last, ",", ";", "|", *_RELATIONS):
        return True
    usual = found.key.split("_")[0] in _FUNCTION_LETTERS and opening == "("
    if usual and not reader.pieces[found.end].space:
        return True
    reader.notes.remarks.add("doubtful application")
    return reader.notes.apply_doubtful


def _arguments(reader: Reader, k: int, end: int) -> tuple[list[Term], int]:
    """The arguments; those behind a bar or a semicolon are one tuple at the end."""
    last = closing(reader.pieces, k)
    given = split(reader.pieces, k + 1, last, "|", ";")
    if len(given) > 1:
        raise CannotReadError("bars in arguments")
    stop = given[0] if given else last
    plain = _list(reader, k + 1, stop)
    if given:
        plain.append(t.make(Op.TUPLE, *_list(reader, stop + 1, last), data="given"))
    return plain, last + 1


def _list(reader: Reader, start: int, end: int) -> list[Term]:
    cuts = [start - 1, *split(reader.pieces, start, end, ","), end]
    return [_event(reader, a + 1, b) for a, b in pairwise(cuts)]


def _event(reader: Reader, start: int, end: int) -> Term:
    """An argument, which may be an event: ``P(X = 0)``."""
    signs = split(reader.pieces, start, end, *_RELATIONS)
    if not signs:
        return reader.read(start, end)
    if len(signs) > 1:
        raise CannotReadError("a chain of relations")
    sign = _RELATIONS[reader.text(signs[0], end)]
    return t.relation(sign, reader.read(start, signs[0]), reader.read(signs[0] + 1, end))
