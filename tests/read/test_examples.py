"""What an example defines ends with it."""

from __future__ import annotations

import pytest

from symcalc.check.batch import Input, Options, check_files
from symcalc.core import term as t
from symcalc.core.problem import Statement
from symcalc.core.verdict import Verdict
from symcalc.read import read_document
from symcalc.read.examples import find_examples

FRAMES = [
    ("notes.tex", "\\begin{example}\n", "\n\\end{example}\n"),
    ("notes.tex", "\\begin{MyExercise*}[easy]\n", "\n\\end{MyExercise*}\n"),
    ("notes.md", "::: {#exm-square}\n", "\n:::\n"),
    ("notes.qmd", ":::: {.example name=one}\n", "\n::::\n"),
    ("notes.md", "```{exercise}\n:label: one\n\n", "\n```\n"),
    ("notes.md", ":::{prf:example} A square\n", "\n:::\n"),
    ("notes.md", "## Example 1\n\n", "\n\n## More\n\n"),
    ("notes.md", "**Problem 1.** We look.\n\n", "\n\n**Problem 2.** We look.\n\n"),
    ("notes.tex", "\\paragraph{Example: squares.}\n", "\n\\subsection{More}\n"),
]


@pytest.mark.parametrize(("path", "opening", "closing"), FRAMES)
def test_a_definition_ends_with_its_example(path: str, opening: str, closing: str) -> None:
    page = f"{opening}\\[ a = u^2 \\]\n\n\\[ a + 0 = a \\]{closing}\\[ a + 0 = a \\]\n"
    _, inside, behind = _statements(page, path)
    assert inside.scope.definitions["a"].body is t.power(t.name("u"), t.TWO)
    assert "a" not in behind.scope.definitions
    assert t.relation("=", t.name("a"), t.power(t.name("u"), t.TWO)) in behind.scope.mentioned


SOLUTIONS = [
    ("\\begin{exercise}\n{}\n\\end{exercise}\n\n\\begin{solution}\n{}\n\\end{solution}\n{}"),
    ("::: {#exr-one}\n{}\n:::\n\n::: {.solution}\n{}\n:::\n\n{}"),
    ("```{exercise}\n{}\n```\n\n```{solution} one\n{}\n```\n\n{}"),
    ("### Problem 3\n\n{}\n\n### Solution\n\n{}\n\n### Problem 4\n\n{}"),
]


@pytest.mark.parametrize("page", SOLUTIONS)
def test_a_solution_belongs_to_its_exercise(page: str) -> None:
    for part in ("\\[ a = u^2 \\]", "\\[ a + 0 = a \\]", "\\[ a + 1 = 1 + a \\]"):
        page = page.replace("{}", part, 1)
    path = "notes.tex" if "begin" in page else "notes.md"
    _, solution, behind = _statements(page, path)
    assert "a" in solution.scope.definitions
    assert "a" not in behind.scope.definitions


def test_behind_an_example_a_name_means_again_what_it_meant_before() -> None:
    page = "$$ a = u $$\n\n## Example\n\n$$ a = u^2 $$\n\n## Theory\n\n$$ a + 0 = a $$"
    last = _statements(page, "page.md")[-1]
    assert last.scope.definitions["a"].body is t.name("u")


def test_an_assumption_ends_with_its_example() -> None:
    page = (
        "\\begin{example} Suppose\n\\[ p + q = 1 . \\]\n\\[ (p+q)^2 = 1 \\]\n\\end{example}\n"
        "\\[ (p+q)^3 = 1 \\]\n"
    )
    assert verdicts(page)[1:] == [Verdict.PROVED, Verdict.UNDECIDED]


def test_an_example_in_another_ends_with_it() -> None:
    page = "## Example\n\n**Problem.** One.\n\n$$ a = u $$\n\n# Theory\n\n$$ a + 0 = a $$"
    assert "a" not in _statements(page, "page.md")[-1].scope.definitions


def test_the_solution_of_one_equation_is_not_held_against_the_next() -> None:
    page = (
        "\\begin{example}\n\\[ x(t) = \\sin t \\]\n\\[ x'(0) = %s \\]\n\\end{example}\n"
        "\\begin{example}\nConsider\n\\[ x''(t) + x(t) = 1, \\quad x(0) = 0, \\quad x'(0) = 0 . \\]"
        "\n\\end{example}\n"
    )
    right = verdicts(page % "1")
    assert right[1] is Verdict.PROVED
    assert Verdict.REFUTED not in right
    assert verdicts(page % "2")[1] is Verdict.REFUTED


def test_many_examples_are_found_in_a_moment() -> None:
    count = 20_000
    assert len(find_examples("\\begin{example}" * count)) == count
    assert len(find_examples("## Example\n" * count)) == count


def _statements(page: str, path: str) -> tuple[Statement, ...]:
    return read_document(page, path).statements


def verdicts(page: str) -> list[Verdict]:
    """The verdicts on the lines of a LaTeX page."""
    (report,) = check_files([Input("notes.tex", page)], Options(jobs=1)).files
    return [finding.verdict for finding in report.findings]
