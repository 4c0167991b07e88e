"""The report says what is wrong in full, what needs attention in a line, and counts the rest."""

from symcalc.core.kind import REAL, Declaration
from symcalc.core.span import Span
from symcalc.core.verdict import (
    Evidence,
    FileReport,
    Finding,
    Report,
    Says,
    Suspect,
    Verdict,
)
from symcalc.write.human import evidence_text, summary, witness_text, write_report
from symcalc.write.terminal import Style

PAGE = "$$\nf'(x) = \\cos(3x^2)\n$$\n"
REFUTED = Finding(
    span=Span(2, 1, 2, 19),
    display=1,
    row=1,
    left="f'(x)",
    relation="=",
    right=r"\cos(3x^2)",
    verdict=Verdict.REFUTED,
    code="SC203",
    message="the derivative is not this",
    evidence=(
        Evidence(
            "interval",
            Says.FAILS,
            "the balls do not overlap",
            {"x": 0.5, "left": 2.19506, "right": 0.731689},
            points=1,
            digits=38,
        ),
        Evidence("symbolic", Says.UNSURE),
    ),
    suspect=Suspect("dropped inner derivative", Span(2, 9, 2, 19), r"\cos(3x^2) \cdot 6x"),
    help="multiply by the derivative of the inside",
)


def finding(verdict, **changes):
    values = {
        "span": Span(2, 1, 2, 19),
        "display": 1,
        "row": 1,
        "left": "a",
        "relation": "=",
        "right": "b",
        "verdict": verdict,
        "code": "SC999",
        "message": "message",
    }
    return Finding(**(values | changes))


def report(*findings, **changes):
    return Report((FileReport("hw.md", findings, **changes),), seconds=0.25)


def test_a_refuted_line_is_shown_with_everything_that_led_to_it():
    assert write_report(report(REFUTED), {"hw.md": PAGE}) == (
        "hw.md:2:1: ✗ SC203 the derivative is not this\n"
        "  2 | f'(x) = \\cos(3x^2)\n"
        "    | ^^^^^^^^^^^^^^^^^^\n"
        "    at: x = 0.5: left 2.19506, right 0.731689\n"
        "    interval: fails; the balls do not overlap; 1 point, 38 digits\n"
        "    symbolic: unsure\n"
        "    probably meant: \\cos(3x^2) \\cdot 6x   (dropped inner derivative, column 9)\n"
        "    help: multiply by the derivative of the inside\n"
        "\n"
        "1 file, 1 claim: 1 refuted (0.2 s)\n"
    )


def test_unread_and_undecided_lines_take_a_line_each_with_their_cure():
    unread = finding(Verdict.UNREAD, code="SC011", message="unknown command", help="write \\log")
    lines = write_report(report(unread), {"hw.md": PAGE}).splitlines()
    assert lines[0] == "hw.md:2:1: ! SC011 unknown command; write \\log"
    assert len(lines) == 2


def test_a_condition_is_never_left_out():
    conditional = finding(Verdict.CONDITIONAL, conditions=("x ≠ 0",), message="holds")
    assert "x ≠ 0" in write_report(report(conditional), {})


def test_proved_lines_are_counted_and_shown_only_when_asked():
    proved = report(finding(Verdict.PROVED))
    assert len(write_report(proved, {"hw.md": PAGE}).splitlines()) == 1
    assert "✓ SC999" in write_report(proved, {"hw.md": PAGE}, verbose=True)


def test_inferred_kinds_and_errors_of_a_file_are_listed():
    learnt = tuple(Declaration(key, REAL, "use") for key in "xy")
    text = write_report(report(inferred=learnt, error="lost"), {})
    assert "hw.md: lost" in text
    assert "kinds taken from use: x, y (real scalar)" in text


def test_a_page_cannot_paint_the_terminal():
    evil = finding(Verdict.REFUTED, message="\x1b[2J", help="\x1b[31m")
    text = write_report(report(evil), {"hw.md": "\x1b[2J\n\x1b]0;title\x07"})
    assert "\x1b" not in text


def test_colours_are_only_added_where_the_style_has_them():
    text = write_report(report(REFUTED), {"hw.md": PAGE}, style=Style(colour=True))
    assert "\x1b[31;1m✗ SC203\x1b[0m" in text


def test_the_summary_counts_the_worst_first():
    everything = report(*map(finding, (Verdict.PROVED, Verdict.UNREAD, Verdict.REFUTED)))
    assert summary(everything) == (
        "1 file, 3 claims: 1 refuted, 1 could not be read, 1 proved (0.2 s)"
    )


def test_a_witness_without_names_is_every_point():
    assert witness_text({"left": 1.0, "right": 2.0}) == "every point: left 1, right 2"


def test_evidence_says_how_much_it_compared():
    measured = Evidence("dual", Says.AGREES, points=12, max_error=2.2e-16)
    assert evidence_text(measured) == "agrees; 12 points, largest relative error 2.2e-16"
