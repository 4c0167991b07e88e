"""symcalc: checks derivations as people write them, and derives its own.

>>> from symcalc import derive
>>> derive("derivative", "x^2").latex()
'2 x'

The names below are loaded when they are first used, so that ``import symcalc`` costs
neither SymPy nor NumPy.
"""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from symcalc.api.checking import Report, check, read
    from symcalc.api.deriving import Derivation, derive
    from symcalc.api.running import RunError, Trajectory, run
    from symcalc.core.verdict import Evidence, Finding, Verdict
    from symcalc.request import InputError

__version__ = "0.1.0"

__all__ = [
    "Derivation",
    "Evidence",
    "Finding",
    "InputError",
    "Report",
    "RunError",
    "Trajectory",
    "Verdict",
    "check",
    "derive",
    "read",
    "run",
]

#: Public name -> the module that holds it.
_HOMES: Final = {
    "Derivation": "symcalc.api.deriving",
    "Evidence": "symcalc.core.verdict",
    "Finding": "symcalc.core.verdict",
    "InputError": "symcalc.request",
    "Report": "symcalc.api.checking",
    "RunError": "symcalc.run.errors",
    "Trajectory": "symcalc.core.trajectory",
    "Verdict": "symcalc.core.verdict",
    "check": "symcalc.api.checking",
    "derive": "symcalc.api.deriving",
    "read": "symcalc.api.checking",
    "run": "symcalc.api.running",
}


def __getattr__(name: str) -> Any:
    """Load a public name from its module on first use (PEP 562)."""
    if name not in _HOMES:
        raise AttributeError(f"module 'symcalc' has no attribute {name!r}")
    found = globals()[name] = getattr(import_module(_HOMES[name]), name)
    return found


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})


class _Door(ModuleType):
    """The verbs check, derive, read and run are also names of packages: here, the verbs win.

    Importing a package binds it in its parent, which would replace the verb (as in SymPy,
    ``from symcalc.check.judge import judge`` works and ``symcalc.check`` is the function).
    """

    def __setattr__(self, name: str, value: object) -> None:
        if not (name in _HOMES and isinstance(value, ModuleType)):
            super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Door
