"""The only door to latex2sympy2: a skeleton of placeholders in, a term of placeholders out.

The library misreads raw LaTeX in silence, so it is only ever given what
:mod:`symcalc.read.second_normaliser` writes: single letters, the signs of arithmetic,
``\\frac``, ``\\sqrt`` and functions with their arguments in parentheses.  No numbers: SymPy
would evaluate them on construction, and 9^{9^9} is not worth waiting for.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from fractions import Fraction
from functools import cache, lru_cache
from typing import Any, Final

from symcalc.core import term as t
from symcalc.core.term import Term
from symcalc.read.second_tokens import CannotReadError

#: Letters that the library reads as symbols of that name; d, e, i, T and others mean something.
PLACEHOLDERS: Final = "abcfghjklmnopqrstuvwxyzABDFGHJKLMPRUVWXYZ"
#: Functions that it reads as they are meant here, once their argument is in parentheses.
COMMANDS: Final = {
    "sin": "\\sin", "cos": "\\cos", "tan": "\\tan", "cot": "\\cot", "sec": "\\sec",
    "csc": "\\csc", "arcsin": "\\arcsin", "arccos": "\\arccos", "arctan": "\\arctan",
    "sinh": "\\sinh", "cosh": "\\cosh", "tanh": "\\tanh", "exp": "\\exp", "log": "\\ln",
}  # fmt: skip
_WHITE_LIST: Final = re.compile(
    r"(?:[A-Za-z]|[-+/^!(){}\[\]]|\\cdot|\\frac|\\sqrt|\s|"
    + "|".join(re.escape(command) for command in COMMANDS.values())
    + r")+"
)


@lru_cache(maxsize=4096)
def parse_skeleton(skeleton: str) -> Term:
    """The library's reading of a skeleton, as a term over the placeholders.

    Raises CannotReadError where the library refuses it or answers with something unknown.
    """
    if not _WHITE_LIST.fullmatch(skeleton):
        raise CannotReadError("a skeleton with more than letters and arithmetic")
    try:
        tree = _reader()(skeleton)
    except Exception as error:  # the library raises bare Exception
        raise CannotReadError("the library refuses the skeleton") from error
    return _to_term(tree)


@cache
def _reader() -> Callable[[str], Any]:
    """The reading function of whichever line of the library is installed.

    It is made on first use, since SymPy and the grammar load slowly.
    """
    try:
        return _maintained()
    except ImportError:
        return _original()


def _maintained() -> Callable[[str], Any]:
    """latex2sympy2_extended, with a converter of its own for each call, so without state.

    The SLL mode of ANTLR gives the same tree as its full mode or none, ten times as fast.
    """
    from antlr4.atn.PredictionMode import (  # type: ignore[import-untyped]  # noqa: PLC0415
        PredictionMode,
    )
    from latex2sympy2_extended import latex2sympy2 as library  # noqa: PLC0415

    class Converter(library._Latex2Sympy):  # type: ignore[misc]  # the library has no types
        def create_parser(self, latex_str: str) -> Any:
            parser = super().create_parser(latex_str)
            parser._interp.predictionMode = PredictionMode.SLL
            return parser

    config = library.ConversionConfig(
        interpret_as_mixed_fractions=False,
        interpret_simple_eq_as_assignment=False,
        interpret_contains_as_eq=False,
        lowercase_symbols=False,
    )
    return lambda skeleton: Converter(config=config).parse(skeleton)


def _original() -> Callable[[str], Any]:
    """The original latex2sympy2, whose module keeps state: it is emptied before every call."""
    import latex2sympy2 as library  # type: ignore[import-not-found]  # noqa: PLC0415

    def read(skeleton: str) -> Any:
        library.set_variances({})
        library.set_real(None)
        return library.latex2sympy(skeleton)

    return read


# ------------------------------------------------------------------------- SymPy to term

_FUNCTIONS: Final = {
    "sin": "sin", "cos": "cos", "tan": "tan", "cot": "cot", "sec": "sec", "csc": "csc",
    "asin": "arcsin", "acos": "arccos", "atan": "arctan", "sinh": "sinh", "cosh": "cosh",
    "tanh": "tanh", "exp": "exp", "factorial": "factorial",
}  # fmt: skip


def _to_term(tree: Any) -> Term:
    """A SymPy tree as a term, walked with a stack since left-nested sums are deep."""
    done: dict[int, Term] = {}
    stack = [tree]
    while stack:
        node = stack[-1]
        missing = [argument for argument in node.args if id(argument) not in done]
        if missing:
            stack.extend(missing)
        else:
            done[id(node)] = _node(node, [done[id(argument)] for argument in node.args])
            stack.pop()
    return done[id(tree)]


def _node(node: Any, args: list[Term]) -> Term:
    kind = type(node).__name__
    if kind == "Symbol" and node.name in PLACEHOLDERS:
        return t.name(node.name)
    if getattr(node, "is_Rational", False):
        return t.number(Fraction(int(node.p), int(node.q)))
    if kind in _SHAPES:
        return _SHAPES[kind](*args)
    if kind in _FUNCTIONS:
        return t.call(_FUNCTIONS[kind], *args)
    raise CannotReadError(f"the library answers with {kind}")


def _logarithm(argument: Term, base: Term = t.E) -> Term:
    return t.call("log", argument) if base is t.E else t.call("logbase", argument, base)


_SHAPES: Final[dict[str, Callable[..., Term]]] = {
    "Add": t.add, "Mul": t.mul, "Pow": t.power, "log": _logarithm, "Exp1": lambda: t.E,
    "UnevaluatedExpr": lambda argument: argument,
}  # fmt: skip
