"""The forms that a result is offered in, before the cheapest that agrees is chosen."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

import sympy

from symcalc.core.deadline import OutOfTime, deadline
from symcalc.core.kind import Definition
from symcalc.core.term import Op, Term, call, make, postorder, rebuild, size
from symcalc.derive.author import Author, in_order
from symcalc.derive.cost import cost
from symcalc.derive.forms import FormWriter
from symcalc.derive.own_names import by_constraints, by_names, naming_field
from symcalc.derive.rational import Field, Ratio, TooManyTermsError
from symcalc.derive.relations import (
    by_moduli,
    by_quotients,
    by_squares,
    quotients,
    radicands,
    without_squared_roots,
)
from symcalc.derive.structure import repaired
from symcalc.mean import algebra
from symcalc.mean.errors import NoMeaning
from symcalc.mean.functions import ELEMENTARY
from symcalc.mean.symbolic import from_sympy, to_sympy

#: Most exponentials whose sign is tried the other way round.
_MOST_TURNED: Final = 3
#: Longer sums are not tidied summand by summand.
_MOST_SUMMANDS: Final = 8
#: What a sum that the author wrote saves: it need not be read again.
_KNOWN_SUM: Final = 1.5
#: SymPy's own simplification is asked for small terms only, and for so many seconds.
_SMALL: Final = 60
_PATIENCE: Final = 0.5
#: Results as cheap as this are not worth SymPy's time.
_CHEAP: Final = 7.0


@dataclass(frozen=True)
class Setting:
    """What forms may use: the author's order, definitions of names, equations that hold.

    Results of more than ``largest`` nodes keep their form.
    """

    author: Author
    definitions: Mapping[str, Definition] = field(default_factory=dict)
    constraints: tuple[Term, ...] = ()
    largest: int = 300

    def cost(self, term: Term) -> float:
        """The cost of a form, less what is saved by sums that the author wrote."""
        places = self.author.places
        known = sum(node.op is Op.ADD and node in places for node in postorder(term))
        return cost(term) - _KNOWN_SUM * known


def candidates(term: Term, setting: Setting) -> list[Term]:
    """The forms of a term, cheapest first, the term itself among them."""
    inner = rebuild(term, lambda node: _inside(node, setting))
    found = [term, *_rational_forms(inner, setting)]
    if inner.op is Op.ADD and len(inner.args) <= _MOST_SUMMANDS:
        found.append(algebra.add(*(_cheapest(part, setting) for part in inner.args)))
    time_left = setting.largest >= 4 * _SMALL
    if time_left and _suits_sympy(term) and min(map(setting.cost, found)) > _CHEAP:
        found += _by_sympy(term)
    return _ranked(found, setting)


def _ranked(forms: list[Term], setting: Setting) -> list[Term]:
    ordered = dict.fromkeys(in_order(form, setting.author) for form in forms)
    return sorted(ordered, key=setting.cost)


def _cheapest(term: Term, setting: Setting) -> Term:
    """The cheapest rational form of a part, its sign kept in front."""
    inner = term.args[0] if term.op is Op.NEG else term
    best = _ranked([inner, *_rational_forms(inner, setting)], setting)[0]
    return best if inner is term else algebra.neg(best)


def _inside(node: Term, setting: Setting) -> Term:
    """Branches and bodies in their cheapest form; other nodes as they are."""
    if node in setting.author.places:
        return node
    if node.op is Op.CASES:
        values = (_cheapest(value, setting) for value in node.args[::2])
        pairs = zip(values, node.args[1::2], strict=True)
        return make(Op.CASES, *(part for pair in pairs for part in pair))
    if node.op in (Op.SUM, Op.INTEGRAL):
        body = _cheapest(node.args[0], setting)
        return repaired(make(node.op, body, *node.args[1:], data=node.data))
    return node


# ---------------------------------------------------------------------- rational functions


def _rational_forms(term: Term, setting: Setting) -> Iterator[Term]:
    """The term as a rational function, in every field and every spelling."""
    for make_forms in (_named_forms, _turned_forms):
        try:
            yield from make_forms(term, setting)
        except (TooManyTermsError, ZeroDivisionError):
            continue


def _turned_forms(term: Term, setting: Setting) -> Iterator[Term]:
    for each in _fields(term, setting.author):
        ratio = without_squared_roots(each, each.ratio(term))
        others = [*by_squares(each, ratio), *by_quotients(each, ratio), *by_moduli(each, ratio)]
        yield from _spelled(each, [ratio, *others], setting)


def _named_forms(term: Term, setting: Setting) -> Iterator[Term]:
    """The term in the names of definitions, and with the constraints worked in."""
    if not setting.definitions and not setting.constraints:
        return
    space = naming_field(term, setting.definitions, setting.constraints)
    ratio = space.ratio(term)
    found = [ratio, *by_names(space, ratio, setting.definitions)]
    for each in list(found):
        found += by_constraints(space, each, setting.constraints)
    yield from _spelled(space, found, setting)


def _spelled(space: Field, ratios: list[Ratio], setting: Setting) -> Iterator[Term]:
    writer = FormWriter(space, setting.author)
    for ratio in ratios:
        yield from map(repaired, writer.forms(ratio))


def _fields(term: Term, author: Author) -> Iterator[Field]:
    """The fields to write in: each exponential either way round, the author's sums whole."""
    plain = Field([term])
    exponents = [k.args[0] for k in plain.kernels if k.op is Op.CALL and k.data == "exp"]
    roots = radicands(plain.kernels)
    falling = [u for u in exponents if _falls(u, author)]
    yield Field([term, *roots, *quotients(plain.kernels)], falling=falling)
    for turned in exponents[:_MOST_TURNED]:
        others = [u for u in falling if u is not turned]
        yield Field([term, *roots], falling=others if turned in falling else [*falling, turned])
    inside = set(postorder(term))
    sums = [each for each in author.sums() if each in inside]
    if sums:
        yield Field([term, *roots], whole=sums, falling=falling)


def _falls(exponent: Term, author: Author) -> bool:
    """Whether the author wrote e^-u and not e^u."""
    rising = call("exp", exponent)
    falling = call("exp", algebra.neg(exponent))
    return falling in author.places and rising not in author.places


# --------------------------------------------------------------------------------- SymPy


def _suits_sympy(term: Term) -> bool:
    """Whether a term is small and smooth: SymPy gives steps and signs a value at their jump."""
    return size(term) <= _SMALL and not any(map(_jumps, postorder(term)))


def _jumps(node: Term) -> bool:
    """Whether a node may have a kink or a step; what is done with an array may."""
    if node.op is not Op.CALL:
        return node.op is Op.CASES
    row = ELEMENTARY.get(str(node.data))
    return row is None or bool(row.kinks(*node.args))


def _by_sympy(term: Term) -> list[Term]:
    """What SymPy's simplification makes of a term, where it answers in time."""
    try:
        with deadline(_PATIENCE):
            return [repaired(from_sympy(sympy.simplify(to_sympy(term))))]
    except OutOfTime:
        return []
    except SYMPY_FAILS:
        return []


#: SymPy raises these on input that it cannot handle; a form less is no loss.
SYMPY_FAILS: Final = (
    NoMeaning,
    ArithmeticError,
    AttributeError,
    NotImplementedError,
    RecursionError,
    TypeError,
    ValueError,
)
