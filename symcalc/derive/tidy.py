"""The form of a result that a person would give.

Several forms of the result are written down (ours, factored, expanded, with the problem's
own names, SymPy's), each is compared with the result in value and domain, and the one with
the least :func:`symcalc.derive.cost.cost` is kept.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from symcalc.core.term import Op, Term, call, postorder, size
from symcalc.derive.agree import Reference
from symcalc.derive.author import Author, in_order
from symcalc.derive.cost import cost
from symcalc.derive.forms import FormWriter
from symcalc.derive.rational import Field, TooManyTermsError
from symcalc.derive.relations import by_squares, radicands, without_squared_roots
from symcalc.derive.structure import repaired
from symcalc.mean import algebra

#: Larger results keep the form they were computed in: nobody reads them.
LARGE: Final = 400
#: Most exponentials whose sign is tried the other way round.
_MOST_TURNED: Final = 3


def tidy(term: Term, author: Author, reference: Reference) -> Term:
    """The simplest form of a result that agrees with it, in the author's order."""
    plain = in_order(repaired(term), author)
    if size(plain) > LARGE:
        return plain
    forms = dict.fromkeys([plain, *(in_order(form, author) for form in _forms(plain, author))])
    for form in sorted(forms, key=cost):
        if form is plain or (reference.near(form) and reference.equal(form)):
            return form
    return plain


def _forms(term: Term, author: Author) -> Iterator[Term]:
    for field in _fields(term, author):
        try:
            yield from _forms_in(field, term, author)
        except (TooManyTermsError, ZeroDivisionError):
            continue


def _forms_in(field: Field, term: Term, author: Author) -> Iterator[Term]:
    writer = FormWriter(field, author)
    ratio = without_squared_roots(field, field.ratio(term))
    for each in [ratio, *by_squares(field, ratio)]:
        yield from map(repaired, writer.forms(each))


def _fields(term: Term, author: Author) -> Iterator[Field]:
    """The fields to write in: each exponential either way round, the author's sums whole."""
    plain = Field([term])
    exponents = [k.args[0] for k in plain.kernels if k.op is Op.CALL and k.data == "exp"]
    roots = radicands(plain.kernels)
    falling = [u for u in exponents if _falls(u, author)]
    yield Field([term, *roots], falling=falling)
    for turned in exponents[:_MOST_TURNED]:
        others = [u for u in falling if u is not turned]
        yield Field([term, *roots], falling=others if turned in falling else [*falling, turned])
    sums = [each for each in author.sums() if each in set(postorder(term))]
    if sums:
        yield Field([term], whole=sums, falling=falling)


def _falls(exponent: Term, author: Author) -> bool:
    """Whether the author wrote e^-u and not e^u."""
    rising = call("exp", exponent)
    falling = call("exp", algebra.neg(exponent))
    return falling in author.places and rising not in author.places
