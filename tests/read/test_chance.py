"""What a page says of chance: random variables, constants, values, and words that matter."""

from __future__ import annotations

import pytest

from symcalc.core import term as t
from symcalc.core.chance import Chance, Functional
from symcalc.read import ReadError, read_document, read_expression

X, Y = t.name("X"), t.name("Y")


def chance(prose: str, line: str = "1 + 1 = 2") -> Chance:
    found = read_document(f"{prose}\n\n$$ {line} $$", "page.md").statements[-1].scope.chance
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("prose", "random", "constants"),
    [
        ("Let $X$ be a random variable.", ("X",), ()),
        ("Let $X$ and $Y$ be two independent random variables.", ("X", "Y"), ()),
        ("Let $X_1, \\ldots, X_n$ be random variables.", ("X_1", "X"), ()),
        ("Consider random variables $X$, $Y$.", ("X", "Y"), ()),
        ("The [random vector](/D/rvec) $Z$ is given.", ("Z",), ()),
        ("$X$ and $Y$ are random variables, $a$ and $b$ constants.", ("X", "Y"), ("a", "b")),
        ("Let $X$ be a random variable and $a$ a constant.", ("X",), ()),
        ("For constants $a, b$, we have this.", (), ("a", "b")),
        ("Here $a$ is a constant.", (), ("a",)),
        ("The matrix $X$ is random.", (), ()),
    ],
)
def test_prose_says_what_is_random(
    prose: str, random: tuple[str, ...], constants: tuple[str, ...]
) -> None:
    found = chance(prose)
    assert found.random == random
    assert set(constants) <= set(found.constants)
    assert not set(found.constants) & set(random)


def test_what_a_mean_is_taken_of_is_random() -> None:
    assert chance("We study means.", r"\mathbb{E}[u] + 1 = 1 + \mathbb{E}[u]").random == ("u",)


def test_letters_are_means_only_where_the_page_speaks_of_chance() -> None:
    assert "E" not in chance("The energy of a spring.").functionals
    assert chance("The expected value of a die.").functionals["E"] is Functional.MEAN
    assert chance("The energy of a spring.").functionals["rm.Var"] is Functional.VARIANCE


def test_a_transition_is_no_joint_probability() -> None:
    found = chance("A Markov chain with transition probabilities.").functionals
    assert not {"p", "q", "P", "rm.p"} & found.keys()
    assert "rm.Pr" in found


def test_a_distribution_is_a_word_that_matters() -> None:
    assert chance("Let $X$ be a random variable.").word == ""
    assert chance("Let $X$ be normally distributed.").word == "normally"
    assert chance(r"Let $X \sim F$.").word == r"\sim"
    assert chance("Let $X$ and $Y$ be independent.").vanishing


def test_the_last_value_that_is_stated_holds() -> None:
    page = "A random variable.\n\n$$E[X] = 1$$\n\nThen\n\n$$E[X] = 2$$\n\n$$1 + 1 = 2$$"
    found = read_document(page, "page.md").statements[-1].scope.chance
    assert found is not None
    assert found.values == (t.relation("=", t.apply("E", X), t.TWO),)


def test_running_text_names_a_mean() -> None:
    found = chance(r"Let $X$ be a random variable with $E[X] = \mu$.")
    assert found.values == (t.relation("=", t.apply("E", X), t.name("mu")),)


def test_an_order_of_a_probability_is_assumed() -> None:
    page = "Probability: here $P(A) > 0$.\n\n$$P(A | B) P(B) = P(A, B)$$"
    scope = read_document(page, "page.md").statements[-1].scope
    assert t.relation(">", t.apply("P", t.name("A")), t.ZERO) in scope.assumptions
    assert "A" not in scope.declarations or scope.declarations["A"].inferred


# ----------------------------------------------------------------- means without brackets


@pytest.mark.parametrize(
    ("text", "argument"),
    [
        (r"\mathbb{E} X", X),
        (r"\mathbb{E} X^2", t.power(X, t.TWO)),
        (r"\operatorname{Var} X", X),
        (r"\mathbb{E} \exp(X)", t.call("exp", X)),
        (r"\mathbb{E}\{X + Y\}", t.add(X, Y)),
    ],
)
def test_a_mean_may_have_no_brackets(text: str, argument: t.Term) -> None:
    found = read_expression(text).terms[0]
    assert found.op is t.Op.APPLY
    assert found.args == (argument,)


def test_a_mean_is_one_factor_behind_a_logarithm() -> None:
    mean = t.apply("bb.E", X)
    assert read_expression(r"\log \mathbb{E}[X]").terms[0] is t.call("log", mean)


def test_a_mean_of_two_factors_needs_brackets() -> None:
    with pytest.raises(ReadError) as caught:
        read_expression(r"\mathbb{E} X Y")
    assert caught.value.trouble.code == "SC030"
