"""Random terms and points for the tests of meaning."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import settings
from hypothesis import strategies as st

from symcalc.core import term as raw
from symcalc.core.term import Term, name, number

X, Y = name("x"), name("y")

#: Functions that are defined (and smooth) for every real argument.
ENTIRE = ("sin", "cos", "exp", "tanh", "arctan", "arsinh", "erf", "cosh")
#: Functions with an edge to their domain or a kink.
DELICATE = ("log", "sqrt", "tan", "arcsin", "abs", "artanh", "arcosh", "gamma", "csc")

quick = settings(max_examples=60, deadline=None, derandomize=True)


def _grow(inner: st.SearchStrategy[Term], functions: tuple[str, ...]) -> st.SearchStrategy[Term]:
    pairs = st.tuples(inner, inner)
    return st.one_of(
        pairs.map(lambda p: raw.add(*p)),
        pairs.map(lambda p: raw.mul(*p)),
        pairs.map(lambda p: raw.sub(*p)),
        pairs.map(lambda p: raw.div(*p)),
        inner.map(raw.neg),
        st.tuples(inner, st.integers(-2, 3)).map(lambda p: raw.power(p[0], number(p[1]))),
        st.tuples(st.sampled_from(functions), inner).map(lambda p: raw.call(*p)),
    )


def terms(functions: tuple[str, ...] = ENTIRE + DELICATE) -> st.SearchStrategy[Term]:
    """Terms over x and y with up to about ten operations."""
    leaves = st.one_of(
        st.sampled_from([X, Y, raw.PI, raw.E]),
        st.fractions(-3, 3, max_denominator=4).map(number),
    )
    return st.recursive(leaves, lambda inner: _grow(inner, functions), max_leaves=8)


#: Rational points, both signs and several magnitudes.
points = st.fixed_dictionaries(
    {
        key: st.one_of(
            st.fractions(-2, 2, max_denominator=16), st.fractions(-9, 9, max_denominator=5)
        )
        for key in ("x", "y")
    }
)


def point(**values: str | int) -> dict[str, Fraction]:
    """A rational point from numbers as text."""
    return {key: Fraction(value) for key, value in values.items()}
