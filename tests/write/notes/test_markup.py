"""The Markdown of entries as blocks and rows, each row with the verdicts on it."""

from symcalc.core.span import Span
from symcalc.core.verdict import Finding, Verdict
from symcalc.write.notes.markup import Marks, blocks_of, given_prose, marks_of, prose_of
from symcalc.write.notes.page import Code, Display, Heading, Listing, Paragraph, Style, Table, Words
from symcalc.write.notes.rows import alignments

PAGE = r"""# A title with $x^2$

```symcalc
let = ['x > 0']
```

Some prose
over two lines, see [why](../a/b.md).

$$
\begin{aligned}
f(x) &= \begin{cases} 1 & x > 0 \\ 0 & x = 0 \end{cases} && \text{split {it}} \\
&= 1
\end{aligned}
$$

- one `code`
- two **strong**

| a | b |
|---|---|
| 1 | $\|x\|$ |

```python
print("$$")
```

$$ 1 + 1 = 2 $$
"""


def blocks(marks=Marks()):  # noqa: B008  # a frozen value
    return list(blocks_of(PAGE, marks))


def test_each_block_is_what_it_looks_like():
    kinds = [Heading, Paragraph, Display, Listing, Table, Code, Display]
    assert [type(block) for block in blocks()] == kinds


def test_the_title_keeps_its_formula_and_prose_its_link():
    title, prose, *_ = blocks()
    assert title.prose == (Words("A title with "), Words("x^2", Style.MATH))
    assert Words("why", Style.LINK, "../a/b.md") in prose.prose
    assert prose.prose[0] == Words("Some prose over two lines, see ")


def test_rows_end_at_breaks_that_stand_in_no_environment():
    display = blocks()[2]
    assert [row.latex for row in display.rows] == [
        r"f(x) &= \begin{cases} 1 & x > 0 \\ 0 & x = 0 \end{cases}",
        "&= 1",
    ]
    assert display.rows[0].reason == (Words("split {it}"),)
    assert alignments(display.rows[0].latex) == [5]


def test_displays_are_numbered_in_their_order():
    assert [block.number for block in blocks() if isinstance(block, Display)] == [1, 2]


def finding(line, column, verdict):
    place = Span(line, 1, line, column)
    return Finding(place, 1, 1, "", "=", "", verdict, "SC000", "")


def test_a_verdict_stands_at_the_row_in_which_its_line_ends():
    lines = PAGE.splitlines()
    places = [k for k, line in enumerate(lines, 1) if "cases" in line or line == "&= 1"]
    found = [
        finding(places[0], 20, Verdict.PROVED),
        finding(places[1], 5, Verdict.REFUTED),
        finding(len(lines), 13, Verdict.SUPPORTED),
    ]
    displays = [b for b in blocks(marks_of(PAGE, found)) if isinstance(b, Display)]
    assert [row.mark for block in displays for row in block.rows] == ["✓", "✗", "≈"]


def test_dollars_and_stars_may_be_escaped():
    assert prose_of(r"5 \$ and \*no\*") == (
        Words("5 "), Words("$"), Words(" and "), Words("*"), Words("no"), Words("*"),
    )  # fmt: skip


def test_what_is_given_is_a_formula_or_a_name_with_its_kind():
    assert given_prose("x > 0") == (Words("x > 0", Style.MATH),)
    assert given_prose("L: function") == (Words("L", Style.MATH), Words(": function"))
