"""From arguments to a problem: what is read, and how what cannot be used is refused."""

import contextlib

import pytest
import sympy

from symcalc.core import term as t
from symcalc.request import InputError, problem_of, split

X, W, B = t.name("x"), t.name("w"), t.name("b")


def test_the_parts_of_a_gradient():
    problem = problem_of("gradient", "w x + b", wrt="w,b", at="w=0.5, b=1")
    assert problem.expressions == (t.add(t.mul(W, X), B),)
    assert problem.variables == (W, B)
    assert {key: t.value_of(term) for key, term in problem.at.items()} == {"w": 0.5, "b": 1}


def test_latex_and_plain_text_are_the_same_problem():
    typed = problem_of("derivative", "exp(-x)*sin(x)").expressions
    written = problem_of("derivative", r"\exp(-x) \cdot \sin(x)").expressions
    assert typed == written


def test_several_expressions():
    problem = problem_of("jacobian", "x^2 y; x + y", wrt=["x", "y"])
    assert len(problem.expressions) == 2


def test_sympy_expressions_and_numbers_are_taken_as_they_are():
    x = sympy.Symbol("x", real=True)
    problem = problem_of("jvp", [sympy.sin(x), x**2], wrt="x", along=[1], at={"x": 1e-7})
    assert problem.expressions[0] == t.call("sin", X)
    assert problem.along == (t.ONE,)
    assert t.value_of(problem.at["x"]) * 10**7 == 1


def test_the_tangent_may_hold_names():
    assert problem_of("jvp", "w b", wrt="w,b", along="x,0").along == (X, t.ZERO)


def test_commas_inside_brackets_do_not_separate():
    assert split("x_{1,2}, f(a,b) , c,") == ["x_{1,2}", "f(a,b)", "c"]


@pytest.mark.parametrize(
    ("options", "label", "column"),
    [
        ({"expression": r"x + \foo{x}"}, "expression", 5),
        ({"expression": "x + (1"}, "expression", None),
        ({"expression": ""}, "expression", 1),
        ({"let": ["y > 0", "f(t) = )"]}, "--let", 8),
        ({"wrt": "x,2"}, "--wrt", 1),
        ({"at": "x"}, "--at", 1),
        ({"at": "x=1/"}, "--at", None),
        ({"along": "1,)"}, "--along", None),
    ],
)
def test_what_cannot_be_used_names_the_argument_and_the_place(options, label, column):
    with pytest.raises(InputError) as caught:
        problem_of("derivative", **({"expression": "x^2"} | options))
    assert caught.value.label == label
    assert caught.value.trouble.message
    if column:
        assert caught.value.trouble.span.column == column


@pytest.mark.parametrize(
    "hostile",
    ["__import__('os')", "x.__class__", "9^{9^{9^9}}", "{" * 3000, "\\input{/etc/passwd}"],
)
def test_hostile_text_is_read_as_mathematics_or_refused(hostile):
    with contextlib.suppress(InputError):
        assert problem_of("derivative", hostile).expressions
