"""Names with their accents, fonts, subscripts, primes and stars, and what they mean."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from symcalc.core import term as t
from symcalc.core.kind import REAL, Sort
from symcalc.core.term import Term
from symcalc.read import names
from symcalc.read.bracket_places import read_places
from symcalc.read.complex_numbers import conjugate_name, is_imaginary_unit
from symcalc.read.cursor import Cursor
from symcalc.read.errors import ReadError
from symcalc.read.labels_above import numbered
from symcalc.read.lexer import Token
from symcalc.read.subscripts import is_index, subscript
from symcalc.read.usual_arrays import usual_array

_STARS: Final = frozenset({"*", "\\star"})
#: Superscripts that make of a matrix another one.
_OF_MATRICES: Final = frozenset({"-1", "\\top", "T", "\\mathrm{T", "\\mathsf{T", "-\\top", "-T"})


@dataclass(frozen=True)
class Identifier:
    """A name as it stands: its key, the indices of an element, and its primes."""

    key: str
    indices: tuple[Term, ...] = ()
    primes: int = 0
    start: int = 0

    @property
    def base(self) -> str:
        """The key without subscript and star."""
        return self.key.split("^")[0].split("_")[0]


def starts_identifier(token: Token) -> bool:
    """Whether a name can begin with the token."""
    text = token.text
    return (
        token.is_letter
        or token.is_greek
        or text in names.ACCENTS
        or text in names.FONTS
        or text in names.WORDS
        or text in ("\\text", "\\Pr")
        or (len(text) > 1 and text[0].isalpha())
    )


def read_identifier(cursor: Cursor) -> Identifier:
    """Take one name with its subscript, primes and star."""
    start = cursor.i
    key = _base(cursor)
    indices: tuple[Term, ...] = ()
    primes = _primes(cursor)
    _subscript_first(cursor, key)
    if cursor.peek() == "_":
        cursor.step()
        label, indices = _subscript(cursor, key)
        key += f"_{label}" if label else ""
    primes += _primes(cursor)
    mark, place = numbered(cursor, key)
    key, indices = key + mark, (*place, *indices)
    key += _superscript_label(cursor)
    indices = indices or read_places(cursor, key)
    if cursor.peek() == "_" and not indices and "_" not in key:
        cursor.step()
        label, indices = _subscript(cursor, key)
        stem, mark, star = key.partition("^")
        key = (f"{stem}_{label}" if label else stem) + mark + star
    return Identifier(key, indices, primes, start)


def _base(cursor: Cursor) -> str:
    token = cursor.step()
    text = token.text
    if text == "\\Delta" and _is_increment(cursor):
        return "Delta." + _base(cursor)
    if token.is_letter:
        return text
    if token.is_greek:
        return text[1:]
    if text in names.ACCENTS:
        _subscript_outside(cursor)
        return f"{names.ACCENTS[text]}.{_bold_digit(cursor, text) or _argument_name(cursor)}"
    if text in names.FONTS:
        return f"{names.FONTS[text]}.{_bold_digit(cursor, text) or _argument_name(cursor)}"
    if text in names.WORDS or text == "\\text":
        return _word(cursor, token)
    if text == "\\Pr":
        return "rm.Pr"
    if text[0].isalpha():
        return _plain_word(text)
    raise cursor.refuse("SC013", f"cannot read {text} as a name", text, start=cursor.i - 1)


def _subscript_first(cursor: Cursor, key: str) -> None:
    """``x^2_i`` is typeset as ``x_i^2`` and means it: put the subscript first.

    ``A^{-1}_{ij}`` of a matrix is an entry of its inverse.
    """
    if cursor.peek() != "^" or cursor.peek(1) in ("'", "\\prime", *_STARS):
        return
    start = cursor.i
    cursor.step()
    above = cursor.group()
    middle = cursor.i
    if cursor.peek() == "_" and not _is_entry_of_power(cursor, key, above):
        cursor.step()
        cursor.group()
        tokens = list(cursor.tokens)
        end = cursor.i
        tokens[start:end] = tokens[middle:end] + tokens[start:middle]
        cursor.tokens = tokens
    cursor.i = start


def _is_entry_of_power(cursor: Cursor, key: str, above: tuple[int, int]) -> bool:
    """Whether a superscript makes another matrix, and the subscript behind it has two indices.

    Refused (SC023) where nothing tells that the name is a matrix.
    """
    power = "".join(token.text + token.value for token in cursor.tokens[slice(*above)]).strip("{}")
    if power not in _OF_MATRICES:
        return False
    saved = cursor.i
    cursor.step()
    below = [token for token in cursor.tokens[slice(*cursor.group())] if token.text != ","]
    cursor.i = saved
    counted = all(place.text.isdigit() or is_index(cursor, place.text) for place in below)
    if len(below) != len("ij") or not counted:
        return False
    if cursor.context.kinds.get(key, REAL).sort is Sort.MATRIX:
        return True
    shown = f"{key}^{{{power}}}"
    message = f"{shown}_{{ij}} has two usual readings: an entry of {shown}, and a power of an entry"
    cure = f"write ({shown})_{{ij}}, and declare {key} as a matrix"
    raise cursor.refuse("SC023", message, "_", cure)


def _subscript_outside(cursor: Cursor) -> None:
    r"""``\vec{x_i}`` means ``\vec{x}_i``: put the subscript behind the group."""
    if cursor.peek() != "{" or cursor.peek(2) != "_":
        return
    start, end = cursor.i, cursor.matching(cursor.i)
    inside = cursor.inner(start + 3, end)
    inside.group()
    if (cursor.token(1).is_letter or cursor.token(1).is_greek) and inside.at_end():
        tokens = list(cursor.tokens)
        close = tokens[end]
        tokens[start : end + 1] = [*tokens[start : start + 2], close, *tokens[start + 2 : end]]
        cursor.tokens = tokens


def _is_increment(cursor: Cursor) -> bool:
    """``\\Delta x`` is one name unless the page uses Delta as a name of its own."""
    token = cursor.token()
    named = token.is_letter or token.is_greek or token.text in names.WORDS
    return named and not token.gap and "Delta" not in cursor.context.scalars


def _plain_word(text: str) -> str:
    """A word of a plain expression: ``sigma``, ``w_1``, ``x'`` (primes are read elsewhere)."""
    return text.rstrip("'")


def _bold_digit(cursor: Cursor, font: str) -> str:
    r"""Take the digit of ``\mathbf{0}``, ``\mathbf 1`` and ``\vec 0``, or nothing."""
    if font != "\\vec" and names.FONTS.get(font) != "bf":
        return ""
    braced = cursor.peek() == "{" and cursor.peek(2) == "}"
    digit = cursor.peek(1 if braced else 0)
    if digit not in ("0", "1"):
        return ""
    cursor.i += 3 if braced else 1
    return digit


def _argument_name(cursor: Cursor) -> str:
    """The name under an accent or in a font: one name, nothing else."""
    if cursor.peek() != "{":
        return _base(cursor)
    start, end = cursor.group()
    inner = cursor.inner(start, end)
    letters = [token.text for token in inner.tokens]
    if len(letters) > 1 and all(token.is_letter for token in inner.tokens):
        return "".join(letters)
    try:
        found = read_identifier(inner)
    except ReadError:
        found = None
    if found is None or not inner.at_end() or found.indices or found.primes:
        raise cursor.refuse("SC016", "an accent or a font over an expression", start=start - 2)
    return found.key


def read_word(cursor: Cursor) -> str:
    r"""Take an upright word, ``\operatorname{arg\,max}`` being one; raises ReadError (SC017)."""
    return _word(cursor, cursor.step()).removeprefix("rm.")


def _word(cursor: Cursor, token: Token) -> str:
    if token.text == "\\text":
        word = token.value
    elif token.text == "\\rm" and cursor.peek() != "{":
        word = ""
        while cursor.token().is_letter:
            word += cursor.step().text
    else:
        start, end = cursor.group()
        inner = [piece.text for piece in cursor.tokens[start:end]]
        word = "".join(text for text in inner if text not in ("{", "}", "\\mathrm", "\\rm"))
        gaps = any(piece.gap for piece in cursor.tokens[start + 1 : end])
        if gaps and word not in names.CHOOSERS:
            word = ""
    if not word.isalnum() or not word.isascii() or not word[0].isalpha():
        message = "running text inside a formula"
        raise cursor.refuse("SC017", message, word or token.text, start=cursor.i - 1)
    return f"rm.{word}" if token.text != "\\mathit" else word


def _primes(cursor: Cursor) -> int:
    count = 0
    while cursor.accept("'"):
        count += 1
    if cursor.peek() == "^":
        k = 1
        if cursor.peek(1) == "{":
            k = 2
        run = 0
        while cursor.peek(k + run) in ("\\prime", "'"):
            run += 1
        if run and (k == 1 or cursor.peek(k + run) == "}"):
            cursor.i += k + run + (1 if k == 2 else 0)
            count += run
    return count


def _superscript_label(cursor: Cursor) -> str:
    """``w^*`` and ``w^{*}`` are names; any other superscript is left to the parser."""
    if cursor.peek() != "^":
        return ""
    if cursor.peek(1) in _STARS:
        cursor.i += 2
        return "^*"
    if cursor.peek(1) == "{" and cursor.peek(2) in _STARS and cursor.peek(3) == "}":
        cursor.i += 4
        return "^*"
    return ""


def _subscript(cursor: Cursor, base: str) -> tuple[str, tuple[Term, ...]]:
    """A subscript is a label of the name, or the indices of an element."""
    start = cursor.i
    if cursor.peek() in names.WORDS or cursor.peek() in names.FONTS or cursor.peek() == "\\text":
        return _base(cursor).removeprefix("rm."), ()
    first, end = cursor.group()
    return _with_subscript(cursor, first, end) or subscript(cursor, base, first, end, start)


def _with_subscript(cursor: Cursor, first: int, end: int) -> tuple[str, tuple[Term, ...]] | None:
    r"""``\sigma_{X_i}`` is one of several σ_X; ``x_{n_k}`` is an element at the place n_k."""
    if end - first < len("X_i") or cursor.tokens[first + 1].text != "_":
        return None
    inside = cursor.inner(first, end)
    found = read_identifier(inside)
    if not inside.at_end() or found.primes:
        return None
    if found.key[:1].islower() and is_index(cursor, found.base):
        place = t.element(found.key, *found.indices) if found.indices else t.name(found.key)
        return "", (place,)
    return found.key, found.indices


# ------------------------------------------------------------------------------ meaning


def plain_meaning(cursor: Cursor, found: Identifier) -> Term:
    """What a name means that is not applied: a constant, an element, or a quantity."""
    context, key = cursor.context, found.key
    known = key in cursor.bound or key in context.scalars
    differential = _differential(cursor, found, known)
    if differential is not None:
        return differential
    if found.primes:
        return _primed(cursor, found)
    usual = usual_array(context, key, found.indices) or conjugate_name(context, key)
    if usual is not None:
        return usual
    if found.indices:
        return t.element(key, *found.indices)
    if key == "e" and context.euler and not known:
        return t.name(key) if _own_e(cursor, found) else t.E
    if key == "rm.e" and not known and key not in context.defined:
        return t.E
    if key == "pi" and not known and key not in context.functions:
        return t.PI
    if not known and is_imaginary_unit(context, key):
        return t.constant("i")
    if key == "i" and not known and key not in context.indices:
        raise _which_i(cursor, found)
    return _run_of_bold(cursor, key) or t.name(key)


def _run_of_bold(cursor: Cursor, key: str) -> Term | None:
    r"""``\mathbf{AB}`` is the product of \mathbf{A} and \mathbf{B} where the page has these."""
    font, _, letters = key.partition(".")
    pieces = [f"{font}.{letter}" for letter in letters]
    if font != "bf" or len(pieces) < 2 or not letters.isalpha():
        return None
    used = all(piece in cursor.context.kinds for piece in pieces)
    return t.mul(*map(t.name, pieces)) if used else None


def subscripted(cursor: Cursor, key: str) -> Term:
    r"""The meaning of a name in braces, ``{\mathbf{v}}_i``, with the subscript at the cursor."""
    start = cursor.i
    label, indices = _subscript(cursor, key)
    return plain_meaning(cursor, Identifier(f"{key}_{label}" if label else key, indices, 0, start))


def _differential(cursor: Cursor, found: Identifier, known: bool) -> Term | None:
    r"""``\mathrm{d}y`` outside of an integral is a quantity of its own; None for a name d.

    Refused (SC038) where it is not one of a single variable.
    """
    following = cursor.token()
    upright = found.key == "rm.d"
    before = cursor.tokens[found.start - 1] if found.start else None
    italic = found.key == "d" and not known and not following.gap and _may_vary(following)
    joined = before is not None and before.is_letter and before.end == cursor.token(-1).start
    if not upright and (not italic or joined):
        return None
    variable = read_identifier(cursor) if _may_vary(following) else None
    if variable is None or variable.primes or cursor.peek() in ("(", "["):
        message = "a differential outside of an integral or a derivative"
        cure = "write \\cdot if d is a number: d \\cdot x"
        raise cursor.refuse("SC038", message, "d", cure, start=found.start)
    key = f"d.{variable.key}"
    return t.element(key, *variable.indices) if variable.indices else t.name(key)


def _may_vary(token: Token) -> bool:
    r"""Whether a token begins the name of a variable: x, \theta, \vec{l}, \mathbf{x}."""
    marked = token.text in names.ACCENTS or token.text in names.FONTS
    return token.is_letter or token.is_greek or marked


#: An error or an edge of that name: e = y - x defines it, e_i suggests that there is one.
_OWN_E: Final = r"(?<![\w\\])e\s*&?\s*(?::=|=)(?!\s*(?:2\.7|\\lim|\\sum|\\exp))"
_SEVERAL_E: Final = r"(?<![\w\\])e_"


def _own_e(cursor: Cursor, found: Identifier) -> bool:
    """Whether e alone is a name of the page; e^x always has Euler's number.

    Refused (SC027) where the page only numbers some e_i.
    """
    if cursor.peek() == "^":
        return False
    if cursor.context.speaks_of(_OWN_E):
        return True
    if cursor.context.speaks_of(_SEVERAL_E):
        message = "e has two usual readings here: Euler's number, and a name of this page"
        cure = r"declare it: --let 'e: real', or write \mathrm{e} for the number"
        raise cursor.refuse("SC027", message, "e", cure, start=found.start)
    return False


def _which_i(cursor: Cursor, found: Identifier) -> ReadError:
    message = "i has two usual readings: the imaginary unit, or an index or name"
    cure = "declare it: --let 'i: integer' or --let 'i: imaginary'"
    return cursor.refuse("SC027", message, "i", cure, start=found.start)


def _primed(cursor: Cursor, found: Identifier) -> Term:
    """y' of a defined y(x) is its derivative; otherwise the prime belongs to the name."""
    variable = cursor.context.dependents.get(found.key)
    further = cursor.context.dependents.get(variable or "")
    if further:
        message = f"{found.key}' has two usual readings: d/d{variable} and d/d{further}"
        cure = (
            f"write \\frac{{d{found.key}}}{{d{variable}}} or \\frac{{d{found.key}}}{{d{further}}}"
        )
        raise cursor.refuse("SC018", message, found.key + "'", cure, start=found.start)
    if variable and not found.indices:
        return t.derivative(t.name(found.key), t.name(variable), orders=(found.primes,))
    if found.indices:
        raise cursor.refuse("SC018", "a prime on an element", found.key, start=found.start)
    return t.name(found.key + "'" * found.primes)
