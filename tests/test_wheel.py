"""The built wheel works on its own: in a fresh environment, from another folder."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent

pytestmark = pytest.mark.slow


def run(*command, cwd):
    return subprocess.run(
        [str(part) for part in command], cwd=cwd, capture_output=True, encoding="utf-8", check=True
    ).stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    """The wheel of this checkout."""
    folder = tmp_path_factory.mktemp("wheel")
    run(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", folder, cwd=ROOT)
    (built,) = folder.glob("*.whl")
    return built


def test_the_wheel_holds_the_catalogue_and_the_schemas(wheel):
    names = zipfile.ZipFile(wheel).namelist()
    assert "symcalc/derivations/calculus/chain-rule.md" in names
    assert "symcalc/write/schema/check.json" in names
    assert "symcalc/py.typed" in names
    assert not any(name.startswith(("tests/", "benchmarks/")) for name in names)


def test_the_installed_program_derives_from_another_folder(wheel, tmp_path):
    environment = tmp_path / "environment"
    run(sys.executable, "-m", "venv", environment, cwd=tmp_path)
    run(environment / "bin/pip", "install", "--quiet", wheel, cwd=tmp_path)
    program = environment / "bin/symcalc"
    assert "(x)" in run(program, "derive", "derivative", "sin(x)", cwd=tmp_path)
    assert "meets line" in run(program, "derive", "loss/logistic", cwd=tmp_path)
    assert "calculus/chain-rule" in run(program, "list", cwd=tmp_path)
