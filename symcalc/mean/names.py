"""How a name is written, from its canonical key.

A key is made by the reader: accents and fonts in front (``hat.y``, ``bf.x``, ``rm.loss``),
the base (a letter or a Greek letter's name), primes, then a subscript and a superscript
label (``w_new``, ``x_0^(t)``, ``w^*``).
"""

from __future__ import annotations

import re
from collections.abc import Set
from dataclasses import dataclass
from typing import Final

from symcalc.core.vocabulary import INDEX_LETTERS

#: Greek letters by the name of their command; ell is among them for the same treatment.
GREEK: Final = {
    "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "epsilon": "ϵ", "varepsilon": "ε",
    "zeta": "ζ", "eta": "η", "theta": "θ", "vartheta": "ϑ", "iota": "ι", "kappa": "κ",
    "lambda": "λ", "mu": "μ", "nu": "ν", "xi": "ξ", "pi": "π", "varpi": "ϖ", "rho": "ρ",
    "varrho": "ϱ", "sigma": "σ", "varsigma": "ς", "tau": "τ", "upsilon": "υ", "phi": "ϕ",
    "varphi": "φ", "chi": "χ", "psi": "ψ", "omega": "ω", "Gamma": "Γ", "Delta": "Δ",
    "Theta": "Θ", "Lambda": "Λ", "Xi": "Ξ", "Pi": "Π", "Sigma": "Σ", "Upsilon": "Υ",
    "Phi": "Φ", "Psi": "Ψ", "Omega": "Ω", "ell": "ℓ", "varkappa": "ϰ", "hbar": "ℏ",
}  # fmt: skip

_COMMANDS: Final = {
    "hat": r"\hat", "bar": r"\bar", "tilde": r"\tilde", "vec": r"\vec", "dot": r"\dot",
    "ddot": r"\ddot", "bf": r"\mathbf", "cal": r"\mathcal", "bb": r"\mathbb",
    "rm": r"\mathrm", "sf": r"\mathsf", "frak": r"\mathfrak", "scr": r"\mathscr",
    "underline": r"\underline", "ring": r"\mathring", "acute": r"\acute", "grave": r"\grave",
    "tt": r"\mathtt", "check": r"\check", "breve": r"\breve",
}  # fmt: skip

#: Accents as combining characters; fonts are left out of one-line text.
_COMBINING: Final = {
    "hat": "\u0302", "bar": "\u0304", "tilde": "\u0303", "vec": "\u20d7", "dot": "\u0307",
    "ddot": "\u0308",
}  # fmt: skip

_KEY: Final = re.compile(
    r"(?P<marks>(?:(?:[a-z]+|Delta)\.)*)(?P<base>[^_^'~.]+)'*(?P<fresh>~\d+)?"
    r"(?:_(?P<sub>[^^']*))?'*(?:\^(?P<sup>[^']*))?'*"
)


@dataclass(frozen=True)
class NameParts:
    """A key taken apart; ``fresh`` numbers a bound name that was renamed."""

    marks: tuple[str, ...]
    base: str
    primes: str
    sub: str
    sup: str


def name_parts(key: str) -> NameParts:
    """The accents, base, primes, subscript and superscript of a key."""
    found = _KEY.fullmatch(key)
    if found is None:
        return NameParts((), key, "", "", "")
    marks = tuple(mark for mark in found["marks"].split(".") if mark)
    sub = ",".join(part for part in (found["sub"], (found["fresh"] or "")[1:]) if part)
    return NameParts(marks, found["base"], "'" * key.count("'"), sub, found["sup"] or "")


#: Prefix of a key that makes something else of the name behind it -> its LaTeX, its plain text.
_DERIVED: Final = {
    "inv": (r"{}^{{-1}}", "{}⁻¹"),
    "indicator": (r"\mathbf{{1}}_{{{}}}", "1_{}"),
    "re": (r"\operatorname{{Re}} {}", "Re {}"),
    "im": (r"\operatorname{{Im}} {}", "Im {}"),
    "inf": (r"\inf {}", "inf {}"),
    "sup": (r"\sup {}", "sup {}"),
    "first": (r"\min {}", "first {}"),
    "last": (r"\max {}", "last {}"),
    "d": (r"\mathrm{{d}} {}", "d{}"),
    "member": ("{}", "{}"),
    "over": (r"\operatorname{{{}}}", "{}"),
}  # fmt: skip


def latex_name(key: str) -> str:
    r"""The LaTeX of a canonical key: ``hat.y_i`` is ``\hat{y}_{i}``."""
    if key == "#dots":
        return r"\ldots"
    prefix, _, rest = key.partition(".")
    if prefix in _DERIVED and rest:
        return _DERIVED[prefix][0].format(latex_name(rest))
    parts = name_parts(key)
    text = _latex_base(parts)
    for mark in reversed(parts.marks):
        wrapped = f"{_command(mark, parts.base)}{{{text}}}"
        text = rf"\Delta {text}" if mark == "Delta" else wrapped
    text += parts.primes
    text += f"_{{{_latex_script(parts.sub)}}}" if parts.sub else ""
    return text + (f"^{{{_latex_script(parts.sup, INDEX_LETTERS)}}}" if parts.sup else "")


def plain_name(key: str) -> str:
    """The key in one line of text: ``hat.y_i`` is ``ŷ_i``."""
    if key == "#dots":
        return "…"
    prefix, _, rest = key.partition(".")
    if prefix in _DERIVED and rest:
        return _DERIVED[prefix][1].format(plain_name(rest))
    parts = name_parts(key)
    text = GREEK.get(parts.base, parts.base)
    text += "".join(_COMBINING.get(mark, "") for mark in reversed(parts.marks))
    text += parts.primes
    text += "_" + _plain_script(parts.sub) if parts.sub else ""
    return text + ("^" + parts.sup if parts.sup else "")


def _command(mark: str, base: str) -> str:
    if mark == "bf" and base in GREEK:
        return r"\boldsymbol"  # \mathbf leaves Greek letters as they are
    return _COMMANDS.get(mark, r"\mathrm")


def _latex_base(parts: NameParts) -> str:
    if parts.base in GREEK:
        return "\\" + parts.base
    return parts.base if len(parts.base) == 1 or parts.marks else rf"\mathit{{{parts.base}}}"


def _latex_script(script: str, italic: Set[str] = frozenset()) -> str:
    return re.sub(r"[A-Za-z]+|\*", lambda found: _latex_word(found[0], italic), script)


def _latex_word(word: str, italic: Set[str]) -> str:
    if word in GREEK or word in ("max", "min", "infty"):
        return "\\" + word
    upright = len(word) > 2 or any(letter in INDEX_LETTERS - italic for letter in word)
    return rf"\text{{{word}}}" if upright else word


def _plain_script(script: str) -> str:
    text = re.sub(r"[A-Za-z]+", lambda found: GREEK.get(found[0], found[0]), script)
    return text if re.fullmatch(r"\w+", text) else f"{{{text}}}"
