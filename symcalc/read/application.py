"""Named functions: what is an application, and its arguments."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from symcalc.core import term as t
from symcalc.core.term import Op, Term
from symcalc.read import names
from symcalc.read.complex_numbers import is_imaginary_unit
from symcalc.read.cursor import Cursor
from symcalc.read.events import event, is_of_events
from symcalc.read.identifiers import Identifier
from symcalc.read.tokens import with_depths

#: Landau's symbol in calligraphic type.
_LANDAU: Final = frozenset({"cal.O"})
_OF_LAYERS: Final = r"\blayers?\b|\bperceptron"
#: The bracket that closes each opening one.
CLOSING: Final = {"(": ")", "[": "]", "{": "}", "\\{": "\\}"}


def is_application(cursor: Cursor, found: Identifier) -> bool:
    """Whether a name before a parenthesis is a function of what is inside.

    Raises ReadError (SC026) where that is not known and both readings are usual.
    """
    _refuse_directional(cursor, found)
    opening = cursor.peek()
    known = cursor.context.functions
    if opening == "^" and _power_before_parenthesis(cursor, found):
        return True
    if found.key in known and found.primes and opening != "(":
        return True
    if found.key in cursor.bound:
        return False
    if opening == "\\{" and _is_functional(cursor, found):
        return True
    if opening not in ("(", "["):
        return _stands_for_its_value(cursor, found)
    if opening == "[":
        usual = found.base in names.BRACKET_FUNCTIONS and found.key not in cursor.context.kinds
        return _is_functional(cursor, found) or usual or _lists(cursor)
    if _multiplies_itself(cursor, found) or is_imaginary_unit(cursor.context, found.key):
        return False
    if found.key in known or found.key.startswith(("rm.", "bb.")) or found.primes:
        return True
    if found.base in _LANDAU or _is_at_complex_place(cursor, found):
        return True
    if cursor.token().gap or found.key in cursor.context.scalars:
        return False
    if found.key in cursor.context.kinds:
        return False
    if found.base in names.FUNCTION_LETTERS:
        return True
    return _by_content(cursor, found)


def _is_at_complex_place(cursor: Cursor, found: Identifier) -> bool:
    """Whether a capital stands before a place in the complex plane: ``X(j \\omega)``."""
    if not found.base[:1].isupper():
        return False
    inside = cursor.tokens[cursor.i + 1 : cursor.matching(cursor.i)]
    free = [token.text for token in inside if token.text not in cursor.bound]
    return any(is_imaginary_unit(cursor.context, text) for text in free)


def _is_functional(cursor: Cursor, found: Identifier) -> bool:
    r"""An upright or calligraphic name before [ or \{, as in ``\mathcal{L}\{f\}``, is applied."""
    known = found.key in cursor.context.kinds or found.key in cursor.context.scalars
    upright = found.key.startswith(("rm.", "bb."))
    return upright or (found.key.startswith("cal.") and not known)


def _lists(cursor: Cursor) -> bool:
    """``R[p, f]`` with a function f, ``D[q \\Vert p]``: no product has such a list."""
    inside = cursor.tokens[cursor.i + 1 : cursor.matching(cursor.i)]
    outer = [token.text for token, depth in with_depths(inside) if depth == 0]
    if outer.count("\\|") == 1:
        return True
    separated = "," in outer
    known = cursor.context.functions.keys() | names.FUNCTION_LETTERS
    return separated and any(token.text.lstrip("\\") in known for token in inside)


def _refuse_directional(cursor: Cursor, found: Identifier) -> None:
    """``D_u f`` is no product where the page speaks of directional derivatives."""
    if found.key.startswith("D_") and cursor.context.speaks_of("directional derivative"):
        direction = found.key.partition("_")[2]
        message = f"D_{direction} may be the derivative in the direction {direction}, or a name"
        cure = rf"write \nabla f \cdot {direction}, or \frac{{d}}{{dt}} f(x + t {direction})"
        raise cursor.refuse("SC048", message, found.key, cure, start=found.start)


def _multiplies_itself(cursor: Cursor, found: Identifier) -> bool:
    """``p(p-1)`` is a product, whatever p(x) is elsewhere; ``f(f(x))`` is none."""
    if found.key in cursor.context.defined or len(found.key.lstrip("\\")) > 1:
        return False
    end = cursor.matching(cursor.i)
    return any(
        cursor.tokens[k].text == found.key and not _is_applied(cursor, k + 1)
        for k in _outside_words(cursor, cursor.i + 1, end)
    )


def _outside_words(cursor: Cursor, first: int, end: int) -> Iterator[int]:
    r"""The positions that are no letters of ``\operatorname{softmax}`` and of subscripts."""
    k = first
    while k < end:
        if cursor.tokens[k].text not in names.WORDS and cursor.tokens[k].text != "_":
            yield k
            k += 1
        elif cursor.tokens[k + 1].text == "{":
            k = cursor.matching(k + 1) + 1
        else:
            k += 2


def _is_applied(cursor: Cursor, k: int) -> bool:
    """Whether a parenthesis opens at token k, behind primes."""
    while cursor.tokens[k].text == "'":
        k += 1
    return cursor.tokens[k].text == "("


def _stands_for_its_value(cursor: Cursor, found: Identifier) -> bool:
    """f alone is f(x) in a derivative and where f was defined; p beside p(x) is a number."""
    parameters = cursor.context.functions.get(found.key)
    if not parameters or found.indices:
        return False
    if not cursor.differentiated and _is_a_variable(cursor, found.key):
        return False
    usual = found.key in cursor.context.defined or found.base in names.FUNCTION_LETTERS
    return cursor.differentiated or usual


def _is_a_variable(cursor: Cursor, key: str) -> bool:
    """u is a function of a and b, and what f(u, v) depends on: alone it is that variable."""
    others = cursor.context.functions.items()
    return any(key in parameters for other, parameters in others if other != key)


def _power_before_parenthesis(cursor: Cursor, found: Identifier) -> bool:
    """``f^{-1}(x)`` and ``f^2(x)`` of what may be a function; ``p^x \\, (1-p)`` is a product."""
    upright = found.key.startswith(("rm.", "bb."))
    context = cursor.context
    usual = found.base in names.FUNCTION_LETTERS and found.key not in context.kinds
    if not usual and not upright and found.key not in context.functions:
        return False
    after = cursor.matching(cursor.i + 1) + 1 if cursor.peek(1) == "{" else cursor.i + 2
    if after >= len(cursor.tokens) or cursor.tokens[after].text not in ("(", "["):
        return False
    return not cursor.tokens[after].gap and (cursor.tokens[after].text == "(" or upright)


def _by_content(cursor: Cursor, found: Identifier) -> bool:
    end = cursor.matching(cursor.i)
    inside = cursor.tokens[cursor.i + 1 : end]
    if any(token.text in (",", ";", "|", ":") or is_of_events(token) for token in inside):
        return True
    if any(token.text == "\\text" for token in inside):
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
    order = _derivative_order(cursor)
    key = found.key
    if not order and is_inverse(cursor):
        key = _inverse(cursor, found)
    elif cursor.peek() == "^" and not order:
        message = "a power between a function and its argument: f^2(x)"
        raise cursor.refuse("SC022", message, "^", "write (f(x))^2", start=start)
    in_braces = cursor.peek() == "\\{" and _is_functional(cursor, found)
    if cursor.peek() not in ("(", "[") and not in_braces:
        return _without_arguments(cursor, found)
    args = (*found.indices, *arguments(cursor))
    order = order or found.primes
    if order:
        if len(args) != 1:
            raise cursor.refuse("SC018", "a prime on a function of several variables", "'")
        return t.apply(key, *args, orders=(order,))
    return _partial(cursor, found, args) or t.apply(key, *args)


#: Words of a page on which f^{-1} is an inverse function.
SPEAKS_OF_INVERSES: Final = (
    r"\binver(?:se|t|sion)|\bquantile|\bbijecti|\bone-to-one|\bstrictly (?:in|de)creasing|\bmonoton"
)


def is_inverse(cursor: Cursor) -> bool:
    """Whether ``^{-1}`` comes next."""
    return [cursor.peek(k) for k in range(5)] == ["^", "{", "-", "1", "}"]


def _inverse(cursor: Cursor, found: Identifier) -> str:
    """The key of the inverse function, where the page speaks of inverses.

    ``h^{-1}(f(x+h) - f(x))`` divides by a number, so h must be known as a function.
    """
    known = found.key in cursor.context.functions or found.key.startswith("rm.")
    plain = known and not (found.primes or found.indices)
    if not plain or not cursor.context.speaks_of(SPEAKS_OF_INVERSES):
        shown = found.key
        message = (
            f"{shown}^{{-1}}(x) has two usual readings: the inverse function, and 1/{shown}(x)"
        )
        cure = f"write 1/{shown}(x), or say on the page that it is the inverse function"
        raise cursor.refuse("SC022", message, "^{-1}", cure, start=found.start)
    cursor.i += 5
    return f"inv.{found.key}"


def _derivative_order(cursor: Cursor) -> int:
    """Step over the (4) of ``f^{(4)}(x)``; 0 if something else stands there.

    Refused (SC024) on a page with layers, whose functions are numbered in this way.
    """
    texts = [cursor.peek(k) for k in range(7)]
    if texts[:3] != ["^", "{", "("] or texts[4:] != [")", "}", "("] or not texts[3].isdigit():
        return 0
    if cursor.context.speaks_of(_OF_LAYERS):
        message = f"^({texts[3]}) has two usual readings: a derivative, and the number of a layer"
        cure = "write the derivative with primes, or the layer as a subscript"
        raise cursor.refuse("SC024", message, f"^({texts[3]})", cure)
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
    """f alone is the function itself; in a derivative it is f of its own parameters."""
    parameters = cursor.context.functions.get(found.key, ())
    if not cursor.differentiated and not found.primes:
        return t.apply(found.key)
    if not parameters or not cursor.differentiated:
        message = f"the function {found.key} without its argument"
        raise cursor.refuse("SC034", message, found.key, "write f(x)", start=found.start)
    if found.primes and len(parameters) != 1:
        raise cursor.refuse("SC018", "a prime on a function of several variables", "'")
    orders = (found.primes,) if found.primes else ()
    return t.apply(found.key, *map(t.name, parameters), orders=orders)


def _dots(cursor: Cursor) -> Term | None:
    if cursor.peek() != "\\ldots" or cursor.peek(1) not in (",", ")", "]", ";", "|"):
        return None
    cursor.step()
    return t.make(Op.TUPLE, data="dots")


def arguments(cursor: Cursor) -> tuple[Term, ...]:
    """The arguments in parentheses; those after ``|`` or ``;`` are one tuple at the end.

    Dots between them, as in L(w_1, …, w_n), stand as such: what they leave out is not needed to
    tell one application from another.
    """
    opening = cursor.step().text
    closing = CLOSING[opening]
    plain: list[Term] = []
    given: list[Term] | None = None
    with cursor.fresh_group():
        saved, cursor.integrals = cursor.integrals, 0
        cursor.in_arguments = True
        while True:
            value = _dots(cursor) or event(cursor)
            (plain if given is None else given).append(value)
            if cursor.peek() in (";", "|", "\\|") and given is None:
                cursor.step()
                cursor.accept("|")
                given = []
            elif not cursor.accept(",", *([";"] if given is not None else [])):
                break
        cursor.integrals = saved
    cursor.expect(closing)
    if given is not None:
        plain.append(t.make(Op.TUPLE, *given, data="given"))
    return tuple(plain)
