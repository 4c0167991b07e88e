"""One-line messages on standard error, with the place and the cure."""

from __future__ import annotations

import sys
from typing import Final, NoReturn

import click

from symcalc.core.problem import Trouble
from symcalc.core.span import Source
from symcalc.write.terminal import escape, excerpt, style_for

#: Exit statuses, as design section 2 has them.
FINE: Final = 0
FOUND: Final = 1
CANNOT_RUN: Final = 2


def complain(text: str) -> None:
    """One line on standard error, in the name of the program."""
    click.echo(f"symcalc: {escape(text)}", err=True)


def fail(text: str) -> NoReturn:
    """Say why the program cannot run, and end with status 2."""
    complain(text)
    sys.exit(CANNOT_RUN)


def show_trouble(label: str, text: str, trouble: Trouble) -> None:
    """Why an argument could not be read: one line, the argument with a caret, the cure."""
    complain(f"{label}, column {trouble.span.column}: {trouble.message} ({trouble.code})")
    for line in excerpt(Source(text), trouble.span, style_for(sys.stderr)):
        click.echo(f"  {line}", err=True)
    if trouble.cure:
        click.echo(f"  help: {escape(trouble.cure)}", err=True)
