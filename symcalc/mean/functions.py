"""The elementary functions: one row each says everything symcalc knows about a function.

Adding a function means adding a row here and its name in :mod:`symcalc.core.vocabulary`.
The rows hold no values of NumPy, mpmath, python-flint or SymPy, only how to ask those
libraries, so importing the table imports none of them.

Derivatives: NIST Digital Library of Mathematical Functions (DLMF), 4.7, 4.20, 4.24, 4.34,
4.38 (elementary), 5.5 and 5.9 (gamma, digamma), 7.2 (error functions).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from symcalc.core import term as raw
from symcalc.core.term import MINUS_ONE, ONE, PI, TWO, ZERO, Op, Term, make, relation
from symcalc.mean.algebra import add, call, div, mul, neg, power, sub

#: A row's answer for given arguments: relations, kinks or partial derivatives.
Builder = Callable[..., tuple[Term, ...]]


def _nothing(*_: Term) -> tuple[Term, ...]:
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
    domain: Builder = _nothing
    kinks: Builder = _nothing
    meromorphic: bool = False


# ------------------------------------------------------------------------------ domains


def _not_zero(term: Term) -> tuple[Term, ...]:
    return (relation("!=", term, ZERO),)


def _positive(term: Term) -> Term:
    return relation(">", term, ZERO)


def _between(x: Term) -> tuple[Term, ...]:
    return (relation("<=", MINUS_ONE, x), relation("<=", x, ONE))


def _no_pole(x: Term) -> tuple[Term, ...]:
    """Not at 0, -1, -2, … where the gamma function has its poles (DLMF 5.2(i))."""
    whole = relation("!=", raw.call("floor", x), x)
    return (make(Op.OR, _positive(x), whole),)


def _is_odd(n: Term) -> Term:
    half = raw.call("floor", raw.div(n, TWO))
    return relation("=", raw.sub(n, raw.mul(TWO, half)), ONE)


def _root_domain(x: Term, n: Term) -> tuple[Term, ...]:
    """Odd roots of everything, other roots of what is not negative, 1/0 excluded."""
    return (
        relation("!=", n, ZERO),
        make(Op.OR, relation(">=", x, ZERO), _is_odd(n)),
        make(Op.OR, _positive(n), relation("!=", x, ZERO)),
    )


# -------------------------------------------------------------------------- derivatives


def _squared(term: Term) -> Term:
    return power(term, TWO)


def _inverse_root(radicand: Term) -> Term:
    return div(ONE, call("sqrt", radicand))


def _flat_except(switch: Term) -> tuple[Term, ...]:
    """The derivative 0 of a step function, which does not exist on its steps."""
    return (raw.cases((ZERO, relation("!=", switch, ZERO))),)


def _extremum_partials(sign: str) -> Builder:
    """Derivatives of max (sign ``>``) or min (``<``): 1 for the extreme argument, none at ties."""
    opposite = {">": "<", "<": ">"}[sign]

    def partials(*args: Term) -> tuple[Term, ...]:
        return tuple(_selects(k, args) for k in range(len(args)))

    def _selects(k: int, args: tuple[Term, ...]) -> Term:
        rivals = [argument for j, argument in enumerate(args) if j != k]
        if not rivals:
            return ONE
        wins = tuple(relation(sign, args[k], rival) for rival in rivals)
        loses = tuple(relation(opposite, args[k], rival) for rival in rivals)
        return raw.cases((ONE, _joined(Op.AND, wins)), (ZERO, _joined(Op.OR, loses)))

    return partials


def _joined(op: Op, conditions: tuple[Term, ...]) -> Term:
    return conditions[0] if len(conditions) == 1 else make(op, *conditions)


def _differences(*args: Term) -> tuple[Term, ...]:
    """The switches of max and min: the differences of every two arguments."""
    return tuple(sub(a, b) for k, a in enumerate(args) for b in args[k + 1 :])


def _binomial_partials(n: Term, k: Term) -> tuple[Term, ...]:
    value, rest = call("binomial", n, k), call("digamma", add(sub(n, k), ONE))
    return (
        mul(value, sub(call("digamma", add(n, ONE)), rest)),
        mul(value, sub(rest, call("digamma", add(k, ONE)))),
    )


def _polygamma_partials(k: Term, x: Term) -> tuple[Term, ...]:
    """In k there is no derivative: an empty CASES has no value anywhere."""
    return (raw.make(Op.CASES), call("polygamma", add(k, ONE), x))


def _beta_partials(a: Term, b: Term) -> tuple[Term, ...]:
    value, both = call("beta", a, b), call("digamma", add(a, b))
    return tuple(mul(value, sub(call("digamma", t), both)) for t in (a, b))


def _logbase_partials(x: Term, b: Term) -> tuple[Term, ...]:
    log_b = call("log", b)
    return (
        div(ONE, mul(x, log_b)),
        neg(div(call("log", x), mul(b, _squared(log_b)))),
    )


def _root_partials(x: Term, n: Term) -> tuple[Term, ...]:
    value = call("root", x, n)
    return (div(value, mul(n, x)), neg(div(mul(value, call("log", x)), _squared(n))))


def _bell(x: Term) -> Term:
    """2/√π exp(-x²), the derivative of erf (DLMF 7.2.1)."""
    return mul(div(TWO, call("sqrt", PI)), call("exp", neg(_squared(x))))


def _factorial_partial(x: Term) -> tuple[Term, ...]:
    return (mul(call("factorial", x), call("digamma", add(x, ONE))),)


# -------------------------------------------------------------------- library functions


def _mp(name: str) -> Callable[..., Any]:
    return lambda context, *args: getattr(context, name)(*args)


def _ball(name: str) -> Callable[..., Any]:
    return lambda x, *rest: getattr(x, name)(*rest)


def _fold_ball(name: str) -> Callable[..., Any]:
    def fold(first: Any, *rest: Any) -> Any:
        for other in rest:
            first = getattr(first, name)(other)
        return first

    return fold


def _binomial_ball(n: Any, k: Any) -> Any:
    return (n + 1).gamma() * (k + 1).rgamma() * (n - k + 1).rgamma()


def _polygamma_ball(k: Any, x: Any) -> Any:
    import flint  # noqa: PLC0415 - the table itself needs no library

    value = flint.acb(x).polygamma(flint.acb(k))
    return value.real if isinstance(x, flint.arb) else value


def _beta_ball(a: Any, b: Any) -> Any:
    return a.gamma() * b.gamma() * (a + b).rgamma()


def _root_ball(x: Any, n: Any) -> Any:
    size = abs(x) ** (1 / n)
    return size if x >= 0 else -size


def _mp_root(context: Any, x: Any, n: Any) -> Any:
    size = context.power(abs(x), 1 / n)
    return size if x >= 0 else -size


def _sympy_root(sp: Any, x: Any, n: Any) -> Any:
    """SymPy's own powers are complex below zero, so odd roots carry the sign themselves."""
    return sp.sign(x) * sp.Abs(x) ** (1 / n) if n.is_odd else x ** (1 / n)


def _simple(  # noqa: PLR0913 - one keyword for each column of the table
    name: str,
    partial: Callable[[Term], Term],
    *,
    numpy: str = "",
    mpmath: str = "",
    ball: str = "",
    sympy: str = "",
    domain: Builder = _nothing,
    kinks: Builder = _nothing,
    meromorphic: bool = False,
) -> Elementary:
    """A row of a function of one argument, by its names in the libraries."""
    return Elementary(
        name,
        lambda x: (partial(x),),
        numpy or f"np.{name}({{0}})",
        _mp(mpmath or name),
        _ball(ball or name),
        _mp(sympy or name),
        domain,
        kinks,
        meromorphic,
    )


_ROWS: Final = (
    # ------------------------------------------------------------------- trigonometric
    _simple("sin", lambda x: call("cos", x), meromorphic=True),
    _simple("cos", lambda x: neg(call("sin", x)), meromorphic=True),
    _simple(
        "tan",
        lambda x: div(ONE, _squared(call("cos", x))),
        domain=lambda x: _not_zero(raw.call("cos", x)),
        meromorphic=True,
    ),
    _simple(
        "cot",
        lambda x: neg(div(ONE, _squared(call("sin", x)))),
        numpy="(1.0 / np.tan({0}))",
        domain=lambda x: _not_zero(raw.call("sin", x)),
        meromorphic=True,
    ),
    _simple(
        "sec",
        lambda x: mul(call("sec", x), call("tan", x)),
        numpy="(1.0 / np.cos({0}))",
        domain=lambda x: _not_zero(raw.call("cos", x)),
        meromorphic=True,
    ),
    _simple(
        "csc",
        lambda x: neg(mul(call("csc", x), call("cot", x))),
        numpy="(1.0 / np.sin({0}))",
        domain=lambda x: _not_zero(raw.call("sin", x)),
        meromorphic=True,
    ),
    _simple(
        "arcsin",
        lambda x: _inverse_root(sub(ONE, _squared(x))),
        mpmath="asin",
        ball="asin",
        sympy="asin",
        domain=_between,
    ),
    _simple(
        "arccos",
        lambda x: neg(_inverse_root(sub(ONE, _squared(x)))),
        mpmath="acos",
        ball="acos",
        sympy="acos",
        domain=_between,
    ),
    _simple(
        "arctan",
        lambda x: div(ONE, add(ONE, _squared(x))),
        mpmath="atan",
        ball="atan",
        sympy="atan",
    ),
    # ---------------------------------------------------------------------- hyperbolic
    _simple("sinh", lambda x: call("cosh", x), meromorphic=True),
    _simple("cosh", lambda x: call("sinh", x), meromorphic=True),
    _simple("tanh", lambda x: sub(ONE, _squared(call("tanh", x))), meromorphic=True),
    _simple(
        "coth",
        lambda x: neg(div(ONE, _squared(call("sinh", x)))),
        numpy="(1.0 / np.tanh({0}))",
        domain=_not_zero,
        meromorphic=True,
    ),
    _simple(
        "sech",
        lambda x: neg(mul(call("sech", x), call("tanh", x))),
        numpy="(1.0 / np.cosh({0}))",
        meromorphic=True,
    ),
    _simple(
        "csch",
        lambda x: neg(mul(call("csch", x), call("coth", x))),
        numpy="(1.0 / np.sinh({0}))",
        domain=_not_zero,
        meromorphic=True,
    ),
    _simple(
        "arsinh",
        lambda x: _inverse_root(add(_squared(x), ONE)),
        numpy="np.arcsinh({0})",
        mpmath="asinh",
        ball="asinh",
        sympy="asinh",
    ),
    _simple(
        "arcosh",
        lambda x: _inverse_root(sub(_squared(x), ONE)),
        numpy="np.arccosh({0})",
        mpmath="acosh",
        ball="acosh",
        sympy="acosh",
        domain=lambda x: (relation(">=", x, ONE),),
    ),
    _simple(
        "artanh",
        lambda x: div(ONE, sub(ONE, _squared(x))),
        numpy="np.arctanh({0})",
        mpmath="atanh",
        ball="atanh",
        sympy="atanh",
        domain=lambda x: (relation("<", MINUS_ONE, x), relation("<", x, ONE)),
    ),
    # ---------------------------------------------------- exponentials, logarithms, roots
    _simple("exp", lambda x: call("exp", x), meromorphic=True),
    _simple("log", lambda x: div(ONE, x), domain=lambda x: (_positive(x),)),
    Elementary(
        "logbase",
        _logbase_partials,
        "(np.log({0}) / np.log({1}))",
        lambda context, x, b: context.log(x) / context.log(b),
        lambda x, b: x.log() / b.log(),
        lambda sp, x, b: sp.log(x) / sp.log(b),
        lambda x, b: (_positive(x), _positive(b), relation("!=", b, ONE)),
    ),
    _simple(
        "sqrt",
        lambda x: div(ONE, mul(TWO, call("sqrt", x))),
        domain=lambda x: (relation(">=", x, ZERO),),
    ),
    Elementary(
        "root",
        _root_partials,
        "root({0}, {1})",
        _mp_root,
        _root_ball,
        _sympy_root,
        _root_domain,
    ),
    # -------------------------------------------------------------- kinks and jumps
    _simple(
        "abs",
        lambda x: div(x, call("abs", x)),
        mpmath="fabs",
        ball="__abs__",
        sympy="Abs",
        kinks=lambda x: (x,),
    ),
    Elementary(
        "sign",
        _flat_except,
        "np.sign({0})",
        _mp("sign"),
        _ball("sgn"),
        _mp("sign"),
        kinks=lambda x: (x,),
    ),
    Elementary(
        "floor",
        lambda x: _flat_except(sub(x, raw.call("floor", x))),
        "np.floor({0})",
        _mp("floor"),
        _ball("floor"),
        _mp("floor"),
        kinks=lambda x: (raw.call("sin", raw.mul(PI, x)),),
    ),
    Elementary(
        "ceil",
        lambda x: _flat_except(sub(x, raw.call("ceil", x))),
        "np.ceil({0})",
        _mp("ceil"),
        _ball("ceil"),
        _mp("ceiling"),
        kinks=lambda x: (raw.call("sin", raw.mul(PI, x)),),
    ),
    Elementary(
        "max",
        _extremum_partials(">"),
        "",
        lambda context, *args: max(args),
        _fold_ball("max"),
        _mp("Max"),
        kinks=_differences,
    ),
    Elementary(
        "min",
        _extremum_partials("<"),
        "",
        lambda context, *args: min(args),
        _fold_ball("min"),
        _mp("Min"),
        kinks=_differences,
    ),
    # ----------------------------------------------------------------- gamma and error
    Elementary(
        "factorial",
        _factorial_partial,
        "gamma({0} + 1.0)",
        _mp("factorial"),
        lambda x: (x + 1).gamma(),
        _mp("factorial"),
        lambda x: _no_pole(raw.add(x, ONE)),
        meromorphic=True,
    ),
    Elementary(
        "binomial",
        _binomial_partials,
        "binomial({0}, {1})",
        _mp("binomial"),
        _binomial_ball,
        _mp("binomial"),
        lambda n, k: _no_pole(raw.add(n, ONE)),
        meromorphic=True,
    ),
    _simple(
        "gamma",
        lambda x: mul(call("gamma", x), call("digamma", x)),
        numpy="gamma({0})",
        domain=_no_pole,
        meromorphic=True,
    ),
    _simple(
        "loggamma",
        lambda x: call("digamma", x),
        numpy="loggamma({0})",
        ball="lgamma",
        domain=lambda x: (_positive(x),),
    ),
    _simple(
        "digamma",
        lambda x: call("polygamma", ONE, x),
        numpy="digamma({0})",
        domain=_no_pole,
        meromorphic=True,
    ),
    Elementary(
        "polygamma",
        _polygamma_partials,
        "polygamma({0}, {1})",
        lambda context, k, x: context.psi(int(k), x),
        _polygamma_ball,
        _mp("polygamma"),
        lambda k, x: (
            relation("=", raw.call("floor", k), k),
            relation(">=", k, ZERO),
            *_no_pole(x),
        ),
    ),
    Elementary(
        "beta",
        _beta_partials,
        "beta({0}, {1})",
        _mp("beta"),
        _beta_ball,
        lambda sp, a, b: sp.gamma(a) * sp.gamma(b) / sp.gamma(a + b),
        lambda a, b: (_positive(a), _positive(b)),
        meromorphic=True,
    ),
    _simple("erf", _bell, numpy="erf({0})", meromorphic=True),
    _simple("erfc", lambda x: neg(_bell(x)), numpy="erfc({0})", meromorphic=True),
)

#: Name -> row, one for each function of :data:`symcalc.core.vocabulary.FUNCTIONS`.
ELEMENTARY: Final[dict[str, Elementary]] = {row.name: row for row in _ROWS}
