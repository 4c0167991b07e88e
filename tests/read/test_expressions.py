"""The reading of single expressions: published notation and the reading a person gives it.

Every row states the value that a formula must have at a point, so a misreading (a lost prime,
cos(2x²) for cos x · 2x) shows as a number that differs.
"""

from __future__ import annotations

import math

import pytest

from symcalc.core import term as t
from symcalc.core.term import Op
from symcalc.read import ReadError, read_expression

X, Y, W, B = 0.7, -1.3, 2.1, 0.4
POINT = {"x": X, "y": Y, "w": W, "b": B, "a": 1.7, "k": 3.0, "n": 4.0, "theta": 0.9, "sigma": 1.2,
         "mu": 0.3, "x_1": 0.2, "x_2": -0.5, "hat.y": 0.6, "w_new": 1.5, "bar.x": 0.1, "c": 2.0,
         "d": 0.8}  # fmt: skip

_FLOAT = {
    "sin": math.sin, "cos": math.cos, "tan": math.tan, "exp": math.exp, "log": math.log,
    "sqrt": math.sqrt, "tanh": math.tanh, "arctan": math.atan, "arcsin": math.asin, "abs": abs,
    "max": max, "min": min, "gamma": math.gamma, "factorial": lambda v: math.gamma(v + 1),
    "binomial": lambda n, k: math.comb(int(n), int(k)), "logbase": math.log,
    "root": lambda v, n: math.copysign(abs(v) ** (1 / n), v), "floor": math.floor,
    "cot": lambda v: 1 / math.tan(v), "csc": lambda v: 1 / math.sin(v), "arsinh": math.asinh,
}  # fmt: skip


def value(term: t.Term, point: dict[str, float]) -> float:
    """A second, tiny evaluator: the tests of the reader rest on nothing but this."""
    if (known := t.value_of(term)) is not None:
        return float(known)
    if term.op is Op.CONSTANT:
        return {"pi": math.pi, "e": math.e}[str(term.data)]
    if term.op is Op.NAME:
        return point[str(term.data)]
    if term.op in (Op.SUM, Op.PRODUCT):
        body, index, *ends = term.args
        low, high = (round(value(end, point)) for end in ends)
        parts = [value(body, {**point, str(index.data): k}) for k in range(low, high + 1)]
        return sum(parts) if term.op is Op.SUM else math.prod(parts)
    args = [value(argument, point) for argument in term.args]
    if term.op is Op.CALL:
        return float(_FLOAT[str(term.data)](*args))
    return {
        Op.ADD: lambda: sum(args), Op.MUL: lambda: math.prod(args), Op.NEG: lambda: -args[0],
        Op.DIV: lambda: args[0] / args[1], Op.POW: lambda: args[0] ** args[1],
    }[term.op]()  # fmt: skip


READINGS = [
    # implicit products and what is no application
    (r"x(y+1)", X * (Y + 1)),
    (r"2x(y - wx)", 2 * X * (Y - W * X)),
    (r"(x+1)(x-2)", (X + 1) * (X - 2)),
    (r"2(3) + 1", 7),
    (r"ax^2 + bx + c", 1.7 * X**2 + B * X + 2),
    (r"\frac{2(3) - 4}{5(1)}", 0.4),
    # fractions and powers
    (r"\frac12", 0.5),
    (r"\tfrac{1}{2}x^2y", X**2 * Y / 2),
    (r"-x^2", -(X**2)),
    (r"a^{x^2}", 1.7 ** (X**2)),
    (r"x/w/b", X / W / B),
    (r"\sqrt[3]{y}", -(1.3 ** (1 / 3))),
    (r"\sqrt2 x", math.sqrt(2) * X),
    (r"10^{-3}", 1e-3),
    (r"2.5\times 10^{-3}", 2.5e-3),
    (r"1{,}000 + 1", 1001),
    (r"{5 \choose 2} + \binom{4}{2}", 16),
    (r"4! - 3!", 18),
    (r"90^\circ", math.pi / 2),
    (r"n(n+1)/2 + x(x-1)", 10 + X * (X - 1)),
    # functions with and without parentheses
    (r"\sin^2 x + \cos^2 x", 1),
    (r"\sin 2x", math.sin(2 * X)),
    (r"\cos x \cdot 2x", math.cos(X) * 2 * X),
    (r"\sin x \cos x", math.sin(X) * math.cos(X)),
    (r"\sin^{-1} x", math.asin(X)),
    (r"\ln x^2", math.log(X**2)),
    (r"e^{x}\sin x", math.exp(X) * math.sin(X)),
    (r"\log_2 8", 3),
    (r"\log\frac{w}{b}", math.log(W / B)),
    (r"\exp\left[-\frac{1}{2}\left(\frac{x-\mu}{\sigma}\right)^2\right]",
     math.exp(-0.5 * ((X - 0.3) / 1.2) ** 2)),
    (r"\mathrm{exp}(x)", math.exp(X)),
    (r"\max(x, y) - \min(x, y)", X - Y),
    (r"\Gamma(5)", 24),
    (r"\left|x - w\right| + |y||x|", abs(X - W) + abs(X * Y)),
    (r"1 - \tanh^2(x)", 1 - math.tanh(X) ** 2),
    # names
    (r"x_1 + x_2 - w_{\text{new}}", 0.2 - 0.5 - 1.5),
    (r"(\hat{y} - y)^2", (0.6 + 1.3) ** 2),
    (r"2\pi\theta", 2 * math.pi * 0.9),
    (r"\big( x + 1 \big) \Big[ y \Big]^2", (X + 1) * Y**2),
    # sums
    (r"\sum_{i=1}^{n} i^2", 30),
    (r"\sum_{i=1}^n i + 1", 11),
    (r"\sum_{i=1}^{3}\sum_{j=1}^{i} i j", 25),
    (r"\prod_{k=1}^{n} k", 24),
    (r"\prod_{k=1}^{3} k \prod_{k=1}^{2} 2 k \cdot w", 6 * 8 * W),
    (r"\prod_{k=1}^{3} w k", 6 * W**3),
    # typed plainly
    ("log(1+exp(-y*(w*x+b)))", math.log(1 + math.exp(-Y * (W * X + B)))),
    ("x**2*sin(x)/2", X**2 * math.sin(X) / 2),
    ("2*sigma + theta**-1", 2.4 + 1 / 0.9),
    ("sqrt(abs(y))", math.sqrt(1.3)),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), READINGS, ids=[row[0] for row in READINGS])
def test_reads_as_a_person_does(text: str, expected: float) -> None:
    (term,) = read_expression(text).terms
    assert value(term, POINT) == pytest.approx(expected, rel=1e-12)


REFUSED = [
    ("1/2x", "SC021"), (r"\sin x y", "SC030"), (r"\sin x \, y", "SC030"), (r"\ln a (b+c)", "SC030"),
    (r"f^{-1}(x)", "SC022"), (r"x^{(i)}", "SC024"), (r"1,000 + 1", "SC029"),
    (r"1e-3", "SC029"), (r"x2", "SC028"), (r"x^10", "SC025"), (r"k(2)", "SC026"),
    (r"\sum_{i=1}^n x_i - y_i", "SC046"), (r"a \pm b", "SC042"),
    (r"\foo x", "SC011"), (r"x @ y", "SC011"), (r"x +", "SC013"), (r"(x", "SC013"), ("", "SC013"),
    (r"\frac{d}{dx} x \cdot y", "SC050"), (r"a + bi", "SC027"), (r"\int x", "SC047"),
    (r"\input{/etc/passwd}", "SC011"), ("__import__('os')", "SC013"), (r"\sup L", "SC044"),
    (r"exp(x)^{2}", "SC017"), (r"frac{1}{2} x", "SC017"), (r"\chi^2(k)", "SC026"),
    (r"\mathrm{G}^{-1}(p)", "SC022"), (r"\bar{y}_{i \bullet}", "SC023"),
    (r"\int_0^1 x dx dy", "SC047"), (r"\lim_{x \to 0} x + x^2", "SC046"),
    (r"x_{2j}", "SC023"), (r"x_{ij,k}", "SC023"), (r"\prod_{i=1}^3 a b", "SC046"),
    (r"\frac{\partial (f(\hat s) + 1)}{\partial s}", "SC036"), ("sin(x) and foo bar * 2", "SC017"),
    (r"1 + \cdots + n", "SC041"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "code"), REFUSED, ids=[row[0] for row in REFUSED])
def test_refuses_what_has_two_readings_or_none(text: str, code: str) -> None:
    with pytest.raises(ReadError) as caught:
        read_expression(text)
    assert caught.value.trouble.code == code


def test_a_refusal_tells_the_place() -> None:
    with pytest.raises(ReadError) as caught:
        read_expression(r"x + \foo y")
    assert caught.value.trouble.span.column == 5


def test_a_declaration_settles_what_was_refused() -> None:
    (term,) = read_expression(r"\sigma(x)(1-\sigma(x))", [r"\sigma: function"]).terms
    assert t.functions_in(term) == {"sigma"}
    (imaginary,) = read_expression("a + bi", ["i: imaginary"]).terms
    assert t.contains(imaginary, Op.CONSTANT)


def test_primes_are_derivatives_of_functions() -> None:
    (term,) = read_expression("f''(x)").terms
    assert term is t.apply("f", t.name("x"), orders=(2,))


def test_partial_and_higher_derivatives_of_functions() -> None:
    x, y = t.name("x"), t.name("y")
    (mixed,) = read_expression("f_{xy}(x, y)").terms
    assert mixed is t.apply("f", x, y, orders=(1, 1))
    (fourth,) = read_expression("f^{(4)}(x)").terms
    assert fourth is t.apply("f", x, orders=(4,))
    (density,) = read_expression("f_X(x)").terms
    assert density is t.apply("f_X", x)


def test_a_font_switch_names_what_follows_it() -> None:
    (term,) = read_expression(r"v_{\rm Earth\ orbit} + r_{\rm Earth}").terms
    assert term is t.add(t.name("v_Earthorbit"), t.name("r_Earth"))


def test_leibniz_notation() -> None:
    (term,) = read_expression(r"\frac{\partial^2 f}{\partial x\,\partial y}").terms
    assert term is t.derivative(t.name("f"), t.name("x"), t.name("y"))
    (applied,) = read_expression(r"\frac{\mathrm{d}}{\mathrm{d}x}\left[\ln x\right]").terms
    assert applied is t.derivative(t.call("log", t.name("x")), t.name("x"))


def test_integrals_find_their_differential() -> None:
    (double,) = read_expression(r"\int_0^1\int_0^x xy\,dy\,dx").terms
    inner = t.integral(t.mul(t.name("x"), t.name("y")), t.name("y"), t.ZERO, t.name("x"))
    assert double is t.integral(inner, t.name("x"), t.ZERO, t.ONE)
    (above,) = read_expression(r"\int \frac{dx}{x}").terms
    assert above is t.integral(t.div(t.ONE, t.name("x")), t.name("x"))


def test_the_differential_of_an_expression_brings_its_derivative() -> None:
    (term,) = read_expression(r"\int_0^1 z^2 \, \mathrm{d}(2z)").terms
    z = t.name("z")
    body = t.mul(t.power(z, t.TWO), t.derivative(t.mul(t.TWO, z), z))
    assert term is t.integral(body, z, t.ZERO, t.ONE)


def test_three_thousand_braces_are_refused_not_a_crash() -> None:
    with pytest.raises(ReadError) as caught:
        read_expression("{" * 3000 + "x" + "}" * 3000)
    assert caught.value.trouble.code == "SC015"


def test_a_sum_of_five_thousand_terms_is_read() -> None:
    (term,) = read_expression(" + ".join("x" for _ in range(5000))).terms
    assert len(term.args) == 5000
