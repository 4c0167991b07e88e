r"""Where examples, exercises and problems stand: what one of them defines holds in it alone.

LaTeX environments, headings, paragraphs with a title in bold, and the directives and boxes
of Jupyter Book, Quarto and bookdown.  The solution that follows an exercise belongs to it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from symcalc.core.problem import Scope
from symcalc.read.knowledge import Knowledge

_KINDS: Final = r"(?:example|exercise|problem|question)s?"
_SOLUTIONS: Final = r"(?:solution|answer|proof|hint)"
#: ``\begin{example}``, ``\begin{myexample*}`` and the usual short names; ``::: {#exm-one}``,
#: ``::: {.example}``, ```` ```{prf:example} ````, ```` ```{exercise} ````.
_FRAME: Final = re.compile(
    rf"\\begin\{{(?P<name>[a-z]*{_KINDS}\*?|ex|exm|exmp|exer|eg)\}}"
    r"|^[ \t]*(?P<marks>:{3,}|`{3,})[ \t]*(?:\{#ex[mr]-"
    rf"|\{{?(?:#|\.|prf:)?{_KINDS}\b)[^\n]*$",
    re.IGNORECASE | re.MULTILINE,
)
_HEADING: Final = re.compile(
    r"^(?P<hashes>#{1,6})[ \t]+(?P<title>[^\n]*)$"
    r"|\\(?P<section>part|chapter|section|subsection|subsubsection|paragraph)\*?"
    r"\{(?P<named>[^}\n]*)\}",
    re.MULTILINE,
)
_LEVELS: Final = {
    "part": 1, "chapter": 1, "section": 2, "subsection": 3, "subsubsection": 4, "paragraph": 5,
}  # fmt: skip
_TITLE: Final = re.compile(rf"\b{_KINDS}\b", re.IGNORECASE)
_OF_SOLUTION: Final = re.compile(rf"\b{_SOLUTIONS}s?\b", re.IGNORECASE)
#: ``**Example 2.**``, ``__Problem 3__``, ``\textbf{Exercise}`` at the start of a line.
_BOLD: Final = re.compile(
    rf"^[ \t>]*(?:\*\*|__|\\textbf\{{)[ \t]*{_KINDS}\b", re.IGNORECASE | re.MULTILINE
)
#: The end of a frame with the beginning of a solution behind it.
_SOLUTION: Final = re.compile(
    r"(?:\\end\{[^}\n]*\}|[ \t]*[:`]{3,}[ \t]*$)\s*"
    rf"(?:\\begin\{{(?P<name>[a-z]*{_SOLUTIONS}\*?|sol|soln)\}}"
    rf"|(?P<marks>:{{3,}}|`{{3,}})[ \t]*\{{?(?:#sol-|[#.]|prf:)?{_SOLUTIONS}\b[^\n]*$)",
    re.IGNORECASE | re.MULTILINE,
)


@dataclass(frozen=True)
class Example:
    """The stretch [start, end) of a page that an example takes."""

    start: int
    end: int


class Examples:
    """Follows the reading of a page, and has what an example said forgotten behind its end."""

    def __init__(self, text: str, knowledge: Knowledge) -> None:
        self.knowledge = knowledge
        self.ahead = find_examples(text)[::-1]
        self.open: list[tuple[Example, Scope]] = []

    def reach(self, place: int) -> None:
        """Close the examples that end before a place, and open those that have begun there."""
        while True:
            end = self.open[-1][0].end if self.open else place + 1
            start = self.ahead[-1].start if self.ahead else place + 1
            if min(start, end) > place:
                return
            if end <= start:
                self.knowledge.leave(self.open.pop()[1])
            else:
                self._open(self.ahead.pop())

    def _open(self, example: Example) -> None:
        """An example in another one ends with it at the latest."""
        end = min([example.end, *(outer.end for outer, _ in self.open[-1:])])
        self.open.append((Example(example.start, end), self.knowledge.scope()))


def find_examples(text: str) -> list[Example]:
    """The examples, exercises and problems of a page by where they begin, the outer one first."""
    found = [*_framed(text), *_titled(text)]
    return sorted(found, key=lambda example: (example.start, -example.end))


@dataclass
class _Ends:
    """Where frames end; an end that was found serves all starts before it."""

    text: str
    known: dict[str, tuple[int, int]] = field(default_factory=dict)

    def of(self, frame: re.Match[str]) -> int:
        """Where the environment or the fence ends that a match opens."""
        if frame["name"]:
            return self._after(rf"\\end\{{{re.escape(frame['name'])}\}}", frame.end())
        mark, count = frame["marks"][0], len(frame["marks"])
        return self._after(rf"^[ \t]*{mark}{{{count},}}[ \t]*$", frame.end())

    def _after(self, pattern: str, start: int) -> int:
        earlier, end = self.known.get(pattern, (0, -1))
        if not earlier <= start <= end:
            found = re.compile(pattern, re.MULTILINE).search(self.text, start)
            end = found.start() if found else len(self.text)
            self.known[pattern] = start, end
        return end


def _framed(text: str) -> Iterator[Example]:
    """Environments and fences, with the solutions that follow them at once."""
    ends, of_solutions = _Ends(text), _Ends(text)
    for frame in _FRAME.finditer(text):
        end = ends.of(frame)
        while (solution := _SOLUTION.match(text, end)) is not None:
            end = of_solutions.of(solution)
        yield Example(frame.start(), end)


def _titled(text: str) -> Iterator[Example]:
    """Those under a heading, up to the next that is not below it; those with a title in bold."""
    headings = [(match.start(), _level(match), _name(match)) for match in _HEADING.finditer(text)]
    ends: dict[int, int] = {}  # of the headings that are open, by their level
    for start, level, name in reversed(headings):
        if _OF_SOLUTION.search(name):
            continue  # belongs to what stands above it
        end = min((place for other, place in ends.items() if other <= level), default=len(text))
        ends[level] = start
        if _TITLE.search(name):
            yield Example(start, end)
    bold = [match.start() for match in _BOLD.finditer(text)]
    borders = sorted([*bold, *(start for start, _, _ in headings), len(text)])
    for start in bold:
        yield Example(start, borders[bisect_right(borders, start)])


def _level(heading: re.Match[str]) -> int:
    return len(heading["hashes"]) if heading["hashes"] else _LEVELS[heading["section"]]


def _name(heading: re.Match[str]) -> str:
    return heading["title"] or heading["named"] or ""
