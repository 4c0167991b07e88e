r"""The second reading of a formula: what latex2sympy2 makes of it once it is normalised.

The library reads sums, products, quotients, powers, roots and elementary functions well
when every factor is a letter, every product has its ``\cdot`` and every argument its
parentheses.  So names, numbers, calls and operators with bound variables are lifted out
(each argument is read by the same route), and the library reads the skeleton.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final

from symcalc.core import term as t
from symcalc.core.term import Op, Term
from symcalc.read import second_calculus as calculus
from symcalc.read.second_library import COMMANDS, PLACEHOLDERS, parse_skeleton
from symcalc.read.second_names import FoundName, find_name, starts_name
from symcalc.read.second_tokens import CannotReadError, Piece, closing, is_opening, split

#: Letters that name functions when a parenthesis follows, whatever a page says of them.
_FUNCTION_LETTERS: Final = frozenset("fghFGH")
_ELEMENTARY: Final = {
    **{name: name for name in COMMANDS},
    "ln": "log", "coth": "coth", "max": "max", "min": "min", "arcsinh": "arsinh",
    "arccosh": "arcosh", "arctanh": "artanh", "arsinh": "arsinh", "arcosh": "arcosh",
    "artanh": "artanh", "sech": "sech", "csch": "csch", "erf": "erf", "erfc": "erfc",
    "sgn": "sign", "sign": "sign", "asin": "arcsin", "acos": "arccos", "atan": "arctan",
}  # fmt: skip
_INVERSES: Final = {"sin": "arcsin", "cos": "arccos", "tan": "arctan", "sinh": "arsinh",
                    "cosh": "arcosh", "tanh": "artanh"}  # fmt: skip
_ARGUMENT_TOKENS: Final = frozenset("0123456789") | {"\\infty"}
_OPERATORS: Final = {"+": "+", "-": "-", "\\cdot": "\\cdot", "/": "/"}
_RELATIONS: Final = {"=": "=", "<": "<", ">": ">", "\\le": "<=", "\\ge": ">=", "\\ne": "!="}


@dataclass
class Skeleton:
    """The placeholders of one skeleton, handed out in order, and what they stand for."""

    letters: dict[Term, str] = field(default_factory=dict)

    def place(self, lifted: Term) -> str:
        """The letter for a term that was lifted out."""
        if lifted not in self.letters:
            if len(self.letters) == len(PLACEHOLDERS):
                raise CannotReadError("more different parts than there are letters")
            self.letters[lifted] = PLACEHOLDERS[len(self.letters)]
        return self.letters[lifted]

    def read(self, text: str) -> Term:
        """The library's reading of the skeleton, with everything put back."""
        values = {letter: lifted for lifted, letter in self.letters.items()}
        return t.rebuild(
            parse_skeleton(text),
            lambda node: values[str(node.data)] if node.op is Op.NAME else node,
        )


@dataclass(frozen=True)
class Notes:
    """What a reading rests on: see :func:`symcalc.read.second.second_opinion`."""

    functions: Collection[str]
    apply_doubtful: bool
    remarks: set[str] = field(default_factory=set)


class Normaliser:
    """Reads ranges of one list of tokens; every method takes a start and an end."""

    def __init__(self, pieces: Sequence[Piece], notes: Notes) -> None:
        self.pieces = pieces
        self.notes = notes
        self.bound: list[str] = []
        self.skeleton = Skeleton()

    def text(self, k: int, end: int) -> str:
        """The token at k; nothing at the end."""
        return self.pieces[k].text if k < end else ""

    def read(self, start: int, end: int) -> Term:
        """The term of a range, read by the library as a skeleton of its own."""
        outer, self.skeleton = self.skeleton, Skeleton()
        try:
            return self.skeleton.read(self.expression(start, end))
        finally:
            self.skeleton = outer

    # --------------------------------------------------------------- sums and products

    def expression(self, start: int, end: int) -> str:
        r"""A range as skeleton text, with a ``\cdot`` between factors that only stand close."""
        out: list[str] = []
        k, after_operand, slashed = start, False, False
        while k < end:
            sign = _OPERATORS.get(self.text(k, end))
            if sign:
                out.append(sign)
                slashed = sign == "/"
                k, after_operand = k + 1, False
                continue
            if after_operand:
                self._check_close(k, slashed)
                out.append("\\cdot")
            operand, k = self.factor(k, end)
            out.append(operand)
            after_operand = True
        if not after_operand:
            raise CannotReadError("an operand is missing")
        return " ".join(out)

    def _check_close(self, k: int, slashed: bool) -> None:
        piece = self.pieces[k]
        if slashed or piece.is_number or piece.space == "wide":
            raise CannotReadError("factors without a sign, which may be read in two ways")

    def factor(self, k: int, end: int) -> tuple[str, int]:
        """One factor with its powers and factorials."""
        text, k = self._primary(k, end)
        if self.text(k, end) == "!":
            text, k = f"( {text} ) !", k + 1
        if self.text(k, end) == "^":
            exponent, k = self._exponent(k + 1, end)
            text = f"( {text} ) ^ {{ {exponent} }}"
        if self.text(k, end) in ("^", "_", "!", "'"):
            raise CannotReadError("a second script")
        return text, k

    def _exponent(self, k: int, end: int) -> tuple[str, int]:
        start, stop, after = self.argument(k, end)
        inside = [piece.text for piece in self.pieces[start:stop]]
        bracketed = inside[:1] in (["("], ["["]) and closing(self.pieces, start) == stop - 1
        if bracketed or inside in (["T"], ["\\top"], ["\\prime"], ["\\circ"]):
            raise CannotReadError("a superscript that may be no power")
        return self.expression(start, stop), after

    def argument(self, k: int, end: int) -> tuple[int, int, int]:
        """A braced group or one letter or digit: its range, and the index after it."""
        if self.text(k, end) == "{":
            last = closing(self.pieces, k)
            return k + 1, last, last + 1
        if k < end and (self.pieces[k].is_symbol or self.text(k, end) in _ARGUMENT_TOKENS):
            return k, k + 1, k + 1
        raise CannotReadError("an argument without braces")

    # ------------------------------------------------------------------------ primaries

    def _primary(self, k: int, end: int) -> tuple[str, int]:
        piece = self.pieces[k]
        reader = _READERS.get(piece.text)
        if reader is not None:
            return reader(self, k, end)
        if piece.is_number:
            return self.skeleton.place(_number(piece.text)), k + 1
        function = _ELEMENTARY.get(piece.word or piece.text[1:])
        if function and (piece.word or piece.text[0] == "\\"):
            return self._elementary(function, k + 1, end)
        if starts_name(piece):
            return self._named(k, end)
        raise CannotReadError(piece.text)

    def lift(self, term: Term, k: int) -> tuple[str, int]:
        """The placeholder for a term that was read up to (not including) k."""
        return self.skeleton.place(term), k

    def _braced(self, k: int, end: int) -> tuple[str, int]:
        last = closing(self.pieces, k)
        over = split(self.pieces, k + 1, last, "\\choose")
        if len(over) != 1:
            return self._bracketed(k, end)
        pair = self.read(k + 1, over[0]), self.read(over[0] + 1, last)
        return self.lift(t.call("binomial", *pair), last + 1)

    def _bracketed(self, k: int, end: int) -> tuple[str, int]:
        last = closing(self.pieces, k)
        if self.text(last + 1, end) == "_":
            raise CannotReadError("a bracket with ends")
        return f"( {self.expression(k + 1, last)} )", last + 1

    def _fraction(self, k: int, end: int) -> tuple[str, int]:
        found = calculus.derivative(self, k, end)
        if found is not None:
            return self.lift(*found)
        top_start, top_end, middle = self.argument(k + 1, end)
        low_start, low_end, after = self.argument(middle, end)
        above, below = self.expression(top_start, top_end), self.expression(low_start, low_end)
        return f"\\frac {{ {above} }} {{ {below} }}", after

    def _root(self, k: int, end: int) -> tuple[str, int]:
        degree = ""
        k += 1
        if self.text(k, end) == "[":
            last = closing(self.pieces, k)
            degree, k = f"[ {self.expression(k + 1, last)} ] ", last + 1
        start, stop, after = self.argument(k, end)
        return f"\\sqrt {degree}{{ {self.expression(start, stop)} }}", after

    def _binomial(self, k: int, end: int) -> tuple[str, int]:
        n_start, n_end, middle = self.argument(k + 1, end)
        k_start, k_end, after = self.argument(middle, end)
        pair = self.read(n_start, n_end), self.read(k_start, k_end)
        return self.lift(t.call("binomial", *pair), after)

    def _rounded(self, k: int, end: int) -> tuple[str, int]:
        function = {"\\lfloor": "floor", "\\lceil": "ceil"}[self.text(k, end)]
        last = closing(self.pieces, k)
        return self.lift(t.call(function, self.read(k + 1, last)), last + 1)

    def _absolute(self, k: int, end: int) -> tuple[str, int]:
        if self.pieces[k].side == "close":
            raise CannotReadError("a bar that closes nothing")
        wanted = "close" if self.pieces[k].side == "open" else ""
        bars = split(self.pieces, k + 1, end, "|")
        if not bars or self.pieces[bars[0]].side != wanted:
            raise CannotReadError("bars in bars")
        return self.lift(t.call("abs", self.read(k + 1, bars[0])), bars[0] + 1)

    def _infinity(self, k: int, _: int) -> tuple[str, int]:
        return self.lift(t.INFINITY, k + 1)

    def _operator(self, k: int, end: int) -> tuple[str, int]:
        return self.lift(*calculus.operator(self, k, end))

    # ------------------------------------------------------------------------ functions

    def _elementary(self, function: str, k: int, end: int) -> tuple[str, int]:
        scripts: dict[str, tuple[int, int]] = {}
        while (sign := self.text(k, end)) in ("_", "^") and sign not in scripts:
            start, stop, k = self.argument(k + 1, end)
            scripts[sign] = start, stop
        if self._is_inverse(scripts):
            function = _INVERSES.get(function) or self._no_inverse()
            del scripts["^"]
        argument, k = self._function_argument(function, k, end)
        if "_" in scripts:
            if function != "log" or len(argument) != 1:
                raise CannotReadError("a subscript on a function")
            base = self.read(*scripts["_"])
            text = self.skeleton.place(t.call("logbase", self.read(*argument[0]), base))
        else:
            text = self._call(function, argument)
        if "^" in scripts:
            text = f"( {text} ) ^ {{ {self.expression(*scripts['^'])} }}"
        return text, k

    def _is_inverse(self, scripts: dict[str, tuple[int, int]]) -> bool:
        start, stop = scripts.get("^", (0, 0))
        return [piece.text for piece in self.pieces[start:stop]] == ["-", "1"]

    def _no_inverse(self) -> str:
        raise CannotReadError("a function to the power -1")

    def _call(self, function: str, ranges: list[tuple[int, int]]) -> str:
        if function in COMMANDS and len(ranges) == 1:
            return f"{COMMANDS[function]} ( {self.expression(*ranges[0])} )"
        return self.skeleton.place(t.call(function, *(self.read(*each) for each in ranges)))

    def _function_argument(
        self, function: str, k: int, end: int
    ) -> tuple[list[tuple[int, int]], int]:
        """The ranges of the arguments: in brackets, or one factor with numbers before it."""
        if is_opening(self.text(k, end)):
            last = closing(self.pieces, k)
            cuts = [k, *split(self.pieces, k + 1, last, ","), last]
            return [(a + 1, b) for a, b in pairwise(cuts)], last + 1
        if function in ("max", "min"):
            raise CannotReadError("\\max without parentheses")
        start, named = k, 0
        while self._continues_bare(k, end, start):
            numeric = self.pieces[k].is_number or self.text(k, end) == "\\pi"
            if named or (k > start and self.pieces[k].space):
                raise CannotReadError("a function of several factors without parentheses")
            outer, self.skeleton = self.skeleton, Skeleton()
            _, k = self.factor(k, end)
            self.skeleton = outer
            named += not numeric
        if k == start or self.text(k, end) == "/":
            raise CannotReadError("a function without parentheses")
        return [(start, k)], k

    def _continues_bare(self, k: int, end: int, start: int) -> bool:
        text = self.text(k, end)
        if not text or text in _OPERATORS or self.pieces[k].space == "wide":
            return False
        is_function = text[1:] in _ELEMENTARY or text in calculus.OPERATORS
        return k == start or not (is_function or (text == "|" and self.pieces[k].side != "open"))

    def _gamma(self, k: int, end: int) -> tuple[str, int]:
        if self.text(k + 1, end) != "(" or "Gamma" in self.notes.functions:
            return self._named(k, end)
        last = closing(self.pieces, k + 1)
        return self.lift(t.call("gamma", self.read(k + 2, last)), last + 1)

    # ---------------------------------------------------------------------------- names

    def _named(self, k: int, end: int) -> tuple[str, int]:
        if self.text(k, end) == "\\Delta" and k + 1 < end and self.pieces[k + 1].is_symbol:
            raise CannotReadError("an increment or a product with Delta")
        found = find_name(self.pieces, k, end)
        indices = [self.read(*part) for part in found.parts]
        if self._is_applied(found, end):
            args, after = self._arguments(found.end, end)
            if found.primes and len(indices) + len(args) != 1:
                raise CannotReadError("a prime on a function of several variables")
            orders = (found.primes,) if found.primes else ()
            return self.lift(t.apply(found.key, *indices, *args, orders=orders), after)
        if found.key in self.notes.functions and found.key not in self.bound:
            raise CannotReadError("a function without its argument")
        if found.primes:
            self.notes.remarks.add("primes")
        key = found.key + "'" * found.primes
        return self.lift(t.element(key, *indices) if indices else t.name(key), found.end)

    def _is_applied(self, found: FoundName, end: int) -> bool:
        opening = self.text(found.end, end)
        upright = found.key.startswith(("rm.", "bb."))
        if found.key in self.bound or opening not in ("(", "["):
            return False
        if upright or found.primes or found.key in self.notes.functions:
            return True
        last = closing(self.pieces, found.end)
        if split(self.pieces, found.end + 1, last, ",", ";", "|", *_RELATIONS):
            return True
        usual = found.key.split("_")[0] in _FUNCTION_LETTERS and opening == "("
        if usual and not self.pieces[found.end].space:
            return True
        self.notes.remarks.add("doubtful application")
        return self.notes.apply_doubtful

    def _arguments(self, k: int, end: int) -> tuple[list[Term], int]:
        """The arguments; those behind a bar or a semicolon are one tuple at the end."""
        last = closing(self.pieces, k)
        given = split(self.pieces, k + 1, last, "|", ";")
        if len(given) > 1:
            raise CannotReadError("bars in arguments")
        stop = given[0] if given else last
        plain = self._list(k + 1, stop)
        if given:
            plain.append(t.make(Op.TUPLE, *self._list(stop + 1, last), data="given"))
        return plain, last + 1

    def _list(self, start: int, end: int) -> list[Term]:
        cuts = [start - 1, *split(self.pieces, start, end, ","), end]
        return [self._event(a + 1, b) for a, b in pairwise(cuts)]

    def _event(self, start: int, end: int) -> Term:
        signs = split(self.pieces, start, end, *_RELATIONS)
        if not signs:
            return self.read(start, end)
        if len(signs) > 1:
            raise CannotReadError("a chain of relations")
        sign = _RELATIONS[self.text(signs[0], end)]
        return t.relation(sign, self.read(start, signs[0]), self.read(signs[0] + 1, end))


def _number(digits: str) -> Term:
    digits = digits.replace("{,}", "")
    return t.decimal("0" + digits if digits[0] == "." else digits) if "." in digits else (
        t.number(int(digits))
    )  # fmt: skip


_READERS: Final[dict[str, Callable[[Normaliser, int, int], tuple[str, int]]]] = {
    "(": Normaliser._bracketed, "[": Normaliser._bracketed, "{": Normaliser._braced,
    "\\{": Normaliser._bracketed, "|": Normaliser._absolute, "\\frac": Normaliser._fraction,
    "\\sqrt": Normaliser._root, "\\binom": Normaliser._binomial, "\\lfloor": Normaliser._rounded,
    "\\lceil": Normaliser._rounded, "\\infty": Normaliser._infinity, "\\Gamma": Normaliser._gamma,
    **{sign: Normaliser._operator for sign in ("\\sum", "\\prod", "\\int", "\\lim")},
}  # fmt: skip
