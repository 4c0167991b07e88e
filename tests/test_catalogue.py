"""The worked derivations are well formed, and each states what the page promises."""

import pytest

from symcalc import catalogue
from symcalc.catalogue import BadEntryError, Goal, parse

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


def test_an_unknown_name_is_a_key_error():
    for name in ("no/such", "../README", "calculus/../loss/logistic", ""):
        with pytest.raises(KeyError):
            catalogue.load(name)
