"""``symcalc notes`` from end to end; in a real browser and with real TeX where there are such."""

import os
import shutil

import pytest

TOPIC = "functions/sigmoid"


def test_markdown_goes_to_standard_output_and_passes_its_own_check(symcalc):
    run = symcalc("notes", TOPIC)
    assert run.returncode == 0, run.stderr
    assert "✓" in run.stdout
    checked = symcalc("check", "-", text=run.stdout)
    assert checked.returncode == 0, checked.stdout


def test_html_is_one_file(symcalc, tmp_path):
    pytest.importorskip("ziamath")
    run = symcalc("notes", "optimiser/newton", "-o", "notes.html")
    assert run.returncode == 0, run.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["notes.html"]


def test_a_wrong_page_is_a_finding(symcalc):
    assert symcalc("notes", "mistakes/square-root-of-a-square").returncode == 1


@pytest.mark.latex
@pytest.mark.skipif(not shutil.which("latexmk"), reason="latexmk is not installed")
def test_a_pdf_is_compiled(symcalc, tmp_path):
    run = symcalc("notes", "optimiser/newton", "-o", "notes.pdf")
    assert run.returncode == 0, run.stderr
    assert (tmp_path / "notes.pdf").read_bytes().startswith(b"%PDF")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["nothing"], "no topic or entry is called nothing"),
        ([TOPIC, "-o", "notes.doc"], ".md, .tex, .html, .pdf"),
        ([TOPIC, "-o", "no/such/notes.md"], "no folder no/such"),
    ],
)
def test_bad_input_is_one_clear_message_and_status_2(symcalc, arguments, said):
    run = symcalc("notes", *arguments)
    assert (run.returncode, run.stdout) == (2, "")
    assert said in run.stderr
    assert len(run.stderr.splitlines()) == 1


def browser(playwright):
    """Chromium as Playwright installed it, or the one of the system."""
    own = playwright.chromium.executable_path
    path = own if os.path.exists(own) else shutil.which("chromium")
    if path is None:
        pytest.skip("no Chromium is installed")
    return playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])


@pytest.mark.browser
def test_a_browser_shows_every_formula_and_asks_for_nothing(symcalc, tmp_path):
    pytest.importorskip("ziamath")
    playwright = pytest.importorskip("playwright.sync_api")
    assert symcalc("notes", "optimiser/adam", "-o", "notes.html").returncode == 0
    with playwright.sync_playwright() as running:
        page = browser(running).new_page()
        complaints, requests = [], []
        page.on("console", lambda message: complaints.append(message.text))
        page.on("request", lambda request: requests.append(request.url))
        page.goto((tmp_path / "notes.html").as_uri())
        boxes = [each.bounding_box() for each in page.query_selector_all("svg.formula")]
        plot = page.query_selector("figure img").bounding_box()
        wide = page.evaluate("document.documentElement.scrollWidth > window.innerWidth")
    assert boxes
    assert all(box["width"] > 2 and box["height"] > 2 for box in boxes)
    assert plot["height"] > 100
    assert not wide
    assert complaints == []
    assert [url for url in requests if not url.startswith(("file:", "data:"))] == []
