"""What may stand side by side in a product: where a factor begins, and what is refused."""

from __future__ import annotations

from typing import Final

from symcalc.core.term import Op, Term
from symcalc.read import names
from symcalc.read.calculus import differential_ahead
from symcalc.read.cursor import Cursor, is_relation
from symcalc.read.evaluations import is_evaluation_ahead
from symcalc.read.usual_arrays import fills

_CLOSERS: Final = frozenset(
    {"", ")", "]", "}", "\\}", "&", "\\\\", ",", ";", ":", "\\end", "\\rfloor", "\\rceil",
     "\\rangle", "\\right.", "?", ".", "\\to", "\\cap", "\\cup", "\\wedge", "\\vee"}
)  # fmt: skip
_OPERATORS: Final = frozenset(
    {"+", "-", "*", "/", "\\cdot", "\\times", "\\div", "^", "_", "!", "'", "\\pm", "\\mp",
     "\\over", "\\choose", "\\atop"}
)  # fmt: skip


def check_juxtaposition(cursor: Cursor, slashed: bool, start: int) -> None:
    """Refuse a factor that may not stand beside the one before it."""
    if slashed:
        cure = "put the denominator in parentheses, or use \\frac{…}{…}"
        message = "a/b c has two usual readings: (a/b)·c and a/(b·c)"
        raise cursor.refuse("SC021", message, "/", cure, start=start)
    token = cursor.token()
    if token.gap == "wide":
        message = "a wide space between two expressions"
        raise cursor.refuse("SC019", message, "\\quad", "separate them with a comma or a relation")
    before = cursor.tokens[cursor.i - 1].text
    if cursor.context.plain and all(_is_plain_word(text) for text in (before, token.text)):
        message = "two words side by side"
        raise cursor.refuse("SC017", message, token.text, "write * between two names")
    if token.text == "\\frac" and _is_mixed(cursor):
        shown = f"{before}\\frac"
        message = f"{shown}… has two usual readings: a mixed number, and a product"
        raise cursor.refuse("SC028", message, shown, "write + or \\cdot before the fraction")
    if token.is_number and not fills(cursor):
        cure = "write \\cdot between them, or ^ or _ if it is a script"
        raise cursor.refuse("SC028", "a number directly after a factor", token.text, cure)


def _is_mixed(cursor: Cursor) -> bool:
    r"""Whether a proper fraction stands right behind a whole number, as in ``3\frac{1}{2}``."""
    whole = cursor.tokens[cursor.i - 1].text.isdigit()
    if not whole or cursor.tokens[max(cursor.i - 2, 0)].text in ("^", "_", "."):
        return False
    inside = [token.text for token in cursor.tokens[cursor.i + 1 : cursor.i + 7]]
    if len(inside) > 0 and inside[0].isdigit():  # \frac12
        return len(inside[0]) == 2 and inside[0][0] < inside[0][1]
    braced = [text for k, text in enumerate(inside) if k in (0, 2, 3, 5)] == ["{", "}", "{", "}"]
    numbers = inside[1::3]
    return braced and all(n.isdigit() for n in numbers) and int(numbers[0]) < int(numbers[1])


def check_power_before_argument(cursor: Cursor, factor: Term, start: int) -> None:
    r"""``\chi^2(k)`` is a distribution to some, a square times k to others."""
    if factor.op is not Op.POW or factor.args[0].op is not Op.NAME or cursor.peek() != "(":
        return
    if cursor.peek(2) == ")" and (cursor.token(1).is_letter or cursor.token(1).is_greek):
        message = "a power before a name in parentheses: a product, or a function applied"
        raise cursor.refuse("SC026", message, "(", "write \\cdot for the product", start=start)


def _is_plain_word(text: str) -> bool:
    return len(text) > 1 and text.isalpha() and text not in names.PLAIN_GREEK


def starts_factor(cursor: Cursor) -> bool:
    """Whether the next token begins another factor of the same product."""
    token = cursor.token()
    text = token.text
    if text in _CLOSERS or text in _OPERATORS or is_relation(token):
        return False
    if text == "\\text":
        return token.value.isalnum() and token.value not in names.CONNECTIVES
    if is_evaluation_ahead(cursor):
        return False
    if text in ("|", "\\|"):
        return token.side == "open" or (token.side == "" and not cursor.bars and not (
            cursor.in_arguments))  # fmt: skip
    if text in names.IMPLICATIONS or text in ("\\ldots", "\\forall"):
        return False
    return not (cursor.integrals and differential_ahead(cursor))


def refuse_after_signed_product(cursor: Cursor, sign: str, start: int) -> None:
    r"""Refuse ``A \odot B C``, which two people read in two ways."""
    if starts_factor(cursor):
        message = f"A {sign} B C has two usual readings: (A {sign} B) C and A {sign} (B C)"
        raise cursor.refuse("SC021", message, sign, "write the parentheses", start=start)
