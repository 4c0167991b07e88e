r"""``\mathbb{E}_{x \sim p}[f(x)]``: a functional, its distribution, and the map x to f(x)."""

from __future__ import annotations

from typing import Final

from symcalc.core import term as t
from symcalc.core.chance import FOLLOWS
from symcalc.core.term import Op, Term
from symcalc.read import names
from symcalc.read.application import CLOSING, arguments
from symcalc.read.cursor import Cursor
from symcalc.read.elementary import bare_argument
from symcalc.read.identifiers import Identifier, read_identifier, starts_identifier
from symcalc.read.lexer import with_depths

#: The longest way to write the functional: ``\mathbb { E }`` or ``\operatorname { V a r }``.
_LONGEST: Final = 6


def expectation(cursor: Cursor) -> Term | None:
    r"""The functional at the cursor, if the variable below it follows a distribution; else None."""
    if not starts_identifier(cursor.token()):
        return None
    below = next((k for k in range(1, _LONGEST + 1) if cursor.peek(k) == "_"), 0)
    if not below or cursor.peek(below + 1) != "{":
        return None
    first = cursor.i + below + 2
    end = cursor.matching(first - 1)
    signs = [k for k, (token, depth) in enumerate(with_depths(cursor.tokens[first:end]), first) if (
        depth == 0 and token.text == "\\sim")]  # fmt: skip
    behind = cursor.token(end + 1 - cursor.i).text
    if len(signs) != 1 or behind not in ("[", "(", "\\{"):
        return None
    head = cursor.inner(cursor.i, first - 2)
    functional = read_identifier(head)
    if not head.at_end() or functional.indices or functional.primes:
        return None
    variables = _variables(cursor, first, signs[0])
    chosen = "".join(token.text for token in cursor.tokens[signs[0] + 1 : end])
    cursor.i = end + 1
    with cursor.binding([str(variable.data) for variable in variables]):
        inside = arguments(cursor)
    body = inside[0] if len(inside) == 1 else t.make(Op.TUPLE, *inside)
    for variable in reversed(variables):
        body = t.mapping(body, variable)
    return t.apply(f"{functional.key}{FOLLOWS}{chosen}", body)


def without_brackets(cursor: Cursor, found: Identifier) -> Term | None:
    r"""The functional of the one factor behind it, ``\mathbb{E} X^2``; None where none follows.

    Raises ReadError where more than one factor follows: E X Y may be E[X] Y.
    """
    functional = names.BARE_FUNCTIONALS.get(found.key.partition("_")[0], "")
    follows = starts_identifier(cursor.token()) or cursor.peek() in _OPENS_ARGUMENT
    if not functional or not follows or found.primes or found.indices:
        return None
    return t.apply(found.key, bare_argument(cursor, functional, found.start))


#: What an argument without brackets may begin with, beside a name.
_OPENS_ARGUMENT: Final = frozenset(
    {"|", r"\|", r"\{", "\frac", r"\log", r"\ln", r"\exp", r"\sqrt", r"\max", r"\min"}
)


def _variables(cursor: Cursor, first: int, end: int) -> list[Term]:
    """The names of ``x`` or ``(x, y)``."""
    inside = cursor.inner(first, end)
    paired = inside.accept("(")
    names = []
    while True:
        start = inside.i
        found = read_identifier(inside)
        if found.indices or found.primes:
            raise inside.refuse("SC023", "an element that follows a distribution", start=start)
        names.append(t.name(found.key))
        if not inside.accept(","):
            break
    if paired:
        inside.expect(CLOSING["("])
    if not inside.at_end():
        raise inside.refuse("SC023", "what follows a distribution is not clear", "\\sim")
    return names
