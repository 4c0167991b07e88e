"""The verb notes: entries of the catalogue as pages, checked, with the plots of what runs."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import count

from symcalc import catalogue
from symcalc.api.algorithms import algorithm
from symcalc.api.checking import check_pages
from symcalc.api.running import Comparison, compare
from symcalc.catalogue import Entry
from symcalc.core.verdict import FileReport
from symcalc.pages import Page
from symcalc.write.notes.markup import blocks_of, given_prose, marks_of
from symcalc.write.notes.page import Notes, NotesPage, Plot, Style, Words

#: Pages of wrong derivations are no notes, unless they are asked for.
_MISTAKES = "mistakes"


@dataclass(frozen=True)
class Noted:
    """Notes, and for each plot in them the runs that it shows."""

    notes: Notes
    plots: dict[str, Comparison] = field(default_factory=dict)


def chosen(names: Sequence[str]) -> list[Entry]:
    """The entries of some names and topics, all but the mistakes for none; KeyError if unknown."""
    every = catalogue.names()
    found: list[str] = []
    for name in names:
        hits = [each for each in every if name in (each, each.partition("/")[0])]
        if not hits:
            raise KeyError(name)
        found += hits
    usual = [each for each in every if each.partition("/")[0] != _MISTAKES]
    return [catalogue.load(each) for each in dict.fromkeys(found or usual)]


def note(
    entries: Sequence[Entry],
    *,
    title: str = "Notes",
    stem: str = "",
    progress: Callable[[int, int], None] | None = None,
) -> Noted:
    """Check the entries and make a page of each; plots are named after ``stem``, none if empty."""
    inputs = [Page(entry.name, entry.text) for entry in entries]
    report = check_pages(inputs, progress=progress)
    plots: dict[str, Comparison] = {}
    numbers = count(1)
    pages = [
        _page(entry, file, numbers, _plot(entry, stem, plots) if stem else None)
        for entry, file in zip(entries, report.files, strict=True)
    ]
    return Noted(Notes(title, tuple(pages)), plots)


def _page(entry: Entry, file: FileReport, numbers: Iterator[int], plot: Plot | None) -> NotesPage:
    blocks = blocks_of(entry.text, marks_of(entry.text, file.findings), numbers)
    lets = catalogue.block(entry.text, entry.name).get("let", [])
    symbols = [
        (Words(letter, Style.MATH), Words(f": {meaning}")) for letter, meaning in entry.symbols
    ]
    shown = (*blocks, plot) if plot else tuple(blocks)
    return NotesPage(entry.name, (*map(given_prose, lets), *symbols), shown)


def _plot(entry: Entry, stem: str, plots: dict[str, Comparison]) -> Plot | None:
    """The plot of an entry that runs where it says."""
    if not entry.runs:
        return None
    found = algorithm(entry.name)
    if found.table.moves and not found.table.on:
        return None
    runs = compare([entry.name])
    key = f"{stem}-{entry.name.replace('/', '-')}"
    plots[key] = runs
    (trajectory,) = runs.trajectories
    on = f" on {trajectory.surface}" if trajectory.surface else ""
    return Plot(key, f"{trajectory.title}{on}, {trajectory.steps} steps.")
