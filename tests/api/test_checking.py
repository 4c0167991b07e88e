"""The library checks what the command line checks."""

import pytest

import symcalc
from symcalc import InputError, Verdict, check, read

WRONG = "$$ (a+b)^2 = a^2 + b^2 $$"


def test_text_and_files_give_the_same_findings(tmp_path):
    page = tmp_path / "page.md"
    page.write_text(WRONG)
    from_text, from_path, from_list = check(WRONG), check(page), check([str(page)])
    assert not from_text.ok
    verdicts = [[f.verdict for f in r.findings] for r in (from_text, from_path, from_list)]
    assert verdicts == [[Verdict.REFUTED]] * 3


def test_a_report_is_a_table_in_a_notebook():
    shown = check(WRONG)._repr_markdown_()
    assert "| 1 | ✗ refuted |" in shown
    assert "SC201" in shown


def test_a_bar_in_a_formula_does_not_break_the_table():
    shown = check(r"$$ |x|^2 = x^2 $$")._repr_markdown_()
    (row,) = [line for line in shown.splitlines() if line.startswith("| 1 |")]
    assert row.replace(r"\|", "").count("|") == 5


def test_a_missing_file_is_an_error_of_that_file_only(tmp_path):
    (tmp_path / "page.md").write_text(WRONG)
    report = check([tmp_path / "missing.md", tmp_path / "page.md"])
    assert "does not exist" in report.files[0].error
    assert report.files[1].findings


def test_a_let_is_used_and_an_unreadable_one_is_refused():
    claim = r"$$ \sqrt{x^2} = x $$"
    assert check(claim, let=["x > 0"]).ok
    with pytest.raises(InputError):
        check(claim, let=["x >"])


def test_read_says_what_was_understood():
    (statement,) = read(r"$$ a = b + \frac{1}{2} $$").statements
    assert (statement.left_text, statement.relation) == ("a", "=")


def test_the_verbs_stay_verbs_when_their_packages_are_imported():
    import symcalc.check.judge  # noqa: PLC0415  # the import is what is tested
    import symcalc.derive.entry  # noqa: PLC0415

    assert callable(symcalc.check)
    assert callable(symcalc.derive)
    assert callable(symcalc.read)


def test_an_unknown_name_is_an_attribute_error():
    with pytest.raises(AttributeError, match="no attribute 'prove'"):
        _ = symcalc.prove
    assert {"check", "derive", "read"} <= set(dir(symcalc))
