"""What the use of names over a whole document says about them.

Only what leaves no doubt is concluded: a letter that is applied to a single name is a
function, one with an index is a sequence, one that is transposed is no scalar.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

from symcalc.core.kind import Kind, Sort
from symcalc.core.span import Source
from symcalc.read import names
from symcalc.read.bracket_places import note_places
from symcalc.read.complex_numbers import is_imaginary_unit
from symcalc.read.context import Context
from symcalc.read.cursor import Cursor
from symcalc.read.errors import ReadError
from symcalc.read.identifiers import Identifier, read_identifier, starts_identifier
from symcalc.read.kinds import VECTOR, by_letter, element_kind, kind_by_font, relatives_kind
from symcalc.read.lexer import Token
from symcalc.read.parser import parse_expression
from symcalc.read.usual_arrays import FILLED, IDENTITIES, IDENTITY, speaks_of_arrays

_TRANSPOSES: Final = names.TRANSPOSES | names.ADJOINTS | {"T"}
#: What stands before a set: an index set I is no identity.
_OF_SETS: Final = frozenset({"\\in", "\\subset", "\\subseteq", "\\cup", "\\cap"})
_DIFFERENTIALS: Final = frozenset({"d", "\\partial"})


@dataclass
class Uses:
    """How one name is used in a document.

    ``defined`` counts the formulas that begin with it, and the places where it is a set.
    """

    bare: int = 0
    defined: int = 0
    transposed: int = 0
    index_counts: set[int] = field(default_factory=set)
    transposed_counts: set[int] = field(default_factory=set)
    arguments: list[Cursor] = field(default_factory=list)


def survey(formulas: Iterable[list[Token]], source: Source, context: Context) -> None:
    """Go through all formulas of a document and note in the context what their use shows."""
    uses: dict[str, Uses] = {}
    formulas = list(formulas)
    if any(_counts_to_t(tokens) for tokens in formulas):
        context.scalars.add("T")
    for tokens in formulas:
        _indices(tokens, context)
        _transposed_gradients(tokens, context)
        _walk(tokens, source, context, uses)
    for key, use in sorted(uses.items(), key=lambda item: len(item[0])):
        _conclude(key, use, context)
    _conclude_identities(uses, context)


def _transposed_gradients(tokens: list[Token], context: Context) -> None:
    r"""The x of ``\nabla f(x)^\top`` is a vector."""
    texts = [token.text for token in tokens]
    for k in range(len(texts) - 6):
        if texts[k] != "\\nabla" or (texts[k + 2], *texts[k + 4 : k + 6]) != ("(", ")", "^"):
            continue
        above = "".join(texts[k + 6 : k + 8]).lstrip("{")
        if above.startswith(("T", "\\top")) and tokens[k + 3].is_letter:
            context.kinds.setdefault(texts[k + 3], VECTOR)


def _indices(tokens: list[Token], context: Context) -> None:
    r"""Letters under ``\sum`` and ``\prod`` are indices wherever else they stand."""
    for k, token in enumerate(tokens[:-3]):
        if token.text in ("\\sum", "\\prod") and tokens[k + 1].text == "_":
            first = tokens[k + 3 if tokens[k + 2].text == "{" else k + 2]
            if first.is_letter:
                context.indices.add(first.text)
        elif [each.text for each in tokens[k : k + 4]] == ["]", "_", "{", "i"]:
            context.indices.add("i")  # [H]_{i, j}


_OPERATORS: Final = frozenset({"\\sum", "\\prod", "\\int"})


def _counts_to_t(tokens: list[Token]) -> bool:
    r"""Whether T is a number here: in ``\sum_{t=1}^T``, ``x_T``, ``T - 1`` or ``\frac{1}{T}``."""
    texts = [token.text for token in tokens]
    return any(text == "T" and _is_number_at(texts, k) for k, text in enumerate(texts))


def _is_number_at(texts: list[str], k: int) -> bool:
    start, end = k, k + 1
    if texts[k - 1 : k] == ["{"] and texts[k + 1 : k + 2] == ["}"]:
        start, end = k - 1, k + 2
    before = texts[start - 1] if start else ""
    if before == "^":
        return _is_upper_end(texts, start - 1)
    beside = texts[end : end + 2]
    return before == "_" or beside in (["-", "1"], ["+", "1"]) or texts[start - 3 : start] == [
        "{", "1", "}"
    ]  # fmt: skip


def _is_upper_end(texts: list[str], hat: int) -> bool:
    """Whether a superscript is the upper end of a sum, a product or an integral."""
    if texts[hat - 1] in _OPERATORS:
        return True
    start = hat - 1
    if texts[start] == "}":
        depth = 0
        for start in range(hat - 1, -1, -1):
            depth += {"}": 1, "{": -1}.get(texts[start], 0)
            if depth == 0:
                break
    return start >= 2 and texts[start - 1] == "_" and texts[start - 2] in _OPERATORS


def _walk(tokens: list[Token], source: Source, context: Context, uses: dict[str, Uses]) -> None:
    cursor = Cursor(tokens, source, context)
    cursor.expression = parse_expression
    while not cursor.at_end():
        if not starts_identifier(cursor.token()) or cursor.peek() == "\\text":
            _step_over(cursor)
            continue
        start = cursor.i
        try:
            found = read_identifier(cursor)
        except ReadError:
            cursor.i = start + 1
            continue
        _note(cursor, found, start, uses.setdefault(found.key, Uses()))


def _step_over(cursor: Cursor) -> None:
    """Take one token, and the subscript of a number: the n of 1_n is a size."""
    token = cursor.step()
    if token.is_number and cursor.peek() == "_":
        cursor.step()
        if not cursor.at_end() and cursor.peek() != "{":
            cursor.step()


def _note(cursor: Cursor, found: Identifier, start: int, use: Uses) -> None:
    before = cursor.tokens[start - 1].text if start else ""
    if cursor.peek() == "(" and cursor.token().gap != "wide" and before != "^":
        try:
            end = cursor.matching(cursor.i)
        except ReadError:
            return
        use.arguments.append(cursor.inner(cursor.i + 1, end))
    elif cursor.peek() == "^" and _transposes(cursor):
        use.transposed += not found.indices
        use.transposed_counts.add(len(found.indices))
    elif before not in _DIFFERENTIALS:
        use.bare += 1
        use.transposed += _follows_transpose(cursor.tokens, start) and found.key[0].isupper()
    places = note_places(cursor, found.key)
    use.index_counts |= {places} - {0}
    if before == "\\in" and found.key.startswith("cal."):
        cursor.context.kinds.setdefault(found.key, _SET)
    use.defined += start == 0 and cursor.peek() in ("=", ":=", "&")
    use.defined += before in _OF_SETS or (before == "|" and cursor.peek() == "|")
    use.index_counts.add(len(found.indices))
    if len(found.indices) > 1:
        cursor.context.pairs.add(found.key)
    if any(str(index.data) == "i" for index in found.indices):
        cursor.context.indices.add("i")


#: A transpose at the end of some tokens; what follows one in a product is no number.
_ENDS_TRANSPOSED: Final = re.compile(
    r"\^(?:\\top|\{\\top\}|\{?\\(?:mathrm|mathsf|text)\{?T\}{0,2})$"
)
_SET: Final = Kind(Sort.SET, properties=())


def _follows_transpose(tokens: Sequence[Token], start: int) -> bool:
    r"""Whether a name stands right behind a transpose, as Sigma in ``x^\top \Sigma^{-1} x``."""
    before = "".join(token.text + token.value for token in tokens[max(start - 7, 0) : start])
    return _ENDS_TRANSPOSED.search(before) is not None


def _transposes(cursor: Cursor) -> bool:
    saved = cursor.i
    cursor.step()
    try:
        first, end = cursor.group()
    except ReadError:
        return False
    finally:
        cursor.i = saved
    inside = cursor.tokens[first:end]
    joined = "".join(token.text + token.value for token in inside if token.text not in ("{", "}"))
    if joined == "T" and "T" in cursor.context.scalars:
        return False
    return joined in _TRANSPOSES


def _conclude(key: str, use: Uses, context: Context) -> None:
    if is_imaginary_unit(context, key):
        return
    _conclude_kind(key, use, context)
    if key == "Gamma" or not use.arguments or key in context.functions or key in context.scalars:
        return
    parameters = [found for found in map(_parameters, use.arguments) if found is not None]
    if parameters:
        context.functions[key] = _common(parameters)
        if key in context.kinds:
            context.kinds.setdefault(f"{key}()", context.kinds[key])
    elif (
        key not in context.kinds
        and use.bare
        and key not in names.FUNCTION_LETTERS
        and all(map(_is_sum, use.arguments))
    ):
        context.scalars.add(key)


def _conclude_kind(key: str, use: Uses, context: Context) -> None:
    """What is transposed or set in bold is no number, unless the page says that it is."""
    if key.partition("_")[0] in FILLED:
        return
    if ":" in key:  # x_{1:n}, several at once
        context.kinds.setdefault(key, VECTOR)
    kind = context.kinds.get(key) or kind_by_font(key) or relatives_kind(key, context.kinds)
    if kind is None and use.transposed:
        kind = by_letter(key)
    if kind is not None and key not in context.scalars:
        context.kinds.setdefault(key, kind)
    for count in sorted((use.index_counts | use.transposed_counts) - {0}):
        element = element_kind(key, count)
        if element is None and count in use.transposed_counts:
            element = by_letter(key)
        if element is not None:
            context.kinds.setdefault(f"{key}[{count}]", element)


def _conclude_identities(uses: dict[str, Uses], context: Context) -> None:
    """I is the identity where vectors or matrices are spoken of and the page defines no other I."""
    if not speaks_of_arrays(context):
        return
    for key in IDENTITIES:
        stated = key in context.scalars or key in context.functions
        own = [use for name, use in uses.items() if name.partition("_")[0] == key]
        by_font = context.kinds.get(key) in (None, kind_by_font(key))
        if own and not stated and by_font and not any(use.defined for use in own):
            context.kinds[key] = IDENTITY
            context.kinds.pop(f"{key}[1]", None)


def _is_sum(inside: Cursor) -> bool:
    return any(token.text in ("+", "-") for token in inside.tokens[1:]) and not any(
        token.text in (",", ";", "|") for token in inside.tokens
    )


def _parameters(inside: Cursor) -> tuple[str, ...] | None:
    """The names between the parentheses if there is nothing else, as in f(x, y)."""
    cuts = [k for k, token in enumerate(inside.tokens) if token.text in (",", ";", "|")]
    ends = [*cuts, len(inside.tokens)]
    starts = [0, *(cut + 1 for cut in cuts)]
    keys = [_single(inside.inner(a, b)) for a, b in zip(starts, ends, strict=True)]
    if all(keys):
        return tuple(keys)
    return () if cuts else None


def _single(cursor: Cursor) -> str:
    """The key of the one name that there is, if there is nothing else."""
    if cursor.at_end() or not starts_identifier(cursor.token()) or cursor.peek() == "\\text":
        return ""
    try:
        found = read_identifier(cursor)
    except ReadError:
        return ""
    return "" if found.indices or found.primes or not cursor.at_end() else found.key


def _common(found: list[tuple[str, ...]]) -> tuple[str, ...]:
    """The parameters, if every plain application names the same ones."""
    named = [parameters for parameters in found if parameters]
    return named[0] if named and all(p == named[0] for p in named) else ()
