"""The vectors and quaternions of a problem, named, with their components.

``1,2,3`` becomes the vector a with the definition a = (1, 2, 3); a letter becomes a vector of
letters, b = (b_1, b_2, b_3), or a quaternion q = (q_w, q_x, q_y, q_z).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final

from symcalc.core.kind import Declaration, Definition, Kind, Sort
from symcalc.core.problem import Problem, Scope
from symcalc.core.term import Op, Term, call, free_names, name, vector
from symcalc.derive.author import author_of
from symcalc.derive.candidates import Setting
from symcalc.derive.concrete import concrete_for
from symcalc.derive.geometry.exact import exact
from symcalc.derive.points import sample, special_points
from symcalc.derive.problems import DeriveError
from symcalc.derive.tidy import Tidier
from symcalc.mean.cartesian import Components
from symcalc.mean.names import name_parts

#: Letters for vectors that have no name of their own.
_VECTORS: Final = ("bf.a", "bf.b", "bf.c", "bf.u", "bf.v", "bf.w", "bf.m", "bf.n")
#: The components of a quaternion, in the order that is used everywhere.
_PLACES: Final = ("w", "x", "y", "z")
#: At how many points the forms of an entry are compared.
_POINTS: Final = 6


@dataclass(frozen=True)
class Array:
    """A vector or a quaternion (w, x, y, z): its name, and its components."""

    name: Term
    parts: Components
    sort: Sort = Sort.VECTOR

    @property
    def value(self) -> Term:
        """The vector (or the quaternion) written out."""
        if self.sort is Sort.VECTOR:
            return vector(*self.parts)
        return call("quaternion", *self.parts)


@dataclass(frozen=True)
class Stage:
    """A problem with its arrays named; ``scope`` holds their definitions."""

    problem: Problem
    arrays: tuple[Array, ...] = ()

    @property
    def scope(self) -> Scope:
        """What is known of the names."""
        return self.problem.scope

    def with_array(self, array: Array) -> Stage:
        """The stage with one more array, defined."""
        key, size = str(array.name.data), str(len(array.parts))
        kind = Kind(array.sort, (size,) if array.sort is Sort.VECTOR else ())
        defined = self.with_value(array.name, array.value)
        known = {**self.scope.declarations, key: Declaration(key, kind, "command line")}
        return replace(
            defined,
            problem=replace(defined.problem, scope=replace(defined.scope, declarations=known)),
            arrays=(*self.arrays, array),
        )

    def with_letters(self, letters: Iterable[str], sort: Sort = Sort.VECTOR) -> tuple[Stage, Array]:
        """The stage with one more array, of letters: any one at all."""
        key = _unused(letters, self._taken)
        array = Array(name(key), letters_of(key, sort, 3), sort)
        return self.with_array(array), array

    def with_value(self, key: Term, value: Term) -> Stage:
        """The stage with one more name defined."""
        definition = Definition(str(key.data), (), value)
        known = {**self.scope.definitions, definition.key: definition}
        scope = replace(self.scope, definitions=known)
        return replace(self, problem=replace(self.problem, scope=scope))

    def assuming(self, *relations: Term) -> Stage:
        """The stage with relations that are known to hold."""
        scope = replace(self.scope, assumptions=(*self.scope.assumptions, *relations))
        return replace(self, problem=replace(self.problem, scope=scope))

    def letter(self, letters: Iterable[str]) -> Term:
        """A name for a scalar, the first that is not in use."""
        return name(_unused(letters, self._taken))

    @property
    def _taken(self) -> set[str]:
        return _letters_in([term for array in self.arrays for term in (array.name, *array.parts)])

    def tidy(self, entry: Term) -> Term:
        """An entry the way a person would write it; a number exactly."""
        return self._tidier(entry) if free_names(entry) else exact(entry)

    @cached_property
    def _tidier(self) -> Tidier:
        entries = [part for array in self.arrays for part in array.parts]
        concrete = concrete_for(entries, Scope())
        points = sample(entries, Scope(), concrete, _POINTS)
        special = special_points(list(points[0]), Scope(), concrete) if points else []
        return Tidier(Setting(author_of(*entries)), concrete, tuple(points), tuple(special))


def staged(problem: Problem, sorts: Sequence[Sort], letters: Sequence[str] = _VECTORS) -> Stage:
    """The problem with its expressions as named arrays of the given sorts, written out.

    What has no name gets one of the ``letters``; a letter has as many components as the
    longest vector beside it.  Raises DeriveError where there are more or fewer expressions
    than sorts.
    """
    given = problem.expressions
    if len(given) != len(sorts):
        raise DeriveError(
            f"{problem.operation} takes {len(sorts)} operands; {len(given)} are given",
            f"for example: symcalc derive {problem.operation} {EXAMPLES[problem.operation]}",
        )
    size = max((len(term.args) for term in given if term.op is Op.VECTOR), default=3)
    taken = _letters_in(given)
    stage = Stage(problem)
    for term, sort in zip(given, sorts, strict=True):
        array = _array(term, sort, size, _unused(letters, taken))
        if sort is Sort.QUATERNION and len(array.parts) != len(_PLACES):
            raise DeriveError("a quaternion has 4 components", "write w,x,y,z, the scalar first")
        taken |= _letters_in([array.name])
        stage = stage.with_array(array)
    written = tuple(array.value for array in stage.arrays)
    return replace(stage, problem=replace(stage.problem, expressions=written))


def _array(term: Term, sort: Sort, size: int, letter: str) -> Array:
    if term.op is Op.NAME:
        return Array(term, letters_of(str(term.data), sort, size), sort)
    return Array(name(letter), term.args, sort)


def letters_of(key: str, sort: Sort, size: int, marked: bool = False) -> Components:
    """The components of a name: a_1, a_2, … of a vector, q_w, q_x, q_y, q_z of a quaternion.

    They keep accents, such as the hat of a unit vector, where they are ``marked``.
    """
    base = key if marked else name_parts(key).base
    places = _PLACES if sort is Sort.QUATERNION else [str(k + 1) for k in range(size)]
    return tuple(name(f"{base}_{place}") for place in places)


def _letters_in(terms: Iterable[Term]) -> set[str]:
    """The letters that terms use, accents and indices left out."""
    return {name_parts(key).base for term in terms for key in free_names(term)}


def _unused(letters: Iterable[str], taken: set[str]) -> str:
    return next(key for key in letters if name_parts(key).base not in taken)


def require(size: int, *arrays: Array) -> None:
    """DeriveError unless every array has that many components."""
    counts = [len(array.parts) for array in arrays]
    if set(counts) != {size}:
        raise DeriveError(
            f"the vectors have {', '.join(map(str, counts))} components; {size} are needed",
            "give every vector as many components; a vector in the plane has 0 for the third",
        )


#: Operands that show how an operation is called.
EXAMPLES: Final = {
    "dot": "1,2,3 4,5,6",
    "cross": "1,2,3 4,5,6",
    "triple": "1,0,0 1,2,0 1,1,3",
    "rotate": "1,0,0 --axis 0,0,1 --angle 90 --degrees",
    "compose": "0,1,0,0 0,0,1,0",
    "slerp": "1,0,0,0 0,0,0,1",
    "rate": "q 0,0,1",
}
