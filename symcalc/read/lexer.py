"""A total lexer: every character of a formula becomes part of a token or of an error.

Spacing, size commands and comments leave marks on the tokens beside them and disappear;
macros that the document defines are expanded here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from symcalc.core.span import Source
from symcalc.read import names
from symcalc.read.errors import refuse
from symcalc.read.macros import DEFINING, Macro, Macros, definition_end

_TOKEN: Final = re.compile(
    r"(?P<comment>(?<!\\)%[^\n]*)"
    r"|(?P<space>\s+)"
    r"|(?P<newline>\\\\\*?(?:\[\s*[-+]?[\d.]*\s*(?:pt|em|ex|mm|cm|in|bp|pc|mu|sp|\\[A-Za-z]+)\s*\])?)"
    r"|(?P<empty>\\(?:left|right|[bB]igg?[lr])\s*\.)"
    r"|(?P<command>\\(?:[A-Za-z]+\*?|.))"
    r"|(?P<number>\d+(?:\{,\}\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+)"
    r"|(?P<assign>:=)"
    r"|(?P<letter>[A-Za-z])"
    r"|(?P<other>.)",
    re.DOTALL,
)
_PLAIN: Final = re.compile(
    r"(?P<space>\s+)|(?P<number>\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|\.\d+)|(?P<assign>:=|<=|>=|!=|==)"
    r"|(?P<power>\*\*)|(?P<word>[A-Za-z][A-Za-z0-9_]*'*)|(?P<other>.)",
    re.DOTALL,
)
_STARRED: Final = re.compile(r"\\[A-Za-z]+\*$")
_MACRO_LIMIT: Final = 20_000  # tokens that macros may produce in one formula


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of a formula: its canonical text, its offsets, and the space before it.

    ``gap`` is "", "thin" or "wide"; ``side`` says which delimiter of a pair it is, or
    "unknown" for what is not on the white list; ``value`` is the content of running text.
    """

    text: str
    start: int
    end: int
    gap: str = ""
    side: str = ""
    value: str = ""

    @property
    def is_letter(self) -> bool:
        """Whether the token is a single Latin letter."""
        return len(self.text) == 1 and self.text.isascii() and self.text.isalpha()

    @property
    def is_greek(self) -> bool:
        """Whether the token is a Greek letter."""
        return self.text[:1] == "\\" and self.text[1:] in names.GREEK

    @property
    def is_number(self) -> bool:
        """Whether the token is a number."""
        return self.text[:1].isdigit() or (self.text[:1] == "." and len(self.text) > 1)


_DEPTHS: Final = {"{": 1, "(": 1, "[": 1, "\\{": 1, "\\begin": 1,
                  "}": -1, ")": -1, "]": -1, "\\}": -1, "\\end": -1}  # fmt: skip


def with_depths(tokens: Iterable[Token]) -> Iterator[tuple[Token, int]]:
    """Each token with how many groups are open behind it; below zero where one is left."""
    depth = 0
    for token in tokens:
        depth += _DEPTHS.get(token.text, 0)
        yield token, depth


def tokenize(source: Source, start: int, end: int, macros: Macros | None = None) -> list[Token]:
    """The tokens of one formula; what is not on the white list is marked unknown.

    Raises ReadError (SC014) for a macro that expands without end.
    """
    text = source.text
    raw = _expand(_scan(text, start, end), macros or Macros(), source)
    return _mark(raw)


def _scan(text: str, start: int, end: int) -> list[Token]:
    found: list[Token] = []
    while start < end:
        match = _TOKEN.match(text, start, end)
        assert match is not None  # every character is one of the alternatives
        start = match.end()
        if match.lastgroup == "command" and (defining := DEFINING.match(text, match.start(), end)):
            start = min(definition_end(text, defining), end)
        elif match.lastgroup != "comment":
            found += _pieces(match)
    return found


def _pieces(match: re.Match[str]) -> Iterator[Token]:
    piece, start, end = match.group(), match.start(), match.end()
    if match.lastgroup == "empty":
        piece = "\\left." if piece.startswith(_OPENING) else "\\right."
    if _STARRED.match(piece) and not names.known_command(piece):
        yield Token(piece[:-1], start, end - 1)
        yield Token("*", end - 1, end)
    else:
        yield Token(_UNIFORM.get(match.lastgroup or "", piece), start, end)


_OPENING: Final = ("\\left", "\\bigl", "\\Bigl", "\\biggl", "\\Biggl")

#: One spelling for what is written in several ways.
_UNIFORM: Final = {"space": " ", "newline": "\\\\"}


# ----------------------------------------------------------------------------- macros


def _expand(tokens: list[Token], macros: Macros, source: Source) -> list[Token]:
    """Replace macros, outermost first; their tokens keep the place of the call."""
    if not macros:
        return tokens
    out: list[Token] = []
    todo = _Pending(tokens)
    produced = 0
    while todo.tokens:
        token = todo.pop()
        macro = macros.get(token.text, token.start)
        if macro is None:
            out.append(token)
            continue
        arguments = _take_arguments(todo, macro, token)
        place = replace(token, end=max(token.end, todo.end))
        body = _instantiate(macro, arguments, place)
        produced += len(body) + 1
        if produced > _MACRO_LIMIT:
            span = source.span(token.start, token.end)
            raise refuse("SC014", f"{token.text} expands without end", span, token.text)
        if macro.final:
            out.extend(body)
        else:
            todo.tokens.extend(reversed(body))
    return out


class _Pending:
    """The tokens still to be expanded, the next one last, and where the one before ended."""

    def __init__(self, tokens: Sequence[Token]) -> None:
        self.tokens = list(reversed(tokens))
        self.end = 0

    def next(self) -> str:
        return self.tokens[-1].text if self.tokens else ""

    def pop(self) -> Token:
        token = self.tokens.pop()
        self.end = token.end
        return token


def _take_arguments(todo: _Pending, macro: Macro, place: Token) -> list[list[Token]]:
    if macro.starred and todo.next() == "*":
        todo.pop()
    first = [] if macro.default is None else [_take_option(todo, macro.default, place)]
    return first + [_take_argument(todo) for _ in range(macro.arguments - len(first))]


def _take_option(todo: _Pending, default: str, place: Token) -> list[Token]:
    """What stands in square brackets behind a command, or what the macro says otherwise."""
    if todo.next() != "[":
        pieces = _scan(default, 0, len(default))
        return [replace(token, start=place.start, end=place.end) for token in pieces]
    todo.pop()
    depth, inside = 0, []
    while todo.tokens and (depth or todo.next() != "]"):
        inside.append(todo.pop())
        depth += {"{": 1, "}": -1}.get(inside[-1].text, 0)
    if todo.tokens:
        todo.pop()
    return inside


def _take_argument(todo: _Pending) -> list[Token]:
    while todo.next() == " ":
        todo.pop()
    if not todo.tokens:
        return []
    first = todo.pop()
    if first.text != "{":
        return [first]
    depth, inside = 1, []
    while todo.tokens:
        token = todo.pop()
        depth += {"{": 1, "}": -1}.get(token.text, 0)
        if depth == 0:
            break
        inside.append(token)
    return inside


def _instantiate(macro: Macro, arguments: Sequence[list[Token]], place: Token) -> list[Token]:
    out: list[Token] = []
    pieces = _scan(macro.body, 0, len(macro.body))
    k = 0
    while k < len(pieces):
        token = pieces[k]
        following = pieces[k + 1].text if k + 1 < len(pieces) else ""
        if (
            token.text == "#"
            and following[:1].isdigit()
            and 0 < int(following[0]) <= len(arguments)
        ):
            out.extend(arguments[int(following[0]) - 1])
            rest = following[1:]
            k += 2
            if rest:
                out.append(Token(rest, place.start, place.end))
            continue
        out.append(replace(token, start=place.start, end=place.end))
        k += 1
    return out


# ------------------------------------------------------------------ spaces, sizes, text


def _mark(raw: list[Token]) -> list[Token]:
    out: list[Token] = []
    gap, side, k = "", "", 0
    sized: int | None = None  # where the size command stands that belongs to the next token
    while k < len(raw):
        token = raw[k]
        text = names.ALIASES.get(token.text, token.text)
        if text == " ":
            k += 1
        elif text in names.SPACES:
            gap = _wider(gap, names.SPACES[text])
            k += 1
        elif text in names.SIZERS:
            side, sized = names.SIZERS[text], token.start
            k += 1
        elif text in names.TEXTS or text in names.INTERTEXTS:
            taken, k = _group(raw, k + 1)
            value = _without_braces("".join(piece.text for piece in taken)).strip(" ~\n")
            text = "\\text" if text in names.TEXTS else "\\intertext"
            out.append(Token(text, token.start, raw[k - 1].end, gap, "", value))
            gap = side = ""
        elif text in names.REFERENCES:
            taken, k = _group(raw, k + 1)
            value = text + "".join(piece.text for piece in taken)
            out.append(Token("\\text", token.start, raw[k - 1].end, gap, "", value))
            gap = side = ""
        elif text in names.DROPPED:
            _, k = _group(raw, k + 1)
        elif text in names.TRANSPARENT:
            k += 1
        else:
            start = token.start if sized is None else sized
            out.append(_plain_token(replace(token, start=start), text, gap, side))
            gap, side, sized = "", "", None
            k += 1
    return out


def _without_braces(text: str) -> str:
    return text[1:-1] if text[:1] == "{" and text[-1:] == "}" else text


def _wider(gap: str, new: str | None) -> str:
    return "wide" if "wide" in (gap, new) else (new or gap)


def _group(raw: list[Token], k: int) -> tuple[list[Token], int]:
    """The tokens of the group (or the single token) at k, and the index after it."""
    while k < len(raw) and raw[k].text == " ":
        k += 1
    if k >= len(raw) or raw[k].text != "{":
        return raw[k : k + 1], min(k + 1, len(raw))
    depth, first = 0, k
    while k < len(raw):
        depth += {"{": 1, "}": -1}.get(raw[k].text, 0)
        k += 1
        if depth == 0:
            break
    return raw[first:k], k


def _plain_token(token: Token, text: str, gap: str, side: str) -> Token:
    if text in names.DELIMITERS:
        text, own = names.DELIMITERS[text]
        side = side or own
    if not _readable(text):
        side = "unknown"
    return Token(text, token.start, token.end, gap, side)


def _readable(text: str) -> bool:
    if text[0] == "\\" and len(text) > 1:
        return text in _EMPTY or names.known_command(text)
    return text.isascii() and (text.isalnum() or text in _SYMBOLS or _is_number(text))


#: The delimiters that are not there, of ``\\left. … \\right|``.
_EMPTY: Final = ("\\left.", "\\right.")
_SYMBOLS: Final = frozenset("+-*/^_=<>()[]{}|!',.;:&?") | {":="}


def _is_number(text: str) -> bool:
    return text[0].isdigit() or text[0] == "."


# ----------------------------------------------------------------------- plain expressions

_PLAIN_SIGNS: Final = {"**": "^", "<=": "\\le", ">=": "\\ge", "!=": "\\ne", "==": "="}


def looks_plain(text: str) -> bool:
    """Whether an expression is typed like a program (``exp(-y*w)``), not like LaTeX."""
    if "\\" in text or "{" in text:
        return False
    return bool(re.search(r"\*|\^\(|[A-Za-z]{2,}\s*\(|[A-Za-z]{3,}", text))


def tokenize_plain(source: Source) -> list[Token]:
    """The tokens of a plain expression; a word is one name.

    Raises ReadError (SC012) for a character that no expression has.
    """
    out = []
    for match in _PLAIN.finditer(source.text):
        if match.lastgroup == "space":
            continue
        text = _PLAIN_SIGNS.get(match.group(), match.group())
        text = names.ALIASES.get(text, text)
        if match.lastgroup == "other" and text not in _SYMBOLS and text[0] != "\\":
            span = source.span(match.start(), match.end())
            raise refuse("SC012", f"the character {text!r} cannot be read in a formula", span, text)
        out.append(Token(text, match.start(), match.end()))
    return out
