"""One random evaluation of terms in a prime field, in which functions obey their identities.

Names get random values.  What a function returns is random too, but equal for equal
arguments and tied by what is true of the function wherever it is defined over the reals:

* exp of a sum of rational multiples of monomials is the product of powers; a general power
  is exp(exponent · log(base)); log of a product, quotient or power is split into |factors|;
* sin and cos of such a sum come from adding angles; multiples of pi have their exact values;
* "positive" is "a square" (see :mod:`symcalc.check.oracles.field`), which settles roots, |x|,
  sign, max, min and conditions; log and roots are undefined (None) where they are over the reals;
* gamma and digamma are tied over integer shifts; erf and the inverse functions by their parity;
* a sum or an integral is a random linear functional of its body, equal for equal bounds.

A term that vanishes under many such evaluations vanishes identically on the reals: each of
these relations is true, and nothing else is assumed.  The converse does not hold.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from copy import copy
from fractions import Fraction
from itertools import combinations
from random import Random
from typing import Final

from symcalc.check.oracles import field
from symcalc.check.oracles.field import P, Unit
from symcalc.core.term import (
    BINDERS,
    Op,
    Term,
    free_names,
    function_key,
    function_orders,
    postorder,
    sub,
    value_of,
)

#: A sum of rational multiples of monomials; a monomial is known by its value, which is
#: normalised to the square among it and its negative.
Form = dict[int, Fraction]

MOST_MONOMIALS: Final = 200
_SHIFTS: Final = 60


class UnusableError(ValueError):
    """Terms of this shape cannot be evaluated here; nothing is said about them."""


class InfeasibleError(ValueError):
    """The random signs contradict what is known of the domain: the evaluation is void."""


class Valuation:
    """Values of terms under one random choice.

    ``known_sign`` answers 1, -1 or None for the sign of a term over the whole domain, and
    may raise :class:`UnusableError`; ``width`` is the number of points that stand for a sum.
    """

    def __init__(self, seed: int, known_sign: Callable[[Term], int | None], width: int = 2) -> None:
        self.random = Random(seed)  # noqa: S311 - mathematics, not secrets
        self.known_sign = known_sign
        self.width = width
        self.kernels: dict[tuple[object, ...], int] = {}
        self.units: dict[int, Unit] = {}
        self.logarithms: dict[int, int] = {}  # value of log t -> t, a square
        self.arcs: dict[int, tuple[str, int]] = {}  # value of arctan t -> ("arctan", t)
        self.shifted: dict[str, list[tuple[int, int]]] = {"gamma": [(1, 1)], "digamma": []}
        self.signs: dict[int, int] = {}  # normalised switch -> its sign
        self.bound: dict[str, int] = {}
        self.values: dict[Term, int | None] = {}
        self.forms: dict[Term, Form | None] = {}

    # ------------------------------------------------------------------------- values

    def of(self, term: Term) -> int | None:
        """The value of a term, None where it is undefined."""
        for node in _order(term, self.values):
            self.values[node] = self._value(node)
        return self.values[term]

    def _value(self, node: Term) -> int | None:
        value = value_of(node)
        if value is not None:
            return field.rational(value)
        rule = _VALUES.get(node.op)
        return self._opaque(node) if rule is None else rule(self, node)

    def _arguments(self, node: Term) -> list[int] | None:
        found = [self.values[argument] for argument in node.args]
        known = [value for value in found if value is not None]
        return known if len(known) == len(found) else None

    def kernel(self, *key: object, square: bool = False) -> int:
        """The random value that belongs to a key, the same at every call."""
        if key not in self.kernels:
            draw = field.random_square if square else field.random_value
            self.kernels[key] = draw(self.random)
        return self.kernels[key]

    def _opaque(self, node: Term) -> int:
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
        indices = self._arguments(node)
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
        known = self.known_sign(term)
        if known is not None and known != found:
            raise InfeasibleError
        self.signs[value * found % P] = found
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

    # -------------------------------------------------------------------- linear forms

    def form(self, term: Term) -> Form | None:
        """The term as a sum of rational multiples of monomials."""
        self.of(term)
        for node in _order(term, self.forms):
            self.forms[node] = self._form(node)
        return self.forms[term]

    def _form(self, node: Term) -> Form | None:
        value = value_of(node)
        if value is not None:
            return {1: value} if value else {}
        rule = _FORMS.get(node.op)
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
        """log|value|, as a monomial of its own."""
        positive = value * field.sign(value) % P
        found = self.kernel("log", positive, square=True)
        self.logarithms[found] = positive
        return {found: Fraction(1)}

    # ------------------------------------------------------------------- inside binders

    def inside(self, name: str, value: int) -> Valuation:
        """The same choices with one more name bound to a value."""
        result = copy(self)
        result.bound = {**self.bound, name: value}
        result.values = {}
        result.forms = {}
        if len(result.bound) > 4:
            raise UnusableError("sums or integrals nested five deep")
        return result


# ---------------------------------------------------------------------------- traversal


def _order(term: Term, done: Mapping[Term, object]) -> list[Term]:
    """What must be evaluated, arguments first, without entering the body of a binder."""
    order: list[Term] = []
    seen: set[Term] = set()
    stack = [(term, False)]
    while stack:
        node, ready = stack.pop()
        if ready:
            order.append(node)
        elif node not in seen and node not in done:
            seen.add(node)
            stack.append((node, True))
            stack.extend((part, False) for part in reversed(parts(node)))
    return order


def parts(node: Term) -> tuple[Term, ...]:
    """The arguments that are evaluated where the node is."""
    if node.op in BINDERS:
        return node.args[2:]
    if node.op is Op.DERIVATIVE:
        return ()
    if node.op is Op.CASES:
        compared = [side for condition in node.args[1::2] for side in sides(condition)]
        return (*node.args[::2], *compared)
    return node.args


def sides(condition: Term) -> list[Term]:
    """Everything that a condition compares, as one difference for each relation."""
    relations = [node for node in postorder(condition) if node.op is Op.RELATION]
    return [sub(*relation.args) for relation in relations]


# ------------------------------------------------------------------- values of operations


def _constant(v: Valuation, node: Term) -> int | None:
    if node.data == "e":
        return v.exp({1: Fraction(1)})
    if node.data == "pi":
        return v.kernel("constant", "pi", square=True)
    raise UnusableError(f"the constant {node.data}")


def _add(v: Valuation, node: Term) -> int | None:
    args = v._arguments(node)
    return None if args is None else sum(args) % P


def _mul(v: Valuation, node: Term) -> int | None:
    args = v._arguments(node)
    if args is None:
        return None
    result = 1
    for value in args:
        result = result * value % P
    return result


def _neg(v: Valuation, node: Term) -> int | None:
    value = v.values[node.args[0]]
    return None if value is None else -value % P


def _div(v: Valuation, node: Term) -> int | None:
    args = v._arguments(node)
    bottom = field.inverse(args[1]) if args else None
    return args[0] * bottom % P if args and bottom is not None else None


def _pow(v: Valuation, node: Term) -> int | None:
    base, exponent = node.args
    value = v.values[base]
    fixed = _rational_exponent(v, exponent)
    if value is None:
        return None
    if fixed is not None and fixed.denominator == 1:
        return pow(value, int(fixed), P) if value or fixed >= 0 else None
    if v.sign(base, value) != 1:
        return None
    if fixed is not None:
        return field.square_power(value, fixed)
    form, logarithm = v.form(exponent), log_form(v, base)
    return None if form is None or logarithm is None else v.exp(_product(form, logarithm))


def _rational_exponent(v: Valuation, exponent: Term) -> Fraction | None:
    value = value_of(exponent)
    if value is not None or free_names(exponent):
        return value
    form = v.form(exponent)
    return form.get(1, Fraction(0)) if form is not None and set(form) <= {1} else None


def _call(v: Valuation, node: Term) -> int | None:
    args = v._arguments(node)
    if args is None:
        return None
    rule = _CALLS.get(str(node.data))
    return rule(v, node, args) if rule else v.kernel("call", node.data, *args)


def _apply(v: Valuation, node: Term) -> int | None:
    args = v._arguments(node)
    if args is None:
        return None
    return v.kernel("apply", function_key(node), function_orders(node), *args)


def _functional(v: Valuation, node: Term) -> int | None:
    """A sum or integral as a weighted sum over points that depend on its bounds only."""
    body, variable, *bounds = node.args
    ends = [v.values[bound] for bound in bounds]
    if len(ends) != 2:
        return v._opaque(node)
    if ends[0] is None or ends[1] is None:
        return None
    key = ("functional", node.op, *ends)
    total = (ends[1] - ends[0] + (1 if node.op is Op.SUM else 0)) % P
    weights = [v.kernel(*key, "weight", k) for k in range(v.width - 1)]
    weights.append((total - sum(weights)) % P)
    result = 0
    for k, weight in enumerate(weights):
        value = v.inside(str(variable.data), v.kernel(*key, "point", k)).of(body)
        if value is None:
            return None
        result += weight * value
    return result % P


def _cases(v: Valuation, node: Term) -> int | None:
    for value, condition in zip(node.args[::2], node.args[1::2], strict=True):
        holds = _truth(v, condition)
        if holds is None:
            return None
        if holds:
            return v.values[value]
    return None


_HOLDS: Final[dict[str, Callable[[int], bool]]] = {
    "=": lambda sign: sign == 0,
    "!=": lambda sign: sign != 0,
    "<": lambda sign: sign < 0,
    "<=": lambda sign: sign <= 0,
    ">": lambda sign: sign > 0,
    ">=": lambda sign: sign >= 0,
}


def _truth(v: Valuation, condition: Term) -> bool | None:
    if condition.op is Op.CONSTANT and condition.data == "true":
        return True
    if condition.op is Op.RELATION:
        difference = sub(*condition.args)
        value = v.values[difference]
        return None if value is None else _HOLDS[str(condition.data)](v.sign(difference, value))
    if condition.op not in (Op.AND, Op.OR):
        raise UnusableError("a condition that is no comparison")
    answers = [_truth(v, argument) for argument in condition.args]
    if None in answers:
        return None
    return all(answers) if condition.op is Op.AND else any(answers)


_VALUES: Final[dict[Op, Callable[[Valuation, Term], int | None]]] = {
    Op.CONSTANT: _constant,
    Op.NAME: Valuation.name,
    Op.ELEMENT: Valuation.element,
    Op.ADD: _add,
    Op.MUL: _mul,
    Op.NEG: _neg,
    Op.DIV: _div,
    Op.POW: _pow,
    Op.CALL: _call,
    Op.APPLY: _apply,
    Op.SUM: _functional,
    Op.INTEGRAL: _functional,
    Op.CASES: _cases,
}


# -------------------------------------------------------------------- values of functions


def _exp(v: Valuation, node: Term, args: list[int]) -> int | None:
    form = v.form(node.args[0])
    return None if form is None else v.exp(form)


def _log(v: Valuation, node: Term, args: list[int]) -> int | None:
    if v.sign(node.args[0], args[0]) != 1:
        return None
    form = log_form(v, node.args[0])
    return None if form is None else _value_of_form(form)


def _value_of_form(form: Form) -> int | None:
    total = 0
    for monomial, coefficient in form.items():
        factor = field.rational(coefficient)
        if factor is None:
            return None
        total += monomial * factor
    return total % P


def _trigonometric(part: int) -> Callable[[Valuation, Term, list[int]], int | None]:
    def value(v: Valuation, node: Term, args: list[int]) -> int | None:
        form = v.form(node.args[0])
        return None if form is None else v.unit(form)[part]

    return value


def _from_form(v: Valuation, node: Term, args: list[int]) -> int | None:
    form = _inverse_form(v, node)
    return None if form is None else _value_of_form(form)


def _absolute(v: Valuation, node: Term, args: list[int]) -> int:
    return args[0] * v.sign(node.args[0], args[0]) % P


def _sign(v: Valuation, node: Term, args: list[int]) -> int:
    return v.sign(node.args[0], args[0]) % P


def _extremum(direction: int) -> Callable[[Valuation, Term, list[int]], int | None]:
    def value(v: Valuation, node: Term, args: list[int]) -> int | None:
        best, best_value = node.args[0], args[0]
        for other, other_value in zip(node.args[1:], args[1:], strict=True):
            difference = (other_value - best_value) % P
            if v.sign(sub(other, best), difference) == direction:
                best, best_value = other, other_value
        return best_value

    return value


def _root(v: Valuation, node: Term, args: list[int]) -> int | None:
    """The real root: of negative numbers too where the degree is odd."""
    degree = value_of(node.args[1])
    if degree is None or degree.denominator != 1 or degree == 0:
        raise UnusableError("a root of a degree that is no integer")
    sign = v.sign(node.args[0], args[0])
    if sign == 0:
        return 0 if degree > 0 else None
    if sign < 0 and degree % 2 == 0:
        return None
    size = field.square_power(args[0] * sign % P, 1 / degree)
    return None if size is None else size * sign % P


def _shifted(name: str) -> Callable[[Valuation, Term, list[int]], int | None]:
    """gamma(t+1) = t gamma(t) and digamma(t+1) = digamma(t) + 1/t (DLMF 5.5.1, 5.5.2)."""

    def value(v: Valuation, node: Term, args: list[int]) -> int | None:
        for argument, known in v.shifted[name]:
            up, down = (args[0] - argument) % P, (argument - args[0]) % P
            if min(up, down) <= _SHIFTS:
                return _shift(name, argument, known, up if up <= _SHIFTS else -down)
        found = v.kernel(name, args[0])
        v.shifted[name].append((args[0], found))
        return found

    return value


def _shift(name: str, argument: int, value: int, steps: int) -> int | None:
    low, high = (0, steps) if steps >= 0 else (steps, 0)
    factors = [(argument + k) % P for k in range(low, high)]
    if 0 in factors:
        return None
    for factor in factors:
        change = factor if name == "gamma" else pow(factor, -1, P)
        if steps < 0:
            change = pow(change, -1, P) if name == "gamma" else -change
        value = (value * change if name == "gamma" else value + change) % P
    return value


def _odd(v: Valuation, node: Term, args: list[int]) -> int:
    sign = field.sign(args[0])
    return v.kernel("call", node.data, args[0] * sign % P) * sign % P


_CALLS: Final[dict[str, Callable[[Valuation, Term, list[int]], int | None]]] = {
    "exp": _exp,
    "log": _log,
    "cos": _trigonometric(0),
    "sin": _trigonometric(1),
    "arcsin": _from_form,
    "arccos": _from_form,
    "arctan": _from_form,
    "abs": _absolute,
    "sign": _sign,
    "max": _extremum(1),
    "min": _extremum(-1),
    "root": _root,
    "gamma": _shifted("gamma"),
    "digamma": _shifted("digamma"),
    "erf": _odd,
}


# ------------------------------------------------------------------- forms of operations


def _plus(left: Form, right: Form, factor: Fraction = Fraction(1)) -> Form:
    result = dict(left)
    for monomial, coefficient in right.items():
        result[monomial] = result.get(monomial, Fraction(0)) + factor * coefficient
    return {monomial: coefficient for monomial, coefficient in result.items() if coefficient}


def _product(left: Form, right: Form) -> Form:
    if len(left) * len(right) > MOST_MONOMIALS:
        raise UnusableError("an exponent or angle with too many terms")
    result: Form = {}
    for a, x in left.items():
        for b, y in right.items():
            monomial = a * b % P
            result[monomial] = result.get(monomial, Fraction(0)) + x * y
    return {monomial: coefficient for monomial, coefficient in result.items() if coefficient}


def _form_of_sum(v: Valuation, node: Term) -> Form | None:
    result: Form = {}
    for form in v.forms_of(node) or ():
        result = _plus(result, form)
    return result if v.forms_of(node) is not None else None


def _form_of_product(v: Valuation, node: Term) -> Form | None:
    forms = v.forms_of(node)
    result: Form = {1: Fraction(1)}
    for form in forms or ():
        result = _product(result, form)
    return result if forms is not None else None


def _form_of_negative(v: Valuation, node: Term) -> Form | None:
    forms = v.forms_of(node)
    return None if forms is None else _plus({}, forms[0], Fraction(-1))


def _form_of_quotient(v: Valuation, node: Term) -> Form | None:
    forms = v.forms_of(node)
    bottom = v.values[node.args[1]]
    if forms is None or not bottom:
        return None
    if len(forms[1]) == 1:
        ((monomial, coefficient),) = forms[1].items()
        return _product(forms[0], {pow(monomial, -1, P): 1 / coefficient})
    inverse = v.monomial(pow(bottom, -1, P))
    return None if inverse is None else _product(forms[0], inverse)


def _form_of_power(v: Valuation, node: Term) -> Form | None:
    exponent = value_of(node.args[1])
    base = v.forms.get(node.args[0])
    if base is None or exponent is None or exponent.denominator != 1 or not 0 <= exponent <= 8:
        return None
    result: Form = {1: Fraction(1)}
    for _ in range(int(exponent)):
        result = _product(result, base)
    return result


def _form_of_call(v: Valuation, node: Term) -> Form | None:
    if v.values[node] is None:
        return None
    if node.data == "log":
        return log_form(v, node.args[0])
    return _inverse_form(v, node) if node.data in ("arcsin", "arccos", "arctan") else None


def _inverse_form(v: Valuation, node: Term) -> Form | None:
    """arcsin and arctan are odd; arccos t = pi/2 - arcsin t (DLMF 4.23.9)."""
    value = v.values[node.args[0]]
    if value is None:
        return None
    function = "arctan" if node.data == "arctan" else "arcsin"
    sign = field.sign(value)
    found = v.kernel(function, value * sign % P, square=True)
    v.arcs[found] = (function, value * sign % P)
    form: Form = {found: Fraction(sign)} if sign else {}
    if node.data != "arccos":
        return form
    right_angle = {v.kernel("constant", "pi", square=True): Fraction(1, 2)}
    return _plus(right_angle, form, Fraction(-1))


_FORMS: Final[dict[Op, Callable[[Valuation, Term], Form | None]]] = {
    Op.ADD: _form_of_sum,
    Op.MUL: _form_of_product,
    Op.NEG: _form_of_negative,
    Op.DIV: _form_of_quotient,
    Op.POW: _form_of_power,
    Op.CALL: _form_of_call,
}


# ----------------------------------------------------------------- forms of logarithms


def log_form(v: Valuation, term: Term) -> Form | None:
    """log|term|, split over the factors of the term; None where a factor is 0 or undefined."""
    result: Form = {}
    stack = [(term, Fraction(1))]
    while stack:
        node, count = stack.pop()
        split = _factors(node)
        if split is not None:
            stack.extend((factor, count * exponent) for factor, exponent in split)
            continue
        atom = _log_of_atom(v, node)
        if atom is None:
            return None
        result = _plus(result, atom, count)
    return result


def _factors(node: Term) -> list[tuple[Term, Fraction]] | None:
    one = Fraction(1)
    if node.op is Op.MUL:
        return [(factor, one) for factor in node.args]
    if node.op is Op.NEG or (node.op is Op.CALL and node.data == "abs"):
        return [(node.args[0], one)]
    if node.op is Op.DIV:
        return [(node.args[0], one), (node.args[1], -one)]
    exponent = value_of(node.args[1]) if node.op is Op.POW else None
    return None if exponent is None else [(node.args[0], exponent)]


def _log_of_atom(v: Valuation, node: Term) -> Form | None:
    number = value_of(node)
    if number is not None:
        return _log_of_number(v, abs(number)) if number else None
    if node.op is Op.CALL and node.data == "exp":
        return v.form(node.args[0])
    if node.op is Op.CONSTANT and node.data == "e":
        return {1: Fraction(1)}
    if node.op is Op.POW:
        form, logarithm = v.form(node.args[1]), log_form(v, node.args[0])
        return None if form is None or logarithm is None else _product(form, logarithm)
    value = v.of(node)
    return v.logarithm(value) if value else None


def _log_of_number(v: Valuation, number: Fraction) -> Form:
    result: Form = {}
    for part, sign in ((number.numerator, 1), (number.denominator, -1)):
        for prime, exponent in _factorised(part).items():
            if field.sign(prime) != 1:
                raise UnusableError(f"the logarithm of {prime}")
            result = _plus(result, v.logarithm(prime), Fraction(sign * exponent))
    return result


def _factorised(number: int) -> dict[int, int]:
    """Small prime factors with their exponents; a large remainder is left as it is."""
    result: dict[int, int] = {}
    divisor = 2
    while divisor * divisor <= number and divisor < 1000:
        while number % divisor == 0:
            number //= divisor
            result[divisor] = result.get(divisor, 0) + 1
        divisor += 1
    return {**result, number: result.get(number, 0) + 1} if number > 1 else result
