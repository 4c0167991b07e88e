"""Reverse mode, edge pushing and products with vectors against forward mode and each other."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given

from symcalc.core import term as raw
from symcalc.core.term import ONE, TWO, ZERO, Op, Term, apply, call, element, name, number
from symcalc.mean.differentiate import differentiate, gradient, hessian, hvp, jacobian, jvp, vjp
from symcalc.mean.interval import enclose
from symcalc.mean.numeric import NoMeaning
from tests.mean.terms import X, Y, points, quick, terms

P, Q, U, V = name("p"), name("q"), name("u"), name("v")


def same(ours: Term, theirs: Term, place: dict[str, Fraction]) -> bool:
    """Whether two terms have balls that meet, or one of them has no value."""
    try:
        return enclose(ours, place).overlaps(enclose(theirs, place))
    except NoMeaning:
        return True


def network(hidden: int, inputs: int) -> tuple[Term, list[Term]]:
    """The squared error of a two-layer tanh network with one output, and its weights."""
    weights: list[Term] = []
    units: list[Term] = []
    for a in range(hidden):
        row = [name(f"w_{a}{k}") for k in range(inputs)]
        bias, out = name(f"b_{a}"), name(f"v_{a}")
        weights += [*row, bias, out]
        sums = [raw.mul(w, name(f"x_{k}")) for k, w in enumerate(row)]
        units.append(raw.mul(out, call("tanh", raw.add(*sums, bias))))
    return raw.power(raw.sub(raw.add(*units), name("t")), TWO), weights


def rosenbrock(count: int) -> tuple[Term, list[Term]]:
    """Rosenbrock's function (1960) in its chained form."""
    x = [name(f"x_{k}") for k in range(count)]
    hundred = number(100)
    valley = [
        raw.mul(hundred, raw.power(raw.sub(b, raw.power(a, TWO)), TWO)) for a, b in pairwise(x)
    ]
    return raw.add(*valley, *(raw.power(raw.sub(ONE, a), TWO) for a in x[:-1])), x


@quick
@given(terms(), points)
def test_reverse_mode_is_forward_mode(term: Term, place: dict[str, Fraction]):
    for ours, variable in zip(gradient(term, [X, Y]), [X, Y], strict=True):
        assert same(ours, differentiate(term, variable), place)


@quick
@given(terms(), points)
def test_edge_pushing_is_differentiating_twice(term: Term, place: dict[str, Fraction]):
    matrix = hessian(term, [X, Y])
    for row, first in zip(matrix, [X, Y], strict=True):
        for entry, second in zip(row, [X, Y], strict=True):
            twice = differentiate(differentiate(term, first), second)
            assert same(entry, twice, place)
    assert matrix[0][1] is matrix[1][0]


@quick
@given(terms(), terms(), points)
def test_jvp_and_vjp_are_adjoint(f: Term, g: Term, place: dict[str, Fraction]):
    forward = jvp([f, g], [X, Y], [U, V])
    backward = vjp([f, g], [X, Y], [P, Q])
    left = raw.add(raw.mul(P, forward[0]), raw.mul(Q, forward[1]))
    right = raw.add(raw.mul(U, backward[0]), raw.mul(V, backward[1]))
    extra = {"p": Fraction(2, 3), "q": Fraction(-5, 7), "u": Fraction(3), "v": Fraction(1, 4)}
    assert same(left, right, place | extra)


@quick
@given(terms(), points)
def test_hvp_is_the_hessian_times_the_tangent(term: Term, place: dict[str, Fraction]):
    matrix = hessian(term, [X, Y])
    products = hvp(term, [X, Y], [U, V])
    for row, entry in zip(matrix, products, strict=True):
        whole = raw.add(raw.mul(row[0], U), raw.mul(row[1], V))
        assert same(entry, whole, place | {"u": Fraction(2), "v": Fraction(-1, 3)})


def test_a_neuron():
    w, b, x, y = (name(key) for key in "wbxy")
    error = raw.sub(raw.add(raw.mul(w, x), b), y)
    in_w, in_b = gradient(raw.power(error, TWO), [w, b])
    place = {"w": Fraction(2), "b": Fraction(1), "x": Fraction(3), "y": Fraction(4)}
    assert enclose(in_w, place) == 18
    assert enclose(in_b, place) == 6


def test_the_same_variable_twice_in_a_product():
    cube = raw.mul(X, X, X)
    assert hessian(cube, [X]) == ((raw.mul(number(6), X),),)


def test_abstract_functions():
    assert gradient(apply("f", X, Y), [Y]) == (apply("f", X, Y, orders=(0, 1)),)
    assert hessian(apply("f", X, Y), [X, Y])[0][1] is apply("f", X, Y, orders=(1, 1))


def test_opaque_nodes_inside_a_hessian():
    i = name("i")
    residual = raw.sub(element("y", i), raw.mul(X, element("x", i)))
    loss = raw.mul(Y, raw.summation(raw.power(residual, TWO), i, ONE, number(3)))
    place = {"x": Fraction(1, 2), "y": Fraction(3)}
    place |= {f"{key}_{k}": Fraction(k + 1, k) for key in "xy" for k in (1, 2, 3)}
    for row, first in zip(hessian(loss, [X, Y]), [X, Y], strict=True):
        for entry, second in zip(row, [X, Y], strict=True):
            twice = differentiate(differentiate(loss, first), second)
            assert same(entry, twice, place)


def test_elements_that_may_coincide():
    i, j = name("i"), name("j")
    pair = [element("x", i), element("x", j)]
    first, _ = gradient(raw.power(pair[0], TWO), pair)
    assert first is raw.mul(TWO, pair[0])
    _, second = gradient(raw.power(pair[0], TWO), pair)
    assert second.op is not Op.NUMBER  # 2 x_i where i = j, else 0


def test_constants_have_zero_gradients():
    assert gradient(number(5), [X]) == (ZERO,)
    assert gradient(Y, [X, Y]) == (ZERO, ONE)
    assert hessian(raw.mul(TWO, X), [X, Y]) == ((ZERO, ZERO), (ZERO, ZERO))
    assert jacobian([X, Y], [X, Y]) == ((ONE, ZERO), (ZERO, ONE))


def test_a_gradient_costs_a_small_multiple_of_the_term():
    loss, weights = network(8, 5)
    assert raw.size(loss) < 200
    assert len(raw.postorder(*gradient(loss, weights))) < 4 * raw.size(loss)


def test_edge_pushing_shares_the_hessian_of_a_network():
    loss, weights = network(8, 5)
    rows = hessian(loss, weights)
    operations = sum(bool(node.args) for node in raw.postorder(*(e for row in rows for e in row)))
    assert len(rows) == 56
    assert operations < 5427  # CasADi 3.7 on the same function


def test_the_hessian_of_rosenbrock_is_tridiagonal():
    function, x = rosenbrock(200)
    rows = hessian(function, x)
    assert all(rows[j][k] is ZERO for j in range(200) for k in range(200) if abs(j - k) > 1)
    place = {"x_0": Fraction(-3, 2), "x_1": Fraction(1)}
    # 1200 x0^2 - 400 x1 + 2, -400 x0 and 200 at (-3/2, 1)
    small = hessian(*rosenbrock(2))
    assert enclose(small[0][0], place) == 2302
    assert enclose(small[0][1], place) == 600
    assert enclose(small[1][1], place) == 200


@pytest.mark.parametrize("wide", [True, False])
def test_deep_and_wide_terms(wide: bool):
    if wide:
        term = raw.add(*(raw.power(name(f"x{k}"), TWO) for k in range(5000)))
        assert gradient(term, [name("x7")]) == (raw.mul(TWO, name("x7")),)
        return
    term = X
    for _ in range(1500):
        term = call("sin", raw.mul(term, Y))
    assert len(raw.postorder(*gradient(term, [X, Y]))) < 30_000
