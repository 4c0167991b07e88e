"""``symcalc cache``: the verdicts that are kept between runs."""

from __future__ import annotations

from typing import Final

import click

from symcalc.check.cache import clear, default_path
from symcalc.cli.messages import fail

EXAMPLE: Final = """
Examples:

\b
  symcalc cache where
  symcalc cache clear
"""


@click.group("cache", epilog=EXAMPLE)
def command() -> None:
    """Verdicts are kept, so that an unchanged line is not judged twice."""


@command.command("where")
def where() -> None:
    """Print the file that holds the verdicts."""
    click.echo(default_path())


@command.command("clear")
def clear_all() -> None:
    """Forget every verdict."""
    path = default_path()
    try:
        found = clear(path)
    except OSError as error:
        fail(f"{path}: cannot be removed ({error.strerror})")
    click.echo(f"removed {path}" if found else "there is nothing to remove")
