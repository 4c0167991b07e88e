"""The second reader: where it agrees, where it gives up, and which bugs of the first it notices.

The last part plants bugs in the parser, one at a time, and counts how many show as a
difference on a corpus of sixty formulas.
"""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from symcalc.core import term as t
from symcalc.core.term import Op, Term
from symcalc.mean.latex import latex
from symcalc.read import (
    ReadError,
    calculus,
    elementary,
    formula,
    fractions,
    identifiers,
    parser,
    primaries,
    ranges,
    read_expression,
    summation_convention,
    sums,
    superscripts,
)
from symcalc.read.cursor import Cursor
from symcalc.read.juxtaposition import starts_factor
from symcalc.read.second import Status, second_opinion
from symcalc.read.second_library import COMMANDS, PLACEHOLDERS, parse_skeleton
from symcalc.read.second_tokens import CannotReadError
from symcalc.read.second_values import same_values

FUNCTIONS = ("f", "g", "sigma")
LETS = ("f: function", "g: function", r"\sigma: function", "u: real", "i: integer")


def read(text: str) -> Term:
    (term,) = read_expression(text, LETS).terms
    return term


def opinion(text: str, term: Term | None = None) -> Status:
    return second_opinion(text, read(text) if term is None else term, FUNCTIONS).status


# -------------------------------------------------------------------------------- agreement

CORPUS = [
    r"a + b - c", r"a - (b + c)", r"a - (b - c) - (d - x)", r"2x(y - wx)", r"(x+1)(x-2)",
    r"2(3) + 1", r"-x^2", r"-x + y", r"(-x)^2", r"a^{x^2}", r"x^{2n} y", r"x^2 y", r"x^{-1} + y",
    r"x/y \cdot z", r"x/y/z", r"x \cdot y / z", r"\frac{a}{b} c", r"\frac{x+1}{y}", r"\frac12 x",
    r"\frac12", r"\frac{1}{1+e^{-z}}", r"e^{-x+y}", r"\sqrt{x+1}", r"\sqrt[3]{y}", r"\sqrt2 x",
    r"\cos x \cdot 2x", r"\sin 2\pi x", r"\sin^2 x + \cos^2 x", r"\sin^2(x+y)", r"\ln x^2",
    r"\log(1+x)", r"\log_2(x) + y", r"\log\frac{w}{b}", r"\sin^{-1} x", r"1 - \tanh^2(x)",
    r"\arctan(x/2)", r"f(x+1) - f(x)", r"f'(x) g(x) + f(x) g'(x)", r"f''(x)", r"g(f(x))",
    r"\sigma(z)(1-\sigma(z))", r"|x - y|", r"\left|x\right| |y|", r"\max(x, y) - \min(x, y)",
    r"n! + x", r"\binom{n}{k}", r"{n \choose k} p^k", r"x_1 + x_2 - w_{\text{new}}",
    r"(\hat{y} - y)^2", r"\bar{x} - \tilde{x}", r"x_{i} + y_{ij}", r"x_{t+1} - x_{t-1}", r"w^* - w",
    r"\mu_{\hat{\theta}} - \sigma_{X|Y}", r"\hat{\sigma}^2_X - \sigma_Y^2",
    r"\sum_{i=1}^{n} (y_i - w x_i)^2", r"\sum_{i=1}^n i^2 x + 1", r"\prod_{k=1}^{n} y k",
    r"\int_0^1 x^2 y \, dx + z", r"\int_a^b f(t)\,\mathrm{d}t", r"\int \frac{dx}{x}",
    r"\lim_{h \to 0} \frac{f(x+h) - f(x)}{h}", r"\frac{d}{dx} (x^2 + 1)",
    r"\frac{\partial^2 z}{\partial x\,\partial y}", r"\frac{d^2 y}{dx^2}", r"\mathrm{E}[X^2]",
    r"P(A \mid B) P(B)", r"\Gamma(n+1)", r"2.5 \times 10^{-3} x", r"\lfloor x \rfloor + 1{,}000",
    r"\sum_i (x_i - \mu)^2", r"u(x+1)",
]  # fmt: skip


@pytest.mark.parametrize("text", CORPUS)
def test_two_readers_agree(text: str) -> None:
    assert opinion(text) is Status.AGREES


GIVES_UP = [
    r"\mathbf{x}^\top \mathbf{y}", r"\begin{pmatrix} 1 \\ 2 \end{pmatrix}", r"a &= b", r"a \\ + b",
    r"x \text{ for all } y", r"\label{eq} x", r"1/2x", r"\sin x y", r"x^{(i)}", r"x^T y", r"x^10",
    r"[x^2]_0^1", r"\nabla f(x)", r"\|x\|", r"a \pm b", r"x2", r"x^2^3", r"\frac{d}{dx} x \cdot y",
    r"\int x", r"\Delta x", r"\frac123", r"x + ", r"(x", r"x)", "", r"\foo", "€", "f + 1",
    r"||x| - 1|", r"(1, 2)", "(" * 30 + "x" + ")" * 30, "x +" * 1000 + "x", "x_{i,jk}",
    "+".join(f"x_{{{k}}}" for k in range(60)), r"f^2(x)", r"\sin^{-2+", r"\sum_{i=1} x",
]  # fmt: skip


@pytest.mark.parametrize("text", GIVES_UP)
def test_gives_up_on_what_it_does_not_know(text: str) -> None:
    assert opinion(text, t.name("x")) is Status.CANNOT


MISREADINGS = [
    (r"\cos x \cdot 2x", r"\cos(2x^2)"), (r"f'(x)", "f(x)"), (r"f(x+1)", r"f \cdot (x+1)"),
    (r"\log x", r"\log_{10}(x)"), (r"\sum_{i=1}^n x_i", "n x_i"), ("2(3)", "5"),
    (r"-x^2", "(-x)^2"), (r"\frac{d}{dx}(x^2)", "2 x^2"), ("x_1", "x_2"), (r"\hat{y}", "y"),
    ("x_{ij}", "x_{ji}"), (r"\int_0^1 x\,dx", r"\int_1^0 x\,dx"), ("x", "y"),
    (r"\int x y\,dx", r"\int x y\,dy"), ("x_{i+1}", "x_{i-1}"), (r"f(x, y)", "f(y, x)"),
    (r"\lim_{x\to 0^+} f(x)", r"\lim_{x\to 0^-} f(x)"), (r"w^*", "w"), ("x", r"0 \cdot x"),
    (r"\sum_{i=1}^n x_i + 1", r"\sum_{i=1}^n (x_i + 1)"), (r"10^{-3} x", r"10^{-2} x"),
    (r"f(x \mid y)", "f(x, y)"), ("f(x = 1)", "f(x < 1)"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "misread"), MISREADINGS)
def test_a_misreading_differs_and_is_shown(text: str, misread: str) -> None:
    applied = misread != r"f \cdot (x+1)"  # the parser would not read this of a function
    term = read(misread) if applied else t.mul(t.name("f"), t.add(t.name("x"), t.ONE))
    found = second_opinion(text, term, FUNCTIONS)
    assert found.status is Status.DIFFERS
    assert found.theirs


def test_a_letter_that_nobody_declared_may_be_applied_or_multiply() -> None:
    x, u = t.name("x"), t.name("u")
    assert second_opinion("u(x)", t.mul(u, x)).status is Status.AGREES
    assert second_opinion("u(x)", t.apply("u", x)).status is Status.AGREES
    assert second_opinion("u(x)", t.mul(u, x), {"u"}).status is Status.DIFFERS


def test_a_prime_on_a_name_may_be_a_derivative() -> None:
    derivative = t.derivative(t.name("y"), t.name("x"))
    assert second_opinion("y' + 1", t.add(derivative, t.ONE)).status is Status.CANNOT


@pytest.mark.parametrize(
    "text", ["9^{9^{9^{9}}}", "((9^{99})^{99})^{99}", "(9^{9^9})!", "0^{-1}", r"\ln 0", "1/(x-x)"]
)
def test_numbers_that_nobody_can_compute_are_no_opinion(text: str) -> None:
    assert opinion(text) in (Status.CANNOT, Status.AGREES)


_PIECES = [
    "{", "}", "(", ")", "[", "]", "^", "_", "'", "|", "!", "x", "d", "f", "2", "12", "+", "-", "/",
    ",", "=", "{d}", "\\", r"\frac", r"\sqrt", r"\sum", r"\int", r"\lim", r"\sin", r"\log",
    r"\cdot", r"\hat", r"\to", r"\mathrm", r"\,", r"\left", r"\right", r"\partial", r"\infty",
    r"\Gamma",
]  # fmt: skip


@given(st.lists(st.sampled_from(_PIECES), max_size=14).map(" ".join))
@settings(deadline=None, max_examples=300, derandomize=True)
def test_nothing_makes_it_raise(text: str) -> None:
    assert isinstance(opinion(text, t.name("x")), Status)


# ---------------------------------------------------------------------- printed and read again

_LEAVES = st.sampled_from([t.name(key) for key in ("x", "y", "x_1", "hat.y", "alpha")] + [
    t.number(2), t.number(7), t.HALF, t.PI, t.element("x", t.name("i"))])  # fmt: skip
_TERMS = st.recursive(
    _LEAVES,
    lambda inner: st.one_of(
        st.builds(t.add, inner, inner, inner),
        st.builds(t.mul, inner, inner),
        st.builds(t.div, inner, inner),
        st.builds(t.neg, inner),
        st.builds(t.power, inner, inner),
        st.builds(t.call, st.sampled_from(["sin", "exp", "log", "sqrt", "abs", "tanh"]), inner),
        st.builds(lambda a: t.apply("f", a), inner),
        st.builds(lambda a: t.summation(a, t.name("i"), t.ONE, t.name("n")), inner),
    ),
    max_leaves=10,
)  # fmt: skip


@given(_TERMS)
@settings(deadline=None, max_examples=200, derandomize=True)
def test_what_is_printed_is_never_read_as_something_else(term: Term) -> None:
    assert opinion(latex(term), term) is not Status.DIFFERS


# ------------------------------------------------------------------------------- the library

SKELETONS = [
    (r"a - b - c", t.sub(t.sub(t.name("a"), t.name("b")), t.name("c"))),
    (r"a / b \cdot c", t.mul(t.div(t.name("a"), t.name("b")), t.name("c"))),
    (r"- ( a ) ^ { b }", t.neg(t.power(t.name("a"), t.name("b")))),
    (r"a \cdot - b", t.neg(t.mul(t.name("a"), t.name("b")))),
    (r"( a ) ^ { ( b ) ^ { c } }", t.power(t.name("a"), t.power(t.name("b"), t.name("c")))),
    (r"\frac { a } { b + c }", t.div(t.name("a"), t.add(t.name("b"), t.name("c")))),
    (r"\sqrt [ a ] { b }", t.call("root", t.name("b"), t.name("a"))),
    (r"\sqrt { a } !", t.call("factorial", t.call("sqrt", t.name("a")))),
]


@pytest.mark.parametrize(("skeleton", "meaning"), SKELETONS)
def test_the_library_reads_skeletons_as_they_are_meant(skeleton: str, meaning: Term) -> None:
    assert same_values(parse_skeleton(skeleton), meaning)


@pytest.mark.parametrize("letter", PLACEHOLDERS)
def test_every_placeholder_is_a_symbol_everywhere(letter: str) -> None:
    x = t.name(letter)
    assert parse_skeleton(letter) is x
    twice = parse_skeleton(f"{letter} \\cdot ( {letter} + {letter} ) ^ {{ {letter} }}")
    assert same_values(twice, t.mul(x, t.power(t.add(x, x), x)))


@pytest.mark.parametrize("function", COMMANDS)
def test_every_command_is_the_function_that_is_meant(function: str) -> None:
    read_back = parse_skeleton(f"{COMMANDS[function]} ( a ) \\cdot b")
    assert same_values(read_back, t.mul(t.call(function, t.name("a")), t.name("b")))


def test_the_library_gets_no_digits_and_no_unknown_command() -> None:
    for skeleton in ("9 ^ { 9 }", r"\input { a }", "a , b", "a = b"):
        with pytest.raises(CannotReadError):
            parse_skeleton(skeleton)


def test_reading_does_not_load_sympy_before_it_is_asked() -> None:
    code = "import sys, symcalc.read.second; sys.exit('sympy' in sys.modules)"
    root = Path(__file__).parents[2]
    environment = {**os.environ, "PYTHONPATH": str(root)}
    assert (
        subprocess.run([sys.executable, "-c", code], env=environment, check=False).returncode == 0
    )


def test_the_second_reader_shares_nothing_with_the_first() -> None:
    folder = Path(parser.__file__).parent
    for path in sorted(folder.glob("second*.py")):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("symcalc"):
                names = [alias.name for alias in node.names]
                own = node.module.startswith(("symcalc.core", "symcalc.read.second"))
                assert own or all(name.startswith("second") for name in names), (path, names)


# ------------------------------------------------------------------------------ planted bugs


class Altered:
    """The term constructors as one module of the parser sees them, some of them replaced."""

    def __init__(self, **replaced: Callable[..., Term]) -> None:
        self.__dict__.update(replaced)

    def __getattr__(self, name: str) -> Any:
        return getattr(t, name)


Plant = Callable[[pytest.MonkeyPatch], None]


def constructor(module: Any, **replaced: Callable[..., Term]) -> Plant:
    return lambda patch: patch.setattr(module, "t", Altered(**replaced))


def _calls_with(wrong: Callable[..., Term | None]) -> Callable[..., Term]:
    return lambda function, *args: wrong(function, *args) or t.call(function, *args)


def _exponent_takes_sign(patch: pytest.MonkeyPatch) -> None:
    def signed(cursor: Cursor) -> Term:
        read_term = genuine(cursor)
        inner = read_term.args[0] if read_term.op is Op.NEG else None
        if inner is None or inner.op is not Op.POW:
            return read_term
        return t.power(t.neg(inner.args[0]), inner.args[1])

    genuine = parser._signed_term
    patch.setattr(parser, "_signed_term", signed)


def _function_takes_product(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(elementary, "_ENDS_BARE", elementary._ENDS_BARE - {"\\cdot"})
    patch.setattr(elementary, "_check_bare", lambda *_: None)


def _rest_is_dropped(patch: pytest.MonkeyPatch) -> None:
    def first_term(cursor: Cursor) -> Term:
        read_term = parser._signed_term(cursor)
        cursor.i = len(cursor.tokens)
        return read_term

    patch.setattr(formula, "parse_expression", first_term)


def _digits_swapped(patch: pytest.MonkeyPatch) -> None:
    def argument(cursor: Cursor, read_argument: Callable[[Cursor], Term]) -> Term:
        token = cursor.token()
        if len(token.text) == 2 and token.text.isdigit():
            cursor.tokens[cursor.i] = replace(token, text=token.text[::-1])  # type: ignore[index]
        return genuine(cursor, read_argument)

    genuine = fractions._argument
    patch.setattr(fractions, "_argument", argument)


def _power_swallows_factor(patch: pytest.MonkeyPatch) -> None:
    def superscript(cursor: Cursor, base: Term, start: int, factor: superscripts.Reader) -> Term:
        read_power = genuine(cursor, base, start, factor)
        if read_power.op is Op.POW and starts_factor(cursor):
            return t.power(base, t.mul(read_power.args[1], factor(cursor)))
        return read_power

    genuine = parser.superscript
    patch.setattr(parser, "superscript", superscript)


def _no_application(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(parser, "is_application", lambda *_: False)


def _undeclared_applies(patch: pytest.MonkeyPatch) -> None:
    genuine = parser.is_application
    patch.setattr(parser, "is_application", lambda c, found: found.key == "u" or genuine(c, found))


def _prime_lost(patch: pytest.MonkeyPatch) -> None:
    genuine = identifiers._primes
    patch.setattr(identifiers, "_primes", lambda cursor: genuine(cursor) * 0)


def _subscript_lost(patch: pytest.MonkeyPatch) -> None:
    genuine = identifiers._subscript
    patch.setattr(
        identifiers, "_subscript", lambda cursor, base: genuine(cursor, base) and ("", ())
    )


def _accent_lost(patch: pytest.MonkeyPatch) -> None:
    genuine = identifiers._base
    patch.setattr(identifiers, "_base", lambda cursor: genuine(cursor).split(".")[-1])


def _sum_of(read_body: Callable[[Cursor], Term]) -> Plant:
    def planted(patch: pytest.MonkeyPatch) -> None:
        def short_or_long(cursor: Cursor) -> Term:
            return sums.sum_or_product(cursor, read_body)

        patch.setitem(parser._PRIMARIES, "\\sum", short_or_long)

    return planted


def _unsaid_range_from_zero(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(ranges, "UNKNOWN_SIZE", t.name("m"))


def _into_denominator(*factors: Term) -> Term:
    if len(factors) > 1 and factors[0].op is Op.DIV:
        above, below = factors[0].args
        return t.div(above, t.mul(below, *factors[1:]))
    return t.mul(*factors)


def _numbers_added(*factors: Term) -> Term:
    numbers = all(factor.op is Op.NUMBER for factor in factors)
    return t.add(*factors) if numbers else t.mul(*factors)


def _first_sign_only(term: Term) -> Term:
    return t.add(t.neg(term.args[0]), *term.args[1:]) if term.op is Op.ADD else t.neg(term)


def _minus_takes_sum(*terms: Term) -> Term:
    if len(terms) > 1 and terms[0].op is Op.NEG:
        return t.neg(t.add(terms[0].args[0], *terms[1:]))
    return t.add(*terms)


def _power_inside(base: Term, exponent: Term) -> Term:
    if base.op is Op.CALL:
        return t.call(str(base.data), t.power(base.args[0], exponent))
    return t.power(base, exponent)


def _power_from_left(base: Term, exponent: Term) -> Term:
    if exponent.op is Op.POW:
        return t.power(t.power(base, exponent.args[0]), exponent.args[1])
    return t.power(base, exponent)


BUGS: dict[str, Plant] = {
    "cos x · 2x is cos(2x²)": _function_takes_product,
    "a prime is dropped": _prime_lost,
    "-x^2 is (-x)^2": _exponent_takes_sign,
    "the text after the first term is dropped": _rest_is_dropped,
    r"\frac12 is 2/1": _digits_swapped,
    "f(x+1) is a product": _no_application,
    r"\log has base 10": constructor(elementary, call=_calls_with(
        lambda f, *args: t.call("logbase", *args, t.number(10)) if f == "log" else None)),
    "numerator and denominator change places": constructor(fractions, div=lambda a, b: t.div(b, a)),
    "a subscript is lost": _subscript_lost,
    r"\hat y and y are one": _accent_lost,
    "a sum reaches over one factor": _sum_of(parser._factor),
    "a sum reaches over + 1": _sum_of(parser.parse_expression),
    "x^2 y is x^{2y}": _power_swallows_factor,
    "a cube root is a square root": constructor(primaries, call=_calls_with(
        lambda f, *args: t.call("sqrt", args[0]) if f == "root" else None)),
    "2(3) is 5": constructor(summation_convention, mul=_numbers_added),
    "x/y · z is x/(yz)": constructor(summation_convention, mul=_into_denominator),
    "bars are dropped": constructor(primaries, call=_calls_with(
        lambda f, *args: args[0] if f == "abs" else None)),
    "the last term is dropped": constructor(parser, add=lambda *a: t.add(*(a[:-1] or a))),
    "a - (b + c) is a - b + c": constructor(parser, neg=_first_sign_only),
    "-x + y is -(x + y)": constructor(parser, add=_minus_takes_sum),
    "sin^2 x is sin(x^2)": constructor(elementary, power=_power_inside),
    "a^{x^2} is (a^x)^2": constructor(superscripts, power=_power_from_left),
    "the ends of an integral change places": constructor(
        calculus, integral=lambda f, x, *ends: t.integral(f, x, *reversed(ends))),
    "n choose k is k choose n": constructor(primaries, call=_calls_with(
        lambda f, *args: t.call(f, *reversed(args)) if f == "binomial" else None)),
    "the number u in u(x+1) is applied": _undeclared_applies,
    r"\sum_i runs over something else": _unsaid_range_from_zero,
}  # fmt: skip

#: What the second reader cannot notice: it is told which letters are functions, but not which are
#: numbers, and so accepts both readings of u(x+1); and it does not know over what a sum
#: without ends runs.
MISSED = {
    "the number u in u(x+1) is applied",
    r"\sum_i runs over something else",
}


def differences() -> list[str]:
    """The formulas of the corpus on which the (now perhaps faulty) parser is contradicted."""
    found = []
    for text in CORPUS:
        try:
            term = read(text)
        except (ReadError, ValueError, IndexError):
            continue
        if opinion(text, term) is Status.DIFFERS:
            found.append(text)
    return found


@pytest.mark.parametrize("bug", BUGS)
def test_a_planted_bug_is_noticed(bug: str, monkeypatch: pytest.MonkeyPatch) -> None:
    genuine = {text: read(text) for text in CORPUS}
    BUGS[bug](monkeypatch)
    changed = [text for text in CORPUS if _differs_from(text, genuine[text])]
    assert changed, "the bug must change at least one reading"
    assert bool(differences()) is (bug not in MISSED)


def _differs_from(text: str, genuine: Term) -> bool:
    try:
        return read(text) is not genuine
    except ReadError:
        return False


def test_at_least_nine_bugs_in_ten_are_noticed() -> None:
    assert len(CORPUS) >= 60
    assert (len(BUGS) - len(MISSED)) / len(BUGS) > 0.9
