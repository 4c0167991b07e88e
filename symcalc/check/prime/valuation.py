"""One random evaluation of terms in a prime field, in which functions obey their identities.

Names get random values.  What a function returns is random too, but equal for equal
arguments and tied by what is true of the function wherever it is defined over the reals:

* exp of a sum of rational multiples of monomials is the product of powers; a general power
  is exp(exponent · log|base|), with the sign that :mod:`symcalc.check.prime.parity` gives it;
  log of a product, quotient or power is split into |factors|;
* sin and cos of such a sum come from adding angles; multiples of pi have their exact values;
* "positive" is "a square" (see :mod:`symcalc.check.prime.field`), which settles roots, |x|,
  sign, max, min and conditions; log and roots are undefined (None) where they are over the reals;
* gamma and digamma are tied over integer shifts; erf and the inverse functions by their parity;
* a sum or an integral is a random linear functional of its body, equal for equal bounds.

A term that vanishes under many such evaluations vanishes identically on the reals: each of
these relations is true, and nothing else is assumed.  The converse does not hold.
"""

from __future__ import annotations

from collections.abc import Callable
from copy import copy
from fractions import Fraction
from itertools import combinations
from random import Random

from symcalc.check.prime import field
from symcalc.check.prime.binders import product_form, sum_form
from symcalc.check.prime.errors import InfeasibleError, UnusableError
from symcalc.check.prime.field import P, Unit
from symcalc.check.prime.forms import FORMS
from symcalc.check.prime.linear import Form
from symcalc.check.prime.operations import OPERATIONS
from symcalc.check.prime.parity import Parities
from symcalc.check.prime.traversal import order
from symcalc.core.term import Op, Term, free_names, name, value_of


class Valuation:
    """Values of terms under one random choice.

    ``known_sign`` answers 1, -1 or None for the sign of a term over the whole domain, and
    may raise :class:`UnusableError`; ``width`` is the number of points that stand for a sum;
    ``integers`` are the names of whole numbers; ``by_ends`` takes sums and integrals as the
    difference of what belongs to their ends, which ties those that share one.
    """

    def __init__(
        self,
        seed: int,
        known_sign: Callable[[Term], int | None],
        width: int = 2,
        integers: frozenset[str] = frozenset(),
        by_ends: bool = False,
    ) -> None:
        self.random = Random(seed)  # noqa: S311 - mathematics, not secrets
        self.known_sign = known_sign
        self.width = width
        self.integers = integers
        self.by_ends = by_ends
        self.ends: list[int] = []  # the ends of sums met so far
        self.parities = Parities(self.random)
        self.kernels: dict[tuple[object, ...], int] = {}
        self.units: dict[int, Unit] = {}
        self.logarithms: dict[int, int] = {}  # value of ±log t -> t or 1/t, a square
        self.arcs: dict[int, tuple[str, int]] = {}  # value of arctan t -> ("arctan", t)
        self.shifted: dict[str, list[tuple[int, int]]] = {"gamma": [(1, 1)], "digamma": []}
        self.signs: dict[int, int] = {}  # normalised switch -> its sign
        self.open_signs: set[int] = set()  # the switches among them that may hide a choice
        self.bound: dict[str, int] = {}
        self.values: dict[Term, int | None] = {}
        self.forms: dict[Term, Form | None] = {}

    # ------------------------------------------------------------------------- values

    def of(self, term: Term) -> int | None:
        """The value of a term, None where it is undefined."""
        for node in order(term, self.values):
            self.values[node] = self._value(node)
        return self.values[term]

    def _value(self, node: Term) -> int | None:
        value = value_of(node)
        if value is not None:
            return field.rational(value)
        rule = OPERATIONS.get(node.op)
        return self.opaque(node) if rule is None else rule(self, node)

    def arguments(self, node: Term) -> list[int] | None:
        """The values of all arguments, None if one is undefined."""
        found = [self.values[argument] for argument in node.args]
        known = [value for value in found if value is not None]
        return known if len(known) == len(found) else None

    def kernel(self, *key: object, square: bool = False) -> int:
        """The random value that belongs to a key, the same at every call."""
        if key not in self.kernels:
            draw = field.random_square if square else field.random_value
            self.kernels[key] = draw(self.random)
        return self.kernels[key]

    def opaque(self, node: Term) -> int:
        """A value for a node about which nothing is known, fixed by its free names."""
        names = sorted(free_names(node))
        return self.kernel("opaque", node, *(self.bound.get(key) for key in names))

    def name(self, node: Term) -> int:
        """A bound name has the value it was given, another a random one of the right sign."""
        key = str(node.data)
        if key in self.bound:
            return self.bound[key]
        return self._signed(node, self.kernel("name", key, square=True))

    def element(self, node: Term) -> int | None:
        """An element is a name of its own for each value of its indices."""
        indices = self.arguments(node)
        if indices is None:
            return None
        return self._signed(node, self.kernel("element", node.data, *indices, square=True))

    def _signed(self, node: Term, square: int) -> int:
        """A random square with the sign of its name, or with a random one."""
        sign = self.known_sign(node) or (1 if self.kernel("sign", square) % 2 else -1)
        return square * sign % P

    # -------------------------------------------------------------------------- signs

    def sign(self, term: Term, value: int) -> int:
        """The sign of a value, which must be possible for the term it belongs to."""
        if value == 0:
            return 0
        found = field.sign(value)
        self.signs[value * found % P] = found
        known = self.known_sign(term)
        if known is not None and known != found:
            raise InfeasibleError
        if known is None or not _is_linear(term):
            self.open_signs.add(value * found % P)
        return found

    def consistent(self) -> bool:
        """Whether the signs seen can be those of real numbers: a sum of positives is positive."""
        seen = list(self.signs.items())
        for (a, sign_a), (b, sign_b) in combinations(seen, 2):
            x, y = a * sign_a % P, b * sign_b % P
            for other in (y, -y):
                same = sign_a == (sign_b if other == y else -sign_b)
                total = (x + other) % P
                if same and total and self._differs(total, sign_a):
                    return False
        return True

    def _differs(self, value: int, sign: int) -> bool:
        for candidate in (value, P - value):
            if candidate in self.signs:
                return (1 if candidate == value else -1) != sign
        return False

    @property
    def choices(self) -> int:
        """How many signs and parities were met, each of which had two possible values."""
        return len(self.signs) + len(self.parities)

    @property
    def open_choices(self) -> int:
        """How many of these are not settled by what is known of the domain.

        That s² > 0 is known leaves the sign of s open; that 1 - x > 0 is leaves nothing.
        """
        return len(self.open_signs) + len(self.parities)

    def parity(self, exponent: Term, form: Form) -> int:
        """Whether an exponent of a negative number is odd (1) or even (0)."""
        for key in sorted(free_names(exponent) & self.integers):
            whole = self.form(name(key))
            if whole is not None:
                self.parities.of(whole)
        return self.parities.of(form)

    # -------------------------------------------------------------------- linear forms

    def form(self, term: Term) -> Form | None:
        """The term as a sum of rational multiples of monomials."""
        self.of(term)
        for node in order(term, self.forms):
            self.forms[node] = self._form(node)
        return self.forms[term]

    def _form(self, node: Term) -> Form | None:
        value = value_of(node)
        if value is not None:
            return {1: value} if value else {}
        rule = sum_form if node.op is Op.SUM else FORMS.get(node.op)
        found = rule(self, node) if rule else None
        return found if found is not None else self.monomial(self.values.get(node))

    def monomial(self, value: int | None) -> Form | None:
        """The form of something with this value that is not taken apart."""
        if value is None:
            return None
        sign = field.sign(value)
        return {value * sign % P: Fraction(sign)} if sign else {}

    def forms_of(self, node: Term) -> list[Form] | None:
        """The forms of all arguments, None if one is undefined."""
        found = [self.forms.get(argument) for argument in node.args]
        known = [form for form in found if form is not None]
        return known if len(known) == len(found) else None

    # -------------------------------------------------------- exponentials and angles

    def exp(self, form: Form) -> int | None:
        """The exponential of a form: exp(c log t) is t^c, exp(c m) a power of a random square."""
        result = 1
        for monomial, coefficient in form.items():
            base = self.logarithms.get(monomial) or self.kernel("exp", monomial, square=True)
            power = field.square_power(base, coefficient)
            if power is None:
                return None
            result = result * power % P
        return result

    def unit(self, form: Form) -> Unit:
        """Cosine and sine of a form, by adding angles."""
        result = field.ONE
        for monomial, coefficient in form.items():
            part = self._angle(monomial, coefficient)
            if part is None:
                raise UnusableError(f"an angle times {coefficient}")
            result = field.unit_product(result, part)
        return result

    def _angle(self, monomial: int, coefficient: Fraction) -> Unit | None:
        if monomial == self.kernel("constant", "pi", square=True):
            return field.unit_of_pi(coefficient)
        if monomial in self.arcs:
            whole = coefficient.denominator == 1
            return field.unit_power(self._arc(monomial), int(coefficient)) if whole else None
        if monomial not in self.units:
            self.units[monomial] = field.random_unit(self.random)
        return field.unit_fraction(self.units[monomial], coefficient)

    def _arc(self, monomial: int) -> Unit:
        """cos and sin of arcsin t are √(1-t²) and t; of arctan t, 1/√(1+t²) and t/√(1+t²)."""
        function, t = self.arcs[monomial]
        radicand = (1 + t * t if function == "arctan" else 1 - t * t) % P
        self.signs[radicand * field.sign(radicand) % P] = 1
        if field.sign(radicand) != 1:
            raise InfeasibleError
        root = field.square_power(radicand, Fraction(1, 2))
        assert root is not None
        if function == "arcsin":
            return root, t
        inverse = pow(root, -1, P)
        return inverse, t * inverse % P

    def logarithm(self, value: int) -> Form:
        """log|value|, as a monomial of its own, which has either sign."""
        positive = value * field.sign(value) % P
        found = self.kernel("log", positive, square=True)
        sign = 1 if self.kernel("sign of log", positive) % 2 else -1
        self.logarithms[found] = positive if sign > 0 else pow(positive, -1, P)
        return {found: Fraction(sign)}

    def logarithm_of_product(self, node: Term) -> Form | None:
        """The sum of the logarithms where every factor is positive, else one of its own."""
        try:
            return product_form(self, node)
        except UnusableError:
            value = self.of(node)
            return self.logarithm(value) if value else None

    # ------------------------------------------------------------------- inside binders

    def inside(self, key: str, value: int) -> Valuation:
        """The same choices with one more name bound to a value."""
        result = copy(self)
        result.bound = {**self.bound, key: value}
        result.values = {}
        result.forms = {}
        if len(result.bound) > 4:
            raise UnusableError("sums or integrals nested five deep")
        return result


def _is_linear(term: Term) -> bool:
    """Whether a term is a name, or a sum of numbers and different names with their signs."""
    parts = [part.args[0] if part.op is Op.NEG else part for part in _summands(term)]
    names = [part for part in parts if part.op is Op.NAME]
    numbers = [part for part in parts if value_of(part) is not None]
    return len(names) + len(numbers) == len(parts) and len(set(names)) == len(names)


def _summands(term: Term) -> tuple[Term, ...]:
    return term.args if term.op is Op.ADD else (term,)
