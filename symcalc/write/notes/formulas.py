"""Formulas as SVG, drawn by ziamath (the extra ``html``), safe to put into a page.

What ziamath returns is not taken on trust: it is built anew from the few elements and
attributes that a drawing needs.  Each glyph is defined once a page and used from there.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from html import escape
from typing import Any, Final
from xml.etree.ElementTree import Element

#: Elements of a drawing; anything else and the formula is shown as its source.
_ELEMENTS: Final = frozenset(
    "svg g path rect line polyline polygon ellipse circle symbol use".split()
)
_ATTRIBUTES: Final = frozenset(
    "x y width height viewBox d fill stroke stroke-width x1 x2 y1 y2 cx cy r rx ry points"
    " transform".split()
)
_VALUE: Final = re.compile(r"[\w\s.,()#%+-]*")
_LONGEST: Final = 4000  # characters of one formula that is drawn
_SIZE: Final = 18.0  # units of an em; on the page, formulas grow with the text around them


class FormulaError(RuntimeError):
    """Formulas cannot be drawn; the message says what to install."""


class _UnsafeError(ValueError):
    """A drawing that holds more than shapes."""


@dataclass
class Painter:
    """Draws formulas and keeps the glyphs that they share."""

    glyphs: dict[str, str] = field(default_factory=dict)  # the drawing of a glyph → its id
    drawn: dict[tuple[str, bool], str | None] = field(default_factory=dict)  # what was drawn

    def draw(self, latex: str, *, display: bool = False) -> str | None:
        """The formula as an SVG element, None where it cannot be drawn (show its source then)."""
        key = latex, display
        if key not in self.drawn:
            self.drawn[key] = self._draw(latex, display)
        return self.drawn[key]

    def _draw(self, latex: str, display: bool) -> str | None:
        if len(latex) > _LONGEST:
            return None
        try:
            drawn = _drawn(latex, display)
            return self._formula(drawn, latex)
        except FormulaError:
            raise
        except Exception:  # ziamath raises whatever its parts raise for LaTeX it does not know
            return None

    def definitions(self) -> str:
        """The glyphs, to stand once in the page, unseen."""
        symbols = "".join(
            drawing.replace("<symbol", f'<symbol id="{key}"', 1)
            for drawing, key in self.glyphs.items()
        )
        return f'<svg width="0" height="0" aria-hidden="true"><defs>{symbols}</defs></svg>'

    def _formula(self, drawn: Element, latex: str) -> str:
        renamed = {str(symbol.get("id")): self._glyph(symbol) for symbol in drawn.iter("symbol")}
        left, top, width, height = map(float, str(drawn.get("viewBox")).split())
        inside = "".join(_rebuilt(child, renamed) for child in drawn if child.tag != "symbol")
        label = escape(latex, quote=True)
        return (
            f'<svg class="formula" role="img" aria-label="{label}" width="{width / _SIZE:.3f}em"'
            f' height="{height / _SIZE:.3f}em"'
            f' viewBox="{left:.2f} {top:.2f} {width:.2f} {height:.2f}"'
            f' style="vertical-align:{-(top + height) / _SIZE:.3f}em">{inside}</svg>'
        )

    def _glyph(self, symbol: Element) -> str:
        drawing = _rebuilt(symbol, {})
        return self.glyphs.setdefault(drawing, f"g{len(self.glyphs)}")


@cache
def _library() -> Any:
    try:
        # Imported here because ziamath is an extra.
        import ziamath  # noqa: PLC0415
    except ImportError:
        raise FormulaError("HTML notes need ziamath: pip install 'symcalc[html]'") from None
    return ziamath


def _drawn(latex: str, display: bool) -> Element:
    drawn: Element = _library().Latex(latex, size=_SIZE, inline=not display).svgxml()
    return drawn


def _rebuilt(element: Element, renamed: dict[str, str]) -> str:
    """An element from its white-listed parts; _UnsafeError for anything else."""
    tag = element.tag.rpartition("}")[2]
    if tag not in _ELEMENTS or (element.text or "").strip():
        raise _UnsafeError(tag)
    attributes = ""
    for key, value in element.attrib.items():
        name = key.rpartition("}")[2]
        if name == "href":
            attributes += f' href="#{renamed[value.removeprefix("#")]}"'
        elif name in _ATTRIBUTES and _VALUE.fullmatch(value):
            attributes += f' {name}="{"currentColor" if value == "black" else value}"'
        elif name not in ("id", "xmlns"):
            raise _UnsafeError(name)
    inside = "".join(_rebuilt(child, renamed) for child in element)
    return f"<{tag}{attributes}>{inside}</{tag}>"
