"""Numbers in their simplest exact form: cos(π/4) as √2/2."""

from __future__ import annotations

from typing import Final

import sympy

from symcalc.core.deadline import OutOfTime, deadline
from symcalc.core.term import Op, Term, free_names, postorder, rebuild
from symcalc.derive.agree import agrees
from symcalc.derive.candidates import SYMPY_FAILS
from symcalc.derive.cost import cost
from symcalc.derive.structure import repaired
from symcalc.mean.algebra import simplify
from symcalc.mean.symbolic import from_sympy, to_sympy

#: How long SymPy may take for one number, in seconds.
_PATIENCE: Final = 0.5


def exact(number: Term) -> Term:
    """A term without names in the cheapest of three forms that agree to 30 digits.

    They are the term with its numbers folded, SymPy's own form, and what SymPy makes of it.
    """
    folded = repaired(simplify(number))
    found = [folded]
    try:
        with deadline(_PATIENCE):
            direct = to_sympy(number)
            found += [repaired(from_sympy(form)) for form in (direct, sympy.simplify(direct))]
    except (OutOfTime, *SYMPY_FAILS):
        pass  # the folded form remains
    fitting = [form for form in found if form is folded or agrees(folded, form, {})]
    return min(fitting, key=lambda form: (_functions(form), cost(form)))


def with_exact_numbers(term: Term) -> Term:
    """A term with the functions of numbers in it exact: sin(π/2) as 1."""

    def settle(node: Term) -> Term:
        return exact(node) if node.op is Op.CALL and not free_names(node) else node

    return simplify(rebuild(term, settle))


def _functions(term: Term) -> int:
    """How many functions other than roots are left: arccos 0 is π/2."""
    calls = (node for node in postorder(term) if node.op is Op.CALL)
    return sum(node.data != "sqrt" for node in calls)
