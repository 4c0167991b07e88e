"""What the README shows is what the program prints.

``python -m tests.test_readme`` writes the output in the README anew.
"""

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
README = ROOT / "README.md"
CONSOLE = re.compile(r"```console\n\$ symcalc (.*)\n((?:.*\n)*?)```")
PYTHON = re.compile(r"```python\n((?:.*\n)*?)```")


def printed(command):
    return subprocess.run(
        ["bash", "-c", f'"$0" -m symcalc {command}', sys.executable],
        capture_output=True,
        encoding="utf-8",
        cwd=ROOT,
        check=False,
    ).stdout


def without_figures(text):
    """Seconds and rounding errors differ from machine to machine."""
    return re.sub(r"\d\.\de[+-]\d+|\(\d+\.\d s\)", "…", text)


@pytest.mark.parametrize(("command", "shown"), CONSOLE.findall(README.read_text("utf-8")))
def test_the_readme_shows_true_output(command, shown):
    assert without_figures(printed(command)) == without_figures(shown)


def test_the_python_of_the_readme_runs(tmp_path):
    (tmp_path / "homework.md").write_text("$$ 1 + 1 = 2 $$\n")
    (code,) = PYTHON.findall(README.read_text("utf-8"))
    subprocess.run([sys.executable, "-c", code], cwd=tmp_path, check=True)


def rewrite():
    def shown(match):
        return f"```console\n$ symcalc {match[1]}\n{printed(match[1])}```"

    README.write_text(CONSOLE.sub(shown, README.read_text("utf-8")), "utf-8")


if __name__ == "__main__":
    rewrite()
