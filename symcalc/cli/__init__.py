"""The command line: one file a command, each loaded only when it is called."""

from __future__ import annotations

import sys
import warnings
from collections.abc import Callable
from importlib import import_module
from typing import Any, Final

import click

from symcalc import __version__

#: Command -> the module that holds it and the line that ``symcalc --help`` shows.
COMMANDS: Final = {
    "cache": ("symcalc.cli.cache", "Show or clear the verdicts that are kept between runs."),
    "check": ("symcalc.cli.check", "Check the derivations in Markdown and LaTeX files."),
    "derive": ("symcalc.cli.derive", "Derive a gradient, Hessian, JVP …, with checked steps."),
    "explain": ("symcalc.cli.explain", "Explain a code such as SC201."),
    "run": ("symcalc.cli.run", "Run an algorithm of the catalogue on a surface; plot it."),
    "notes": ("symcalc.cli.notes", "Write notes of the worked derivations, every line marked."),
    "list": ("symcalc.cli.list", "List the worked derivations that come with symcalc."),
}


class LazyGroup(click.Group):
    """A group whose commands are imported when they run, so that help costs no SymPy."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of the commands."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name, imported now."""
        if cmd_name not in COMMANDS:
            return None
        found = import_module(COMMANDS[cmd_name][0]).command
        assert isinstance(found, click.Command)
        return found

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The table of commands, from their one line each."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, line) for name, (_, line) in COMMANDS.items()])


EXAMPLE: Final = """
Examples:

\b
  symcalc check homework.md
  symcalc derive gradient 'log(1+exp(-y*(w*x+b)))' --wrt w,b
  symcalc list
"""


@click.group(
    cls=LazyGroup, epilog=EXAMPLE, context_settings={"help_option_names": ["-h", "--help"]}
)
@click.version_option(__version__, "--version", prog_name="symcalc")
def group() -> None:
    """Check derivations as people write them, and derive your own."""


def main() -> None:
    """Run the command line; the entry point of the ``symcalc`` program."""
    for stream in (sys.stdout, sys.stderr):
        _show_everything(stream)
    if not sys.warnoptions:
        # SymPy puts its own filters in front of ours when it is imported; python -W shows all.
        warnings.showwarning = _keep_to_oneself
    group(prog_name="symcalc")


def _show_everything(stream: Any) -> None:
    """Write as an escape what the terminal's encoding lacks, where it would fail otherwise."""
    reconfigure: Callable[..., None] | None = getattr(stream, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(errors="backslashreplace")


def _keep_to_oneself(*_warning: object, **_more: object) -> None:
    """Warnings of libraries tell our users nothing that they could act on."""
