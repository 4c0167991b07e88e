"""``symcalc explain`` answers for every code."""


def test_a_code_is_explained_in_either_case(symcalc):
    assert symcalc("explain", "sc201").stdout == symcalc("explain", "SC201").stdout
    assert "ball arithmetic" in symcalc("explain", "SC201").stdout


def test_a_page_of_the_catalogue_shows_the_mistake(symcalc):
    assert "mistakes/dropped-inner-derivative" in symcalc("explain", "SC203").stdout
    page = symcalc("explain", "SC203", "--example").stdout
    assert "# Mistake: the inner derivative was dropped" in page


def test_an_unknown_code_ends_with_status_2(symcalc):
    run = symcalc("explain", "E501")
    assert run.returncode == 2
    assert len(run.stderr.splitlines()) == 1


def test_a_mistake_is_explained_by_its_name(symcalc):
    page = symcalc("explain", "dropped-inner-derivative").stdout
    assert page.startswith("# Mistake: the inner derivative was dropped")
