"""Products with vectors: adjointness, agreement with the matrix, and no matrix on the way."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from symcalc.core.problem import Problem
from symcalc.core.term import ONE, TWO, Term, add, call, mul, name, number, power, sub
from symcalc.core.verdict import Says
from symcalc.derive import operations
from symcalc.derive.entry import derive_problem
from symcalc.derive.problems import DeriveError
from tests.derive.posing import close, derived, posed, value
from tests.mean.terms import ENTIRE, X, Y, quick, terms

small = st.integers(-4, 4).map(number)


def _components(
    operation: str, expressions: tuple[Term, ...], along: tuple[Term, ...]
) -> list[Term]:
    problem = Problem(operation, expressions, (X, Y), along=along)
    ready = operations.Ready(problem, expressions, expressions, {}, {})
    return [each.value for each in operations.components_of(ready).components]


@given(f=terms(ENTIRE), g=terms(ENTIRE), v=st.tuples(small, small), u=st.tuples(small, small))
@quick
def test_jvp_and_vjp_are_adjoint(
    f: Term, g: Term, v: tuple[Term, Term], u: tuple[Term, Term]
) -> None:
    forward = _components("jvp", (f, g), v)
    backward = _components("vjp", (f, g), u)
    try:
        left = sum(value(mul(a, b)) for a, b in zip(u, forward, strict=True))
        right = sum(value(mul(a, b)) for a, b in zip(v, backward, strict=True))
    except ValueError:  # outside the domain
        return
    assert close(left, right)


def test_an_hvp_is_the_hessian_times_the_vector() -> None:
    text = r"\sin(x y) + x^3 y"
    product = derived("hvp", text, "x,y", along="u,v")
    hessian = derived("hessian", text, "x,y")
    rows = (hessian.result[:2], hessian.result[2:])
    for row, entry in zip(rows, product.result, strict=True):
        expected = add(mul(row[0], name("u")), mul(row[1], name("v")))
        assert close(value(entry), value(expected))


def test_products_never_build_the_matrix(monkeypatch: pytest.MonkeyPatch) -> None:
    def forbidden(*_: object) -> None:
        raise AssertionError("the whole matrix was built")

    monkeypatch.setattr(operations, "jacobian", forbidden)
    monkeypatch.setattr(operations, "hessian", forbidden)
    assert derived("jvp", r"x y; \sin x", "x,y", along="1,2").result
    assert derived("vjp", r"x y; \sin x", "x,y", along="1,2").result
    assert derived("hvp", r"x^2 y^3", "x,y", along="1,2").result


def _network() -> tuple[Term, tuple[Term, ...]]:
    """The squared error of a network with 25 weights: 2 inputs, 6 tanh units, 1 output."""
    weights = tuple(name(f"w_{k}") for k in range(25))
    inputs = (name("x_1"), name("x_2"))
    hidden = [
        call("tanh", add(mul(weights[3 * k], inputs[0]), mul(weights[3 * k + 1], inputs[1]),
                         weights[3 * k + 2]))
        for k in range(6)
    ]  # fmt: skip
    output = add(*(mul(w, h) for w, h in zip(weights[18:24], hidden, strict=True)), weights[24])
    return power(sub(output, Y), TWO), weights


@pytest.mark.parametrize("operation", ["gradient", "hvp"])
def test_a_network_of_25_weights_is_derived_and_witnessed(operation: str) -> None:
    loss, weights = _network()
    outcome = derive_problem(Problem(operation, (loss,), weights, along=(ONE,) * 25))
    assert len(outcome.result) == 25
    assert [item.says for item in outcome.evidence if item.oracle != "symbolic"] == [
        Says.AGREES
    ] * 2


@pytest.mark.parametrize(
    ("operation", "text", "wrt", "along", "message"),
    [
        ("derivative", "x y", "", "", "several variables: x, y"),
        ("derivative", "x; y", "x", "", "2 expressions where one is expected"),
        ("derivative", "7", "", "", "the expression has no variable"),
        ("gradient", "x y", "x,x", "", "the variable x is given 2 times"),
        ("gradient", "x y", "x,3", "", "no variable"),
        ("jvp", "x y", "x,y", "1", "the direction has 1 entries for 2 variables"),
        ("vjp", "x; y", "x,y", "1", "the direction has 1 entries for 2 expressions"),
        ("curl", "x", "x", "", "there is no operation 'curl'"),
        ("derivative", r"x \frac{dy}{dx}", "x", "", "dy/dx says that y depends on x"),
        ("derivative", r"\lim_{t\to 0} \frac{\sin(x t)}{t}", "x", "", "no derivative can be given"),
    ],
)
def test_what_makes_no_sense_is_refused_with_a_cure(
    operation: str, text: str, wrt: str, along: str, message: str
) -> None:
    with pytest.raises(DeriveError, match=message.replace("(", r"\(")) as refusal:
        derive_problem(posed(operation, text, wrt, along=along))
    assert refusal.value.cure
