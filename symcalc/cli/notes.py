"""``symcalc notes``: entries of the catalogue as notes in Markdown, LaTeX, HTML or PDF."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import click

from symcalc import catalogue
from symcalc.api.noting import Noted, chosen, note
from symcalc.cli.messages import CANNOT_RUN, FINE, FOUND, complain
from symcalc.core.verdict import BAD
from symcalc.plot import PlotError, save
from symcalc.run.errors import RunError
from symcalc.write.notes.formulas import FormulaError
from symcalc.write.notes.html import write_notes_html
from symcalc.write.notes.latex import write_notes_latex
from symcalc.write.notes.markdown import write_notes_markdown
from symcalc.write.notes.pdf import CompileError, compile_pdf

EXAMPLE: Final = """
Examples:

\b
  symcalc notes loss/logistic
  symcalc notes optimiser -o optimisers.html
  symcalc notes loss network -o notes.pdf
  symcalc notes -o everything.tex
"""


def _completions(_context: click.Context, _parameter: click.Parameter, begun: str) -> list[str]:
    """For the shell: topics and entries that begin like the word."""
    names = catalogue.names()
    topics = dict.fromkeys(name.partition("/")[0] for name in names)
    return [name for name in (*topics, *names) if name.startswith(begun)]


@click.command("notes", epilog=EXAMPLE)
@click.argument("topics", nargs=-1, metavar="[TOPIC | TOPIC/NAME]…", shell_complete=_completions)
@click.option("-o", "output", metavar="FILE", help="notes.md, .tex, .html or .pdf (default: "
              "Markdown on standard output).")  # fmt: skip
@click.option("--title", help="The title of the notes.")
@click.option("--plots/--no-plots", default=True, help="With the plots of what runs, or without.")
def command(topics: tuple[str, ...], output: str | None, title: str | None, plots: bool) -> None:
    """Write notes of TOPICs, or of all; every line of them is checked and marked."""
    path = Path(output) if output is not None else None
    if path is not None and not _usable(path):
        sys.exit(CANNOT_RUN)
    try:
        entries = chosen(topics)
    except KeyError as error:
        complain(f"no topic or entry is called {error.args[0]}; symcalc list shows their names")
        sys.exit(CANNOT_RUN)
    heading = title or (entries[0].title if len(entries) == 1 else _title(topics))
    try:
        noted = note(entries, title=heading, stem=path.stem if path and plots else "")
        _write(noted, path)
    except (CompileError, FormulaError, PlotError, RunError) as error:
        complain(str(error))
        sys.exit(CANNOT_RUN)
    except OSError as error:
        complain(f"{output}: cannot be written ({error.strerror}); choose another -o FILE")
        sys.exit(CANNOT_RUN)
    sys.exit(FOUND if BAD & set(noted.notes.verdicts) else FINE)


def _usable(path: Path) -> bool:
    """Whether a file can be written there, before everything is checked for it."""
    if path.suffix not in _WRITERS:
        complain(f"{path}: notes are written as {', '.join(_WRITERS)}")
    elif not path.parent.is_dir():
        complain(f"{path}: there is no folder {path.parent}; choose another -o FILE")
    else:
        return True
    return False


def _title(topics: tuple[str, ...]) -> str:
    return "Notes: " + ", ".join(topics) if topics else "Notes"


def _write(noted: Noted, path: Path | None) -> None:
    if path is None:
        click.echo(write_notes_markdown(noted.notes), nl=False)
    else:
        _WRITERS[path.suffix](noted, path)


def _markdown(noted: Noted, path: Path) -> None:
    _pictures(noted, path.parent, ".svg")
    path.write_text(write_notes_markdown(noted.notes), encoding="utf-8")


def _latex(noted: Noted, path: Path) -> None:
    _pictures(noted, path.parent, ".pdf")
    path.write_text(write_notes_latex(noted.notes), encoding="utf-8")


def _html(noted: Noted, path: Path) -> None:
    with TemporaryDirectory() as folder:
        _pictures(noted, Path(folder), ".svg")
        pictures = {stem: (Path(folder) / f"{stem}.svg").read_bytes() for stem in noted.plots}
    path.write_text(write_notes_html(noted.notes, pictures), encoding="utf-8")


def _pdf(noted: Noted, path: Path) -> None:
    with TemporaryDirectory() as folder:
        document = Path(folder) / "document.tex"
        _latex(noted, document)
        shutil.copyfile(compile_pdf(document), path)


def _pictures(noted: Noted, folder: Path, suffix: str) -> None:
    for stem, runs in noted.plots.items():
        save(runs.figure(), folder / f"{stem}{suffix}")


_WRITERS: Final[dict[str, Callable[[Noted, Path], None]]] = {
    ".md": _markdown,
    ".tex": _latex,
    ".html": _html,
    ".pdf": _pdf,
}
