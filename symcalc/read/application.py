"""Functions: elementary ones with and without parentheses, and named ones applied."""

from __future__ import annotations

from typing import Final

from symcalc.core import term as t
from symcalc.core.term import Op, Term
from symcalc.core.vocabulary import FUNCTIONS
from symcalc.read import names
from symcalc.read.cursor import Cursor, is_relation
from symcalc.read.identifiers import Identifier

_CLOSING: Final = {"(": ")", "[": "]", "{": "}", "\\{": "\\}"}
_EVENTS: Final = frozenset({"=", "!=", "<", ">", "<=", ">="})
_BIG: Final = frozenset({"\\sum", "\\prod", "\\int", "\\lim"})
_ENDS_BARE: Final = frozenset(
    {"", "+", "-", "\\cdot", "*", "\\times", ")", "]", "}", "\\}", ",", ";", "&", "\\\\", ".",
     ":", "\\right.", "\\text", "\\rfloor", "\\rceil", "\\pm", "\\mp", "\\ldots"}
)  # fmt: skip


# ----------------------------------------------------------------------------- elementary


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


def elementary(cursor: Cursor, function: str) -> Term:
    """Read what follows an elementary function: scripts, then its argument."""
    start = cursor.i - 1
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
            raise _refuse_subscript(cursor, function, start)
    if exponent is not None and t.value_of(exponent) == -1:
        return _inverse(cursor, function, start)
    value = _apply_elementary(cursor, function, start)
    if base is not None:
        value = t.call("logbase", value.args[0], base)
    return value if exponent is None else t.power(value, exponent)


def _refuse_subscript(cursor: Cursor, function: str, start: int) -> Exception:
    if function in ("max", "min"):
        message = f"\\{function} over a variable is not read yet"
        return cursor.refuse("SC044", message, f"\\{function}_", start=start)
    return cursor.refuse("SC023", f"a subscript on \\{function}", f"\\{function}_", start=start)


def _inverse(cursor: Cursor, function: str, start: int) -> Term:
    if function not in names.INVERSES:
        message = f"\\{function}^{{-1}} has two usual readings: the inverse, and one over it"
        raise cursor.refuse("SC022", message, "^{-1}", start=start)
    return _apply_elementary(cursor, names.INVERSES[function], start)


def _apply_elementary(cursor: Cursor, function: str, start: int) -> Term:
    if cursor.peek() in _CLOSING:
        args = arguments(cursor)
    elif FUNCTIONS.get(function) == 1:
        args = (_bare_argument(cursor, function, start),)
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


def _bare_argument(cursor: Cursor, function: str, start: int) -> Term:
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
    from symcalc.read.calculus import differential_ahead  # noqa: PLC0415 (calculus reads terms)

    return bool(cursor.integrals) and differential_ahead(cursor)


def _check_bare(cursor: Cursor, function: str, start: int, first: int, named: int) -> None:
    token = cursor.token()
    if cursor.i == first:
        return
    if token.text in _CLOSING and token.text != "{":
        raise _ambiguous(cursor, function, "x (…)", start)
    if named or token.gap == "thin" or token.is_number:
        raise _ambiguous(cursor, function, "x y", start)


def _ambiguous(cursor: Cursor, function: str, shape: str, start: int) -> Exception:
    message = f"\\{function} {shape} has two usual readings"
    cure = "put the argument in parentheses"
    return cursor.refuse("SC030", message, f"\\{function}", cure, start=start)


def _skip_factor(cursor: Cursor) -> None:
    """Step over one factor: a token with its groups and scripts, a call with its arguments."""
    text = cursor.peek()
    if text in _BIG:
        cursor.i = _end_of_operand(cursor)
        return
    head = cursor.step()
    if text in _CLOSING:
        cursor.i = cursor.matching(cursor.i - 1) + 1
    elif text == "|":
        while cursor.step().text != "|":
            pass
    callable_head = head.is_letter or head.is_greek or text in names.WORDS or text == "\\text"
    is_function = text[0] == "\\" and text[1:] in names.FUNCTIONS
    takes_group = text[0] == "\\" and not head.is_greek
    while True:
        following = cursor.peek()
        if following in ("_", "^"):
            cursor.step()
            _skip_script(cursor)
        elif following == "'" or (following == "{" and takes_group):
            cursor.i = cursor.matching(cursor.i) + 1 if following == "{" else cursor.i + 1
        elif following in ("(", "[") and is_function:
            cursor.i = cursor.matching(cursor.i) + 1
            is_function = False
        elif following == "(" and callable_head and _applied_here(cursor, head.text):
            cursor.i = cursor.matching(cursor.i) + 1
            callable_head = False
        elif following == "[" and takes_group and text == "\\sqrt":
            cursor.i = cursor.matching(cursor.i) + 1
        else:
            return


def _applied_here(cursor: Cursor, text: str) -> bool:
    key = text.lstrip("\\")
    return text in names.WORDS or text in ("\\text", "\\Gamma") or key in (
        cursor.context.functions
    ) or key in names.FUNCTION_LETTERS  # fmt: skip


def _skip_script(cursor: Cursor) -> None:
    if cursor.peek() in names.WORDS or cursor.peek() in names.ACCENTS:
        cursor.step()
    cursor.group()


def _end_of_operand(cursor: Cursor) -> int:
    """Where the term of a big operator ends: before + or - at this level."""
    depth = 0
    for k in range(cursor.i, len(cursor.tokens)):
        text = cursor.tokens[k].text
        depth += {"{": 1, "(": 1, "[": 1, "}": -1, ")": -1, "]": -1}.get(text, 0)
        if depth < 0 or (depth == 0 and k > cursor.i and text in ("+", "-", ",", ";")):
            return k
    return len(cursor.tokens)


# -------------------------------------------------------------------------- named functions


def is_application(cursor: Cursor, found: Identifier) -> bool:
    """Whether a name before a parenthesis is a function of what is inside.

    Raises ReadError (SC026) where that is not known and both readings are usual.
    """
    opening = cursor.peek()
    known = cursor.context.functions
    if opening == "^" and _power_before_parenthesis(cursor, found):
        return True
    if found.key in known and found.primes and opening != "(":
        return True
    if found.key in cursor.bound:
        return False
    if opening not in ("(", "["):
        return _stands_for_its_value(cursor, found)
    if opening == "[":
        return found.key.startswith(("rm.", "bb.")) or found.base in names.BRACKET_FUNCTIONS
    if found.key in known or found.key.startswith(("rm.", "bb.")) or found.primes:
        return True
    if cursor.token().gap or found.key in cursor.context.scalars:
        return False
    if found.base in names.FUNCTION_LETTERS:
        return True
    return _by_content(cursor, found)


def _stands_for_its_value(cursor: Cursor, found: Identifier) -> bool:
    """f alone is f(x) in a derivative and where f was defined; p beside p(x) is a number."""
    parameters = cursor.context.functions.get(found.key)
    if not parameters or found.indices:
        return False
    usual = found.key in cursor.context.defined or found.base in names.FUNCTION_LETTERS
    return cursor.differentiated or usual


def _power_before_parenthesis(cursor: Cursor, found: Identifier) -> bool:
    """``f^{-1}(x)`` and ``f^2(x)`` of what may be a function; they are refused."""
    if found.key not in cursor.context.functions and found.base not in names.FUNCTION_LETTERS:
        return False
    after = cursor.matching(cursor.i + 1) + 1 if cursor.peek(1) == "{" else cursor.i + 2
    return after < len(cursor.tokens) and cursor.tokens[after].text == "("


def _by_content(cursor: Cursor, found: Identifier) -> bool:
    end = cursor.matching(cursor.i)
    inside = cursor.tokens[cursor.i + 1 : end]
    if any(token.text in (",", ";", "|") for token in inside):
        return True
    if not any(token.text in ("+", "-") for token in inside[1:]):
        shown = f"{found.key}({''.join(token.text for token in inside)})"
        message = f"{shown} has two usual readings: a function applied, and a product"
        cure = f"write \\cdot for the product, or declare: --let '{found.key}: function'"
        raise cursor.refuse("SC026", message, shown, cure, start=found.start)
    if found.base not in names.COEFFICIENTS:
        message = f"{found.key}(…) has two usual readings: a function applied, and a product"
        cure = f"write \\cdot for the product, or declare: --let '{found.key}: function'"
        raise cursor.refuse("SC026", message, found.key, cure, start=found.start)
    return False


def apply_function(cursor: Cursor, found: Identifier) -> Term:
    """Read a named function with its arguments, primes and indices."""
    start = found.start
    if found.key in cursor.context.nonscalars:
        word = cursor.context.nonscalars[found.key]
        message = f"{word}-valued functions are not read yet"
        raise cursor.refuse("SC031", message, found.key, start=start)
    order = _derivative_order(cursor)
    if cursor.peek() == "^" and not order:
        message = "a power or an inverse between a function and its argument: f^2(x), f^{-1}(x)"
        raise cursor.refuse("SC022", message, "^", "write (f(x))^2", start=start)
    if cursor.peek() not in ("(", "["):
        return _without_arguments(cursor, found)
    args = (*found.indices, *arguments(cursor))
    order = order or found.primes
    if order:
        if len(args) != 1:
            raise cursor.refuse("SC018", "a prime on a function of several variables", "'")
        return t.apply(found.key, *args, orders=(order,))
    return _partial(cursor, found, args) or t.apply(found.key, *args)


def _derivative_order(cursor: Cursor) -> int:
    """Step over the (4) of ``f^{(4)}(x)``; 0 if something else stands there."""
    texts = [cursor.peek(k) for k in range(7)]
    if texts[:3] != ["^", "{", "("] or texts[4:] != [")", "}", "("] or not texts[3].isdigit():
        return 0
    cursor.i += 6
    return int(texts[3])


def _partial(cursor: Cursor, found: Identifier, args: tuple[Term, ...]) -> Term | None:
    """``f_{xy}(x, y)`` is a partial derivative where the subscript names arguments of f."""
    base, _, label = found.key.partition("_")
    known = cursor.context.functions.get(base, ())
    if not label.isalpha() or (base not in cursor.context.functions and (
            base not in names.FUNCTION_LETTERS)):  # fmt: skip
        return None
    places = list(known) if len(known) == len(args) else [
        str(argument.data) if argument.op is Op.NAME else "" for argument in args
    ]  # fmt: skip
    if len(places) < 2 or not all(letter in places for letter in label):
        return None
    return t.apply(base, *args, orders=tuple(label.count(place) for place in places))


def _without_arguments(cursor: Cursor, found: Identifier) -> Term:
    """f alone means f of its own parameters, where a definition told them."""
    parameters = cursor.context.functions.get(found.key, ())
    if not parameters or not cursor.differentiated:
        message = f"the function {found.key} without its argument"
        raise cursor.refuse("SC034", message, found.key, "write f(x)", start=found.start)
    if found.primes and len(parameters) != 1:
        raise cursor.refuse("SC018", "a prime on a function of several variables", "'")
    orders = (found.primes,) if found.primes else ()
    return t.apply(found.key, *map(t.name, parameters), orders=orders)


def _event(cursor: Cursor) -> Term:
    """An argument, which may be an event: ``P(X = 0)``, ``P(a < X \\le b)``."""
    start = cursor.i
    sides, signs = [cursor.expression(cursor)], []
    while is_relation(cursor.token()):
        sign = names.RELATIONS[cursor.step().text]
        if sign not in _EVENTS:
            raise cursor.refuse("SC035", "this event is not read yet", sign, start=start)
        signs.append(sign)
        sides.append(cursor.expression(cursor))
    links = [t.relation(s, a, b) for s, a, b in zip(signs, sides, sides[1:], strict=False)]
    if not links:
        return sides[0]
    return links[0] if len(links) == 1 else t.make(Op.AND, *links)


def arguments(cursor: Cursor) -> tuple[Term, ...]:
    """The arguments in parentheses; those after ``|`` or ``;`` are one tuple at the end."""
    opening = cursor.step().text
    closing = _CLOSING[opening]
    plain: list[Term] = []
    given: list[Term] | None = None
    with cursor.fresh_group():
        saved, cursor.integrals = cursor.integrals, 0
        cursor.in_arguments = True
        while True:
            value = _event(cursor)
            (plain if given is None else given).append(value)
            if cursor.peek() in (";", "|", "\\|") and given is None:
                cursor.step()
                cursor.accept("|")
                given = []
            elif not cursor.accept(","):
                break
        cursor.integrals = saved
    cursor.expect(closing)
    if given is not None:
        plain.append(t.make(Op.TUPLE, *given, data="given"))
    return tuple(plain)
