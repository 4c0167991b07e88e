r"""The walk of the second reader over its tokens, which writes the skeleton of a formula.

The library reads sums, products, quotients, powers, roots and elementary functions well
when every factor is a letter, every product has its ``\cdot`` and every argument its
parentheses.  Whatever else a formula has is lifted out and becomes a letter.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Final

from symcalc.core import term as t
from symcalc.core.term import Op, Term
from symcalc.read.second_library import PLACEHOLDERS, parse_skeleton
from symcalc.read.second_tokens import CannotReadError, Piece, closing

#: What reads a primary at an index: its skeleton text, and the index after it.
Primary = Callable[["Reader", int, int], tuple[str, int]]
_ARGUMENT_TOKENS: Final = frozenset("0123456789") | {"\\infty"}
_OPERATORS: Final = frozenset({"+", "-", "\\cdot", "/"})


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
    """What a reading rests on; ``remarks`` collects what the text alone did not tell.

    ``functions`` are keys known to be functions, ``numbers`` keys known to be none; with
    ``apply_doubtful`` any other letter before a parenthesis is taken for a function too.
    """

    functions: Collection[str]
    numbers: Collection[str]
    apply_doubtful: bool
    remarks: set[str] = field(default_factory=set)


class Reader:
    """Reads ranges of one list of tokens; every method takes a start and an end."""

    def __init__(self, pieces: Sequence[Piece], notes: Notes, primary: Primary) -> None:
        self.pieces = pieces
        self.notes = notes
        self.bound: list[str] = []
        self.skeleton = Skeleton()
        self._primary = primary

    def text(self, k: int, end: int) -> str:
        """The token at k; nothing at the end."""
        return self.pieces[k].text if k < end else ""

    def texts(self, start: int, end: int) -> list[str]:
        """The tokens of a range."""
        return [piece.text for piece in self.pieces[start:end]]

    def read(self, start: int, end: int) -> Term:
        """The term of a range, read by the library as a skeleton of its own."""
        with self.own_skeleton():
            return self.skeleton.read(self.expression(start, end))

    @contextmanager
    def own_skeleton(self) -> Iterator[None]:
        """Inside, placeholders are handed out anew."""
        outer, self.skeleton = self.skeleton, Skeleton()
        try:
            yield
        finally:
            self.skeleton = outer

    def lift(self, term: Term, k: int) -> tuple[str, int]:
        """The placeholder for a term that was read up to (not including) k."""
        return self.skeleton.place(term), k

    def expression(self, start: int, end: int) -> str:
        r"""A range as skeleton text, with a ``\cdot`` between factors that only stand close."""
        out: list[str] = []
        k, after_operand, slashed = start, False, False
        while k < end:
            sign = self.text(k, end)
            if sign in _OPERATORS:
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
        """One factor with its factorial and its power."""
        text, k = self._primary(self, k, end)
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
        inside = self.texts(start, stop)
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
