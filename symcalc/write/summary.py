"""What kept lines from being read, over all pages: the ten constructs that cost most."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from symcalc.core.reading import Obstacle
from symcalc.core.verdict import Report
from symcalc.write.terminal import PLAIN, Style, escape

_MOST: Final = 10


def obstacle_lines(report: Report, style: Style = PLAIN) -> Iterator[str]:
    """The costliest constructs with their cures; nothing where every line was read."""
    found = _costliest(report)
    if found:
        yield style.paint("What keeps lines from being read, and what to write:", "bold")
    for path, item in found[:_MOST]:
        lines = "1 line" if item.lines == 1 else f"{item.lines} lines"
        place = f"first in {path}" if path.endswith(".ipynb") else f"first at {path}:{item.line}"
        yield f"  {lines:>9}  {item.code}  {escape(item.message)} ({escape(place)})"
        yield f"             {escape(_cure(item))}"


def _cure(item: Obstacle) -> str:
    if item.unlocks:
        return f"--let '{item.declaration}' unlocks {item.unlocks}"
    return item.cure or f"see symcalc explain {item.code}"


def _costliest(report: Report) -> list[tuple[str, Obstacle]]:
    """The obstacles of all files by the file that had it first, the costliest first."""
    joined: dict[tuple[str, str, str], tuple[str, Obstacle]] = {}
    for file in report.files:
        for item in file.obstacles:
            key = item.code, item.construct, item.cure
            path, known = joined.get(key, (file.path, None))
            joined[key] = path, item if known is None else _together(known, item)
    return sorted(joined.values(), key=lambda found: -found[1].lines)


def _together(one: Obstacle, other: Obstacle) -> Obstacle:
    return replace(one, lines=one.lines + other.lines, unlocks=one.unlocks + other.unlocks)
