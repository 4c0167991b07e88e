"""Declarations: from ``--let``, from a fenced ``symcalc`` block, and from prose.

The sentence shapes of prose are a small table; what is not understood is left alone.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final, Literal

from symcalc.core import term as t
from symcalc.core.kind import (
    COMPLEX,
    FUNCTION,
    INTEGER,
    POSITIVE,
    REAL,
    SEQUENCE,
    Declaration,
    Definition,
    Kind,
    Sort,
    elements_key,
)
from symcalc.core.problem import Scope
from symcalc.core.span import Source, Span
from symcalc.core.term import Op, Term
from symcalc.read import names
from symcalc.read.context import Context
from symcalc.read.cursor import Cursor
from symcalc.read.errors import ReadError, refuse
from symcalc.read.identifiers import read_identifier, starts_identifier
from symcalc.read.lexer import Macros, Token, looks_plain, tokenize, tokenize_plain
from symcalc.read.parser import parse_expression

_NONNEGATIVE: Final = Kind(Sort.SCALAR, properties=("real", "nonnegative"))
_COUNT: Final = Kind(Sort.INDEX, properties=("integer", "positive"))

#: Words of ``--let 'x: positive'`` and of prose -> kind.
KIND_WORDS: Final[dict[str, Kind]] = {
    "real": REAL, "scalar": REAL, "number": REAL, "real number": REAL, "constant": REAL,
    "positive": POSITIVE, "positive real": POSITIVE, "nonnegative": _NONNEGATIVE,
    "integer": INTEGER, "natural": _COUNT, "natural number": _COUNT, "positive integer": _COUNT,
    "count": _COUNT, "index": INTEGER, "complex": COMPLEX, "complex number": COMPLEX,
    "imaginary": COMPLEX, "function": FUNCTION,
    "vector": Kind(Sort.VECTOR), "matrix": Kind(Sort.MATRIX),
    "quaternion": Kind(Sort.QUATERNION), "unit quaternion": Kind(
        Sort.QUATERNION, properties=("unit",)),
    "symmetric matrix": Kind(Sort.MATRIX, properties=("symmetric",)),
}  # fmt: skip

#: Functions whose name alone does not tell them: p(x) and p(y) are two densities, and what
#: E(X) = 3 says of X it does not say of Y.
_OVERLOADED: Final = frozenset(
    {"p", "q", "P", "Q", "rm.p", "rm.P", "rm.Pr", "rm.E", "bb.E", "rm.Var", "rm.Cov", "rm.Corr",
     "rm.H", "rm.I", "rm.KL", "bb.P", "bb.V"}
)  # fmt: skip

_LET: Final = re.compile(r"^\s*(?P<names>[^:=<>]+?)\s*:(?!=)\s*(?P<kind>[A-Za-z][A-Za-z0-9 ]*)\s*$")
_SETS: Final = {"R": REAL, "N": _COUNT, "Z": INTEGER, "C": COMPLEX}
_COMPARED: Final = frozenset({"<", ">", "<=", ">=", "!="})


@dataclass
class Knowledge:
    """What is known so far, growing as the page is read; ``scope`` is a snapshot of it."""

    context: Context = field(default_factory=Context)
    declarations: dict[str, Declaration] = field(default_factory=dict)
    definitions: dict[str, Definition] = field(default_factory=dict)
    assumptions: list[Term] = field(default_factory=list)
    _snapshot: Scope | None = None

    def scope(self) -> Scope:
        """An immutable picture of what is known; the same object until something is learnt."""
        if self._snapshot is None:
            self._snapshot = Scope(
                dict(self.declarations), dict(self.definitions), tuple(self.assumptions)
            )
        return self._snapshot

    def declare(self, key: str, kind: Kind, source: str, span: Span | None = None) -> None:
        """Learn the kind of a name."""
        self._snapshot = None
        self.declarations[key] = Declaration(key, kind, source, span)
        context = self.context
        if kind.sort is Sort.FUNCTION:
            context.functions.setdefault(key, ())
            context.scalars.discard(key)
        elif kind.sort in (Sort.SCALAR, Sort.INDEX):
            context.scalars.add(key)
            context.nonscalars.pop(key, None)
            if key == "i" and kind == COMPLEX:
                context.imaginary = True
                context.scalars.discard(key)
        elif kind.sort in (Sort.VECTOR, Sort.MATRIX, Sort.QUATERNION):
            context.nonscalars[key] = kind.sort.value
            context.scalars.discard(key)

    def assume(self, relation: Term) -> None:
        """Learn a relation that holds."""
        self._snapshot = None
        if relation not in self.assumptions:
            self.assumptions.append(relation)

    def assume_case(self, relation: Term) -> None:
        """Learn an order that prose states of two terms; it ends what it said of them before.

        "If $a < 1$ …" and "if $a > 1$ …" are two cases, not a contradiction.
        """
        pair = set(relation.args)
        self.assumptions = [known for known in self.assumptions if set(known.args) != pair]
        self.assume(relation)

    def define(
        self, left: Term, body: Term, span: Span | None = None, explicit: bool = False
    ) -> bool:
        """Learn what a name or a function stands for; False if the left side is neither.

        An explicit definition (``--let``) holds for p(x) and E(X) too.
        """
        key, parameters = definiendum(left, overloaded=not explicit)
        base = key.partition("[")[0]
        if not key or base in t.free_names(body) or key in t.functions_in(body):
            return False
        self._snapshot = None
        earlier = self._earlier(key, parameters, body)
        self.definitions[key] = Definition(key, parameters, body, span, earlier)
        if left.op is Op.ELEMENT:
            return True
        if parameters:
            self.context.functions[key] = parameters
            self.context.defined.add(key)
            self.context.scalars.discard(key)
            return True
        self.context.scalars.add(key)
        free = sorted(t.free_names(body))
        if len(free) == 1 and not t.contains(body, Op.ELEMENT):
            self.context.dependents[key] = free[0]
        return True

    def has_defined(self, left: Term, body: Term) -> bool:
        """Whether ``left = body`` only says again what is defined."""
        key, parameters = definiendum(left)
        known = self.definitions.get(key)
        return known is not None and (known.parameters, known.body) == (parameters, body)

    def _earlier(self, key: str, parameters: tuple[str, ...], body: Term) -> tuple[Term, ...]:
        """What the same name, with the same parameters, meant before."""
        known = self.definitions.get(key)
        if known is None or known.parameters != parameters:
            return ()
        return tuple(term for term in (known.body, *known.earlier) if term is not body)


def definiendum(left: Term, overloaded: bool = True) -> tuple[str, tuple[str, ...]]:
    """The key and the parameters that ``left = …`` would define; an empty key if none.

    ``y_i = …`` defines the sequence y by its elements, with the index as its parameter.
    Where functions may be overloaded, p(x) and p(y) can be two: none is defined by a line.
    """
    if left.op is Op.NAME:
        return str(left.data), ()
    if left.op is Op.APPLY and any(t.function_orders(left)):
        return "", ()
    if left.op not in (Op.APPLY, Op.ELEMENT):
        return "", ()
    parameters = [str(argument.data) for argument in left.args if argument.op is Op.NAME]
    if len(parameters) != len(left.args) or len(set(parameters)) != len(parameters):
        return "", ()
    key = t.function_key(left) if left.op is Op.APPLY else elements_key(left)
    doubtful = key in _OVERLOADED or any(parameter[0].isupper() for parameter in parameters)
    if overloaded and doubtful:
        return "", ()
    return key, tuple(parameters)


# ------------------------------------------------------------------------ reading one text


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


# ------------------------------------------------------------------------------------ --let


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
    sides, signs = _split(tokens)
    context = knowledge.context
    read = [cursor_over(source, side, context).read_all() for side in sides]
    context.plain = False
    if not signs:
        raise _not_a_let(source)
    span = source.span(0, len(text))
    if signs in (["="], [":="]) and knowledge.define(read[0], read[1], span, explicit=True):
        key, _ = definiendum(read[0], overloaded=False)
        kind = _DEFINED_KINDS.get(read[0].op, REAL)
        knowledge.declarations[key] = Declaration(key, kind, origin)
        return
    for sign, left, right in zip(signs, read, read[1:], strict=False):
        if sign not in names.JUDGED:
            raise _not_a_let(source)
        knowledge.assume(t.relation("=" if sign == ":=" else sign, left, right))
        _declare_free(left, knowledge, origin)


_DEFINED_KINDS: Final = {Op.APPLY: FUNCTION, Op.ELEMENT: SEQUENCE}


def _not_a_let(source: Source) -> ReadError:
    cure = "write a definition f(t)=…, a domain x > 0, or a kind n: integer"
    return refuse("SC061", "not a declaration", source.span(0, len(source.text)), "--let", cure)


def _declare_free(term: Term, knowledge: Knowledge, origin: str) -> None:
    for key in sorted(t.free_names(term)):
        if key not in knowledge.declarations:
            knowledge.declare(key, REAL, origin)


def _learn_kind(source: Source, match: re.Match[str], knowledge: Knowledge, origin: str) -> None:
    words = match.group("kind").split()
    for length in range(len(words), 0, -1):
        kind = KIND_WORDS.get(" ".join(words[:length]))
        if kind is not None:
            break
    else:
        span = source.span(match.start("kind"), match.end("kind"))
        cure = "one of: " + ", ".join(KIND_WORDS)
        raise refuse("SC062", f"unknown kind {match.group('kind')}", span, "--let", cure)
    shaped = Kind(kind.sort, tuple(words[length:]), kind.properties)
    for piece in match.group("names").split(","):
        key = _key_of(piece.strip(), knowledge.context)
        knowledge.declare(key, shaped, origin, None)


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


def _split(tokens: list[Token]) -> tuple[list[list[Token]], list[str]]:
    sides: list[list[Token]] = [[]]
    signs: list[str] = []
    depth = 0
    for token in tokens:
        depth += {"(": 1, "{": 1, "[": 1, ")": -1, "}": -1, "]": -1}.get(token.text, 0)
        if depth == 0 and token.text in names.RELATIONS:
            signs.append(names.RELATIONS[token.text])
            sides.append([])
        else:
            sides[-1].append(token)
    return sides, signs


# ------------------------------------------------------------------------------------ block


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


# ------------------------------------------------------------------------------------ prose

#: What stands before or after an inline formula -> kind of its names.
_BEFORE: Final = re.compile(
    r"\b(?P<word>functions?|matrix|matrices|vectors?|unit quaternions?|quaternions?|scalars?"
    r"|real numbers?|integers?|complex numbers?|natural numbers?|positive numbers?)\s*$",
    re.IGNORECASE,
)
_AFTER: Final = re.compile(
    r"^\s*(?:is|are|be|denotes?|being)\s+(?:an?|the|any|some)?\s*"
    r"(?P<word>(?:(?:symmetric|square|real|positive|unit|column|random|differentiable|smooth|"
    r"continuous|arbitrary|positive-definite|fixed|given)\s+)*"
    r"(?:functions?|matrix|matrices|vectors?|quaternions?|scalars?|numbers?|integers?|constants?"
    r"|positive|real))\b",
    re.IGNORECASE,
)
_DEFINES: Final = re.compile(
    r"\b(?:let|where|define|defining|denote|put|putting|call|write|introduce|setting|set|with|and"
    r"|substitut\w+|defined (?:as|by)|given by)\s*$",
    re.IGNORECASE,
)
#: Only these give a name a number: "putting $h = 0$" looks at a case.
_FIXES: Final = re.compile(r"\b(?:let|set|define|take|choose|fix)\s*$", re.IGNORECASE)
_SINGULAR: Final = {"matrices": "matrix", "functions": "function", "vectors": "vector",
                    "scalars": "scalar", "integers": "integer", "constants": "constant",
                    "numbers": "number", "quaternions": "quaternion"}  # fmt: skip


def learn_inline(
    source: Source, tokens: list[Token], start: int, end: int, knowledge: Knowledge
) -> None:
    """Learn from one inline formula of running text and the words beside it."""
    before = source.text[max(0, start - 60) : start].rstrip("$\\(").rstrip()
    after = source.text[end : end + 80].lstrip("$\\)")
    span = source.span(start, end)
    word = _kind_word(before, after)
    if word in KIND_WORDS:
        kind = KIND_WORDS[word]
        for key in _plain_names(source, tokens, knowledge.context, kind == FUNCTION):
            knowledge.declare(key, kind, "prose", span)
        return
    sides, signs = _split(tokens)
    if len(signs) == 1 and signs[0] == "in":
        _learn_membership(source, sides, knowledge, span)
    elif signs and all(sign in _COMPARED for sign in signs):
        _learn_inequality(source, sides, signs, knowledge)
    elif signs in (["="], [":="]):
        _learn_equation(source, sides, knowledge, span, signs == [":="] or before)


def _kind_word(before: str, after: str) -> str:
    found = _AFTER.match(after)
    text = found.group("word").lower() if found else ""
    if not text:
        found = _BEFORE.search(before)
        text = found.group("word").lower() if found else ""
    words = [_SINGULAR.get(word, word) for word in text.split()]
    for first in range(len(words)):
        if " ".join(words[first:]) in KIND_WORDS:
            return " ".join(words[first:])
    return ""


def _plain_names(
    source: Source, tokens: list[Token], context: Context, applied: bool = False
) -> list[str]:
    """The keys of a formula that only lists names: ``x``, ``a, b``; ``f(x)`` if applied."""
    cursor = Cursor(tokens, source, context)
    cursor.expression = parse_expression
    keys = []
    while not cursor.at_end():
        if not starts_identifier(cursor.token()):
            return []
        try:
            found = read_identifier(cursor)
            if applied and cursor.peek() == "(":
                cursor.i = cursor.matching(cursor.i) + 1
        except ReadError:
            return []
        keys.append(found.key)
        if not cursor.at_end() and not cursor.accept(","):
            return []
    return keys


def _learn_membership(
    source: Source, sides: list[list[Token]], knowledge: Knowledge, span: Span
) -> None:
    right = "".join(token.text for token in sides[1])
    match = re.match(r"\\mathbb\{?([RNZC])\}?(.*)$", right)
    if not match:
        return
    kind, rest = _SETS[match.group(1)], match.group(2)
    if rest.startswith("^"):
        sizes = re.sub(r"[\^{}]", "", rest)
        parts = tuple(re.split(r"\\times", sizes))
        kind = Kind(Sort.MATRIX if len(parts) > 1 else Sort.VECTOR, parts)
        if parts == ("+",):
            kind = POSITIVE
    elif rest.startswith("_+") or rest.startswith("_{+"):
        kind = POSITIVE
    for key in _plain_names(source, sides[0], knowledge.context):
        knowledge.declare(key, kind, "prose", span)


def _learn_inequality(
    source: Source, sides: list[list[Token]], signs: list[str], knowledge: Knowledge
) -> None:
    try:
        read = [cursor_over(source, side, knowledge.context).read_all() for side in sides]
    except ReadError:
        return
    for sign, left, right in zip(signs, read, read[1:], strict=False):
        if left.op in (Op.NAME, Op.NUMBER, Op.NEG) and right.op in (Op.NAME, Op.NUMBER, Op.NEG):
            knowledge.assume_case(t.relation(sign, left, right))
            _declare_free(left, knowledge, "prose")
            _declare_free(right, knowledge, "prose")


def _learn_equation(
    source: Source,
    sides: list[list[Token]],
    knowledge: Knowledge,
    span: Span,
    before: str | Literal[True],
) -> None:
    """An equation in running text defines a name, or is a fact that later lines may rest on.

    "At $x = 0$" is neither.  ``before`` is the prose that leads to it, or True where the
    sign itself defines.
    """
    try:
        left, right = (cursor_over(source, side, knowledge.context).read_all() for side in sides)
    except ReadError:
        return
    lead = _DEFINES if t.free_names(right) else _FIXES
    defining = before is True or lead.search(before) is not None
    if defining and knowledge.define(left, right, span):
        return
    if t.free_names(right) and t.free_names(left) and not knowledge.has_defined(left, right):
        knowledge.assume(t.relation("=", left, right))


def learn_range(tokens: list[Token], source: Source, context: Context) -> None:
    r"""``i = 1, \ldots, n`` tells the range of an index, wherever it stands."""
    texts = [token.text for token in tokens]
    for k in range(len(texts) - 6):
        if tokens[k].is_letter and texts[k + 1] == "=" and texts[k + 3 : k + 6] == _DOTS:
            _learn_range_at(tokens, k, source, context)


_DOTS: Final = [",", "\\ldots", ","]


def _learn_range_at(tokens: list[Token], k: int, source: Source, context: Context) -> None:
    end = k + 6
    while end < len(tokens) and _belongs_to_bound(tokens[end]):
        end += 1
    try:
        lower = cursor_over(source, tokens[k + 2 : k + 3], context).read_all()
        upper = cursor_over(source, tokens[k + 6 : end], context).read_all()
    except ReadError:
        return
    context.indices.add(tokens[k].text)
    context.ranges.setdefault(tokens[k].text, (lower, upper))


def _belongs_to_bound(token: Token) -> bool:
    return token.is_letter or token.text in ("_", "-", "+") or token.text.isdigit()
