"""Properties of arrays in prose: where they begin, where they end, and what has none."""

from __future__ import annotations

import pytest

from symcalc.read import read_document

DECLARED = r"Let $A, B \in \mathbb{R}^{n \times n}$ and $U \in \mathbb{R}^{n \times k}$ be given."


def properties(page: str, key: str = "A") -> list[tuple[str, ...]]:
    """What each display of a page knows of a matrix, beside that it is real."""
    statements = read_document(page).statements
    found = (statement.scope.declarations[key].kind.properties for statement in statements)
    return [tuple(word for word in kind if word != "real") for kind in found]


def page(*sentences: str) -> str:
    return "\n\n$$A A = A^2$$\n\n".join((DECLARED, *sentences)) + "\n"


@pytest.mark.parametrize(
    "sentence",
    [
        r"Now let $A$ be symmetric.",
        r"From now on $A$ is symmetric.",
        r"Let now $A$ be a symmetric matrix.",
        r"Suppose that $A$ is symmetric.",
    ],
)
def test_what_is_let_holds_from_its_sentence_on(sentence: str) -> None:
    assert properties(page(sentence, "So.")) == [(), ("symmetric",)]


@pytest.mark.parametrize("sentence", ["where $A$ is symmetric.", "Here $A$ is symmetric."])
def test_what_is_said_behind_a_line_holds_for_it(sentence: str) -> None:
    assert properties(page(sentence, "So.")) == [("symmetric",), ("symmetric",)]


@pytest.mark.parametrize(
    "sentence",
    [
        r"Now $A$ is no longer symmetric.",
        r"From here on $A$ need not be symmetric.",
        r"We drop the assumption that $A$ is symmetric.",
    ],
)
def test_what_is_lifted_ends_there(sentence: str) -> None:
    lines = page("Now let $A$ be symmetric.", sentence, "So.")
    assert properties(lines) == [(), ("symmetric",), ()]


@pytest.mark.parametrize(
    "sentence",
    [
        r"In Section 3, $A$ is symmetric.",
        r"In Section 3.1 the matrix $A$ is symmetric.",
        r"In the next chapter $A$ is symmetric.",
        r"The inverse of $A$ is symmetric.",
        r"The columns of $A$ are orthogonal.",
        r"The matrix $A$ is orthogonal to $B$.",
        r"The product $A$ is symmetric in its indices.",
        r"$A$ is symmetric if and only if it equals its transpose.",
    ],
)
def test_what_is_said_of_something_else_says_nothing(sentence: str) -> None:
    assert properties(page(sentence, "So.")) == [(), ()]


def test_the_subject_of_a_plural_verb_may_be_a_list() -> None:
    assert properties(page(r"where $A$ and $B$ are symmetric.")) == [("symmetric",)]
    assert properties(page(r"where $A, B$ are symmetric.")) == [("symmetric",)]
