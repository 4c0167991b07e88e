"""A place in a list of tokens, with the ways to look, step and refuse."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager

from symcalc.core.span import Source, Span
from symcalc.core.term import Term
from symcalc.read import names
from symcalc.read.context import Context
from symcalc.read.errors import ReadError, refuse
from symcalc.read.lexer import Token

_END = Token("", 0, 0)
_DEEPEST = 400
_LONG_WORD = 5  # letters in a row that nobody multiplies
#: An interval (a, b] may close with another bracket than it opened with.
_BRACKETS = {"(": 1, "[": 1, ")": -1, "]": -1}
_SIZERS_OF_GROUPS = {"{": "}", "(": ")", "[": "]", "\\{": "\\}"}


class Cursor:
    """Tokens with a position; the parser's modules share one.

    ``bound`` holds the indices and integration variables of the enclosing operators,
    ``ranges`` the ends of the sums among them; ``positions`` collects which source span each
    subterm came from; ``differentiated`` says that the tokens are the numerator of a
    derivative, where f stands for f(x).
    """

    def __init__(self, tokens: Sequence[Token], source: Source, context: Context) -> None:
        self.tokens = tokens
        self.source = source
        self.context = context
        self.i = 0
        self.bound: list[str] = []
        self.ranges: dict[str, tuple[Term, Term]] = {}
        self.integrals = 0
        self.bars = 0
        self.in_arguments = False
        self.differentiated = False
        self.depth = 0
        self.positions: list[tuple[Span, Term]] = []
        self.integration_variable: Term | None = None
        self.expression: Callable[[Cursor], Term] = _unset

    # ------------------------------------------------------------------- looking
    def token(self, ahead: int = 0) -> Token:
        """The token at the position, or an empty one past the end."""
        k = self.i + ahead
        return self.tokens[k] if k < len(self.tokens) else _END

    def peek(self, ahead: int = 0) -> str:
        """The text of the token at the position; the empty string past the end."""
        return self.token(ahead).text

    def step(self) -> Token:
        """Take one token."""
        if self.i >= len(self.tokens):
            raise self.refuse("SC013", "the formula ends too early", "end of formula")
        self.i += 1
        return self.tokens[self.i - 1]

    def accept(self, *texts: str) -> bool:
        """Take the token if it is one of the texts."""
        if self.i < len(self.tokens) and self.tokens[self.i].text in texts:
            self.i += 1
            return True
        return False

    def expect(self, text: str) -> None:
        """Take the token, which must be this one."""
        if not self.accept(text):
            found = self.peek() or "the end"
            raise self.refuse("SC013", f"expected {text} but found {found}", found)

    def at_end(self) -> bool:
        """Whether all tokens are taken."""
        return self.i >= len(self.tokens)

    # ------------------------------------------------------------------- refusing
    def refuse(
        self, code: str, message: str, construct: str = "", cure: str = "", start: int | None = None
    ) -> ReadError:
        """The exception for what stands between token ``start`` and the position."""
        span = self.span(self.i if start is None else start)
        return refuse(code, message, span, construct or self.peek(), cure)

    def span(self, start: int, end: int | None = None) -> Span:
        """The source span from token ``start`` up to (not including) token ``end``."""
        if not self.tokens:
            return self.source.span(0, 0)
        first = self.tokens[min(start, len(self.tokens) - 1)]
        stop = self.i if end is None else end
        last = self.tokens[min(max(stop - 1, start), len(self.tokens) - 1)]
        return self.source.span(first.start, max(last.end, first.end))

    def too_deep(self) -> ReadError:
        """The exception for a formula with more brackets in brackets than anyone writes."""
        cure = "name the inner expression and use its name"
        return self.refuse("SC015", "nested too deeply to be read", "nesting", cure)

    def _check_words(self) -> None:
        if self.context.plain:
            return
        for start, word in _runs_of_letters(self.tokens):
            command = next((w for w in names.SPELLED if word.endswith(w)), "")
            if command or len(word) >= _LONG_WORD:
                self.i = start + len(word)
                what = f"\\{command}" if command else f"\\mathrm{{{word}}}"
                message = f"{word} spelled in letters is a product of them; is {what} meant?"
                raise self.refuse("SC017", message, word, f"write {what}", start=start)

    @contextmanager
    def nested(self) -> Iterator[None]:
        """One level of nesting deeper; refuses beyond a depth that nobody writes."""
        self.depth += 1
        if self.depth > _DEEPEST:
            raise self.too_deep()
        try:
            yield
        finally:
            self.depth -= 1

    @contextmanager
    def binding(
        self, keys: Sequence[str], ranges: Mapping[str, tuple[Term, Term]] | None = None
    ) -> Iterator[None]:
        """Inside the body of an operator that binds names."""
        saved = self.bound, self.ranges
        self.bound, self.ranges = [*self.bound, *keys], {**self.ranges, **(ranges or {})}
        try:
            yield
        finally:
            self.bound, self.ranges = saved

    @contextmanager
    def fresh_group(self) -> Iterator[None]:
        """Inside a group, bars and argument separators of the outside do not count."""
        saved = self.bars, self.in_arguments
        self.bars, self.in_arguments = 0, False
        try:
            with self.nested():
                yield
        finally:
            self.bars, self.in_arguments = saved

    # ------------------------------------------------------------------- groups
    def matching(self, start: int) -> int:
        """The index of the token that closes the group opened at ``start``."""
        opening = self.tokens[start].text
        steps = _BRACKETS if opening in _BRACKETS else {
            opening: 1, _SIZERS_OF_GROUPS[opening]: -1,
        }  # fmt: skip
        depth = 0
        for k in range(start, len(self.tokens)):
            depth += steps.get(self.tokens[k].text, 0)
            if depth == 0:
                return k
        raise self.refuse("SC013", f"{opening} is never closed", opening, start=start)

    def group(self) -> tuple[int, int]:
        """Step over ``{...}``, one token, or a font with its argument; the bounds of it."""
        if self.peek() in names.WORDS or self.peek() in names.FONTS:
            start = self.i
            self.step()
            self.group()
            return start, self.i
        if self._braced_fraction():
            start = self.i
            self.i = self.matching(self.matching(self.i + 1) + 1) + 1
            return start, self.i
        if self.peek() != "{":
            self.step()
            return self.i - 1, self.i
        end = self.matching(self.i)
        start, self.i = self.i + 1, end + 1
        return start, end

    def _braced_fraction(self) -> bool:
        r"""Whether ``\frac{a}{b}`` comes next, which TeX takes whole in ``x^\frac{a}{b}``."""
        if self.peek() != "\\frac" or self.peek(1) != "{":
            return False
        after = self.matching(self.i + 1) + 1
        return after < len(self.tokens) and self.tokens[after].text == "{"

    def scripts(self) -> dict[str, tuple[int, int]]:
        """Step over the lower and upper script of a big operator; their token ranges."""
        found: dict[str, tuple[int, int]] = {}
        while self.peek() in ("_", "^"):
            sign = self.step().text
            found[sign] = self.group()
        return found

    def inner(self, start: int, end: int) -> Cursor:
        """A cursor over some of the tokens, with the same knowledge."""
        child = Cursor(self.tokens[start:end], self.source, self.context)
        child.bound = list(self.bound)
        child.ranges = self.ranges
        child.depth = self.depth
        child.positions = self.positions
        child.integration_variable = self.integration_variable
        child.expression = self.expression
        return child

    def read_all(self) -> Term:
        """Read the tokens to the end as one expression."""
        if not self.tokens:
            raise self.refuse("SC013", "an expression is missing here", "nothing")
        try:
            with self.nested():
                term = self.expression(self)
        except RecursionError:  # levels differ in how many calls they take
            raise self.too_deep() from None
        if not self.at_end():
            raise self.refuse("SC013", f"cannot read {self.peek()} here")
        return term

    def read_between(self, start: int, end: int) -> Term:
        """Read the tokens between two positions as one expression."""
        if start >= end:
            raise self.refuse("SC013", "an expression is missing here", "nothing", start=start)
        return self.inner(start, end).read_all()

    def check_known(self) -> None:
        """Refuse the first token that is not on the white list, and words spelled in letters."""
        for k, token in enumerate(self.tokens):
            if token.side == "unknown":
                self.i = k + 1
                cure = "write what it stands for, or define it with \\newcommand"
                what = "command" if token.text[0] == "\\" else "character"
                message = f"the {what} {token.text} is not known"
                raise self.refuse("SC011", message, token.text, cure, start=k)
        self._check_words()


def _is_name_of_its_own(tokens: Sequence[Token], start: int) -> bool:
    r"""Whether letters stand in ``\mathrm{…}``, ``\begin{…}`` or a subscript: no product."""
    earlier = start - 1
    while earlier > 0 and tokens[earlier].is_letter:
        earlier -= 1
    if earlier >= 0 and tokens[earlier].text == "\\rm":
        return True
    before = [token.text for token in tokens[max(earlier - 1, 0) : earlier + 1]]
    if len(before) < 2 or before[1] != "{":
        return False
    return (
        before[0] in names.WORDS
        or before[0] in names.FONTS
        or before[0] in names.ACCENTS
        or (before[0] in ("\\begin", "\\end", "_"))
    )


def _runs_of_letters(tokens: Sequence[Token]) -> Iterator[tuple[int, str]]:
    """Each run of letters without a space: where it begins, and the word it spells."""
    k = 0
    while k < len(tokens):
        start = k
        while k < len(tokens) and tokens[k].is_letter and (
            k == start or tokens[k].start == tokens[k - 1].end
        ):  # fmt: skip
            k += 1
        if k > start and not _is_name_of_its_own(tokens, start):
            yield start, "".join(token.text for token in tokens[start:k])
        k = max(k, start + 1)


def _unset(_: Cursor) -> Term:
    raise AssertionError("a cursor reads only after the parser has set its expression reader")


def is_relation(token: Token) -> bool:
    """Whether the token is a relation sign."""
    return token.text in names.RELATIONS
