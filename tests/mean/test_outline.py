"""A tree is shown as it is, and a huge one is cut."""

from symcalc.core import term as t
from symcalc.mean.outline import outline

X, Y = t.name("x"), t.name("y")


def test_a_node_with_leaves_is_one_line() -> None:
    term = t.add(t.mul(t.TWO, X), t.power(t.call("sin", t.div(X, Y)), t.TWO))
    assert outline(term) == "add\n  mul(2, x)\n  pow\n    sin\n      div(x, y)\n    2"


def test_what_qualifies_a_node_is_shown() -> None:
    assert outline(t.apply("f", X, orders=(2,))) == "f''(x)"
    assert outline(t.apply("f", X, Y, orders=(1, 0))) == "f[1, 0](x, y)"
    assert outline(t.derivative(X, Y, orders=(2,))) == "derivative of order [2](x, y)"
    assert outline(t.element("x", X)) == "x[](x)"
    assert outline(t.limit(X, X, t.ZERO, "+")) == "limit from +(x, x, 0)"


def test_a_deep_or_long_outline_is_cut() -> None:
    deep = X
    for _ in range(1000):
        deep = t.call("sin", t.neg(deep))
    assert outline(deep).endswith("…")
    wide = t.add(*(t.call("sin", t.name(f"x_{k}")) for k in range(5000)))
    assert len(outline(wide).split("\n")) < 200
