"""Lines that real pages contain and that must not be called wrong."""

from __future__ import annotations

import pytest

from symcalc.check.judge import compare
from symcalc.core.kind import Declaration, Kind, Sort
from symcalc.core.problem import Scope
from symcalc.core.term import ONE, add, mul, name, neg, relation
from symcalc.core.verdict import Verdict
from tests.check.claims import judged, sides

#: left, right, declarations: right on their pages by facts that stand elsewhere.
NOT_WRONG = [
    (r"f(x+y)", r"f(x)+f(y)", ()),
    (r"p(x,y)", r"p(x) p(y)", ()),
    (r"\frac{d}{dt} \left((y(t))^2\right)", r"2 (y(t))^2", ()),
    (r"\sin(\alpha + \beta)", r"\sin \gamma", ()),
    (r"\frac{dz}{dx}", r"\frac{dz}{dy} \frac{dy}{dx}", ()),
    (r"z^2", r"(w x + b)^2", ()),
    (r"(\hat y - y)^2", r"\hat y^2 - y^2", ()),
    (r"\frac13", "0.333", ()),
]


@pytest.mark.parametrize(("left", "right", "lets"), NOT_WRONG)
def test_what_may_rest_on_facts_stated_elsewhere_is_not_refuted(
    left: str, right: str, lets: tuple[str, ...]
) -> None:
    found = judged(left, right, *lets)
    assert found.verdict is not Verdict.REFUTED
    assert found.message


def test_matrices_are_neither_proved_nor_refuted() -> None:
    a, b = name("A"), name("B")
    kind = Kind(Sort.MATRIX, ("n", "n"))
    scope = Scope({key: Declaration(key, kind, "prose") for key in ("A", "B")})
    for right in (mul(b, a), add(mul(b, a), ONE)):
        assert compare(mul(a, b), right, scope).verdict is Verdict.UNDECIDED


def test_a_constraint_that_is_assumed_is_used() -> None:
    found = judged("p^2 + 2 p q + q^2", "1", "p + q = 1")
    assert found.verdict is Verdict.PROVED
    assert any("p + q = 1" in evidence.detail for evidence in found.evidence)


def test_an_equality_may_define_what_is_differentiated() -> None:
    given = r"p = \frac{1}{1+e^{-z}}"
    a, b, scope = sides(r"\frac{dp}{dz}", "p (1 - p)")
    equality = sides("p", given.partition("=")[2])
    assumed = Scope(scope.declarations, {}, (relation("=", *equality[:2]),))
    found = compare(a, b, assumed)
    assert found.verdict is Verdict.PROVED
    assert compare(a, neg(b), assumed).verdict is Verdict.UNDECIDED


def test_a_claim_that_a_constraint_touches_is_not_refuted() -> None:
    found = judged("p^2 + q^2", "1", "p^3 + q^3 = 1")
    assert (found.verdict, found.code) == (Verdict.UNDECIDED, "SC403")


def test_a_constraint_on_other_names_changes_nothing() -> None:
    assert judged("(x+1)^2", "x^2+1", "p + q = 1").verdict is Verdict.REFUTED


def test_names_on_one_side_are_refuted_where_the_document_declares_them_all() -> None:
    assert judged("x + y", "x").code == "SC402"
    assert judged("x + y", "x", "x: real", "y: real").verdict is Verdict.REFUTED


def test_a_name_that_does_not_matter_is_no_excuse() -> None:
    assert judged("x + y - y", "2x").verdict is Verdict.REFUTED
    assert judged(r"\sin^2 x + \cos^2 x", "2").verdict is Verdict.REFUTED


def test_a_bar_is_taken_for_the_mean_where_that_proves_the_claim() -> None:
    found = judged(r"\sum_{i=1}^n (x_i - \bar x)^2", r"\sum_{i=1}^n x_i^2 - n \bar x^2")
    assert found.verdict is Verdict.CONDITIONAL
    assert "mean" in found.conditions[0]


def test_a_bar_is_refuted_where_the_mean_does_not_save_the_claim() -> None:
    found = judged(r"\sum_{i=1}^n (x_i - \bar x)^2", r"\sum_{i=1}^n x_i^2 + n \bar x^2")
    assert found.verdict is Verdict.REFUTED


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (r"\frac{d}{dx} (f(x) g(x))", r"f'(x) g(x) + f(x) g'(x)"),
        (r"\frac{d}{dx} f(g(x))", r"f'(g(x)) g'(x)"),
        (r"\frac{d}{dx} \frac{f(x)}{g(x)}", r"\frac{f'(x) g(x) - f(x) g'(x)}{g(x)^2}"),
        (r"\frac{d}{dx} \left((f(x))^2\right)", r"2 f(x) f'(x)"),
    ],
)
def test_rules_for_arbitrary_functions_are_proved(left: str, right: str) -> None:
    assert judged(left, right).verdict is Verdict.PROVED


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (r"\frac{d}{dx} (f(x) g(x))", r"f'(x) g'(x)"),
        (r"\frac{d}{dx} (f(x) g(x))", r"f'(x) g(x) - f(x) g'(x)"),
        (r"\frac{d}{dx} f(g(x))", r"f'(g(x))"),
        (r"\frac{d}{dx} f(g(x))", r"f'(x) g'(x)"),
        (r"\frac{d}{dx} \frac{f(x)}{g(x)}", r"\frac{f'(x)}{g'(x)}"),
        (r"\frac{d}{dx} \frac{f(x)}{g(x)}", r"\frac{f(x) g'(x) - f'(x) g(x)}{g(x)^2}"),
        (r"\frac{d}{dx} (uv)", r"u' v'"),
        (r"\frac{d}{dx} (x f(x))", r"f'(x)"),
    ],
)
def test_wrong_rules_for_any_functions_are_refuted_with_functions(left: str, right: str) -> None:
    found = judged(left, right)
    assert (found.verdict, found.code) == (Verdict.REFUTED, "SC203")
    assert "(t) = " in found.evidence[0].detail


@pytest.mark.parametrize(
    ("left", "right", "lets"),
    [
        (r"f'(x)", r"f(x)", ()),  # a differential equation
        (r"\frac{d}{dx} f(x)", r"f'(x) + x", ()),
        (r"\frac{d}{dx} \left(f(x)^2\right)", r"-2 f(x)^2", ()),  # where f' = -f
        (r"\frac{d}{dx} (f(x) f'(x))", r"f'(x)^2 - f(x)^2", ()),  # where f'' = -f
        (r"\frac{d}{dx} (p(x) E(x))", r"p'(x) E'(x)", ()),  # letters that mean something
        (r"\frac{d}{dt} (f(x) g(x))", r"f'(x) g'(x)", ()),  # x may depend on t
        (r"\frac{d}{dt} f(x, t)", r"f(x, t)", ()),
        (r"\frac{d}{dx} (x f(x))", r"2 f(x) + f'(x)", ("f(1) = 1",)),
    ],
)
def test_lines_that_may_rest_on_a_property_of_the_function_are_undecided(
    left: str, right: str, lets: tuple[str, ...]
) -> None:
    assert judged(left, right, *lets).verdict is Verdict.UNDECIDED


def test_a_name_beside_its_prime_is_a_function_for_every_witness() -> None:
    assert judged(r"\frac{d}{dt} f(x)", "f'(x) x'").verdict is Verdict.PROVED


def test_definitions_are_expanded() -> None:
    sigmoid = r"\sigma(t) = \frac{1}{1+e^{-t}}"
    assert judged(r"\sigma'(x)", r"\sigma(x)(1-\sigma(x))", sigmoid).verdict is Verdict.PROVED
    assert judged(r"\sigma'(x)", r"\sigma(x)(1+\sigma(x))", sigmoid).verdict is Verdict.REFUTED


def test_a_domain_that_is_declared_counts() -> None:
    assert judged(r"\sqrt{x^2}", "x").verdict is Verdict.REFUTED
    assert judged(r"\sqrt{x^2}", "x", "x > 0").verdict is Verdict.PROVED
    assert judged(r"\sqrt{x^2}", "-x", "x < 0").verdict is Verdict.PROVED
    assert judged(r"|x - y|", "x - y", "x > y").verdict is Verdict.PROVED


@pytest.mark.parametrize(
    ("left", "sign", "right", "verdict"),
    [
        ("x^2 + 1", ">", "0", Verdict.PROVED),
        ("(x+y)^2", ">=", "0", Verdict.PROVED),
        ("e^x", ">=", "1 + x", Verdict.SUPPORTED),
        ("e^x", "<", "1 + x", Verdict.REFUTED),
        (r"\frac{1}{1+e^{-x}}", "<", "1", Verdict.PROVED),
        (r"\frac{1}{1+e^{-x}}", ">", "0", Verdict.PROVED),
        (r"\sin x + 2", "!=", "0", Verdict.PROVED),
        ("x^2 + y^2", ">", "2 x y", Verdict.REFUTED),
        ("x^2 + y^2", ">=", "2 x y", Verdict.PROVED),
    ],
)
def test_inequalities(left: str, sign: str, right: str, verdict: Verdict) -> None:
    assert judged(left, right, "x: real", "y: real", sign=sign).verdict is verdict


def test_that_unknown_functions_differ_is_not_supported_by_functions_of_ours() -> None:
    found = judged("p(x)", r"p(x \mid y)", sign="!=")
    assert (found.verdict, found.code) == (Verdict.UNDECIDED, "SC407")
