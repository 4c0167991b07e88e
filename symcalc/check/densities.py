"""Claims about densities that are written by name, under each of their usual readings.

``N(x; μ, σ²)`` without a definition on the page is a function that the page need not explain.
A claim that one usual reading proves holds under the condition that it is meant; what no
reading proves is as open as before, and nothing is refuted here.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import islice, product
from typing import Final

from symcalc.check import closed
from symcalc.check.claim import Claim, Question, expanded
from symcalc.check.domain import Domain
from symcalc.check.oracles import modular
from symcalc.core.term import (
    BINDERS,
    ZERO,
    Op,
    Term,
    contains,
    free_names,
    function_key,
    postorder,
    rebuild,
    relation,
    sub,
)
from symcalc.core.verdict import Evidence, Says
from symcalc.mean.algebra import simplify
from symcalc.mean.definitions import expand_definitions
from symcalc.mean.infinite import infinite_sign
from symcalc.mean.names import plain_name
from symcalc.mean.plain import plain
from symcalc.rules.densities import DENSITIES, Density

#: Pairs of readings for the names of one claim that are tried at most.
_MOST_READINGS: Final = 6
#: How an application with its parameters after a bar or a semicolon is read.
_GIVEN: Final = "given"


@dataclass(frozen=True)
class Reading:
    """A proof under readings of the densities of a claim, with what must be meant and hold."""

    evidence: Evidence
    conditions: tuple[str, ...]


def proved_by_a_reading(question: Question) -> Reading | None:
    """The proof of an equality under one reading of the densities that it names."""
    left, right = (expand_definitions(s, question.scope) for s in (question.left, question.right))
    question = replace(question, left=left, right=right)
    nodes = _densities_in(question)
    if not nodes or question.sign != "=":
        return None
    names = sorted({function_key(node) for node in nodes})
    choices = product(*(DENSITIES[key][1] for key in names))
    for choice in islice(choices, _MOST_READINGS):
        found = _proved(question, nodes, dict(zip(names, choice, strict=True)))
        if found is not None:
            return found
    return None


def _densities_in(question: Question) -> list[Term]:
    """The densities of the table that a claim names and its page does not define."""
    defined = question.scope.definitions
    return [
        node
        for node in postorder(question.left, question.right)
        if node.op is Op.APPLY and function_key(node) not in defined and _is_known(node)
    ]


def _is_known(node: Term) -> bool:
    count = DENSITIES.get(function_key(node), (0, ()))[0]
    parameters = _parameters(node)
    return parameters is not None and count == len(parameters)


def _parameters(node: Term) -> tuple[Term, ...] | None:
    """The parameters of f(x; a, b), None for an application of another form."""
    if len(node.args) != 2 or node.args[1].op is not Op.TUPLE or node.args[1].data != _GIVEN:
        return None
    return node.args[1].args


def _proved(question: Question, nodes: list[Term], readings: dict[str, Density]) -> Reading | None:
    written = {node: _written_out(node, readings[function_key(node)]) for node in nodes}
    sides = [rebuild(side, lambda n: written.get(n, n)) for side in (question.left, question.right)]
    claim = expanded(Question(sides[0], sides[1], "=", question.scope))
    needs = _supports(question, nodes, readings, claim.domain)
    if needs is None or contains(claim.left, Op.APPLY) or contains(claim.right, Op.APPLY):
        return None
    meant = [_meant(key, nodes, readings[key]) for key in readings]
    for more in ([], _positive_scales(nodes, claim.domain)):
        assumed = [*needs, *more]
        found = _argument(replace(claim, domain=claim.domain.assuming(*assumed)))
        if found is not None:
            evidence, conditions = found
            return Reading(evidence, (*meant, *(plain(need) for need in assumed), *conditions))
    return None


def _argument(claim: Claim) -> tuple[Evidence, tuple[str, ...]] | None:
    """A proof of a claim by algebra or by known integrals, with the conditions of these."""
    proof = modular.prove(claim.left, claim.right, claim.domain)
    if proof.says is Says.HOLDS:
        return proof, ()
    known = closed.prove(claim)
    return None if known is None else (known.evidence, known.conditions)


def _positive_scales(nodes: list[Term], domain: Domain) -> list[Term]:
    """That names in the last parameters, which are scales and counts, are positive."""
    last = [parameters[-1] for node in nodes if (parameters := _parameters(node))]
    names = dict.fromkeys(part for part in postorder(*last) if part.op is Op.NAME)
    needs = [relation(">", part, ZERO) for part in names]
    return [need for need in needs if not _holds(need, domain)]


def _written_out(node: Term, density: Density) -> Term:
    return density.body(node.args[0], *(_parameters(node) or ()))


def _meant(key: str, nodes: list[Term], density: Density) -> str:
    """Which reading is meant, said of the first density of a name."""
    node = next(node for node in nodes if function_key(node) == key)
    parameters = [plain(part) for part in _parameters(node) or ()]
    written = f"{plain_name(key)}({plain(node.args[0])}; {', '.join(parameters)})"
    return f"{written} is {density.says.format(*parameters)}"


# ------------------------------------------------------------------------------ supports


def _supports(
    question: Question, nodes: list[Term], readings: dict[str, Density], domain: Domain
) -> list[Term] | None:
    """What must hold for the places to lie where the densities are as written.

    None where a place that a sum or an integral runs over may leave the support.
    """
    ranges = _ranges(question, domain)
    running = _running(question)
    inside = domain.assuming(*ranges)
    needs: dict[Term, None] = {}
    for node in nodes:
        place = node.args[0]
        moves = place.op is not Op.ELEMENT and bool(free_names(place) & running)
        for part in _support(place, readings[function_key(node)]):
            if moves and not _holds(part, inside):
                return None
            if not moves and not _holds(part, domain):
                needs[part] = None
    return list(needs)


def _support(place: Term, density: Density) -> list[Term]:
    mark = "" if density.is_open else "="
    found = []
    if density.lower is not None:
        found.append(relation(f">{mark}", place, density.lower))
    if density.upper is not None:
        found.append(relation(f"<{mark}", place, density.upper))
    return found


def _running(question: Question) -> set[str]:
    nodes = postorder(question.left, question.right)
    return {str(node.args[1].data) for node in nodes if node.op in BINDERS}


def _ranges(question: Question, domain: Domain) -> list[Term]:
    """Where the variables of sums and integrals lie, as far as the order of the ends is known."""
    found = []
    for node in postorder(question.left, question.right):
        if node.op not in (Op.SUM, Op.PRODUCT, Op.INTEGRAL) or len(node.args) != 4:
            continue
        _, variable, lower, upper = node.args
        if node.op is not Op.INTEGRAL:
            found.append(relation(">=", variable, lower))
        elif infinite_sign(upper) > 0 or _holds(relation(">", upper, lower), domain):
            found.append(relation(">", variable, lower))
            found.append(relation("<", variable, upper))
    return found


def _holds(part: Term, domain: Domain) -> bool:
    left, right = part.args
    above, below = (left, right) if str(part.data).startswith(">") else (right, left)
    bounds = domain.bounds(simplify(sub(above, below)))
    return bounds.positive or (str(part.data).endswith("=") and bounds.nonnegative)
