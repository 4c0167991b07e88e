"""What an inference says, with definitions expanded, and what else is known of its names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from symcalc.check.domain import Domain, domain_of
from symcalc.core.inference import Inference
from symcalc.core.kind import Definition
from symcalc.core.problem import Scope
from symcalc.core.term import (
    TRUE,
    Op,
    Term,
    contains,
    free_names,
    make,
    name,
    number,
    postorder,
    relation,
)
from symcalc.mean.definitions import resolve

#: What stands for something that is not known: f(x), dy/dx, x_i.
_UNKNOWN: Final = (Op.APPLY, Op.DERIVATIVE, Op.ELEMENT)


@dataclass(frozen=True)
class Argument:
    """The lines of an inference as conditions on real names, and the domain of these.

    ``ties`` are relations that the page assumes or mentions elsewhere of the same names;
    ``following`` are further cases that the rows behind the line may state.
    """

    premises: tuple[Term, ...]
    conclusion: Term
    domain: Domain
    ties: tuple[Term, ...]
    following: tuple[Term, ...] = ()

    @property
    def names(self) -> list[str]:
        """The names that are free in any line, in order."""
        return names_in(*self.premises, self.conclusion)

    @property
    def all_premises(self) -> Term:
        """All premises together."""
        return conjunction(self.premises)


def argument_of(inference: Inference, scope: Scope) -> Argument:
    """The inference with definitions expanded and derivatives carried out."""
    lines = (*inference.premises, inference.conclusion)
    known = replace(scope, definitions=_definitions_for(lines, scope))
    meant = _without_introductions([resolve(line, known) for line in lines])
    own = set(postorder(*lines))
    ordered = tuple(part for part in scope.assumptions if not _is_equality(part))
    domain = domain_of(replace(known, assumptions=ordered), *_sides(meant))
    elsewhere = [part for part in scope.assumptions if _is_equality(part)] + [*scope.mentioned]
    ties = [resolve(part, known) for part in elsewhere if part not in own]
    touched = frozenset(names_in(*meant))
    shared = tuple(tie for tie in ties if free_names(tie) & touched)
    following = tuple(resolve(line, known) for line in inference.following)
    return Argument(tuple(meant[:-1]), meant[-1], domain, shared, following)


def conjunction(conditions: Sequence[Term]) -> Term:
    """All of some conditions together."""
    if len(conditions) == 1:
        return conditions[0]
    return make(Op.AND, *conditions) if conditions else TRUE


def names_in(*conditions: Term) -> list[str]:
    """The names that are free in some conditions, in order."""
    return sorted(frozenset[str]().union(*map(free_names, conditions)))


def range_of(key: str, domain: Domain) -> Term:
    """What a domain says of one name alone, as a condition."""
    bounds = domain.range_of(key)
    parts = [part for part in domain.constraints if free_names(part) == {key}]
    variable = name(key)
    if bounds.lower != -float("inf"):
        end = number(bounds.lower)  # type: ignore[arg-type]  # a finite end is a fraction
        parts.append(relation(">" if bounds.lower_open else ">=", variable, end))
    if bounds.upper != float("inf"):
        end = number(bounds.upper)  # type: ignore[arg-type]  # a finite end is a fraction
        parts.append(relation("<" if bounds.upper_open else "<=", variable, end))
    return conjunction(parts)


def _is_equality(part: Term) -> bool:
    return part.op is Op.RELATION and part.data == "="


def _sides(conditions: Sequence[Term]) -> list[Term]:
    relations = [node for node in postorder(*conditions) if node.op is Op.RELATION]
    return [side for node in relations for side in node.args]


def _definitions_for(lines: Sequence[Term], scope: Scope) -> dict[str, Definition]:
    """The definitions to expand: not those of names that the lines are about.

    A name that stands alone on a side is solved for here, whatever it meant further up; so
    is the only name of the lines.
    """
    alone = {str(side.data) for side in _sides(lines) if side.op is Op.NAME}
    names = names_in(*lines)
    about = alone.union(names) if len(names) == 1 else alone
    return {key: item for key, item in scope.definitions.items() if key not in about}


def _without_introductions(lines: Sequence[Term]) -> list[Term]:
    """The lines without equations that only name something: y = x^2 where y occurs once.

    Such an equation can always be met by a choice of what it names.
    """
    return [_without(line, lines) for line in lines]


def _without(line: Term, lines: Sequence[Term]) -> Term:
    if line.op is Op.OR:
        return line
    return conjunction([part for part in _parts(line) if not _introduces(part, lines)])


def _introduces(part: Term, lines: Sequence[Term]) -> bool:
    if not _is_equality(part):
        return False
    return any(
        (side.op in _UNKNOWN or side.op is Op.NAME) and _occurs_once(side, part, lines)
        for side in part.args
    )


def _occurs_once(side: Term, part: Term, lines: Sequence[Term]) -> bool:
    """Whether what a side stands for occurs nowhere but on this side of this equation."""
    other = next((a for a in part.args if a is not side), side)
    elsewhere = [node for line in lines for node in _parts(line) if node is not part]
    if side.op is Op.NAME:
        return all(str(side.data) not in free_names(term) for term in (other, *elsewhere))
    return not any(side in postorder(term) for term in (other, *elsewhere))


def _parts(line: Term) -> tuple[Term, ...]:
    return line.args if line.op in (Op.AND, Op.OR) else (line,)


def has_unknowns(argument: Argument) -> bool:
    """Whether functions, derivatives or sequences are left of which nothing is known."""
    return any(contains(line, *_UNKNOWN) for line in (*argument.premises, argument.conclusion))
