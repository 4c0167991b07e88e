r"""Functions of vectors, matrices and quaternions in LaTeX: ``\times``, ``\lVert``, ``^{\top}``.

A quaternion that is written out says so, its scalar first: quaternion(w, x, y, z).
"""

from __future__ import annotations

from typing import Final

from symcalc.core.term import Op, Term
from symcalc.mean.layout import Level, Look, Piece, Printer, at_least
from symcalc.mean.layout import latex_bracket as bracket


def _raised(mark: str) -> Printer:
    def piece(node: Term, look: Look) -> Piece:
        inner = look(node.args[0])
        base = at_least(Level.ATOM, inner, bracket)
        if node.args[0].op is Op.NAME and "^" in base:
            base = bracket(inner)
        return Piece(f"{base}^{{{mark}}}", Level.CLOSED, inner.tall)

    return piece


def _between(sign: str) -> Printer:
    """A product with a sign of its own; in other products it stands in brackets."""

    def piece(node: Term, look: Look) -> Piece:
        sides = [look(argument) for argument in node.args]
        text = f" {sign} ".join(at_least(Level.CLOSED, side, bracket) for side in sides)
        return Piece(text, Level.PRODUCT, any(side.tall for side in sides))

    return piece


def _named(head: str) -> Printer:
    """An operator with its arguments; an array brings its own brackets."""

    def piece(node: Term, look: Look) -> Piece:
        pieces = [look(argument) for argument in node.args]
        if len(pieces) == 1 and node.args[0].op in (Op.VECTOR, Op.MATRIX):
            return Piece(f"{head} {pieces[0].text}", Level.CLOSED, tall=True)
        text = ", ".join(each.text for each in pieces)
        inside = bracket(Piece(text, tall=any(each.tall for each in pieces)))
        return Piece(head + inside, Level.CLOSED)

    return piece


def _norm(node: Term, look: Look) -> Piece:
    inner, *order = (look(argument) for argument in node.args)
    return _fenced(inner, order[0].text if order else "")


def _frobenius(node: Term, look: Look) -> Piece:
    return _fenced(look(node.args[0]), "F")


def _fenced(inner: Piece, mark: str) -> Piece:
    before, after = (r"\left\lVert ", r" \right\rVert") if inner.tall else (r"\lVert ", r" \rVert")
    return Piece(before + inner.text + after + (f"_{{{mark}}}" if mark else ""), tall=inner.tall)


def _sized(letter: str) -> Printer:
    """A constant array with its sizes, where they are given, as a subscript."""

    def piece(node: Term, look: Look) -> Piece:
        sizes = r" \times ".join(look(size).text for size in node.args)
        return Piece(letter + (f"_{{{sizes}}}" if sizes else ""))

    return piece


def _barred(node: Term, look: Look) -> Piece:
    return Piece(rf"\overline{{{look(node.args[0]).text}}}")


def _basis(node: Term, look: Look) -> Piece:
    return Piece(rf"\mathbf{{e}}_{{{look(node.args[0]).text}}}")


def _skew(node: Term, look: Look) -> Piece:
    return Piece(rf"\left[{look(node.args[0]).text}\right]_\times")


def _entry(node: Term, look: Look) -> Piece:
    inner, *places = (look(argument).text for argument in node.args)
    return Piece(rf"\left[{inner}\right]_{{{', '.join(places)}}}")


CALLS: Final[dict[str, Printer]] = {
    "transpose": _raised(r"\top"),
    "adjoint": _raised(r"\dagger"),
    "conjugate": _raised("*"),
    "conj": _barred,
    "re": _named(r"\operatorname{Re}"),
    "im": _named(r"\operatorname{Im}"),
    "dot": _between(r"\cdot"),
    "cross": _between(r"\times"),
    "skew": _skew,
    "hadamard": _between(r"\odot"),
    "kronecker": _between(r"\otimes"),
    "norm": _norm,
    "frobenius": _frobenius,
    "trace": _named(r"\operatorname{tr}"),
    "det": _named(r"\det"),
    "rank": _named(r"\operatorname{rank}"),
    "diag": _named(r"\operatorname{diag}"),
    "vec": _named(r"\operatorname{vec}"),
    "softmax": _named(r"\operatorname{softmax}"),
    "identity": _sized("I"),
    "ones": _sized(r"\mathbf{1}"),
    "zeros": _sized(r"\mathbf{0}"),
    "basis": _basis,
    "entry": _entry,
    "quaternion": _named(r"\operatorname{quaternion}"),
}
