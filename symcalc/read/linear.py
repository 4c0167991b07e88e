"""The notation of vectors and matrices: transposes, norms, products, gradients."""

from __future__ import annotations

from collections.abc import Callable
from operator import or_
from typing import Final

from symcalc.core import term as t
from symcalc.core.kind_shapes import has_arrays
from symcalc.core.shape import SCALAR, Shape
from symcalc.core.shapes import shapes_of
from symcalc.core.term import Op, Term
from symcalc.core.vocabulary import LINEAR
from symcalc.read import application, names
from symcalc.read.complex_numbers import is_complex
from symcalc.read.cursor import Cursor
from symcalc.read.identifiers import read_identifier, starts_identifier

_Reader = Callable[[Cursor], Term]


#: Upright words and commands -> function of a matrix or vector.
_WORDS: Final = {
    "tr": "trace", "Tr": "trace", "trace": "trace", "diag": "diag", "vec": "vec",
    "rank": "rank", "quaternion": "quaternion", "rk": "rank", "det": "det", "softmax": "softmax",
}  # fmt: skip


def shape_at(cursor: Cursor, term: Term) -> Shape:
    """The shape of a term under the kinds that the page tells."""
    kinds = cursor.context.kinds
    return shapes_of([term], kinds).of(term) if has_arrays([term], kinds) else SCALAR


def is_column(cursor: Cursor, term: Term) -> bool:
    """Whether a term is certainly a vector."""
    shape = shape_at(cursor, term)
    known = shape.columns == "1" and not shape.is_scalar and not shape.quaternion
    return known or _is_gradient(cursor, term)


def _is_gradient(cursor: Cursor, term: Term) -> bool:
    """Whether a term is the gradient of a function that nobody said to have vectors for values."""
    if term.op is not Op.DERIVATIVE or t.derivative_orders(term) != (1,):
        return False
    body, variable = term.args
    return body.op is Op.APPLY and shape_at(cursor, body).weak and is_column(cursor, variable)


def may_be_array(cursor: Cursor, term: Term) -> bool:
    """Whether a term is, or may be, a vector or a matrix."""
    return term.op is Op.TUPLE or not shape_at(cursor, term).is_scalar


# ------------------------------------------------------------------------- superscripts


def special_power(cursor: Cursor, base: Term, joined: str, start: int) -> Term | None:
    r"""``A^\top``, ``A^{-T}``, ``A^\dagger``, ``q^*``; None for what is a power."""
    if joined in names.TRANSPOSES:
        return _transposed(base)
    if joined == "T":
        return _to_the_t(cursor, base, start)
    if joined in ("-T", *names.MINUS_TRANSPOSES) and may_be_array(cursor, base):
        return t.call("transpose", t.power(base, t.MINUS_ONE))
    if joined in names.ADJOINTS:
        return t.call("adjoint", base)
    if joined in ("*", "\\star") and shape_at(cursor, base).quaternion:
        return t.call("conjugate", base)
    if joined == "*" and is_complex(cursor, base):
        return t.call("conj", base)
    return None


def _to_the_t(cursor: Cursor, base: Term, start: int) -> Term | None:
    """``x^T`` of a vector is its transpose, of a number its power T; of a matrix it may be both."""
    counts = "T" in cursor.context.scalars
    array = may_be_array(cursor, base)
    if array and (not counts or is_column(cursor, base)):
        return _transposed(base)
    if counts and not array:
        return None
    message = "^T has two usual readings: the transpose, and the power T"
    cure = "write ^\\top for the transpose, or declare: --let 'T: positive' for a number"
    raise cursor.refuse("SC022", message, "^T", cure, start=start)


def _transposed(base: Term) -> Term:
    """A list that is transposed is a column."""
    if base.op is Op.TUPLE and base.data is None:
        return t.vector(*base.args)
    return t.call("transpose", base)


# ---------------------------------------------------------------------- bars and brackets


def norm(cursor: Cursor) -> Term:
    r"""``\|x\|``, ``\|x\|_2``, ``\|x\|_p``, ``\|A\|_F``."""
    start = cursor.i
    cursor.step()
    with cursor.nested():
        saved = cursor.bars, cursor.in_arguments
        cursor.bars, cursor.in_arguments = 1, False
        inner = cursor.expression(cursor)
        cursor.bars, cursor.in_arguments = saved
    cursor.expect("\\|")
    return _norm_of(cursor, inner, start)


def norm_in_double_bars(cursor: Cursor) -> Term:
    """``||x||`` as people type it; the bars of each pair stand together."""
    start = cursor.i
    end = next((k for k in range(start + 2, len(cursor.tokens) - 1) if _pair_at(cursor, k)), None)
    if end is None:
        raise cursor.refuse("SC013", "|| is never closed", "||", start=start)
    inner = cursor.read_between(start + 2, end)
    cursor.i = end + 2
    return _norm_of(cursor, inner, start)


def _pair_at(cursor: Cursor, k: int) -> bool:
    one, other = cursor.tokens[k], cursor.tokens[k + 1]
    return one.text == other.text == "|" and one.end == other.start


def _norm_of(cursor: Cursor, inner: Term, start: int) -> Term:
    if cursor.peek() != "_":
        return t.call("norm", inner)
    cursor.step()
    first, end = cursor.group()
    label = "".join(token.value or token.text for token in cursor.tokens[first:end]).strip("{}")
    if label.removeprefix("\\mathrm{") in ("F", "Fro"):
        return t.call("frobenius", inner)
    if label == "2":
        return t.call("norm", inner)
    order = cursor.read_between(first, end)
    if order.op not in (Op.NAME, Op.NUMBER, Op.CONSTANT) or may_be_array(cursor, order):
        raise cursor.refuse("SC023", f"a norm with the subscript {label}", "\\|", start=start)
    return t.call("norm", inner, order)


def within_bars(cursor: Cursor, inner: Term) -> Term | None:
    """``|A|`` of a matrix is its determinant, of a vector its length; None for a scalar."""
    shape = shape_at(cursor, inner)
    if shape.is_scalar:
        return None
    return t.call("norm" if shape.columns == "1" or shape.quaternion else "det", inner)


def angle_brackets(cursor: Cursor) -> Term:
    r"""``\langle x, y \rangle`` is an inner product, ``\langle X \rangle`` an expectation."""
    cursor.step()
    with cursor.fresh_group():
        parts = [cursor.expression(cursor)]
        while cursor.accept(",", "|"):
            parts.append(cursor.expression(cursor))
    cursor.expect("\\rangle")
    if len(parts) == 2 and all(may_be_array(cursor, part) for part in parts):
        return t.call("dot", *parts)
    if len(parts) == 1:
        return t.apply("langle" + _label_below(cursor), parts[0])
    return t.apply("inner" + _label_below(cursor), *parts)


def _label_below(cursor: Cursor) -> str:
    """The distribution below an expectation, as part of its name."""
    if cursor.peek() != "_":
        return ""
    cursor.step()
    first, end = cursor.group()
    return "_" + "".join(token.text for token in cursor.tokens[first:end])


def entry(cursor: Cursor, body: Term) -> Term | None:
    r"""``[A]_{ij}``: an entry of a matrix or vector in brackets; None for a scalar.

    ``[a]_\times`` is the matrix of the cross product with a.
    """
    if cursor.peek() == "_" and _is_cross(cursor):
        return t.call("skew", body)
    if cursor.peek() != "_" or not may_be_array(cursor, body):
        return None
    cursor.step()
    first, end = cursor.group()
    tokens = cursor.tokens[first:end]
    with cursor.binding(["i"]):  # an index, never the imaginary unit
        if len(tokens) == 2 and all(token.text.isalnum() for token in tokens):
            places = [cursor.read_between(k, k + 1) for k in (first, first + 1)]
        else:
            places = _listed(cursor, first, end)
    if len(places) == 1 and not is_column(cursor, body):
        cure = "write both, with a comma: [A]_{1,2}"
        raise cursor.refuse("SC023", "an entry of a matrix has two places", "_", cure, start=first)
    if len(places) > 2:
        if body.op is Op.NAME:
            return t.element(str(body.data), *places)
        raise cursor.refuse("SC023", "an entry with more than two places", "_", start=first)
    return t.call("entry", body, *places)


def _is_cross(cursor: Cursor) -> bool:
    r"""Whether the subscript at the cursor is ``\times``, which is then taken."""
    saved = cursor.i
    cursor.step()
    first, end = cursor.group()
    if [token.text for token in cursor.tokens[first:end]] == ["\\times"]:
        return True
    cursor.i = saved
    return False


def _listed(cursor: Cursor, first: int, end: int) -> list[Term]:
    places, cut = [], first
    for k in [*(k for k in range(first, end) if cursor.tokens[k].text == ","), end]:
        places.append(cursor.read_between(cut, k))
        cut = k + 1
    return places


# -------------------------------------------------------------------------------- products


def has_products(cursor: Cursor, sign: str, term: Term) -> bool:
    """Whether a sign of multiplication behind a term may be that of vectors."""
    turned = sign == "\\times" and shape_at(cursor, term).quaternion
    return turned or is_column(cursor, term)


def product_of(cursor: Cursor, sign: str, left: Term, right: Term) -> Term | None:
    r"""``a \cdot b`` and ``a \times b`` of two vectors; None where both are plain products.

    A quaternion beside ``\times`` and a vector stands for a vector: ω × (q v q^*), as q v q^*
    does by itself; that of any two quaternions has several senses.
    """
    columns = [is_column(cursor, side) for side in (left, right)]
    turned = [shape_at(cursor, side).quaternion for side in (left, right)]
    if sign == "\\times" and all(map(or_, columns, turned)):
        if any(columns) or all(_turns_a_vector(cursor, side) for side in (left, right)):
            return t.call("cross", left, right)
        message = "\\times of quaternions may be their product, or that of their vectors"
        cure = "write the product as p q"
        raise cursor.refuse("SC022", message, "\\times", cure)
    return t.call("dot", left, right) if sign != "\\times" and all(columns) else None


def _turns_a_vector(cursor: Cursor, term: Term) -> bool:
    """Whether a quaternion is one before and one behind a vector: q v q^*."""
    middle = term.args[1:-1] if term.op is Op.MUL else ()
    return any(is_column(cursor, factor) for factor in middle)


_SIGNED: Final = {"\\odot": "hadamard", "\\otimes": "kronecker"}


def signed_product(cursor: Cursor, sign: str, left: Term, right: Term) -> Term:
    r"""``A \odot B`` and ``A \otimes B``; between numbers the signs have no usual meaning."""
    if not any(t.free_names(side) or may_be_array(cursor, side) for side in (left, right)):
        message = f"what {sign} does with numbers is not known"
        raise cursor.refuse("SC032", message, sign, "write the operation out")
    return t.call(_SIGNED[sign], left, right)


# --------------------------------------------------------------------------------- words


def matrix_word(cursor: Cursor) -> str:
    r"""Take ``\det``, ``\operatorname{tr}`` or their likes, or nothing."""
    if cursor.peek() == "\\det":
        cursor.step()
        return "det"
    if cursor.peek() not in names.WORDS and cursor.peek() != "\\text":
        return ""
    saved = cursor.i
    word = read_identifier(cursor).key.removeprefix("rm.")
    function = _WORDS.get(word, "")
    if not function or f"rm.{word}" in cursor.context.defined:
        cursor.i = saved
        return ""
    return function


#: What is written with its entries as arguments: diag(1, 2), quaternion(w, x, y, z).
_OF_LISTS: Final = frozenset({"diag", "softmax", "quaternion"})


def matrix_function(cursor: Cursor, function: str, factor: _Reader) -> Term:
    """The argument of a matrix function: in brackets, or the next factor."""
    start = cursor.i
    least, most = LINEAR[function]
    of_list = function in _OF_LISTS and cursor.peek() == "("
    arguments = application.arguments(cursor) if of_list else (factor(cursor),)
    if function in ("diag", "softmax") and len(arguments) > 1:
        return t.call(function, t.vector(*arguments))
    if not least <= len(arguments) <= most:
        raise cursor.refuse("SC033", f"{function} takes {least} argument", function, start=start)
    return t.call(function, *arguments)


# ------------------------------------------------------------------------------ gradients


def gradient(cursor: Cursor, factor: _Reader, goes_on: Callable[[Cursor], bool]) -> Term:
    r"""``\nabla f(x)``, ``\nabla_w L``, ``\nabla^2 f``, ``\partial_w L``.

    ``goes_on`` tells whether another factor of the same product follows.
    """
    start = cursor.i
    sign = cursor.step().text
    if sign == "\\partial" and cursor.peek() != "_":
        raise cursor.refuse("SC013", "cannot read \\partial here", "\\partial", start=start)
    order, variable = _scripts(cursor)
    if cursor.peek() in ("\\cdot", "\\times"):
        message = "a divergence or a curl is not read yet"
        raise cursor.refuse("SC031", message, "\\nabla" + cursor.peek(), start=start)
    if order == 2 and variable is None and not cursor.context.hessians:
        message = "\\nabla^2 has two usual readings: the Hessian, and the Laplacian"
        cure = "say which in the text, or write \\nabla \\nabla^\\top f"
        raise cursor.refuse("SC022", message, "\\nabla^2", cure, start=start)
    cursor.differentiated, saved = True, cursor.differentiated
    body = factor(cursor)
    if variable is not None:
        body = _with_what_follows(cursor, body, variable, lambda: factor(cursor), goes_on)
    cursor.differentiated = saved
    if (cursor.peek(), cursor.peek(1)) == (")", "("):
        message = "(\\nabla f)(…) has two usual readings: evaluated there, or multiplied"
        cure = "write \\nabla f(x) for the gradient at x, or \\cdot for the product"
        raise cursor.refuse("SC050", message, "\\nabla", cure, start=start)
    if variable is not None:
        return t.derivative(body, variable, orders=(order,))
    return _of_its_argument(cursor, body, order, start)


def _with_what_follows(
    cursor: Cursor,
    body: Term,
    variable: Term,
    following: Callable[[], Term],
    goes_on: Callable[[Cursor], bool],
) -> Term:
    r"""The gradient of ``\frac{1}{n} \sum_i …`` is not that of 1/n; a name may be either."""
    key = str(variable.data)
    while goes_on(cursor) and (_is_coefficient(body, key) or is_row(cursor, body)):
        body = t.mul(*(body.args if body.op is Op.MUL else (body,)), following())
    if goes_on(cursor):
        saved, named = cursor.i, body.op is Op.NAME or key in t.free_names(body)
        unclear = named and key in t.free_names(following())
        if unclear:
            message = "how far this gradient reaches is not clear"
            cure = "put what is differentiated in brackets"
            raise cursor.refuse("SC050", message, "\\nabla", cure, start=saved)
        cursor.i = saved
    return body


def is_row(cursor: Cursor, body: Term) -> bool:
    r"""Whether what was read so far is a row: in ``\nabla_x x^\top A x`` the number follows."""
    shape = shape_at(cursor, body)
    return shape.rows == "1" and not shape.is_scalar


def _is_coefficient(body: Term, key: str) -> bool:
    """Whether a factor is a fraction or a number without the variable and without functions."""
    parts = body.args if body.op is Op.MUL else (body,)
    return key not in t.free_names(body) and all(
        part.op in (Op.DIV, Op.NUMBER, Op.DECIMAL) and not t.functions_in(part) for part in parts
    )


def _scripts(cursor: Cursor) -> tuple[int, Term | None]:
    order, variable = 1, None
    while cursor.peek() in ("^", "_"):
        sign = cursor.step().text
        first, end = cursor.group()
        if sign == "_":
            variable = _variable(cursor.inner(first, end))
        elif [token.text for token in cursor.tokens[first:end]] == ["2"]:
            order = 2
        else:
            raise cursor.refuse("SC025", "this power of \\nabla", "\\nabla", start=first)
    return order, variable


def _variable(inner: Cursor) -> Term:
    if not inner.at_end() and starts_identifier(inner.token()):
        found = read_identifier(inner)
        if inner.at_end() and not found.primes:
            return t.element(found.key, *found.indices) if found.indices else t.name(found.key)
    raise inner.refuse("SC049", "a gradient with respect to an expression", "\\nabla")


def _of_its_argument(cursor: Cursor, body: Term, order: int, start: int) -> Term:
    r"""``\nabla f(x)`` is taken in x; ``\nabla L`` of a bare name is a vector of its own."""
    if body.op is Op.CALL and body.data == "transpose":
        return t.call("transpose", _of_its_argument(cursor, body.args[0], order, start))
    if body.op is Op.NAME:
        return t.name("nabla" * order + f".{body.data}")
    if body.op is Op.APPLY and len(body.args) == 1 and not any(t.function_orders(body)):
        return _in_one_argument(body, order)
    arguments = body.args if body.op is Op.APPLY else ()
    if order == 1 and arguments and all(argument.op is Op.NAME for argument in arguments):
        return t.vector(*(t.derivative(body, argument) for argument in arguments))
    message = "a gradient whose variable is not clear"
    cure = "write \\nabla_x for the gradient in x"
    raise cursor.refuse("SC049", message, "\\nabla", cure, start=start)


def _in_one_argument(body: Term, order: int) -> Term:
    argument = body.args[0]
    if argument.op is Op.NAME:
        return t.derivative(body, argument, orders=(order,))
    place = t.fresh_name("x", t.free_names(argument))
    inner = t.apply(t.function_key(body), place)
    return t.at(t.derivative(inner, place, orders=(order,)), place, argument)
