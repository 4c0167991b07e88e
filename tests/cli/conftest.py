"""A way to run the program as a shell does: a fresh process, its streams and its status."""

import subprocess
import sys

import pytest


@pytest.fixture
def symcalc(tmp_path):
    """Run ``symcalc ARGUMENTS`` in an empty folder."""

    def run(*arguments, text=None, **options):
        return subprocess.run(
            [sys.executable, "-m", "symcalc", *arguments],
            input=text,
            capture_output=True,
            encoding="utf-8",
            cwd=tmp_path,
            check=False,
            timeout=120,
            **options,
        )

    return run
