r"""The complements of events, however they are written: ``A^c``, ``\bar A``, ``A'``."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from symcalc.core import term as t
from symcalc.core.chance import Functional, application
from symcalc.core.term import Op, Term

#: The function that takes an event to its complement.
COMPLEMENT: Final = "complement"
_EXPONENTS: Final = frozenset({"c", "C"})
#: Probabilities of events; the arguments of a density p(x̄) are values.
_OF_EVENTS: Final = frozenset({"P", "rm.P", "bb.P", "rm.Pr"})


def with_complements(
    sides: tuple[Term, Term], functionals: Mapping[str, Functional]
) -> tuple[Term, Term]:
    """Both sides with every complement of an event as one; Ā is one where A is an event too."""
    events = {str(n.data) for side in sides for n in t.postorder(side) if n.op is Op.NAME}

    def in_probability(node: Term) -> Term:
        found = application(node, functionals)
        if found is None:
            return node
        if found.kind is not Functional.PROBABILITY:
            args = [_of_event(a, events) if a.op is Op.TUPLE else a for a in node.args]
        elif t.function_key(node) in _OF_EVENTS:
            args = [_of_event(argument, events) for argument in node.args]
        else:
            return node
        return t.make(Op.APPLY, *args, data=node.data)

    left, right = sides
    return t.rebuild(left, in_probability), t.rebuild(right, in_probability)


def _of_event(event: Term, events: set[str]) -> Term:
    if event.op in (Op.TUPLE, Op.AND, Op.OR):
        args = (_of_event(part, events) for part in event.args)
        return t.make(event.op, *args, data=event.data)
    base = _base(event, events)
    return event if base is None else t.apply(COMPLEMENT, base)


def _base(event: Term, events: set[str]) -> Term | None:
    """The event whose complement is written, or None."""
    if event.op is Op.POW and event.args[1].op is Op.NAME and event.args[1].data in _EXPONENTS:
        return event.args[0]
    if event.op is not Op.NAME:
        return None
    key = str(event.data)
    plain = key.removeprefix("bar.") if key.startswith("bar.") else key.removesuffix("'")
    marked = plain != key and len(plain) == 1 and plain.isupper()
    return t.name(plain) if marked and plain in events else None


def complemented(event: Term) -> Term | None:
    """The event whose complement an event is, or None."""
    is_one = event.op is Op.APPLY and t.function_key(event) == COMPLEMENT
    return event.args[0] if is_one else None
