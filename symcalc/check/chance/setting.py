"""A claim about random variables with what its page says of them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Final

from symcalc.check.domain import counting_names
from symcalc.core.chance import Chance, Functional, application
from symcalc.core.kind import Sort
from symcalc.core.kind_shapes import array_kinds, has_arrays
from symcalc.core.problem import Scope
from symcalc.core.term import ONE, Op, Term, free_names, name, postorder, rebuild, substitute

#: Functionals whose arguments are events or outcomes, not numbers.
_OF_EVENTS: Final = frozenset({Functional.PROBABILITY, Functional.ENTROPY, Functional.INFORMATION})
_BOLD: Final = ("bf.", "vec.")


@dataclass(frozen=True)
class Setting:
    """Two sides with functionals, what the page says of chance, and what is random in them."""

    left: Term
    right: Term
    sign: str
    scope: Scope
    chance: Chance
    random: tuple[str, ...]

    @property
    def sides(self) -> tuple[Term, Term]:
        """Both sides."""
        return self.left, self.right

    def is_doubtful(self, key: str) -> bool:
        """Whether nothing on the page says that a name is constant."""
        declaration = self.scope.declarations.get(key)
        stated = declaration is not None and not declaration.inferred
        counts = key in counting_names(*self.sides) or (
            declaration is not None and declaration.kind.sort is Sort.INDEX
        )
        constant = key in self.chance.constants or key in self._named
        return not (stated or counts or constant or key in self.chance.functionals)

    @cached_property
    def _named(self) -> dict[str, Term]:
        """The names that the page gives to values of functionals: μ of E(X) = μ."""
        found = {}
        for value in self.chance.values:
            left, right = value.args
            if right.op is Op.NAME and right.data not in self.random and (
                application(left, self.chance.functionals) is not None
            ):  # fmt: skip
                found[str(right.data)] = left
        return found

    def without_names(self) -> tuple[Term, Term]:
        """Both sides with what the page named written out."""
        return self.written_out(self.left), self.written_out(self.right)

    def written_out(self, term: Term) -> Term:
        """A term with what the page named written out: E(X) in the place of μ."""
        values = {name(key): value for key, value in self._named.items()}
        return substitute(term, values) if values else term

    def other_values(self) -> tuple[Term, ...]:
        """The values of functionals that the page states and that are no mere names.

        A claim does not follow from itself.
        """
        own = {self.sides, (self.right, self.left)}
        return tuple(
            value
            for value in self.chance.values
            if value.args not in own and str(value.args[1].data) not in self._named
        )

    def speaks_of_arrays(self) -> bool:
        """Whether vectors or matrices occur elsewhere than in probabilities and entropies."""
        kinds = array_kinds(self.scope)
        bold = (key for side in self.sides for key in free_names(side) if key.startswith(_BOLD))
        numbers = [rebuild(side, self._without_names_of_events) for side in self.sides]
        return has_arrays(numbers, kinds) or any(
            key in free_names(side) for side in numbers for key in bold
        )

    def _without_names_of_events(self, node: Term) -> Term:
        found = application(node, self.chance.functionals)
        return ONE if found is not None and found.kind in _OF_EVENTS else node

    def averaged(self) -> tuple[str, ...]:
        """Every name that occurs in a functional."""
        nodes = (node for node in postorder(*self.sides))
        found = (free_names(n) for n in nodes if application(n, self.chance.functionals))
        return tuple(sorted(frozenset().union(*found) - counting_names(*self.sides)))
