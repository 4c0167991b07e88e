"""A derived result as a page of notes, with the verdict of each step at its row."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from symcalc.core.derivation import Outcome
from symcalc.core.verdict import Verdict
from symcalc.write.markdown import write_markdown
from symcalc.write.notes.html import write_notes_html
from symcalc.write.notes.markup import Marks, blocks_of, given_prose
from symcalc.write.notes.page import Block, Display, Notes, NotesPage
from symcalc.write.parts import given, title


def write_html(outcome: Outcome) -> str:
    """The derivation as one HTML file; FormulaError where ziamath is not installed."""
    return write_notes_html(Notes(title(outcome.problem), (derived_page(outcome),)))


def derived_page(outcome: Outcome) -> NotesPage:
    """The blocks of the Markdown page of a derivation, its rows marked."""
    blocks = blocks_of(write_markdown(outcome), Marks())
    prose = tuple(map(given_prose, given(outcome.problem)))
    return NotesPage("derived", prose, tuple(_marked(blocks, outcome)))


def _marked(blocks: Iterator[Block], outcome: Outcome) -> Iterator[Block]:
    """The page shows the lines that have steps, in their order, before any other display."""
    verdicts = iter([[step.verdict for step in line.steps] for line in outcome.lines if line.steps])
    for block in blocks:
        yield _with_verdicts(block, next(verdicts, [])) if isinstance(block, Display) else block


def _with_verdicts(display: Display, verdicts: list[Verdict]) -> Display:
    rows = zip(display.rows, verdicts, strict=False)
    marked = tuple(replace(row, verdicts=(verdict,)) for row, verdict in rows)
    return replace(display, rows=marked or display.rows)
