"""Elementary functions, with and without parentheses around their argument."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from symcalc.core import term as t
from symcalc.core.term import Op, Term
from symcalc.core.vocabulary import FUNCTIONS
from symcalc.read import names
from symcalc.read.application import CLOSING, SPEAKS_OF_INVERSES, arguments
from symcalc.read.calculus import differential_ahead
from symcalc.read.cursor import Cursor, is_relation
from symcalc.read.extremum import over_variable
from symcalc.read.lexer import with_depths
from symcalc.read.primaries import is_choice

Reader = Callable[[Cursor], Term]

_BIG: Final = frozenset({"\\sum", "\\prod", "\\int", "\\lim"})

_ENDS_BARE: Final = frozenset(
    {"", "+", "-", "\\cdot", "*", "\\times", ")", "]", "}", "\\}", ",", ";", "&", "\\\\", ".",
     ":", "\\right.", "\\text", "\\rfloor", "\\rceil", "\\rangle", "\\pm", "\\mp", "\\ldots"}
)  # fmt: skip


def read_function_name(cursor: Cursor) -> str:
    r"""Take the name of an elementary function (``\sin``, ``\mathrm{exp}``), or nothing."""
    text = cursor.peek()
    if cursor.context.plain:
        return _plain_function(cursor)
    if text[:1] == "\\" and text[1:] in names.FUNCTIONS:
        cursor.step()
        return names.FUNCTIONS[text[1:]]
    if text == "\\Gamma" and cursor.peek(1) in ("(", "[") and not _declared(cursor, "Gamma"):
        cursor.step()
        return "gamma"
    if text in names.WORDS and cursor.peek(1) == "{":
        end = cursor.matching(cursor.i + 1)
        word = "".join(token.text for token in cursor.tokens[cursor.i + 2 : end])
        if word in names.WORD_FUNCTIONS and f"rm.{word}" not in cursor.context.defined:
            cursor.i = end + 1
            return names.WORD_FUNCTIONS[word]
    if text == "\\text" and cursor.token().value in names.FUNCTIONS:
        return names.FUNCTIONS[cursor.step().value]
    return ""


def _declared(cursor: Cursor, key: str) -> bool:
    return key in cursor.context.scalars or key in cursor.context.functions


def _plain_function(cursor: Cursor) -> str:
    word = cursor.peek()
    if cursor.peek(1) == "(" and word in names.PLAIN_FUNCTIONS and not _declared(cursor, word):
        cursor.step()
        return names.PLAIN_FUNCTIONS[word]
    return ""


def elementary(cursor: Cursor, function: str, read_term: Reader) -> Term:
    """Read what follows an elementary function: scripts, then its argument."""
    start = cursor.i - 1
    if function in ("max", "min") and cursor.peek() == "_":
        return over_variable(cursor, function, read_term, start)
    base = exponent = None
    while cursor.peek() in ("^", "_"):
        sign = cursor.step().text
        first, end = cursor.group()
        script = cursor.read_between(first, end)
        if sign == "^":
            exponent = script
        elif function == "log":
            base = script
        else:
            message = f"a subscript on \\{function}"
            raise cursor.refuse("SC023", message, f"\\{function}_", start=start)
    if exponent is not None and t.value_of(exponent) == -1:
        return _inverse(cursor, function, start)
    value = _apply_elementary(cursor, function, start)
    if base is not None:
        value = t.call("logbase", value.args[0], base)
    return value if exponent is None else t.power(value, exponent)


def _inverse(cursor: Cursor, function: str, start: int) -> Term:
    if function not in names.INVERSES and FUNCTIONS.get(function) == 1 and (
        cursor.context.speaks_of(SPEAKS_OF_INVERSES)
    ):  # fmt: skip
        value = _apply_elementary(cursor, function, start)
        return t.apply(f"inv.rm.{function}", *value.args)
    if function not in names.INVERSES:
        message = f"\\{function}^{{-1}} has two usual readings: the inverse, and one over it"
        raise cursor.refuse("SC022", message, "^{-1}", start=start)
    return _apply_elementary(cursor, names.INVERSES[function], start)


def _apply_elementary(cursor: Cursor, function: str, start: int) -> Term:
    if cursor.peek() in CLOSING and not (cursor.peek() == "{" and is_choice(cursor)):
        args = arguments(cursor)
    elif FUNCTIONS.get(function) == 1:
        args = (bare_argument(cursor, function, start),)
    else:
        message = f"\\{function} needs its arguments in parentheses"
        raise cursor.refuse("SC044", message, f"\\{function}", start=start)
    if any(argument.op is Op.TUPLE for argument in args):
        raise cursor.refuse("SC013", f"a condition inside \\{function}", "|", start=start)
    return _with_arity(cursor, function, args, start)


def _with_arity(cursor: Cursor, function: str, args: tuple[Term, ...], start: int) -> Term:
    if function == "cbrt":
        return t.call("root", *args, t.number(3))
    if function == "log" and len(args) == 2:
        return t.call("logbase", *args)
    wanted = FUNCTIONS[function]
    if wanted is not None and len(args) != wanted:
        message = f"{function} takes {wanted} argument{'s' if wanted > 1 else ''}, not {len(args)}"
        raise cursor.refuse("SC033", message, function, start=start)
    return t.call(function, *args)


def bare_argument(cursor: Cursor, function: str, start: int) -> Term:
    """The argument of a function without parentheses: numbers, then at most one factor.

    More is refused: sin x y, ln a (b+c) and cos x/2 have two usual readings each.
    """
    first = cursor.i
    if cursor.peek() in ("-", "+"):
        cure = f"write \\{function}(-x)"
        raise cursor.refuse("SC030", f"\\{function} -x without parentheses", "-", cure)
    end, named = cursor.i, 0
    while cursor.peek() not in _ENDS_BARE and not is_relation(cursor.token()):
        if _stops_bare(cursor, first):
            break
        if not _goes_on_as_phase(cursor, function, named):
            _check_bare(cursor, function, start, first, named)
        numeric = cursor.token().is_number or cursor.peek() == "\\pi"
        _skip_factor(cursor)
        named += not numeric
        end = cursor.i
    if end == first:
        message = f"\\{function} without an argument"
        raise cursor.refuse("SC013", message, f"\\{function}", start=start)
    if cursor.peek() == "/":
        raise _ambiguous(cursor, function, "x/y", start)
    return cursor.read_between(first, end)


def _stops_bare(cursor: Cursor, first: int) -> bool:
    """Another function, a bar that closes or an implication ends a bare argument."""
    token = cursor.token()
    if token.text in names.IMPLICATIONS or token.gap == "wide":
        return True
    if token.text == "|" and (token.side in ("close", "middle") or cursor.bars):
        return True
    if token.text in _BIG and cursor.i > first:
        return True
    if cursor.i > first and token.text[1:] in names.FUNCTIONS and token.text[0] == "\\":
        return True
    return bool(cursor.integrals) and differential_ahead(cursor)


#: Functions that everyone takes of the whole of ωt and kx, and the letters of such products.
_OF_PHASES: Final = frozenset({"sin", "cos", "tan", "cot", "sec", "csc", "sinh", "cosh", "tanh"})
_FREQUENCIES: Final = frozenset(
    ["\\omega", "\\Omega", "\\pi", "\\alpha", "\\beta", "\\lambda", "\\nu", "\\kappa", *"knmlabcpq"]
)
_PHASES: Final = frozenset(["\\theta", "\\phi", "\\varphi", "\\tau", *"txyzrsu"])


def _goes_on_as_phase(cursor: Cursor, function: str, named: int) -> bool:
    r"""Whether the t of ``\cos\omega t`` comes next."""
    token, before = cursor.token(), cursor.tokens[cursor.i - 1]
    single = named == 1 and not token.gap and token.text in _PHASES
    return single and function in _OF_PHASES and before.text in _FREQUENCIES


def _check_bare(cursor: Cursor, function: str, start: int, first: int, named: int) -> None:
    token = cursor.token()
    if cursor.i == first:
        return
    if token.text in CLOSING and token.text != "{":
        raise _ambiguous(cursor, function, "x (…)", start)
    if named or token.gap == "thin" or token.is_number:
        raise _ambiguous(cursor, function, "x y", start)


def _ambiguous(cursor: Cursor, function: str, shape: str, start: int) -> Exception:
    message = f"\\{function} {shape} has two usual readings"
    cure = "put the argument in parentheses"
    return cursor.refuse("SC030", message, f"\\{function}", cure, start=start)


#: Commands whose factor goes on with a square bracket: \sqrt[3]{x}, \mathbb{E}[X].
_BEFORE_SQUARE: Final = frozenset({"\\sqrt", "\\mathbb", *names.WORDS})


def _skip_factor(cursor: Cursor) -> None:
    """Step over one factor: a token with its groups and scripts, a call with its arguments."""
    text = cursor.peek()
    if text in _BIG:
        cursor.i = _end_of_operand(cursor)
        return
    head = cursor.step()
    if text == "\\det" and cursor.peek() not in ("(", "["):
        _skip_factor(cursor)
        return
    if text in CLOSING:
        cursor.i = cursor.matching(cursor.i - 1) + 1
    elif text == "|":
        while cursor.step().text != "|":
            pass
    font = text in ("\\mathcal", "\\mathscr", "\\mathbb")
    callable_head = (
        font or head.is_letter or head.is_greek or text in names.WORDS or text == "\\text"
    )
    is_function = text == "\\det" or (text[0] == "\\" and text[1:] in names.FUNCTIONS)
    takes_group = text[0] == "\\" and not head.is_greek
    while True:
        following = cursor.peek()
        if following in ("_", "^"):
            cursor.step()
            _skip_script(cursor)
        elif following in ("'", "!") or (following == "{" and takes_group):
            cursor.i = cursor.matching(cursor.i) + 1 if following == "{" else cursor.i + 1
        elif following in ("(", "[") and is_function:
            cursor.i = cursor.matching(cursor.i) + 1
            is_function = False
        elif following == "(" and callable_head and _applied_here(cursor, head.text):
            cursor.i = cursor.matching(cursor.i) + 1
            callable_head = False
        elif following == "[" and takes_group and text in _BEFORE_SQUARE:
            cursor.i = cursor.matching(cursor.i) + 1
        else:
            return


def _applied_here(cursor: Cursor, text: str) -> bool:
    key = text.lstrip("\\")
    return text in names.WORDS or text in names.FONTS or text in ("\\text", "\\Gamma") or key in (
        cursor.context.functions
    ) or key in names.FUNCTION_LETTERS  # fmt: skip


def _skip_script(cursor: Cursor) -> None:
    if cursor.peek() in names.WORDS or cursor.peek() in names.ACCENTS:
        cursor.step()
    cursor.group()


def _end_of_operand(cursor: Cursor) -> int:
    """Where the term of a big operator ends: before + or - at this level."""
    for k, (token, depth) in enumerate(with_depths(cursor.tokens[cursor.i :]), cursor.i):
        ends = depth == 0 and k > cursor.i and token.text in ("+", "-", ",", ";")
        if depth < 0 or ends:
            return k
    return len(cursor.tokens)
