"""The worked derivations are well formed, and each states what the page promises."""

from pathlib import Path

import pytest

from symcalc import catalogue, check
from symcalc.catalogue import BadEntryError, Goal, parse
from symcalc.core.verdict import BAD, Verdict

PAGE = """# A title

```symcalc
let = ['x > 0']
operation = 'derivative'
expression = '\\log(x)'
wrt = ['x']
```

Prose.
"""


def test_an_entry_is_its_title_and_its_goal():
    entry = parse(PAGE, "topic/name")
    assert entry.title == "A title"
    assert entry.goal == Goal("derivative", "\\log(x)", wrt=("x",), let=("x > 0",))
    assert entry.wrong == ()


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("# A title", "A title", "title"),
        ("```symcalc", "```toml", "block"),
        ("wrt = ['x']", "wrt = 'x'", "wrt must be a list"),
        ("operation = 'derivative'", "operation = 3", "operation must be a string"),
        ("wrt = ['x']", "wrt = [", "not TOML"),
        ("wrt = ['x']", "wrong = ['SC201']", "wrong must list"),
    ],
)
def test_a_malformed_entry_says_what_is_wrong(before, after, said):
    with pytest.raises(BadEntryError, match=said):
        parse(PAGE.replace(before, after), "topic/name")


def test_there_are_at_least_twelve_derivations_and_three_mistakes():
    mistakes = [name for name in catalogue.names() if name.startswith("mistakes/")]
    assert len(mistakes) >= 3
    assert len(catalogue.names()) - len(mistakes) >= 12


@pytest.mark.parametrize("name", catalogue.names())
def test_every_entry_has_a_goal_or_a_mistake(name):
    entry = catalogue.load(name)
    assert (entry.goal is None) == bool(entry.wrong)


@pytest.fixture(scope="module")
def checked():
    """Name of each entry -> its findings."""
    report = check(catalogue.FOLDER)
    return {
        str(Path(file.path).relative_to(catalogue.FOLDER).with_suffix("")): file.findings
        for file in report.files
    }


@pytest.mark.parametrize("name", catalogue.names())
def test_every_line_is_proved_but_the_mistakes_that_an_entry_announces(name, checked):
    wrong = [(f.span.line, f.code) for f in checked[name] if f.verdict in BAD]
    others = {f.verdict for f in checked[name]} - BAD
    assert wrong == list(catalogue.load(name).wrong)
    assert others == {Verdict.PROVED}


def test_an_unknown_name_is_a_key_error():
    for name in ("no/such", "../README", "calculus/../loss/logistic", ""):
        with pytest.raises(KeyError):
            catalogue.load(name)
