"""The parts of a complex term against the complex arithmetic of Python."""

from __future__ import annotations

import cmath
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from symcalc.core import term as t
from symcalc.core.term import Term
from symcalc.mean.complex_parts import NotInPartsError, imag_key, parts_of, real_key
from symcalc.mean.errors import CannotEvaluate
from symcalc.mean.floating import FLOAT
from symcalc.mean.numeric import evaluate
from tests.mean.terms import quick

Z = t.name("z")
X = t.name("x")
UNIT = t.constant("i")

#: Numbers whose squares floating point holds: z z* / z of a tiny z has no digits left.
eighths = st.integers(-16, 16).map(lambda k: k / 8)
leaves = st.sampled_from([Z, X, UNIT, t.number(2), t.HALF])
unary = st.sampled_from(["sin", "cos", "sinh", "cosh", "exp", "conj", "re", "im", "abs"])


def grown(inner: st.SearchStrategy[Term]) -> st.SearchStrategy[Term]:
    return st.one_of(
        st.builds(t.add, inner, inner),
        st.builds(t.mul, inner, inner),
        st.builds(t.div, inner, inner),
        st.builds(t.neg, inner),
        st.builds(t.call, unary, inner),
        st.builds(lambda base: t.power(base, t.number(3)), inner),
    )


terms = st.recursive(leaves, grown, max_leaves=6)


def value(term: Term, point: dict[str, complex]) -> complex:
    """The value by Python's own complex numbers."""
    args = [value(argument, point) for argument in term.args]
    if term is UNIT:
        return 1j
    if term.op is t.Op.NAME:
        return complex(point[str(term.data)])
    if term.op is t.Op.NUMBER:
        return complex(t.value_of(term) or 0)
    if term.op is t.Op.CALL:
        return _CALLS[str(term.data)](args[0])
    return _OPERATIONS[term.op](*args)


_OPERATIONS = {
    t.Op.ADD: lambda *terms: sum(terms),
    t.Op.MUL: lambda *factors: math.prod(factors),
    t.Op.DIV: lambda a, b: a / b,
    t.Op.NEG: lambda a: -a,
    t.Op.POW: lambda a, b: a ** int(b.real),
}
_CALLS = {
    "sin": cmath.sin,
    "cos": cmath.cos,
    "sinh": cmath.sinh,
    "cosh": cmath.cosh,
    "exp": cmath.exp,
    "conj": lambda a: a.conjugate(),
    "re": lambda a: complex(a.real),
    "im": lambda a: complex(a.imag),
    "abs": lambda a: complex(abs(a)),
    "sqrt": cmath.sqrt,
}


def parts_at(term: Term, z: complex, x: float) -> complex:
    """The value by the real and the imaginary part."""
    parts = parts_of(term, ["z"])
    point = {real_key("z"): z.real, imag_key("z"): z.imag, "x": x}
    return complex(value(parts.real, point).real, value(parts.imag, point).real)


@quick
@given(terms, st.builds(complex, eighths, eighths), eighths)
def test_the_parts_are_those_of_the_complex_value(term: Term, z: complex, x: float) -> None:
    try:
        expected = value(term, {"z": z, "x": x})
    except (ZeroDivisionError, OverflowError):
        return
    if abs(expected) > 1e6:
        return
    try:
        found = parts_at(term, z, x)
    except OverflowError:  # e^(e^z) in a part that cancels
        return
    assert found == pytest.approx(expected, rel=1e-6, abs=1e-6)


def test_what_has_branches_has_no_parts() -> None:
    for function in ("log", "sqrt", "arctan"):
        with pytest.raises(NotInPartsError):
            parts_of(t.call(function, Z), ["z"])
    with pytest.raises(NotInPartsError):
        parts_of(t.power(Z, X), ["z"])


def test_a_part_has_no_value_among_real_numbers() -> None:
    with pytest.raises(CannotEvaluate):
        evaluate(t.call("re", X), {"x": 1.0}, FLOAT)


def test_a_real_term_stays_as_it_is() -> None:
    term = t.call("log", t.add(X, t.ONE))
    assert parts_of(term, ["z"]).real is term
    assert parts_of(term, ["z"]).is_real
