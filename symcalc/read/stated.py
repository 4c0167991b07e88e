"""What a chain states as a condition: relations, several values of one name, membership."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from symcalc.core import term as t
from symcalc.core.problem import Role, Statement
from symcalc.core.term import Op, Term
from symcalc.read.lexer import Token, with_depths
from symcalc.read.numbered import unknown_of
from symcalc.read.rows import Chain

_COMPARED: Final = frozenset({"=", "!=", "<", "<=", ">", ">="})

Read = Callable[[list[Token]], Term | None]


def condition_of(
    chain: Chain, statements: Sequence[Statement], read: Read, unknowns: frozenset[str]
) -> Term | None:
    """What a chain says as a condition, as far as it states equations; None if it cannot be read.

    ``read`` reads further values: the 2 of x = 1, 2 and the members of x ∈ {1, 2}.  Where x is
    an unknown, x_1 = 2 may be one of its values.
    """
    if any(statement.trouble is not None for statement in statements) or chain.condition:
        return None
    if [statement.relation for statement in statements] == ["in"]:
        return _membership(statements[0].left, chain.sides[1], read)
    stated = [s for s in statements if s.role is Role.EQUATION or unknown_of(s.left, unknowns)]
    if stated and any(s.relation not in ("=", ":=") for s in statements):
        stated = list(statements)  # 1 < 2x + 1 < 5
    relations = [_relation(statement) for statement in stated]
    found = [relation for relation in relations if relation is not None]
    if not found or len(found) < len(relations):
        return None
    whole = found[0] if len(found) == 1 else t.make(Op.AND, *found)
    return _with_others(whole, chain, read) if chain.others else whole


def first_equation(statements: Sequence[Statement]) -> int:
    """Which link of a chain states the first equation; the links before it are claims."""
    roles = [statement.role for statement in statements]
    return roles.index(Role.EQUATION) if Role.EQUATION in roles else 0


def either(conditions: Sequence[Term]) -> Term:
    """One of some conditions."""
    return t.make(Op.OR, *conditions) if len(conditions) > 1 else conditions[0]


def value_of_name(condition: Term | None) -> Term | None:
    """The name x of x = 3, where it stands alone on the left of an equation."""
    if condition is None or condition.op is not Op.RELATION or condition.data != "=":
        return None
    left, right = condition.args
    alone = left.op is Op.NAME and str(left.data) not in t.free_names(right)
    return left if alone else None


def offered_with_others(found: Sequence[Chain], k: int) -> bool:
    """Whether a chain states one of several possibilities: x = 1 or x = 2, x = 1, 2."""
    chain = found[k]
    after = found[k + 1] if k + 1 < len(found) else None
    if chain.others or chain.joint == "or" or (after is not None and after.joint == "or"):
        return True
    return _two_values(found[k - 1] if k else None, chain) or _two_values(chain, after)


def _two_values(before: Chain | None, chain: Chain | None) -> bool:
    """Whether two chains of a row, x = 1, x = 2, give one name two values."""
    if before is None or chain is None or chain.joint != "," or not before.relations:
        return False
    same_row = before.rows[-1] == chain.rows[0]
    left, other = ([token.text for token in one.sides[0]] for one in (before, chain))
    signs = {one.relations[0].text for one in (before, chain)}
    return same_row and left == other and len(left) == 1 and signs == {"="}


def _relation(statement: Statement) -> Term | None:
    if statement.relation not in _COMPARED or statement.left is None or statement.right is None:
        return None
    return t.relation(statement.relation, statement.left, statement.right)


def _with_others(whole: Term, chain: Chain, read: Read) -> Term | None:
    variable = value_of_name(whole)
    values = [value for value in map(read, chain.others) if value is not None]
    if variable is None or len(values) < len(chain.others):
        return None
    return either([whole, *(t.relation("=", variable, value) for value in values)])


def _membership(left: Term | None, tokens: list[Token], read: Read) -> Term | None:
    """x ∈ {1, 2} and x ∈ (1, 2] as equations and inequalities."""
    if left is None or len(tokens) < 3:
        return None
    opening, closing = tokens[0].text, tokens[-1].text
    members = [read(piece) for piece in _at_commas(tokens[1:-1])]
    values = [member for member in members if member is not None]
    if len(values) != len(members):
        return None
    if (opening, closing) == ("\\{", "\\}"):
        return either([t.relation("=", left, value) for value in values])
    if opening not in ("(", "[") or closing not in (")", "]") or len(values) != 2:
        return None
    signs = (">" if opening == "(" else ">=", "<" if closing == ")" else "<=")
    bounds = [
        t.relation(sign, left, value)
        for sign, value in zip(signs, values, strict=True)
        if t.INFINITY not in t.postorder(value)
    ]
    return t.make(Op.AND, *bounds) if len(bounds) > 1 else bounds[0] if bounds else None


def _at_commas(tokens: list[Token]) -> list[list[Token]]:
    pieces: list[list[Token]] = [[]]
    for token, depth in with_depths(tokens):
        if depth == 0 and token.text == ",":
            pieces.append([])
        else:
            pieces[-1].append(token)
    return pieces
