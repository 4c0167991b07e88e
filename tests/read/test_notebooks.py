"""A notebook is read as its Markdown cells; what is no notebook says why in one line."""

from __future__ import annotations

import json

import pytest

from symcalc.core.span import Cell, Span, in_cell
from symcalc.read import read_document
from symcalc.read.notebooks import NotebookError, notebook_page


def notebook(*cells: tuple[str, object]) -> str:
    made = [{"cell_type": kind, "source": source, "metadata": {}} for kind, source in cells]
    return json.dumps({"cells": made, "nbformat": 4, "nbformat_minor": 5, "metadata": {}})


NOTEBOOK = notebook(
    ("markdown", ["# Squares\n", "\n", "Let $x > 0$.\n", "$$ u = x^2"]),
    ("code", "print('$$ 0 = 1 $$')"),
    ("raw", "$$ 0 = 2 $$"),
    ("markdown", "$$ v = x $$\n\n$$ w = x + 1 $$"),
)


def test_code_raw_cells_and_outputs_are_left_out() -> None:
    text, cells = notebook_page(NOTEBOOK)
    assert "0 =" not in text
    assert [cell.number for cell in cells] == [1, 4]


def test_places_count_in_their_cell() -> None:
    text, cells = notebook_page(NOTEBOOK)
    spans = [s.span for s in read_document(text, "squares.ipynb").statements]
    assert [in_cell(span, cells) for span in spans] == [
        Span(4, 1, 4, 3, cell=1),
        Span(1, 4, 1, 9, cell=4),
        Span(3, 4, 3, 13, cell=4),
    ]


def test_what_one_cell_leaves_open_ends_with_it() -> None:
    text, _ = notebook_page(notebook(("markdown", "<!-- open"), ("markdown", "$$ x = 1 $$")))
    assert [s.left_text for s in read_document(text, "a.ipynb").statements] == ["x"]


def test_a_form_feed_in_a_cell_parts_nothing() -> None:
    text, cells = notebook_page(notebook(("markdown", "a\f\nb"), ("markdown", "c")))
    assert text.split("\n\f\n") == ["a \nb", "c"]
    assert cells == (Cell(1, 1), Cell(2, 4))


def test_the_older_format_has_its_cells_in_worksheets() -> None:
    cell = {"cell_type": "markdown", "source": "$$ x = 1 $$"}
    text, cells = notebook_page(json.dumps({"worksheets": [{"cells": [cell]}], "nbformat": 3}))
    assert (text, cells) == ("$$ x = 1 $$", (Cell(1, 1),))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{", "line 1, column 2"),
        ("[" * 100_000, "cannot be read"),
        ("1" * 10_000, "cannot be read"),
        ("[]", "no list of cells"),
        ('{"cells": {}}', "no list of cells"),
        (notebook(("markdown", [1])), "the text of cell 1"),
    ],
)
def test_what_is_no_notebook_says_why_in_one_line(text: str, said: str) -> None:
    with pytest.raises(NotebookError) as caught:
        notebook_page(text)
    assert said in str(caught.value)
    assert "\n" not in str(caught.value)
