"""What an equation can be solved for: names, and whatever is not taken apart as algebra.

In p(a, b) = p(a | b) p(b) the unknowns are three applications, in S = Σ x_i^2 a name and a sum.
"""

from __future__ import annotations

from typing import Final

from symcalc.core.term import (
    Op,
    Term,
    binds,
    make,
    name,
    postorder,
    rebuild,
    value_of,
)

#: What has a value of its own about which algebra says nothing.
OPAQUE: Final = frozenset(
    {Op.APPLY, Op.ELEMENT, Op.SUM, Op.PRODUCT, Op.INTEGRAL, Op.LIMIT, Op.AT, Op.DERIVATIVE,
     Op.CASES}
)  # fmt: skip
#: What speaks of how names vary: an equation that holds at a point says nothing inside of it.
_VARYING: Final = frozenset({Op.DERIVATIVE, Op.AT, Op.LIMIT})
_MARK: Final = "~varying"


def is_atom(term: Term) -> bool:
    """Whether a term is a name or opaque."""
    return term.op is Op.NAME or term.op in OPAQUE


def atoms_of(*terms: Term) -> list[Term]:
    """The atoms that occur outside of others, in the order in which they are met."""
    found: dict[Term, None] = {}
    stack = list(reversed(terms))
    while stack:
        node = stack.pop()
        if is_atom(node):
            found[node] = None
        else:
            stack.extend(reversed(node.args))
    return list(found)


def square_in(term: Term, variable: Term) -> Term | None:
    """The square of an atom, if the atom occurs in the term as this square alone."""
    found: Term | None = None
    stack = [term]
    while stack:
        node = stack.pop()
        if node is variable:
            return None
        if node.op is Op.POW and node.args[0] is variable and value_of(node.args[1]) == 2:
            found = node
        else:
            stack.extend(node.args)
    return found


class Varying:
    """Stand-ins for what speaks of how names vary, the same wherever that occurs."""

    def __init__(self) -> None:
        self._stand_ins: dict[Term, Term] = {}

    def hidden(self, term: Term) -> Term:
        """The term with a name in the place of each derivative, limit and antiderivative."""
        done: dict[Term, Term] = {}
        stack = [term]
        while stack:
            node = stack[-1]
            if node in done:
                stack.pop()
            elif _varies(node):
                done[node] = self._stand_in(node)
            else:
                missing = [part for part in node.args if part not in done]
                stack.extend(missing)
                if not missing:
                    done[node] = make(node.op, *(done[part] for part in node.args), data=node.data)
        return done[term]

    def shown(self, term: Term) -> Term:
        """The term with all that was hidden in its place again."""
        back = {stand_in: node for node, stand_in in self._stand_ins.items()}
        return rebuild(term, lambda node: back.get(node, node))

    def _stand_in(self, node: Term) -> Term:
        return self._stand_ins.setdefault(node, name(f"{_MARK}{len(self._stand_ins)}"))


def _varies(node: Term) -> bool:
    """Whether a node speaks of how names vary, be it below a name that it binds."""
    if node.op in _VARYING or (node.op is Op.INTEGRAL and len(node.args) == 2):
        return True
    return binds(node) and any(_varies(part) for part in postorder(node.args[0]))
