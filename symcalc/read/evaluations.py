r"""Where an expression is taken: ``\left. f \right|_{x=a}``, ``f'(x)|_{x_0}``, ``[F(x)]_a^b``."""

from __future__ import annotations

from symcalc.core import term as t
from symcalc.core.term import Op, Term
from symcalc.read.clauses import Piece, clauses
from symcalc.read.cursor import Cursor
from symcalc.read.lexer import with_depths
from symcalc.read.linear import may_be_array


def evaluated_at(cursor: Cursor) -> Term:
    r"""``\left. f \right|_{x=a}`` or ``\left. f \right|_a^b``; ``\left. f \right.`` is f."""
    start = cursor.i
    cursor.step()
    with cursor.nested():
        saved, cursor.bars = cursor.bars, 1
        body = cursor.expression(cursor)
        cursor.bars = saved
    if cursor.accept("\\right."):
        return body
    cursor.expect("|")
    return _at_scripts(cursor, body, start)


def is_evaluation_ahead(cursor: Cursor) -> bool:
    r"""Whether ``|_{…}`` comes next, of no pair of bars."""
    return cursor.peek() == "|" and cursor.peek(1) == "_" and not cursor.bars


def evaluated(cursor: Cursor, body: Term, start: int) -> Term:
    r"""A factor with ``\big|_{x=a}`` behind it; refused where more than it may be meant."""
    cursor.step()
    found = _at_scripts(cursor, body, start)
    variables = {str(node.args[1].data) for node in t.postorder(found) if node.op is Op.AT}
    if any(token.text.lstrip("\\") in variables for token in cursor.tokens[:start]):
        message = "how far this evaluation reaches to the left is not clear"
        cure = "write \\left. … \\right|_{x=a}"
        raise cursor.refuse("SC050", message, "|", cure, start=start)
    return found


def evaluation_bracket(cursor: Cursor, body: Term, start: int) -> Term:
    """[F(x)]_a^b; a power of a bracket has no lower end, [A]_{ij} is an entry of a matrix."""
    saved = cursor.i
    scripts = {} if may_be_array(cursor, body) else cursor.scripts()
    if "_" not in scripts:
        cursor.i = saved
        return body
    if len(scripts) < 2 and body.op is Op.NAME and len(list(clauses(cursor, *scripts["_"]))) > 1:
        places = [cursor.read_between(*piece) for piece in clauses(cursor, *scripts["_"])]
        return t.element(str(body.data), *places)
    if len(scripts) < 2:
        raise cursor.refuse("SC023", "an evaluation bracket with one end", "[", start=start)
    return _difference(cursor, body, scripts["_"], scripts["^"], start)


def _at_scripts(cursor: Cursor, body: Term, start: int) -> Term:
    scripts = cursor.scripts()
    if "_" not in scripts:
        message = "an evaluation needs its variable: |_{x=a}"
        raise cursor.refuse("SC026", message, "|", start=start)
    if "^" in scripts:
        return _difference(cursor, body, scripts["_"], scripts["^"], start)
    for first, end in clauses(cursor, *scripts["_"]):
        body = t.at(body, *_place(cursor, body, (first, end), start))
    return body


def _difference(cursor: Cursor, body: Term, lower: Piece, upper: Piece, start: int) -> Term:
    variable, below = _place(cursor, body, lower, start)
    other, above = _place(cursor, body, upper, start) if _equals(cursor, upper) else (
        variable, cursor.read_between(*upper)
    )  # fmt: skip
    if other is not variable:
        raise cursor.refuse("SC026", "an evaluation in two variables", "|", start=start)
    return t.sub(t.at(body, variable, above), t.at(body, variable, below))


def _equals(cursor: Cursor, piece: Piece) -> list[int]:
    first, end = piece
    inside = with_depths(cursor.tokens[first:end])
    return [k for k, (token, depth) in enumerate(inside, first) if token.text == "=" and not depth]


def _place(cursor: Cursor, body: Term, piece: Piece, start: int) -> tuple[Term, Term]:
    """The variable and its value, of ``x=a`` or of a value alone where the variable is clear."""
    equals = _equals(cursor, piece)
    if not equals:
        return _variable(cursor, body, start), cursor.read_between(*piece)
    if len(equals) > 1:
        message = "an evaluation needs its variable: |_{x=a}"
        raise cursor.refuse("SC026", message, "|", start=start)
    variable = cursor.read_between(piece[0], equals[0])
    if variable.op not in (Op.NAME, Op.ELEMENT):
        raise cursor.refuse("SC026", "an evaluation at an expression", "|", start=start)
    return variable, cursor.read_between(equals[0] + 1, piece[1])


def _variable(cursor: Cursor, body: Term, start: int) -> Term:
    """The variable of a derivative, else the one of the last integral, else the only one."""
    if body.op is Op.DERIVATIVE and len(body.args) == 2:
        return body.args[1]
    free = sorted(t.free_names(body))
    last = cursor.integration_variable
    if last is not None and str(last.data) in free:
        return last
    if len(free) == 1:
        return t.name(free[0])
    message = "the variable of this evaluation is not clear"
    raise cursor.refuse("SC026", message, "|", "write [F(x)]_{x=a}^{x=b}", start=start)
