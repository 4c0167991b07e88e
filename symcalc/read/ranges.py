r"""What a sum or a product runs over: the subscript and the superscript of its sign.

Ranges ``i=1`` to ``n``, chains ``1 \le i < j \le n``, sets ``x \in X`` and ``(x, y) \in D``,
several indices ``i, j``, conditions ``i \ne j`` on what is bound already, and a bare ``i``
whose range the page tells elsewhere or nowhere.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final

from symcalc.core import term as t
from symcalc.core.term import Op, Term
from symcalc.core.vocabulary import UNKNOWN_LENGTH
from symcalc.read import names
from symcalc.read.clauses import Piece, clauses
from symcalc.read.cursor import Cursor
from symcalc.read.identifiers import read_identifier, starts_identifier
from symcalc.read.lexer import with_depths

#: The number of elements that a sum without bounds runs over.
UNKNOWN_SIZE: Final = t.name(UNKNOWN_LENGTH)

_RISING: Final = frozenset({"<", "<="})
_FALLING: Final = {">": "<", ">=": "<="}


@dataclass(frozen=True)
class Range:
    """An index with its bounds, or indices with the members of a set that they run through.

    A set is a sequence of unknown length, whose members stand in the place of the indices;
    ``values`` are the members of a set that is written out.
    """

    indices: tuple[Term, ...]
    lower: Term = t.ONE
    upper: Term = UNKNOWN_SIZE
    members: tuple[Term, ...] = ()
    values: tuple[Term, ...] = ()

    @property
    def variable(self) -> Term:
        """What is counted from the lower to the upper end."""
        return self.members[0].args[-1] if self.members else self.indices[0]

    @property
    def is_open(self) -> bool:
        """Whether nothing says what the index runs over."""
        return self.upper is UNKNOWN_SIZE and not self.values


@dataclass
class Ranges:
    """All that the scripts of one sign say, the outermost range first."""

    found: list[Range] = field(default_factory=list)
    conditions: list[Term] = field(default_factory=list)

    @property
    def keys(self) -> list[str]:
        """The names that the sign binds."""
        return [str(index.data) for each in self.found for index in each.indices]

    @property
    def bounds(self) -> dict[str, tuple[Term, Term]]:
        """The ends of every index that has its own."""
        own = [each for each in self.found if not (each.members or each.values or each.is_open)]
        return {str(each.variable.data): (each.lower, each.upper) for each in own}

    def add(self, index: Term, lower: Term, upper: Term) -> None:
        """One more index, inside of those before."""
        self.found.append(Range((index,), lower, upper))


def read_ranges(cursor: Cursor, scripts: dict[str, Piece], operator: str, start: int) -> Ranges:
    """The ranges in the scripts of a big operator; refused (SC045) where they are not clear."""
    reader = _Reader(cursor, operator, start)
    if "_" not in scripts:
        raise reader.unclear()
    if "^" in scripts:
        reader.upper = cursor.read_between(*scripts["^"])
    for first, end in clauses(cursor, *scripts["_"]):
        reader.read_piece(first, end)
    return reader.finished()


class _Reader:
    """Reads the clauses one after another; ``pending`` are indices whose range is yet to come."""

    def __init__(self, cursor: Cursor, operator: str, start: int) -> None:
        self.cursor = cursor
        self.operator = operator
        self.start = start
        self.upper: Term | None = None
        self.upper_used = False
        self.pending: list[Term] = []
        self.ranges = Ranges()

    def unclear(self, message: str = "", cure: str = "") -> Exception:
        """The refusal of a range that is not known."""
        message = message or f"the range of this {self.operator} is not known"
        example = f"{self.operator}_{{i=1}}^{{n}}"
        cure = cure or f"write both ends, {example}, or declare $i = 1, \\ldots, n$"
        return self.cursor.refuse("SC045", message, self.operator + "_", cure, start=self.start)

    def read_piece(self, first: int, end: int) -> None:
        """One clause: an index alone, one with its range, or a condition on those before."""
        signs = [
            k
            for k, (token, depth) in enumerate(with_depths(self.cursor.tokens[first:end]), first)
            if depth == 0 and token.text in names.RELATIONS
        ]
        edges = [first - 1, *signs, end]
        sides = [(a + 1, b) for a, b in pairwise(edges)]
        relations = [names.RELATIONS[self.cursor.tokens[k].text] for k in signs]
        if not signs:
            self.pending.append(self._index(*sides[0]))
        elif relations == ["in"]:
            self._members(sides[0], sides[1])
        elif relations == ["sim"] and self.ranges.found:
            return  # from what w_k is drawn, which changes nothing in over what k runs
        elif relations == ["="]:
            self._from(sides[0], sides[1])
        else:
            self._ordered(sides, relations)

    def _read(self, piece: Piece) -> Term:
        """An expression, in which the indices before it may stand."""
        with self.cursor.binding(self.ranges.keys):
            return self.cursor.read_between(*piece)

    def _index(self, first: int, end: int) -> Term:
        """The name that a range of tokens consists of, or an element such as m_i."""
        inside = self.cursor.inner(first, end)
        if not inside.tokens or not starts_identifier(inside.token()):
            raise self.unclear()
        found = read_identifier(inside)
        if (found.primes and found.indices) or not inside.at_end():
            raise self.unclear()
        key = found.key + "'" * found.primes
        return t.element(key, *found.indices) if found.indices else t.name(key)

    def _plain_index(self, first: int, end: int) -> Term:
        index = self._index(first, end)
        if index.op is not Op.NAME:
            raise self.unclear()
        return index

    def _from(self, left: Piece, right: Piece) -> None:
        """``i = 1`` below and ``n`` above; ``i, j = 1`` is said of both."""
        if self.upper is None:
            raise self.unclear()
        self.upper_used = True
        lower = self._read(right)
        for index in (*self.pending, self._plain_index(*left)):
            self.ranges.add(index, lower, self.upper)
        self.pending = []

    # ------------------------------------------------------------------------------- sets

    def _members(self, left: Piece, right: Piece) -> None:
        inner = self.cursor.tokens[left[0]].text == "("
        pieces = list(clauses(self.cursor, *left)) if inner else [left]
        indices = [*self.pending, *(self._index(*piece) for piece in pieces)]
        self.pending = []
        if self._counts_up_to(right):
            upper = self._read((right[0] + 1, right[1] - 1))
            self.ranges.found += [Range((index,), t.ONE, upper) for index in indices]
        elif self.cursor.tokens[right[0]].text == "\\{":
            self._listed(indices, right)
        elif inner:
            self._of_set(tuple(indices), right)
        else:
            for index in indices:
                self._of_set((index,), right)

    def _counts_up_to(self, chosen: Piece) -> bool:
        """Whether a set is ``[n]``, the whole numbers from 1 to n."""
        texts = [token.text for token in self.cursor.tokens[slice(*chosen)]]
        return len(texts) == 3 and (texts[0], texts[2]) == ("[", "]")

    def _of_set(self, indices: tuple[Term, ...], chosen: Piece) -> None:
        """Members of a set that is not known: elements of a sequence of unknown length."""
        key, places = self._set(*chosen)
        counter = t.fresh_name("k", ())
        size = t.element(f"#{key}", *places) if places else t.name(f"#{key}")
        positions = [[t.number(k + 1)] if len(indices) > 1 else [] for k in range(len(indices))]
        members = tuple(t.element(f"member.{key}", *k, *places, counter) for k in positions)
        self.ranges.found.append(Range(indices, t.ONE, size, members))

    def _set(self, first: int, end: int) -> tuple[str, tuple[Term, ...]]:
        """The key of a set, and its indices where it is one of several."""
        inside = self.cursor.inner(first, end)
        if starts_identifier(inside.token()):
            found = read_identifier(inside)
            if inside.at_end() and not found.primes:
                return found.key, found.indices
        texts = [token.text for token in self.cursor.tokens[first:end]]
        if any(text in self.cursor.bound for text in texts):
            raise self.unclear()
        return "".join(texts), ()

    def _listed(self, indices: list[Term], chosen: Piece) -> None:
        r"""A set that is written out: ``\{1, \ldots, n\}`` or ``\{0, 1\}``."""
        first, end = chosen[0] + 1, chosen[1] - 1
        if self.cursor.tokens[end].text != "\\}":
            raise self.unclear()
        parts = list(clauses(self.cursor, first, end))
        dots = [self.cursor.tokens[a].text == "\\ldots" for a, _ in parts]
        if True in dots:
            if dots.index(True) != len(dots) - 2:
                raise self.unclear()
            lower, upper = (self._read(part) for part in (parts[0], parts[-1]))
            self._check_consecutive(lower, parts[1:-2])
            self.ranges.found += [Range((index,), lower, upper) for index in indices]
            return
        values = tuple(self._read(part) for part in parts)
        self.ranges.found += [Range((index,), values=values) for index in indices]

    def _check_consecutive(self, lower: Term, parts: list[Piece]) -> None:
        first = t.value_of(lower)
        for k, part in enumerate(parts, 1):
            if first is None or t.value_of(self._read(part)) != first + k:
                raise self.unclear()

    # ----------------------------------------------------------------------------- orders

    def _ordered(self, sides: list[Piece], signs: list[str]) -> None:
        if self._bound_before(sides[0]) and len(signs) == 1:
            self._condition(sides, signs[0])
            return
        if all(sign in _FALLING for sign in signs) and len(signs) > 1:
            sides, signs = sides[::-1], [_FALLING[sign] for sign in signs[::-1]]
        if len(signs) > 1 and all(sign in _RISING for sign in signs):
            self._between(sides, signs)
        elif len(signs) == 1:
            self._one_sided(sides, signs[0])
        else:
            raise self.unclear()

    def _bound_before(self, side: Piece) -> bool:
        texts = [token.text.lstrip("\\") for token in self.cursor.tokens[slice(*side)]]
        own = {*self.ranges.keys, *(str(index.data) for index in self.pending)}
        return len(texts) == 1 and texts[0] in own

    def _condition(self, sides: list[Piece], sign: str) -> None:
        """``j \\ne i`` of an index that has its range already."""
        if sign not in ("!=", "<", "<=", ">", ">="):
            raise self.unclear()
        left, right = (self._read(side) for side in sides)
        self.ranges.conditions.append(t.relation(sign, left, right))

    def _between(self, sides: list[Piece], signs: list[str]) -> None:
        """``1 \\le i < j \\le n``: each index starts where the one before it stands."""
        self._refuse_open_pair(sides[0])
        lower, upper = (self._read(sides[k]) for k in (0, -1))
        upper = t.sub(upper, t.ONE) if signs[-1] == "<" else upper
        for side, sign in zip(sides[1:-1], signs, strict=False):
            index = self._plain_index(*side)
            start = t.add(lower, t.ONE) if sign == "<" else lower
            self.ranges.add(index, start, upper)
            lower = index

    def _one_sided(self, sides: list[Piece], sign: str) -> None:
        """``k \\ge 0`` runs to infinity; ``i \\ne j`` needs a range of i and a j that is bound."""
        index = self._plain_index(*sides[0])
        if sign in (">", ">=") and self._whole(sides[1]) is not None:
            lower = t.number((self._whole(sides[1]) or 0) + (sign == ">"))
            self.ranges.add(index, lower, t.INFINITY)
            return
        other = self._refuse_open_pair(sides[1])
        ranges = self.cursor.context.ranges
        known = ranges.get(str(index.data)) or self.cursor.ranges.get(other)
        if known is None or sign not in ("!=", "<", ">"):
            raise self.unclear()
        self.ranges.add(index, *known)
        self._condition(sides, sign)

    def _whole(self, side: Piece) -> int | None:
        value = t.value_of(self._read(side))
        return int(value) if value is not None and value.denominator == 1 else None

    def _refuse_open_pair(self, side: Piece) -> str:
        r"""``\sum_{i \ne j}`` where nothing says whether j is summed over as well.

        Gives the name that the side consists of, if it is one.
        """
        texts = [token.text.lstrip("\\") for token in self.cursor.tokens[slice(*side)]]
        letter = texts[0] if len(texts) == 1 else ""
        if letter in names.INDEX_LETTERS and letter not in self.cursor.bound and letter != "n":
            message = f"is {letter} fixed here, or does the {self.operator} run over it as well?"
            cure = f"write {self.operator}_{{j=1, j \\ne i}}^{{n}}, or two signs for two indices"
            raise self.unclear(message, cure)
        return letter

    def finished(self) -> Ranges:
        """The ranges, those of bare indices taken from what the page says of them."""
        if self.upper is not None and not self.upper_used:
            raise self.unclear()
        for index in self.pending:
            if index.op is not Op.NAME:
                raise self.unclear()
            known = self.cursor.context.ranges.get(str(index.data), (t.ONE, UNKNOWN_SIZE))
            self.ranges.add(index, *known)
        return self.ranges
