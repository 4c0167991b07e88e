"""How a page was read as JSON values, and back: the key ``reading`` of the JSON report."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from symcalc.core.reading import LineReading, NameReading, Obstacle, PageReading
from symcalc.core.span import Span

Json = dict[str, Any]

_PLACE = ("line", "column", "end_line", "end_column")


def page_reading_to_json(reading: PageReading) -> Json:
    """Names, assumptions and lines; a name without a place has no ``line``."""
    return {
        "names": [_name_to_json(item) for item in reading.names],
        "assumptions": list(reading.assumptions),
        "lines": [_line_to_json(item) for item in reading.lines],
    }


def page_reading_from_json(data: Mapping[str, Any]) -> PageReading:
    """The reading of a page from its JSON value."""
    return PageReading(
        names=tuple(_name_from_json(item) for item in data["names"]),
        assumptions=tuple(str(item) for item in data["assumptions"]),
        lines=tuple(_line_from_json(item) for item in data["lines"]),
    )


def obstacle_from_json(data: Mapping[str, Any]) -> Obstacle:
    """A construct that kept lines from being read, from its JSON value."""
    return Obstacle(
        code=str(data["code"]),
        construct=str(data["construct"]),
        message=str(data["message"]),
        cure=str(data["cure"]),
        line=int(data["line"]),
        lines=int(data["lines"]),
        declaration=str(data["declaration"]),
        unlocks=int(data["unlocks"]),
    )


def _name_to_json(item: NameReading) -> Json:
    said = {
        "name": item.name,
        "kind": item.kind,
        "meaning": item.meaning,
        "source": item.source,
    }
    return {**said, **_place_to_json(item.span)}


def _name_from_json(data: Mapping[str, Any]) -> NameReading:
    return NameReading(
        name=str(data["name"]),
        kind=str(data["kind"]),
        meaning=str(data["meaning"]),
        source=str(data["source"]),
        span=_place_from_json(data) if "line" in data else None,
    )


def _line_to_json(item: LineReading) -> Json:
    return {
        **_place_to_json(item.span),
        "display": item.display,
        "row": item.row,
        "role": item.role,
        "latex": item.latex,
        "tree": item.tree,
        "trouble": item.trouble,
    }


def _line_from_json(data: Mapping[str, Any]) -> LineReading:
    return LineReading(
        span=_place_from_json(data),
        display=int(data["display"]),
        row=int(data["row"]),
        role=str(data["role"]),
        latex=str(data["latex"]),
        tree=str(data["tree"]),
        trouble=str(data["trouble"]),
    )


def _place_to_json(span: Span | None) -> Json:
    if span is None:
        return {}
    place = {key: getattr(span, key) for key in _PLACE}
    return {**place, "cell": span.cell} if span.cell else place


def _place_from_json(data: Mapping[str, Any]) -> Span:
    return Span(*(int(data[key]) for key in _PLACE))
