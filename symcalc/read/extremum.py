r"""What is chosen over a variable: ``\max_x``, ``\sup``, ``\arg\max``, ``\limsup`` and their likes.

They are read as objects: a functional applied to the map from the variable to the body.
Their values are not computed; two of them are equal where they are the same.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Final

from symcalc.core import term as t
from symcalc.core.term import Op, Term
from symcalc.read import names
from symcalc.read.clauses import Piece, clauses
from symcalc.read.cursor import Cursor
from symcalc.read.errors import ReadError
from symcalc.read.identifiers import read_identifier, read_word, starts_identifier
from symcalc.read.lexer import Token, with_depths

Reader = Callable[[Cursor], Term]

#: The functionals, as they are spelled with a backslash or as upright words.
FUNCTIONALS: Final = frozenset({"max", "min", "sup", "inf", "argmax", "argmin", "limsup", "liminf"})
#: Commands that are nothing else; ``\max(a, b)`` is a function, and read where these are.
COMMANDS: Final = ("\\sup", "\\inf", "\\arg", "\\argmax", "\\argmin", "\\limsup", "\\liminf")


def by_command(cursor: Cursor, read_term: Reader) -> Term:
    r"""``\sup_{x \in S} f(x)`` or ``\arg\max_x f(x)``, from its command on."""
    start = cursor.i
    sign = cursor.step().text
    if sign == "\\arg":
        if cursor.peek() not in ("\\max", "\\min"):
            raise cursor.refuse("SC044", "\\arg of what?", "\\arg", "write \\arg\\max_x", start)
        sign += cursor.step().text[1:]
    return over_variable(cursor, sign[1:], read_term, start)


def by_word(cursor: Cursor) -> str:
    r"""Take ``\operatorname{argmax}`` or its likes; nothing where something else stands."""
    if cursor.peek() not in names.WORDS and cursor.peek() != "\\text":
        return ""
    start = cursor.i
    try:
        word = read_word(cursor)
    except ReadError:
        word = ""
    if word in FUNCTIONALS:
        return word
    cursor.i = start
    return ""


def over_variable(cursor: Cursor, functional: str, read_term: Reader, start: int) -> Term:
    """The functional of what follows, over the variables in its subscript.

    Refused (SC044) without a subscript that names them.
    """
    scripts = cursor.scripts()
    if not scripts and functional in ("argmax", "argmin"):
        return t.apply(f"rm.{functional}", read_term(cursor))
    if "_" not in scripts or "^" in scripts:
        message = f"{functional} over which variable?"
        raise cursor.refuse("SC044", message, functional, f"write \\{functional}_x", start=start)
    variables, conditions = _below(cursor, *scripts["_"], functional, start)
    keys = [str(variable.data) for variable in variables]
    with cursor.binding(keys):
        body = read_term(cursor)
        if _goes_on(cursor, keys):
            body = t.add(body, cursor.expression(cursor))
    if conditions:
        body = t.make(Op.TUPLE, body, *conditions, data="where")
    for variable in reversed(variables):
        body = _mapped(cursor, body, variable, functional, start)
    return t.apply(f"over.{functional}", body)


def _mapped(cursor: Cursor, body: Term, variable: Term, functional: str, start: int) -> Term:
    """The map from a variable, which may be an element such as m_i, to the body."""
    if variable.op is Op.NAME:
        return t.mapping(body, variable)
    name = t.name(str(variable.data))
    body = t.substitute(body, {variable: name})
    if variable.data in t.free_names(body) and _still_indexed(body, str(variable.data)):
        message = f"{functional} over one element beside others"
        raise cursor.refuse("SC044", message, functional, start=start)
    return t.mapping(body, name)


def _still_indexed(body: Term, key: str) -> bool:
    return any(node.op is Op.ELEMENT and node.data == key for node in t.postorder(body))


def _goes_on(cursor: Cursor, keys: list[str]) -> bool:
    """Whether a sum goes on with the variable, as in ``\\min_w L(w) + \\lambda w^2``.

    ``\\max_i x_i - \\min_i x_i`` begins anew with its second sign.
    """
    if cursor.peek() not in ("+", "-"):
        return False
    letters = {key.split(".")[-1] for key in keys}
    rest = cursor.tokens[cursor.i :]
    for k, (token, depth) in enumerate(with_depths(rest)):
        ends = depth == 0 and (token.text in names.RELATIONS or token.text in (",", ";"))
        if depth < 0 or ends:
            return False
        if token.text.lstrip("\\") in letters:
            return not _bound_here(rest, k)
    return False


def _bound_here(tokens: Sequence[Token], k: int) -> bool:
    """Whether a name stands below an operator, whose variable it is."""
    before = [token.text for token in tokens[max(k - 3, 0) : k] if token.text != "{"]
    return before[-1:] == ["_"] and before[-2:-1] != [] and _binds(before[-2])


def _binds(text: str) -> bool:
    return text in COMMANDS or text in ("\\max", "\\min", "\\sum", "\\prod", "}")


# ------------------------------------------------------------------------------- subscripts


def _below(
    cursor: Cursor, first: int, end: int, functional: str, start: int
) -> tuple[list[Term], list[Term]]:
    """The variables of a subscript, and the conditions on them."""
    variables: list[Term] = []
    conditions: list[Term] = []
    for piece in clauses(cursor, first, end):
        found = _variable(cursor, piece, variables)
        if found is not None and found not in variables:
            variables.append(found)
        conditions += _conditions(cursor, piece, variables)
    if not variables:
        message = f"{functional} over which variable?"
        raise cursor.refuse("SC044", message, functional, f"write \\{functional}_x", start=start)
    return variables, conditions


def _variable(cursor: Cursor, piece: Piece, known: list[Term]) -> Term | None:
    """The name with which a clause begins, or that a double inequality has in its middle."""
    places = [piece[0], *_after_relations(cursor, piece)]
    for place in places:
        inside = cursor.inner(place, piece[1])
        if not inside.tokens or not starts_identifier(inside.token()):
            continue
        found = read_identifier(inside)
        alone = inside.at_end() or inside.peek() in names.RELATIONS
        key = found.key + "'" * found.primes
        if alone and not (found.primes and found.indices) and key not in {
            str(each.data) for each in known
        }:  # fmt: skip
            return t.element(key, *found.indices) if found.indices else t.name(key)
        return None
    return None


def _after_relations(cursor: Cursor, piece: Piece) -> list[int]:
    return [k + 1 for k in range(*piece) if cursor.tokens[k].text in names.RELATIONS]


def _conditions(cursor: Cursor, piece: Piece, variables: list[Term]) -> list[Term]:
    """The relations of a clause; none where it only names a variable."""
    after = _after_relations(cursor, piece)
    if not after:
        return []
    edges = [piece[0], *after, piece[1] + 1]
    with cursor.binding([str(variable.data) for variable in variables]):
        sides = [cursor.read_between(a, b - 1) for a, b in pairwise(edges)]
    signs = [names.RELATIONS[cursor.tokens[k - 1].text] for k in after]
    return [t.relation(s, a, b) for s, (a, b) in zip(signs, pairwise(sides), strict=True)]
