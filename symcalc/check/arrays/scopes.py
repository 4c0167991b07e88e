"""Which claims are about arrays, and what is known of the scalars in them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from symcalc.core.kind import REAL, Declaration, Kind
from symcalc.core.kind_shapes import array_kinds, has_arrays
from symcalc.core.problem import Role, Scope, Statement
from symcalc.core.term import (
    TWO,
    ZERO,
    Op,
    Term,
    add,
    apply,
    free_names,
    make,
    name,
    power,
    relation,
    substitute,
)
from symcalc.mean.components.array import Array, table
from symcalc.mean.components.names import entry_key
from symcalc.mean.components.properties import cayley_determinant
from symcalc.mean.definitions import expand_definitions
from symcalc.mean.numeric import element_key


def speaks_of_arrays(statement: Statement) -> bool:
    """Whether a statement is about vectors, matrices or quaternions, its definitions expanded."""
    sides = [side for side in (statement.left, statement.right) if side is not None]
    kinds = array_kinds(statement.scope)
    if has_arrays(sides, kinds):
        return True
    scope = statement.scope
    if not scope.definitions or statement.role is not Role.CLAIM:
        return False
    return has_arrays([expand_definitions(side, scope) for side in sides], kinds)


def without_arrays(scope: Scope) -> Scope:
    """The scope of a claim about scalars: of relations of arrays only whose names they hold."""
    kinds = array_kinds(scope)

    def scalar(relation: Term) -> Term:
        if not has_arrays([relation], kinds):
            return relation
        names = (name(key) for key in sorted(free_names(relation)))
        return make(Op.RELATION, apply("array", *names), ZERO, data="=")

    assumptions, mentioned = (
        tuple(map(scalar, relations)) for relations in (scope.assumptions, scope.mentioned)
    )
    return replace(scope, assumptions=assumptions, mentioned=mentioned)


def entry_scope(scope: Scope, pair: tuple[Term, Term]) -> Scope:
    """What is known of the scalars; arrays are respected by how they were written out."""
    arrays = array_kinds(scope)
    declarations = {k: d for k, d in scope.declarations.items() if k not in arrays}
    entries = free_names(pair[0]) | free_names(pair[1])
    declarations |= {
        key: Declaration(key, REAL, "entry") for key in sorted(entries) if _owner(key) in arrays
    }
    assumptions = tuple(
        of_entries(relation, arrays)
        for relation in scope.assumptions
        if not has_arrays([relation], arrays) and not free_names(relation) & arrays.keys()
    )
    known = (*assumptions, *_divisors(arrays, sorted(entries)))
    return Scope(declarations, {}, known, without_arrays(scope).mentioned)


def _divisors(arrays: Mapping[str, Kind], entries: Sequence[str]) -> Iterator[Term]:
    """Nobody divides by 0 where a unit vector or an orthogonal matrix is written out."""
    for key, kind in arrays.items():
        own = [name(entry) for entry in entries if _owner(entry) == key]
        if "unit" in kind.properties and own:
            yield relation("!=", add(*(power(entry, TWO) for entry in own)), ZERO)
        places = [
            int(str(entry.data).rpartition(",")[2]) for entry in own if "," in str(entry.data)
        ]
        if "orthogonal" in kind.properties and places:
            whole = _matrix_of_entries(key, max(places))
            yield relation("!=", cayley_determinant(whole), ZERO)


def _matrix_of_entries(key: str, size: int) -> Array:
    return table(size, size, lambda i, j: name(element_key(key, [i + 1, j + 1])))


def of_entries(relation: Term, kinds: Mapping[str, Kind]) -> Term:
    """A relation of entries under the names by which the entries are written out."""
    changed = {key: entry_key(key, kinds) for key in sorted(free_names(relation))}
    values = {name(key): name(new) for key, new in changed.items() if new != key}
    return substitute(relation, values) if values else relation


def _owner(key: str) -> str:
    """The array that an entry belongs to: A of A_1,2."""
    return key.rpartition("_")[0]
