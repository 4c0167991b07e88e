"""How a page was read is told in full, and what helps is what was seen to help."""

from __future__ import annotations

from symcalc.check.reading import obstacles, page_reading
from symcalc.core.problem import Document
from symcalc.core.reading import PageReading
from symcalc.core.reading_codec import page_reading_from_json, page_reading_to_json
from symcalc.read import read_document

PAGE = """\
Let $x > 0$.

$$ f(t) = t^2 + c $$

$$ f(x) + g(x) = x^2 + c + g(x) \\qquad y_i = 2 x_i $$

$$ u = \\mystery $$
"""


def reading() -> PageReading:
    return page_reading(read_document(PAGE, "page.md", ["a: positive"]))


def test_every_name_has_its_kind_its_meaning_and_where_that_was_learnt() -> None:
    names = {item.name: item for item in reading().names}
    assert (names["a"].source, names["a"].span) == ("command line", None)
    assert names["x"].source == "prose"
    assert names["f"].meaning == "f(t) = t^{2} + c"
    assert names["f"].span is not None
    assert names["f"].span.line == 3
    assert names["g"].kind == "real function"
    assert (names["c"].kind, names["c"].source) == ("real scalar", "use")


def test_every_line_is_written_back_or_says_what_prevented_it() -> None:
    lines = reading().lines
    assert lines[0].latex == "f(t) = t^{2} + c"
    assert lines[0].tree == "=\n  f(t)\n  add\n    pow(t, 2)\n    c"
    assert lines[-1].latex == ""
    assert lines[-1].trouble.startswith("SC011")


def test_what_was_taken_to_hold_is_told() -> None:
    assert "x > 0" in reading().assumptions


def test_a_reading_survives_its_way_through_json() -> None:
    assert page_reading_from_json(page_reading_to_json(reading())) == reading()


def test_a_declaration_that_helps_is_counted_by_trying_it() -> None:
    page = "$$ i + 1 = u $$\n\n$$ i + 2 = v $$\n\n$$ w = \\mystery $$\n"

    def read(*lets: str) -> Document:
        return read_document(page, "page.md", lets)

    first, second = obstacles(read(), read)
    assert (first.code, first.line, first.lines) == ("SC027", 1, 2)
    assert (first.declaration, first.unlocks) == ("i: integer", 2)
    assert (second.construct, second.declaration, second.unlocks) == ("\\mystery", "", 0)
