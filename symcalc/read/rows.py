"""The rows of a display as chains of relations, with reasons and continuation lines."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Final

from symcalc.read import names
from symcalc.read.lexer import Token
from symcalc.read.systems import without_systems

_OPENING: Final = {"{", "(", "[", "\\{", "\\langle", "\\lfloor", "\\lceil"}
_CLOSING: Final = {"}", ")", "]", "\\}", "\\right.", "\\rangle", "\\rfloor", "\\rceil"}
_CONTINUING: Final = frozenset({"+", "-", "\\cdot", "\\times", "*", "/", "\\pm", "\\mp", "\\div"})
_LONGEST_LABEL: Final = 5  # tokens
_LONGEST_NUMBER: Final = 6  # tokens with the brackets
_NUMBERING: Final = frozenset({"\\eqno", "\\leqno"})
_EQUATION_NUMBER: Final = re.compile(r"\d+(?:\.\d+)*[a-z]?'?|[a-h]|[ivx]+|\*+|\\star|\\dagger")
#: Notes over an equality sign: it defines, it is demanded.
_BY_DEFINITION: Final = frozenset({"def", "def.", "\\mathrm{def}", "\\Delta", "\\triangle"})
_DEMANDED: Final = "!"
_RESTRICTING: Final = frozenset({"<", ">", "<=", ">=", "in", "!="})
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
    arranged = _without_arrangement(without_systems(tokens))
    for number, (lead, row) in enumerate(_with_leads(arranged), start=1):
        for k, clause in enumerate(_clauses(_without_number(row))):
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
    return [chain for chain in found if chain.relations]


def _extend(chain: Chain, tokens: list[Token], number: int) -> None:
    for token, level in _levels(tokens):
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
    for row in _rows(tokens):
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
    r"""Without the number of the equation: ``\qquad (2.3)``, ``\quad (*)``, ``\eqno (3)``."""
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
        level == 0 and token.text in names.RELATIONS for token, level in _levels(tokens)
    )
    return row[0].text == "&" or not own_relation


def _strip(side: list[Token]) -> list[Token]:
    """Without the punctuation that ends a display."""
    end = len(side)
    while end and side[end - 1].text in _PUNCTUATION:
        end -= 1
    return side[:end]


def _is_word(token: Token) -> bool:
    return (
        token.text == "\\text"
        and token.value.isalnum()
        and (token.value.lower() not in names.CONNECTIVES)
    )


# ----------------------------------------------------------------------------- arrangement


def _without_arrangement(tokens: list[Token]) -> list[Token]:
    r"""Drop ``\begin{aligned}`` and its likes; turn ``\overset{a}{=}`` into ``=``."""
    out: list[Token] = []
    k = 0
    while k < len(tokens):
        text = tokens[k].text
        if text in ("\\begin", "\\end") and _environment(tokens, k) in names.ARRANGING:
            k = _after_braces(tokens, k + 1)
            if text == "\\begin" and _environment_takes_argument(tokens, k):
                k = _after_braces(tokens, k)
        elif text == "\\right." and (after := _reopened(tokens, k)):
            k = after
        elif text in ("\\overset", "\\stackrel", "\\underset"):
            k = _overset(tokens, k, out)
        elif text == "\\hline":
            k += 1
        else:
            out.append(tokens[k])
            k += 1
    return out


def _reopened(tokens: list[Token], k: int) -> int:
    r"""``\\right. \\\\ & \\left.`` breaks a line inside one pair: the index after it, else 0."""
    k += 1
    while k < len(tokens) and tokens[k].text in ("\\\\", "&"):
        k += 1
    return k + 1 if k < len(tokens) and tokens[k].text == "\\left." else 0


def _environment(tokens: list[Token], k: int) -> str:
    end = _after_braces(tokens, k + 1)
    return "".join(token.text for token in tokens[k + 2 : end - 1])


def _environment_takes_argument(tokens: list[Token], k: int) -> bool:
    return (
        k + 2 < len(tokens)
        and tokens[k].text == "{"
        and tokens[k + 1].text.isdigit()
        and tokens[k + 2].text == "}"
    )


def _after_braces(tokens: list[Token], k: int) -> int:
    """The index after the group at k (or after one token)."""
    if k >= len(tokens) or tokens[k].text != "{":
        return min(k + 1, len(tokens))
    depth = 0
    while k < len(tokens):
        depth += {"{": 1, "}": -1}.get(tokens[k].text, 0)
        k += 1
        if depth == 0:
            break
    return k


def _overset(tokens: list[Token], k: int, out: list[Token]) -> int:
    r"""``\overset{note}{=}``: the relation stays, with its note as the reason; ``?`` asks."""
    middle = _after_braces(tokens, k + 1)
    end = _after_braces(tokens, middle)
    base = [token for token in tokens[middle:end] if token.text not in ("{", "}")]
    note = "".join(token.value or token.text for token in tokens[k + 1 : middle])
    note = note[1:-1] if note.startswith("{") else note
    if len(base) == 1 and base[0].text in names.RELATIONS and note != "?":
        sign = ":=" if note in _BY_DEFINITION and base[0].text == "=" else base[0].text
        out.append(replace(base[0], text=sign, value=note))
    else:
        out.append(replace(tokens[k], side="unknown"))
        out.extend(tokens[k + 1 : end])
    return end


def _rows(tokens: list[Token]) -> Iterable[list[Token]]:
    r"""Split at ``\\`` outside of groups; a bracket that is open goes on in the next row."""
    row: list[Token] = []
    braces = environments = 0  # that are open in this row
    for token, level in _levels(tokens):
        if token.text == "\\\\" and level == 0:
            if row:
                yield row
            row, braces, environments = [], 0, 0
        elif token.text in ("\\\\", "&") and level and braces == environments == 0:
            continue  # only parentheses are open: the line break is layout
        else:
            row.append(token)
            braces += {"{": 1, "}": -1}.get(token.text, 0)
            environments += {"\\begin": 1, "\\end": -1}.get(token.text, 0)
    if row:
        yield row


def _levels(tokens: list[Token]) -> Iterable[tuple[Token, int]]:
    """Each token with how deep in groups and environments it stands, never below zero."""
    level = 0
    for token in tokens:
        if token.text in _CLOSING or token.text == "\\end":
            level = max(0, level - 1)
        yield token, level
        if token.text in _OPENING or token.text == "\\begin":
            level += 1


# --------------------------------------------------------------------------------- clauses


@dataclass
class _Clause:
    tokens: list[Token] = field(default_factory=list)
    reason: str = ""
    condition: bool = False
    implied: bool = False
    labelled: bool = False
    joint: str = ""


def _clauses(row: list[Token]) -> Iterable[_Clause]:
    """Split a row at commas, words and implications; ``where …`` makes conditions."""
    clauses: list[_Clause] = [_Clause()]
    condition = False
    for k, (token, level) in enumerate(_levels(row)):
        current = clauses[-1]
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
        clauses.append(_Clause(condition=restricts, implied=implied, joint=_joint(token)))
    clauses = _without_label(_without_ranges(clauses))
    return [clause for clause in _with_conditions(clauses) if clause.tokens or clause.reason]


def _joint(token: Token) -> str:
    """What joins two clauses: a word without its punctuation, or the sign itself."""
    if token.text == "\\text":
        return token.value.lower().strip(" ,.;:~")
    return names.JOINTS.get(token.text, token.text)


def _without_ranges(clauses: list[_Clause]) -> list[_Clause]:
    r"""``i = 1, \ldots, n`` says what an index runs over; it is no equation."""
    kept: list[_Clause] = []
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


def _without_label(clauses: list[_Clause]) -> list[_Clause]:
    """``H_0: \\mu = 0, \\sigma = 1`` names a hypothesis; the whole row is said of it."""
    for k, (token, level) in enumerate(_levels(clauses[0].tokens if clauses else [])):
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
        return not _in_number(row, k)
    if token.text in names.IMPLICATIONS or token.text in names.JOINTS:
        return True
    if token.text == "\\forall":
        return True
    if token.text == "\\text":
        margin = [before.text for before in row[max(0, k - 2) : k]] == ["&", "&"]
        return margin or not (_is_word(token) or _is_unit(row, k))
    return False


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


def _connective(text: str) -> str:
    """What running text between formulas does: "and", "where", or nothing (a reason)."""
    words = text.lower().strip(" ,.;:~")
    if words in names.CONNECTIVES:
        return names.CONNECTIVES[words]
    if words.startswith("(") or not words:
        return ""
    first = words.split()[0]
    return names.CONNECTIVES.get(first, "")


def _with_conditions(clauses: list[_Clause]) -> list[_Clause]:
    """An inequality after an equation of the same row restricts it."""
    seen_equation = False
    for clause in clauses:
        signs = [
            names.RELATIONS[token.text]
            for token, level in _levels(clause.tokens)
            if level == 0 and token.text in names.RELATIONS
        ]
        restricts = clause.joint not in names.IMPLICATIONS and clause.joint != "or"
        if seen_equation and restricts and signs and set(signs) <= _RESTRICTING:
            clause.condition = True
        seen_equation = seen_equation or "=" in signs or ":=" in signs
    return clauses
