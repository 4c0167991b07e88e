"""Exact rational functions in kernels, the relations between kernels, and defined names."""

from __future__ import annotations

import pytest

from symcalc.core.kind import Definition
from symcalc.core.term import (
    ONE,
    TWO,
    Term,
    add,
    call,
    div,
    mul,
    name,
    neg,
    number,
    power,
    relation,
    sub,
)
from symcalc.derive.author import author_of
from symcalc.derive.candidates import Setting, candidates
from symcalc.derive.forms import FormWriter
from symcalc.derive.rational import Field, TooManyTermsError
from symcalc.mean.latex import latex

X, Y, P, Q = map(name, "xypq")
EXP = call("exp", X)


def _factored(term: Term) -> str:
    field = Field([term])
    return latex(next(FormWriter(field, author_of()).forms(field.ratio(term))))


@pytest.mark.parametrize(
    ("term", "expected"),
    [
        (div(sub(power(X, TWO), power(Y, TWO)), sub(X, Y)), "x + y"),
        (add(div(ONE, X), div(ONE, Y)), r"\frac{x + y}{y x}"),
        (div(mul(EXP, EXP), call("exp", mul(TWO, X))), "1"),
        (mul(EXP, call("exp", neg(X))), "1"),
        (sub(power(add(X, ONE), TWO), power(sub(X, ONE), TWO)), "4 x"),
        (sub(X, X), "0"),
    ],
)
def test_common_factors_cancel(term: Term, expected: str) -> None:
    assert _factored(term) == expected


def test_powers_that_nobody_would_write_out_are_given_up() -> None:
    wide = add(*(name(f"x_{k}") for k in range(12)))
    with pytest.raises(TooManyTermsError):
        Field([wide]).ratio(power(wide, number(20)))


def test_division_by_an_exact_zero_is_an_error() -> None:
    with pytest.raises(ZeroDivisionError):
        Field([X]).ratio(div(ONE, sub(X, X)))


def _best(term: Term, setting: Setting | None = None) -> str:
    return latex(candidates(term, setting or Setting(author_of(term)))[0])


def test_squares_of_kernels_are_worked_out() -> None:
    sine, cosine, root = call("sin", X), call("cos", X), call("sqrt", X)
    assert _best(add(power(sine, TWO), power(cosine, TWO))) == "1"
    assert _best(div(X, root)) == r"\sqrt{x}"
    assert _best(div(power(X, TWO), call("abs", X))) == r"\left|x\right|"
    assert _best(div(sine, cosine)) == r"\tan x"


def test_quotients_with_one_denominator_become_their_names() -> None:
    total = add(EXP, call("exp", Y))
    definitions = {
        "p": Definition("p", (), div(EXP, total)),
        "q": Definition("q", (), div(call("exp", Y), total)),
    }
    setting = Setting(author_of(total), definitions)
    assert _best(div(mul(EXP, call("exp", Y)), power(total, TWO)), setting) == "p q"


@pytest.mark.parametrize(
    "body", [div(ONE, add(ONE, call("exp", neg(X)))), div(EXP, add(ONE, EXP))], ids=latex
)
def test_a_name_for_a_sigmoid_takes_the_exponential_away(body: Term) -> None:
    setting = Setting(author_of(body), {"a": Definition("a", (), body)})
    slope = div(call("exp", neg(X)), power(add(ONE, call("exp", neg(X))), TWO))
    assert _best(slope, setting) == "a \\cdot (1 - a)"


def test_an_equation_takes_a_name_away() -> None:
    setting = Setting(author_of(), {}, (relation("=", add(P, Q), ONE),))
    assert _best(add(mul(P, X), mul(Q, X)), setting) == "x"
