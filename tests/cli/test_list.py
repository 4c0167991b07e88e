"""``symcalc list`` names every entry."""

from symcalc import catalogue


def test_every_entry_is_listed_with_its_title(symcalc):
    run = symcalc("list")
    assert run.returncode == 0
    assert len(run.stdout.splitlines()) == len(catalogue.names())
    assert "calculus/chain-rule" in run.stdout
    assert "The chain rule" in run.stdout


def test_one_topic(symcalc):
    lines = symcalc("list", "loss").stdout.splitlines()
    assert lines
    assert all(line.startswith("loss/") for line in lines)


def test_an_unknown_topic_names_the_known_ones(symcalc):
    run = symcalc("list", "astrology")
    assert run.returncode == 2
    assert "calculus" in run.stderr


def test_the_greek_letters_have_their_meanings_and_their_entries(symcalc):
    lines = symcalc("list", "--symbols").stdout.splitlines()
    (rate,) = [line for line in lines if line.startswith("\\eta ") and "a learning rate" in line]
    assert "network/lyapunov" in rate
    assert lines == sorted(lines)
