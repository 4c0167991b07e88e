"""Notes in every format: what they show, and that no page can smuggle anything into them."""

import re
import shutil
import subprocess
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from symcalc import derive
from symcalc.core.verdict import Verdict
from symcalc.read import read_document
from symcalc.write.formats import DERIVATION_FORMATS
from symcalc.write.notes.html import write_notes_html
from symcalc.write.notes.latex import is_known, write_notes_latex
from symcalc.write.notes.markdown import write_notes_markdown
from symcalc.write.notes.markup import Marks, blocks_of, given_prose
from symcalc.write.notes.page import Display, Notes, NotesPage, Plot, Row, Words
from symcalc.write.notes.pdf import CompileError, compile_pdf
from symcalc.write.tex import in_text

HOSTILE = r"""# <script>alert(1)</script> & "quotes' $\text{<script>alert(2)</script>}$

Prose with <img src=x onerror=alert(3)>, [a link](javascript:alert(4)), [data](data:text/html,x),
`</code><script>` and $\href{javascript:alert(5)}{x}$ and $"><script>alert(6)</script>$.

$$
\input{/etc/passwd} = \write18{touch hacked} && \text{"><script>alert(7)</script>}
$$

- \input{/etc/passwd} <b>bold</b>

| <td onclick=alert(8)> | $<$ |
|---|---|
| a | b |

```
</code></pre><script>alert(9)</script>
```
"""


def notes(*sources, given=()):
    pages = tuple(
        NotesPage(
            f"topic/page-{k}", tuple(map(given_prose, given)), tuple(blocks_of(each, Marks()))
        )
        for k, each in enumerate(sources)
    )
    return Notes("Title <b>", pages)


class Tags(HTMLParser):
    """All tags of a page with their attributes."""

    def __init__(self, page):
        super().__init__()
        self.found = []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))


ALLOWED = set(
    "html head meta title style body article nav h1 h2 h3 p ul ol li table tr td th div figure img"
    " figcaption pre code em strong a svg defs symbol path use rect line g".split()
)


def test_a_hostile_page_is_only_text():
    pytest.importorskip("ziamath")
    tags = Tags(write_notes_html(notes(HOSTILE))).found
    assert {tag for tag, _ in tags} <= ALLOWED
    assert not [name for _, attributes in tags for name in attributes if name.startswith("on")]
    links = [attributes["href"] for tag, attributes in tags if "href" in attributes]
    assert all(link.startswith(("#", "https://", "http://")) for link in links)


def test_the_page_forbids_scripts_and_asks_for_nothing():
    pytest.importorskip("ziamath")
    page = write_notes_html(notes(HOSTILE))
    assert "default-src 'none'" in page
    assert not re.search(r'\b(?:src|href)="(?!#|data:image/svg\+xml;base64,)', page)


def test_links_lead_within_the_notes_or_to_the_web():
    pytest.importorskip("ziamath")
    source = "# A\n\n[in](page-1.md) [out](page-9.md) [web](https://example.org)"
    page = write_notes_html(notes(source, "# B\n\ntext"))
    assert '<a href="#page-2">in</a> out <a href="https://example.org">web</a>' in page


def test_marks_have_their_meaning_in_words():
    pytest.importorskip("ziamath")
    row = Row("1 &= 2", verdicts=(Verdict.REFUTED,))
    page = NotesPage("a/b", (), (Display(1, (row,)),))
    assert '<td class="mark bad" title="refuted">✗</td>' in write_notes_html(Notes("N", (page,)))


def test_a_plot_is_inside_of_the_file():
    pytest.importorskip("ziamath")
    page = NotesPage("a/b", (), (Plot("stem", "A <caption>"),))
    text = write_notes_html(Notes("N", (page,)), {"stem": b"<svg/>"})
    assert 'src="data:image/svg+xml;base64,' in text
    assert "A &lt;caption&gt;" in text


def test_equal_glyphs_are_defined_once():
    pytest.importorskip("ziamath")
    page = write_notes_html(notes("# A\n\n" + "$x$ " * 50))
    assert page.count("<symbol") == 1
    assert page.count("<use") == 50


PIECES = [
    *"$|*_`#-<>&\"'\\{}[]()\n ", "$$", "\n\n", "```\n", "\n| ", "\n- ", "\\\\", "&&", "\\text{",
    "\\begin{aligned}", "\\end{aligned}", "x^2", "\\frac{a}{b}", "<script>",
    "](javascript:x)", "\x00",
]  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join))
@settings(max_examples=150, deadline=None)
def test_no_page_breaks_a_writer_or_out_of_it(source):
    pytest.importorskip("ziamath")
    page = notes(source)
    tags = Tags(write_notes_html(page)).found
    assert {tag for tag, _ in tags} <= ALLOWED | {"br", "h4", "h5", "h6"}
    assert "javascript:" not in [attributes.get("href", "")[:11] for _, attributes in tags]
    assert write_notes_latex(page).endswith("\\end{document}\n")
    assert write_notes_markdown(page).endswith("\n")


# --------------------------------------------------------------------------------- LaTeX


@pytest.mark.parametrize(
    ("formula", "known"),
    [
        (r"\frac{a}{b}", True),
        (r"\begin{pmatrix} a & b \end{pmatrix}", True),
        (r"\input{x}", False),
        (r"\write18{x}", False),
        (r"\catcode`\@=11", False),
        (r"\def\x{\x}\x", False),
        (r"\newcommand{\x}{y}\x", False),
        (r"\csname input\endcsname x", False),
        ("a } b", False),
        ("a $ b", False),
        ("a % b", False),
        (r"a \\ b", True),
    ],
)
def test_only_formulas_of_known_commands_are_handed_to_tex(formula, known):
    assert is_known(formula) == known


def test_a_hostile_page_shows_its_commands_as_text():
    written = write_notes_latex(notes(HOSTILE))
    assert r"\textbackslash{}input" in written
    assert not re.search(r"\\(?:input\{/|write|href)", written)


def test_prose_has_a_glyph_for_every_character():
    assert in_text("η ≤ 5% — naïve") == r"$\eta$ $\le$ 5\% — naïve"
    assert in_text("→∞") == r"$\to \infty$"
    assert in_text("|ɞ| < 1") == r"\textbar{}$\backepsilon$\textbar{} \textless{} 1"
    assert in_text("漢") == r"\texttt{U+6F22}"


@pytest.mark.latex
@pytest.mark.skipif(not shutil.which("pdflatex"), reason="pdflatex is not installed")
@pytest.mark.parametrize(
    "source", [HOSTILE, "# κ and 漢\n\nα → β, “quoted” – 5 % of \\$3 & #1_2^3~\\\n"]
)
def test_the_document_compiles(tmp_path, source):
    (tmp_path / "notes.tex").write_text(write_notes_latex(notes(source, given=["x > 0"])), "utf-8")
    command = ["pdflatex", "-no-shell-escape", "-interaction=nonstopmode", "-halt-on-error"]
    run = subprocess.run([*command, "notes.tex"], cwd=tmp_path, capture_output=True, check=False)
    assert run.returncode == 0, run.stdout.decode(errors="replace")[-2000:]
    assert not (tmp_path / "hacked").exists()


@pytest.mark.latex
@pytest.mark.skipif(not shutil.which("pdflatex"), reason="pdflatex is not installed")
def test_the_fragment_of_a_derivation_compiles_with_amsmath(tmp_path):
    requests = [
        ("hessian", "x^2 y + y^3", {}),
        ("jacobian", r"\frac{x}{y}; \sqrt{x}", {"let": ["x > 0"]}),
        ("partials", r"|x| y", {}),
        ("gradient", r"\sigma(w x)", {"wrt": "w", "let": [r"\sigma(t) = \tanh(t)"]}),
    ]
    fragments = [
        DERIVATION_FORMATS["latex"](derive(operation, expression, **more).outcome)
        for operation, expression, more in requests
    ]
    body = "\n".join(fragments)
    head = r"\documentclass{article}\usepackage{amsmath}\begin{document}"
    document = f"{head}\n{body}\n\\end{{document}}\n"
    (tmp_path / "fragment.tex").write_text(document, "utf-8")
    command = ["pdflatex", "-interaction=nonstopmode", "-halt-on-error", "fragment.tex"]
    run = subprocess.run(command, cwd=tmp_path, capture_output=True, check=False)
    assert run.returncode == 0, run.stdout.decode(errors="replace")[-2000:]


def test_without_a_compiler_the_message_says_how_to_get_one(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(CompileError, match="latexmk or tectonic"):
        compile_pdf(tmp_path / "notes.tex")


# ------------------------------------------------------------------------------ Markdown


def test_markdown_is_read_again_with_the_same_statements():
    rows = r"x + x &= 2 x && \text{add} \\ &= x \cdot 2"
    source = f"# A\n\n$$\n\\begin{{aligned}}\n{rows}\n\\end{{aligned}}\n$$"
    page = notes(source)
    display = page.pages[0].blocks[1]
    marked = Display(1, tuple(Row(r.latex, r.reason, (Verdict.PROVED,)) for r in display.rows))
    again = Notes("N", (NotesPage("a/b", (), (page.pages[0].blocks[0], marked)),))
    written = write_notes_markdown(again)
    assert r"&& \text{add ✓}" in written
    before, after = (read_document(each).statements for each in (source, written))
    assert [(s.left, s.right) for s in before] == [(s.left, s.right) for s in after]


def test_markdown_links_lead_to_headings_of_the_notes():
    written = write_notes_markdown(
        notes("# A\n\n[b](page-1.md) [c](../x/y.md)", "# The B's page\n\nx")
    )
    assert "[b](#the-bs-page) c" in written


# --------------------------------------------------------------------------- derivations


def test_a_derivation_as_html_has_a_mark_at_each_step():
    pytest.importorskip("ziamath")
    found = derive("gradient", "x^2 y", wrt="x,y")
    page = DERIVATION_FORMATS["html"](found.outcome)
    assert page.count('title="proved"') == len(found.steps)
    assert "<!doctype html>" in page
    assert Words("x").text in page
