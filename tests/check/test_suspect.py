"""What was probably meant, on mistakes that students make."""

from __future__ import annotations

import pytest

from symcalc.check.judge import judge
from symcalc.core.span import Source
from symcalc.core.verdict import Finding, Verdict
from symcalc.read import read_document


def finding(line: str) -> Finding:
    (statement,) = read_document(f"Let $x \\in \\mathbb{{R}}$.\n\n$$ {line} $$").statements
    return judge(statement)


@pytest.mark.parametrize(
    ("line", "mistake"),
    [
        (r"\cos(x+y) = \cos x\cos y+\sin x\sin y", "sign"),
        (r"\frac{d}{dx} \cos x = \sin x", "sign"),
        (r"\frac{d}{dx} \sin(x^2) = \cos(x^2)", "dropped-inner-derivative"),
        (r"\frac{d}{dx} e^{-3x} = e^{-3x}", "dropped-inner-derivative"),
        (r"\frac{d}{dx} \left(x \sin x\right) = \cos x", "product-rule"),
        (r"\frac{d}{dx} (uv) = u' v'", "product-rule"),
        (r"\frac{d}{dx} f(g(x)) = f'(g(x))", "dropped-inner-derivative"),
        (r"(a+b)^2 = a^2+b^2", "missing-cross-term"),
        (r"\sin(2x) = \sin x\cos x", "factor"),
        (r"\frac{d}{dx} x^5 = 5 x^5", "exponent"),
        (r"\sin(x + \frac{\pi}{2}) = \sin x", "function"),
        (r"a(b+c) = a b + c", "distribution"),
        (r"\left(\sum_{i=1}^{n} x_i\right)^2 = \sum_{i=1}^{n} x_i^2", "sum-index-reused"),
        (r"\sqrt{a^2+b^2+a} = \sqrt{a^2+b^2}", "missing-term"),
        (r"\frac{d}{dx} \left(\frac{1}{2} x^2\right) = 2x", "factor"),
        (r"3 \sqrt{(x-1)^2} = 3 (x - 1)", "square-root-of-a-square"),
        (r"\log(1 + e^x) - x = \log 1 + \log e^x - x", "logarithm-of-a-sum"),
        (r"\frac{1}{x^2+y^2} = \frac{1}{x^2} + \frac{1}{y^2}", "fraction-of-a-sum"),
        (
            r"\frac{1}{n} \sum_{i=1}^{n} x_i^2 = \left( \frac{1}{n} \sum_{i=1}^{n} x_i \right)^2",
            "expectation-of-a-square",
        ),
        (r"x^2 - 4x = (x - 2)^2", "missing-term"),
    ],
)
def test_the_mistake_is_named(line: str, mistake: str) -> None:
    found = finding(line)
    assert found.verdict is Verdict.REFUTED
    assert found.suspect is not None
    assert found.suspect.mistake == mistake


@pytest.mark.parametrize(
    "line",
    [r"\cos(x+y) = \cos x\cos y+\sin x\sin y", r"(a+b)^2 = a^2+b^2"],
)
def test_what_is_suggested_holds(line: str) -> None:
    suspect = finding(line).suspect
    assert suspect is not None
    page = f"Let $x \\in \\mathbb{{R}}$.\n\n$$ {line} $$"
    written = Source(page).line(3)[suspect.span.column - 1 : suspect.span.end_column - 1]
    (statement,) = read_document(page.replace(written, suspect.instead)).statements
    assert judge(statement).verdict is Verdict.PROVED


@pytest.mark.parametrize(
    ("line", "instead"),
    [
        (r"\sqrt{x^2} = x", r"\left|x\right|"),
        (r"\log(a^2+b^2) = \log(a^2)+\log(b^2)", r"\log(a^{2} + b^{2})"),
        (r"x^2 + 2x = (x + 1)^2", r"(x + 1)^{2} - 1"),
    ],
)
def test_a_suggestion_holds_for_both_signs(line: str, instead: str) -> None:
    suspect = finding(line).suspect
    assert suspect is not None
    assert suspect.instead == instead


def test_a_long_suggestion_is_written_in_factors() -> None:
    mean = r"v \frac{e^x}{e^x + e^y} + w \frac{e^y}{e^x + e^y}"
    suspect = finding(rf"\frac{{d}}{{dx}} \left( {mean} \right) = (v - w) e^{{x + y}}").suspect
    assert suspect is not None
    assert suspect.instead == r"\frac{(v - w) e^{x} e^{y}}{(e^{x} + e^{y})^{2}}"


def test_nothing_is_suggested_for_what_no_small_edit_mends() -> None:
    assert finding(r"e^{x+y} = e^x+e^y").suspect is None


def test_an_edit_that_has_no_meaning_is_no_internal_error() -> None:
    given = r"let = ['n: integer', 'n \ge 1', 'i: integer']"
    mean = r"\frac{1}{n} \sum_{j=1}^{n} y_j"
    line = (
        rf"\frac{{\partial}}{{\partial y_i}} \sum_{{j=1}}^{{n}} (y_j - {mean})^2 = 3 (y_i - {mean})"
    )
    (statement,) = read_document(f"```symcalc\n{given}\n```\n\n$$ {line} $$").statements
    found = judge(statement)
    assert found.verdict is Verdict.REFUTED
    assert found.suspect is not None
    assert found.suspect.instead == "2"
