"""Judgements on arrays, by verdict."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from symcalc.check.codes import CODES
from symcalc.check.compare import VERDICT_CODES, Judgement
from symcalc.core.verdict import Evidence, Verdict
from symcalc.mean.names import plain_name

ACCEPTED: Final = frozenset({Verdict.PROVED, Verdict.CONDITIONAL, Verdict.SUPPORTED})


def judgement(
    verdict: Verdict, evidence: tuple[Evidence, ...], conditions: tuple[str, ...] = ()
) -> Judgement:
    """The judgement with a verdict's own code and message."""
    code = VERDICT_CODES[verdict]
    return Judgement(verdict, evidence, conditions, CODES[code].title, code)


def undecided(code: str, message: str = "") -> Judgement:
    """A claim that is left open, with what it hangs on."""
    return Judgement(Verdict.UNDECIDED, (), (), message or CODES[code].title, code)


def sizes_text(sizes: Mapping[str, int]) -> str:
    """Sizes with their numbers, as ``m = 3, n = 2``."""
    return ", ".join(f"{plain_name(key)} = {value}" for key, value in sorted(sizes.items()))
