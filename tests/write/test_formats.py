"""Every format of a derivation, for every operation."""

import json
import re
import tomllib

import jsonschema
import pytest

from symcalc import derive
from symcalc.catalogue import parse
from symcalc.request import problem_of
from symcalc.write.formats import DERIVATION_FORMATS
from symcalc.write.json_ import schema, write_json
from symcalc.write.latex import write_latex
from symcalc.write.markdown import write_markdown
from symcalc.write.tex import in_text
from symcalc.write.text import write_text

REQUESTS = {
    "derivative": {"expression": r"\frac{\sin(x)}{x}", "at": "x=1"},
    "gradient": {"expression": r"\sigma(w x)", "wrt": "w", "let": [r"\sigma(t) = \tanh(t)"]},
    "partials": {"expression": "x^2 y^3"},
    "hessian": {"expression": "x^2 y", "at": "x=1,y=2"},
    "jacobian": {"expression": "x^2 y; x + y"},
    "jvp": {"expression": "x^2 y; x + y", "along": "a,b", "wrt": "x,y"},
    "vjp": {"expression": "x^2 y; x + y", "along": "1,0"},
    "hvp": {"expression": "x^2 y", "along": "1,0"},
    "directional": {"expression": r"\sqrt{x}\, y", "along": "3,4", "let": ["x > 0"]},
}


@pytest.fixture(scope="module", params=REQUESTS)
def outcome(request):
    return derive(request.param, **REQUESTS[request.param]).outcome


@pytest.mark.parametrize("form", DERIVATION_FORMATS)
def test_every_format_writes_lines_that_end(outcome, form):
    text = DERIVATION_FORMATS[form](outcome)
    assert text.endswith("\n")
    assert "None" not in text


def test_json_keeps_the_contract(outcome):
    jsonschema.validate(json.loads(write_json(outcome)), schema("derive"))


def test_latex_is_balanced_and_uses_amsmath_only(outcome):
    text = write_latex(outcome)
    begun, ended = re.findall(r"\\begin{(.*?)}", text), re.findall(r"\\end{(.*?)}", text)
    assert begun
    assert sorted(begun) == sorted(ended)
    assert set(begun) <= {"align*", "cases", "pmatrix"}
    assert text.count("{") == text.count("}")
    assert text.count(r"\left") == text.count(r"\right")


def test_a_page_of_notes_states_its_problem_again(outcome):
    entry = parse(write_markdown(outcome), "notes/page")
    goal = entry.goal
    again = problem_of(
        goal.operation,
        goal.expression,
        wrt=goal.wrt,
        let=goal.let,
        at=goal.at,
        along=goal.along,
    )
    assert again.expressions == outcome.problem.expressions
    assert again.variables == outcome.problem.variables
    assert again.along == outcome.problem.along
    assert again.at == outcome.problem.at


def test_text_names_every_entry_once_in_the_result(outcome):
    result = write_text(outcome).split("\n\n")[1].splitlines()
    assert len({line.partition(" = ")[0] for line in result}) == len(outcome.result)


def test_words_in_latex_print_as_they_are():
    assert in_text(r"50% of a_b & \c") == r"50\% of a\_b \& \textbackslash{}c"


def test_toml_of_the_block_survives_primes():
    page = write_markdown(derive("derivative", "f'(x)", let=["f(t) = t^3"]).outcome)
    block = page.split("```")[1].removeprefix("symcalc\n")
    assert "f'" in tomllib.loads(block)["expression"]
