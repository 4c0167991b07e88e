"""Expressions made concrete, so that they have numbers for values at points.

Definitions are put in, unknown functions become smooth ones with known derivatives, and
names that count terms or places become small whole numbers.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from random import Random

from symcalc.core.problem import Scope
from symcalc.core.term import (
    TWO,
    Op,
    Term,
    add,
    call,
    free_names,
    function_key,
    function_orders,
    mul,
    name,
    number,
    postorder,
    rebuild,
    substitute,
)
from symcalc.mean.differentiate import differentiate, resolve

#: How many terms a sum to n gets, and the places that free indices take in turn.
LENGTH = 3
_PLACES = (1, 2, 3)


@dataclass(frozen=True)
class Concrete:
    """Makes any number of terms concrete in the same way; ``counted`` are the whole numbers."""

    scope: Scope
    counted: Mapping[str, int]

    def __call__(self, term: Term) -> Term:
        """The term with definitions, unknown functions and counting names put in."""
        values = {name(key): number(value) for key, value in self.counted.items()}
        settled = rebuild(resolve(term, self.scope), _smooth)
        return substitute(settled, values) if values else settled


def concrete_for(terms: Sequence[Term], scope: Scope) -> Concrete:
    """What makes these terms, and all that come from them, concrete."""
    resolved = [resolve(term, scope) for term in terms]
    lengths: list[str] = []
    places: list[str] = []
    for node in postorder(*resolved):
        if node.op in (Op.SUM, Op.PRODUCT):
            lengths += sorted(free_names(node.args[2]) | free_names(node.args[3]))
        elif node.op is Op.ELEMENT:
            places += [key for index in node.args for key in sorted(free_names(index))]
    counted = {key: _PLACES[k % len(_PLACES)] for k, key in enumerate(dict.fromkeys(places))}
    counted.update(dict.fromkeys(lengths, LENGTH))
    free = set().union(*(free_names(term) for term in resolved))
    return Concrete(scope, {key: value for key, value in counted.items() if key in free})


def _smooth(node: Term) -> Term:
    """An unknown function as 2 + sin(a x + b y + ... + c), which is positive and smooth."""
    if node.op is not Op.APPLY:
        return node
    formals = tuple(name(f"~{k}") for k in range(len(node.args)))
    random = Random(function_key(node))  # noqa: S311 - mathematics, not secrets
    slopes = [number(Fraction(random.randint(3, 15), 10)) for _ in formals]
    shift = number(Fraction(random.randint(-20, 20), 10))
    inside = add(*(mul(a, x) for a, x in zip(slopes, formals, strict=True)), shift)
    body = add(TWO, call("sin", inside))
    for formal, order in zip(formals, function_orders(node), strict=True):
        body = differentiate(body, formal, order)
    return substitute(body, dict(zip(formals, node.args, strict=True)))
