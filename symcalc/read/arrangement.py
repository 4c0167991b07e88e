"""The rows of a display without what only arranges them, and how deep each token stands."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from symcalc.read import names
from symcalc.read.lexer import Token

_OPENING: Final = {"{", "(", "[", "\\{", "\\langle", "\\lfloor", "\\lceil"}
_CLOSING: Final = {"}", ")", "]", "\\}", "\\right.", "\\rangle", "\\rfloor", "\\rceil"}
_BEFORE_STATEMENTS: Final = frozenset({"&", "\\\\", ",", ";", "=", "\\text"})
#: Notes over an equality sign: it defines, it is demanded.
_BY_DEFINITION: Final = frozenset({"def", "def.", "\\mathrm{def}", "\\Delta", "\\triangle"})


def without_arrangement(tokens: list[Token]) -> list[Token]:
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
        elif text == "{" and _is_statement(tokens, k, out):
            end = _after_braces(tokens, k)
            out.extend(without_arrangement(tokens[k + 1 : end - 1]))
            k = end
        else:
            out.append(tokens[k])
            k += 1
    return out


def _is_statement(tokens: list[Token], k: int, out: list[Token]) -> bool:
    r"""Whether braces stand around a whole statement, as those of ``\boxed{x = 2}`` do."""
    before = out[-1].text if out else "&"
    opens = before in _BEFORE_STATEMENTS or before in names.IMPLICATIONS
    inside = tokens[k + 1 : _after_braces(tokens, k) - 1]
    return opens and any(
        level == 0 and token.text in names.RELATIONS for token, level in levels(inside)
    )


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


def rows(tokens: list[Token]) -> Iterable[list[Token]]:
    r"""Split at ``\\`` outside of groups; a bracket that is open goes on in the next row."""
    row: list[Token] = []
    braces = environments = 0  # that are open in this row
    for token, level in levels(tokens):
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


def levels(tokens: list[Token]) -> Iterable[tuple[Token, int]]:
    """Each token with how deep in groups and environments it stands, never below zero."""
    level = 0
    for token in tokens:
        if token.text in _CLOSING or token.text == "\\end":
            level = max(0, level - 1)
        yield token, level
        if token.text in _OPENING or token.text == "\\begin":
            level += 1
