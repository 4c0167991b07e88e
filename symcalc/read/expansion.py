"""The macros of a page, put in their places."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from symcalc.core.span import Source
from symcalc.read.errors import refuse
from symcalc.read.macros import Macro, Macros
from symcalc.read.tokens import Token, scan
from symcalc.read.usual_macros import NAMES, usual_macro

_MOST_GROUPS: Final = 3  # that a macro of the package physics takes
_MACRO_LIMIT: Final = 20_000  # tokens that macros may produce in one formula


def expand(tokens: list[Token], macros: Macros, source: Source) -> list[Token]:
    """Replace macros, outermost first; their tokens keep the place of the call.

    Raises ReadError (SC014) for a macro that expands without end.
    """
    if not macros and not any(token.text in NAMES for token in tokens):
        return tokens
    out: list[Token] = []
    todo = _Pending(tokens)
    produced = 0
    while todo.tokens:
        token = todo.pop()
        macro = macros.get(token.text, token.start)
        if macro is None and token.text in NAMES:
            macro = usual_macro(token.text, *todo.following())
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

    def following(self) -> tuple[bool, int]:
        """Whether square brackets follow at once, and how many groups in braces behind them."""
        place = len(self.tokens) - 1
        option = self.next() == "["
        if option:
            place = self._behind(place, "[", "]")
        groups = 0
        while place >= 0 and self.tokens[place].text == "{" and groups < _MOST_GROUPS:
            place = self._behind(place, "{", "}")
            groups += 1
        return option, groups

    def _behind(self, place: int, opening: str, closing: str) -> int:
        """The place behind a group that opens at a place; the tokens are in reverse order."""
        depth = 0
        while place >= 0:
            depth += {opening: 1, closing: -1}.get(self.tokens[place].text, 0)
            place -= 1
            if depth == 0:
                break
        return place

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
        pieces = scan(default, 0, len(default))
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
    pieces = scan(macro.body, 0, len(macro.body))
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
