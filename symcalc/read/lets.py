"""Declarations that are made as such: ``--let``, and a fenced ``symcalc`` block."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from typing import Final

from symcalc.core import term as t
from symcalc.core.kind import FUNCTION, REAL, SEQUENCE, Declaration, Kind
from symcalc.core.span import Source
from symcalc.core.term import Op, Term
from symcalc.read import names
from symcalc.read.context import Context
from symcalc.read.errors import ReadError, refuse
from symcalc.read.formula import cursor_over, split_relations, tokens_of
from symcalc.read.identifiers import read_identifier
from symcalc.read.knowledge import Knowledge, definiendum
from symcalc.read.lexer import Token, looks_plain, tokenize, tokenize_plain
from symcalc.read.phrases import SCALAR_PHRASES, kind_of, only_known_words, with_sizes

_LET: Final = re.compile(
    r"^\s*(?P<names>[^:=<>]+?)\s*:(?!=)\s*(?P<kind>[A-Za-z][A-Za-z0-9_ -]*)\s*$"
)


def learn_lets(lets: Sequence[str], knowledge: Knowledge, origin: str = "command line") -> None:
    """Learn from ``f(t)=…``, ``x > 0``, ``n: integer`` and their likes.

    Raises ReadError (SC061) with the column for what is none of these.
    """
    for text in lets:
        _learn_let(text, knowledge, origin)


def _learn_let(text: str, knowledge: Knowledge, origin: str) -> None:
    source = Source(text, "--let")
    match = _LET.match(text)
    if match:
        _learn_kind(source, match, knowledge, origin)
        return
    tokens = tokens_of(source, knowledge.context)
    _expect_application(tokens, knowledge.context)
    sides, signs = split_relations(tokens)
    context = knowledge.context
    read = [cursor_over(source, side, context).read_all() for side in sides]
    context.plain = False
    if not signs:
        raise _not_a_let(source)
    span = source.span(0, len(text))
    if signs in (["="], [":="]) and knowledge.define(read[0], read[1], span, explicit=True):
        key, _ = definiendum(read[0], overloaded=False)
        if key not in context.kinds:
            kind = _DEFINED_KINDS.get(read[0].op, REAL)
            knowledge.declarations[key] = Declaration(key, kind, origin)
        return
    for sign, left, right in zip(signs, read, read[1:], strict=False):
        if sign not in names.JUDGED:
            raise _not_a_let(source)
        knowledge.assume(t.relation("=" if sign == ":=" else sign, left, right))
        declare_free(left, knowledge, origin)


_DEFINED_KINDS: Final = {Op.APPLY: FUNCTION, Op.ELEMENT: SEQUENCE}


def _not_a_let(source: Source) -> ReadError:
    cure = "write a definition f(t)=…, a domain x > 0, or a kind n: integer"
    return refuse("SC061", "not a declaration", source.span(0, len(source.text)), "--let", cure)


def declare_free(term: Term, knowledge: Knowledge, origin: str) -> None:
    """Declare the free names of a term real, unless they are declared."""
    for key in sorted(t.free_names(term)):
        if key not in knowledge.declarations:
            knowledge.declare(key, REAL, origin)


def _learn_kind(source: Source, match: re.Match[str], knowledge: Knowledge, origin: str) -> None:
    shaped = _kind_and_sizes(match.group("kind").split())
    if shaped is None:
        span = source.span(match.start("kind"), match.end("kind"))
        cure = "a number, a vector, a matrix, a quaternion or a function: " + ", ".join(_EXAMPLES)
        raise refuse("SC062", f"unknown kind {match.group('kind')}", span, "--let", cure)
    for piece in match.group("names").split(","):
        key = _key_of(piece.strip(), knowledge.context)
        knowledge.declare(key, shaped, origin, None)


_EXAMPLES: Final = (
    *SCALAR_PHRASES, "vector n", "symmetric matrix n n", "unit quaternion", "identity matrix"
)  # fmt: skip


def _kind_and_sizes(words: list[str]) -> Kind | None:
    """The kind of "positive definite matrix n n": a phrase, then sizes."""
    for length in range(len(words), 0, -1):
        phrase = " ".join(words[:length])
        kind = kind_of(phrase) if only_known_words(phrase) else None
        if kind is not None:
            return with_sizes(kind, words[length:])
    return None


def _key_of(text: str, context: Context) -> str:
    source = Source(text, "--let")
    saved, context.plain = context.plain, False
    plain = looks_plain(text)
    tokens = tokenize_plain(source) if plain else tokenize(source, 0, len(text))
    cursor = cursor_over(source, tokens, context)
    key = read_identifier(cursor).key
    context.plain = saved
    return key


def _expect_application(tokens: list[Token], context: Context) -> None:
    """``f(t) = …`` in a declaration makes f a function, whatever letter it is."""
    if len(tokens) < 4 or (tokens[1].text != "(" and tokens[2].text not in ("(", "_")):
        return
    equals = next((k for k, token in enumerate(tokens) if token.text in ("=", ":=")), 0)
    if equals and tokens[equals - 1].text == ")":
        opening = max(k for k in range(equals) if tokens[k].text == "(")
        head = tokens[:opening]
        key = _joined_key(head)
        if key:
            context.functions.setdefault(key, ())
            context.scalars.discard(key)


def _joined_key(head: list[Token]) -> str:
    if len(head) == 1:
        return head[0].text.lstrip("\\")
    if len(head) == 3 and head[1].text == "_":
        return f"{head[0].text.lstrip(chr(92))}_{head[2].text.lstrip(chr(92))}"
    return ""


def learn_block(source: Source, start: int, end: int, knowledge: Knowledge) -> None:
    """Learn the ``let`` list of a fenced ``symcalc`` block (TOML).

    Raises ReadError (SC063) where the block is no TOML or a ``let`` cannot be read.
    """
    try:
        table = tomllib.loads(source.text[start:end])
    except tomllib.TOMLDecodeError as error:
        span = source.span(start, min(start + 1, end))
        raise refuse("SC063", f"the symcalc block is no TOML: {error}", span, "block") from None
    lets = table.get("let", [])
    if not isinstance(lets, list) or not all(isinstance(item, str) for item in lets):
        span = source.span(start, end)
        raise refuse("SC063", "let must be a list of strings", span, "let")
    try:
        learn_lets(lets, knowledge, "block")
    except ReadError as error:
        trouble = error.trouble
        span = source.span(start, end)
        message = f"in the symcalc block: {trouble.message}"
        raise refuse(trouble.code, message, span, trouble.construct, trouble.cure) from None
