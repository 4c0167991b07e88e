"""No page crashes the reader, the judge or a writer (benchmarks/fuzz.py tries for longer)."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from symcalc import catalogue
from tests.fuzzing import FRAGMENTS, PAGES, read_and_judge, read_only

SLOW = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])


@settings(SLOW, max_examples=150)
@given(PAGES)
def test_no_page_crashes_the_reader(page: str) -> None:
    read_only(page)


@settings(SLOW, max_examples=40)
@given(PAGES)
def test_no_page_crashes_the_judge(page: str) -> None:
    read_and_judge(page)


@settings(SLOW, max_examples=60)
@given(
    st.sampled_from(catalogue.names()), st.integers(0, 4000), st.integers(0, 30),
    st.sampled_from(FRAGMENTS),
)  # fmt: skip
def test_no_damaged_page_crashes_the_reader(name: str, start: int, cut: int, put: str) -> None:
    text = catalogue.load(name).text
    place = start % len(text)
    read_only(text[:place] + put + text[place + cut :])


@pytest.mark.parametrize(
    "page",
    [
        "$" * 5000,
        "$$ " + "{" * 5000 + " $$",
        "$$ " + "(" * 5000 + ")" * 5000 + " = 1 $$",
        "$$ x" + "^x" * 3000 + " = 1 $$",
        "$$ " + r"\frac{1}{" * 3000 + "x" + "}" * 3000 + " = x $$",
        "$$ " + r"\begin{aligned}" * 500 + " $$",
        "$$ " + "a &= b \\\\ " * 300 + " $$",
        r"$$ \newcommand{\a}{\b\b} \newcommand{\b}{\c\c} \newcommand{\c}{\a} \a = 1 $$",
        "$$ " + "".join(rf"\newcommand{{\{chr(97 + k)}}}{{\{chr(98 + k)}\{chr(98 + k)}}}"
                        for k in range(24)) + r"\newcommand{\y}{1} \a = 1 $$",
        "```symcalc\nlet = [" + "'x > 0', " * 300 + "]\n```\n$$ x = x $$",
        "\n".join(f"Let $x_{{{k}}} > 0$." for k in range(300)) + "\n$$ x_1 = x_1 $$",
        "|" * 3000 + "x" + "|" * 3000,
        "$$ " + "|" * 301 + "x" + "|" * 301 + " = 1 $$",
        "$$ " + "x'" + "'" * 2000 + " = 1 $$",
        "```" * 2000,
        "<!--" * 2000,
        "\\" * 5000,
        r"$$ \cos(2x)^ $$",
    ],
    ids=lambda page: page[:20].strip() or "page",
)  # fmt: skip
def test_long_and_deep_pages_end(page: str) -> None:
    read_and_judge(page)
