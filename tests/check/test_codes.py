"""Every code that is used is explained, and explaining costs nothing."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

from symcalc.check import codes
from symcalc.check.codes import CODES, explain

PACKAGE = Path(codes.__file__).parent


def test_every_code_in_use_is_in_the_table() -> None:
    """Codes that begin with SC0 belong to the reader."""
    used = {
        code
        for file in PACKAGE.rglob("*.py")
        for code in re.findall(r"SC[1-9]\d\d", file.read_text())
    }
    assert used == set(CODES)


def test_explanations_teach_in_a_few_lines() -> None:
    for row in CODES.values():
        assert 2 <= len(row.explanation.splitlines()) <= 8
        assert all(len(line) <= 100 for line in row.explanation.splitlines())


def test_explain_finds_a_code_however_it_is_written() -> None:
    assert explain(" sc201 ") == explain("SC201")
    assert explain("SC999") is None


def test_explaining_imports_neither_sympy_nor_numpy() -> None:
    program = (
        "import sys, symcalc.check.codes; print({'sympy', 'numpy', 'flint'} & set(sys.modules))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "set()"
