"""The interned term graph: identity, immutability, binding, substitution, depth."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from symcalc.core import term as t

X, Y, INDEX, N = t.name("x"), t.name("y"), t.name("i"), t.name("n")


def sums(leaves: st.SearchStrategy[t.Term]) -> st.SearchStrategy[t.Term]:
    """Terms built from leaves by a few operations, sums over i among them."""
    return st.recursive(
        leaves,
        lambda inner: st.one_of(
            st.builds(t.add, inner, inner),
            st.builds(t.mul, inner, inner),
            st.builds(t.neg, inner),
            st.builds(lambda body: t.summation(body, INDEX, t.ONE, N), inner),
        ),
        max_leaves=12,
    )


TERMS = sums(st.sampled_from([X, Y, INDEX, t.ONE, t.element("x", INDEX)]))


def test_equal_expressions_are_one_object() -> None:
    assert t.mul(X, t.add(Y, t.ONE)) is t.mul(t.name("x"), t.add(t.name("y"), t.number(1)))


def test_construction_never_simplifies() -> None:
    a, b = t.name("A"), t.name("B")
    commutator = t.sub(t.mul(a, b), t.mul(b, a))
    assert commutator is not t.ZERO
    assert commutator.args[0] is not commutator.args[1].args[0]


def test_terms_cannot_be_changed() -> None:
    with pytest.raises(AttributeError, match="immutable"):
        X.op = t.Op.ADD  # type: ignore[misc]


def test_a_sum_binds_its_index_in_its_body_only() -> None:
    inner = t.summation(t.element("x", INDEX), INDEX, t.ONE, N)
    assert t.free_names(inner) == {"x", "n"}
    assert t.free_names(t.summation(INDEX, INDEX, INDEX, N)) == {"i", "n"}


def test_an_antiderivative_leaves_its_variable_free() -> None:
    assert t.free_names(t.integral(t.mul(X, Y), X)) == {"x", "y"}
    assert t.free_names(t.integral(t.mul(X, Y), X, t.ZERO, t.ONE)) == {"y"}


def test_substitution_does_not_capture() -> None:
    total = t.summation(t.mul(t.element("a", INDEX), X), INDEX, t.ONE, N)
    replaced = t.substitute(total, {X: INDEX})
    assert t.free_names(replaced) == {"a", "n", "i"}
    body, index, *_ = replaced.args
    assert index is not INDEX
    assert body is t.mul(t.element("a", index), INDEX)


def test_substituting_the_variable_of_a_derivative_evaluates_it() -> None:
    slope = t.derivative(t.power(X, t.TWO), X)
    assert t.substitute(slope, {X: t.number(3)}) is t.at(slope, X, t.number(3))


def test_an_antiderivative_stays_one_under_substitution() -> None:
    area = t.integral(t.mul(X, Y), X)
    assert t.substitute(area, {Y: t.TWO}) is t.integral(t.mul(X, t.TWO), X)
    assert t.substitute(area, {X: t.TWO}) is t.at(area, X, t.TWO)


@given(TERMS)
def test_substituting_a_name_for_itself_changes_nothing(term: t.Term) -> None:
    assert t.substitute(term, {X: X}) is term


@given(TERMS)
def test_substitution_removes_what_it_replaces(term: t.Term) -> None:
    assert "y" not in t.free_names(t.substitute(term, {Y: X}))


@given(TERMS)
def test_postorder_has_arguments_first_and_every_node_once(term: t.Term) -> None:
    order = t.postorder(term)
    place = {node: k for k, node in enumerate(order)}
    assert len(place) == len(order)
    assert all(place[a] < place[node] for node in order for a in node.args)


@given(TERMS)
def test_rebuilding_with_no_change_gives_the_same_object(term: t.Term) -> None:
    assert t.rebuild(term, lambda node: node) is term


def test_depth_and_width_are_no_limit() -> None:
    deep = X
    for _ in range(20_000):
        deep = t.neg(deep)
    assert t.size(deep) == 20_001
    assert t.substitute(deep, {X: Y}) is not deep
    assert t.pretty(deep).endswith("…")
    wide = t.add(*(t.name(f"x_{k}") for k in range(5_000)))
    assert len(t.free_names(wide)) == 5_000


def test_a_shared_subexpression_is_one_node() -> None:
    node = X
    for _ in range(200):
        node = t.mul(node, node)
    assert t.size(node) == 201
