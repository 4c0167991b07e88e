"""``symcalc check`` from end to end: pages in, verdicts out, and no page stops another."""

import json

import jsonschema
import pytest

from symcalc.write.json_ import schema

RIGHT = "$$ (a+b)^2 = a^2 + 2ab + b^2 $$\n"
WRONG = "Expand.\n\n$$ (a+b)^2 = a^2 + b^2 $$\n"


@pytest.fixture
def page(tmp_path):
    def write(text, name="page.md"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
        return name

    return write


def verdicts(run):
    report = json.loads(run.stdout)
    jsonschema.validate(report, schema("check"))
    return [finding["verdict"] for file in report["files"] for finding in file["findings"]]


def test_a_right_page_ends_with_status_0(symcalc, page):
    run = symcalc("check", page(RIGHT), "--format", "json")
    assert (run.returncode, verdicts(run)) == (0, ["proved"])


def test_a_wrong_page_shows_where_and_a_witness(symcalc, page):
    run = symcalc("check", page(WRONG))
    assert run.returncode == 1
    assert run.stdout.startswith("page.md:3:4: ✗ SC201")
    assert "3 | $$ (a+b)^2 = a^2 + b^2 $$" in run.stdout
    assert "at: a = " in run.stdout
    assert "\x1b" not in run.stdout


def test_json_has_the_witness_with_both_sides(symcalc, page):
    run = symcalc("check", page(WRONG), "--format", "json")
    (finding,) = json.loads(run.stdout)["files"][0]["findings"]
    witness = next(e["witness"] for e in finding["evidence"] if e["witness"])
    assert set(witness) == {"a", "b", "left", "right"}
    assert witness["left"] == pytest.approx((witness["a"] + witness["b"]) ** 2)
    assert witness["right"] == pytest.approx(witness["a"] ** 2 + witness["b"] ** 2)


def test_a_let_makes_a_claim_provable(symcalc, page):
    name = page("$$ \\sqrt{x^2} = x $$\n")
    assert symcalc("check", name, "--let", "x: real").returncode == 1
    run = symcalc("check", name, "--let", "x > 0", "--format", "json")
    assert (run.returncode, verdicts(run)) == (0, ["proved"])


def test_a_let_that_cannot_be_read_is_shown_with_a_caret(symcalc, page):
    run = symcalc("check", page(RIGHT), "--let", "x > (")
    assert run.returncode == 2
    assert "--let, column" in run.stderr
    assert "^" in run.stderr
    assert run.stdout == ""


def test_strict_counts_what_could_not_be_read(symcalc, page):
    name = page("$$ a = \\mystery{b} + 1 + a $$\n")
    assert symcalc("check", name).returncode == 0
    assert symcalc("check", name, "--strict").returncode == 1


def test_conditions_are_reported(symcalc, page):
    run = symcalc("check", page("$$ \\frac{x^2}{x} = x $$\n"))
    assert run.returncode == 0
    assert "SC602" in run.stdout


def test_standard_input(symcalc):
    run = symcalc("check", "-", text=WRONG)
    assert run.returncode == 1
    assert run.stdout.startswith("<stdin>:3:4")


def test_a_folder_and_a_latex_source(symcalc, page):
    page(RIGHT, "notes/a.md")
    page("\\begin{document}\n\\[ 1 + 1 = 3 \\]\n\\end{document}\n", "notes/b.tex")
    run = symcalc("check", "notes", "--format", "json")
    assert verdicts(run) == ["proved", "refuted"]


def notebook(*sources):
    cells = [{"cell_type": "markdown", "source": source} for source in sources]
    return json.dumps({"cells": [{"cell_type": "code", "source": "1"}, *cells], "nbformat": 4})


def test_a_notebook_is_reported_by_cell_and_line(symcalc, page):
    name = page(notebook(RIGHT, WRONG), "notes.ipynb")
    run = symcalc("check", name)
    assert run.stdout.startswith("notes.ipynb:cell 3:3:4: ✗ SC201")
    assert "3 | $$ (a+b)^2 = a^2 + b^2 $$" in run.stdout
    run = symcalc("check", name, "--format", "json")
    assert verdicts(run) == ["proved", "refuted"]
    findings = json.loads(run.stdout)["files"][0]["findings"]
    assert [(finding["cell"], finding["line"]) for finding in findings] == [(2, 1), (3, 3)]


def test_what_is_no_notebook_takes_one_line(symcalc, page):
    run = symcalc("check", page("{", "broken.ipynb"))
    assert run.returncode == 2
    assert len(run.stderr.splitlines()) == 1
    assert "broken.ipynb is no notebook" in run.stderr


def test_the_summary_alone(symcalc, page):
    run = symcalc("check", page(WRONG), "--summary")
    assert run.stdout.startswith("1 file, 1 claim: 1 refuted (")


def test_the_summary_says_what_to_declare_and_how_much_it_unlocks(symcalc, page):
    name = page("$$ i + 1 = u $$\n\n$$ i + 2 = v $$\n\n$$ w = \\mystery $$\n")
    lines = symcalc("check", name, "--summary").stdout.splitlines()
    assert lines[1].split()[:3] == ["2", "lines", "SC027"]
    assert "page.md:1" in lines[1]
    assert lines[2].split() == ["--let", "'i:", "integer'", "unlocks", "2"]
    assert "SC011" in lines[3]
    assert lines[-1].startswith("1 file, 3 claims")


def test_the_reading_is_shown_above_the_verdicts(symcalc, page):
    run = symcalc("check", page("Let $b > 0$.\n\n" + RIGHT), "--show-reading")
    assert "display 1" in run.stdout
    assert "(a + b)^{2} = a^{2} + 2 a b + b^{2}" in run.stdout
    assert "pow(a, 2)" in run.stdout
    assert "said in prose" in run.stdout
    assert run.stdout.splitlines()[-1].startswith("1 file, 1 claim: 1 proved")


def test_the_reading_in_json_follows_the_schema(symcalc, page):
    name = page(notebook("Let $b > 0$.\n\n" + RIGHT), "notes.ipynb")
    run = symcalc("check", name, "--show-reading", "--format", "json")
    assert verdicts(run) == ["proved"]
    reading = json.loads(run.stdout)["files"][0]["reading"]
    assert [item["name"] for item in reading["names"]] == ["b", "a"]
    assert [(item["cell"], item["line"]) for item in reading["lines"]] == [(2, 3)]
    assert reading["assumptions"] == ["b > 0"]


def test_files_that_cannot_be_checked_take_a_line_each_and_stop_no_other(symcalc, page, tmp_path):
    (tmp_path / "latin.md").write_bytes(b"caf\xe9")
    (tmp_path / "nul.md").write_bytes(b"a\0b")
    (tmp_path / "huge.md").write_bytes(b"x" * 10_000_000)
    (tmp_path / "empty.md").touch()
    bad = ["latin.md", "nul.md", "huge.md", "empty.md", "missing.md"]
    run = symcalc("check", *bad, page(RIGHT), "--format", "json")
    assert (run.returncode, verdicts(run)) == (2, ["proved"])
    lines = run.stderr.splitlines()
    assert len(lines) == len(bad)
    assert all(name in line for name, line in zip(bad, lines, strict=True))


@pytest.mark.parametrize(
    "text",
    [
        "$$ a = b",
        "\\begin{align} a &= b",
        "$$ \\input{/etc/passwd} = 1 $$\n",
        "$$ __import__('os') = 1 $$\n",
        "$$ " + "{" * 3000 + "1 = 1" + "}" * 3000 + " $$\n",
        "$$ x = " + "1+" * 50_000 + "1 $$\n",
        "$$ x = " + r"\sin(" * 300 + "x" + ")" * 300 + " $$\n",
    ],
)
def test_a_hostile_page_costs_itself_and_nothing_else(symcalc, page, text):
    evil, good = page(text, "evil.md"), page(RIGHT, "good.md")
    run = symcalc("check", evil, good, "--format", "json", "--budget", "2")
    assert "Traceback" not in run.stderr
    assert verdicts(run)[-1] == "proved"
    assert "root:" not in run.stdout


def test_a_claim_beyond_its_budget_is_undecided_and_the_next_is_judged(symcalc, page):
    name = page("$$ 9^{9^{9^9}} = 9^{9^{9^9}} + 1 $$\n\n" + RIGHT)
    run = symcalc("check", name, "--format", "json", "--budget", "2")
    first, second = verdicts(run)
    assert first != "proved"
    assert second == "proved"


def test_the_report_is_the_same_for_any_number_of_jobs(symcalc, page):
    names = [page(WRONG, "a.md"), page(RIGHT, "b.md"), page(WRONG, "c.md")]
    one, two = (
        json.loads(symcalc("check", *names, "--format", "json", "--jobs", jobs).stdout)["files"]
        for jobs in ("1", "2")
    )
    for file in (*one, *two):
        for finding in file["findings"]:
            finding.pop("seconds")
    assert one == two
