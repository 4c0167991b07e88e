"""``symcalc derive``: an operation on an expression, or an entry of the catalogue."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Final

import click

from symcalc import catalogue
from symcalc.api.curves import curves_of
from symcalc.api.deriving import Derivation, Meeting, derive, derive_entry, meetings
from symcalc.api.stabilising import stable
from symcalc.catalogue import Entry
from symcalc.check.budget import GIBIBYTE
from symcalc.check.worker import guarded
from symcalc.cli.messages import CANNOT_RUN, FINE, FOUND, complain, show_trouble
from symcalc.core.verdict import BAD
from symcalc.derive.arrays import LAYOUTS
from symcalc.derive.geometry.entry import GEOMETRY
from symcalc.derive.geometry.stage import EXAMPLES
from symcalc.derive.operations import OPERATIONS
from symcalc.drawing import draw
from symcalc.mean.errors import NoMeaning
from symcalc.plot import PlotError, save
from symcalc.request import InputError
from symcalc.write.formats import DERIVATION_FORMATS
from symcalc.write.notes.formulas import FormulaError
from symcalc.write.parts import results
from symcalc.write.stability import STABILITY_FORMATS
from symcalc.write.terminal import style_for
from symcalc.write.text import write_text

EXAMPLE: Final = """
Examples:

\b
  symcalc derive derivative 'x^2 sin(x)'
  symcalc derive gradient 'log(1+exp(-y*(w*x+b)))' --wrt w,b --at w=0.5,b=0,x=1,y=1
  symcalc derive gradient '\\log \\sigma(w x)' --wrt w --let '\\sigma(t) = \\frac{1}{1+e^{-t}}'
  symcalc derive jvp 'x^2 y; x + \\sin(y)' --wrt x,y --along 1,0
  symcalc derive hessian '(1-x)^2 + 100 (y-x^2)^2' --format python -o rosenbrock.py
  symcalc derive cross 1,2,3 4,5,6 --plot vectors.svg
  symcalc derive rotate 1,0,0 --axis 0,0,1 --angle 90 --degrees
  symcalc derive stable '\\log(e^a + e^b)'
  symcalc derive loss/logistic --format markdown

Operations: derivative, gradient, partials, hessian, jacobian, jvp, vjp, hvp, directional;
of vectors: dot, cross, triple, rotate.  Quaternions are w,x,y,z, the scalar first.
stable shows what floating point makes of an expression.
"""


_OPERATIONS: Final = (*OPERATIONS, *GEOMETRY, "stable")

#: What a derivation may take of memory, in bytes.
MEMORY: Final = 2 * GIBIBYTE


@dataclass(frozen=True)
class Request:
    """The arguments of one call."""

    operation: str
    expressions: tuple[str, ...]
    wrt: str | None
    let: tuple[str, ...]
    at: str | None
    along: str | None
    axis: str | None
    angle: str | None
    degrees: bool
    quaternion: str | None
    normalise: bool
    layout: str
    plot: str | None
    steps: bool
    fine: bool
    form: str
    output: str | None


def _completions(_context: click.Context, _parameter: click.Parameter, begun: str) -> list[str]:
    """For the shell: operations and entries that begin like the word."""
    return [name for name in (*_OPERATIONS, *catalogue.names()) if name.startswith(begun)]


class ExpressionCommand(click.Command):
    """A command whose arguments may begin with a minus sign; with two, they are options."""

    ignore_unknown_options = True

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Refuse misspelt long options, which would be taken for arguments otherwise."""
        known = {*ctx.help_option_names, "--"}
        known.update(name for p in self.params for name in (*p.opts, *p.secondary_opts))
        for word in args:
            option = word.partition("=")[0]
            if option.startswith("--") and option not in known:
                close = get_close_matches(option, known)
                raise click.NoSuchOption(option, possibilities=close, ctx=ctx)
        short = {name for name in known if not name.startswith("--")}
        return super().parse_args(ctx, [_unlike_an_option(word, short) for word in args])


def _unlike_an_option(word: str, short: set[str]) -> str:
    """A word that begins with a minus but is no option is an expression: -x, -\\log x."""
    is_expression = word[:1] == "-" and word[:2] != "--" and len(word) > 2
    return f" {word}" if is_expression and word not in short else word


@click.command("derive", cls=ExpressionCommand, epilog=EXAMPLE)
@click.argument("operation", shell_complete=_completions)
@click.argument("expressions", metavar="[EXPRESSION]...", nargs=-1)
@click.option("--wrt", help="The variables: w,b (default: every name of the expression).")
@click.option("--let", multiple=True, help="A definition or a domain: 'f(t) = t^2', 'x > 0'.")
@click.option("--at", help="A point, for the value there: w=0.5,b=1.")
@click.option("--along", help="Tangent (of a vjp: cotangent), numbers or names: 1,0.")
@click.option("--axis", help="The axis of a rotation, of any length: 0,0,1.")
@click.option("--angle", help="Its angle, right-handed about the axis, in radians: pi/2.")
@click.option("--degrees", is_flag=True, help="The angle is in degrees.")
@click.option("--quaternion", help="The rotation as a unit quaternion w,x,y,z, or a letter.")
@click.option("--normalise", is_flag=True, help="Divide the quaternion by its norm first.")
@click.option(
    "--layout",
    type=click.Choice(LAYOUTS),
    default="gradient",
    show_default=True,
    help="Gradients in the shape of the variable, or as rows of a Jacobian.",
)
@click.option(
    "--plot",
    metavar="FILE",
    help="Draw the vectors, or the curves of an entry (SVG, PNG or PDF by its name).",
)
@click.option("--steps/--no-steps", default=True, help="With or without the steps.")
@click.option("--fine", is_flag=True, help="Every small step, not the folded ones.")
@click.option("--format", "form", type=click.Choice(list(DERIVATION_FORMATS)), default="text")
@click.option("-o", "output", metavar="FILE", help="Write to FILE, not to standard output.")
@click.option("--budget", type=click.FloatRange(min=0.1), default=60.0, show_default=True,
              metavar="SECONDS", help="Time that the whole derivation may take.")  # fmt: skip
def command(budget: float, **options: object) -> None:
    """Derive OPERATION of EXPRESSION (of several vectors), or an entry TOPIC/NAME."""
    request = Request(**options)  # type: ignore[arg-type]  # click has checked the types
    status = guarded(lambda: _run(request), budget, MEMORY)
    if status not in (FINE, FOUND, CANNOT_RUN):
        complain(
            f"no result within {budget:g} seconds and {MEMORY // GIBIBYTE} GiB; simplify the "
            "expression, leave steps out with --no-steps, or raise --budget"
        )
        status = CANNOT_RUN
    sys.exit(status)


def _run(request: Request) -> int:
    """Derive, write, and return the exit status; runs in a process of its own."""
    try:
        if request.operation == "stable" and request.expressions:
            return _stable(request)
        return _asked(request) if request.expressions else _named(request)
    except InputError as error:
        show_trouble(error.label, error.text, error.trouble)
    except (FormulaError, PlotError) as error:
        complain(str(error))
    except NoMeaning as error:
        complain(f"{request.operation}: {error}")
    except BrokenPipeError:
        return FINE  # whoever reads has read enough
    except OSError as error:
        complain(f"{request.output}: cannot be written ({error.strerror}); choose another -o FILE")
    except Exception as error:  # a fault of ours must not look like one of the input
        complain(f"internal error, please report it: {type(error).__name__}: {error}")
    return CANNOT_RUN


def _asked(request: Request) -> int:
    derivation = derive(
        request.operation,
        "; ".join(expression.strip() for expression in request.expressions),
        wrt=request.wrt,
        let=request.let,
        at=request.at,
        along=request.along,
        steps=request.steps,
        fine=request.fine,
        axis=request.axis,
        angle=request.angle,
        degrees=request.degrees,
        quaternion=request.quaternion,
        normalise=request.normalise,
        layout=request.layout,
    )
    if request.plot is not None:
        save(draw(derivation.outcome), request.plot)
    return _write(request, derivation, ())


def _stable(request: Request) -> int:
    """Say where an expression loses digits in double precision, and its stable form."""
    if request.form not in STABILITY_FORMATS:
        complain(f"stable is written as {', '.join(STABILITY_FORMATS)}, not as {request.form}")
        return CANNOT_RUN
    found = stable(" ".join(request.expressions), let=request.let)
    text = STABILITY_FORMATS[request.form](found.found, found.verdicts)
    if request.output is None:
        click.echo(text, nl=False)
    else:
        Path(request.output).write_text(text, encoding="utf-8")
    return FOUND if any(verdict in BAD for verdict in found.verdicts) else FINE


def _named(request: Request) -> int:
    """Derive an entry of the catalogue, and say which of its lines the result meets."""
    try:
        entry = catalogue.load(request.operation)
    except KeyError:
        complain(_unknown(request.operation))
        return CANNOT_RUN
    if entry.goal is None:
        complain(f"{entry.name} states no goal to derive; read or check {entry.path}")
        return CANNOT_RUN
    if request.plot is not None:
        _draw(entry, request.plot)
    derivation = derive_entry(entry, steps=request.steps, fine=request.fine)
    found = meetings(entry, derivation)
    names = [shown.plain for shown in results(derivation.outcome)]
    met = [_met(name, meeting, entry.name) for name, meeting in zip(names, found, strict=True)]
    status = _write(request, derivation, met)
    return status if all(meeting.line for meeting in found) else max(status, FOUND)


def _draw(entry: Entry, file: str) -> None:
    """Draw the curves of an entry; PlotError where it has none."""
    curves = curves_of(entry)
    if curves is None:
        raise PlotError(f"{entry.name} has no curves to draw; symcalc run draws what runs")
    save(curves.figure(), file)


def _met(name: str, meeting: Meeting, entry: str) -> str:
    if meeting.line is None:
        return f"{name} is not stated in {entry}"
    return f"{name} meets line {meeting.line} of {entry} ({meeting.verdict})"


def _unknown(word: str) -> str:
    if word in GEOMETRY:
        return f"{word} of what? for example: symcalc derive {word} {EXAMPLES[word]}"
    if word == "stable":
        return r"stable form of what? for example: symcalc derive stable '\log(1+e^x)'"
    if word in OPERATIONS:
        return f"{word} of what? for example: symcalc derive {word} 'x^2 y'"
    if "/" in word:
        return f"no derivation is called {word}; symcalc list shows their names"
    return f"no operation is called {word}; there are {', '.join(_OPERATIONS)}"


def _write(request: Request, derivation: Derivation, remarks: Sequence[str]) -> int:
    """Print or save in the format asked for; remarks go with the text, else to standard error."""
    if request.form == "text" and request.output is None:
        text = write_text(derivation.outcome, style_for(sys.stdout))
    else:
        text = DERIVATION_FORMATS[request.form](derivation.outcome)
    if request.output is None:
        click.echo(text, nl=False)
    else:
        Path(request.output).write_text(text, encoding="utf-8")
    for remark in remarks:
        click.echo(remark, err=request.form != "text" or request.output is not None)
    return FOUND if derivation.verdict in BAD else FINE
