"""What a row of the function table is, and the pieces that rows are made of.

The table itself is :mod:`symcalc.mean.functions`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from symcalc.core import term as raw
from symcalc.core.term import MINUS_ONE, ONE, PI, TWO, ZERO, Op, Term, make, relation
from symcalc.mean.algebra import add, call, div, mul, neg, power, sub

#: A row's answer for given arguments: relations, kinks or partial derivatives.
Builder = Callable[..., tuple[Term, ...]]


def nothing(*_: Term) -> tuple[Term, ...]:
    """No relation and no kink."""
    return ()


@dataclass(frozen=True)
class Elementary:
    """What is known of one function.

    ``partials`` gives the derivative in each argument; ``domain`` the relations that must
    hold for a real value to exist; ``kinks`` the terms whose sign changes where the function
    is not smooth.  ``numpy`` is a template for NumPy source ({0} is the first argument; a
    name without dot is a helper of :mod:`symcalc.mean.special`; *empty* stands for a
    variadic function), ``mpmath`` and ``sympy`` take the library (or context) first, ``ball``
    takes python-flint balls, real or complex, inside the domain.  ``meromorphic`` says that
    the function is analytic in the complex plane save for poles, so that rigorous integration
    needs no care for branch cuts.
    """

    name: str
    partials: Builder
    numpy: str
    mpmath: Callable[..., Any]
    ball: Callable[..., Any]
    sympy: Callable[..., Any]
    domain: Builder = nothing
    kinks: Builder = nothing
    meromorphic: bool = False


# ------------------------------------------------------------------------------ domains


def not_zero(term: Term) -> tuple[Term, ...]:
    """The domain on which a term is not zero."""
    return (relation("!=", term, ZERO),)


def positive(term: Term) -> Term:
    """The relation that a term is positive."""
    return relation(">", term, ZERO)


def between(x: Term) -> tuple[Term, ...]:
    """The domain of arcsin and arccos: -1 <= x <= 1."""
    return (relation("<=", MINUS_ONE, x), relation("<=", x, ONE))


def no_pole(x: Term) -> tuple[Term, ...]:
    """Not at 0, -1, -2, … where the gamma function has its poles (DLMF 5.2(i))."""
    whole = relation("!=", raw.call("floor", x), x)
    return (make(Op.OR, positive(x), whole),)


def _is_odd(n: Term) -> Term:
    half = raw.call("floor", raw.div(n, TWO))
    return relation("=", raw.sub(n, raw.mul(TWO, half)), ONE)


def root_domain(x: Term, n: Term) -> tuple[Term, ...]:
    """Odd roots of everything, other roots of what is not negative, 1/0 excluded."""
    return (
        relation("!=", n, ZERO),
        make(Op.OR, relation(">=", x, ZERO), _is_odd(n)),
        make(Op.OR, positive(n), relation("!=", x, ZERO)),
    )


# -------------------------------------------------------------------------- derivatives


def squared(term: Term) -> Term:
    """The square."""
    return power(term, TWO)


def inverse_root(radicand: Term) -> Term:
    """One over the square root."""
    return div(ONE, call("sqrt", radicand))


def flat_except(switch: Term) -> tuple[Term, ...]:
    """The derivative 0 of a step function, which does not exist on its steps."""
    return (raw.cases((ZERO, relation("!=", switch, ZERO))),)


def extremum_partials(sign: str) -> Builder:
    """Derivatives of max (sign ``>``) or min (``<``): 1 for the extreme argument, none at ties."""
    opposite = {">": "<", "<": ">"}[sign]

    def partials(*args: Term) -> tuple[Term, ...]:
        return tuple(selects(k, args) for k in range(len(args)))

    def selects(k: int, args: tuple[Term, ...]) -> Term:
        rivals = [argument for j, argument in enumerate(args) if j != k]
        if not rivals:
            return ONE
        wins = tuple(relation(sign, args[k], rival) for rival in rivals)
        loses = tuple(relation(opposite, args[k], rival) for rival in rivals)
        return raw.cases((ONE, _joined(Op.AND, wins)), (ZERO, _joined(Op.OR, loses)))

    return partials


def _joined(op: Op, conditions: tuple[Term, ...]) -> Term:
    return conditions[0] if len(conditions) == 1 else make(op, *conditions)


def differences(*args: Term) -> tuple[Term, ...]:
    """The switches of max and min: the differences of every two arguments."""
    return tuple(sub(a, b) for k, a in enumerate(args) for b in args[k + 1 :])


def binomial_partials(n: Term, k: Term) -> tuple[Term, ...]:
    """From the gamma function (DLMF 1.2.6, 5.5.2)."""
    value, rest = call("binomial", n, k), call("digamma", add(sub(n, k), ONE))
    return (
        mul(value, sub(call("digamma", add(n, ONE)), rest)),
        mul(value, sub(rest, call("digamma", add(k, ONE)))),
    )


def polygamma_partials(k: Term, x: Term) -> tuple[Term, ...]:
    """In k there is no derivative: an empty CASES has no value anywhere."""
    return (raw.make(Op.CASES), call("polygamma", add(k, ONE), x))


def beta_partials(a: Term, b: Term) -> tuple[Term, ...]:
    """From the gamma function (DLMF 5.12.1)."""
    value, both = call("beta", a, b), call("digamma", add(a, b))
    return tuple(mul(value, sub(call("digamma", t), both)) for t in (a, b))


def logbase_partials(x: Term, b: Term) -> tuple[Term, ...]:
    """Of log x / log b."""
    log_b = call("log", b)
    return (
        div(ONE, mul(x, log_b)),
        neg(div(call("log", x), mul(b, squared(log_b)))),
    )


def root_partials(x: Term, n: Term) -> tuple[Term, ...]:
    """Of x^(1/n); in n for positive x."""
    value = call("root", x, n)
    return (div(value, mul(n, x)), neg(div(mul(value, call("log", x)), squared(n))))


def bell(x: Term) -> Term:
    """2/√π exp(-x²), the derivative of erf (DLMF 7.2.1)."""
    return mul(div(TWO, call("sqrt", PI)), call("exp", neg(squared(x))))


def factorial_partial(x: Term) -> tuple[Term, ...]:
    """x! is Γ(x + 1)."""
    return (mul(call("factorial", x), call("digamma", add(x, ONE))),)


# -------------------------------------------------------------------- library functions


def library(name: str) -> Callable[..., Any]:
    """The function of that name of a library, which comes first."""
    return lambda context, *args: getattr(context, name)(*args)


def method(name: str) -> Callable[..., Any]:
    """The method of that name of a ball."""
    return lambda x, *rest: getattr(x, name)(*rest)


def fold_method(name: str) -> Callable[..., Any]:
    """A method of two balls, over any number of them."""

    def fold(first: Any, *rest: Any) -> Any:
        for other in rest:
            first = getattr(first, name)(other)
        return first

    return fold


def binomial_ball(n: Any, k: Any) -> Any:
    """Γ(n+1) / (Γ(k+1) Γ(n-k+1)), zero where a denominator has its pole."""
    return (n + 1).gamma() * (k + 1).rgamma() * (n - k + 1).rgamma()


def polygamma_ball(k: Any, x: Any) -> Any:
    """The polygamma function, which python-flint has for complex balls."""
    import flint  # noqa: PLC0415 - the table itself needs no library

    value = flint.acb(x).polygamma(flint.acb(k))
    return value.real if isinstance(x, flint.arb) else value


def beta_ball(a: Any, b: Any) -> Any:
    """Γ(a) Γ(b) / Γ(a+b)."""
    return a.gamma() * b.gamma() * (a + b).rgamma()


def root_ball(x: Any, n: Any) -> Any:
    """The root of the size, with the sign of x where that is known."""
    size = abs(x) ** (1 / n)
    if x >= 0:
        return size
    return -size if x < 0 else size.union(-size)


def mp_root(context: Any, x: Any, n: Any) -> Any:
    """The root of the size, with the sign of x."""
    size = context.power(abs(x), 1 / n)
    return size if x >= 0 else -size


def sympy_root(sp: Any, x: Any, n: Any) -> Any:
    """SymPy's own powers are complex below zero, so odd roots carry the sign themselves."""
    return sp.sign(x) * sp.Abs(x) ** (1 / n) if n.is_odd else x ** (1 / n)
