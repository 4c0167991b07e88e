"""A line of the catalogue with a mistake in it is not accepted; see also benchmarks/mutants.py."""

from __future__ import annotations

import pytest

from symcalc import catalogue
from symcalc.core.verdict import Verdict
from tests.check.mutants import ACCEPTED, claims, mutants, survives_rightly, verdict

#: Mutants of each line, so that this stays quick.
MOST = 1
RIGHT = [name for name in catalogue.names() if not catalogue.load(name).wrong]


@pytest.mark.parametrize("name", RIGHT)
def test_a_mistake_in_any_line_is_noticed(name: str) -> None:
    for statement in claims(catalogue.load(name)):
        for mutant in mutants(name, statement, MOST):
            found = verdict(mutant)
            assert found is not Verdict.DISPUTED, (statement.span, mutant.right)
            if found in ACCEPTED:
                assert survives_rightly(mutant), (statement.span, mutant.right)
