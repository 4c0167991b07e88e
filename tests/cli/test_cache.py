"""``symcalc cache``, and what ``symcalc check`` keeps."""

import os


def test_a_second_run_says_the_same_and_clearing_forgets(symcalc, tmp_path):
    (tmp_path / "page.md").write_text("$$ (a+b)^2 = a^2 + b^2 $$\n", encoding="utf-8")
    assert symcalc("cache", "clear").stdout == "there is nothing to remove\n"
    first, second = (symcalc("check", "page.md") for _ in range(2))
    assert first.stdout.rpartition("(")[0] == second.stdout.rpartition("(")[0]
    where = symcalc("cache", "where").stdout.strip()
    assert os.path.exists(where)
    assert symcalc("cache", "clear").stdout == f"removed {where}\n"
    assert not os.path.exists(where)


def test_nothing_is_kept_where_that_is_not_wanted(symcalc, tmp_path):
    (tmp_path / "page.md").write_text("$$ 1 + 1 = 2 $$\n", encoding="utf-8")
    assert symcalc("check", "page.md", "--no-cache").returncode == 0
    assert not os.path.exists(symcalc("cache", "where").stdout.strip())


def test_a_cache_that_cannot_be_written_costs_speed_only(symcalc, tmp_path):
    (tmp_path / "page.md").write_text("$$ 1 + 1 = 2 $$\n", encoding="utf-8")
    (tmp_path / "file").write_text("")
    run = symcalc("check", "page.md", env={**os.environ, "XDG_CACHE_HOME": str(tmp_path / "file")})
    assert (run.returncode, run.stderr) == (0, "")
