r"""Complex numbers as pages write them: i, \Re z, \bar z and z^*.

An upright i is the imaginary unit (ISO 80000-2, 2-16.1).  An italic i or j is one where the
page says so, or raises e to a power with it; where it numbers things as well, only what is
no index is the unit.
"""

from __future__ import annotations

from typing import Final

from symcalc.core import term as t
from symcalc.core.term import Op, Term
from symcalc.read import names
from symcalc.read.context import Context
from symcalc.read.cursor import Cursor
from symcalc.read.errors import ReadError

_UPRIGHT: Final = ("rm.i", "rm.j")
_PARTS: Final = {"Re": "re", "Im": "im"}
_COMMANDS: Final = {"\\Re": "re", "\\Im": "im"}
_BARS: Final = ("\\bar", "\\overline")

#: A page that says or shows that a letter is the imaginary unit.
_UNIT: Final = (
    r"imaginary unit,? *(?:is )?\$*{0}\b"
    r"|(?<![\w\\]){0}\$* *(?:be|is|denotes|as|for|,|\()? *(?:the )?imaginary unit"
    r"|(?<![\w\\]){0} *\^ *\{{? *2 *\}}? *= *-+ *1"
    r"|(?<![\w\\]){0} *(?:=|:=|\\equiv) *\\sqrt *\{{? *- *1"
    r"|(?:\be *\^ *\{{|\\exp *(?:\\[a-zA-Z]+ *)?[(\[{{])(?:[^{{}}()\[\]a-zA-Z]|\\pi|\\frac\{{)*"
    r"{0}(?= *(?:\\[a-zA-Z,!]|[a-zA-Z(}}]))"
)


def is_imaginary_unit(context: Context, key: str) -> bool:
    """Whether a name that is not bound or declared is the imaginary unit on this page."""
    if key in _UPRIGHT:
        return key not in context.defined
    return key in context.units or (key in ("i", "j") and _shown(context, key))


def _shown(context: Context, letter: str) -> bool:
    return context.has(_UNIT.format(letter))


def complex_word(cursor: Cursor) -> str:
    r"""Take ``\Re``, ``\operatorname{Im}`` or their likes, or nothing."""
    text = cursor.peek()
    if text in _COMMANDS:
        cursor.step()
        return _COMMANDS[text]
    if text not in names.WORDS or cursor.peek(1) != "{" or cursor.peek(3 + 1) != "}":
        return ""
    word = cursor.peek(2) + cursor.peek(3)
    if word not in _PARTS or f"rm.{word}" in cursor.context.defined:
        return ""
    cursor.i += 5
    return _PARTS[word]


def conjugate_name(context: Context, key: str) -> Term | None:
    """``z^*`` and ``bar.z`` where z is complex; None for every other name."""
    for base in (key.removesuffix("^*"), key.removeprefix("bar.")):
        if base != key and base in context.complex:
            return t.call("conj", t.name(base))
    return None


def conjugate(cursor: Cursor) -> Term | None:
    r"""``\overline{z w}`` of complex numbers; None, and nothing taken, for other bars."""
    if cursor.peek() not in _BARS or cursor.peek(1) != "{":
        return None
    start = cursor.i
    cursor.step()
    first, end = cursor.group()
    try:
        body = cursor.read_between(first, end)
    except ReadError:
        body = None
    if body is not None and body.op is not Op.NAME and is_complex(cursor, body):
        return t.call("conj", body)
    cursor.i = start
    return None


def is_complex(cursor: Cursor, term: Term) -> bool:
    """Whether a term holds the imaginary unit or a name that is declared complex."""
    known = cursor.context.complex
    return any(
        node is t.constant("i") or (node.op is Op.NAME and node.data in known)
        for node in t.postorder(term)
    )
