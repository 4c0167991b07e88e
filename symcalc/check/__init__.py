"""Judges statements: evidence from independent oracles, and one verdict."""
