"""What stops the calculus of expectations."""

from __future__ import annotations


class NoChanceFormError(Exception):
    """An expression that the calculus of expectations does not reach."""
