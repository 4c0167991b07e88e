"""Functions of vectors, matrices and quaternions in one line of text: ``a×b``, ``|v|``, ``q*``."""

from __future__ import annotations

from typing import Final

from symcalc.core.term import Term
from symcalc.mean.layout import Level, Look, Piece, Printer, at_least


def _bracket(piece: Piece) -> str:
    return f"({piece.text})"


def _list(node: Term, look: Look) -> str:
    return ", ".join(look(argument).text for argument in node.args)


def _raised(mark: str) -> Printer:
    def piece(node: Term, look: Look) -> Piece:
        return Piece(at_least(Level.ATOM, look(node.args[0]), _bracket) + mark, Level.CLOSED)

    return piece


def _between(sign: str) -> Printer:
    def piece(node: Term, look: Look) -> Piece:
        sides = (at_least(Level.CLOSED, look(argument), _bracket) for argument in node.args)
        return Piece(sign.join(sides), Level.PRODUCT)

    return piece


def _norm(node: Term, look: Look) -> Piece:
    inner, *order = (look(argument).text for argument in node.args)
    return Piece(f"|{inner}|" + (f"_{order[0]}" if order else ""))


def _frobenius(node: Term, look: Look) -> Piece:
    return Piece(f"|{look(node.args[0]).text}|_F")


def _index(text: str) -> str:
    return f"_{text}" if text.isalnum() else f"_{{{text}}}"


def _sized(letter: str) -> Printer:
    def piece(node: Term, look: Look) -> Piece:
        sizes = "×".join(look(size).text for size in node.args)
        return Piece(letter + _index(sizes) if sizes else letter)

    return piece


def _basis(node: Term, look: Look) -> Piece:
    return Piece("e" + _index(look(node.args[0]).text))


def _entry(node: Term, look: Look) -> Piece:
    inner, *places = (look(argument).text for argument in node.args)
    return Piece(f"[{inner}]_{{{', '.join(places)}}}")


def _skew(node: Term, look: Look) -> Piece:
    return Piece(f"[{look(node.args[0]).text}]×")


def _quaternion(node: Term, look: Look) -> Piece:
    return Piece(f"({_list(node, look)})")


CALLS: Final[dict[str, Printer]] = {
    "transpose": _raised("ᵀ"),
    "adjoint": _raised("ᴴ"),
    "conjugate": _raised("*"),
    "dot": _between("·"),
    "cross": _between("×"),
    "skew": _skew,
    "hadamard": _between("⊙"),
    "kronecker": _between("⊗"),
    "norm": _norm,
    "frobenius": _frobenius,
    "identity": _sized("I"),
    "ones": _sized("𝟏"),
    "zeros": _sized("𝟎"),
    "basis": _basis,
    "entry": _entry,
    "quaternion": _quaternion,
}
