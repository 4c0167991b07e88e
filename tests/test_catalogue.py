"""The worked derivations are well formed, and each states what the page promises."""

import re
from pathlib import Path

import pytest

from symcalc import catalogue, check
from symcalc.catalogue import BadEntryError, Goal, parse
from symcalc.check.suspect import MISTAKES
from symcalc.check.suspect_arrays import ARRAY_MISTAKES
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
        ("wrt = ['x']", "wrong = ['x: SC201']", "wrong must list lines"),
        ("wrt = ['x']", "supported = ['12:']", "supported must list"),
        ("wrt = ['x']", "symbols = ['eta']", "symbols must list"),
    ],
)
def test_a_malformed_entry_says_what_is_wrong(before, after, said):
    with pytest.raises(BadEntryError, match=said):
        parse(PAGE.replace(before, after), "topic/name")


def test_letters_and_expected_findings_are_pairs():
    block = "symbols = ['\\eta: a rate: small']\nwrong = ['12: SC201']\nmeant = ['12: -x']"
    entry = parse(PAGE.replace("operation = 'derivative'", block), "topic/name")
    assert entry.symbols == (("\\eta", "a rate: small"),)
    assert (entry.wrong, entry.meant) == (((12, "SC201"),), ((12, "-x"),))


TOPICS = (
    "calculus dual loss optimiser network linear numeric constrained transport motion rotation "
    "vector notation mistakes"
).split()


@pytest.mark.parametrize("topic", TOPICS)
def test_every_topic_has_entries(topic):
    assert sum(name.startswith(f"{topic}/") for name in catalogue.names()) >= 2


@pytest.mark.parametrize("name", catalogue.names())
def test_every_entry_has_a_goal_a_mistake_or_runs(name):
    entry = catalogue.load(name)
    assert [entry.goal is not None or entry.runs, bool(entry.wrong)].count(True) == 1


@pytest.fixture(scope="module")
def checked():
    """Name of each entry -> its findings."""
    report = check(catalogue.FOLDER, seconds=20)
    return {
        str(Path(file.path).relative_to(catalogue.FOLDER).with_suffix("")): file.findings
        for file in report.files
    }


@pytest.mark.parametrize("name", catalogue.names())
def test_every_line_is_proved_but_those_that_an_entry_announces(name, checked):
    entry, findings = catalogue.load(name), checked[name]
    wrong = [(f.span.line, f.code) for f in findings if f.verdict in BAD]
    supported = {f.span.line for f in findings if f.verdict is Verdict.SUPPORTED}
    others = {f.verdict for f in findings} - BAD - {Verdict.SUPPORTED, Verdict.DEFINED}
    assert wrong == list(entry.wrong)
    assert supported <= {line for line, _ in entry.supported}
    assert others <= {Verdict.PROVED}


@pytest.mark.parametrize("name", [n for n in catalogue.names() if n.startswith("mistakes/")])
def test_the_page_of_a_mistake_has_its_suggestions_and_the_right_line(name, checked):
    suggested = {f.span.line: f.suspect.instead for f in checked[name] if f.suspect is not None}
    for line, formula in catalogue.load(name).meant:
        assert suggested[line] == formula
    assert any(f.verdict in (Verdict.PROVED, Verdict.SUPPORTED) for f in checked[name])


def test_every_kind_of_mistake_that_is_suspected_has_its_page():
    for mistake in (*MISTAKES, *ARRAY_MISTAKES):
        assert f"mistakes/{mistake.slug}" in catalogue.names()


def test_an_unknown_name_is_a_key_error():
    for name in ("no/such", "../README", "calculus/../loss/logistic", ""):
        with pytest.raises(KeyError):
            catalogue.load(name)


SMALL = (
    "alpha beta gamma delta varepsilon zeta eta theta iota kappa lambda mu nu xi pi rho sigma tau "
    "upsilon phi chi psi omega"
).split()
CAPITAL = "Gamma Delta Theta Lambda Xi Pi Sigma Phi Psi Omega".split()


@pytest.mark.parametrize("letter", [*SMALL, *CAPITAL])
def test_every_greek_letter_has_a_meaning_in_an_entry(letter):
    symbols = [symbol for entry in catalogue.entries() for symbol, _ in entry.symbols]
    assert f"\\{letter}" in symbols


@pytest.mark.parametrize("name", catalogue.names())
def test_an_entry_uses_the_letters_that_it_explains(name):
    entry = catalogue.load(name)
    page = entry.text.partition("```\n")[2]
    for symbol, _ in entry.symbols:
        assert re.search(rf"{re.escape(symbol)}(?![A-Za-z])", page), symbol
