"""NumPy source: the same values as evaluation, and source that runs on its own."""

from __future__ import annotations

import subprocess
import sys
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given

from symcalc.core import term as raw
from symcalc.core.term import (
    ONE,
    TRUE,
    TWO,
    ZERO,
    Term,
    apply,
    call,
    cases,
    element,
    integral,
    name,
    number,
    relation,
    summation,
)
from symcalc.core.vocabulary import FUNCTIONS
from symcalc.mean.compile import compile_numpy
from symcalc.mean.differentiate import gradient
from symcalc.mean.numeric import FLOAT, CannotEvaluate, evaluate
from tests.mean.terms import X, Y, points, quick, terms


@quick
@given(terms(), points)
def test_compiled_is_evaluated(term: Term, place: dict[str, Fraction]):
    values = {key: np.array([float(value), 0.5]) for key, value in place.items()}
    interpreted = evaluate(term, values, FLOAT)
    with np.errstate(all="ignore"):
        compiled = compile_numpy(term, ["x", "y"]).function(values["x"], values["y"])
    both = np.isfinite(interpreted) & np.isfinite(compiled)
    assert np.broadcast_to(compiled, (2,))[np.broadcast_to(both, (2,))] == pytest.approx(
        np.broadcast_to(interpreted, (2,))[np.broadcast_to(both, (2,))], rel=1e-9, abs=1e-9
    )


@pytest.mark.parametrize("function", FUNCTIONS)
def test_every_function_compiles(function: str):
    args = [X, Y][: FUNCTIONS[function] or 2]
    place = {"x": np.array([0.75, 2.0]), "y": np.array([0.5, 3.0])}
    if function == "polygamma":
        place["x"] = np.array([1.0, 2.0])
    compiled = compile_numpy(call(function, *args), ["x", "y"])
    with np.errstate(all="ignore"):
        value = compiled.function(place["x"], place["y"])
    expected = evaluate(call(function, *args), place, FLOAT)
    shown = np.isfinite(expected)
    assert value[shown] == pytest.approx(expected[shown], rel=1e-14)


def test_the_source_runs_on_its_own():
    loss = call("log", raw.add(ONE, call("gamma", raw.mul(X, Y))))
    compiled = compile_numpy(gradient(loss, [X, Y]), ["x", "y"], "slope")
    script = compiled.source + "\nprint(*slope(0.5, 3), sep=',')\n"
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    printed = [float(text) for text in done.stdout.split(",")]
    assert printed == pytest.approx([float(v) for v in compiled.function(0.5, 3)], rel=1e-15)


def test_shared_nodes_are_assigned_once():
    shared = call("exp", raw.mul(X, Y))
    source = compile_numpy([raw.power(shared, TWO), raw.add(shared, ONE)], ["x", "y"]).source
    assert source.count("np.exp") == 1


def test_sums_over_data():
    i, n = name("i"), name("n")
    residual = raw.sub(element("y", i), raw.mul(X, element("x", i)))
    loss = summation(raw.power(residual, TWO), i, ONE, n)
    compiled = compile_numpy(raw.substitute(loss, {X: name("w")}), ["w", "x", "y", "n"])
    assert compiled.function(2.0, [1, 2], [3, 5], 2) == 2.0
    products = raw.product(raw.add(element("x", i), i), i, ONE, number(3))
    assert compile_numpy(products, ["x"]).function([1, 2, 3]) == 2 * 4 * 6


def test_elements_as_arguments_of_their_own():
    term = raw.add(element("x", ONE), element("a", ONE, TWO))
    compiled = compile_numpy(term, ["x_1", "a_1,2"])
    assert compiled.arguments == ("x_1", "a_1_2")
    assert compiled.function(2, 3) == 5


@pytest.mark.parametrize("keys", [["lambda", "np"], ["hat.y", "hat_y"], ["x0", "t0"], ["1x", "φ"]])
def test_names_become_distinct_identifiers(keys: list[str]):
    compiled = compile_numpy(raw.sub(name(keys[0]), name(keys[1])), keys)
    assert len(set(compiled.arguments)) == 2
    assert all(argument.isidentifier() for argument in compiled.arguments)
    assert compiled.function(5, 3) == 2


def test_text_in_a_name_is_never_code():
    hostile = "x); import os; os.abort("
    compiled = compile_numpy(raw.mul(TWO, name(hostile)), [hostile])
    assert compiled.function(4) == 8
    with pytest.raises(ValueError, match="no name for a function"):
        compile_numpy(X, ["x"], "f(x): import os\ndef g")


@pytest.mark.parametrize(
    "term",
    [
        raw.power(ZERO, number(-1)),
        raw.div(ONE, raw.sub(ONE, ONE)),
        summation(raw.div(ONE, name("k")), name("k"), ZERO, TWO),
        summation(raw.power(name("k"), number(-1)), name("k"), ZERO, TWO),
    ],
)
def test_python_never_divides_by_zero(term: Term):
    with np.errstate(all="ignore"):
        assert not np.isfinite(compile_numpy(term, []).function())


def test_integers_and_pieces():
    term = cases((raw.power(X, number(-2)), relation(">", X, ZERO)), (ZERO, TRUE))
    with np.errstate(all="ignore"):
        assert compile_numpy(term, ["x"]).function([2, -1]).tolist() == [0.25, 0.0]
        root = compile_numpy(raw.power(X, raw.HALF), ["x"]).function([-4, 4])
    assert np.isnan(root[0])
    assert root[1] == 2


@pytest.mark.parametrize(
    "term", [apply("f", X), integral(X, X, ZERO, ONE), name("other"), raw.constant("i")]
)
def test_what_has_no_source_says_so(term: Term):
    with pytest.raises(CannotEvaluate):
        compile_numpy(term, ["x"])
