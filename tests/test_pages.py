"""Whatever a path turns out to be, it is a page or one line that says what to do."""

import io
import os
import sys

import pytest

from symcalc import pages
from symcalc.pages import MAX_BYTES, Page, Unusable


def only(path):
    (found,) = pages.pages([str(path)])
    return found


def test_a_file_is_its_text_without_a_byte_order_mark(tmp_path):
    path = tmp_path / "a.md"
    path.write_bytes("\ufeff$x = ∂$\n".encode())
    assert only(path) == Page(str(path), "$x = ∂$\n")


def test_a_folder_is_searched_in_a_fixed_order_without_hidden_folders(tmp_path):
    for name in ("b.md", "a/z.tex", "a/c.MD", ".venv/no.md", "a/picture.png"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("$x$")
    found = [os.path.relpath(page.path, tmp_path) for page in pages.pages([str(tmp_path)])]
    assert found == ["b.md", "a/c.MD", "a/z.tex"]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"caf\xe9", "not UTF-8 (byte 0xe9 in line 1)"),
        (b"$x$\n\n\xff", "in line 3"),
        (b"", "is empty"),
        (b" \n\n", "is empty"),
        (b"PNG\0\0", "NUL byte"),
        (b"x" * (MAX_BYTES + 1), "larger than 5 MB"),
    ],
)
def test_what_cannot_be_checked_says_why_in_one_line(tmp_path, content, said):
    path = tmp_path / "page.md"
    path.write_bytes(content)
    found = only(path)
    assert isinstance(found, Unusable)
    assert said in found.why
    assert "\n" not in found.why


@pytest.mark.parametrize("path", ["no/such/file.md", "nul\0byte.md", "x" * 5000])
def test_a_path_that_is_no_file(path):
    assert isinstance(only(path), Unusable)


def test_an_empty_folder(tmp_path):
    assert "folder without" in only(tmp_path).why


def test_standard_input(monkeypatch):
    stream = io.TextIOWrapper(io.BytesIO(b"$a = b$"), encoding="utf-8")
    monkeypatch.setattr(sys, "stdin", stream)
    assert only("-") == Page("<stdin>", "$a = b$")


def test_an_endless_device_is_refused_after_a_bounded_read():
    assert isinstance(only("/dev/zero"), Unusable)
