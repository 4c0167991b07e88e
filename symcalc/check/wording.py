"""How many of what: numbers in front of nouns."""

from __future__ import annotations


def counted(count: int, noun: str) -> str:
    """The noun behind its number: "1 point", "12 points"."""
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"
