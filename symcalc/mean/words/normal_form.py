"""The normal form of a term of vectors and matrices."""

from __future__ import annotations

from symcalc.core.shape import Shape
from symcalc.core.shapes import Shapes
from symcalc.core.term import Op, Term
from symcalc.mean.words.form import Form, NoNormalFormError
from symcalc.mean.words.functions import FUNCTIONS, atom
from symcalc.mean.words.normaliser import Normaliser, Rule
from symcalc.mean.words.operations import OPERATIONS, scalar_leaf


def normal_form(term: Term, shapes: Shapes) -> Form:
    """The normal form of a term of vectors and matrices.

    Raises NoNormalFormError for quaternions, shapes that are not known and nesting beyond measure.
    """
    return normal_form_with_inverses(term, shapes)[0]


def normal_form_with_inverses(term: Term, shapes: Shapes) -> tuple[Form, tuple[Term, ...]]:
    """The normal form, and what must have an inverse for the term to mean something."""
    normaliser = Normaliser(shapes, _rule)
    form = normaliser.of(term, 0)
    return form, tuple(normaliser.inverted)


def _rule(term: Term, shape: Shape) -> Rule:
    if shape.quaternion:
        raise NoNormalFormError("a quaternion")
    if term.op is Op.CALL and term.data in FUNCTIONS:
        return FUNCTIONS[str(term.data)]
    if term.op in OPERATIONS:
        return OPERATIONS[term.op]
    return scalar_leaf if shape.is_scalar else atom
