"""Which files are to be checked, and what stands in them, with a cure for each that cannot be.

Whatever a name on the command line turns out to be (a folder, a picture, a device), the
answer is a page or one line that says what to do; the other pages are still checked.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Final

from symcalc.core.span import Cell
from symcalc.read.notebooks import NotebookError, notebook_page

#: What a folder is searched for.
SUFFIXES: Final = (".md", ".markdown", ".qmd", ".rmd", ".tex", ".ltx", ".ipynb")

#: Pages above this size are refused: 5 MB are some 1,500 printed pages.
MAX_BYTES: Final = 5_000_000

#: Notebooks carry their pictures with them; what is read of them is bounded as for pages.
MAX_NOTEBOOK_BYTES: Final = 50_000_000

#: The name of standard input in reports.
STDIN: Final = "<stdin>"


@dataclass(frozen=True)
class Page:
    """A text to check and the name that reports give it; ``cells`` are those of a notebook."""

    path: str
    text: str
    cells: tuple[Cell, ...] = ()

    def texts(self) -> dict[str, str]:
        """What reports quote from: the text by its name, or each cell by its own."""
        if not self.cells:
            return {self.path: self.text}
        pieces = self.text.split("\f\n")
        return {
            f"{self.path}:cell {cell.number}": piece
            for cell, piece in zip(self.cells, pieces, strict=True)
        }


@dataclass(frozen=True)
class Unusable:
    """Why a path cannot be checked, in a line that says what to do about it."""

    path: str
    why: str


def pages(paths: Iterable[str]) -> Iterator[Page | Unusable]:
    """The pages that the paths name: files, folders (searched below), ``-`` for standard input."""
    for path in paths:
        if path == "-":
            yield _decoded(STDIN, _limited(sys.stdin.buffer, STDIN))
        elif os.path.isdir(path):
            yield from _folder(path)
        else:
            yield _file(path)


def _folder(path: str) -> Iterator[Page | Unusable]:
    found = list(_below(path))
    if not found:
        endings = ", ".join(SUFFIXES)
        yield Unusable(path, f"is a folder without {endings} files; name a file to check")
    for name in found:
        yield _file(name)


def _below(path: str) -> Iterator[str]:
    """The files to check below a folder, in sorted order; hidden folders are left out."""
    for folder, subfolders, files in os.walk(path):
        subfolders[:] = sorted(name for name in subfolders if not name.startswith("."))
        for name in sorted(files):
            if name.lower().endswith(SUFFIXES):
                yield str(Path(folder) / name)


def _file(path: str) -> Page | Unusable:
    try:
        with open(path, "rb") as stream:
            return _decoded(path, _limited(stream, path))
    except FileNotFoundError:
        return Unusable(path, "does not exist; check the spelling and the folder you are in")
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        return Unusable(path, f"cannot be opened ({reason}); check its name and permissions")


def _is_notebook(path: str) -> bool:
    return path.lower().endswith(".ipynb")


def _most_bytes(path: str) -> int:
    return MAX_NOTEBOOK_BYTES if _is_notebook(path) else MAX_BYTES


def _limited(stream: IO[bytes], path: str) -> bytes:
    return stream.read(_most_bytes(path) + 1)


def _decoded(path: str, content: bytes) -> Page | Unusable:
    if len(content) > _most_bytes(path):
        size = _most_bytes(path) // 10**6
        return Unusable(path, f"is larger than {size} MB; split it into chapters")
    if b"\0" in content:
        return Unusable(path, "holds a NUL byte, so it is not text; name the .md or .tex file")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        return Unusable(
            path,
            f"is not UTF-8 (byte {content[error.start]:#04x} in line {line}); "
            "save it as UTF-8, for example with: iconv -f latin1 -t utf8",
        )
    if not text.strip():
        return Unusable(path, "is empty; nothing to check in it")
    return _notebook(path, text) if _is_notebook(path) else Page(path, text)


def _notebook(path: str, content: str) -> Page | Unusable:
    try:
        text, cells = notebook_page(content)
    except NotebookError as error:
        return Unusable(path, f"{error}; save it again in Jupyter")
    if not text.strip():
        return Unusable(path, "has no Markdown cells; nothing to check in it")
    if len(text) > MAX_BYTES:
        return Unusable(path, f"has more than {MAX_BYTES // 10**6} MB of Markdown; split it")
    return Page(path, text, cells)
