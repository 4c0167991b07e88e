"""What a hostile document cannot do: docs/security.md says it in words, this holds it."""

from __future__ import annotations

import ast
import json
import re
import subprocess
import sys
from pathlib import Path

import numpy
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import symcalc
from symcalc.core.term import TWO, Term, add, call, element, mul, name, number, power
from symcalc.mean import compile as compile_module
from symcalc.mean.compile import compile_numpy
from symcalc.mean.errors import NoMeaning
from symcalc.write.notebook import report_markdown
from symcalc.write.terminal import escape

PACKAGE = Path(symcalc.__file__).parent

#: Functions that would run text or load foreign code: as a bare name, and as an attribute.
BARE = {"eval", "exec", "compile", "__import__", "breakpoint", "input", "sympify", "parse_expr",
        "parse_latex", "lambdify", "import_module", "system", "popen"}  # fmt: skip
ATTRIBUTES = BARE - {"compile", "input", "exec", "eval"}
FOREIGN = {"pickle", "marshal", "shelve", "subprocess", "socket", "urllib", "http", "ssl", "ctypes",
           "code", "runpy", "requests", "webbrowser", "ftplib", "smtplib", "xmlrpc"}  # fmt: skip

#: Each exception with its reason.
ALLOWED = {
    ("mean/compile.py", "compile"): "NumPy source of our own making",
    ("mean/compile.py", "exec"): "NumPy source of our own making",
    ("__init__.py", "import_module"): "our own modules, by a table",
    ("mean/__init__.py", "import_module"): "our own modules, by a table",
    ("cli/__init__.py", "import_module"): "our own commands, by a table",
    ("write/notes/pdf.py", "run"): "latexmk or tectonic, asked for by name, without shell escape",
    ("write/notes/pdf.py", "subprocess"): "the same",
}


def called(tree: ast.AST) -> set[str]:
    functions = [node.func for node in ast.walk(tree) if isinstance(node, ast.Call)]
    bare = {f.id for f in functions if isinstance(f, ast.Name)}
    return bare & BARE | {f.attr for f in functions if isinstance(f, ast.Attribute)} & ATTRIBUTES


def imported(tree: ast.AST) -> set[str]:
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name.partition(".")[0] for alias in node.names}
        if isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module.partition(".")[0])
    return found


@pytest.mark.parametrize("path", sorted(PACKAGE.rglob("*.py")), ids=lambda path: path.stem)
def test_no_module_can_run_text_or_reach_out(path: Path) -> None:
    place = path.relative_to(PACKAGE).as_posix()
    tree = ast.parse(path.read_text(encoding="utf-8"))
    used = called(tree) | (imported(tree) & FOREIGN)
    assert {word for word in used if (place, word) not in ALLOWED} == set()


# ---------------------------------------------------------------------- hostile documents

#: ␛ stands for escape, ␇ for bell, ␊ for the control sequence introducer, ⇄ for a reversal.
HOSTILE = r"""# A page ␛]0;pwned␇ of bad intent

```symcalc
let = ["f(x) = x^2", "eval(x) = x"]
```

$$ \input{/etc/passwd} = 1 $$

$$ \include{/etc/passwd} = \openin5=/etc/passwd $$

$$ \write18{touch pwned} = 1 $$

$$ \href{javascript:alert(1)}{x} = x $$

$$ \csname input\endcsname{/etc/passwd} = 1 $$

$$ __import__('os').system('touch pwned') = 1 $$

$$ \operatorname{eval}(x) = \mathrm{exec}(x) $$

$$ \mathrm{os}_{\mathrm{system}} + 1 = x $$

$$ \text{<script>alert(1)</script>} a = <img src=x onerror=alert(1)> $$

$$ \newcommand{\boom}{\boom\boom} \boom = 1 $$

$$ a ⇄ + b = ␊2J c $$

$$ ␛[2J a + a = 2 a ␇ $$

$$ (a+b)^2 = a^2 + b^2 \quad \text{␛[31m by <b>hand</b>} $$

![x](file:///etc/passwd) [y](javascript:alert(1)) <script src="http://x.invalid/"></script>
""".translate({ord("␛"): "\x1b", ord("␇"): "\x07", ord("␊"): "\x9b", ord("⇄"): "\u202e"})

WATCHED = """
import sys
from symcalc.check.judge import judge
from symcalc.read import read_document
from symcalc.write.human import write_report
from symcalc.core.verdict import FileReport, Report

def work(text):
    findings = tuple(judge(each) for each in read_document(text).statements)
    return write_report(Report((FileReport("page.md", findings),)), {"page.md": text})

work("$$ (a+b)^2 = a^2 $$ $$ \\\\int x dx = x^2 $$ $$ \\\\sin^2 x = \\\\cos x $$")
text = open(sys.argv[1], encoding="utf-8", errors="surrogatepass").read()
seen = []

def watch(event, arguments):
    code = event in ("exec", "compile") and "site-packages" not in str(arguments)
    outside = event == "open" and not str(arguments[0]).startswith((sys.prefix, sys.base_prefix,
        sys.argv[2])) and arguments[0] != 3
    reaching = event.partition(".")[0] in ("socket", "subprocess", "os", "urllib", "ftplib",
        "smtplib", "ctypes", "pickle", "webbrowser", "shutil") and event not in (
        "os.listdir", "os.scandir", "os.getxattr")
    if (code and not _importing()) or outside or reaching:
        seen.append(f"{event} {arguments!r}"[:300])

def _importing():
    frame = sys._getframe()
    while frame:
        if "importlib._bootstrap" in frame.f_code.co_filename:
            return True
        frame = frame.f_back
    return False

sys.addaudithook(watch)
shown = work(text)
assert not seen, seen
sys.stdout.write(shown)
"""


def test_a_hostile_page_opens_nothing_runs_nothing_and_calls_no_one(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(HOSTILE, encoding="utf-8", errors="surrogatepass")
    run = subprocess.run(
        [sys.executable, "-c", WATCHED, str(page), str(PACKAGE.parent)],
        capture_output=True,
        cwd=tmp_path,
        check=False,
    )
    assert run.returncode == 0, run.stderr.decode()
    assert b"SC201" in run.stdout
    assert [path.name for path in tmp_path.iterdir()] == ["page.md"]


CONTROL = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


@pytest.mark.parametrize("options", [(), ("-v",), ("--summary",), ("--format", "json")])
def test_what_is_printed_holds_no_control_characters(
    tmp_path: Path, options: tuple[str, ...]
) -> None:
    page = tmp_path / "pa\x1b[31mge.md"
    page.write_text(HOSTILE, encoding="utf-8")
    run = subprocess.run(
        [sys.executable, "-m", "symcalc", "check", "--no-cache", str(page), *options],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert run.stdout
    assert not CONTROL.search(run.stdout + run.stderr)


@given(st.text(st.characters(exclude_categories=()), max_size=40))
def test_escaped_text_is_printable(text: str) -> None:
    assert not CONTROL.search(escape(text))


def test_a_table_in_a_notebook_holds_no_markup_of_the_page() -> None:
    page = "$$ a = \\text{<script>alert(1)</script>} <img src=x onerror=alert(1)> $$ $$ 1 < 2 $$"
    shown = report_markdown(symcalc.check(page))
    assert not re.search(r"<\s*[a-zA-Z/!]", shown)


def test_reports_are_data(tmp_path: Path) -> None:
    """A page cannot break out of the JSON that carries its text."""
    page = tmp_path / "page.md"
    page.write_text('$$ a = "}], "verdict": "proved" \\text{"\\u0000} $$', encoding="utf-8")
    run = subprocess.run(
        [sys.executable, "-m", "symcalc", "check", "--no-cache", str(page), "--format", "json"],
        capture_output=True,
        check=False,
    )
    (file,) = json.loads(run.stdout)["files"]
    assert all(finding["verdict"] != "proved" for finding in file["findings"])


# --------------------------------------------------------------------------- NumPy source

NASTY = ["__import__('os')", "os.system('id')", "x\ny", "x;y", "lambda", "np", "eval", "x'y",
         "é́", "1x", "", "x" * 300, "hat.y", "t0", "s1", "asarray", "float", "__builtins__",
         "gamma", "math"]  # fmt: skip
NAMES = st.sampled_from(NASTY).map(name)
TERMS = st.recursive(
    NAMES | st.integers(-3, 3).map(number),
    lambda inner: st.builds(add, inner, inner) | st.builds(mul, inner, inner)
    | st.builds(lambda a: power(a, TWO), inner)
    | st.builds(call, st.sampled_from(["sin", "exp", "gamma", "log"]), inner),
    max_leaves=6,
)  # fmt: skip

#: All that a generated function consists of, where it holds no sum.
NODES = (ast.FunctionDef, ast.arguments, ast.arg, ast.Assign, ast.Name, ast.Load, ast.Store,
         ast.Call, ast.keyword, ast.Attribute, ast.Constant, ast.BinOp, ast.UnaryOp, ast.operator,
         ast.unaryop, ast.Return, ast.Tuple)  # fmt: skip


@settings(deadline=None, max_examples=60)
@given(TERMS)
def test_generated_source_is_made_of_our_own_names(term: Term) -> None:
    compiled = compile_numpy(term, NASTY)
    tree = ast.parse(compiled.source)
    imports = [node for node in ast.walk(tree) if isinstance(node, ast.Import | ast.ImportFrom)]
    assert {alias.name for node in imports for alias in node.names} <= {"numpy", "math"}
    functions = {node.name: node for node in tree.body if isinstance(node, ast.FunctionDef)}
    assert functions.keys() - {"f"} <= compile_module._HELPERS.keys()
    known = {*compiled.arguments, *functions, "np", "float"}
    for node in ast.walk(functions["f"]):
        assert isinstance(node, NODES), ast.dump(node)
        if isinstance(node, ast.Attribute):
            assert node.attr in dir(numpy)
            assert not node.attr.startswith("_")
        if isinstance(node, ast.Name):
            assert node.id in known or re.fullmatch(r"[tsi]\d+", node.id)


def test_an_index_of_a_sequence_is_no_code() -> None:
    term = element("x'); import os; ('", number(1))
    try:
        source = compile_numpy(term, ["x'); import os; ('"]).source
    except NoMeaning:
        return
    assert "import os" not in source
