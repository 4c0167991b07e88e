"""Claims about complex numbers: identities of the textbooks, and mutants of them."""

from __future__ import annotations

import pytest

from symcalc.check.judge import judge
from symcalc.core.verdict import Finding, Verdict
from symcalc.read import read_document

#: "Let … be …" -> the displays that hold under it.
LEAD = r"Let $i$ be the imaginary unit, $z, w \in \mathbb{C}$, and $a, b, t$ real numbers."


def found(display: str, lead: str = LEAD) -> Finding:
    page = read_document(f"{lead}\n\n$$\n{display}\n$$\n")
    return judge(page.statements[-1])


TRUE = [
    r"e^{it} = \cos t + i \sin t",
    r"e^{i\pi} = -1",
    r"\cos t = \frac{e^{it} + e^{-it}}{2}",
    r"\sin t = \frac{e^{it} - e^{-it}}{2i}",
    r"(\cos t + i \sin t)^3 = \cos 3t + i \sin 3t",
    r"|z|^2 = z \bar z",
    r"\overline{z w} = \bar z \, \bar w",
    r"\overline{z + w} = \bar z + \bar w",
    r"|z w|^2 = |z|^2 |w|^2",
    r"\operatorname{Re}(z) = \frac{z + z^*}{2}",
    r"\Im z = \frac{z - \bar z}{2i}",
    r"\Re(z w) = \Re z \, \Re w - \Im z \, \Im w",
    r"\frac{1}{a + ib} = \frac{a - ib}{a^2 + b^2}",
    r"|e^{it}| = 1",
    r"e^z e^w = e^{z + w}",
    r"\cos(a + ib) = \cos a \cosh b - i \sin a \sinh b",
    r"\sin^2 z + \cos^2 z = 1",
    r"\sum_{k=0}^{3} e^{2\pi i k/4} = 0",
    r"\int_0^{2\pi} e^{i t} \, dt = 0",
    r"\frac{d}{dt} e^{3it} = 3i e^{3it}",
    r"\sqrt{-4} = 2i",
    r"|z + w|^2 = |z|^2 + |w|^2 + 2 \Re(z \bar w)",
]


@pytest.mark.parametrize("display", TRUE)
def test_identities_hold(display: str) -> None:
    assert found(display).verdict in (Verdict.PROVED, Verdict.CONDITIONAL), found(display).message


FALSE = [
    (r"e^{it} = \cos t - i \sin t", "imaginary"),
    (r"e^{i\pi} = 1", ""),
    (r"\sin t = \frac{e^{it} - e^{-it}}{2}", ""),
    (r"\sin t = \frac{e^{it} + e^{-it}}{2i}", ""),
    (r"(\cos t + i \sin t)^3 = \cos 3t - i \sin 3t", "imaginary"),
    (r"|z|^2 = z^2", "real"),
    (r"\overline{z w} = \bar z w", ""),
    (r"\Re(z w) = \Re z \, \Re w", ""),
    (r"\Im z = \frac{z + \bar z}{2i}", ""),
    (r"\frac{1}{a + ib} = \frac{a + ib}{a^2 + b^2}", "imaginary"),
    (r"|z + w| = |z| + |w|", ""),
    (r"i^3 = i", "imaginary"),
    (r"\cos(a + ib) = \cos a \cosh b + i \sin a \sinh b", "imaginary"),
    (r"|e^{iz}| = 1", ""),
    (r"\frac{d}{dt} e^{3it} = 3 e^{3it}", ""),
]


@pytest.mark.parametrize(("display", "part"), FALSE)
def test_mutants_are_refuted(display: str, part: str) -> None:
    finding = found(display)
    assert finding.verdict is Verdict.REFUTED, finding.message
    assert part in finding.message


def test_an_unknown_function_may_be_complex() -> None:
    """conj(psi) psi = |psi|^2 for every psi, psi^2 = |psi|^2 for real ones only."""
    lead = r"Let $\psi$ be a function, $x$ real, and $i$ the imaginary unit."
    square = r"|i \psi(x)|^2"
    assert found(rf"{square} = |\psi(x)|^2", lead).verdict is Verdict.PROVED
    assert found(rf"{square} = \psi(x)^2", lead).verdict is not Verdict.PROVED


def test_what_a_definition_stands_for_is_complex() -> None:
    lead = "Let $j$ be the imaginary unit.\n\n$$ H = \\frac{1}{1 + j \\omega R C} $$"
    assert found(r"|H|^2 = \frac{1}{1 + \omega^2 R^2 C^2}", lead).verdict is Verdict.PROVED
    assert found(r"|H|^2 = \frac{1}{1 - \omega^2 R^2 C^2}", lead).verdict is Verdict.REFUTED


def test_orders_and_branches_are_left_open() -> None:
    assert found(r"z w < 1").verdict is Verdict.UNDECIDED
    assert found(r"\log(z w) = \log z + \log w").verdict is Verdict.UNDECIDED
