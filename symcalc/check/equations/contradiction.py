"""Assumptions about one name that no number meets: x > 0 and x < -1."""

from __future__ import annotations

from symcalc.check.domain import Domain
from symcalc.check.equations.argument import conjunction, range_of
from symcalc.check.equations.single import has_solutions
from symcalc.core.term import Op, Term, free_names, postorder
from symcalc.mean.plain import plain


def contradiction(domain: Domain) -> str:
    """The assumptions of a domain that contradict one another, as text; empty if none do."""
    relations = [part for part in (*domain.constraints, *domain.equalities) if _is_plain(part)]
    about = {key: None for part in relations for key in sorted(free_names(part))}
    for key in about:
        alone = [part for part in relations if free_names(part) == {key}]
        if alone and has_solutions(conjunction(alone), range_of(key, domain), key) is False:
            return " and ".join(plain(part) for part in alone)
    return ""


def _is_plain(part: Term) -> bool:
    """Whether a constraint compares numbers, and nothing else."""
    allowed = {"=", "!=", "<", "<=", ">", ">="}
    relations = [node for node in postorder(part) if node.op is Op.RELATION]
    return part.op is Op.RELATION and len(relations) == 1 and part.data in allowed
