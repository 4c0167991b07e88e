"""What a theorem states of a left side, beside what the last line of its proof makes of it.

Both must be equal.  Nothing is compared where the proof speaks of cases, of an example or of
a contradiction, nor where the theorem gives the left side several values.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from symcalc.core import term as t
from symcalc.core.problem import Stated, Statement
from symcalc.core.span import Source
from symcalc.core.term import Op, Term
from symcalc.read.theorems import theorems

#: Words of a proof after which its last line may be about something else.
_ELSEWHERE: Final = re.compile(
    r"\b(?:cases?|otherwise|contradict\w*|counter-?examples?|examples?|special|induct\w*"
    r"|conversely|wrong(?:ly)?|incorrect(?:ly)?|na[iï]ve(?:ly)?)\b",
    re.IGNORECASE,
)
#: Words before a line that restrict it or make it a supposition.
_RESTRICTS: Final = re.compile(
    r"\b(?:if|when(?:ever)?|suppos\w*|assum\w*|let|setting|set|approximat\w*|near|large|small"
    r"|instead|were|would|initial\w*|instance)\b"
    r"|\b(?:at|for|with)\s+\$[^$]*(?:[=<>]|\\[gl]eq?(?![a-z]))",
    re.IGNORECASE,
)
#: What is no prose: formulas, and the targets of links.
_NO_PROSE: Final = re.compile(r"\$\$.*?\$\$|\$[^$]*\$|\]\([^)]*\)", re.DOTALL)
_EQUALITIES: Final = ("=", ":=")
_NAMED: Final = (Op.NAME, Op.APPLY, Op.ELEMENT)


def with_theorems(
    statements: Sequence[Statement], source: Source, leads: Mapping[int, str]
) -> list[Statement]:
    """The statements; the last line of a proof with what the theorem states of its left side.

    ``leads`` holds the prose before each display.
    """
    found = list(statements)
    for theorem in theorems(source.text):
        if _ELSEWHERE.search(_prose(source.text[theorem.proof : theorem.end])):
            continue
        stated = _ends(found, _lines(source, theorem.start, theorem.stated))
        proved = _ends(found, _lines(source, theorem.proof, theorem.end))
        for left, places in stated.items():
            if len(places) > 1 or left not in proved:
                continue
            first, last = found[places[0]], found[proved[left][-1]]
            if not _RESTRICTS.search(leads.get(last.display, "")):
                found[proved[left][-1]] = replace(last, stated=_value(first, last))
    return found


def _prose(text: str) -> str:
    return _NO_PROSE.sub(" ", text)


def _lines(source: Source, start: int, end: int) -> range:
    return range(source.place(start)[0], source.place(end)[0])


def _ends(found: Sequence[Statement], lines: range) -> dict[Term, list[int]]:
    """For each left side of the chains in some lines, the places of their last statements."""
    ends: dict[Term, list[int]] = {}
    left: Term | None = None
    for k, statement in enumerate(found):
        goes_on = k > 0 and _goes_on(found[k - 1], statement)
        if not goes_on:
            left = statement.left if statement.relation in _EQUALITIES else None
        if left is None or left.op not in _NAMED or statement.span.line not in lines:
            continue
        places = ends.setdefault(left, [])
        if goes_on and places:
            places.pop()
        places.append(k)
    return ends


def _goes_on(before: Statement, statement: Statement) -> bool:
    """Whether a statement is the next link of the chain that the one before it belongs to."""
    equal = before.relation in _EQUALITIES and statement.relation in _EQUALITIES
    beside = before.right_text == statement.left_text and before.display == statement.display
    return equal and beside


def _value(first: Statement, last: Statement) -> Stated | None:
    """The value that a theorem states, where its names mean the same in both lines."""
    if first.right is None or last.right is None or first.loose or last.loose:
        return None
    used = t.free_names(first.right) | t.free_names(last.right)
    definitions = last.scope.definitions
    if any(definitions[key].earlier for key in sorted(used & definitions.keys())):
        return None
    cases = [each for each in last.scope.assumptions if each not in first.scope.assumptions]
    if any(t.free_names(case) & used and case.data != "=" for case in cases):
        return None
    return Stated(first.right_text, first.right, first.scope.assumptions)
