r"""The macros that a page defines, each known from its definition on.

``\newcommand`` (with arguments and a default), ``\DeclareMathOperator``, ``\def``, ``\let``,
``\DeclarePairedDelimiter`` and ``\NewDocumentCommand`` with m, o, O and s arguments.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Final

from symcalc.read.names import known_command

#: A definition begins with one of these.
DEFINING: Final = re.compile(
    r"\\(?P<how>(?:re|provide)?newcommand|DeclareRobustCommand|DeclareMathOperator"
    r"|DeclarePairedDelimiter|(?:New|Renew|Provide|Declare)DocumentCommand|[gex]?def|let)"
    r"(?![A-Za-z])\*?"
)
_COMMAND: Final = re.compile(r"\s*(?:\{\s*(?P<inside>\\[A-Za-z]+)\s*\}|(?P<bare>\\[A-Za-z]+))")
_COUNT: Final = re.compile(r"\s*\[(\d)\]")
_OPTION: Final = re.compile(r"\s*\[([^\[\]]*)\]")
_PARAMETERS: Final = re.compile(r"\s*((?:#\d)*)\s*(?=\{)")
_TARGET: Final = re.compile(r"\s*=?\s*(\\[A-Za-z]+|[^\s\\])")
_SPACING: Final = re.compile(r"\\[,;:!> ]|[~\s]")
_SPECIFICATION: Final = re.compile(r"\s*(?:[mos]|O\{([^{}]*)\})")


@dataclass(frozen=True)
class Macro:
    """What a command of the page stands for.

    ``default`` is the value of an optional first argument, ``starred`` says that a star may
    follow the command; the body of a ``final`` one is not expanded further (``\\let``).
    """

    arguments: int
    body: str
    default: str | None = None
    starred: bool = False
    final: bool = False


@dataclass
class Macros:
    """Every definition of a page by its command; a later one replaces the earlier from there on."""

    _known: dict[str, list[tuple[int, Macro]]] = field(default_factory=dict)

    def add(self, start: int, command: str, macro: Macro) -> None:
        """Note a definition; they must come in the order of the page."""
        self._known.setdefault(command, []).append((start, macro))

    def get(self, command: str, offset: int | None = None) -> Macro | None:
        """What the command means before the offset (by default, at the end of the page)."""
        versions = self._known.get(command)
        if not versions:
            return None
        at = len(versions) if offset is None else bisect_left(versions, offset, key=_start)
        return versions[at - 1][1] if at else None

    def __bool__(self) -> bool:
        """Whether the page defines any macro."""
        return bool(self._known)

    def learn(self, text: str, match: re.Match[str]) -> int:
        """Note the definition that begins at a match of DEFINING; where it ends."""
        found = _PARSERS[match["how"]](text, match.end())
        if found is None:
            return match.end()
        command, macro, end = found
        provided = match["how"].lower().startswith("provide")
        if provided and (self.get(command) is not None or known_command(command)):
            return end
        if macro.final:
            macro = self.get(macro.body) or macro
        self.add(match.start(), command, macro)
        return end


def find_macros(text: str) -> Macros:
    """The macros that a text defines anywhere in it."""
    macros = Macros()
    for _ in definitions(text, 0, len(text), macros):
        pass
    return macros


def definitions(text: str, start: int, end: int, macros: Macros) -> Iterator[tuple[int, int]]:
    """Learn the definitions between two offsets, and say where each stands."""
    while (match := DEFINING.search(text, start, end)) is not None:
        start = macros.learn(text, match)
        yield match.start(), start


def definition_end(text: str, match: re.Match[str]) -> int:
    """Where the definition ends that begins at a match of DEFINING."""
    found = _PARSERS[match["how"]](text, match.end())
    return match.end() if found is None else found[2]


def _start(version: tuple[int, Macro]) -> int:
    return version[0]


def braced(text: str, start: int) -> tuple[str, int] | None:
    """What stands in the braces that open behind spaces at ``start``, and the offset behind."""
    while start < len(text) and text[start].isspace():
        start += 1
    if not text.startswith("{", start):
        return None
    depth = 0
    for match in _BRACE.finditer(text, start):
        depth += {"{": 1, "}": -1}.get(match.group(), 0)
        if depth == 0:
            return text[start + 1 : match.start()], match.end()
    return None


_BRACE: Final = re.compile(r"\\.|[{}]", re.DOTALL)

_Found = tuple[str, Macro, int] | None


def _command(text: str, start: int) -> tuple[str, int] | None:
    match = _COMMAND.match(text, start)
    return (match["inside"] or match["bare"], match.end()) if match else None


def _newcommand(text: str, start: int) -> _Found:
    named = _command(text, start)
    if named is None:
        return None
    command, at = named
    count = _COUNT.match(text, at)
    option = _OPTION.match(text, count.end()) if count else None
    for part in (count, option):
        at = part.end() if part else at
    body = braced(text, at)
    if body is None:
        return None
    macro = Macro(int(count[1]) if count else 0, body[0], option[1] if option else None)
    return command, macro, body[1]


def _operator(text: str, start: int) -> _Found:
    named = _command(text, start)
    body = braced(text, named[1]) if named else None
    if named is None or body is None:
        return None
    word = _SPACING.sub("", body[0])
    return named[0], Macro(0, rf"\operatorname{{{word}}}"), body[1]


def _def(text: str, start: int) -> _Found:
    named = _command(text, start)
    parameters = _PARAMETERS.match(text, named[1]) if named else None
    body = braced(text, parameters.end()) if parameters else None
    if named is None or parameters is None or body is None:
        return None
    return named[0], Macro(parameters[1].count("#"), body[0]), body[1]


def _let(text: str, start: int) -> _Found:
    named = _command(text, start)
    target = _TARGET.match(text, named[1]) if named else None
    if named is None or target is None:
        return None
    return named[0], Macro(0, target[1], final=True), target.end()


def _paired(text: str, start: int) -> _Found:
    r"""``\abs{x}``, ``\abs*{x}`` and ``\abs[\big]{x}`` are one value."""
    named = _command(text, start)
    left = braced(text, named[1]) if named else None
    right = braced(text, left[1]) if left else None
    if named is None or left is None or right is None:
        return None
    body = rf"\left{left[0]} #2 \right{right[0]}"
    return named[0], Macro(2, body, default="", starred=True), right[1]


def _document_command(text: str, start: int) -> _Found:
    r"""``\NewDocumentCommand{\f}{s O{x} m}{…}``; an optional argument must come first."""
    named = _command(text, start)
    arguments = braced(text, named[1]) if named else None
    body = braced(text, arguments[1]) if arguments else None
    if named is None or arguments is None or body is None:
        return None
    pieces = list(_SPECIFICATION.finditer(arguments[0]))
    kinds = [piece.group().strip()[0] for piece in pieces]
    if "".join(piece.group() for piece in pieces).strip() != arguments[0].strip():
        return None
    if "s" in kinds or any(kind in "oO" for kind in kinds[1:]):
        return None  # its body asks which arguments are there
    default = (pieces[0][1] or "") if kinds[:1] in (["o"], ["O"]) else None
    return named[0], Macro(len(kinds), body[0], default), body[1]


_PARSERS: Final[dict[str, Callable[[str, int], _Found]]] = {
    "newcommand": _newcommand, "renewcommand": _newcommand, "providecommand": _newcommand,
    "DeclareRobustCommand": _newcommand, "DeclareMathOperator": _operator,
    "DeclarePairedDelimiter": _paired, "def": _def, "gdef": _def, "edef": _def, "xdef": _def,
    "let": _let, "NewDocumentCommand": _document_command,
    "RenewDocumentCommand": _document_command, "ProvideDocumentCommand": _document_command,
    "DeclareDocumentCommand": _document_command,
}  # fmt: skip
