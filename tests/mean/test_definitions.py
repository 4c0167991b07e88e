"""Definitions in the place of names, derivatives carried out."""

from __future__ import annotations

from fractions import Fraction

from symcalc.core import term as raw
from symcalc.core.kind import Definition
from symcalc.core.problem import Scope
from symcalc.core.term import ONE, TWO, ZERO, Op, Term, apply, call, name, number
from symcalc.mean.definitions import dependencies, expand_definitions, resolve
from symcalc.mean.interval import enclose

X, Y, Z, T, W = (name(key) for key in "xyztw")
SIGMOID = raw.div(ONE, raw.add(ONE, call("exp", raw.neg(T))))


def scope(**bodies: Term | tuple[tuple[str, ...], Term]) -> Scope:
    """A scope of definitions: a term for a name, (parameters, term) for a function."""
    pairs = {
        key: value if isinstance(value, tuple) else ((), value) for key, value in bodies.items()
    }
    return Scope(definitions={k: Definition(k, p, body) for k, (p, body) in pairs.items()})


def test_names_and_functions_are_expanded_to_the_end():
    known = scope(z=raw.mul(W, X), L=raw.power(raw.sub(Z, Y), TWO), s=(("t",), SIGMOID))
    assert expand_definitions(name("L"), known) is raw.power(raw.sub(raw.mul(W, X), Y), TWO)
    applied = expand_definitions(apply("s", Z), known)
    assert applied is raw.substitute(SIGMOID, {T: raw.mul(W, X)})


def test_parameters_are_not_captured():
    known = scope(f=(("x", "y"), raw.sub(X, Y)))
    assert expand_definitions(apply("f", Y, X), known) is raw.sub(Y, X)


def test_definitions_that_lead_back_to_themselves_stay():
    update = scope(w=raw.sub(W, X))
    assert expand_definitions(W, update) is W
    circle = scope(x=Y, y=X, z=raw.add(X, ONE))
    assert expand_definitions(Z, circle) is raw.add(X, ONE)


def test_derivatives_of_defined_functions_are_taken_at_their_argument():
    known = scope(s=(("t",), SIGMOID))
    slope = resolve(apply("s", ZERO, orders=(1,)), known)
    assert float(enclose(slope, {}).mid()) == 0.25
    second = resolve(apply("s", ZERO, orders=(2,)), known)
    assert enclose(second, {}).contains(0)


def test_a_derivative_in_a_defined_name():
    known = scope(z=raw.mul(W, X), L=raw.power(Z, TWO))
    slope = resolve(raw.derivative(name("L"), Z), known)
    assert enclose(slope, {"w": Fraction(3), "x": Fraction(5)}) == 30
    through = resolve(raw.derivative(name("L"), W), known)
    assert enclose(through, {"w": Fraction(3), "x": Fraction(5)}) == 150


def test_a_derivative_in_a_defined_name_through_another_definition():
    known = scope(L=raw.power(name("a"), TWO), a=raw.add(Z, ONE), z=raw.mul(W, X))
    slope = resolve(raw.derivative(name("L"), Z), known)
    assert enclose(slope, {"w": Fraction(3), "x": Fraction(5)}) == 32


def test_a_derivative_in_a_name_that_does_not_show_stays():
    known = scope(L=raw.power(raw.mul(W, X), TWO), z=raw.mul(W, X))
    claim = raw.derivative(name("L"), Z)
    assert resolve(claim, known) is claim


def test_binders_bind_inside_definitions():
    known = scope(y=raw.power(X, TWO))
    at_three = raw.at(raw.derivative(Y, X), X, number(3))
    assert enclose(resolve(at_three, known), {}) == 6
    area = raw.integral(Y, X, ZERO, number(3))
    assert float(enclose(resolve(area, known), {}).mid()) == 9
    shadowed = raw.summation(Y, Y, ONE, TWO)
    assert expand_definitions(shadowed, known) is shadowed


def test_the_slope_of_an_unknown_name_is_not_zero():
    assert resolve(raw.derivative(Y, X), Scope()) is raw.derivative(Y, X)
    assert resolve(raw.derivative(X, X), Scope()) is ONE


def test_a_long_chain_of_definitions():
    chain = {f"z{k}": raw.add(name(f"z{k - 1}"), ONE) for k in range(1, 1000)}
    assert raw.free_names(expand_definitions(name("z999"), scope(**chain))) == {"z0"}


def test_resolve_leaves_no_derivative():
    nested = raw.derivative(raw.derivative(raw.mul(X, X, Y), X), Y)
    assert resolve(nested, Scope()) is raw.mul(TWO, X)
    at_three = raw.at(raw.derivative(raw.power(X, TWO), X), X, name("a"))
    assert resolve(at_three, Scope()) is raw.mul(TWO, name("a"))


def test_what_cannot_be_carried_out_stays():
    stuck = raw.derivative(raw.limit(raw.mul(X, T), T, ZERO, ""), X)
    assert resolve(stuck, Scope()) is stuck


def test_implicit_differentiation_keeps_the_slope():
    slope = raw.derivative(Y, X)
    claim = raw.derivative(raw.add(raw.power(X, TWO), raw.power(Y, TWO)), X)
    dependent = dependencies(claim, slope)
    assert dependent == {"y": ["x"]}
    resolved = resolve(claim, Scope(), dependent)
    assert slope in raw.postorder(resolved)
    assert resolve(slope, Scope(), dependent) is slope


def test_abstract_functions_keep_their_orders():
    claim = raw.derivative(apply("f", raw.power(X, TWO)), X)
    resolved = resolve(claim, Scope())
    assert not raw.contains(resolved, Op.DERIVATIVE)
    assert apply("f", raw.power(X, TWO), orders=(1,)) in raw.postorder(resolved)


def test_what_a_name_stands_for_may_depend_on_what_it_does_not_mention():
    known = scope(L=raw.sub(Z, Y))
    slope = raw.derivative(name("L"), X)
    assert resolve(slope, known) is slope
    assert resolve(raw.derivative(name("L"), Z), known) is ONE
    assert resolve(raw.derivative(name("c"), X), scope(c=TWO)) is ZERO
