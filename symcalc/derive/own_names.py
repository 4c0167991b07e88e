"""Results in the names that the problem defines: p_1 - 1 in place of exponentials.

A definition p = N/D over kernels lets N be written p D.  With S for the denominator D that
several definitions share, every kernel that has a name becomes p S; one kernel of D is S
minus the others.  Where S cancels, the result speaks of the names alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from symcalc.core.kind import Definition
from symcalc.core.term import Op, Term, name, sub
from symcalc.derive.rational import Field, Ratio, TooManyTermsError
from symcalc.derive.relations import composed, mentions, reduced

#: Stands for the shared denominator while it has not cancelled.
SHARED: Final = name("~shared")


@dataclass(frozen=True)
class _Family:
    """Definitions with one denominator: the kernels above it, and the names for them.

    ``shared`` is the denominator as a fraction (above, below) in names, where one is known.
    """

    below: Any
    named: dict[Term, Term]
    shared: tuple[Any, Any] | None = None


def naming_field(
    term: Term, definitions: Mapping[str, Definition], constraints: tuple[Term, ...]
) -> Field:
    """The field of a term with what its definitions and constraints speak of."""
    plain = {key: each for key, each in definitions.items() if not each.is_function}
    names = [name(key) for key in plain]
    bodies = [each.body for each in plain.values()]
    return Field([term, *bodies, *names, *(sub(*each.args) for each in constraints), SHARED])


def by_names(field: Field, ratio: Ratio, definitions: Mapping[str, Definition]) -> Iterator[Ratio]:
    """The ratio written with the names of its definitions, where the denominators cancel."""
    for family in _families(field, definitions):
        for images in _images(field, family):
            found = _rewritten(field, ratio, family, images)
            if found is not None:
                yield found


def by_constraints(field: Field, ratio: Ratio, constraints: tuple[Term, ...]) -> Iterator[Ratio]:
    """The ratio with one name of a linear constraint, such as p + q = 1, worked out."""
    for constraint in constraints:
        polynomial = field.ratio(sub(*constraint.args)).above
        for kernel in field.kernels:
            if kernel.op not in (Op.NAME, Op.ELEMENT):
                continue
            solved = _solved(field, polynomial, kernel)
            if solved is not None:
                image = {kernel: solved}
                yield reduced(
                    composed(field, ratio.above, image), composed(field, ratio.below, image)
                )


def _families(field: Field, definitions: Mapping[str, Definition]) -> list[_Family]:
    families: dict[str, _Family] = {}
    for key, definition in definitions.items():
        if definition.is_function or not _expressible(field, definition.body):
            continue
        body = field.ratio(definition.body)
        family = families.setdefault(str(body.below), _Family(body.below, {}))
        kernel = _single_kernel(field, body.above)
        if kernel is not None:
            family.named[kernel] = name(key)
        elif body.above.is_constant():
            inverse = (body.above, field.generators[name(key)])
            families[str(body.below)] = _Family(family.below, family.named, inverse)
    return [_closed(field, family) for family in families.values()]


def _closed(field: Field, family: _Family) -> _Family:
    """The family with S solved from D = S, where every kernel of D has a name.

    For a = e^x / (1 + e^x) the denominator is a S + 1, so S is 1/(1 - a).
    """
    if family.shared is not None:
        return family
    shared = field.generators[SHARED]
    named = {kernel: field.generators[own] * shared for kernel, own in family.named.items()}
    equation = composed(field, family.below, named) - shared
    slope = equation.derivative(field.kernels.index(SHARED))
    rest = equation - slope * shared
    if slope.is_zero() or rest.is_zero() or not rest.is_constant():
        return family
    return _Family(family.below, family.named, (-rest, slope))


def _expressible(field: Field, term: Term) -> bool:
    return set(Field([term]).kernels) <= field.generators.keys()


def _single_kernel(field: Field, polynomial: Any) -> Term | None:
    for kernel, generator in field.generators.items():
        if polynomial == generator:
            return kernel
    return None


def _images(field: Field, family: _Family) -> Iterator[dict[Term, Any]]:
    """What the kernels become: p S where they have a name, and one of them S minus the rest."""
    shared = field.generators[SHARED]
    images = {kernel: field.generators[own] * shared for kernel, own in family.named.items()}
    yield images
    for kernel in field.kernels:
        rest = _solved(field, family.below - shared, kernel)
        if rest is not None and kernel is not SHARED:
            others = {k: image for k, image in images.items() if k is not kernel}
            yield {**others, kernel: composed(field, rest, others)}


def _solved(field: Field, polynomial: Any, kernel: Term) -> Any | None:
    """The kernel from ``polynomial = 0``, where it stands alone with a constant factor."""
    position = field.kernels.index(kernel)
    if polynomial.degrees()[position] != 1:
        return None
    slope = polynomial.derivative(position)
    if not slope.is_constant():
        return None
    return field.generators[kernel] - polynomial / slope


def _rewritten(
    field: Field, ratio: Ratio, family: _Family, images: dict[Term, Any]
) -> Ratio | None:
    try:
        above, powers = ratio.above, 0
        below = ratio.below
        while len(family.below) > 1 and (below.gcd(family.below) - _monic(family.below)).is_zero():
            below, powers = below / family.below, powers + 1
        found = reduced(
            composed(field, above, images),
            composed(field, below, images) * field.generators[SHARED] ** powers,
        )
        if family.shared is not None:
            found = _with_shared(field, found, *family.shared)
    except (TooManyTermsError, ZeroDivisionError):
        return None
    return None if mentions(field, found, SHARED) else found


def _monic(polynomial: Any) -> Any:
    return polynomial / polynomial.leading_coefficient()


def _with_shared(field: Field, ratio: Ratio, numerator: Any, denominator: Any) -> Ratio:
    """S put in as a fraction: both sides multiplied by the power that clears it."""
    position = field.kernels.index(SHARED)
    highest = max(ratio.above.degrees()[position], ratio.below.degrees()[position])
    sides = []
    for side in (ratio.above, ratio.below):
        total = field.one * 0
        for exponents, coefficient in side.to_dict().items():
            power = int(exponents[position])
            left = (*exponents[:position], 0, *exponents[position + 1 :])
            monomial = field.context.from_dict({left: coefficient})
            total += monomial * numerator**power * denominator ** (highest - power)
        sides.append(total)
    return reduced(*sides)
