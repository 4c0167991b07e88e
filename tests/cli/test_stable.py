"""``symcalc derive stable`` and ``symcalc check --floating-point`` from end to end."""

import json


def test_where_digits_are_lost_and_what_keeps_them(symcalc):
    run = symcalc("derive", "stable", r"\log(1+e^x)")
    assert run.returncode == 0
    assert "overflows in exp(x): at x = 750" in run.stdout
    assert "softplus" in run.stdout
    assert "max(x, 0) + log1p(exp(-|x|))" in run.stdout


def test_the_stable_form_in_other_formats(symcalc, tmp_path):
    data = json.loads(symcalc("derive", "stable", "e^x-1", "--format", "json").stdout)
    assert data["steps"][0]["rule"] == "expm1"
    assert data["troubles"][0]["computed"] == 0
    assert "np.expm1(x)" in symcalc("derive", "stable", "e^x-1", "--format", "python").stdout
    assert symcalc("derive", "stable", "e^x-1", "--format", "html").returncode == 2
    symcalc("derive", "stable", "e^x-1", "--format", "latex", "-o", "out.tex")
    assert "expm1" in (tmp_path / "out.tex").read_text(encoding="utf-8")


def test_without_an_expression_an_example_is_given(symcalc):
    run = symcalc("derive", "stable")
    assert run.returncode == 2
    assert "symcalc derive stable" in run.stderr


def test_a_page_is_checked_in_floating_point_where_asked(symcalc, tmp_path):
    (tmp_path / "page.md").write_text("$$ 1 - \\cos x = 2 \\sin^2(\\frac{x}{2}) $$\n")
    assert "SC701" not in symcalc("check", "page.md").stdout
    run = symcalc("check", "page.md", "--floating-point")
    assert run.returncode == 0
    assert "SC701" in run.stdout
