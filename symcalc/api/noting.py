"""The verb notes: entries of the catalogue as pages, checked, with the plots of what runs."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import count
from typing import TYPE_CHECKING, Protocol

from symcalc import catalogue
from symcalc.api.algorithms import algorithm
from symcalc.api.checking import check_pages
from symcalc.api.curves import curves_of
from symcalc.api.running import compare
from symcalc.catalogue import Entry
from symcalc.core.verdict import FileReport
from symcalc.pages import Page
from symcalc.write.notes.markup import blocks_of, given_prose, marks_of
from symcalc.write.notes.page import Notes, NotesPage, Plot, Style, Words

if TYPE_CHECKING:
    from matplotlib.figure import Figure

#: Pages of wrong derivations are no notes, unless they are asked for.
_MISTAKES = "mistakes"


class Drawable(Protocol):
    """What has a figure: a run, or the curves of an entry."""

    def figure(self) -> Figure:
        """The figure; PlotError without matplotlib."""


@dataclass(frozen=True)
class Noted:
    """Notes, and for each plot in them, by its stem, what it shows."""

    notes: Notes
    plots: dict[str, Drawable] = field(default_factory=dict)


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
    plots: dict[str, Drawable] = {}
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


def _plot(entry: Entry, stem: str, plots: dict[str, Drawable]) -> Plot | None:
    """The plot of an entry that runs where it says, or that asks for curves."""
    drawn = _run_where_it_says(entry) if entry.runs else None
    curves = curves_of(entry)
    if drawn is None and curves is not None:
        drawn = curves, f"{entry.title}, and its error."
    if drawn is None:
        return None
    key = f"{stem}-{entry.name.replace('/', '-')}"
    plots[key] = drawn[0]
    return Plot(key, drawn[1])


def _run_where_it_says(entry: Entry) -> tuple[Drawable, str] | None:
    """The run of an entry with its caption; None where it says no surface to run on."""
    table = algorithm(entry.name).table
    if table.moves and not table.on:
        return None
    runs = compare([entry.name])
    (trajectory,) = runs.trajectories
    on = f" on {trajectory.surface}" if trajectory.surface else ""
    return runs, f"{trajectory.title}{on}, {trajectory.steps} steps."
