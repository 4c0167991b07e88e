"""What the README shows is what the program prints."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
CONSOLE = re.compile(r"```console\n\$ symcalc (.*)\n((?:.*\n)*?)```")


def without_timing(text):
    return re.sub(r"\(\d+\.\d s\)", "(… s)", text)


@pytest.mark.parametrize(
    ("command", "shown"), CONSOLE.findall((ROOT / "README.md").read_text(encoding="utf-8"))
)
def test_the_readme_shows_true_output(command, shown):
    run = subprocess.run(
        ["bash", "-c", f'"$0" -m symcalc {command}', sys.executable],
        capture_output=True,
        encoding="utf-8",
        cwd=ROOT,
        check=False,
    )
    assert without_timing(run.stdout) == without_timing(shown)
