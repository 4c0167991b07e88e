"""Definite integrals in ball arithmetic, with a proof of their error.

The integrator is Arb's (Johansson, *Numerical integration in arbitrary-precision ball
arithmetic*, 2018), which works in the complex plane.  Before it runs, the integrand is enclosed
piece by piece on the real interval: an integrand that leaves its real domain has no
integral here, whatever its complex continuation would give.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import Any, Final

import flint

from symcalc.core.term import INFINITY, Op, Term, contains, postorder, value_of
from symcalc.mean.elementary import Elementary
from symcalc.mean.errors import CannotEvaluate, NoMeaning, Undetermined
from symcalc.mean.interval import BALL, BallNumbers, precision, rational_ball
from symcalc.mean.numbers import DefiniteIntegral, Numbers, Truth, Value
from symcalc.mean.numeric import evaluate

#: The interval is cut into at most this many pieces to see that the integrand is defined.
_MAX_PIECES: Final = 256
_SLIVER: Final = Fraction(1, 2**30)
_MAX_EVALUATIONS: Final = 20_000
#: An inner integral is known to so many bits, from at most so many evaluations.
_NESTED_TOLERANCE: Final = 64
_MAX_NESTED: Final = 500
_DISC: Final = flint.arb(0, 2.0**-20)


def integrate(problem: DefiniteIntegral, tolerance: flint.arb | None = None) -> flint.arb:
    """A ball around a definite integral with finite bounds, to the tolerance if one is given.

    Raises :class:`CannotEvaluate` where no finite ball is found (infinite bounds, a
    singularity) and :class:`~symcalc.mean.errors.Undefined` where the integrand certainly
    leaves its domain.
    """
    if not is_entire(problem.body):
        if contains(problem.body, Op.INTEGRAL):
            raise CannotEvaluate("an integral within an integral")
        _check_domain(problem)
    point = {key: flint.acb(value) for key, value in problem.point.items()}

    def integrand(z: flint.acb, analytic: bool) -> flint.acb:
        numbers = _ComplexBalls(analytic)
        try:
            value = evaluate(problem.body, {**point, problem.variable: z}, numbers)
        except NoMeaning:
            return _NOWHERE
        return flint.acb(value)

    ends = flint.acb(problem.lower), flint.acb(problem.upper)
    try:
        area = flint.acb.integral(
            integrand,
            *ends,
            rel_tol=tolerance,
            abs_tol=tolerance,
            eval_limit=_MAX_EVALUATIONS,
        )
    except SystemError as error:
        raise _passed_through(error) from None
    if not area.is_finite() or not area.imag.contains(0):
        raise CannotEvaluate("an integral that does not come out finite")
    return area.real


def is_entire(body: Term) -> bool:
    """Whether an integrand is analytic everywhere: polynomials, exp, sin, cos, their integrals."""
    return all(_keeps_entire(node) for node in postorder(body))


def _keeps_entire(node: Term) -> bool:
    if node.op is Op.CALL:
        return node.data in ("exp", "sin", "cos", "sinh", "cosh")
    if node.op is Op.POW:
        exponent = value_of(node.args[1])
        return exponent is not None and exponent.denominator == 1 and exponent >= 0
    if node.op is Op.DIV:
        return bool(value_of(node.args[1]))
    if node.op is Op.INTEGRAL:
        return len(node.args) == 4 and INFINITY not in postorder(*node.args[2:])
    return value_of(node) is not None or node.op in _ENTIRE


_ENTIRE: Final = frozenset({Op.NAME, Op.ELEMENT, Op.CONSTANT, Op.ADD, Op.MUL, Op.NEG})


def is_smooth_at(problem: DefiniteIntegral, place: flint.arb) -> bool:
    """Whether the integrand is analytic, as far as balls tell, in a small disc about a place."""
    disc = flint.acb(place) + flint.acb(_DISC, _DISC)
    point = {key: flint.acb(value) for key, value in problem.point.items()}
    try:
        value = evaluate(problem.body, {**point, problem.variable: disc}, _ComplexBalls(True))
    except NoMeaning:
        return False
    return bool(flint.acb(value).is_finite())


def _passed_through(error: BaseException) -> BaseException:
    """The exception (of a deadline, say) that was raised while flint called back."""
    while isinstance(error, SystemError) and (inner := error.__cause__ or error.__context__):
        error = inner
    return error


def integrate_decimals(problem: DefiniteIntegral, context: Any) -> Any:
    """A definite integral for mpmath numbers, good to their precision."""
    if contains(problem.body, Op.APPLY):
        raise CannotEvaluate("an integral over an abstract function")
    with precision(context.prec + 40):
        point = {key: flint.arb(value) for key, value in problem.point.items()}
        bounds = flint.arb(problem.lower), flint.arb(problem.upper)
        ball = integrate(
            DefiniteIntegral(problem.body, problem.variable, *bounds, point, problem.functions)
        )
        if ball.rad() > (abs(ball.mid()) + 1) * flint.arb(2) ** -context.prec:
            raise CannotEvaluate("an integral that is not sharp enough")
        mantissa, exponent = ball.mid().man_exp()
        return context.ldexp(int(mantissa), int(exponent))


def _check_domain(problem: DefiniteIntegral) -> None:
    """Enclose the integrand on the real interval, in halves where one piece is too wide.

    A last sliver at either end may stay open: the integrand may be singular there, and an
    integrand that is not real shows in the imaginary part.
    """
    if not (problem.lower.is_finite() and problem.upper.is_finite()):
        raise CannotEvaluate("an integral with an infinite bound")
    pieces = deque([(Fraction(0), Fraction(1))])
    for _ in range(_MAX_PIECES):
        if not pieces:
            return
        left, right = pieces.popleft()
        sliver = right - left < _SLIVER and (left == 0 or right == 1)
        if not sliver and not _defined_between(problem, left, right):
            middle = (left + right) / 2
            pieces += [(left, middle), (middle, right)]
    raise CannotEvaluate("an integrand that may leave its domain")


def _defined_between(problem: DefiniteIntegral, left: Fraction, right: Fraction) -> bool:
    """Whether the integrand certainly has a value between two fractions of the interval."""
    length = problem.upper - problem.lower
    ends = [problem.lower + length * rational_ball(place) for place in (left, right)]
    point = {**problem.point, problem.variable: ends[0].union(ends[1])}
    try:
        evaluate(problem.body, point, _HULLS, problem.functions)
    except Undetermined:
        return False
    return True


def _hull(values: Sequence[Value | NoMeaning], conditions: Sequence[Any]) -> Value:
    """The union of the values of all cases that may apply."""
    hull: Value = None
    for value, condition in zip(values, conditions, strict=True):
        if isinstance(condition, NoMeaning):
            raise condition
        if condition is False:
            continue
        if isinstance(value, NoMeaning):
            raise Undetermined("a case that may be undefined") from value
        hull = value if hull is None else hull.union(value)
        if condition:
            return hull
    raise Undetermined("a place where no case may apply")


class _HullBalls(BallNumbers):
    """Real balls that may cover a switch between cases."""

    def choose(self, values: Sequence[Any], conditions: Sequence[Any]) -> Value:
        """The hull of the cases that may apply."""
        return _hull(values, conditions)


_HULLS: Final = _HullBalls()
_NOWHERE: Final = flint.acb(flint.arb.nan())


class _ComplexBalls(Numbers):
    """Complex balls for the integrator; ``analytic`` asks for nan where branch cuts are met."""

    checks_domain = False

    def __init__(self, analytic: bool) -> None:
        self.analytic = analytic

    def rational(self, value: Fraction) -> Value:
        """The ball of a rational number."""
        return flint.acb(rational_ball(value))

    def constant(self, name: str) -> Value:
        """The ball of π or e."""
        return flint.acb(BALL.constant(name))

    def divide(self, above: Value, below: Value) -> Value:
        """The quotient, nan at a pole."""
        return above / below

    def power(self, base: Value, exponent: Value) -> Value:
        """The power: whole ones have no branch cut."""
        if exponent.imag.is_zero() and exponent.real.is_integer() and abs(exponent.real) < 2**30:
            return base ** exponent.real.unique_fmpz()
        return base.pow(exponent, analytic=self.analytic)

    def function(self, row: Elementary, args: Sequence[Value]) -> Value:
        """The analytic continuation of an elementary function."""
        if row.meromorphic:
            return row.ball(*args)
        if row.name in _FLAGGED:
            return _FLAGGED[row.name](self.analytic, *args)
        cut = _CUTS.get(row.name)
        if cut is None:
            raise CannotEvaluate(f"{row.name} in the complex plane")
        return _NOWHERE if self.analytic and cut(*args) else row.ball(*args)

    def compare(self, sign: str, left: Value, right: Value) -> Truth:
        """The comparison of real parts, which is the comparison on the real line."""
        return BALL.compare(sign, (left - right).real, flint.arb(0))

    def choose(self, values: Sequence[Any], conditions: Sequence[Any]) -> Value:
        """The hull of the cases that may apply; nowhere analytic if there are several."""
        several = any(condition is None for condition in conditions)
        return _NOWHERE if several and self.analytic else _hull(values, conditions)

    def integer(self, value: Value) -> int:
        """The whole number that a value is."""
        if not value.imag.is_zero():
            raise CannotEvaluate("an index that is no whole number")
        return BALL.integer(value.real)

    def integral(self, problem: DefiniteIntegral) -> Value:
        """The integral along the straight way between complex ends, of an entire integrand."""
        if not is_entire(problem.body):
            raise CannotEvaluate("an integral within an integral")

        def integrand(z: flint.acb, analytic: bool) -> flint.acb:
            inside = {**problem.point, problem.variable: z}
            return flint.acb(evaluate(problem.body, inside, _ComplexBalls(analytic)))

        ends = flint.acb(problem.lower), flint.acb(problem.upper)
        tolerance = flint.arb(2) ** -_NESTED_TOLERANCE
        try:
            return flint.acb.integral(
                integrand,
                *ends,
                rel_tol=tolerance,
                abs_tol=tolerance,
                eval_limit=_MAX_NESTED,
            )
        except SystemError as error:
            raise _passed_through(error) from None

    def checked(self, value: Value) -> Value:
        """The value; the integrator copes with nan."""
        return value


def _crosses_real(z: Any) -> bool:
    return bool(z.imag.contains(0))


def _beyond_one(z: Any) -> bool:
    return _crosses_real(z) and not abs(z.real) < 1


def _imaginary_beyond_one(z: Any) -> bool:
    return bool(z.real.contains(0)) and not abs(z.imag) < 1


#: Functions whose ball form knows the integrator's flag.
_FLAGGED: Final[dict[str, Callable[..., Any]]] = {
    "log": lambda flag, z: z.log(analytic=flag),
    "logbase": lambda flag, z, b: z.log(analytic=flag) / b.log(analytic=flag),
    "sqrt": lambda flag, z: z.sqrt(analytic=flag),
    "abs": lambda flag, z: z.real_abs(analytic=flag),
    "sign": lambda flag, z: z.real_sgn(analytic=flag),
    "floor": lambda flag, z: z.real_floor(analytic=flag),
    "ceil": lambda flag, z: z.real_ceil(analytic=flag),
}

#: Whether a ball meets the branch cut of a function (DLMF 4.23(ii), 4.37(ii), 5.3).
_CUTS: Final[dict[str, Callable[[Any], bool]]] = {
    "arcsin": _beyond_one,
    "arccos": _beyond_one,
    "artanh": _beyond_one,
    "arctan": _imaginary_beyond_one,
    "arsinh": _imaginary_beyond_one,
    "arcosh": lambda z: _crosses_real(z) and not z.real > 1,
    "loggamma": lambda z: _crosses_real(z) and not z.real > 0,
}
