"""Pages that nobody would write: fragments of Markdown and LaTeX in any order."""

from __future__ import annotations

import contextlib

from hypothesis import strategies as st

from symcalc.check.budget import Budget
from symcalc.check.judge import judge
from symcalc.core.problem import Document
from symcalc.core.verdict import FileReport, Report
from symcalc.read import ReadError, read_document
from symcalc.write.human import write_report
from symcalc.write.json_ import write_report_json
from symcalc.write.notebook import report_markdown

#: What pages are made of, whole and in pieces.
FRAGMENTS = (
    r"$$ $ \[ \] \( \) { } [ ] ( ) | \left( \right) \left| \right| & \\ = := < \le \ne \approx "
    r"\propto \to \implies \iff + - * / ^ _ ! ' , ; : . \, \quad % # ## \frac \sqrt \sqrt[3] \sum "
    r"\sum_{i=1}^n \prod \int \int_0^1 dx \,dx \lim_{x\to0} \frac{d}{dx} \partial \nabla \infty "
    r"\sin \cos \log \exp \max \det \Gamma \binom{n}{k} \begin{aligned} \end{aligned} "
    r"\begin{cases} \end{cases} \begin{pmatrix} \end{pmatrix} \begin{align*} \end{align*} "
    r"\text{if} \text{ "
    r"\operatorname{f} \mathbb{R} \in \mathrm{d} \hat \bar{x} \vec \dot \cdot \times \pm "
    r"\ldots \alpha \pi e i x y n f f' f^{-1} W^T A_{ij} x_i x^{(k)} 0 1 2 10 0.33 1e5 10^{100} "
    r"\newcommand{\a}{x} \def\b{y} \a \unknown \x \label{a} \tag{1} \hline \middle| \Big( "
    "```symcalc ``` ```python let = ['x>0'] where and Let $x>0$. Suppose for all approximately "
    "\n \n\n \t | > - <!-- --> <b> &amp; \u00e9 \u2212 \u2260 \U0001d465 \u202e \x00 \x1b \ufeff"
).split(" ")

PAGES = st.lists(st.sampled_from(FRAGMENTS) | st.text(max_size=3), max_size=40).map(
    lambda parts: " ".join(["$$", *parts, "$$"])
)
BUDGET = Budget(seconds=0.3)


def read_only(page: str) -> Document | None:
    """Read a page; anything but a document or ReadError is a crash."""
    with contextlib.suppress(ReadError):
        return read_document(page)
    return None


def read_and_judge(page: str, most: int = 3) -> Report | None:
    """Read, judge and write a page."""
    document = read_only(page)
    if document is None:
        return None
    findings = tuple(judge(each, BUDGET) for each in document.statements[:most])
    report = Report((FileReport("page.md", findings),))
    write_report(report, {"page.md": page}, verbose=True)
    write_report_json(report)
    report_markdown(report)
    return report
