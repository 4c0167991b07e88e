"""A LaTeX document compiled to PDF with what is installed."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from typing import Final

#: Compiler -> its arguments; none may start other programs.
_COMPILERS: Final = {
    "latexmk": ("-pdf", "-interaction=nonstopmode", "-halt-on-error", "-pdflatex=pdflatex "
                "-no-shell-escape %O %S"),
    "tectonic": ("--untrusted",),
}  # fmt: skip

_SECONDS: Final = 300


class CompileError(RuntimeError):
    """No PDF could be made; the message says why and what to do."""


def compile_pdf(document: Path) -> Path:
    """Compile a ``.tex`` file in its folder; returns the PDF beside it.

    Raises CompileError where no compiler is installed, or with TeX's first complaint.
    """
    found = [(name, shutil.which(name)) for name in _COMPILERS]
    name, program = next(((name, path) for name, path in found if path), ("", None))
    if program is None:
        raise CompileError(
            "PDF needs latexmk or tectonic on the PATH (apt install latexmk lmodern "
            "texlive-latex-recommended, or https://tectonic-typesetting.github.io); "
            "or write a .tex file"
        )
    run = subprocess.run(  # noqa: S603  # a fixed program; the document cannot start others
        [program, *_COMPILERS[name], document.name],
        cwd=document.parent,
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        timeout=_SECONDS,
        check=False,
    )
    result = document.with_suffix(".pdf")
    if run.returncode or not result.exists():
        raise CompileError(f"{name}: {_complaint(run.stdout + run.stderr)}")
    return result


def _complaint(output: str) -> str:
    lines = (line for line in output.splitlines() if line.startswith(("!", "error:")))
    return next(lines, "failed without saying why")
