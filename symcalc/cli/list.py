"""``symcalc list``: the worked derivations."""

from __future__ import annotations

from typing import Final

import click

from symcalc import catalogue

EXAMPLE: Final = """
Examples:

\b
  symcalc list
  symcalc list calculus
"""


@click.command("list", epilog=EXAMPLE)
@click.argument("topic", required=False)
def command(topic: str | None) -> None:
    """List the worked derivations that come with symcalc, all or those of one TOPIC."""
    chosen = [entry for entry in catalogue.entries() if topic in (None, entry.name.split("/")[0])]
    if not chosen:
        topics = ", ".join(dict.fromkeys(name.split("/")[0] for name in catalogue.names()))
        raise click.BadParameter(f"no topic is called {topic!r}; there are {topics}")
    longest = max(len(entry.name) for entry in chosen)
    for entry in chosen:
        click.echo(f"{entry.name:<{longest}}  {entry.title}")
