"""Pages judged by worker processes, and what happens when a claim misbehaves."""

from __future__ import annotations

import os
import signal
import time

import pytest

from symcalc.check import allowance, batch, parts, worker
from symcalc.check.batch import Input, Options, check_files
from symcalc.check.budget import Budget
from symcalc.check.judge import judge
from symcalc.check.worker import guarded
from symcalc.core.problem import Statement
from symcalc.core.verdict import FileReport, Finding, Report, Verdict

PAGE = r"""
$$ (a+b)^2 = a^2 + 2ab + b^2 $$

$$ (a+c)^2 = a^2 + c^2 $$

$$ \sin(2x) = 2 \sin x \cos x $$
"""
EXPECTED = [Verdict.PROVED, Verdict.REFUTED, Verdict.PROVED]
QUICK = Options(jobs=1, budget=Budget(seconds=0.5))


def verdicts(file: FileReport) -> list[Verdict]:
    return [finding.verdict for finding in file.findings]


def without_times(report: Report) -> list[tuple[str, list[tuple[object, ...]]]]:
    return [
        (f.path, [(x.span, x.verdict, x.code, x.message, x.evidence) for x in f.findings])
        for f in report.files
    ]


def test_pages_come_back_in_order() -> None:
    report = check_files([Input("b.md", PAGE), Input("a.md", "nothing"), Input("c.md", PAGE)])
    assert [file.path for file in report.files] == ["b.md", "a.md", "c.md"]
    assert [verdicts(file) for file in report.files] == [EXPECTED, [], EXPECTED]
    assert [file.error for file in report.files] == ["", "", ""]


def test_the_report_does_not_depend_on_the_number_of_workers() -> None:
    pages = [Input(f"{k}.md", PAGE * (k % 2 + 1)) for k in range(4)]
    one = check_files(pages, Options(jobs=1))
    three = check_files(pages, Options(jobs=3))
    assert without_times(one) == without_times(three)


def test_a_long_page_is_shared_by_the_workers(monkeypatch: pytest.MonkeyPatch) -> None:
    page = Input("long.md", PAGE * 9)
    alone = check_files([page], Options(jobs=1))
    monkeypatch.setattr(parts, "LEAST_SHARE", 10)
    shares = parts.parts([parts.Page(page)], 4)
    assert [(part.first, part.stride) for part in shares] == [(0, 4), (1, 4), (2, 4), (3, 4)]
    shared = check_files([page], Options(jobs=4))
    assert without_times(alone) == without_times(shared)
    assert shared.files[0].error == ""


def test_progress_counts_claims() -> None:
    seen: list[tuple[int, int]] = []
    check_files([Input("a.md", PAGE)], Options(jobs=1), lambda done, of: seen.append((done, of)))
    assert seen == [(1, 3), (2, 3), (3, 3)]


def test_a_bad_declaration_is_an_error_of_the_page() -> None:
    report = check_files([Input("a.md", PAGE)], Options(lets=("$$$",)))
    assert report.files[0].error


def test_declarations_count() -> None:
    page = r"$$ \sqrt{x^2} = x $$"
    real, positive = (
        check_files([Input("a.md", page)], Options(lets=lets))
        for lets in (("x: real",), ("x > 0",))
    )
    assert verdicts(real.files[0]) == [Verdict.REFUTED]
    assert verdicts(positive.files[0]) == [Verdict.PROVED]


def test_no_page_at_all() -> None:
    assert check_files([]).files == ()


# ------------------------------------------------------------------------- misbehaviour


def spoilt(fault: object) -> object:
    """A judge that does something terrible to the second claim."""

    def judged(statement: Statement, budget: Budget) -> Finding:
        if "c" in statement.left_text:
            fault(budget)  # type: ignore[operator]
        return judge(statement, budget)

    return judged


def hang(_budget: Budget) -> None:
    signal.signal(signal.SIGPROF, signal.SIG_IGN)
    while True:
        pass


def sleep(_budget: Budget) -> None:
    signal.signal(signal.SIGPROF, signal.SIG_IGN)
    while True:
        time.sleep(1)


def dawdle(budget: Budget) -> None:
    time.sleep(2 * budget.seconds)  # as where other programs have the processor


def hog(_budget: Budget) -> None:
    held = []
    while True:
        held.append(bytearray(1 << 24))


def die(_budget: Budget) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def fail(_budget: Budget) -> None:
    raise RuntimeError("a fault of ours")


@pytest.mark.parametrize(
    ("fault", "code"),
    [(hang, "SC401"), (sleep, "SC401"), (hog, "SC401"), (die, "SC410"), (fail, "SC411")],
)
def test_a_claim_that_misbehaves_costs_itself_only(
    monkeypatch: pytest.MonkeyPatch, fault: object, code: str
) -> None:
    monkeypatch.setattr(worker, "judge", spoilt(fault))
    monkeypatch.setattr(batch, "GRACE_SECONDS", 0.3)
    monkeypatch.setattr(allowance, "PATIENCE", 2.0)
    small = Options(jobs=1, budget=Budget(seconds=3, memory=1 << 28))
    if fault is hog:  # time enough for the memory to run out first
        small = Options(jobs=1, budget=Budget(seconds=20, memory=1 << 27))
    (file,) = check_files([Input("a.md", PAGE)], small).files
    assert verdicts(file) == [Verdict.PROVED, Verdict.UNDECIDED, Verdict.PROVED]
    assert file.findings[1].code == code
    assert file.findings[1].left.strip() == "(a+c)^2"


def test_time_in_which_others_had_the_processor_is_not_counted(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(worker, "judge", spoilt(dawdle))
    monkeypatch.setattr(batch, "GRACE_SECONDS", 0.3)
    (file,) = check_files([Input("a.md", PAGE)], Options(jobs=1, budget=Budget(seconds=1))).files
    assert verdicts(file) == EXPECTED


def test_of_a_shared_page_one_claim_is_lost_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker, "judge", spoilt(die))
    monkeypatch.setattr(parts, "LEAST_SHARE", 10)
    (file,) = check_files([Input("a.md", PAGE * 2)], Options(jobs=2)).files
    assert verdicts(file) == [Verdict.PROVED, Verdict.UNDECIDED, Verdict.PROVED] * 2
    assert [f.code for f in file.findings if f.verdict is Verdict.UNDECIDED] == ["SC410"] * 2


@pytest.mark.parametrize(
    "claim",
    [
        r"9^{9^{9^9}} = 8^{9^{9^9}}",
        r"(1000000000)! = 2",
        r"\sum_{k=1}^{1000000000} \sin(k) = 1",
        r"\int_0^1 e^{x^{x^x}} dx = \frac{31}{17}",
        r"(x+1)^{1000000} = x^{1000000} + 1",
        r"\exp(\exp(\exp(\exp(\exp(\exp(x)))))) = 1",
        r"\frac{d^{50}}{dx^{50}} \tan(e^{x^2}) = 1",
        r"\sum_{k=1}^{10^{100}} k = 1",
        r"\prod_{k=1}^{10^9} (1 + \frac1k) = 10^9",
        r"\int_0^{10^{30}} \sin(x^2) dx = 1",
        r"\left(\sum_{i=1}^{30} x_i\right)^{30} = \sum_{i=1}^{30} x_i^{30}",
        "\\sqrt{1+" * 60 + "x" + "}" * 60 + " = x",
        r"\Gamma(10^{10}) = 1",
        r"2^{10^{18}} = 3^{10^{17}}",
    ],
)
def test_a_hostile_line_costs_its_budget_and_nothing_else(claim: str) -> None:
    page = f"$$ {claim} $$\n\n$$ 1 + 1 = 2 $$"
    (file,) = check_files([Input("a.md", page)], QUICK).files
    assert file.findings[0].verdict not in (Verdict.PROVED, Verdict.SUPPORTED, Verdict.DISPUTED)
    assert file.findings[1].verdict is Verdict.PROVED


def test_an_interrupt_returns_what_is_known() -> None:
    def interrupt(done: int, _of: int) -> None:
        if done == 2:
            raise KeyboardInterrupt

    (file,) = check_files([Input("a.md", PAGE)], Options(jobs=1), interrupt).files
    assert verdicts(file) == EXPECTED[:2]
    assert file.error == "the check was interrupted"


def test_a_page_that_cannot_be_read_in_time(monkeypatch: pytest.MonkeyPatch) -> None:
    def slow(*_anything: object) -> None:
        while True:
            pass

    monkeypatch.setattr(worker, "read_document", slow)
    monkeypatch.setattr(batch, "READING_SECONDS", 0.2)
    (file,) = check_files([Input("a.md", "x")], QUICK).files
    assert "read" in file.error


# ------------------------------------------------------------------------------ guarded


def test_guarded_returns_the_status() -> None:
    assert guarded(lambda: 3, 10, 1 << 30) == 3
    assert guarded(lambda: None, 10, 1 << 30) == 0


def test_guarded_knows_system_exit() -> None:
    def leave() -> int:
        raise SystemExit(2)

    assert guarded(leave, 10, 1 << 30) == 2


def test_guarded_kills_what_overruns() -> None:
    assert guarded(lambda: time.sleep(60), 0.2, 1 << 30) == -signal.SIGKILL
