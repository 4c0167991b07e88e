"""Names in the place of moments and entropies, so that a normal form is ordinary algebra.

A moment that depends on a constant or on an index, E[exp(tX)] or E[X_i], becomes a function
of it or a sequence.  E[X²] is written as V + E[X]², with V never negative.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Final

from symcalc.core import term as t
from symcalc.core.term import TWO, Op, Term
from symcalc.mean.algebra import simplify
from symcalc.mean.chance.averaging import ENTROPY, MOMENT

_PLACE: Final = "·"


@dataclass
class Names:
    """The names of atoms, given as they are met.

    ``random`` are the names that are averaged somewhere, ``bound`` those over which a sum, an
    integral or a derivative is taken.  The keys in ``never_negative`` stand for what is at
    least 0, ``shown`` tells the moment that a key is made of.
    """

    random: frozenset[str]
    bound: frozenset[str]
    is_probability: Callable[[Term], bool]
    known: dict[Term, str] = field(default_factory=dict)
    never_negative: list[str] = field(default_factory=list)
    shown: dict[str, Term] = field(default_factory=dict)

    def of(self, term: Term) -> Term:
        """The term with every outermost atom named, its sums collected."""
        values = {node: self._value(node) for node in _outermost(term, self._is_named)}
        return simplify(t.substitute(term, values)) if values else term

    def _is_named(self, node: Term) -> bool:
        """Whether a node is an atom, or a probability that does not vary in a sum or integral."""
        return is_atom(node) or (self.is_probability(node) and not t.free_names(node) & self.bound)

    def _value(self, atom: Term) -> Term:
        base = _squared(atom)
        if base is None:
            return self._named(atom)
        first = t.make(Op.APPLY, base, *atom.args[1:], data=atom.data)
        return t.add(self._named(atom, spread=True), t.power(self._named(first), TWO))

    def _named(self, atom: Term, spread: bool = False) -> Term:
        places: list[Term] = []
        pattern = self._pattern(atom, places) if is_atom(atom) else atom
        label = t.apply("spread", pattern) if spread else pattern
        if label not in self.known:
            key = f"{'spread' if spread else 'moment'}{len(self.known) + 1}"
            self.known[label] = key
            self.shown[key] = atom
            if spread or not is_atom(atom):
                self.never_negative.append(key)
        key = self.known[label]
        if not places:
            return t.name(key)
        return t.element(key, *places) if all(map(_is_index, places)) else t.apply(key, *places)

    def _pattern(self, term: Term, places: list[Term]) -> Term:
        """The term with a mark for each part that is constant and no number."""
        if term.op is Op.ELEMENT:
            places.extend(term.args)
            return t.apply(str(term.data), *(t.name(_PLACE) for _ in term.args))
        if t.free_names(term) and not self._touches(term):
            places.append(term)
            return t.name(_PLACE)
        if not term.args or t.binds(term):
            return term
        return t.make(term.op, *(self._pattern(a, places) for a in term.args), data=term.data)

    def _touches(self, term: Term) -> bool:
        """Whether a random name or an atom occurs in a term."""
        atoms = any(is_atom(node) for node in t.postorder(term))
        return atoms or bool(t.free_names(term) & self.random)


def bound_names(terms: Iterable[Term]) -> frozenset[str]:
    """The names over which sums, integrals and derivatives in some terms are taken."""
    found: set[str] = set()
    for node in t.postorder(*terms):
        if node.op in (Op.DERIVATIVE, Op.INTEGRAL) or t.binds(node):
            variables = node.args[1:] if node.op is Op.DERIVATIVE else node.args[1:2]
            found |= {str(variable.data) for variable in variables}
    return frozenset(found)


def is_atom(node: Term) -> bool:
    """Whether a node is a moment or an entropy."""
    if node.op is not Op.APPLY:
        return False
    key = t.function_key(node)
    return key == ENTROPY or key.startswith(f"{MOMENT}:")


def _outermost(term: Term, is_named: Callable[[Term], bool]) -> list[Term]:
    found: dict[Term, None] = {}
    seen: set[Term] = set()
    stack = [term]
    while stack:
        node = stack.pop()
        if node in seen:
            continue
        seen.add(node)
        if is_named(node):
            found[node] = None
        else:
            stack.extend(reversed(node.args))
    return list(found)


def _squared(atom: Term) -> Term | None:
    """What is squared in E[X²], if that is all."""
    body = atom.args[0]
    if (
        not is_atom(atom)
        or t.function_key(atom) == ENTROPY
        or body.op is not Op.POW
        or body.args[1] is not TWO
    ):
        return None
    return body.args[0]


def _is_index(term: Term) -> bool:
    """Whether a term can be the place in a sequence: i, 1, i + 1."""
    if term.op in (Op.NAME, Op.NUMBER):
        return True
    return term.op in (Op.ADD, Op.NEG) and all(map(_is_index, term.args))
