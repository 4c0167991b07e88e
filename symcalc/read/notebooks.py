"""Jupyter notebooks as one page: their Markdown cells, with where each of them stands."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, Final

from symcalc.core.span import Cell

#: Between two cells; it ends whatever formula a cell left open.
_BREAK: Final = "\n\f\n"


class NotebookError(ValueError):
    """A text that is no notebook; the message says why, in one line."""


def notebook_page(text: str) -> tuple[str, tuple[Cell, ...]]:
    """The Markdown of a notebook (nbformat 3 and 4), and the cells it came from.

    Code, raw cells and outputs are left out.  Raises NotebookError for what is no notebook.
    """
    pieces: list[str] = []
    cells: list[Cell] = []
    line = 1
    for number, source in _markdown(_loaded(text)):
        pieces.append(source)
        cells.append(Cell(number, line))
        line += (source + _BREAK).count("\n")
    return _BREAK.join(pieces), tuple(cells)


def _loaded(text: str) -> Any:
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        place = f"line {error.lineno}, column {error.colno}"
        raise NotebookError(f"is no notebook: {error.msg} in {place}") from None
    except (RecursionError, ValueError):  # nested or numbered beyond all measure
        raise NotebookError("is no notebook: its JSON cannot be read") from None


def _markdown(content: Any) -> Iterator[tuple[int, str]]:
    """The number (all cells counted, from 1) and the text of each Markdown cell."""
    for number, cell in enumerate(_cells(content), start=1):
        if isinstance(cell, dict) and cell.get("cell_type") in ("markdown", "heading"):
            yield number, _source(cell.get("source", ""), number)


def _cells(content: Any) -> list[Any]:
    if isinstance(content, dict):
        sheets = content.get("worksheets")
        if isinstance(content.get("cells"), list):
            return list(content["cells"])
        if isinstance(sheets, list):  # nbformat 3
            return [cell for sheet in sheets if isinstance(sheet, dict) for cell in _cells(sheet)]
    raise NotebookError("is no notebook: it has no list of cells")


def _source(source: Any, number: int) -> str:
    lines = source if isinstance(source, list) else [source]
    if not all(isinstance(line, str) for line in lines):
        raise NotebookError(f"is no notebook: the text of cell {number} is no text")
    return "".join(lines).replace("\f", " ")
