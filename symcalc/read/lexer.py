"""A total lexer: every character of a formula becomes part of a token or of an error.

Spacing, size commands and comments leave marks on the tokens beside them and disappear;
macros that the document defines are expanded.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from symcalc.core.span import Source
from symcalc.read import names
from symcalc.read.errors import refuse
from symcalc.read.expansion import expand
from symcalc.read.macros import Macros
from symcalc.read.tokens import Token, scan, with_depths

__all__ = ["Token", "looks_plain", "tokenize", "tokenize_plain", "with_depths"]

_PLAIN: Final = re.compile(
    r"(?P<space>\s+)|(?P<number>\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|\.\d+)|(?P<assign>:=|<=|>=|!=|==)"
    r"|(?P<power>\*\*)|(?P<word>[A-Za-z][A-Za-z0-9_]*'*)|(?P<other>.)",
    re.DOTALL,
)


def tokenize(source: Source, start: int, end: int, macros: Macros | None = None) -> list[Token]:
    """The tokens of one formula; what is not on the white list is marked unknown.

    Raises ReadError (SC014) for a macro that expands without end.
    """
    text = source.text
    raw = expand(scan(text, start, end), macros or Macros(), source)
    return _mark(_with_font_commands(raw))


# ------------------------------------------------------------------ spaces, sizes, text


def _with_font_commands(raw: list[Token]) -> list[Token]:
    r"""``{\bf x}`` as ``\mathbf{x}``; a switch without its own group stays, and is refused."""
    out: list[Token] = []
    for token in raw:
        command = names.SWITCHES.get(token.text, "")
        if command and out and out[-1].text == "{":
            out[-1:] = [replace(token, text=command), out[-1]]
        else:
            out.append(token)
    return out


def _mark(raw: list[Token]) -> list[Token]:
    out: list[Token] = []
    gap, side, k = "", "", 0
    sized: int | None = None  # where the size command stands that belongs to the next token
    while k < len(raw):
        token = raw[k]
        text = names.ALIASES.get(token.text, token.text)
        if text == " ":
            k += 1
        elif text in names.SPACES:
            gap = _wider(gap, names.SPACES[text])
            k += 1
        elif text in names.SIZERS:
            side, sized = names.SIZERS[text], token.start
            k = _without_group(raw, k + 1)
        elif text == "\\not" and (negated := _negated(raw, k + 1)):
            out.append(Token(negated, token.start, raw[k + 1].end, gap))
            gap, k = "", k + 2
        elif text == "\\mathrm" and (joint := _joining_word(raw, k + 1, out)):
            _, k = _group(raw, k + 1)
            out.append(Token("\\text", token.start, raw[k - 1].end, gap, "", joint))
            gap = ""
        elif text in names.TEXTS or text in names.INTERTEXTS:
            taken, k = _group(raw, k + 1)
            value = _without_braces("".join(piece.text for piece in taken)).strip(" ~\n")
            text = "\\text" if text in names.TEXTS else "\\intertext"
            out.append(Token(text, token.start, raw[k - 1].end, gap, "", value))
            gap = side = ""
        elif text in names.REFERENCES:
            taken, k = _group(raw, k + 1)
            value = text + "".join(piece.text for piece in taken)
            out.append(Token("\\text", token.start, raw[k - 1].end, gap, "", value))
            gap = side = ""
        elif text in names.DROPPED:
            _, k = _group(raw, k + 1)
        elif text in names.TRANSPARENT:
            k += 1
        elif text in names.ATOMS:
            k = _without_group(raw, k + 1)
        else:
            start = token.start if sized is None else sized
            out.append(_plain_token(replace(token, start=start), text, gap, side))
            gap, side, sized = "", "", None
            k += 1
    return out


def _negated(raw: list[Token], k: int) -> str:
    r"""The sign that ``\not`` makes of the one at k; empty where it makes none that is known."""
    return names.NEGATED.get(raw[k].text, "") if k < len(raw) else ""


def _joining_word(raw: list[Token], k: int, out: list[Token]) -> str:
    r"""The word of ``\mathrm{and}`` between two formulas; it is no subscript and no name."""
    taken, _ = _group(raw, k)
    word = "".join(token.text for token in taken if token.text not in ("{", "}", " "))
    script = bool(out) and out[-1].text in ("_", "^", "{")
    return word if word in names.UPRIGHT_CONNECTIVES and not script else ""


def _without_group(raw: list[Token], k: int) -> int:
    """Open a group of one sign, ``{=}``, in the tokens; where it begins."""
    taken, after = _group(raw, k)
    signs = [token for token in taken if token.text not in ("{", "}", " ")]
    if len(signs) == 1:
        raw[k:after] = [replace(signs[0], end=taken[-1].end)]
    return k


def _without_braces(text: str) -> str:
    return text[1:-1] if text[:1] == "{" and text[-1:] == "}" else text


def _wider(gap: str, new: str | None) -> str:
    return "wide" if "wide" in (gap, new) else (new or gap)


def _group(raw: list[Token], k: int) -> tuple[list[Token], int]:
    """The tokens of the group (or the single token) at k, and the index after it."""
    while k < len(raw) and raw[k].text == " ":
        k += 1
    if k >= len(raw) or raw[k].text != "{":
        return raw[k : k + 1], min(k + 1, len(raw))
    depth, first = 0, k
    while k < len(raw):
        depth += {"{": 1, "}": -1}.get(raw[k].text, 0)
        k += 1
        if depth == 0:
            break
    return raw[first:k], k


def _plain_token(token: Token, text: str, gap: str, side: str) -> Token:
    if text in names.DELIMITERS:
        text, own = names.DELIMITERS[text]
        side = side or own
    if not _readable(text):
        side = "unknown"
    return Token(text, token.start, token.end, gap, side)


def _readable(text: str) -> bool:
    if text[0] == "\\" and len(text) > 1:
        return text in _EMPTY or names.known_command(text)
    return text.isascii() and (text.isalnum() or text in _SYMBOLS or _is_number(text))


#: The delimiters that are not there, of ``\\left. … \\right|``.
_EMPTY: Final = ("\\left.", "\\right.")
_SYMBOLS: Final = frozenset("+-*/^_=<>()[]{}|!',.;:&?") | {":="}


def _is_number(text: str) -> bool:
    return text[0].isdigit() or text[0] == "."


# ----------------------------------------------------------------------- plain expressions

_PLAIN_SIGNS: Final = {"**": "^", "<=": "\\le", ">=": "\\ge", "!=": "\\ne", "==": "="}


def looks_plain(text: str) -> bool:
    """Whether an expression is typed like a program (``exp(-y*w)``), not like LaTeX."""
    if "\\" in text or "{" in text:
        return False
    return bool(re.search(r"\*|\^\(|[A-Za-z]{2,}\s*\(|[A-Za-z]{3,}", text))


def tokenize_plain(source: Source) -> list[Token]:
    """The tokens of a plain expression; a word is one name.

    Raises ReadError (SC012) for a character that no expression has.
    """
    out = []
    for match in _PLAIN.finditer(source.text):
        if match.lastgroup == "space":
            continue
        text = _PLAIN_SIGNS.get(match.group(), match.group())
        text = names.ALIASES.get(text, text)
        if match.lastgroup == "other" and text not in _SYMBOLS and text[0] != "\\":
            span = source.span(match.start(), match.end())
            raise refuse("SC012", f"the character {text!r} cannot be read in a formula", span, text)
        out.append(Token(text, match.start(), match.end()))
    return out
