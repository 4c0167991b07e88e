"""SymPy's opinion: is the difference zero after expand, cancel, trigsimp or simplify?

SymPy may ignore branches of roots and logarithms, so what it says counts as an argument
only where the caller knows that none is crossed.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

import sympy as sp

from symcalc.check.budget import OutOfTime, deadline
from symcalc.core.problem import Scope
from symcalc.core.term import Term
from symcalc.core.verdict import Evidence, Says
from symcalc.mean.errors import NoSympyForm
from symcalc.mean.symbolic import to_sympy

NAME: Final = "symbolic"

#: Tried in growing order of cost.
_STEPS: Final[tuple[tuple[str, Callable[[Any], Any]], ...]] = (
    ("doit", lambda e: e.doit()),
    ("expand", lambda e: sp.expand(e.doit())),
    ("cancel", lambda e: sp.cancel(sp.together(e.doit()))),
    ("trigsimp", lambda e: sp.trigsimp(sp.expand(sp.expand_log(e.doit())))),
    ("simplify", lambda e: sp.simplify(e.doit())),
    ("rewriting as cases", lambda e: sp.simplify(e.rewrite(sp.Piecewise))),
)


def prove(left: Term, right: Term, sign: str, scope: Scope, seconds: float) -> Evidence:
    """HOLDS where SymPy shows the claim; UNSURE, with the reason, everywhere else."""
    try:
        with deadline(seconds):
            difference = to_sympy(left, scope) - to_sympy(right, scope)
            return _of_equality(difference) if sign == "=" else _of_order(difference, sign)
    except OutOfTime:
        return Evidence(NAME, Says.UNSURE, f"SymPy found nothing within {seconds:.2g} seconds")
    except NoSympyForm as reason:
        return Evidence(NAME, Says.UNSURE, f"no SymPy form: {reason}")
    except RecursionError:
        return Evidence(NAME, Says.UNSURE, "too deep for SymPy")
    except Exception as fault:  # SymPy raises many things; none says anything about the claim
        return Evidence(NAME, Says.UNSURE, f"SymPy failed: {type(fault).__name__}")


def _of_equality(difference: Any) -> Evidence:
    for name, step in _STEPS:
        if _tried(step, difference) == 0:
            return Evidence(NAME, Says.HOLDS, f"SymPy: the difference is 0 after {name}")
    return Evidence(NAME, Says.UNSURE, "SymPy does not reduce the difference to 0")


def _tried(step: Callable[[Any], Any], difference: Any) -> Any:
    try:
        return step(difference)
    except RecursionError:
        raise
    except Exception:  # a step that SymPy does not master leaves the others their chance
        return None


_PREDICATES: Final = {
    ">": "is_positive",
    ">=": "is_nonnegative",
    "<": "is_negative",
    "<=": "is_nonpositive",
    "!=": "is_nonzero",
}


def _of_order(difference: Any, sign: str) -> Evidence:
    for name, step in (("as it is", lambda e: e), ("expand", sp.expand), ("factor", sp.factor)):
        if getattr(_tried(step, difference), _PREDICATES[sign], None):
            return Evidence(
                NAME, Says.HOLDS, f"SymPy: the sign of the difference is known ({name})"
            )
    return Evidence(NAME, Says.UNSURE, "SymPy does not know the sign of the difference")
