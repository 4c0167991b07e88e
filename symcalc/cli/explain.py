"""``symcalc explain``: what a code means, or the page of a mistake."""

from __future__ import annotations

import sys
from typing import Final

import click

from symcalc import catalogue
from symcalc.check.codes import explain as explain_judgement
from symcalc.cli.messages import CANNOT_RUN, complain
from symcalc.read.codes import READING_CODES

#: The topic whose entries are wrong derivations.
_MISTAKES: Final = "mistakes"

EXAMPLE: Final = """
Examples:

\b
  symcalc explain SC201
  symcalc explain SC203 --example
  symcalc explain dropped-inner-derivative
"""


@click.command("explain", epilog=EXAMPLE)
@click.argument("code")
@click.option("--example", is_flag=True, help="Print a worked page that shows the mistake, too.")
def command(code: str, example: bool) -> None:
    """Explain CODE, which stands in every finding (SC201), or a mistake by its name."""
    mistake = f"{_MISTAKES}/{code.strip().lower()}"
    if mistake in catalogue.names():
        click.echo(catalogue.load(mistake).text, nl=False)
        return
    code = code.strip().upper()
    explained = explain_judgement(code) or _explain_reading(code)
    if explained is None:
        complain(
            f"{code} is no code of symcalc; codes look like SC201 and stand in each finding, and "
            f"symcalc list {_MISTAKES} shows the names of mistakes"
        )
        sys.exit(CANNOT_RUN)
    click.echo(explained, nl=False)
    shown = [entry for entry in catalogue.entries() if code in dict(entry.wrong).values()]
    for entry in shown:
        click.echo(f"\n{entry.text}" if example else f"Example: {entry.name}  ({entry.title})")
    if shown and not example:
        click.echo(f"Read it with: symcalc explain {code} --example")


def _explain_reading(code: str) -> str | None:
    if code not in READING_CODES:
        return None
    title, explanation = READING_CODES[code]
    return f"{code}: {title}\n\n{explanation}\n"
