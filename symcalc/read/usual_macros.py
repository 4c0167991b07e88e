r"""Macros that pages use and their preambles define elsewhere: norms, the package physics.

A macro that the page defines itself means what it says there.  The derivatives of ``physics``
are told by what follows: ``\dv{x}``, ``\dv{f}{x}``, ``\dv[2]{f}{x}``, ``\pdv{f}{x}{y}``.
"""

from __future__ import annotations

from typing import Final

from symcalc.read.macros import Macro

#: Macros with a fixed number of arguments.
_PLAIN: Final = {
    "\\R": Macro(0, "\\mathbb{R}"),
    "\\abs": Macro(1, "\\left|#1\\right|", starred=True),
    "\\norm": Macro(1, "\\left\\|#1\\right\\|", starred=True),
    "\\vb": Macro(1, "\\mathbf{#1}", starred=True),
    "\\va": Macro(1, "\\vec{#1}", starred=True),
    "\\grad": Macro(0, "\\nabla"),
    "\\order": Macro(1, "\\mathcal{O}(#1)"),
    "\\eval": Macro(1, "\\left.#1\\right|"),
    "\\qty": Macro(0, ""),
}  # fmt: skip

#: By whether an order stands in square brackets, and how many arguments in braces follow.
_BY_SHAPE: Final = {
    ("\\dv", False, 1): "\\frac{d}{d #1}",
    ("\\dv", False, 2): "\\frac{d #1}{d #2}",
    ("\\dv", True, 1): "\\frac{d^{#1}}{d #2^{#1}}",
    ("\\dv", True, 2): "\\frac{d^{#1} #2}{d #3^{#1}}",
    ("\\pdv", False, 1): "\\frac{\\partial}{\\partial #1}",
    ("\\pdv", False, 2): "\\frac{\\partial #1}{\\partial #2}",
    ("\\pdv", False, 3): "\\frac{\\partial^2 #1}{\\partial #2 \\partial #3}",
    ("\\pdv", True, 1): "\\frac{\\partial^{#1}}{\\partial #2^{#1}}",
    ("\\pdv", True, 2): "\\frac{\\partial^{#1} #2}{\\partial #3^{#1}}",
    ("\\dd", False, 0): "\\, d",
    ("\\dd", False, 1): "\\, d #1",
}
#: The commands that may be such macros.
NAMES: Final = frozenset(_PLAIN) | {command for command, _, _ in _BY_SHAPE}


def usual_macro(command: str, option: bool, groups: int) -> Macro | None:
    """What a command means that the page does not define, by what follows it."""
    body = _BY_SHAPE.get((command, option, groups))
    if body is None:
        return _PLAIN.get(command)
    return Macro(groups + option, body, default="" if option else None)
