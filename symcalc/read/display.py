"""The chains of one display as statements, and what is learnt from each as it goes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

from symcalc.core import term as t
from symcalc.core.problem import Role, Scope, Statement, Trouble
from symcalc.core.span import Span
from symcalc.core.term import Op, Term
from symcalc.read import names
from symcalc.read.errors import ReadError
from symcalc.read.formula import cursor_over
from symcalc.read.knowledge import Knowledge
from symcalc.read.labels import resolved
from symcalc.read.lexer import Token
from symcalc.read.page import Formula, Page
from symcalc.read.results import equations_of, is_to_be_shown
from symcalc.read.roles import Link, Surroundings, role_of
from symcalc.read.rows import Chain
from symcalc.read.signs import one_of_two, single_signed
from symcalc.read.stated import condition_of, first_equation, offered_with_others
from symcalc.read.steps import Part, Steps

_COMPARISONS: Final = frozenset({"<", ">", "<=", ">=", "!="})


@dataclass(frozen=True)
class _Side:
    """One side of a chain: its text, and its term or what prevented one."""

    text: str
    span: Span
    term: Term | None = None
    trouble: Trouble | None = None
    positions: tuple[tuple[Span, Term], ...] = ()


class DisplayReader:
    """Reads the chains of one display, learning its definitions as it goes."""

    def __init__(self, page: Page, formula: Formula, number: int, knowledge: Knowledge) -> None:
        self.page = page
        self.number = number
        self.knowledge = knowledge
        self.lead = page.lead(formula)
        self.announced = is_to_be_shown(page.source.text, formula, self.lead)
        self.variable: Term | None = None
        self.steps = Steps(self.lead)

    def read(self, found: list[Chain]) -> list[Statement]:
        """The statements of all chains, in order."""
        surroundings = Surroundings(self.lead, len(found), any(c.implied for c in found))
        conditions = [relation for chain in found if chain.condition
                      for relation in self._condition(chain)]  # fmt: skip
        statements: list[Statement] = []
        singles = [single for each in found for single in single_signed(each)]
        for k, chain in enumerate(singles):
            around = replace(surroundings, unknowns=self.steps.unknowns())
            made = self._chain(chain, around, conditions, offered_with_others(singles, k))
            place = len(statements) + first_equation(made)
            part = Part(chain, self._as_condition(chain, made), place, _texts(made))
            if not chain.condition:  # what restricts the others is in their scope
                self.steps.parts.append(part)
            statements.extend(made)
        for place, inference in self.steps.inferences().items():
            statements[place] = replace(statements[place], inference=inference)
        return statements

    def _as_condition(self, chain: Chain, statements: list[Statement]) -> Term | None:
        def read(tokens: list[Token]) -> Term | None:
            return self._side(tokens, (), chain).term

        return condition_of(chain, statements, read, self.steps.unknowns())

    def _condition(self, chain: Chain) -> list[Term]:
        """A side condition of a row as relations, as far as it can be read."""
        sides = [self._side(tokens, (), chain) for tokens in chain.sides]
        relations = []
        for token, (left, right) in zip(chain.relations, pairwise(sides), strict=True):
            sign = names.RELATIONS[token.text]
            if left.term is not None and right.term is not None and sign in _COMPARISONS:
                relations.append(t.relation(sign, left.term, right.term))
        return relations

    def _chain(
        self, chain: Chain, surroundings: Surroundings, conditions: list[Term], offered: bool
    ) -> list[Statement]:
        bound = _parameters(chain.sides[0])
        sides = [self._side(tokens, bound, chain) for tokens in chain.sides]
        statements = []
        for k, (left, right) in enumerate(pairwise(sides)):
            sign = names.RELATIONS[chain.relations[k].text]
            link = Link(sign, left.term, right.term, k, chain)
            role = role_of(link, surroundings, self.knowledge)
            either = one_of_two(chain, k)
            if (either or offered) and role is Role.DEFINITION:
                role = Role.EQUATION
            statement = self._statement(link, (left, right), role, conditions)
            loose = "± on one side only" if either else ""
            statement = replace(statement, constant_in=_constant_in(sides, k), loose=loose)
            statements.append(statement)
            shown_below = self.announced and role is Role.EQUATION
            self._learn(statement, chain.labelled or either or offered or shown_below)
        two_valued = any(one_of_two(chain, k) for k in range(len(chain.relations)))
        if not (self.announced or offered or two_valued):
            self.knowledge.display(equations_of(chain, statements))
        return statements

    def _statement(
        self, link: Link, sides: tuple[_Side, _Side], role: Role, conditions: list[Term]
    ) -> Statement:
        left, right = sides
        row = link.chain.rows[link.position]
        judged = link.sign in names.JUDGED
        return Statement(
            span=self._place(link, _join(left.span, right.span)),
            display=self.number,
            row=row,
            left_text=left.text,
            relation=link.sign,
            right_text=right.text,
            role=role if judged else Role.EQUATION,
            left=left.term,
            right=right.term,
            scope=self._scope(conditions),
            reason=resolved(link.chain.reasons.get(row, ""), self.page.labels, self.page.source),
            trouble=(left.trouble or right.trouble) if judged else None,
            positions=left.positions + right.positions,
        )

    def _place(self, link: Link, joined: Span) -> Span:
        """From its relation on for a later link, whose left side stands in the row above."""
        if link.position == 0:
            return joined
        start = self.page.source.place(link.chain.relations[link.position].start)
        return Span(*start, joined.end_line, joined.end_column)

    def _scope(self, conditions: list[Term]) -> Scope:
        """What is known here, with the side conditions of the row."""
        scope = self.knowledge.scope()
        extra = tuple(c for c in conditions if c not in scope.assumptions)
        return replace(scope, assumptions=scope.assumptions + extra) if extra else scope

    def _side(self, tokens: list[Token], bound: Sequence[str], chain: Chain) -> _Side:
        source = self.page.source
        if not tokens:
            sign = chain.relations[0]
            place = source.span(sign.start, sign.end)
            return _Side("", place, None, Trouble("SC013", "a side is missing", place, "nothing"))
        start, end = tokens[0].start, max(token.end for token in tokens)
        span, text = source.span(start, end), source.text[start:end]
        context = self.knowledge.context
        context.plain = False
        try:
            cursor = cursor_over(source, tokens, context)
            cursor.integration_variable = self.variable
            cursor.bound.extend(bound)
            term = cursor.read_all()
        except ReadError as error:
            return _Side(text, span, None, error.trouble)
        self.variable = cursor.integration_variable
        self._mention_implied()
        return _Side(text, span, term, None, tuple(cursor.positions))

    def _mention_implied(self) -> None:
        """What the notation rests on may be used further on: k_1 + … + k_m = n."""
        implied, self.knowledge.context.implied = self.knowledge.context.implied, []
        for relation in implied:
            self.knowledge.mention(relation)

    def _learn(self, statement: Statement, mentioned: bool) -> None:
        """A definition is known from its line on; an equation is a fact that holds.

        What a labelled hypothesis says holds under it alone, what a line with ± on one side
        says, or one of several values, may not hold, and what is shown below may not be used
        before: such a relation is only mentioned.
        """
        left, right = statement.left, statement.right
        if left is None or right is None or statement.relation not in ("=", ":="):
            return
        if right.op is Op.TUPLE:  # a list of what there is binds no value
            return
        if mentioned:
            self.knowledge.mention(t.relation("=", left, right))
            return
        if statement.role is Role.DEFINITION:
            self.knowledge.define(left, right, statement.span)
            self.knowledge.state_value(left, right)
        elif statement.role is Role.EQUATION and t.free_names(left) | t.free_names(right):
            self.knowledge.assume(t.relation("=", left, right))


def _texts(statements: list[Statement]) -> tuple[tuple[str, Term], ...]:
    """The sides of statements with their text, as far as they could be read."""
    sides = [(s.left_text, s.left) for s in statements[:1]]
    sides += [(s.right_text, s.right) for s in statements]
    return tuple((text, term) for text, term in sides if term is not None)


def _constant_in(sides: list[_Side], k: int) -> Term | None:
    """The variable up to a constant in which link k holds: its chain is an antiderivative's."""
    first = sides[0].term
    if not k or first is None or not _is_antiderivative(first):
        return None
    if any(_has_antiderivative(side) for side in sides[k : k + 2]):
        return None
    return first.args[1]


def _is_antiderivative(term: Term) -> bool:
    return term.op is Op.INTEGRAL and len(term.args) == 2


def _has_antiderivative(side: _Side) -> bool:
    return side.term is not None and any(map(_is_antiderivative, t.postorder(side.term)))


def _parameters(tokens: list[Token]) -> list[str]:
    """The parameters of ``f(u, v) = …``: names of their own, even where u is a function too."""
    texts = [token.text for token in tokens]
    if len(texts) < 4 or texts[-1] != ")" or texts.count("(") != 1:
        return []
    inside = texts[texts.index("(") + 1 : -1]
    names_only = all(text.isalpha() and len(text) == 1 for text in inside[::2])
    if not names_only or any(text != "," for text in inside[1::2]):
        return []
    return inside[::2]


def _join(left: Span, right: Span) -> Span:
    first, last = min(left, right), max(left, right)
    return Span(first.line, first.column, last.end_line, last.end_column)
