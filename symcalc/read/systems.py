r"""Systems of equations in ``cases``: a brace that joins conditions, not the values of a function.

Where an environment ``cases`` starts a row and every row inside states a relation before its
first ``&`` at most aligns it, the brace only says that all of them hold.
"""

from __future__ import annotations

from typing import Final

from symcalc.read import names
from symcalc.read.lexer import Token, with_depths

_STARTS_ROW: Final = frozenset({"\\\\", "\\{", "\\left\\{", "&"}) | names.IMPLICATIONS


def without_systems(tokens: list[Token]) -> list[Token]:
    """The tokens without the environments that only join the equations of a system."""
    out: list[Token] = []
    k = 0
    while k < len(tokens):
        inside = _cases_at(tokens, k)
        if inside is None or not _is_system(tokens, k, inside):
            out.append(tokens[k])
            k += 1
            continue
        begin, end = inside
        out += [token for token in tokens[begin:end] if token.text != "&"]
        k = end + _LENGTH
    return out


#: Tokens of ``\end{cases}``: the command, the braces and the letters or word between them.
_LENGTH: Final = 8


def _cases_at(tokens: list[Token], k: int) -> tuple[int, int] | None:
    """Where the inside of a ``cases`` that begins at k lies, if it holds no environment."""
    if tokens[k].text != "\\begin" or _word(tokens, k + 1) != "cases":
        return None
    begin = k + _LENGTH
    places = range(begin, len(tokens))
    end = next((j for j in places if tokens[j].text in ("\\begin", "\\end")), None)
    return (begin, end) if end is not None and tokens[end].text == "\\end" else None


def _word(tokens: list[Token], k: int) -> str:
    return "".join(token.text for token in tokens[k : k + _LENGTH - 1]).strip("{}")


def _is_system(tokens: list[Token], k: int, inside: tuple[int, int]) -> bool:
    """Whether the environment starts a row and each of its rows states a relation."""
    if k and tokens[k - 1].text not in _STARTS_ROW:
        return False
    rows: list[list[str]] = [[]]
    for token, depth in with_depths(tokens[inside[0] : inside[1]]):
        if token.text == "\\\\" and depth == 0:
            rows.append([])
        elif depth == 0:
            rows[-1].append(token.text)
    rows = [row for row in rows if row]
    return len(rows) > 1 and all(_states_relation(row) for row in rows)


def _states_relation(row: list[str]) -> bool:
    """One equation or inequality, with ``&`` at most beside its sign."""
    places = [j for j, text in enumerate(row) if text in names.RELATIONS]
    ampersands = [j for j, text in enumerate(row) if text == "&"]
    return bool(places) and places[0] > 0 and all(abs(j - places[0]) <= 1 for j in ampersands)
