"""Which line of a display follows from which: rows and arrows as inferences.

A row of equations says something of the row before it where an arrow or a word says so, or
where nothing but the next step can be meant.  Rows can also be the equations of a system, a
list of exercises or a set of conditions; then nothing is concluded from their order.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Final

from symcalc.core import term as t
from symcalc.core.inference import Arrow, Inference
from symcalc.core.problem import Role, Statement
from symcalc.core.term import Op, Term
from symcalc.read.lexer import Token, with_depths
from symcalc.read.rows import Chain

_ARROWS: Final = {
    "\\implies": Arrow.IMPLIES, "\\Rightarrow": Arrow.IMPLIES, "\\Longrightarrow": Arrow.IMPLIES,
    "\\therefore": Arrow.IMPLIES, "so": Arrow.IMPLIES, "thus": Arrow.IMPLIES,
    "hence": Arrow.IMPLIES, "therefore": Arrow.IMPLIES, "and hence": Arrow.IMPLIES,
    "then": Arrow.IMPLIES, "i.e.": Arrow.IMPLIES, "or equivalently": Arrow.EQUIVALENT,
    "\\iff": Arrow.EQUIVALENT, "\\Leftrightarrow": Arrow.EQUIVALENT,
    "\\Longleftrightarrow": Arrow.EQUIVALENT, "\\impliedby": Arrow.IMPLIED,
    "\\Leftarrow": Arrow.IMPLIED, "\\because": Arrow.IMPLIED,
}  # fmt: skip
_COMPARED: Final = frozenset({"=", "!=", "<", "<=", ">", ">="})
#: Words before a display, or beside a row, after which rows need not follow from one another.
_LISTS: Final = re.compile(
    r"\b(?:equations|systems?|conditions|constraints|inequalities|exercises|problems|examples"
    r"|each|both|assum\w*|suppose|let|subject to|such that)\b",
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
#: What says more between two displays: a second sentence, another relation, a heading.
_MORE: Final = re.compile(r"[.!?]\s+\S|[=<>#]|\\n?e\b|\\[lg]eq?\b|\n\s*\n[^\n]*\n\s*\n")
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
    earlier: list[Line] = field(default_factory=list)
    parts: list[Part] = field(default_factory=list)

    def go_on_from(self, before: Steps) -> None:
        """Take the first line for a consequence of what another display says."""
        self.earlier = before.lines()

    def lines(self) -> list[Line]:
        """The lines of this display alone."""
        groups: list[list[Part]] = []
        for part in self.parts:
            if groups and _goes_on(groups[-1][-1].chain, part.chain):
                groups[-1].append(part)
            else:
                groups.append([part])
        return [_line(group) for group in groups]

    def unknowns(self) -> frozenset[str]:
        """The names that the equations so far are about."""
        conditions = [line.condition for line in self.earlier]
        conditions += [part.condition for part in self.parts]
        known = (t.free_names(condition) for condition in conditions if condition is not None)
        return frozenset[str]().union(*known)

    def inferences(self) -> dict[int, Inference]:
        """What is said to follow, by the place of its first statement."""
        found = {}
        lines = [*self.earlier, *self.lines()]
        for k in range(max(1, len(self.earlier)), len(lines)):
            inference = self._inference(lines[:k], lines[k])
            if inference is not None:
                found[lines[k].place] = inference
        return found

    def _inference(self, before: Sequence[Line], line: Line) -> Inference | None:
        """The inference of a line from those before it, back to the last that has no condition."""
        known: list[Line] = []
        for earlier in reversed(before):
            if earlier.condition is None:
                break
            known.insert(0, earlier)
        if not known or line.condition is None:
            return None
        tentative = line.arrow is Arrow.NEXT and not _can_only_follow(
            known[-1].condition, line.condition, self.lead + " " + line.reason
        )
        premises = tuple(earlier.condition for earlier in known if earlier.condition is not None)
        sides = tuple(side for one in (*known, line) for side in one.sides)
        return Inference(premises, line.condition, line.arrow, sides, line.reason, tentative)


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


def _line(group: Sequence[Part]) -> Line:
    first = group[0]
    reasons = " ".join(dict.fromkeys(r for part in group for r in part.chain.reasons.values()))
    return Line(
        condition=_joined(group),
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


def either(conditions: Sequence[Term]) -> Term:
    """One of some conditions."""
    return t.make(Op.OR, *conditions) if len(conditions) > 1 else conditions[0]


def _is_alternative(before: Part, part: Part) -> bool:
    """Whether "or" stands between two conditions; x = 1, x = 2 are two values of one name."""
    if before.chain.relations[0] is part.chain.relations[0]:  # two signs of one ±
        return part.chain.double[0] != part.chain.double[-1]
    if part.chain.joint != ",":
        return part.chain.joint == "or"
    values = [_solved_name(p.condition) for p in (before, part)]
    return values[0] is not None and values[0] is values[1]


def _solved_name(condition: Term | None) -> Term | None:
    """The name of x = 3, where it stands alone on the left of an equation."""
    if condition is None or condition.op is not Op.RELATION or condition.data != "=":
        return None
    left, right = condition.args
    alone = left.op is Op.NAME and str(left.data) not in t.free_names(right)
    return left if alone else None


def _can_only_follow(before: Term | None, line: Term, words: str) -> bool:
    """Whether a bare row about one name can only be the next step of the row before it."""
    if before is None or _LISTS.search(words):
        return False
    if len(t.free_names(before) | t.free_names(line)) != 1 or _is_solved(before):
        return False
    if not t.free_names(before) or not t.free_names(line):
        return False
    if _signs(before) <= {"="}:
        return "=" in _signs(line)
    return _is_solved(line)


def _signs(condition: Term) -> set[str]:
    return {str(node.data) for node in t.postorder(condition) if node.op is Op.RELATION}


def _is_solved(condition: Term) -> bool:
    """Whether every relation compares a bare name with a constant."""
    relations = [node for node in t.postorder(condition) if node.op is Op.RELATION]
    return all(
        any(side.op is Op.NAME for side in node.args)
        and any(not t.free_names(side) for side in node.args)
        for node in relations
    )


def offered_with_others(found: Sequence[Chain], k: int) -> bool:
    """Whether a chain states one of several possibilities: x = 1 or x = 2, x = 1, 2."""
    chain = found[k]
    after = found[k + 1] if k + 1 < len(found) else None
    if chain.others or chain.joint == "or" or (after is not None and after.joint == "or"):
        return True
    return _two_values(found[k - 1] if k else None, chain) or _two_values(chain, after)


def _two_values(before: Chain | None, chain: Chain | None) -> bool:
    """Whether two chains of a row, x = 1, x = 2, give one name two values."""
    if before is None or chain is None or chain.joint != "," or not before.relations:
        return False
    same_row = before.rows[-1] == chain.rows[0]
    left, other = ([token.text for token in one.sides[0]] for one in (before, chain))
    signs = {one.relations[0].text for one in (before, chain)}
    return same_row and left == other and len(left) == 1 and signs == {"="}


# ------------------------------------------------------------------------------ conditions


def condition_of(
    chain: Chain, statements: Sequence[Statement], read: Callable[[list[Token]], Term | None]
) -> Term | None:
    """What a chain says as a condition, as far as it states equations; None if it cannot be read.

    ``read`` reads further values: the 2 of x = 1, 2 and the members of x ∈ {1, 2}.
    """
    if any(statement.trouble is not None for statement in statements) or chain.condition:
        return None
    if [statement.relation for statement in statements] == ["in"]:
        return _membership(statements[0].left, chain.sides[1], read)
    stated = [s for s in statements if s.role is Role.EQUATION]
    if stated and any(s.relation not in ("=", ":=") for s in statements):
        stated = list(statements)  # 1 < 2x + 1 < 5
    relations = [_relation(statement) for statement in stated]
    if not relations or None in relations:
        return None
    found = [relation for relation in relations if relation is not None]
    whole = found[0] if len(found) == 1 else t.make(Op.AND, *found)
    return _with_others(whole, chain, read) if chain.others else whole


def first_equation(statements: Sequence[Statement]) -> int:
    """Which link of a chain states the first equation; the links before it are claims."""
    roles = [statement.role for statement in statements]
    return roles.index(Role.EQUATION) if Role.EQUATION in roles else 0


def _relation(statement: Statement) -> Term | None:
    if statement.relation not in _COMPARED or statement.left is None or statement.right is None:
        return None
    return t.relation(statement.relation, statement.left, statement.right)


def _with_others(
    whole: Term, chain: Chain, read: Callable[[list[Token]], Term | None]
) -> Term | None:
    variable = _solved_name(whole)
    values = [read(tokens) for tokens in chain.others]
    if variable is None or None in values:
        return None
    return either([whole, *(t.relation("=", variable, v) for v in values if v is not None)])


def _membership(
    left: Term | None, tokens: list[Token], read: Callable[[list[Token]], Term | None]
) -> Term | None:
    """x ∈ {1, 2} and x ∈ (1, 2] as equations and inequalities."""
    if left is None or len(tokens) < 3:
        return None
    opening, closing = tokens[0].text, tokens[-1].text
    members = [read(piece) for piece in _at_commas(tokens[1:-1])]
    values = [member for member in members if member is not None]
    if len(values) != len(members):
        return None
    if (opening, closing) == ("\\{", "\\}"):
        return either([t.relation("=", left, value) for value in values])
    if opening not in ("(", "[") or closing not in (")", "]") or len(values) != 2:
        return None
    low, high = values
    bounds = []
    if not _is_infinite(low):
        bounds.append(t.relation(">" if opening == "(" else ">=", left, low))
    if not _is_infinite(high):
        bounds.append(t.relation("<" if closing == ")" else "<=", left, high))
    return t.make(Op.AND, *bounds) if len(bounds) > 1 else bounds[0] if bounds else None


def _is_infinite(term: Term) -> bool:
    return t.contains(term, Op.CONSTANT) and t.INFINITY in t.postorder(term)


def _at_commas(tokens: list[Token]) -> list[list[Token]]:
    pieces: list[list[Token]] = [[]]
    for token, depth in with_depths(tokens):
        if depth == 0 and token.text == ",":
            pieces.append([])
        else:
            pieces[-1].append(token)
    return pieces
