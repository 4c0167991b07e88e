"""How the reader refuses: one exception, one table of codes."""

from __future__ import annotations

from symcalc.core.problem import Trouble
from symcalc.core.span import Span
from symcalc.read.cures import CURES


class ReadError(Exception):
    """Something cannot be read; ``trouble`` says what, where and what to do about it."""

    def __init__(self, trouble: Trouble) -> None:
        super().__init__(trouble.message)
        self.trouble = trouble


def refuse(code: str, message: str, span: Span, construct: str, cure: str = "") -> ReadError:
    """The exception for a construct that is refused; without a cure, that of the code."""
    return ReadError(Trouble(code, message, span, construct, cure or CURES.get(code, "")))
