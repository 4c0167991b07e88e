"""The elementary functions: one row each says everything symcalc knows about a function.

Adding a function means adding a row here and its name in :mod:`symcalc.core.vocabulary`.
The rows hold no values of NumPy, mpmath, python-flint or SymPy, only how to ask those
libraries, so importing the table imports none of them.

Derivatives: NIST Digital Library of Mathematical Functions (DLMF), 4.7, 4.20, 4.24, 4.34,
4.38 (elementary), 5.5 and 5.9 (gamma, digamma), 7.2 (error functions).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from symcalc.core import term as raw
from symcalc.core.term import MINUS_ONE, ONE, PI, TWO, ZERO, Term, relation
from symcalc.mean.algebra import add, call, div, mul, neg, sub
from symcalc.mean.elementary import (
    Builder,
    Elementary,
    bell,
    beta_ball,
    beta_partials,
    between,
    binomial_ball,
    binomial_partials,
    differences,
    extremum_partials,
    factorial_partial,
    flat_except,
    fold_method,
    inverse_root,
    library,
    logbase_partials,
    method,
    mp_root,
    no_pole,
    not_zero,
    nothing,
    polygamma_ball,
    polygamma_partials,
    positive,
    root_ball,
    root_domain,
    root_partials,
    squared,
    sympy_root,
)


def _simple(  # noqa: PLR0913 - one keyword for each column of the table
    name: str,
    partial: Callable[[Term], Term],
    *,
    numpy: str = "",
    mpmath: str = "",
    ball: str = "",
    sympy: str = "",
    domain: Builder = nothing,
    kinks: Builder = nothing,
    meromorphic: bool = False,
) -> Elementary:
    """A row of a function of one argument, by its names in the libraries."""
    return Elementary(
        name,
        lambda x: (partial(x),),
        numpy or f"np.{name}({{0}})",
        library(mpmath or name),
        method(ball or name),
        library(sympy or name),
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
        lambda x: div(ONE, squared(call("cos", x))),
        domain=lambda x: not_zero(raw.call("cos", x)),
        meromorphic=True,
    ),
    _simple(
        "cot",
        lambda x: neg(div(ONE, squared(call("sin", x)))),
        numpy="(1.0 / np.tan({0}))",
        domain=lambda x: not_zero(raw.call("sin", x)),
        meromorphic=True,
    ),
    _simple(
        "sec",
        lambda x: mul(call("sec", x), call("tan", x)),
        numpy="(1.0 / np.cos({0}))",
        domain=lambda x: not_zero(raw.call("cos", x)),
        meromorphic=True,
    ),
    _simple(
        "csc",
        lambda x: neg(mul(call("csc", x), call("cot", x))),
        numpy="(1.0 / np.sin({0}))",
        domain=lambda x: not_zero(raw.call("sin", x)),
        meromorphic=True,
    ),
    _simple(
        "arcsin",
        lambda x: inverse_root(sub(ONE, squared(x))),
        mpmath="asin",
        ball="asin",
        sympy="asin",
        domain=between,
    ),
    _simple(
        "arccos",
        lambda x: neg(inverse_root(sub(ONE, squared(x)))),
        mpmath="acos",
        ball="acos",
        sympy="acos",
        domain=between,
    ),
    _simple(
        "arctan",
        lambda x: div(ONE, add(ONE, squared(x))),
        mpmath="atan",
        ball="atan",
        sympy="atan",
    ),
    # ---------------------------------------------------------------------- hyperbolic
    _simple("sinh", lambda x: call("cosh", x), meromorphic=True),
    _simple("cosh", lambda x: call("sinh", x), meromorphic=True),
    _simple("tanh", lambda x: sub(ONE, squared(call("tanh", x))), meromorphic=True),
    _simple(
        "coth",
        lambda x: neg(div(ONE, squared(call("sinh", x)))),
        numpy="(1.0 / np.tanh({0}))",
        domain=not_zero,
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
        domain=not_zero,
        meromorphic=True,
    ),
    _simple(
        "arsinh",
        lambda x: inverse_root(add(squared(x), ONE)),
        numpy="np.arcsinh({0})",
        mpmath="asinh",
        ball="asinh",
        sympy="asinh",
    ),
    _simple(
        "arcosh",
        lambda x: inverse_root(sub(squared(x), ONE)),
        numpy="np.arccosh({0})",
        mpmath="acosh",
        ball="acosh",
        sympy="acosh",
        domain=lambda x: (relation(">=", x, ONE),),
    ),
    _simple(
        "artanh",
        lambda x: div(ONE, sub(ONE, squared(x))),
        numpy="np.arctanh({0})",
        mpmath="atanh",
        ball="atanh",
        sympy="atanh",
        domain=lambda x: (relation("<", MINUS_ONE, x), relation("<", x, ONE)),
    ),
    # ---------------------------------------------------- exponentials, logarithms, roots
    _simple("exp", lambda x: call("exp", x), meromorphic=True),
    _simple("log", lambda x: div(ONE, x), domain=lambda x: (positive(x),)),
    Elementary(
        "log1p",
        lambda x: (div(ONE, add(ONE, x)),),
        "np.log1p({0})",
        library("log1p"),
        method("log1p"),
        lambda sp, x: sp.log(1 + x),
        lambda x: (relation("<", MINUS_ONE, x),),
    ),
    Elementary(
        "expm1",
        lambda x: (call("exp", x),),
        "np.expm1({0})",
        library("expm1"),
        method("expm1"),
        lambda sp, x: sp.exp(x) - 1,
        meromorphic=True,
    ),
    Elementary(
        "logbase",
        logbase_partials,
        "(np.log({0}) / np.log({1}))",
        lambda context, x, b: context.log(x) / context.log(b),
        lambda x, b: x.log() / b.log(),
        lambda sp, x, b: sp.log(x) / sp.log(b),
        lambda x, b: (positive(x), positive(b), relation("!=", b, ONE)),
    ),
    _simple(
        "sqrt",
        lambda x: div(ONE, mul(TWO, call("sqrt", x))),
        domain=lambda x: (relation(">=", x, ZERO),),
    ),
    Elementary(
        "root",
        root_partials,
        "root({0}, {1})",
        mp_root,
        root_ball,
        sympy_root,
        root_domain,
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
        flat_except,
        "np.sign({0})",
        library("sign"),
        method("sgn"),
        library("sign"),
        kinks=lambda x: (x,),
    ),
    Elementary(
        "floor",
        lambda x: flat_except(sub(x, raw.call("floor", x))),
        "np.floor({0})",
        library("floor"),
        method("floor"),
        library("floor"),
        kinks=lambda x: (raw.call("sin", raw.mul(PI, x)),),
    ),
    Elementary(
        "ceil",
        lambda x: flat_except(sub(x, raw.call("ceil", x))),
        "np.ceil({0})",
        library("ceil"),
        method("ceil"),
        library("ceiling"),
        kinks=lambda x: (raw.call("sin", raw.mul(PI, x)),),
    ),
    Elementary(
        "max",
        extremum_partials(">"),
        "",
        lambda context, *args: max(args),
        fold_method("max"),
        library("Max"),
        kinks=differences,
    ),
    Elementary(
        "min",
        extremum_partials("<"),
        "",
        lambda context, *args: min(args),
        fold_method("min"),
        library("Min"),
        kinks=differences,
    ),
    # ----------------------------------------------------------------- gamma and error
    Elementary(
        "factorial",
        factorial_partial,
        "gamma({0} + 1.0)",
        library("factorial"),
        lambda x: (x + 1).gamma(),
        library("factorial"),
        lambda x: no_pole(raw.add(x, ONE)),
        meromorphic=True,
    ),
    Elementary(
        "binomial",
        binomial_partials,
        "binomial({0}, {1})",
        library("binomial"),
        binomial_ball,
        library("binomial"),
        lambda n, k: no_pole(raw.add(n, ONE)),
        meromorphic=True,
    ),
    _simple(
        "gamma",
        lambda x: mul(call("gamma", x), call("digamma", x)),
        numpy="gamma({0})",
        domain=no_pole,
        meromorphic=True,
    ),
    _simple(
        "loggamma",
        lambda x: call("digamma", x),
        numpy="loggamma({0})",
        ball="lgamma",
        domain=lambda x: (positive(x),),
    ),
    _simple(
        "digamma",
        lambda x: call("polygamma", ONE, x),
        numpy="digamma({0})",
        domain=no_pole,
        meromorphic=True,
    ),
    Elementary(
        "polygamma",
        polygamma_partials,
        "polygamma({0}, {1})",
        lambda context, k, x: context.psi(int(k), x),
        polygamma_ball,
        library("polygamma"),
        lambda k, x: (
            relation("=", raw.call("floor", k), k),
            relation(">=", k, ZERO),
            *no_pole(x),
        ),
    ),
    Elementary(
        "beta",
        beta_partials,
        "beta({0}, {1})",
        library("beta"),
        beta_ball,
        lambda sp, a, b: sp.gamma(a) * sp.gamma(b) / sp.gamma(a + b),
        lambda a, b: (positive(a), positive(b)),
        meromorphic=True,
    ),
    _simple("erf", bell, numpy="erf({0})", meromorphic=True),
    _simple("erfc", lambda x: neg(bell(x)), numpy="erfc({0})", meromorphic=True),
)

#: Name -> row, one for each function of :data:`symcalc.core.vocabulary.FUNCTIONS`.
ELEMENTARY: Final[dict[str, Elementary]] = {row.name: row for row in _ROWS}
