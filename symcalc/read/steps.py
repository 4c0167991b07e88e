"""Which line of a display follows from which: rows and arrows as inferences.

A row of equations says something of the row before it where an arrow or a word says so, or
where nothing but the next step can be meant.  Rows can also be the equations of a system, a
list of exercises or a set of conditions; then nothing is concluded from their order.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import takewhile
from typing import Final

from symcalc.core import term as t
from symcalc.core.inference import Arrow, Inference
from symcalc.core.term import Op, Term
from symcalc.read.numbered import as_values
from symcalc.read.rows import Chain
from symcalc.read.stated import either, value_of_name

_ARROWS: Final = {
    "\\implies": Arrow.IMPLIES, "\\Rightarrow": Arrow.IMPLIES, "\\Longrightarrow": Arrow.IMPLIES,
    "\\therefore": Arrow.IMPLIES, "so": Arrow.IMPLIES, "thus": Arrow.IMPLIES,
    "hence": Arrow.IMPLIES, "therefore": Arrow.IMPLIES, "and hence": Arrow.IMPLIES,
    "then": Arrow.IMPLIES, "i.e.": Arrow.IMPLIES, "or equivalently": Arrow.EQUIVALENT,
    "\\iff": Arrow.EQUIVALENT, "\\Leftrightarrow": Arrow.EQUIVALENT,
    "\\Longleftrightarrow": Arrow.EQUIVALENT, "\\impliedby": Arrow.IMPLIED,
    "\\Leftarrow": Arrow.IMPLIED, "\\because": Arrow.IMPLIED,
}  # fmt: skip
#: Words before a display, or beside a row, after which rows need not follow from one another.
_LISTS: Final = re.compile(
    r"\b(?:equations|systems?|conditions|constraints|inequalities|exercises|problems|examples"
    r"|each|both|assum\w*|suppose|let|subject to|such that)\b",
    re.IGNORECASE,
)
#: Words of quantities that are not negative: a root without ± may be all that is meant.
_MEASURES: Final = re.compile(
    r"\b(?:positive|negative|lengths?|distances?|radi(?:us|i)|areas?|volumes?|times?|speeds?"
    r"|heights?|widths?|mass(?:es)?|ages?|probabilit\w+|number of|how (?:many|long|far))\b",
    re.IGNORECASE,
)
#: Words that begin the text between two displays of which the second follows from the first.
_FOLLOWS: Final = re.compile(
    r"\s*(?:and |or )?(?:so|hence|thus|therefore|then|consequently|it follows|which (?:gives|means)"
    r"|this gives|that is|i\.e\.|(?:we |to )?(?:get|obtain|find)|divid\w+|squar\w+|subtract\w*"
    r"|add\w*|multipl\w+|factor\w*|expand\w*|simplif\w+|rearrang\w+|solving|collect\w+"
    r"|taking (?:square )?(?:roots?|logarithms?|logs?))\b",
    re.IGNORECASE,
)
#: What says more between two displays: a second sentence, a relation, a heading.
_MORE: Final = re.compile(r"[.!?]\s+\S|[=<>#]|\\n?e\b|\\[lg]eq?\b")
_LONGEST_LINK: Final = 12  # words


@dataclass(frozen=True)
class Part:
    """One chain of a display as a condition (None if it is none), with its first equation."""

    chain: Chain
    condition: Term | None
    place: int
    sides: tuple[tuple[str, Term], ...] = ()


@dataclass(frozen=True)
class Line:
    """What one row says, or one side of an arrow: a condition and how it is introduced."""

    condition: Term | None
    arrow: Arrow
    place: int
    sides: tuple[tuple[str, Term], ...] = ()
    reason: str = ""


@dataclass
class Steps:
    """The lines of a display, in order; those of the display before it, if it goes on there."""

    lead: str = ""
    link: str = ""
    earlier: list[Line] = field(default_factory=list)
    parts: list[Part] = field(default_factory=list)

    def go_on_from(self, before: Steps, link: str) -> None:
        """Take the first line for a consequence of another display, as the link between says."""
        self.earlier = before.lines()
        self.link = link

    def lines(self) -> list[Line]:
        """The lines of this display alone."""
        groups: list[list[Part]] = []
        for part in self.parts:
            if groups and (_goes_on(groups[-1][-1].chain, part.chain) or _lists(groups[-1], part)):
                groups[-1].append(part)
            else:
                groups.append([part])
        lines: list[Line] = []
        for group in groups:
            others = names_of([part for part in self.parts if part not in group])
            lines.append(_line(group, names_of([*self.earlier, *lines]), others))
        if lines and self.link:
            lines[0] = replace(lines[0], reason=f"{self.link} {lines[0].reason}".strip())
        return lines

    def unknowns(self) -> frozenset[str]:
        """The names that the equations so far are about."""
        return names_of([*self.earlier, *self.parts])

    def inferences(self) -> dict[int, Inference]:
        """What is said to follow, by the place of its first statement."""
        found = {}
        lines = [*self.earlier, *self.lines()]
        for k in range(max(1, len(self.earlier)), len(lines)):
            inference = self._inference(lines[:k], lines[k], lines[k + 1 :])
            if inference is not None:
                found[lines[k].place] = inference
        return found

    def _inference(
        self, before: Sequence[Line], line: Line, after: Sequence[Line]
    ) -> Inference | None:
        """The inference of a line from those before it."""
        known = _same_argument(before)
        if not known or line.condition is None:
            return None
        words = f"{self.lead} {line.reason}"
        tentative = _MEASURES.search(words) is not None or (
            line.arrow is Arrow.NEXT
            and not _can_only_follow(known[-1].condition, line.condition, words)
        )
        premises = tuple(earlier.condition for earlier in known if earlier.condition is not None)
        sides = tuple(side for one in (*known, line) for side in one.sides)
        return Inference(
            premises, line.condition, line.arrow, sides, line.reason, tentative, _bare(after)
        )


def _bare(after: Sequence[Line]) -> tuple[Term, ...]:
    """The conditions of the rows behind a line up to the next arrow."""
    rows = takewhile(lambda line: line.arrow is Arrow.NEXT, after)
    return tuple(line.condition for line in rows if line.condition is not None)


def names_of(conditions: Sequence[Line | Part]) -> frozenset[str]:
    """The names that are free in some conditions."""
    known = (t.free_names(one.condition) for one in conditions if one.condition is not None)
    return frozenset[str]().union(*known)


def _same_argument(before: Sequence[Line]) -> list[Line]:
    """The last lines before another that belong to one argument.

    A line that cannot be read ends it; a new equation behind x = 2 begins another one.
    """
    known: list[Line] = []
    for k in reversed(range(len(before))):
        line, previous = before[k], before[k - 1] if k else None
        if line.condition is None:
            break
        known.insert(0, line)
        if line.arrow is Arrow.NEXT and _gives_values(previous) and not _gives_values(line):
            break
    return known


def follows_from_before(text: str) -> bool:
    """Whether the text between two displays says no more than that the second follows."""
    words = re.findall(r"[A-Za-z]{2,}", text)
    short = 0 < len(words) <= _LONGEST_LINK and _MORE.search(text.strip()) is None
    return short and _FOLLOWS.match(text.lstrip("$]\\\n ")) is not None


# ---------------------------------------------------------------------------- chains to lines


def _goes_on(before: Chain, chain: Chain) -> bool:
    """Whether a chain belongs to the same line as the one before it."""
    if before.relations[0] is chain.relations[0]:  # two signs of one ±
        return True
    if chain.joint in _ARROWS:
        return False
    return before.rows[-1] == chain.rows[0] or chain.joint in ("or", "and")


def _lists(group: Sequence[Part], part: Part) -> bool:
    """Whether rows that hold one value each, x = 1 and x = 2, list the values of a name."""
    variable = value_of_name(part.condition)
    rows = [one.chain.rows[0] for one in (*group, part)]
    same = all(value_of_name(one.condition) is variable for one in group)
    return variable is not None and same and not part.chain.joint and len(set(rows)) == len(rows)


def _line(group: Sequence[Part], unknowns: frozenset[str], others: frozenset[str]) -> Line:
    first = group[0]
    conditions = [part.condition for part in group if part.condition is not None]
    values = as_values(conditions, unknowns, others) if len(conditions) == len(group) else []
    reasons = " ".join(dict.fromkeys(r for part in group for r in part.chain.reasons.values()))
    return Line(
        condition=either(values) if values else _joined(group),
        arrow=_ARROWS.get(first.chain.joint, Arrow.NEXT),
        place=first.place,
        sides=tuple(side for part in group for side in part.sides),
        reason=" ".join(filter(None, (first.chain.lead, reasons))),
    )


def _joined(group: Sequence[Part]) -> Term | None:
    """The condition of a line: "and" binds closer than "or"."""
    cases: list[list[Term]] = [[]]
    for k, part in enumerate(group):
        if part.condition is None:
            return None
        if k and _is_alternative(group[k - 1], part):
            cases.append([])
        cases[-1].append(part.condition)
    return either([t.make(Op.AND, *case) if len(case) > 1 else case[0] for case in cases])


def _is_alternative(before: Part, part: Part) -> bool:
    """Whether "or" stands between two conditions, or a comma between equations of one name."""
    if before.chain.relations[0] is part.chain.relations[0]:  # two signs of one ±
        return part.chain.double[0] != part.chain.double[-1]
    if part.chain.joint not in (",", ""):
        return part.chain.joint == "or"
    return _equation_of(before) is not None and _equation_of(before) == _equation_of(part)


def _equation_of(part: Part) -> str | None:
    """The only name of an equation: two equations of one name can only be alternatives."""
    condition = part.condition
    if condition is None or condition.op is not Op.RELATION or condition.data != "=":
        return None
    names = sorted(t.free_names(condition))
    return names[0] if len(names) == 1 else None


def _can_only_follow(before: Term | None, line: Term, words: str) -> bool:
    """Whether a bare row about one name can only be the next step of the row before it."""
    if before is None or _LISTS.search(words):
        return False
    if len(t.free_names(before) | t.free_names(line)) != 1 or _is_solution(before):
        return False
    if not t.free_names(before):
        return False
    if not t.free_names(line):
        return line.op is Op.RELATION
    if _signs(before) <= {"="}:
        return "=" in _signs(line)
    return _is_solution(line)


def _signs(condition: Term) -> set[str]:
    return {str(node.data) for node in t.postorder(condition) if node.op is Op.RELATION}


def _gives_values(line: Line | None) -> bool:
    """Whether a line says x = 3, or x = 1 or x = 2."""
    if line is None or line.condition is None:
        return False
    return _is_solution(line.condition) and _signs(line.condition) == {"="}


def _is_solution(condition: Term) -> bool:
    """Whether every relation compares a bare name with a constant."""
    relations = [node for node in t.postorder(condition) if node.op is Op.RELATION]
    return all(
        any(side.op is Op.NAME for side in node.args)
        and any(not t.free_names(side) for side in node.args)
        for node in relations
    )
