"""What is printed is safe, aligned and cut to size."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from symcalc.core.span import Source
from symcalc.write.terminal import Style, escape, excerpt, style_for, width


@given(st.text())
def test_nothing_that_escape_lets_through_controls_a_terminal(text):
    shown = escape(text)
    assert not any(ord(c) < 32 or 127 <= ord(c) < 160 for c in shown)
    assert "\u202e" not in shown
    shown.encode("utf-8")


def test_an_escape_sequence_of_the_page_is_spelled_out():
    assert escape("\x1b[31mred") == r"\x1b[31mred"
    assert escape("a\u202eb") == r"a\u202eb"


def test_mathematics_is_left_alone():
    assert escape("∂/∂w σ(w·x) ≤ é") == "∂/∂w σ(w·x) ≤ é"


@pytest.mark.parametrize(
    ("line", "marked"),
    [
        ("f(x) &= x^2", "x^2"),
        ("\tf(x) = x^2", "f(x)"),
        ("量 = x^2", "x^2"),
        ("e\u0301 = x^2", "x^2"),
    ],
)
def test_the_carets_stand_under_the_span(line, marked):
    start = line.index(marked)
    source = Source(f"above\n{line}\nbelow")
    span = source.span(6 + start, 6 + start + len(marked))
    text, carets = excerpt(source, span)
    before = text[: text.index(marked)]
    assert width(carets[: carets.index("^")]) == width(before)
    assert carets.count("^") == width(marked)


def test_a_line_of_a_hundred_thousand_characters_is_cut_around_the_span():
    source = Source("x+" * 50_000 + "WRONG" + "+y" * 50_000)
    text, carets = excerpt(source, source.span(100_000, 100_005))
    assert "WRONG" in text
    assert len(text) < 120
    assert text.index("WRONG") == carets.index("^")


def test_every_line_of_a_span_is_marked():
    source = Source("a = b +\n  c + d\n\ne")
    assert excerpt(source, source.span(4, 11)) == [
        "1 | a = b +",
        "  |     ^^^",
        "2 |   c + d",
        "  |   ^",
    ]


def test_colours_only_on_a_terminal_and_never_with_no_color(monkeypatch):
    class Terminal(io.StringIO):
        def isatty(self):
            return True

    monkeypatch.delenv("NO_COLOR", raising=False)
    assert style_for(Terminal()) == Style(colour=True)
    assert style_for(io.StringIO()) == Style(colour=False)
    monkeypatch.setenv("NO_COLOR", "1")
    assert style_for(Terminal()) == Style(colour=False)
