"""The rows of a display as chains of relations, with reasons and continuation lines."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from symcalc.read import names
from symcalc.read.arrangement import levels, rows, without_arrangement
from symcalc.read.lexer import Token
from symcalc.read.row_clauses import clauses_of
from symcalc.read.systems import without_systems

_CONTINUING: Final = frozenset({"+", "-", "\\cdot", "\\times", "*", "/", "\\pm", "\\mp", "\\div"})
_LONGEST_NUMBER: Final = 6  # tokens with the brackets
_LEADING: Final = 3  # tokens of "(a)"
_NUMBERING: Final = frozenset({"\\eqno", "\\leqno"})
_EQUATION_NUMBER: Final = re.compile(r"\d+(?:\.\d+)*[a-z]?'?|[a-h]|[ivx]+|\*+|\\star|\\dagger")
_DEMANDED: Final = "!"
_PUNCTUATION: Final = frozenset({",", ";", ".", ":", "?"})


@dataclass
class Chain:
    """Sides joined by relations: ``sides[k] relations[k] sides[k + 1]``.

    ``rows`` has the row in which each relation stands; ``condition`` marks a clause that
    restricts the others of its row; ``implied`` one that stands beside an implication;
    ``labelled`` one that belongs to a named hypothesis (H_0: …); ``double`` says which
    sides had a double sign (see :mod:`symcalc.read.signs`); ``lead`` is the text between its
    first row and the row above; ``joint`` is what joins it to the clause before it (a comma, a
    word, an arrow, nothing for a new row) and ``others`` are further values: 2 in x = 1, 2.
    """

    sides: list[list[Token]] = field(default_factory=lambda: [[]])
    relations: list[Token] = field(default_factory=list)
    rows: list[int] = field(default_factory=list)
    reasons: dict[int, str] = field(default_factory=dict)
    condition: bool = False
    implied: bool = False
    labelled: bool = False
    double: list[bool] = field(default_factory=list)
    lead: str = ""
    joint: str = ""
    others: list[list[Token]] = field(default_factory=list)


def chains(tokens: list[Token]) -> list[Chain]:
    """All chains of one display, in order."""
    found: list[Chain] = []
    carrier: Chain | None = None
    arranged = without_arrangement(without_systems(tokens))
    for number, (lead, row) in enumerate(_with_leads(arranged), start=1):
        for k, clause in enumerate(clauses_of(_without_number(row))):
            if k == 0 and carrier is not None and _continues(clause.tokens, row, carrier):
                _extend(carrier, clause.tokens, number)
                _add_reason(carrier, number, lead or clause.reason)
                continue
            chain = Chain(
                condition=clause.condition,
                implied=clause.implied,
                labelled=clause.labelled,
                lead=lead,
                joint=clause.joint,
            )
            _extend(chain, clause.tokens, number)
            _add_reason(chain, number, clause.reason)
            if chain.relations:
                found.append(chain)
                if not chain.condition:
                    carrier = chain
            elif clause.tokens and k == 0:
                carrier = chain
                found.append(chain)
            elif clause.tokens and found and clause.joint in (",", "or"):
                found[-1].others.append(clause.tokens)
    for chain in found:
        chain.sides = [_strip(side) for side in chain.sides]
        _leave_out_dots(chain)
        _round_with_dots(chain)
    return [chain for chain in found if chain.relations]


def _extend(chain: Chain, tokens: list[Token], number: int) -> None:
    for token, level in levels(tokens):
        if level == 0 and token.text in names.RELATIONS:
            chain.relations.append(token)
            chain.rows.append(number)
            chain.sides.append([])
            chain.condition = chain.condition or token.value == _DEMANDED
            if token.value and token.value != _DEMANDED:
                chain.reasons.setdefault(number, token.value)
        else:
            chain.sides[-1].append(token)


def _add_reason(chain: Chain, number: int, reason: str) -> None:
    """Note what stands beside a row: it says more than what stands over its sign."""
    if reason:
        chain.reasons[number] = reason


def _with_leads(tokens: list[Token]) -> Iterable[tuple[str, list[Token]]]:
    r"""Each row with the text above it: ``\intertext{…}`` ends a row even without ``\\\\``."""
    lead = ""
    for row in rows(tokens):
        start = 0
        for k, token in enumerate(row):
            if token.text == "\\intertext":
                if row[start:k]:
                    yield lead, row[start:k]
                lead, start = token.value, k + 1
        if row[start:]:
            yield lead, row[start:]
            lead = ""


def _without_number(row: list[Token]) -> list[Token]:
    r"""Without the number of the equation: ``\qquad (2.3)``, ``(a) \quad``, ``\eqno (3)``."""
    if [token.text for token in row[:_LEADING:2]] == ["(", ")"] and _is_apart(row):
        row = row[_LEADING:] if _EQUATION_NUMBER.fullmatch(row[1].text) else row
    end = len(row)
    start = end - 1
    while start > 0 and row[start].text != "(" and end - start <= _LONGEST_NUMBER:
        start -= 1
    if start <= 0 or row[start].text != "(" or row[end - 1].text != ")":
        return row
    apart = row[start].gap == "wide" or row[start - 1].text in _NUMBERING
    inside = "".join(token.text for token in row[start + 1 : end - 1])
    if not apart or not _EQUATION_NUMBER.fullmatch(inside):
        return row
    return row[: start - 1] if row[start - 1].text in _NUMBERING else row[:start]


def _is_apart(row: list[Token]) -> bool:
    return len(row) > _LEADING and row[_LEADING].gap == "wide"


def _continues(tokens: list[Token], row: list[Token], chain: Chain) -> bool:
    """Whether a row goes on with the chain above it."""
    if not tokens:
        return False
    last = chain.sides[-1]
    if not last or last[-1].text in _CONTINUING:
        return True
    head = tokens[0].text
    if head in names.RELATIONS:
        return True
    if head not in _CONTINUING:
        return False
    own_relation = any(
        level == 0 and token.text in names.RELATIONS for token, level in levels(tokens)
    )
    return row[0].text == "&" or not own_relation


def _leave_out_dots(chain: Chain) -> None:
    """``a = … = b`` says that a = b; dots at the end say nothing."""
    for k in range(len(chain.sides) - 1, 0, -1):
        if [token.text for token in chain.sides[k]] != ["\\ldots"]:
            continue
        before, after = chain.relations[k - 1 : k + 1][:1], chain.relations[k : k + 1]
        if not after or before[0].text == after[0].text:
            del chain.sides[k], chain.relations[k - 1], chain.rows[k - 1]


def _round_with_dots(chain: Chain) -> None:
    r"""``1/3 \approx 0.333\ldots`` needs no dots to be an approximation."""
    for k, side in enumerate(chain.sides):
        texts = [token.text for token in side]
        decimal = texts[-1:] == ["\\ldots"] and "." in "".join(texts[-2:-1])[1:]
        beside = chain.relations[max(k - 1, 0) : k + 1]
        if decimal and all(names.RELATIONS[sign.text] == "~" for sign in beside):
            chain.sides[k] = side[:-1]


def _strip(side: list[Token]) -> list[Token]:
    """Without the punctuation that ends a display."""
    end = len(side)
    while end and side[end - 1].text in _PUNCTUATION:
        end -= 1
    return side[:end]
