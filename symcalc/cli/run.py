"""``symcalc run``: an algorithm of the catalogue on a surface."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import click

from symcalc.api.algorithms import runnable
from symcalc.api.running import Comparison, compare
from symcalc.check.budget import GIBIBYTE
from symcalc.check.worker import guarded
from symcalc.cli.messages import CANNOT_RUN, FINE, FOUND, complain, show_trouble
from symcalc.mean.errors import NoMeaning
from symcalc.plot import PlotError, save
from symcalc.request import InputError, split
from symcalc.run.errors import RunError
from symcalc.run.simulate import Progress
from symcalc.write.trajectory import TRAJECTORY_FORMATS

EXAMPLE: Final = """
Examples:

\b
  symcalc run optimiser/adam --on network/sigmoid-neuron --start -2,-2 --steps 1000
  symcalc run adam --on '(1-x)^2 + 100 (y-x^2)^2' --start -1,2 --set eta=0.1 --plot out.svg
  symcalc run gd --compare momentum,nag,adam --on network/sigmoid-neuron --plot paths.svg
  symcalc run gd --on 'x^4 - x^2' --start 2 --set eta=0.01 --format csv -o path.csv
  symcalc run adam --on '(1-x)^2 + 100 (y-x^2)^2' --format python
"""

#: What a run may take of memory, in bytes.
MEMORY: Final = 4 * GIBIBYTE

_MOST_STEPS: Final = 10_000_000


@dataclass(frozen=True)
class Request:
    """The arguments of one call."""

    algorithms: tuple[str, ...]
    on: str | None
    start: str | None
    steps: int | None
    settings: tuple[str, ...]
    batch: int | None
    seed: int
    wrt: str | None
    let: tuple[str, ...]
    form: str
    output: str | None
    plot: str | None


def _completions(_context: click.Context, _parameter: click.Parameter, begun: str) -> list[str]:
    """For the shell: the entries that run and begin like the word."""
    return [entry.name for entry, _ in runnable() if entry.name.startswith(begun)]


@click.command("run", epilog=EXAMPLE)
@click.argument("name", metavar="ALGORITHM", shell_complete=_completions)
@click.option("--on", metavar="LOSS", help="The surface: an entry TOPIC/NAME or an expression "
              "(default: what the entry says).")  # fmt: skip
@click.option("--start", help="Where to start: -2,-2 or w=-2,b=-2 (default: what the entry says).")
@click.option("--steps", type=click.IntRange(0, _MOST_STEPS),
              help="How many (default: what the entry says, or 100).")  # fmt: skip
@click.option("--set", "settings", multiple=True, metavar="NAME=VALUE",
              help="Hyperparameters: eta=0.1,beta_1=0.9.")  # fmt: skip
@click.option("--batch", type=click.IntRange(0), metavar="N",
              help="Examples that a step sees, 0 for all (default: the entry's).")  # fmt: skip
@click.option("--seed", type=int, default=0, show_default=True, help="Order of the examples.")
@click.option("--compare", default="", metavar="ALGORITHM,…", help="Others to run as well.")
@click.option("--wrt", help="The parameters of an expression: w,b (default: all its names).")
@click.option("--let", multiple=True, help="A definition for an expression: 'f(t) = t^2'.")
@click.option("--format", "form", type=click.Choice([*TRAJECTORY_FORMATS, "python"]),
              default="text", help="python: the NumPy functions that are run.")  # fmt: skip
@click.option("-o", "output", metavar="FILE", help="Write to FILE, not to standard output.")
@click.option("--plot", metavar="FILE", help="Plot loss and path (.svg, .png or .pdf).")
@click.option("--budget", type=click.FloatRange(min=0.1), default=600.0, show_default=True,
              metavar="SECONDS", help="Time that everything may take.")  # fmt: skip
def command(name: str, compare: str, budget: float, **options: object) -> None:
    """Run ALGORITHM, an entry of the catalogue, on a surface; print its trajectory."""
    names = (name, *split(compare))
    request = Request(tuple(dict.fromkeys(names)), **options)  # type: ignore[arg-type]  # click has checked the types
    status = guarded(lambda: _run(request), budget, MEMORY)
    if status not in (FINE, FOUND, CANNOT_RUN):
        complain(f"not done within {budget:g} seconds and {MEMORY // GIBIBYTE} GiB; "
                 "make fewer --steps or raise --budget")  # fmt: skip
        status = CANNOT_RUN
    sys.exit(status)


def _run(request: Request) -> int:
    """Run, write, and return the exit status; in a process of its own."""
    try:
        return _write(request, _compared(request))
    except InputError as error:
        show_trouble(error.label, error.text, error.trouble)
    except RunError as error:
        complain(f"{error.message}; {error.cure}" if error.cure else error.message)
    except (NoMeaning, PlotError) as error:
        complain(str(error))
    except BrokenPipeError:
        return FINE  # whoever reads has read enough
    except OSError as error:
        complain(f"{error.filename}: cannot be written ({error.strerror}); choose another file")
    except Exception as error:  # a fault of ours must not look like one of the input
        complain(f"internal error, please report it: {type(error).__name__}: {error}")
    return CANNOT_RUN


def _compared(request: Request) -> Comparison:
    with _progress() as progress:
        return compare(
            request.algorithms,
            on=request.on,
            start=_start(request.start),
            steps=0 if request.form == "python" and request.plot is None else request.steps,
            settings=_pairs(request.settings, "--set", "eta=0.1"),
            wrt=request.wrt,
            let=request.let,
            batch=request.batch,
            seed=request.seed,
            progress=progress,
        )


def _write(request: Request, found: Comparison) -> int:
    if request.plot is not None:
        save(found.figure(), request.plot)
    if request.form == "python":
        text = found.source()
    else:
        text = TRAJECTORY_FORMATS[request.form](found.trajectories)
    if request.output is None:
        click.echo(text, nl=False)
    else:
        Path(request.output).write_text(text, encoding="utf-8")
    for each in found.trajectories:
        if each.ended:
            complain(f"{each.algorithm} ended early: {each.ended}")
    return FOUND if any(each.ended for each in found.trajectories) else FINE


def _start(text: str | None) -> tuple[float, ...] | dict[str, float] | None:
    if text is None:
        return None
    if "=" in text:
        return _pairs((text,), "--start", "w=-2,b=-2")
    return tuple(_number(part, "--start", "-2,-2") for part in split(text))


def _pairs(texts: tuple[str, ...], label: str, example: str) -> dict[str, float]:
    found = {}
    for part in (part for text in texts for part in split(text)):
        name, sign, value = part.partition("=")
        if not sign:
            raise RunError(f"{label}: no value in {part!r}", f"write {label} {example}")
        found[name.strip().lstrip("\\")] = _number(value, label, example)
    return found


def _number(text: str, label: str, example: str) -> float:
    try:
        return float(text)
    except ValueError:
        raise RunError(f"{label}: {text!r} is no number", f"write {label} {example}") from None


@contextmanager
def _progress() -> Iterator[Progress | None]:
    """A progress bar on standard error, where that is a terminal."""
    if not sys.stderr.isatty():
        yield None
        return
    with click.progressbar(length=1000, label="running", file=sys.stderr) as bar:
        yield lambda done, steps: bar.update(1000 * done // steps - bar.pos)
