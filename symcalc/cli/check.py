"""``symcalc check``: judge the pages that were named."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final

import click

from symcalc import pages
from symcalc.api.checking import check_pages
from symcalc.check.budget import Budget
from symcalc.check.cache import default_path
from symcalc.cli.messages import CANNOT_RUN, FINE, FOUND, complain, show_trouble
from symcalc.core.verdict import BAD, STRICT, Report
from symcalc.request import InputError, check_lets
from symcalc.write.human import summary, write_report
from symcalc.write.json_ import write_report_json
from symcalc.write.summary import obstacle_lines
from symcalc.write.terminal import style_for

EXAMPLE: Final = """
Examples:

\b
  symcalc check homework.md
  symcalc check notes/ --jobs 4 --strict
  symcalc check chapter.tex --let 'x > 0' --format json
  echo '$$ (a+b)^2 = a^2 + b^2 $$' | symcalc check -

Exit status: 0 nothing refuted or disputed, 1 something was, 2 a file could not be checked.
"""


#: Steps of the progress bar.
_FULL: Final = 1000


@click.command("check", epilog=EXAMPLE)
@click.argument("paths", nargs=-1, required=True)
@click.option("--format", "form", type=click.Choice(["human", "json"]), default="human")
@click.option("--let", multiple=True, help="A declaration or definition: 'x > 0', 'f(t) = t^2'.")
@click.option("--jobs", type=click.IntRange(min=1), help="Worker processes (default: all cores).")
@click.option("--budget", type=click.FloatRange(min=0.1), default=5.0, show_default=True,
              metavar="SECONDS", help="Processor time that one claim may take.")  # fmt: skip
@click.option("--seed", type=int, default=0, show_default=True, help="Of the random points.")
@click.option("--cache/--no-cache", default=True, help="Whether verdicts are kept for next time.")
@click.option("--floating-point", is_flag=True,
              help="Show equal sides that differ when computed in double precision.")  # fmt: skip
@click.option("--strict", is_flag=True, help="Unread, undecided and conditional lines fail too.")
@click.option("--summary", "brief", is_flag=True,
              help="Print what keeps lines from being read, and the last line.")  # fmt: skip
@click.option("--show-reading", is_flag=True, help="Print how every name and line was read.")
@click.option("-v", "--verbose", is_flag=True, help="Print every finding in full.")
def command(
    paths: tuple[str, ...],
    form: str,
    let: tuple[str, ...],
    jobs: int | None,
    budget: float,
    seed: int,
    cache: bool,
    floating_point: bool,
    strict: bool,
    brief: bool,
    show_reading: bool,
    verbose: bool,
) -> None:
    """Check the derivations in PATHS: files, folders, or - for standard input."""
    _need_readable(let)
    found = list(pages.pages(paths))
    usable = [page for page in found if isinstance(page, pages.Page)]
    for page in found:
        if isinstance(page, pages.Unusable):
            complain(f"{page.path} {page.why}")
    if not usable:
        sys.exit(CANNOT_RUN)
    with _progress() as progress:
        limits = Budget(seconds=budget, seed=seed)
        known = default_path() if cache else None
        report = check_pages(
            usable,
            let=let,
            jobs=jobs,
            budget=limits,
            progress=progress,
            cache=known,
            reading=show_reading,
            obstacles=brief,
            floating_point=floating_point,
        )
    sources = {name: text for page in usable for name, text in page.texts().items()}
    click.echo(_shown(report, sources, form, brief, verbose), nl=False)
    sys.exit(_status(report, strict, all_checked=len(usable) == len(found)))


def _need_readable(let: tuple[str, ...]) -> None:
    try:
        check_lets(let)
    except InputError as error:
        show_trouble(error.label, error.text, error.trouble)
        sys.exit(CANNOT_RUN)


def _shown(report: Report, sources: dict[str, str], form: str, brief: bool, verbose: bool) -> str:
    if form == "json":
        return write_report_json(report)
    style = style_for(sys.stdout)
    if brief:
        return "\n".join([*obstacle_lines(report, style), summary(report, style)]) + "\n"
    return write_report(report, sources, verbose=verbose, style=style)


def _status(report: Report, strict: bool, all_checked: bool) -> int:
    failing = STRICT if strict else BAD
    if not all_checked or any(file.error for file in report.files):
        return CANNOT_RUN
    return FOUND if any(report.counts[verdict] for verdict in failing) else FINE


@contextmanager
def _progress() -> Iterator[Callable[[int, int], None] | None]:
    """A progress bar on standard error, where that is a terminal."""
    if not sys.stderr.isatty():
        yield None
        return
    with click.progressbar(length=_FULL, label="checking", file=sys.stderr) as bar:

        def show(done: int, expected: int) -> None:
            reached = _FULL * done // max(expected, 1)
            bar.update(max(0, min(reached, _FULL) - bar.pos))  # never backwards

        yield show
