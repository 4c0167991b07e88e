"""What terms mean: values, derivatives, enclosures, source code, SymPy forms, LaTeX.

The number types that differentiate are public: :class:`Dual` (with one tangent or several),
:class:`HyperDual` and :class:`Reverse`, and ``TAYLOR``, the elementary functions that they
understand (``x.apply(TAYLOR["sin"])``).  ``derivations/dual/number-types.md`` builds them step by
step.  They are loaded when they are first used, because they need NumPy.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from symcalc.mean.accumulation import Reverse
    from symcalc.mean.dual import Dual
    from symcalc.mean.hyperdual import HyperDual
    from symcalc.mean.taylor import TAYLOR

__all__ = ["TAYLOR", "Dual", "HyperDual", "Reverse"]

#: Public name -> the module that holds it.
_HOMES: Final = {
    "Dual": "symcalc.mean.dual",
    "HyperDual": "symcalc.mean.hyperdual",
    "Reverse": "symcalc.mean.accumulation",
    "TAYLOR": "symcalc.mean.taylor",
}


def __getattr__(name: str) -> Any:
    """Load a public name from its module on first use (PEP 562)."""
    if name not in _HOMES:
        raise AttributeError(f"module 'symcalc.mean' has no attribute {name!r}")
    found = globals()[name] = getattr(import_module(_HOMES[name]), name)
    return found
