"""One text as tokens and as an expression, typed as LaTeX or plainly."""

from __future__ import annotations

from symcalc.core.span import Source
from symcalc.read import names
from symcalc.read.context import Context
from symcalc.read.cursor import Cursor
from symcalc.read.lexer import Token, looks_plain, tokenize, tokenize_plain, with_depths
from symcalc.read.macros import Macros
from symcalc.read.parser import parse_expression


def cursor_over(source: Source, tokens: list[Token], context: Context) -> Cursor:
    """A cursor that reads expressions, after every token was found on the white list."""
    cursor = Cursor(tokens, source, context)
    cursor.expression = parse_expression
    cursor.check_known()
    return cursor


def tokens_of(source: Source, context: Context, macros: Macros | None = None) -> list[Token]:
    """The tokens of a whole text, typed as LaTeX or plainly (then the context says so)."""
    context.plain = looks_plain(source.text)
    if context.plain:
        return tokenize_plain(source)
    return tokenize(source, 0, len(source.text), macros)


def split_relations(tokens: list[Token]) -> tuple[list[list[Token]], list[str]]:
    """The sides of a chain of relations, and the relation signs between them."""
    sides: list[list[Token]] = [[]]
    signs: list[str] = []
    for token, depth in with_depths(tokens):
        if depth == 0 and token.text in names.RELATIONS:
            signs.append(names.RELATIONS[token.text])
            sides.append([])
        else:
            sides[-1].append(token)
    return sides, signs
