"""From a page to its statements: the whole way, in the order in which a person reads.

First what the page says about its names (blocks, prose, use), then display by display
what it claims; a definition is known from its line on.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from symcalc.core.kind import Kind
from symcalc.core.kind_shapes import array_kinds, has_arrays
from symcalc.core.problem import Document, Scope, Statement, Trouble
from symcalc.core.span import Source
from symcalc.core.term import Op, Term
from symcalc.read.chance import with_averaged
from symcalc.read.denial import denying_word
from symcalc.read.display import DisplayReader
from symcalc.read.document import find_formulas
from symcalc.read.errors import refuse
from symcalc.read.examples import Examples
from symcalc.read.formula import cursor_over, tokens_of
from symcalc.read.going_on import joined
from symcalc.read.infer import survey
from symcalc.read.kinds import kinds_by_use, unsettled
from symcalc.read.knowledge import Knowledge
from symcalc.read.learning import (
    declare_by_use,
    learn_blocks,
    learn_kinds,
    note_use,
    scalars,
    scan,
)
from symcalc.read.lets import learn_lets
from symcalc.read.lexer import Token, with_depths
from symcalc.read.macros import find_macros
from symcalc.read.noncommuting import in_both_orders
from symcalc.read.page import Formula, Page
from symcalc.read.prose import learn_inline
from symcalc.read.restated import with_theorems
from symcalc.read.roles import array_word, loosening_word
from symcalc.read.rows import chains
from symcalc.read.steps import Steps, follows_from_before

_FEW_WORDS: Final = 2  # "and therefore" between two displays
_WORD: Final = re.compile(r"[A-Za-z]{2,}")
_NEW_SENTENCE: Final = re.compile(r"[.!?]\s+\S*[A-Za-z]")
_PASSES: Final = 3  # in which the kinds that the lines show are found
_REACH_OF_WORDS: Final = 200  # characters behind a display in which prose explains it


@dataclass(frozen=True)
class Reading:
    """Expressions that were read, with what was declared beside them."""

    terms: tuple[Term, ...]
    scope: Scope = field(default_factory=Scope)


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
        more = kinds_by_use(lines, context.kinds, scalars(knowledge))
        if not more:
            break
        context.kinds.update(more)
    declare_by_use(knowledge)
    return terms


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
    scanned = joined(page, scan(page, troubles))
    kinds: dict[str, Kind] = {}
    for _ in range(_PASSES):
        knowledge = Knowledge()
        learn_lets(lets, knowledge)
        in_blocks = learn_blocks(page, knowledge)
        learn_kinds(page, scanned, knowledge, kinds)
        statements = _statements(page, scanned, knowledge)
        lines = [*statements, *_said(page, knowledge)]
        more = kinds_by_use(lines, knowledge.context.kinds, scalars(knowledge))
        if not more:
            break
        kinds |= more
    statements = [_settled(statement, knowledge) for statement in with_averaged(statements)]
    troubles += in_blocks
    return Document(
        path,
        (*map(_of_trouble, troubles), *statements),
        tuple(knowledge.declarations.values()),
        tuple(troubles),
        knowledge.scope(),
    )


def _said(page: Page, knowledge: Knowledge) -> list[Statement]:
    """The equations of the prose as lines: they show what is a vector as displays do."""
    place = page.source.span(0, 0)
    said = (*knowledge.assumptions, *knowledge.mentioned)
    equations = [each for each in said if each.op is Op.RELATION and each.data == "="]
    return [
        Statement(place, 0, 0, "", "=", "", left=left, right=right)
        for left, right in (each.args for each in equations)
    ]


def _settled(statement: Statement, knowledge: Knowledge) -> Statement:
    """A line is not read if it means another thing for each kind that a name may have."""
    known = knowledge.context.kinds, scalars(knowledge)
    trouble = unsettled(statement, *known) or in_both_orders(statement, *known)
    return replace(statement, trouble=statement.trouble or trouble) if trouble else statement


def _statements(
    page: Page, scanned: list[tuple[Formula, list[Token]]], knowledge: Knowledge
) -> list[Statement]:
    found: list[Statement] = []
    leads: dict[int, str] = {}
    number = 0
    loose = ""
    before: Formula | None = None
    last: tuple[int, Steps] | None = None
    word, place = array_word(page.source.text)
    examples = Examples(page.source.text, knowledge)
    for formula, tokens in scanned:
        examples.reach(formula.opening)
        if before is not None and _begins_anew(page, before, formula):
            knowledge.end_cases()
        before = formula
        if not formula.display:
            learn_inline(page.source, tokens, formula.start, formula.end, knowledge)
            continue
        number += 1
        reader = DisplayReader(page, formula, number, knowledge)
        leads[number] = reader.lead
        link = page.source.text[last[0] : formula.opening] if last is not None else ""
        if last is not None and follows_from_before(link):
            reader.steps.go_on_from(last[1], link.strip("$ \n"))
        last = (formula.end, reader.steps)
        if len(_WORD.findall(reader.lead)) > _FEW_WORDS:
            loose = loosening_word(reader.lead)
        denied = denying_word(reader.lead, page.behind(formula, _REACH_OF_WORDS))
        arrays = word if place < formula.end + _REACH_OF_WORDS else ""
        for each in reader.read(chains(tokens)):
            special = arrays if _is_about_arrays(each) else ""
            found.append(replace(each, loose=each.loose or denied or loose or special))
    note_use(found, knowledge)
    return with_theorems(found, page.source, leads)


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
