"""Computations that are equal in exact arithmetic, and not in double precision."""

from __future__ import annotations

import pytest

from symcalc.check.batch import Input, Options, check_files
from symcalc.check.floating import CODE
from symcalc.core.verdict import Finding, Verdict


def finding(claim: str, *lets: str) -> Finding:
    options = Options(lets=lets, jobs=1, floating_point=True)
    ((found,),) = (file.findings for file in check_files([Input("a.md", claim)], options).files)
    return found


#: Higham, Accuracy and Stability of Numerical Algorithms (2002), chapters 1, 2, 27.
APART = [
    (r"$$ \log(1+x) = \operatorname{log1p}(x) $$", ("x > 0",), "left"),
    (r"$$ \operatorname{expm1}(x) = e^x - 1 $$", (), "right"),
    (r"$$ \log(e^a + e^b) = m + \log(e^{a-m} + e^{b-m}) $$", ("m: real",), ""),
    (r"$$ \log(1+e^x) = \max(x,0) + \operatorname{log1p}(e^{-|x|}) $$", (), "left"),
    (r"$$ \frac{e^x}{1+e^x} = \frac{1}{1+e^{-x}} $$", (), "left"),
    (r"$$ 1 - \cos x = 2 \sin^2(\frac{x}{2}) $$", (), "left"),
    (r"$$ \sqrt{x+1} - \sqrt{x} = \frac{1}{\sqrt{x+1}+\sqrt{x}} $$", ("x > 0",), "left"),
    (r"$$ a^2 - b^2 = (a-b)(a+b) $$", (), "left"),
    (r"$$ (a+b)+c = a+(b+c) $$", ("a: real", "b: real", "c: real"), ""),
    (r"$$ \sqrt{x^2+y^2} = x\sqrt{1+\frac{y^2}{x^2}} $$", ("x > 0", "y > 0", "y < x"), "left"),
]


@pytest.mark.parametrize(("claim", "lets", "side"), APART, ids=lambda part: str(part)[:40])
def test_what_differs_as_a_computation_is_found(
    claim: str, lets: tuple[str, ...], side: str
) -> None:
    found = finding(claim, *lets)
    assert found.verdict in (Verdict.PROVED, Verdict.CONDITIONAL, Verdict.SUPPORTED)
    assert found.code == CODE
    evidence = found.evidence[-1]
    assert evidence.oracle == "floating point"
    assert f"the {side} side" in evidence.detail or not side


@pytest.mark.parametrize(
    "claim",
    [
        "$$ x + y = y + x $$",
        r"$$ \sin(-x) = -\sin x $$",
        "$$ 2x = x + x $$",
        r"$$ \frac{1}{1+e^{-x}} = \frac{1}{1+\exp(-x)} $$",
        r"$$ \frac{d}{dx} x^2 = 2x $$",
        r"$$ \int_0^1 x \, dx = \frac12 $$",
    ],
)
def test_nothing_is_said_of_computations_that_agree(claim: str) -> None:
    assert finding(claim).code in ("SC601", "SC602")


def test_a_domain_that_excludes_the_trouble_is_respected() -> None:
    claim = r"$$ \log(1+e^x) = x + \log(1+e^{-x}) $$"
    assert finding(claim).code == CODE
    assert finding(claim, "x > -1", "x < 1").code == "SC601"


def test_a_wrong_line_stays_wrong() -> None:
    assert finding(r"$$ \log(1+x) = x $$").verdict is Verdict.REFUTED


def test_nobody_is_told_who_did_not_ask() -> None:
    claim = Input("a.md", r"$$ 1 - \cos x = 2 \sin^2(\frac{x}{2}) $$")
    (file,) = check_files([claim], Options(jobs=1)).files
    assert [found.code for found in file.findings] == ["SC601"]
