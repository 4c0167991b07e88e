"""Functions of arrays in the interpreters of scalars: an answer that there is none, no crash."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

import pytest
from mpmath import mpf

from symcalc.core import term as t
from symcalc.core.term import Term
from symcalc.core.vocabulary import LINEAR
from symcalc.mean.compile import compile_numpy
from symcalc.mean.differentiate import differentiate
from symcalc.mean.errors import NoMeaning
from symcalc.mean.interval import enclose
from symcalc.mean.numeric import FLOAT, MP, evaluate
from symcalc.mean.reverse import gradient, hessian
from symcalc.mean.symbolic import to_sympy

x = t.name("x")
INTERPRETERS: dict[str, Callable[[Term], object]] = {
    "floats": lambda term: evaluate(term, {"x": 0.5}, FLOAT),
    "sixty digits": lambda term: evaluate(term, {"x": mpf(0.5)}, MP),
    "balls": lambda term: enclose(term, {"x": Fraction(1, 2)}),
    "SymPy": to_sympy,
    "NumPy": lambda term: compile_numpy(term, ["x"]),
    "the derivative": lambda term: differentiate(term, x),
    "the gradient": lambda term: gradient(term, [x]),
    "the Hessian": lambda term: hessian(term, [x]),
}


@pytest.mark.parametrize("function", LINEAR)
@pytest.mark.parametrize("interpreter", INTERPRETERS)
def test_no_interpreter_of_scalars_fails_on_a_function_of_arrays(
    interpreter: str, function: str
) -> None:
    least = max(LINEAR[function][0], 1)
    term = t.call("sin", t.call(function, *[x] * least))
    with pytest.raises(NoMeaning):
        INTERPRETERS[interpreter](term)
