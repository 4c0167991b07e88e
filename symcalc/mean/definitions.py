"""Definitions put in the place of the names they define, and derivatives carried out."""

from __future__ import annotations

from collections.abc import Mapping

from symcalc.core import term as raw
from symcalc.core.kind import Definition
from symcalc.core.problem import Scope
from symcalc.core.term import (
    Op,
    Term,
    free_names,
    function_key,
    function_orders,
    functions_in,
    name,
    substitute,
)
from symcalc.mean.errors import NotDifferentiable
from symcalc.mean.forward import Dependents, carry_out


def expand_definitions(term: Term, scope: Scope) -> Term:
    """A term with the defined names and functions of a scope replaced by what they mean.

    Definitions that lead back to themselves (updates such as w = w - η g) are left alone.
    f'(x) of a defined f becomes the derivative of its body, at x.
    """
    usable = _acyclic(scope.definitions)
    for _ in range(len(usable) + 1):
        expanded = _expand_once(term, usable)
        if expanded is term:
            break
        term = expanded
    return term


def resolve(term: Term, scope: Scope, dependent: Dependents | None = None) -> Term:
    """A term with definitions expanded and every derivative and evaluation carried out.

    Derivatives that cannot be carried out stay.  ``dependent`` as in
    :func:`symcalc.mean.forward.differentiate`; see :func:`dependencies`.
    """

    def settle(node: Term) -> Term:
        if node.op is Op.DERIVATIVE:
            return _carried_out(node, dependent or {})
        if node.op is Op.AT and not raw.contains(node.args[0], Op.DERIVATIVE):
            body, variable, value = node.args
            return substitute(body, {variable: value})
        return node

    return raw.rebuild(expand_definitions(term, scope), settle)


def dependencies(*terms: Term) -> dict[str, list[str]]:
    """Which names the terms treat as depending on others: dy/dx says that y depends on x."""
    found: dict[str, list[str]] = {}
    for node in raw.postorder(*terms):
        if node.op is Op.DERIVATIVE and node.args[0].op is Op.NAME:
            on = found.setdefault(str(node.args[0].data), [])
            on.extend(str(v.data) for v in node.args[1:] if v is not node.args[0])
    return {key: list(dict.fromkeys(on)) for key, on in found.items() if on}


def _carried_out(node: Term, dependent: Dependents) -> Term:
    if node.args[0].op is Op.NAME and str(node.args[0].data) in dependent:
        return node
    try:
        return carry_out(node, dependent)
    except NotDifferentiable:
        return node


def _acyclic(definitions: Mapping[str, Definition]) -> dict[str, Definition]:
    """The definitions from which no chain of definitions leads back to themselves."""
    uses = {key: _used(definition) & definitions.keys() for key, definition in definitions.items()}
    return {key: definitions[key] for key in definitions if not _reaches(key, uses)}


def _used(definition: Definition) -> frozenset[str]:
    names = free_names(definition.body) - frozenset(definition.parameters)
    return names | functions_in(definition.body)


def _reaches(key: str, uses: Mapping[str, frozenset[str]]) -> bool:
    """Whether following uses from a key leads back to it."""
    seen: set[str] = set()
    stack = sorted(uses[key])
    while stack:
        current = stack.pop()
        if current == key:
            return True
        if current not in seen:
            seen.add(current)
            stack += sorted(uses[current])
    return False


def _expand_once(term: Term, definitions: Mapping[str, Definition]) -> Term:
    """One layer of definitions: functions by rebuilding, names by substitution."""
    term = raw.rebuild(term, lambda node: _applied(node, definitions))
    values = {
        name(key): definition.body
        for key, definition in definitions.items()
        if not definition.is_function and key in free_names(term)
    }
    return substitute(term, values) if values else term


def _applied(node: Term, definitions: Mapping[str, Definition]) -> Term:
    """A defined function (or sequence) at its arguments; other nodes as they are."""
    if node.op is Op.APPLY:
        key, orders = function_key(node), function_orders(node)
    elif node.op is Op.ELEMENT:
        key, orders = str(node.data), (0,) * len(node.args)
    else:
        return node
    definition = definitions.get(key)
    if definition is None or len(definition.parameters) != len(node.args):
        return node
    return _instance(definition, orders, node.args)


def _instance(definition: Definition, orders: tuple[int, ...], args: tuple[Term, ...]) -> Term:
    """The body at the arguments, differentiated before they are put in."""
    formals = tuple(name(f"{key}~arg") for key in definition.parameters)
    parameters = [name(key) for key in definition.parameters]
    body = substitute(definition.body, dict(zip(parameters, formals, strict=True)))
    varied = [(v, k) for v, k in zip(formals, orders, strict=True) if k]
    if varied:
        body = raw.derivative(body, *(v for v, _ in varied), orders=tuple(k for _, k in varied))
    return substitute(body, dict(zip(formals, args, strict=True)))
