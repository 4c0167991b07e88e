"""Definitions put in the place of the names they define, and derivatives carried out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from symcalc.core import term as raw
from symcalc.core.kind import Definition, elements_key
from symcalc.core.problem import Scope
from symcalc.core.term import (
    BINDERS,
    Op,
    Term,
    derivative_orders,
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

    With y = x^2, the integral of y over x is that of x^2: a definition is an abbreviation, so
    what binds x binds it there as well.  Definitions that lead back to themselves (updates such
    as w = w - η g) are left alone.  f'(x) of a defined f becomes the derivative of its body, at x;
    dL/dz with a defined z is taken with z as a variable, and z is put in afterwards.
    """
    return _Expansion(_acyclic(scope.definitions)).of(term)


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
    """The derivative, unless it is of a bare name: dy/dx of an unknown y is not zero."""
    body, *variables = node.args
    if body.op is Op.NAME and body not in variables:
        return node
    try:
        return carry_out(node, dependent)
    except NotDifferentiable:
        return node


def _acyclic(definitions: Mapping[str, Definition]) -> dict[str, Definition]:
    """The definitions from which no chain of definitions leads back to themselves."""
    uses = {key: _used(item, definitions) for key, item in definitions.items()}
    return {key: definitions[key] for key in definitions if not _reaches(key, uses)}


def _used(definition: Definition, definitions: Mapping[str, Definition]) -> frozenset[str]:
    """The definitions, of names, functions and elements, that a body makes use of."""
    names = free_names(definition.body) - frozenset(definition.parameters)
    names |= functions_in(definition.body)
    return frozenset(key for key in definitions if key.partition("[")[0] in names)


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


class _Expansion:
    """One expansion with its memo; what binds a name starts another one for its inside."""

    def __init__(self, definitions: Mapping[str, Definition]) -> None:
        self.definitions = definitions
        self.memo: dict[Term, Term] = {}

    def of(self, term: Term) -> Term:
        """The term expanded to the end; iterative, save for nested binders."""
        stack = [term]
        while stack:
            node = stack[-1]
            if node in self.memo:
                stack.pop()
                continue
            meaning = self._meaning(node)
            needed = self._parts(node) if meaning is None else (meaning,)
            missing = [part for part in needed if part not in self.memo]
            if missing:
                stack.extend(missing)
            elif meaning is not None:
                self.memo[node] = self.memo[meaning]
            else:
                self.memo[node] = self._rebuilt(node)
        return self.memo[term]

    def _meaning(self, node: Term) -> Term | None:
        """What a defined name, or a defined function at its arguments, stands for."""
        if node.op is Op.APPLY:
            key, orders = function_key(node), function_orders(node)
        elif node.op is Op.NAME:
            key, orders = str(node.data), ()
        elif node.op is Op.ELEMENT:
            key, orders = elements_key(node), (0,) * len(node.args)
        else:
            return None
        definition = self.definitions.get(key)
        if definition is None or len(definition.parameters) != len(node.args):
            return None
        return _instance(definition, orders, node.args) if node.args else definition.body

    def _parts(self, node: Term) -> tuple[Term, ...]:
        """The arguments that are expanded with the same definitions."""
        if node.op is Op.DERIVATIVE:
            return tuple(v for v in node.args[1:] if str(v.data) in self.definitions)
        return node.args[2:] if node.op in BINDERS else node.args

    def _rebuilt(self, node: Term) -> Term:
        if node.op is Op.DERIVATIVE:
            return self._derivative(node)
        if node.op in BINDERS:
            body, variable, *rest = node.args
            outside = (self.memo[part] for part in rest)
            inside = self._without([variable]).of(body)
            return raw.make(node.op, inside, variable, *outside, data=node.data)
        args = tuple(self.memo[part] for part in node.args)
        return node if args == node.args else raw.make(node.op, *args, data=node.data)

    def _derivative(self, node: Term) -> Term:
        """A derivative; one in a name that does not show in what a name stands for stays whole.

        With L = T - V alone, how L depends on q is not known: dL/dq is not zero.
        """
        body, *variables = node.args
        defined = [v for v in variables if str(v.data) in self.definitions]
        inside = self._without(defined).of(body)
        known = free_names(inside)
        sought = variables if body.op is Op.NAME and inside is not body and known else defined
        if any(str(v.data) not in known for v in sought):
            return node
        result = raw.derivative(inside, *variables, orders=derivative_orders(node))
        for variable in defined:
            result = raw.at(result, variable, self.memo[variable])
        return result

    def _without(self, variables: Sequence[Term]) -> _Expansion:
        hidden = {str(variable.data) for variable in variables} & self.definitions.keys()
        if not hidden:
            return self
        return _Expansion({k: d for k, d in self.definitions.items() if k not in hidden})


def _instance(definition: Definition, orders: tuple[int, ...], args: tuple[Term, ...]) -> Term:
    """The body at the arguments, differentiated before they are put in."""
    formals = tuple(name(f"{key}~arg") for key in definition.parameters)
    parameters = [name(key) for key in definition.parameters]
    body = substitute(definition.body, dict(zip(parameters, formals, strict=True)))
    varied = [(v, k) for v, k in zip(formals, orders, strict=True) if k]
    if varied:
        body = raw.derivative(body, *(v for v, _ in varied), orders=tuple(k for _, k in varied))
    return substitute(body, dict(zip(formals, args, strict=True)))
