"""Verdicts that are kept: found again where nothing changed, and only there; never in the way."""

from __future__ import annotations

import os
import sqlite3
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from multiprocessing import get_context
from pathlib import Path

import pytest

from symcalc.check import cache as cache_module
from symcalc.check import judge as judge_module
from symcalc.check.batch import Input, Options, check_files
from symcalc.check.budget import Budget
from symcalc.check.cache import Cache, clear, default_path, tidy
from symcalc.check.fingerprint import Fingerprints, judge_version
from symcalc.check.judge import finding_on
from symcalc.core.problem import Statement
from symcalc.core.term import add, call, name
from symcalc.core.verdict import Finding, Verdict
from symcalc.read import read_document

WRONG = "Expand.\n\n$$ (a+b)^2 = a^2 + b^2 $$\n"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "deep" / "verdicts.sqlite"


class Counter:
    """The judge, counting what it is asked."""

    def __init__(self) -> None:
        self.asked = 0

    def __call__(self, statement: Statement, budget: Budget) -> Finding:
        self.asked += 1
        return judge_module.judge(statement, budget)


def claims(page: str, *lets: str) -> list[Statement]:
    return list(read_document(page, lets=lets).statements)


def asked_again(path: Path, first: list[Statement], second: list[Statement]) -> bool:
    """Whether the judge is asked about the second claims when it has judged the first."""
    judge = Counter()
    for statement in first:
        Cache(path).judged(statement, Budget(), judge)
    before = judge.asked
    for statement in second:
        Cache(path).judged(statement, Budget(), judge)
    return judge.asked > before


def untimed(finding: Finding) -> Finding:
    return replace(finding, seconds=0.0)


# ------------------------------------------------------------------------- what is kept


def test_the_same_line_is_judged_once(path: Path) -> None:
    assert not asked_again(path, claims(WRONG), claims(WRONG))


def test_a_line_that_moved_down_is_found_again_where_it_stands_now(path: Path) -> None:
    (here,), (below,) = claims(WRONG), claims("Words.\n\n\n" + WRONG)
    judge = Counter()
    cache = Cache(path)
    cache.judged(here, Budget(), judge)
    found = cache.judged(below, Budget(), judge)
    assert judge.asked == 1
    assert untimed(found) == untimed(judge_module.judge(below, Budget()))
    assert found.suspect is not None
    assert found.suspect.span.line == 6


@pytest.mark.parametrize(
    ("page", "lets"),
    [
        (r"$$ \sqrt{x^2} = x $$", ("x > 0",)),
        (r"$$ \sqrt{x^2} = -x $$", ()),
        (r"$$ \sqrt{x^2} \le x $$", ()),
        (r"Let $x > 1$. $$ \sqrt{x^2} = x $$", ()),
    ],
)
def test_another_line_is_judged_anew(path: Path, page: str, lets: tuple[str, ...]) -> None:
    assert asked_again(path, claims(r"$$ \sqrt{x^2} = x $$"), claims(page, *lets))


def test_another_definition_above_is_another_question(path: Path) -> None:
    squares, cubes = (f"$$ f(t) := t^{n} $$\n\n$$ f(2) = 4 $$" for n in (2, 3))
    assert asked_again(path, claims(squares)[1:], claims(cubes)[1:])


@pytest.mark.parametrize("budget", [Budget(seconds=4), Budget(points=13), Budget(seed=1)])
def test_another_budget_is_another_question(path: Path, budget: Budget) -> None:
    judge = Counter()
    for asked in (Budget(), budget):
        Cache(path).judged(claims(WRONG)[0], asked, judge)
    assert judge.asked == 2


def test_another_judge_does_not_believe_the_last_one(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    judge = Counter()
    Cache(path).judged(claims(WRONG)[0], Budget(), judge)
    monkeypatch.setattr(cache_module, "judge_version", lambda: "another")
    Cache(path).judged(claims(WRONG)[0], Budget(), judge)
    assert judge.asked == 2
    assert len(judge_version()) == 64


@pytest.mark.parametrize("code", ["SC401", "SC410", "SC411"])
def test_what_the_moment_decided_is_not_kept(path: Path, code: str) -> None:
    asked = []

    def hurried(statement: Statement, _budget: Budget) -> Finding:
        asked.append(statement)
        return finding_on(statement, Verdict.UNDECIDED, code)

    for _ in range(2):
        Cache(path).judged(claims(WRONG)[0], Budget(), hurried)
    assert len(asked) == 2


def test_reports_are_the_same_with_and_without(path: Path) -> None:
    page = Input("a.md", WRONG + r"$$ \frac{x^2}{x} = x $$" + "\n\n" + r"$$ \log(x) \mystery $$")
    plain, first, second = (
        check_files([page], Options(jobs=1, cache=known)) for known in (None, path, path)
    )
    found = [[untimed(f) for f in report.findings] for report in (plain, first, second)]
    assert found[0] == found[1] == found[2]


# -------------------------------------------------------------------- what goes wrong


def test_a_file_that_is_no_database_costs_nothing(path: Path) -> None:
    path.parent.mkdir()
    path.write_bytes(b"no database " * 1000)
    assert Cache(path).judged(claims(WRONG)[0], Budget(), Counter()).verdict is Verdict.REFUTED
    tidy(path)


def test_a_finding_that_was_spoilt_is_judged_anew(path: Path) -> None:
    Cache(path).judged(claims(WRONG)[0], Budget(), Counter())
    database = sqlite3.connect(path)
    for spoilt in ("", "[]", "{}", '{"line": "x"}'):
        with database:
            database.execute("UPDATE findings SET finding = ?", (spoilt,))
        found = Cache(path).judged(claims(WRONG)[0], Budget(), Counter())
        assert found.verdict is Verdict.REFUTED
    database.close()


def test_a_folder_that_cannot_be_made_costs_nothing(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    cache = Cache(tmp_path / "file" / "verdicts.sqlite")
    assert cache.judged(claims(WRONG)[0], Budget(), Counter()).verdict is Verdict.REFUTED


def test_a_full_disk_costs_nothing(path: Path) -> None:
    cache = Cache(path)
    assert cache._database is not None
    cache._database.execute("PRAGMA max_page_count = 1")  # SQLite then says that the disk is full
    judge = Counter()
    long = claims("$$ " + "+".join(["x"] * 3000) + " = 3000 x $$")[0]
    for _ in range(2):
        assert cache.judged(long, Budget(), judge).verdict is Verdict.PROVED
    assert judge.asked == 2


def test_a_table_that_someone_has_locked_costs_a_moment(path: Path) -> None:
    cache = Cache(path)
    other = sqlite3.connect(path)
    other.execute("BEGIN EXCLUSIVE")
    assert cache.judged(claims(WRONG)[0], Budget(), Counter()).verdict is Verdict.REFUTED
    other.rollback()
    other.close()


def _many(path: Path, first: int) -> list[str]:
    cache = Cache(path)
    pages = (f"$$ {k} + x = x + {k} $$" for k in range(first, first + 30))
    return [cache.judged(claims(page)[0], Budget(), Counter()).verdict for page in pages]


def test_several_processes_use_one_table(path: Path) -> None:
    with ProcessPoolExecutor(3, mp_context=get_context("spawn")) as pool:
        found = list(pool.map(_many, [path] * 3, [0, 10, 20]))
    assert found == [["proved"] * 30] * 3
    database = sqlite3.connect(path)
    assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert database.execute("SELECT count(*) FROM findings").fetchone()[0] >= 40
    database.close()


def test_the_oldest_findings_are_dropped(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _many(path, 0)
    monkeypatch.setattr(cache_module, "MOST_FINDINGS", 10)
    tidy(path)
    assert not asked_again(path, [], claims("$$ 29 + x = x + 29 $$"))
    assert asked_again(path, [], claims("$$ 1 + x = x + 1 $$"))


def test_clearing_forgets(path: Path) -> None:
    Cache(path).judged(claims(WRONG)[0], Budget(), Counter())
    assert clear(path)
    assert not clear(path)
    assert asked_again(path, [], claims(WRONG))


def test_the_place_is_the_user_s_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert default_path() == tmp_path / "symcalc" / "verdicts.sqlite"
    monkeypatch.delenv("XDG_CACHE_HOME")
    assert default_path().is_relative_to(Path.home())


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such permissions")
def test_the_folder_is_for_its_owner_only(path: Path) -> None:
    Cache(path)
    assert path.parent.stat().st_mode & 0o077 == 0


# --------------------------------------------------------------------------- fingerprints


def test_equal_questions_have_one_name_and_others_have_others() -> None:
    x, y = name("x"), name("y")
    different = [add(x, y), add(y, x), add(x, x), call("sin", x), call("cos", x), x, "x", ("x",),
                 ("x", "x"), (("x",), "x"), None, 1, "1"]  # fmt: skip
    names = [Fingerprints().of(value) for value in different]
    assert len(set(names)) == len(different)
    assert names == [Fingerprints().of(value) for value in different]


def test_deep_terms_have_names() -> None:
    deep = name("x")
    for _ in range(20_000):
        deep = call("sin", deep)
    assert len(Fingerprints().of(deep)) == 64
