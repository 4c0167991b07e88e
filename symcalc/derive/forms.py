"""The forms in which a rational function can be written: factored, expanded, term by term."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from math import gcd, lcm
from typing import Any, Final

from symcalc.core.term import ONE, Op, Term, add, call, number
from symcalc.derive.author import Author, positive_first
from symcalc.derive.rational import Field, Ratio, TooManyTermsError, fraction, rational
from symcalc.mean import algebra

_NAMES: Final = (Op.NAME, Op.ELEMENT)

Monomial = tuple[tuple[int, ...], Fraction]
#: A constant and the factors with their exponents.
Factors = tuple[Fraction, list[tuple[Term, int]]]


class FormWriter:
    """Writes rational functions of one field as terms, in the author's words where possible."""

    def __init__(self, field: Field, author: Author) -> None:
        self.field = field
        self.author = author
        self.order = sorted(range(len(field.kernels)), key=lambda k: author.place(field.kernels[k]))
        self.written = self._author_sums()

    def forms(self, ratio: Ratio) -> Iterator[Term]:
        """The forms of a ratio, the factored one first."""
        if ratio.above.is_zero():
            yield number(0)
            return
        below = self._factored(ratio.below)
        yield self._quotient(self._factored(ratio.above), below)
        yield self._quotient(self._content_out(ratio.above), below)
        yield self._quotient((Fraction(1), [(self._sum(ratio.above), 1)]), below)
        groups = self._by_new_names(ratio.above)
        if len(groups) > 1:
            yield algebra.add(*(self._quotient(self._factored(part), below) for part in groups))
        if len(ratio.below) == 1 and len(ratio.above) > 1:
            yield self._term_by_term(ratio)

    # ------------------------------------------------------------------------- quotients

    def _quotient(self, above: Factors, below: Factors) -> Term:
        rest = _product(above[1])
        if below[1]:
            rest = algebra.div(rest, _product(below[1]))
        return algebra.scaled(above[0] / below[0], rest)

    def _term_by_term(self, ratio: Ratio) -> Term:
        parts = []
        for exponents, coefficient in self._monomials(ratio.above):
            single = self.field.context.from_dict({exponents: rational(coefficient)})
            common = single.gcd(ratio.below)
            above, below = single / common, ratio.below / common
            parts.append(self._quotient(self._factored(above), self._factored(below)))
        return add(*positive_first(parts))

    def _by_new_names(self, polynomial: Any) -> list[Any]:
        """The polynomial by its powers of names that the author did not write (a tangent's)."""
        new = [
            k
            for k, kernel in enumerate(self.field.kernels)
            if kernel.op in _NAMES and kernel not in self.author.places
        ]
        groups: dict[tuple[int, ...], dict[Any, Any]] = {}
        for exponents, value in polynomial.to_dict().items():
            groups.setdefault(tuple(int(exponents[k]) for k in new), {})[exponents] = value
        return [self.field.context.from_dict(group) for group in groups.values()]

    # --------------------------------------------------------------------------- factors

    def _factored(self, polynomial: Any) -> Factors:
        constant, factors = polynomial.factor()
        coefficient = fraction(constant)
        found: list[tuple[Term, int]] = []
        for factor, exponent in factors:
            content, term = self._signed(factor)
            coefficient *= content**exponent
            found.append((term, int(exponent)))
        return coefficient, found

    def _content_out(self, polynomial: Any) -> Factors:
        """The greatest monomial in front of what is left."""
        exponents = tuple(min(column) for column in zip(*polynomial.monoms(), strict=True))
        common = self.field.context.from_dict({tuple(int(e) for e in exponents): 1})
        content, rest = self._signed(polynomial / common)
        monomial = [(self.field.kernels[k], int(exponents[k])) for k in self.order if exponents[k]]
        factors = [_kernel_power(kernel, e) for kernel, e in monomial]
        return content, [*((factor, 1) for factor in factors), (rest, 1)]

    def _signed(self, polynomial: Any) -> tuple[Fraction, Term]:
        """A polynomial as a constant times a sum with whole coefficients and a good sign."""
        if len(polynomial) == 1:
            ((exponents, coefficient),) = self._monomials(polynomial)
            return coefficient, self._monomial(exponents, Fraction(1))
        content, key = _primitive(self._monomials(polynomial))
        for sign in (1, -1):
            term = self.written.get(_signed_key(key, sign))
            if term is not None:
                return content * sign, term
        sign = 1 if sum(value > 0 for _, value in key) * 2 >= len(key) else -1
        return content * sign, self._sum_of(_signed_key(key, sign))

    # ------------------------------------------------------------------------------ sums

    def _sum(self, polynomial: Any) -> Term:
        content, term = self._signed(polynomial)
        if content == 1 or len(polynomial) == 1:
            return algebra.scaled(content, term)
        return self._sum_of(tuple(self._monomials(polynomial)))

    def _sum_of(self, monomials: tuple[Monomial, ...]) -> Term:
        key = self._sum_key if self._has_names(monomials) else self._constant_first
        ordered = sorted(monomials, key=key)
        return add(*positive_first([self._monomial(e, c) for e, c in ordered]))

    def _sum_key(self, monomial: Monomial) -> tuple[Any, ...]:
        """High degrees first, then by the author's order of names."""
        exponents, _ = monomial
        return -sum(exponents), tuple(-exponents[k] for k in self.order)

    def _constant_first(self, monomial: Monomial) -> tuple[Any, ...]:
        """1 + e^x, but x + 1: where only functions vary, low degrees come first."""
        exponents, _ = monomial
        return sum(exponents), tuple(-exponents[k] for k in self.order)

    def _has_names(self, monomials: tuple[Monomial, ...]) -> bool:
        names = [k for k, kernel in enumerate(self.field.kernels) if kernel.op in _NAMES]
        return any(exponents[k] for exponents, _ in monomials for k in names)

    def _monomial(self, exponents: tuple[int, ...], coefficient: Fraction) -> Term:
        factors = [
            _kernel_power(self.field.kernels[k], exponents[k]) for k in self.order if exponents[k]
        ]
        return algebra.scaled(coefficient, _product([(factor, 1) for factor in factors]))

    def _monomials(self, polynomial: Any) -> list[Monomial]:
        return [
            (tuple(int(e) for e in exponents), fraction(value))
            for exponents, value in polynomial.to_dict().items()
        ]

    def _author_sums(self) -> dict[tuple[Monomial, ...], Term]:
        """The sums that the author wrote, by the polynomials that they are."""
        known: dict[tuple[Monomial, ...], Term] = {}
        kernels = set(self.field.kernels)
        for term in self.author.sums():
            if term in kernels or not self._expressible(term):
                continue
            try:
                ratio = self.field.ratio(term)
            except (TooManyTermsError, ZeroDivisionError):
                continue
            if ratio.below.is_constant() and len(ratio.above) > 1:
                content, key = _primitive(self._monomials(ratio.above / ratio.below))
                if abs(content) == 1:
                    known.setdefault(_signed_key(key, content.numerator), term)
        return known

    def _expressible(self, term: Term) -> bool:
        """Whether the kernels of a term are all in the field."""
        inside = Field([term], self.field.whole, self.field.falling)
        return all(kernel in self.field.generators for kernel in inside.kernels)


def _primitive(monomials: list[Monomial]) -> tuple[Fraction, tuple[Monomial, ...]]:
    """The content and the monomials divided by it."""
    ordered = sorted(monomials)
    above = gcd(*(value.numerator for _, value in ordered))
    below = lcm(*(value.denominator for _, value in ordered))
    content = Fraction(above, below)
    return content, tuple((exponents, value / content) for exponents, value in ordered)


def _signed_key(key: tuple[Monomial, ...], sign: int) -> tuple[Monomial, ...]:
    return key if sign == 1 else tuple((exponents, -value) for exponents, value in key)


def _kernel_power(kernel: Term, exponent: int) -> Term:
    if kernel.op is Op.CALL and kernel.data == "exp":
        return call("exp", algebra.mul(number(exponent), kernel.args[0]))
    return algebra.power(kernel, number(exponent))


def _product(factors: list[tuple[Term, int]]) -> Term:
    """The factors as one product; the powers of exponentials inside their exponents."""
    powers = [_kernel_power(factor, exponent) for factor, exponent in factors]
    return algebra.mul(*powers) if powers else ONE
