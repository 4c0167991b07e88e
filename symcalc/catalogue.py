"""The worked derivations that come with symcalc: where they are, and what each is about.

An entry is a Markdown page with a fenced ``symcalc`` block (TOML).  The reader takes
``let`` from it; ``operation``, ``expression`` and the other options of ``derive`` state the goal
that ``symcalc derive TOPIC/NAME`` derives; a table ``run`` makes it an algorithm (``symcalc run``).
``symbols`` says what letters stand for, as ``"letter: meaning"``.  ``wrong`` lists the findings
that a page of ``mistakes/`` must produce, as ``"line: code"``, ``meant`` what they must suggest, as
``"line: formula"``, and ``supported`` the true lines that are not proved, as ``"line: why"``.
Nothing in an entry is executed.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

_PACKAGE: Final = Path(__file__).parent

#: In the wheel the entries stand inside the package, in a checkout beside it.
FOLDER: Final = next(
    path for path in (_PACKAGE / "derivations", _PACKAGE.parent / "derivations") if path.is_dir()
)

_BLOCK: Final = re.compile(r"^```symcalc[ \t]*\n(.*?)^```[ \t]*$", re.DOTALL | re.MULTILINE)
_TITLE: Final = re.compile(r"^#[ \t]+(.+?)[ \t]*$", re.MULTILINE)


@dataclass(frozen=True)
class Goal:
    """What an entry derives; the fields are the options of ``symcalc derive``."""

    operation: str
    expression: str
    wrt: tuple[str, ...] = ()
    at: str = ""
    along: str = ""
    let: tuple[str, ...] = ()
    axis: str = ""
    angle: str = ""
    quaternion: str = ""


@dataclass(frozen=True)
class Entry:
    """A worked derivation; ``goal`` is None where the page is only to be read and checked.

    ``wrong`` holds (line, code) of every finding that the page is written to produce, ``meant``
    (line, formula) of the suggestions, ``supported`` (line, why) of every line that is true
    but not proved, and ``symbols`` (letter, meaning).  ``runs`` says that it is an algorithm.
    """

    name: str
    title: str
    text: str
    goal: Goal | None
    wrong: tuple[tuple[int, str], ...] = ()
    meant: tuple[tuple[int, str], ...] = ()
    supported: tuple[tuple[int, str], ...] = ()
    symbols: tuple[tuple[str, str], ...] = ()
    runs: bool = False

    @property
    def path(self) -> Path:
        """The file of the entry."""
        return FOLDER / f"{self.name}.md"


class BadEntryError(ValueError):
    """An entry whose block cannot be understood; the message says which and why."""


def names() -> tuple[str, ...]:
    """The names of all entries (``topic/name``), sorted."""
    found = (path.relative_to(FOLDER).with_suffix("") for path in FOLDER.glob("*/*.md"))
    return tuple(sorted(path.as_posix() for path in found))


def load(name: str) -> Entry:
    """The entry of that name; KeyError where there is none, BadEntryError where it is malformed."""
    if name not in names():
        raise KeyError(name)
    return parse((FOLDER / f"{name}.md").read_text(encoding="utf-8"), name)


def entries() -> Iterator[Entry]:
    """All entries, sorted by name."""
    return map(load, names())


def parse(text: str, name: str) -> Entry:
    """The entry that a Markdown page makes; BadEntryError where its title or block is malformed."""
    title, table = _TITLE.search(text), block(text, name)
    if title is None:
        raise BadEntryError(f"{name}: the page has no title (# …)")
    return Entry(
        name,
        title[1],
        text,
        _goal(table, name),
        wrong=_of_lines(table, "wrong", "17: SC201", name),
        meant=_of_lines(table, "meant", "17: -x", name),
        supported=_of_lines(table, "supported", "17: no symbolic proof is known", name),
        symbols=_pairs(table, "symbols", r"\eta: a learning rate", name),
        runs="run" in table,
    )


def block(text: str, name: str) -> dict[str, Any]:
    """The ``symcalc`` block of a page as a table; BadEntryError where there is none or no TOML."""
    found = _BLOCK.search(text)
    if found is None:
        raise BadEntryError(f"{name}: the page has no ```symcalc block")
    try:
        return tomllib.loads(found[1])
    except tomllib.TOMLDecodeError as error:
        raise BadEntryError(f"{name}: the symcalc block is not TOML: {error}") from None


def _goal(table: dict[str, Any], name: str) -> Goal | None:
    if "operation" not in table:
        return None
    return Goal(
        operation=_string(table, "operation", name),
        expression=_string(table, "expression", name),
        wrt=_strings(table, "wrt", name),
        at=_string(table, "at", name),
        along=_string(table, "along", name),
        let=_strings(table, "let", name),
        axis=_string(table, "axis", name),
        angle=_string(table, "angle", name),
        quaternion=_string(table, "quaternion", name),
    )


def _string(table: dict[str, Any], key: str, name: str) -> str:
    value = table.get(key, "")
    if not isinstance(value, str):
        raise BadEntryError(f"{name}: {key} must be a string, such as {key} = 'x'")
    return value


def _strings(table: dict[str, Any], key: str, name: str) -> tuple[str, ...]:
    value = table.get(key, [])
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise BadEntryError(f"{name}: {key} must be a list of strings, such as {key} = ['x']")
    return tuple(value)


def _of_lines(
    table: dict[str, Any], key: str, example: str, name: str
) -> tuple[tuple[int, str], ...]:
    """The items ``"line: text"`` of a list."""
    pairs = _pairs(table, key, example, name)
    if not all(line.isdecimal() for line, _ in pairs):
        raise BadEntryError(f"{name}: {key} must list lines such as {example!r}")
    return tuple((int(line), text) for line, text in pairs)


def _pairs(table: dict[str, Any], key: str, example: str, name: str) -> tuple[tuple[str, str], ...]:
    """The items ``"first: second"`` of a list."""
    split = [item.partition(":") for item in _strings(table, key, name)]
    pairs = tuple((first.strip(), second.strip()) for first, _, second in split)
    if not all(first and second for first, second in pairs):
        raise BadEntryError(f"{name}: {key} must list items such as {example!r}")
    return pairs
