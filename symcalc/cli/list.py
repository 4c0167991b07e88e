"""``symcalc list``: the worked derivations, and the letters that they use."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

import click

from symcalc import catalogue
from symcalc.catalogue import Entry

EXAMPLE: Final = """
Examples:

\b
  symcalc list
  symcalc list calculus
  symcalc list --symbols
"""


@click.command("list", epilog=EXAMPLE)
@click.argument("topic", required=False)
@click.option("--symbols", is_flag=True, help="The Greek letters with their usual meanings.")
def command(topic: str | None, symbols: bool) -> None:
    """List the worked derivations that come with symcalc, all or those of one TOPIC."""
    chosen = [entry for entry in catalogue.entries() if topic in (None, entry.name.split("/")[0])]
    if not chosen:
        topics = ", ".join(dict.fromkeys(name.split("/")[0] for name in catalogue.names()))
        raise click.BadParameter(f"no topic is called {topic!r}; there are {topics}")
    rows = _meanings(chosen) if symbols else [(entry.name, entry.title) for entry in chosen]
    _print_columns(rows)


def _meanings(chosen: Iterable[Entry]) -> list[tuple[str, str, str]]:
    """Each letter and meaning with the entries that use it so, letter by letter."""
    users: dict[tuple[str, str], list[str]] = {}
    for entry in chosen:
        for symbol in entry.symbols:
            users.setdefault(symbol, []).append(entry.name)
    return [
        (letter, meaning, ", ".join(users[letter, meaning])) for letter, meaning in sorted(users)
    ]


def _print_columns(rows: Sequence[tuple[str, ...]]) -> None:
    """Rows of equal length, aligned; the last column is as long as it likes."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)][:-1]
    for row in rows:
        cells = [f"{cell:<{width}}" for cell, width in zip(row, widths, strict=False)]
        click.echo("  ".join([*cells, row[-1]]))
