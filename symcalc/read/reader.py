"""From a page to its statements: the whole way, in the order in which a person reads.

First what the page says about its names (blocks, prose, use), then display by display
what it claims; a definition is known from its line on.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Final

from symcalc.core import term as t
from symcalc.core.kind import INTEGER, REAL, SEQUENCE, SET, Declaration, Kind
from symcalc.core.problem import Document, Role, Scope, Statement, Trouble
from symcalc.core.shape import array_kinds, has_arrays
from symcalc.core.span import Source, Span
from symcalc.core.term import Op, Term
from symcalc.read import names
from symcalc.read.asides import learn_range
from symcalc.read.document import Formula, Page, find_formulas
from symcalc.read.errors import ReadError, refuse
from symcalc.read.formula import cursor_over, tokens_of
from symcalc.read.infer import survey
from symcalc.read.kinds import kinds_by_use, unsettled
from symcalc.read.knowledge import Knowledge
from symcalc.read.labels import resolved
from symcalc.read.lets import learn_block, learn_lets
from symcalc.read.lexer import Token, tokenize, with_depths
from symcalc.read.macros import find_macros
from symcalc.read.prose import learn_inline
from symcalc.read.roles import Link, Surroundings, array_word, loosening_word, role_of
from symcalc.read.rows import Chain, chains
from symcalc.read.signs import one_of_two, single_signed
from symcalc.read.stated import condition_of, first_equation, offered_with_others
from symcalc.read.steps import Part, Steps, follows_from_before
from symcalc.read.usual_functions import by_word, is_named

_FEW_WORDS: Final = 2  # "and therefore" between two displays
_WORD: Final = re.compile(r"[A-Za-z]{2,}")
_NEW_SENTENCE: Final = re.compile(r"[.!?]\s+\S*[A-Za-z]")
_COMPARISONS: Final = frozenset({"<", ">", "<=", ">=", "!="})
_PASSES: Final = 3  # in which the kinds that the lines show are found
_REACH_OF_WORDS: Final = 200  # characters behind a display in which prose explains it
_LONGEST: Final = 50_000  # characters of one display; nobody writes a longer formula


@dataclass(frozen=True)
class Reading:
    """Expressions that were read, with what was declared beside them."""

    terms: tuple[Term, ...]
    scope: Scope = field(default_factory=Scope)


@dataclass(frozen=True)
class _Side:
    """One side of a chain: its text, and its term or what prevented one."""

    text: str
    span: Span
    term: Term | None = None
    trouble: Trouble | None = None
    positions: tuple[tuple[Span, Term], ...] = ()


# -------------------------------------------------------------------------- expressions


def read_expression(text: str, lets: Sequence[str] = (), several: bool = False) -> Reading:
    """Read one expression (or several, separated by ``;``), in LaTeX or typed plainly.

    Raises ReadError with the place and the cure for what cannot be read.
    """
    knowledge = Knowledge()
    learn_lets(lets, knowledge)
    source = Source(text, "<expression>")
    tokens = tokens_of(source, knowledge.context, find_macros(text))
    plain = knowledge.context.plain
    if not tokens:
        raise refuse("SC013", "the expression is empty", source.span(0, 0), "nothing")
    survey([] if plain else [tokens], source, knowledge.context)
    knowledge.context.plain = plain
    pieces = _at_semicolons(tokens) if several else [tokens]
    terms = _read_pieces(source, pieces, knowledge)
    return Reading(terms, knowledge.scope())


def _read_pieces(
    source: Source, pieces: Sequence[list[Token]], knowledge: Knowledge
) -> tuple[Term, ...]:
    """The terms of an expression; names that must be arrays for it to conform become such."""
    context = knowledge.context
    for _ in range(_PASSES):
        terms = tuple(cursor_over(source, piece, context).read_all() for piece in pieces)
        place = source.span(0, 0)
        lines = [Statement(place, 0, 0, "", "", "", left=term) for term in terms]
        more = kinds_by_use(lines, context.kinds, _scalars(knowledge))
        if not more:
            break
        context.kinds.update(more)
    _declare_by_use(knowledge)
    return terms


def _declare_by_use(knowledge: Knowledge) -> None:
    for key, kind in knowledge.context.kinds.items():
        knowledge.declarations.setdefault(key, Declaration(key, kind, "use"))


def _at_semicolons(tokens: list[Token]) -> list[list[Token]]:
    pieces: list[list[Token]] = [[]]
    for token, depth in with_depths(tokens):
        if depth == 0 and token.text == ";":
            pieces.append([])
        else:
            pieces[-1].append(token)
    return [piece for piece in pieces if piece]


# ---------------------------------------------------------------------------- documents


def read_document(text: str, path: str = "<text>", lets: Sequence[str] = ()) -> Document:
    """Read a Markdown page or a LaTeX source into its statements.

    Never raises for what the page contains: what cannot be read is a statement with its
    trouble.  Raises ReadError only for ``lets`` that cannot be read.
    """
    page = find_formulas(Source(text, path))
    troubles = list(page.troubles)
    scanned = _scan(page, troubles)
    kinds: dict[str, Kind] = {}
    for _ in range(_PASSES):
        knowledge = Knowledge()
        learn_lets(lets, knowledge)
        in_blocks = _learn_blocks(page, knowledge)
        _learn_kinds(page, scanned, knowledge, kinds)
        statements = _statements(page, scanned, knowledge)
        more = kinds_by_use(statements, knowledge.context.kinds, _scalars(knowledge))
        if not more:
            break
        kinds |= more
    statements = [_settled(statement, knowledge) for statement in statements]
    troubles += in_blocks
    return Document(
        path,
        (*map(_of_trouble, troubles), *statements),
        tuple(knowledge.declarations.values()),
        tuple(troubles),
        knowledge.scope(),
    )


def _settled(statement: Statement, knowledge: Knowledge) -> Statement:
    """A line is not read if it means another thing for each kind that a name may have."""
    trouble = unsettled(statement, knowledge.context.kinds, _scalars(knowledge))
    return replace(statement, trouble=statement.trouble or trouble) if trouble else statement


def _learn_blocks(page: Page, knowledge: Knowledge) -> list[Trouble]:
    """What the fenced blocks declare, and what prevented some of them."""
    troubles = []
    for block in page.blocks:
        try:
            learn_block(page.source, block.start, block.end, knowledge)
        except ReadError as error:
            troubles.append(error.trouble)
    for said, span in page.said:
        try:
            learn_lets((said,), knowledge, "block")
        except ReadError as error:
            troubles.append(replace(error.trouble, span=span))
    return troubles


def _scalars(knowledge: Knowledge) -> frozenset[str]:
    """The names that are no arrays: declared otherwise, indices, and functions."""
    context = knowledge.context
    stated = {key for key, item in knowledge.declarations.items() if not item.inferred}
    return frozenset(stated | context.indices | context.functions.keys())


def _scan(page: Page, troubles: list[Trouble]) -> list[tuple[Formula, list[Token]]]:
    """The tokens of every formula; a formula beyond all measure is a trouble."""
    scanned = []
    for formula in page.formulas:
        span = page.source.span(formula.start, formula.end)
        if formula.end - formula.start > _LONGEST:
            message = f"a formula of more than {_LONGEST} characters"
            troubles.append(Trouble("SC015", message, span, "display", "split it"))
            continue
        try:
            tokens = tokenize(page.source, formula.start, formula.end, page.macros)
        except ReadError as error:
            troubles.append(error.trouble)
            continue
        scanned.append((formula, tokens))
    return scanned


def _learn_kinds(
    page: Page,
    scanned: list[tuple[Formula, list[Token]]],
    knowledge: Knowledge,
    by_use: Mapping[str, Kind],
) -> None:
    """What prose and use say of names anywhere on the page holds everywhere on it."""
    prose = Knowledge(context=knowledge.context, everywhere=True)
    knowledge.context.text = page.source.text
    for formula, tokens in scanned:
        learn_range(tokens, page.source, knowledge.context)
        if not formula.display:
            learn_inline(page.source, tokens, formula.start, formula.end, prose)
    for key, declaration in prose.declarations.items():
        knowledge.declarations.setdefault(key, declaration)
    named = {key: known for key, known in prose.definitions.items() if is_named(known)}
    context = knowledge.context
    for key, kind in by_use.items():
        context.kinds.setdefault(key, kind)
    context.hessians = "Hessian" in page.source.text
    survey([tokens for _, tokens in scanned], page.source, context)
    for key, definition in (by_word(context.functions) | named).items():
        knowledge.definitions.setdefault(key, definition)
    _declare_by_use(knowledge)


def _statements(
    page: Page, scanned: list[tuple[Formula, list[Token]]], knowledge: Knowledge
) -> list[Statement]:
    found: list[Statement] = []
    number = 0
    loose = ""
    before: Formula | None = None
    last: tuple[int, Steps] | None = None
    word, place = array_word(page.source.text)
    for formula, tokens in scanned:
        if before is not None and _begins_anew(page, before, formula):
            knowledge.end_cases()
        before = formula
        if not formula.display:
            learn_inline(page.source, tokens, formula.start, formula.end, knowledge)
            continue
        number += 1
        reader = _DisplayReader(page, formula, number, knowledge)
        link = page.source.text[last[0] : formula.opening] if last is not None else ""
        if last is not None and follows_from_before(link):
            reader.steps.go_on_from(last[1], link.strip("$ \n"))
        last = (formula.end, reader.steps)
        if len(_WORD.findall(reader.lead)) > _FEW_WORDS:
            loose = loosening_word(reader.lead)
        arrays = word if place < formula.end + _REACH_OF_WORDS else ""
        for each in reader.read(chains(tokens)):
            special = arrays if _is_about_arrays(each) else ""
            found.append(replace(each, loose=each.loose or loose or special))
    _note_use(found, knowledge)
    return found


def _is_about_arrays(statement: Statement) -> bool:
    sides = [side for side in (statement.left, statement.right) if side is not None]
    return has_arrays(sides, array_kinds(statement.scope))


def _begins_anew(page: Page, before: Formula, formula: Formula) -> bool:
    """Whether the text between two formulas leaves the case that was spoken of."""
    text = page.source.text[before.end : formula.opening]
    if before.display:
        return len(_WORD.findall(text)) > _FEW_WORDS
    return _NEW_SENTENCE.search(text) is not None


def _of_trouble(trouble: Trouble) -> Statement:
    """A formula that could not even be split into rows, as a statement."""
    return Statement(trouble.span, 0, 0, trouble.construct, "", "", trouble=trouble)


def _note_use(statements: list[Statement], knowledge: Knowledge) -> None:
    """Every name that nobody declared was taken for a real number, a count or a sequence."""
    for statement in statements:
        for side in (statement.left, statement.right):
            if side is None:
                continue
            for key, kind in _kinds_by_use(side).items():
                if key not in knowledge.declarations:
                    declaration = Declaration(key, kind, "use", statement.span)
                    knowledge.declarations[key] = declaration


def _kinds_by_use(side: Term) -> dict[str, Kind]:
    """The free names of a term with the kind that their use shows."""
    kinds: dict[str, Kind] = {}
    nodes = t.postorder(side)
    for node in nodes:
        if node.op is Op.ELEMENT:
            kinds[str(node.data)] = SEQUENCE
            counted = node.args
        else:
            counted = node.args[2:] if node.op in (Op.SUM, Op.PRODUCT) else ()
        for bound in counted:
            kinds.update(dict.fromkeys(sorted(t.free_names(bound)), INTEGER))
    for node in nodes:
        if node.op is Op.RELATION and node.data in ("in", "not in"):
            kinds[str(node.args[1].data)] = SET
        elif node.op is Op.NAME:
            kinds.setdefault(str(node.data), REAL)
    free = t.free_names(side)
    return {k: v for k, v in kinds.items() if k in free and not k.startswith(("#", "member."))}


class _DisplayReader:
    """Reads the chains of one display, learning its definitions as it goes."""

    def __init__(self, page: Page, formula: Formula, number: int, knowledge: Knowledge) -> None:
        self.page = page
        self.number = number
        self.knowledge = knowledge
        self.lead = page.lead(formula)
        self.variable: Term | None = None
        self.steps = Steps(self.lead)

    def read(self, found: list[Chain]) -> list[Statement]:
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
            self._learn(statement, chain.labelled or either or offered)
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

        What a labelled hypothesis says holds under it alone, and what a line with ± on one
        side says, or one of several values, may not hold: such a relation is only mentioned.
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
