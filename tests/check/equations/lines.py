"""Lines for the tests, from LaTeX."""

from __future__ import annotations

import re

from symcalc.check.judge import judge
from symcalc.core.term import Op, Term, make, relation
from symcalc.core.verdict import Finding
from symcalc.read import read_document, read_expression

_SIGN = re.compile(r"<=|>=|!=|[=<>]")


def condition(text: str) -> Term:
    """``x = 1 or y > 2 and z = 3`` as a term; "and" binds closer than "or"."""
    return _joined(Op.OR, [_case(case) for case in text.split(" or ")])


def _case(text: str) -> Term:
    return _joined(Op.AND, [_relation(part) for part in text.split(" and ")])


def _joined(op: Op, parts: list[Term]) -> Term:
    return parts[0] if len(parts) == 1 else make(op, *parts)


def _relation(text: str) -> Term:
    (sign,) = _SIGN.findall(text)
    left, right = (read_expression(side).terms[0] for side in _SIGN.split(text))
    return relation(sign, left, right)


def followed(display: str, *lets: str, lead: str = "") -> list[Finding]:
    """The findings on the lines of a display that are said to follow from others."""
    document = read_document(f"{lead}\n\n$$\n{display}\n$$\n", lets=lets)
    return [judge(statement) for statement in document.statements if statement.inference]


def last(display: str, *lets: str, lead: str = "") -> str:
    """Verdict and code of the last line that is said to follow: "refuted SC207"."""
    findings = followed(display, *lets, lead=lead)
    return f"{findings[-1].verdict} {findings[-1].code}" if findings else "nothing"
