"""Proof of identities by evaluation in a prime field, with functions known by their values.

The test of Schwartz and Zippel (a polynomial of degree d that is not zero vanishes at a
random point of a field with p elements with probability at most d/p), extended to functions
by :mod:`symcalc.check.prime.valuation`.  Where signs matter (roots, logarithms, |x|, max,
conditions), enough evaluations are made to meet every pattern of signs.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from typing import Final

from symcalc.check.basic import in_basic_functions
from symcalc.check.domain import Domain
from symcalc.check.prime.errors import InfeasibleError, UnusableError
from symcalc.check.prime.ranges import Arranged, arrangements
from symcalc.check.prime.traversal import sides
from symcalc.check.prime.valuation import Valuation
from symcalc.check.solve import solve_linear
from symcalc.check.wording import counted
from symcalc.core.term import Op, Term, free_names, name, postorder, substitute, value_of
from symcalc.core.verdict import Evidence, Says
from symcalc.mean.errors import NoMeaning
from symcalc.mean.interval import enclose

NAME: Final = "modular"

#: So many more signs may be met that the domain settles: they only cost evaluations.
MORE_CHOICES: Final = 3
#: Evaluations per pattern of signs; a pattern is missed with probability e^-40.
PER_PATTERN: Final = 40
#: Sums nested or multiplied beyond this degree would need too many points each.
MOST_DEGREE: Final = 10
#: How often a boundary (where a jump sits) may lead to another one.
DEEPEST: Final = 2


def prove(left: Term, right: Term, domain: Domain) -> Evidence:
    """HOLDS where the two sides are identical on the domain, else UNSURE; never FAILS."""
    obstacle = ""
    for arranged in arrangements(in_basic_functions(left), in_basic_functions(right), domain):
        try:
            count, signs = _identical(arranged, 0)
        except (UnusableError, NoMeaning) as reason:
            obstacle = obstacle or f"not applicable: {reason}"
            continue
        if count:
            return Evidence(NAME, Says.HOLDS, _vanishing(count, signs), points=count)
        obstacle = obstacle or "the difference is not zero as an algebraic expression"
    return Evidence(NAME, Says.UNSURE, obstacle)


def _vanishing(count: int, signs: int) -> str:
    patterns = f", over all patterns of {counted(signs, 'sign')}" if signs else ""
    bound = "1e-15" if signs else "1e-40"
    return (
        f"the difference vanishes in a field of 2.6e24 elements at {counted(count, 'random point')}"
        f"{patterns} (error probability below {bound})"
    )


def _identical(claim: Arranged, depth: int) -> tuple[int, int]:
    """How many evaluations agreed (0 if any did not), and how many signs they met."""
    left, right = claim.left, claim.right
    if left is right:
        return 1, 0
    width = _width(left, right)
    if width > MOST_DEGREE:
        raise UnusableError("too many nested sums")
    outcome = _evaluations(claim, width)
    if outcome[0] and not all(
        _identical(replace(claim, left=a, right=b), depth + 1)[0]
        for a, b in _boundaries(left, right, claim.domain, depth)
    ):
        return 0, outcome[1]
    return outcome


def _evaluations(claim: Arranged, width: int) -> tuple[int, int]:
    """How many evaluations agreed, and how many signs they met that the domain leaves open.

    Enough agree to meet every pattern of the open signs; where the domain excludes most
    evaluations, as many are made as would meet every pattern of all signs.
    """
    known_sign = _sign_knowledge(claim.domain)
    agreed = signs = choices = attempts = 0
    while attempts < _needed(choices) and agreed < _needed(signs):
        attempts += 1
        valuation = Valuation(attempts, known_sign, width, claim.domain.integers, claim.by_ends)
        try:
            values = valuation.of(claim.left), valuation.of(claim.right)
        except InfeasibleError:
            values = None, None
        signs = max(signs, valuation.open_choices)
        choices = max(choices, valuation.choices)
        if signs > claim.most_signs or choices > claim.most_signs + MORE_CHOICES:
            raise UnusableError("too many signs matter")
        if None in values or not valuation.consistent():
            continue
        if values[0] != values[1]:
            return 0, signs
        agreed += 1
    return (agreed if agreed >= 2 else 0), signs


def _needed(signs: int) -> int:
    return PER_PATTERN * 2**signs if signs else 2


def _sign_knowledge(domain: Domain) -> Callable[[Term], int | None]:
    """The sign of a term on the whole domain; terms whose sign the field fixes are refused."""
    memo: dict[Term, int | None] = {}

    def known(term: Term) -> int | None:
        if term not in memo:
            memo[term] = _known_sign(term, domain)
        return memo[term]

    return known


def _known_sign(term: Term, domain: Domain) -> int | None:
    if term.op in (Op.NAME, Op.ELEMENT):
        return domain.range_of(str(term.data)).sign
    if _has_constant_root(term):
        raise UnusableError("a sign that depends on irrational constants")
    if not free_names(term):
        return _sign_of_constant(term)
    return domain.bounds(term).sign


def _sign_of_constant(term: Term) -> int:
    try:
        ball = enclose(term, {}, 256)
    except NoMeaning as error:
        raise UnusableError("a constant without a value") from error
    if not (ball > 0 or ball < 0):
        raise UnusableError("a constant that may be zero")
    return 1 if ball > 0 else -1


def _has_constant_root(term: Term) -> bool:
    """Whether the field itself, not chance, decides signs below this term (√5 - 2√6, say)."""
    return any(
        not free_names(node)
        and (
            (node.op is Op.POW and (value_of(node.args[1]) or Fraction(0)).denominator > 1)
            or (node.op is Op.CALL and node.data in ("sin", "cos", "root"))
        )
        for node in postorder(term)
    )


# ---------------------------------------------------------------------- degree in the sums


def _width(left: Term, right: Term) -> int:
    """Points for each functional: one more than the degree, whose last weight is not free.

    Sides with denominators are compared crosswise, which adds their degrees; a side with one
    functional at most is solved for it.
    """
    degrees = _degree(left), _degree(right)
    return max(degrees) + 1 if max(degrees) <= 1 else sum(degrees) + 1


def _degree(term: Term) -> int:
    """How many points must stand for each sum, so that identities of fewer points show.

    A term of degree d in linear functionals vanishes for all of them if it vanishes for
    those supported on d points (each coefficient in the weights involves at most d points).
    """
    degrees: dict[Term, int] = {}
    for node in postorder(term):
        below = [degrees[argument] for argument in node.args]
        if node.op in (Op.SUM, Op.INTEGRAL):
            degrees[node] = 1 + sum(below)
        elif node.op is Op.POW and below[0]:
            exponent = value_of(node.args[1])
            degrees[node] = int(abs(exponent) + 1) * below[0] if exponent else MOST_DEGREE + 1
        elif node.op in (Op.MUL, Op.DIV, Op.CALL):
            degrees[node] = sum(below)
        else:
            degrees[node] = max(below, default=0)
    return degrees[term]


# ------------------------------------------------------------------------------- jumps


def _boundaries(left: Term, right: Term, domain: Domain, depth: int) -> list[tuple[Term, Term]]:
    """The claim on each set where a function may jump, which random points never meet."""
    result = []
    for switch in _jumps(left, right):
        if domain.never_zero(switch):
            continue
        solved = _solve(switch)
        if solved is None or depth >= DEEPEST:
            raise UnusableError("a jump at a place that could not be solved for")
        variable, value = solved
        result.append((substitute(left, {variable: value}), substitute(right, {variable: value})))
    return result


def _jumps(*terms: Term) -> list[Term]:
    """What decides between the branches of CASES, and the arguments of sign."""
    found: dict[Term, None] = {}
    for node in postorder(*terms):
        if node.op is Op.CASES:
            found.update(dict.fromkeys(s for c in node.args[1::2] for s in sides(c)))
        elif node.op is Op.CALL and node.data == "sign":
            found[node.args[0]] = None
    bound = {str(n.args[1].data) for n in postorder(*terms) if n.op in (Op.SUM, Op.PRODUCT)}
    if any(free_names(switch) & bound for switch in found):
        raise UnusableError("a case distinction over the terms of a sum")
    return [switch for switch in found if free_names(switch)]


def _solve(switch: Term) -> tuple[Term, Term] | None:
    """A name that occurs linearly in the switch, and the value at which the switch is zero."""
    for key in sorted(free_names(switch)):
        solved = solve_linear(switch, name(key))
        if solved is not None and value_of(solved[1]):
            return name(key), solved[0]
    return None
