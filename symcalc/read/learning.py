"""What a page says of its names before its displays are read: blocks, prose, and use."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from symcalc.core import term as t
from symcalc.core.kind import INTEGER, REAL, SEQUENCE, SET, Declaration, Kind
from symcalc.core.problem import Statement, Trouble
from symcalc.core.term import Op, Term
from symcalc.read.asides import learn_range
from symcalc.read.chance import chance_of
from symcalc.read.errors import ReadError
from symcalc.read.infer import survey
from symcalc.read.knowledge import Knowledge
from symcalc.read.lets import learn_block, learn_lets
from symcalc.read.lexer import Token, tokenize
from symcalc.read.page import Formula, Page
from symcalc.read.prose import learn_inline
from symcalc.read.usual_functions import by_word, is_named

_LONGEST: Final = 50_000  # characters of one display; nobody writes a longer formula


def learn_blocks(page: Page, knowledge: Knowledge) -> list[Trouble]:
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


def scalars(knowledge: Knowledge) -> frozenset[str]:
    """The names that are no arrays: declared otherwise, indices, and functions."""
    context = knowledge.context
    stated = {key for key, item in knowledge.declarations.items() if not item.inferred}
    return frozenset(stated | context.indices | context.functions.keys())


def scan(page: Page, troubles: list[Trouble]) -> list[tuple[Formula, list[Token]]]:
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


def learn_kinds(
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
    for key, relation in prose.spoken_of.items():
        knowledge.mention_property(key, relation)
    named = {key: known for key, known in prose.definitions.items() if is_named(known)}
    context = knowledge.context
    for key, kind in by_use.items():
        context.kinds.setdefault(key, kind)
    context.hessians = "Hessian" in page.source.text
    knowledge.chance = chance_of(page, scanned, context)
    survey([tokens for _, tokens in scanned], page.source, context)
    for key, definition in (by_word(context.functions) | named).items():
        knowledge.definitions.setdefault(key, definition)
    declare_by_use(knowledge)


def declare_by_use(knowledge: Knowledge) -> None:
    """Declare the names that are arrays by their use."""
    for key, kind in knowledge.context.kinds.items():
        knowledge.declarations.setdefault(key, Declaration(key, kind, "use"))


def note_use(statements: list[Statement], knowledge: Knowledge) -> None:
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
