"""What cannot be run, and why."""

from __future__ import annotations


class RunError(ValueError):
    """An algorithm, a surface or a start that cannot be used; ``cure`` says what to do instead."""

    def __init__(self, message: str, cure: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.cure = cure
