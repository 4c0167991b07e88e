"""Rules of differentiation said of any functions: (fg)' = f'g + fg' is one, (fg)' = f'g' is none.

A claim about an unknown function may rest on a property that stands elsewhere, and is then
not refuted.  Only a line that has every mark of a general rule is: it differentiates a
compound of functions with customary letters of which the page says nothing.
"""

from __future__ import annotations

from typing import Final

from symcalc.check.claim import Claim, Question, states_derivative
from symcalc.core.problem import Scope
from symcalc.core.term import Op, Term, free_names, functions_in, postorder

#: The letters that textbooks state rules with.
_CUSTOMARY: Final = frozenset({"f", "g", "h", "u", "v", "F", "G", "H", "phi", "psi", "varphi"})


def is_general_rule(question: Question, claim: Claim) -> bool:
    """Whether a claim can only be meant of all functions, so that one pair of them refutes it."""
    functions = functions_in(claim.left)
    derivatives = _derivatives(question.left, question.right)
    variables = {str(v.data) for node in derivatives for v in node.args[1:]}
    return (
        claim.sign == "="
        and functions == functions_in(claim.right)
        and functions <= _CUSTOMARY
        and not functions & _spoken_of(question.scope)
        and len(variables) == 1
        and all(_is_compound(node.args[0]) for node in derivatives)
        and states_derivative(claim.left)
        and states_derivative(claim.right)
        and all(variables <= free_names(node) for node in _applications(claim))
    )


def _derivatives(*sides: Term) -> list[Term]:
    return [node for node in postorder(*sides) if node.op is Op.DERIVATIVE]


def _applications(claim: Claim) -> list[Term]:
    return [node for node in postorder(claim.left, claim.right) if node.op is Op.APPLY]


def _spoken_of(scope: Scope) -> frozenset[str]:
    """The functions and names that the page defines or assumes something of."""
    assumed = (functions_in(part) | free_names(part) for part in scope.assumptions)
    return frozenset(scope.definitions).union(*assumed)


def _is_compound(body: Term) -> bool:
    """Whether a body is more than f or f(x), and holds no derivative itself.

    Where a derivative is differentiated again, a differential equation is rarely far.
    """
    bare = all(argument.op is Op.NAME for argument in body.args)
    primed = any(key.endswith("'") for key in free_names(body))
    return not (body.op in (Op.NAME, Op.APPLY) and bare) and not (primed or states_derivative(body))
