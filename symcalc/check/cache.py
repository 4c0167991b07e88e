"""Verdicts that are known already: a table on disk that several processes may use at once.

A verdict is kept under a fingerprint of all that it depends on: the statement with its terms,
declarations and definitions, the budget, and the version of the judge.  Where the statement
stands on its page is no part of that.  Whatever goes wrong with the table (a full disk, a
folder that may not be written, a file that is no database) costs time and nothing else.
"""

from __future__ import annotations

import json
import os
import sqlite3
import sys
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Final

from symcalc.check.budget import Budget
from symcalc.check.fingerprint import Fingerprints, judge_version, moved, without_place
from symcalc.core.codec import finding_from_json, finding_to_json
from symcalc.core.problem import Statement
from symcalc.core.verdict import Finding

#: Findings that say more about the moment than about the line: no time, a lost worker, a fault.
_PASSING: Final = frozenset({"SC401", "SC410", "SC411"})
#: How long a process waits for another one that is writing.
_PATIENCE_SECONDS: Final = 0.2
#: The oldest findings beyond this number are dropped (a finding has about one kilobyte).
MOST_FINDINGS: Final = 50_000

_TABLE: Final = "CREATE TABLE IF NOT EXISTS findings (key TEXT PRIMARY KEY, finding TEXT)"
_OLDEST: Final = "DELETE FROM findings WHERE rowid <= (SELECT max(rowid) FROM findings) - ?"

Judge = Callable[[Statement, Budget], Finding]


def default_path() -> Path:
    """The file in the user's cache directory (XDG_CACHE_HOME where it is set)."""
    return _cache_directory() / "symcalc" / "verdicts.sqlite"


def _cache_directory() -> Path:
    stated = os.environ.get("XDG_CACHE_HOME")
    if stated:
        return Path(stated)
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches"
    if sys.platform == "win32" and "LOCALAPPDATA" in os.environ:
        return Path(os.environ["LOCALAPPDATA"])
    return Path.home() / ".cache"


def clear(path: Path) -> bool:
    """Remove the table; whether there was one.  Raises OSError where that is not allowed."""
    found = path.exists()
    for name in (path, path.with_name(path.name + "-journal")):
        name.unlink(missing_ok=True)
    return found


def tidy(path: Path) -> None:
    """Drop the oldest findings beyond :data:`MOST_FINDINGS`."""
    try:
        with closing(_connect(path)) as database:
            database.execute(_OLDEST, (MOST_FINDINGS,))
    except (sqlite3.Error, OSError):
        return


class Cache:
    """The table as one process sees it; a cache without a path remembers nothing."""

    def __init__(self, path: Path | None) -> None:
        self._fingerprints = Fingerprints()
        self._database: sqlite3.Connection | None = None
        try:
            self._database = None if path is None else _connect(path)
        except (sqlite3.Error, OSError):
            return

    def judged(self, statement: Statement, budget: Budget, judge: Judge) -> Finding:
        """The finding on a statement: the one that is kept, or else the judge's."""
        if self._database is None or statement.trouble is not None:
            return judge(statement, budget)
        started = time.perf_counter()
        placeless = without_place(statement)
        key = self._fingerprints.of(placeless, budget, judge_version())
        found = self._kept(key)
        if found is None:
            found = judge(placeless, budget)
            self._keep(key, found)
        return replace(_placed(found, statement), seconds=time.perf_counter() - started)

    def _kept(self, key: str) -> Finding | None:
        assert self._database is not None
        try:
            query = "SELECT finding FROM findings WHERE key = ?"
            row = self._database.execute(query, (key,)).fetchone()
            return None if row is None else finding_from_json(json.loads(row[0]))
        except (sqlite3.Error, AttributeError, ValueError, KeyError, TypeError):
            return None

    def _keep(self, key: str, finding: Finding) -> None:
        if finding.code in _PASSING or self._database is None:
            return
        text = json.dumps(finding_to_json(finding))
        try:
            self._database.execute("INSERT OR REPLACE INTO findings VALUES (?, ?)", (key, text))
        except sqlite3.Error:  # full, locked or gone: the finding is not kept
            return


def _connect(path: Path) -> sqlite3.Connection:
    """The database, made where there is none; every statement is a transaction of its own."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    database = sqlite3.connect(path, timeout=_PATIENCE_SECONDS, isolation_level=None)
    try:
        database.execute("PRAGMA synchronous = OFF")  # what a power cut loses is judged again
        database.execute(_TABLE)
    except sqlite3.Error:
        database.close()
        raise
    return database


def _placed(finding: Finding, statement: Statement) -> Finding:
    """The finding on the statement where it stands on its page."""
    lines = statement.span.line - 1
    suspect = finding.suspect
    if suspect is not None:
        suspect = replace(suspect, span=moved(suspect.span, lines))
    return replace(
        finding,
        span=moved(finding.span, lines),
        suspect=suspect,
        display=statement.display,
        row=statement.row,
    )
