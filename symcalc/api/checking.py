"""The verbs read and check: from pages to statements, and to a report."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from os import PathLike, fspath
from pathlib import Path

from symcalc import pages
from symcalc.api.cells import in_cells
from symcalc.check.batch import Input, Options, check_files
from symcalc.check.budget import Budget
from symcalc.check.cache import default_path
from symcalc.core import verdict as core
from symcalc.core.problem import Document
from symcalc.core.verdict import FileReport
from symcalc.read import read_document
from symcalc.request import check_lets
from symcalc.write.notebook import report_markdown

#: What a page is checked from: a path, or the text itself.
Source = str | PathLike[str]


def read(text: str, *, let: Iterable[str] = (), path: str = "<text>") -> Document:
    """The statements of a Markdown or LaTeX text, as they were understood."""
    return read_document(text, path, tuple(let))


@dataclass(frozen=True)
class Report(core.Report):
    """The outcome of a check; a notebook shows it as a table."""

    def _repr_markdown_(self) -> str:
        return report_markdown(self)


def check(  # noqa: PLR0913  # each option of the command is a keyword here
    source: Source | Iterable[Source],
    *,
    let: Iterable[str] = (),
    jobs: int | None = None,
    seconds: float = 5.0,
    seed: int = 0,
    cache: bool = False,
    floating_point: bool = False,
) -> Report:
    """Judge every line of one or several pages.

    A source is a path (a file, or a folder that is searched) or the text of a page; text is
    known by a line break or a dollar sign.  ``let`` adds declarations such as ``"x > 0"``;
    ``seconds`` is the budget of one claim; with ``cache``, verdicts are kept in the user's cache
    directory and taken from there.  With ``floating_point``, equal sides of which one loses its
    digits in double precision are reported (SC701).  A file that cannot be read has an ``error``
    in its :class:`FileReport`.  Raises :class:`InputError` for a ``let`` that cannot be read.
    """
    lets = tuple(let)
    check_lets(lets)
    sources = [source] if isinstance(source, str | PathLike) else list(source)
    found = [page for item in sources for page in _pages(item)]
    budget = Budget(seconds=seconds, seed=seed)
    known = default_path() if cache else None
    return check_pages(
        found, let=lets, jobs=jobs, budget=budget, cache=known, floating_point=floating_point
    )


def _pages(source: Source) -> Iterable[pages.Page | pages.Unusable]:
    if isinstance(source, str) and ("\n" in source or "$" in source):
        return [pages.Page("<text>", source)]
    return pages.pages([fspath(source)])


def check_pages(  # noqa: PLR0913  # each option of the command is a keyword here
    found: Sequence[pages.Page | pages.Unusable],
    *,
    let: tuple[str, ...] = (),
    jobs: int | None = None,
    budget: Budget | None = None,
    progress: Callable[[int, int], None] | None = None,
    cache: Path | None = None,
    reading: bool = False,
    obstacles: bool = False,
    floating_point: bool = False,
) -> Report:
    """Judge pages; ``progress`` is told how many claims are done, and of how many.

    ``cache`` is the file of verdicts that are known already; None knows none.  ``reading`` asks
    how every name and line was read, ``obstacles`` what kept lines from being read, and
    ``floating_point`` which equal sides are not equal as computations.
    """
    inputs = [Input(page.path, page.text) for page in found if isinstance(page, pages.Page)]
    options = Options(
        lets=let,
        jobs=jobs,
        budget=budget or Budget(),
        cache=cache,
        reading=reading,
        obstacles=obstacles,
        floating_point=floating_point,
    )
    report = check_files(inputs, options, progress)
    checked = iter(report.files)
    files = tuple(
        in_cells(next(checked), page.cells)
        if isinstance(page, pages.Page)
        else FileReport(page.path, (), error=page.why)
        for page in found
    )
    return Report(files, report.seconds, report.seed)
