"""The normal form of expectations against their values over finite spaces."""

from __future__ import annotations

from fractions import Fraction
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from symcalc.core import term as t
from symcalc.core.chance import Functional
from symcalc.mean.chance.complements import with_complements
from symcalc.mean.chance.errors import NoChanceFormError
from symcalc.mean.chance.finite import FiniteSpace, values_in
from symcalc.mean.chance.normal import Normaliser
from symcalc.mean.errors import NoMeaning

FUNCTIONALS: Final = {
    "E": Functional.MEAN,
    "Var": Functional.VARIANCE,
    "Cov": Functional.COVARIANCE,
    "Corr": Functional.CORRELATION,
    "P": Functional.PROBABILITY,
    "H": Functional.ENTROPY,
    "I": Functional.INFORMATION,
}
X, Y, A, B, c = (t.name(key) for key in ("X", "Y", "A", "B", "c"))
#: X and Y on four outcomes; Y tells nothing of X for certain.
SPACE: Final = FiniteSpace(
    weights=tuple(Fraction(k, 8) for k in (1, 3, 2, 2)),
    variables={"X": (Fraction(1), Fraction(1), Fraction(4), Fraction(4)),
               "Y": (Fraction(-1), Fraction(2), Fraction(-1), Fraction(2))},
    events={"A": (True, False, True, False), "B": (True, True, False, False)},
    constants={"c": Fraction(3)},
)  # fmt: skip


def given_that(*conditions: t.Term) -> t.Term:
    return t.make(t.Op.TUPLE, *conditions, data="given")


def normal(term: t.Term) -> t.Term:
    return Normaliser(FUNCTIONALS, ["X", "Y"]).of(term)


def value(term: t.Term) -> float:
    return float(values_in(term, SPACE, FUNCTIONALS)[0].mid())


# ------------------------------------------------------------------------- numbers, by hand


@pytest.mark.parametrize(
    ("term", "expected"),
    [
        (t.apply("E", X), 2.5),
        (t.apply("Var", X), 2.25),
        (t.apply("E", t.mul(X, Y)), (-1 + 6 - 8 + 16) / 8),
        (t.apply("Cov", X, Y), 13 / 8 - 2.5 * 7 / 8),
        (t.apply("P", A), 3 / 8),
        (t.apply("P", A, given_that(B)), 1 / 4),
        (t.apply("P", t.relation(">", X, t.number(2))), 1 / 2),
        (t.apply("E", X, given_that(t.relation("=", Y, t.number(2)))), (3 + 8) / 5),
        (t.apply("P", t.make(t.Op.OR, A, B)), 3 / 4),
        (t.apply("E", t.apply("E", X, given_that(Y))), 2.5),
    ],
)
def test_values_over_a_finite_space(term: t.Term, expected: float) -> None:
    assert value(term) == pytest.approx(expected, rel=1e-12)


def test_information_is_what_entropies_leave() -> None:
    joint = t.apply("H", X, Y)
    apart = t.add(t.apply("H", X), t.apply("H", Y))
    assert value(t.apply("I", X, Y)) == pytest.approx(value(apart) - value(joint), rel=1e-12)


def test_a_condition_of_probability_zero_has_no_value() -> None:
    never = t.relation(">", X, t.number(9))
    with pytest.raises(NoMeaning):
        value(t.apply("E", X, given_that(never)))


# ------------------------------------------------------------------------- the normal form


def test_means_are_linear_and_a_mean_is_constant() -> None:
    left = t.apply("E", t.add(t.mul(c, X), t.apply("E", Y)))
    right = t.add(t.mul(c, t.apply("E", X)), t.apply("E", Y))
    assert normal(left) is normal(right)


def test_what_is_known_comes_out_of_a_conditional_mean() -> None:
    left = t.apply("E", t.mul(X, Y), given_that(Y))
    assert normal(left) is normal(t.mul(Y, t.apply("E", X, given_that(Y))))
    assert normal(t.apply("E", left)) is normal(t.apply("E", t.mul(X, Y)))


def test_a_mean_over_one_variable_leaves_the_other() -> None:
    partial = normal(t.apply("E_X", t.mul(X, Y)))
    assert partial is normal(t.mul(Y, t.apply("E_X", X)))
    assert normal(t.apply("E_X", X)) is normal(t.apply("E", X))


def test_different_distributions_have_different_means() -> None:
    over = [t.apply(f"E∼{key}", t.mapping(X, X)) for key in ("p", "q")]
    assert normal(over[0]) is not normal(over[1])


def test_independent_variables_are_multiplied_and_one_variable_is_not() -> None:
    apart = Normaliser(FUNCTIONALS, ["X", "Y"], independent=True)
    assert apart.of(t.apply("E", t.mul(X, Y))) is apart.of(
        t.mul(t.apply("E", X), t.apply("E", Y))
    )  # fmt: skip
    square = apart.of(t.apply("E", t.power(X, t.TWO)))
    assert square is not apart.of(t.power(t.apply("E", X), t.TWO))


def test_elements_with_open_indices_may_be_one_variable() -> None:
    apart = Normaliser(FUNCTIONALS, ["X"], independent=True)
    i, j = (t.element("X", t.name(key)) for key in "ij")
    product = apart.of(t.apply("E", t.mul(i, j)))
    assert product is not apart.of(t.mul(t.apply("E", i), t.apply("E", j)))
    one, two = (t.element("X", t.number(k)) for k in (1, 2))
    assert apart.of(t.apply("E", t.mul(one, two))) is apart.of(
        t.mul(t.apply("E", one), t.apply("E", two))
    )  # fmt: skip


def test_events_are_joint_whatever_their_order() -> None:
    both = t.make(t.Op.AND, A, B)
    assert normal(t.apply("P", both)) is normal(t.apply("P", B, A))
    assert normal(t.apply("P", A, given_that(B))) is t.div(t.apply("P", A, B), t.apply("P", B))


@pytest.mark.parametrize("mark", [t.power(A, t.name("c")), t.name("bar.A"), t.name("A'")])
def test_a_complement_has_what_is_left(mark: t.Term) -> None:
    sides = with_complements((t.apply("P", mark), t.apply("P", A)), FUNCTIONALS)
    assert value(sides[0]) == pytest.approx(1 - value(sides[1]), rel=1e-12)


def test_a_mark_on_a_density_is_no_complement() -> None:
    side = t.apply("p", t.name("bar.A"))
    assert with_complements((side, A), {"p": Functional.PROBABILITY})[0] is side


def test_arrays_are_left_to_others() -> None:
    with pytest.raises(NoChanceFormError):
        normal(t.apply("E", t.mul(t.call("transpose", X), X)))


# -------------------------------------------------------- one against the other, at random

_numbers = st.integers(-3, 3).map(t.number)
_bodies = st.recursive(
    st.one_of(st.sampled_from([X, Y, c]), _numbers),
    lambda inner: st.one_of(
        st.tuples(inner, inner).map(lambda pair: t.add(*pair)),
        st.tuples(inner, inner).map(lambda pair: t.mul(*pair)),
        inner.map(t.neg),
        inner.map(lambda body: t.apply("E", body)),
        inner.map(lambda body: t.apply("E", body, given_that(Y))),
        st.tuples(inner, inner).map(lambda pair: t.apply("Cov", *pair)),
    ),
    max_leaves=6,
)


@given(_bodies)
def test_the_normal_form_keeps_every_value(body: t.Term) -> None:
    term = t.apply("E", body)
    try:
        form = normal(term)
    except NoChanceFormError:
        return
    back = t.rebuild(form, lambda n: t.apply("E", *n.args) if _is_moment(n) else n)
    assert value(back) == pytest.approx(value(term), rel=1e-9, abs=1e-9)


def _is_moment(node: t.Term) -> bool:
    return node.op is t.Op.APPLY and t.function_key(node) == "moment:"
