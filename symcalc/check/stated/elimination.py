"""Equations solved for one atom after another, and put to use in a claim.

Every equation is solved for an atom that occurs linearly in it (or as a square); the claim and
the equations after it no longer hold that atom then.  What is left of the claim is an identity
where the claim follows from the equations by linear and rational algebra.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Final

from symcalc.check.domain import Domain
from symcalc.check.equations.quotients import quotient_of
from symcalc.check.equations.ring import NotInRing, Ring
from symcalc.check.solve import solve_linear
from symcalc.check.stated.atoms import atoms_of, is_atom, square_in
from symcalc.check.stated.summands import taken_apart
from symcalc.core.term import (
    ONE,
    ZERO,
    Op,
    Term,
    binds,
    free_names,
    fresh_name,
    function_orders,
    make,
    mul,
    number,
    postorder,
    power,
    rebuild,
    sub,
    substitute,
    value_of,
)
from symcalc.mean.algebra import simplify

#: Names and kernels that a claim may hold to be multiplied out.
_MOST_GENERATORS: Final = 24
#: What is rather expressed by names than put in their place.
_SUMMED: Final = frozenset({Op.SUM, Op.PRODUCT, Op.INTEGRAL})


@dataclass(frozen=True)
class Solved:
    """An atom (or the square of one) with its value by an equation.

    ``divisor`` must not be zero for that; ``rests_on`` are the places of the equations used.
    ``general`` says that the equation is meant for all values of the atom's arguments.
    """

    atom: Term
    value: Term
    divisor: Term = ONE
    general: bool = False
    rests_on: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Remainder:
    """Two sides in which equations were put to use: the places of these, and what was divided by.

    The divisors must not be zero.
    """

    left: Term
    right: Term
    used: frozenset[int] = frozenset()
    divisors: tuple[Term, ...] = ()


def eliminated(
    left: Term, right: Term, equations: Sequence[Term], domain: Domain, dividing: bool = True
) -> Remainder:
    """The sides after each equation in turn was solved for an atom and put to use.

    ``dividing`` allows to divide by what may be zero.
    """
    found = Remainder(taken_apart(left), taken_apart(right))
    solutions: list[Solved] = []
    for place, equation in enumerate(equations):
        sides = [taken_apart(side) for side in equation.args]
        rests_on = frozenset({place})
        for known in solutions:
            before, sides = sides, [with_value(side, known) for side in sides]
            if sides != before:
                rests_on |= known.rests_on
        candidates = _solutions(sides[0], sides[1], atoms_of(found.left, found.right), domain)
        solved = next((c for c in candidates if dividing or c.divisor is ONE), None)
        if solved is not None:
            solutions.append(replace(solved, rests_on=rests_on))
            found = _put_to_use(found, solutions[-1])
    return found


def _put_to_use(found: Remainder, solved: Solved) -> Remainder:
    if solved.atom.op is Op.POW:
        found = _multiplied_out(found)
    left, right = with_value(found.left, solved), with_value(found.right, solved)
    if (left, right) == (found.left, found.right):
        return found
    divisors = found.divisors if solved.divisor is ONE else (*found.divisors, solved.divisor)
    return Remainder(left, right, found.used | solved.rests_on, divisors)


def with_value(term: Term, solved: Solved) -> Term:
    """The term with the value in the place of the atom, sums taken apart again."""
    inside = _below_binders(term, solved) if solved.general else term
    result = substitute(inside, {solved.atom: solved.value})
    if solved.atom.op is Op.POW:
        result = _with_powers(result, solved)
    return term if result is term else taken_apart(result)


def _below_binders(term: Term, solved: Solved) -> Term:
    """With p(x) = f(x) for all x, the integral of p(x) over x is that of f(x)."""

    def change(node: Term) -> Term:
        if not binds(node) or node.args[1] not in solved.atom.args:
            return node
        body, variable, *rest = node.args
        inside = substitute(body, {solved.atom: solved.value})
        return make(node.op, inside, variable, *rest, data=node.data)

    return rebuild(term, change)


def _is_general(left: Term, right: Term) -> bool:
    """Whether ``left = right`` has the form of a definition: p(x) = f(x), u_i = (x_i - m)/s."""
    if left.op is Op.APPLY and any(function_orders(left)):
        return False
    names = [part for part in left.args if part.op is Op.NAME]
    distinct = len(set(names)) == len(left.args) > 0
    return (
        left.op in (Op.APPLY, Op.ELEMENT)
        and distinct
        and {str(n.data) for n in names} <= free_names(right)
    )


def _with_powers(term: Term, solved: Solved) -> Term:
    """Where x^2 has a value, so has x^4, and x^3 is x times that."""
    base = solved.atom.args[0]

    def change(node: Term) -> Term:
        exponent = value_of(node.args[1]) if node.op is Op.POW and node.args[0] is base else None
        if exponent is None or exponent.denominator != 1 or exponent < 0:
            return node
        squares, single = divmod(int(exponent), 2)
        return mul(power(solved.value, number(squares)), power(base, number(single)))

    return rebuild(term, change)


def _multiplied_out(found: Remainder) -> Remainder:
    """The difference of the sides without its denominator, as a sum of monomials, and 0."""
    ring = Ring(_MOST_GENERATORS)
    try:
        difference = quotient_of(sub(found.left, found.right), ring)
    except NotInRing:
        return found
    return replace(found, left=simplify(ring.term_of(difference.above)), right=ZERO)


# ------------------------------------------------------------------- solving for an atom


def _solutions(left: Term, right: Term, wanted: Sequence[Term], domain: Domain) -> Iterator[Solved]:
    """The ways to solve an equation for an atom, the most useful for the wanted ones first."""
    difference = sub(left, right)
    atoms = atoms_of(difference)
    summed = [atom for atom in atoms if atom.op in _SUMMED and atom in wanted]
    yield from _linear(difference, summed, domain)
    for one, other in ((left, right), (right, left)):
        if is_atom(one) and one not in postorder(other):
            yield Solved(one, other, general=_is_general(one, other))
    others = sorted(atoms, key=lambda atom: atom not in wanted)
    yield from _linear(difference, others, domain)
    for atom in others:
        square = square_in(difference, atom)
        if square is not None:
            yield from _linear(difference, [square], domain)


def _linear(difference: Term, atoms: Sequence[Term], domain: Domain) -> Iterator[Solved]:
    """Solutions for atoms that occur linearly, those without a divisor that may be zero first."""
    divided = []
    for atom in atoms:
        unknown = fresh_name("unknown", free_names(difference))
        solved = solve_linear(substitute(difference, {atom: unknown}), unknown)
        if solved is None or atom in postorder(solved[0]):
            continue
        divisor = _divisor(solved[1], domain)
        if divisor is ZERO:
            continue
        found = Solved(atom, solved[0], divisor)
        if divisor is ONE:
            yield found
        else:
            divided.append(found)
    yield from divided


def _divisor(slope: Term, domain: Domain) -> Term:
    """What must not be zero to divide by a slope; 1 where nothing must."""
    slope = simplify(slope)
    above = slope.args[0] if slope.op is Op.DIV else slope
    value = value_of(above)
    if value is not None:
        return ONE if value != Fraction(0) else ZERO
    return ONE if domain.never_zero(above) else above
