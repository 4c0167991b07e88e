"""The front of the program: help with examples, and nothing heavy before it is needed."""

import subprocess
import sys

import pytest

from symcalc import __version__
from symcalc.cli import COMMANDS

WATCH = """
import sys
from symcalc.cli import main
sys.argv = ["symcalc", *{arguments!r}]
try:
    main()
except SystemExit:
    pass
print("LOADED", *[m for m in ("sympy", "numpy", "flint", "mpmath") if m in sys.modules])
"""


@pytest.mark.parametrize(
    "arguments",
    [
        ["--help"],
        ["--version"],
        ["list"],
        ["list", "loss"],
        ["explain", "SC201"],
        ["explain", "-h"],
    ],
)
def test_help_list_and_explain_load_nothing_heavy(arguments):
    run = subprocess.run(
        [sys.executable, "-c", WATCH.format(arguments=arguments)],
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    assert run.stdout.splitlines()[-1].strip() == "LOADED", run.stdout


def test_importing_the_library_loads_nothing_heavy():
    code = "import symcalc, sys; print('sympy' in sys.modules or 'numpy' in sys.modules)"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
    assert run.stdout.strip() == b"False"


def test_version(symcalc):
    assert symcalc("--version").stdout.strip() == f"symcalc, version {__version__}"


@pytest.mark.parametrize("command", COMMANDS)
def test_every_help_shows_an_example(symcalc, command):
    run = symcalc(command, "--help")
    assert run.returncode == 0
    assert f"\n    symcalc {command}" in run.stdout


def test_the_main_help_shows_examples_and_every_command(symcalc):
    text = symcalc("--help").stdout
    assert "symcalc check homework.md" in text
    assert all(f"\n  {command}" in text for command in COMMANDS)


def test_an_unknown_command_ends_with_status_2(symcalc):
    run = symcalc("chekc")
    assert run.returncode == 2
    assert "No such command" in run.stderr
    assert "Traceback" not in run.stderr
