"""Plain words for TeX: markup characters escaped, signs set as mathematics."""

from __future__ import annotations

import re
from typing import Final

#: Characters of words that TeX would take for markup in text mode, or that TeX's oldest text
#: fonts have no glyph for.
_ESCAPED: Final = {
    **{character: f"\\{character}" for character in "&%$#_{}"},
    "\\": r"\textbackslash{}",
    "^": r"\textasciicircum{}",
    "~": r"\textasciitilde{}",
    "<": r"\textless{}",
    ">": r"\textgreater{}",
    "|": r"\textbar{}",
}

_GREEK: Final = dict(
    zip(
        "αβγδεζηθικλμνξπρστυφχψωΓΔΘΛΞΠΣΥΦΨΩ",
        "alpha beta gamma delta varepsilon zeta eta theta iota kappa lambda mu nu xi pi rho sigma"
        " tau upsilon varphi chi psi omega Gamma Delta Theta Lambda Xi Pi Sigma Upsilon Phi Psi"
        " Omega".split(),
        strict=True,
    )
)

#: Characters that pdflatex has no glyph for in text, with their commands in mathematics.
_SIGNS: Final = {
    **{letter: f"\\{command}" for letter, command in _GREEK.items()}, "ο": "o",
    "∂": r"\partial", "∇": r"\nabla", "∞": r"\infty", "√": r"\surd", "×": r"\times",
    "·": r"\cdot", "±": r"\pm", "≤": r"\le", "≥": r"\ge", "≠": r"\ne", "≈": r"\approx",
    "→": r"\to", "⇒": r"\Rightarrow", "∈": r"\in", "∑": r"\sum", "∫": r"\int", "−": "-",
    "⁰": "^0", "¹": "^1", "²": "^2", "³": "^3", "ⁿ": "^n", "ᵀ": "^T", "₀": "_0", "₁": "_1",
    "₂": "_2", "✓": r"\checkmark", "✗": r"\times", "…": r"\ldots", "½": r"\tfrac12",
    "ɞ": r"\backepsilon",
}  # fmt: skip
_SIGNS_TOGETHER: Final = re.compile(f"[{''.join(_SIGNS)}]+")
_LATIN: Final = re.compile(r"[\x20-\x7e\xa1-\xff\u0100-\u017f–—‘’“”$]")


def in_text(words: str) -> str:
    r"""Plain words so that TeX prints them as they are, in text or within ``\text{…}``.

    A character without a glyph is shown by its number, as U+6F22.
    """
    pieces, position = [], 0
    for signs in _SIGNS_TOGETHER.finditer(words):
        pieces += [*map(_character, words[position : signs.start()]), _mathematics(signs.group())]
        position = signs.end()
    return "".join([*pieces, *map(_character, words[position:])])


def _mathematics(signs: str) -> str:
    """Signs in a row as one formula: two dollars together would open a display in Markdown."""
    return "$" + " ".join(_SIGNS[sign] for sign in signs) + "$"


def _character(character: str) -> str:
    if _LATIN.match(character):
        return _ESCAPED.get(character, character)
    return " " if character.isspace() else f"\\texttt{{U+{ord(character):04X}}}"
