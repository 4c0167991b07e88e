"""What is a scalar."""

from __future__ import annotations

import pytest

from symcalc.core import term as raw
from symcalc.core.kind import Declaration, Kind, Sort
from symcalc.core.problem import Scope
from symcalc.core.term import ONE, element, name
from symcalc.mean.errors import NotScalar
from symcalc.mean.shape import is_scalar, require_scalar
from tests.mean.terms import X, Y

VECTOR = Scope(declarations={"v": Declaration("v", Kind(Sort.VECTOR, ("n",)), "prose")})


def test_scalars():
    assert is_scalar(raw.mul(X, Y))
    assert is_scalar(element("v", ONE), VECTOR)


@pytest.mark.parametrize("term", [raw.vector(X, Y), raw.matrix([[X, Y]]), raw.add(name("v"), X)])
def test_arrays(term: raw.Term):
    with pytest.raises(NotScalar):
        require_scalar(term, VECTOR)
