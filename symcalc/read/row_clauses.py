"""The clauses of a row: statements side by side, conditions, and reasons in words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Final

from symcalc.read import names
from symcalc.read.arrangement import levels
from symcalc.read.lexer import Token

_LONGEST_LABEL: Final = 8  # tokens
_RESTRICTING: Final = frozenset({"<", ">", "<=", ">=", "in", "!="})


@dataclass
class Clause:
    """One statement of a row: its tokens, the reason in words, and how it joins the others.

    ``condition`` restricts the others, ``implied`` stands beside an implication, ``labelled``
    belongs to a named hypothesis, ``joint`` is what stands before it.
    """

    tokens: list[Token] = field(default_factory=list)
    reason: str = ""
    condition: bool = False
    implied: bool = False
    labelled: bool = False
    joint: str = ""


def clauses_of(row: list[Token]) -> Iterable[Clause]:
    """Split a row at commas, words and implications; ``where …`` makes conditions."""
    clauses: list[Clause] = [Clause()]
    condition = related = False
    for k, (token, level) in enumerate(levels(row)):
        if level == 0 and related and _stands_apart(row, k):
            clauses.append(Clause(condition=condition, joint=","))
            related = False
        current = clauses[-1]
        related = related or (bool(current.tokens) and _is_relation(token, level))
        if level > 0 or not _separates(row, k):
            if token.text != "&" or level > 0:
                current.tokens.append(token)
            continue
        if token.text == "\\text":
            word = _connective(token.value)
            condition = condition or word == "where"
            if not word:
                current.reason = token.value.strip("() ")
                continue
        implied = token.text in names.IMPLICATIONS
        current.implied = current.implied or implied
        restricts = condition or token.text == "\\forall"
        clauses.append(Clause(condition=restricts, implied=implied, joint=_joint(token)))
        related = False
    clauses = _without_label(_without_ranges(clauses))
    return [clause for clause in _with_conditions(clauses) if clause.tokens or clause.reason]


def _joint(token: Token) -> str:
    """What joins two clauses: a word without its punctuation, or the sign itself."""
    if token.text == "\\text":
        return token.value.lower().strip(" ,.;:~")
    return names.JOINTS.get(token.text, token.text)


def _without_ranges(clauses: list[Clause]) -> list[Clause]:
    r"""``i = 1, \ldots, n`` says what an index runs over; it is no equation."""
    kept: list[Clause] = []
    skip = 0
    for k, clause in enumerate(clauses):
        following = [other.tokens for other in clauses[k + 1 : k + 4]]
        dots = [j for j, tokens in enumerate(following) if _is_dots(tokens)]
        if skip:
            skip -= 1
        elif dots and len(clause.tokens) in (3, 4) and clause.tokens[1].text in ("=", "\\in"):
            skip = dots[0] + 2
        else:
            kept.append(clause)
    return kept


def _without_label(clauses: list[Clause]) -> list[Clause]:
    """``H_0: \\mu = 0, \\sigma = 1`` names a hypothesis; the whole row is said of it."""
    for k, (token, level) in enumerate(levels(clauses[0].tokens if clauses else [])):
        if level == 0 and token.text in names.RELATIONS:
            break
        if level == 0 and token.text == ":" and 0 < k <= _LONGEST_LABEL:
            first = replace(clauses[0], tokens=clauses[0].tokens[k + 1 :])
            return [replace(c, condition=True, labelled=True) for c in (first, *clauses[1:])]
    return clauses


def _is_dots(tokens: list[Token]) -> bool:
    return len(tokens) == 1 and tokens[0].text == "\\ldots"


def _separates(row: list[Token], k: int) -> bool:
    """Whether a clause ends here; in the margin, behind ``&&``, even one word is a reason."""
    token = row[k]
    if token.text in (",", ";"):
        goes_on = k + 1 < len(row) and row[k + 1].text == "="
        return not (goes_on or _in_number(row, k))
    if token.text in names.IMPLICATIONS or token.text in names.JOINTS:
        return True
    if token.text == "\\forall":
        return True
    if token.text == "\\text":
        margin = [before.text for before in row[max(0, k - 2) : k]] == ["&", "&"]
        return margin or not (_is_word(token) or _is_unit(row, k))
    return False


def _stands_apart(row: list[Token], k: int) -> bool:
    """Whether a wide space alone parts a statement from another one, with two sides as well."""
    parted = row[k].gap == "wide" and row[k - 1].text not in names.RELATIONS
    if not parted or _separates(row, k) or row[k].text in names.RELATIONS:
        return False
    return any(_is_relation(token, level) for token, level in levels(_next(row, k)))


def _is_relation(token: Token, level: int) -> bool:
    return level == 0 and token.text in names.RELATIONS


def _next(row: list[Token], k: int) -> list[Token]:
    """The tokens up to where the next clause begins."""
    for j, (token, level) in enumerate(levels(row[k:])):
        apart = _separates(row, k + j) or (j > 0 and token.gap == "wide")
        if level == 0 and apart:
            return row[k : k + j]
    return row[k:]


def _in_number(row: list[Token], k: int) -> bool:
    """Whether a comma stands between two numbers without a space: 3,14 or 1,000."""
    if row[k].text != "," or not 0 < k < len(row) - 1:
        return False
    before, comma, after = row[k - 1 : k + 2]
    close = before.end == comma.start and comma.end == after.start
    return close and before.is_number and after.is_number


def _is_unit(row: list[Token], k: int) -> bool:
    r"""Text right behind a value, ``72\text{ km/h}``, is a unit: no reason for the line."""
    if not k or row[k - 1].text in ("&", ",", ";", ".", "\\text") or row[k].gap == "wide":
        return False
    text = row[k].value.strip()
    return not _connective(text) and not text.startswith("(")


def _is_word(token: Token) -> bool:
    return (
        token.text == "\\text"
        and token.value.isalnum()
        and (token.value.lower() not in names.CONNECTIVES)
    )


def _connective(text: str) -> str:
    """What running text between formulas does: "and", "where", or nothing (a reason)."""
    words = text.lower().strip(" ,.;:~")
    if words in names.CONNECTIVES:
        return names.CONNECTIVES[words]
    if words.startswith("(") or not words:
        return ""
    first = words.split()[0]
    return names.CONNECTIVES.get(first, "")


def _with_conditions(clauses: list[Clause]) -> list[Clause]:
    """An inequality after an equation of the same row restricts it."""
    seen_equation = False
    for clause in clauses:
        signs = [
            names.RELATIONS[token.text]
            for token, level in levels(clause.tokens)
            if level == 0 and token.text in names.RELATIONS
        ]
        restricts = clause.joint not in names.IMPLICATIONS and clause.joint != "or"
        if seen_equation and restricts and signs and set(signs) <= _RESTRICTING:
            clause.condition = True
        seen_equation = seen_equation or "=" in signs or ":=" in signs
    return clauses
