"""Derivatives of terms: the door to forward and reverse mode, and to definitions."""

from symcalc.mean.definitions import dependencies, expand_definitions, resolve
from symcalc.mean.errors import NotDifferentiable
from symcalc.mean.forward import carry_out, differentiate
from symcalc.mean.reverse import gradient, hessian, hvp, jacobian, jvp, vjp

__all__ = [
    "NotDifferentiable",
    "carry_out",
    "dependencies",
    "differentiate",
    "expand_definitions",
    "gradient",
    "hessian",
    "hvp",
    "jacobian",
    "jvp",
    "resolve",
    "vjp",
]
