"""Forms that keep their digits in double precision, from a table of known ones.

A row is used where the part it fits loses digits at some point, and where its result loses
fewer there.  Sources: Higham, Accuracy and Stability of Numerical Algorithms (2002); Blanchard,
Higham and Higham, Accurately computing the log-sum-exp and softmax functions (2021); Mächler,
Accurately computing log(1 - exp(-|a|)) (2012); Kahan, Branch cuts for complex elementary
functions (1987).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product
from typing import Final

from symcalc.core import term as raw
from symcalc.core.stability import Place, Rewriting, Rounded, Stability, Trouble
from symcalc.core.term import (
    ONE,
    TRUE,
    TWO,
    ZERO,
    Op,
    Term,
    call,
    cases,
    make,
    postorder,
    rebuild,
    relation,
)
from symcalc.mean.algebra import div, mul, neg, simplify, sub
from symcalc.mean.errors import NoMeaning
from symcalc.mean.rounding import LOST, compute, culprit, rounded, worst
from symcalc.rules.rule import Bindings, Rule, U, V, wildcard

#: More rewritings than this are not made of one expression.
_MOST_STEPS: Final = 12
#: Rounding may cost the better form a little more where both are good.
_SLACK: Final = 100


def stability(term: Term, points: Sequence[Place]) -> Stability:
    """The stability of an expression at some points; NoMeaning for what is no computation."""
    steps: list[Rewriting] = []
    current = term
    while len(steps) < _MOST_STEPS:
        step = next(_rewritings(current, points), None)
        if step is None:
            break
        steps.append(step)
        current = step.whole
    return Stability(term, _troubles(term, points), tuple(steps), _troubles(current, points))


def _troubles(term: Term, points: Sequence[Place]) -> tuple[Trouble, ...]:
    """The plainest point of overflow and the plainest point of lost digits."""
    errors = _errors(term, points)
    overflow = worst(each for each in errors if each is not None and each.error == float("inf"))
    digits = worst(each for each in errors if each is not None and each.error < float("inf"))
    found = [each for each in (overflow, digits) if each is not None]
    return tuple(Trouble(each, culprit(term, each.place)) for each in found)


def _errors(term: Term, points: Sequence[Place]) -> list[Rounded | None]:
    values = compute(term, points)
    return [rounded(term, *pair) for pair in zip(points, values, strict=True)]


def _rewritings(term: Term, points: Sequence[Place]) -> Iterator[Rewriting]:
    """What the table makes of the parts that lose digits, the largest parts first."""
    for part in reversed(postorder(term)):
        for rule in TABLE:
            after = rule.apply(part)
            if after is not None and after is not part and _helps(part, after, points):
                whole = _with(term, part, after)
                yield Rewriting(rule.name, rule.source, part, after, whole)


def _with(whole: Term, part: Term, instead: Term) -> Term:
    return rebuild(whole, lambda node: instead if node is part else node)


def _helps(before: Term, after: Term, points: Sequence[Place]) -> bool:
    """Whether the other form is good where a part loses digits, and nowhere much worse."""
    try:
        pairs = list(zip(_errors(before, points), _errors(after, points), strict=True))
    except NoMeaning:
        return False
    known = [(a.error, b.error) for a, b in pairs if a is not None and b is not None]
    return any(b < LOST <= a for a, b in known) and all(
        b <= max(LOST, _SLACK * a) for a, b in known
    )


# ------------------------------------------------------------------------------- the table


def _exp(exponent: Term) -> Term:
    return ONE if exponent is ZERO else call("exp", exponent)


def _squared(base: Term) -> Term:
    return raw.power(base, TWO)


def _absolute(argument: Term) -> Term:
    return call("abs", argument)


def _softplus(u: Term) -> Term:
    return raw.add(call("max", u, ZERO), call("log1p", _exp(neg(_absolute(u)))))


def _exponents(total: Term) -> list[Term] | None:
    """The exponents of a sum of exponentials, 1 being one."""
    found = [ZERO if part is ONE else part.args[0] for part in total.args if _is_exp(part)]
    return found if len(found) == len(total.args) else None


def _is_exp(part: Term) -> bool:
    return part is ONE or (part.op is Op.CALL and part.data == "exp")


def _log_sum_exp(bindings: Bindings) -> Term | None:
    exponents = _exponents(bindings[_SUM])
    if exponents is None:
        return None
    top = call("max", *exponents)
    shifted = raw.add(*(_exp(raw.sub(each, top)) for each in exponents))
    return raw.add(top, call("log", shifted))


def _softmax(bindings: Bindings) -> Term | None:
    exponents = _exponents(bindings[_SUM])
    if exponents is None or bindings[U] not in exponents:
        return None
    return raw.div(ONE, raw.add(*(_exp(sub(each, bindings[U])) for each in exponents)))


def _hypotenuse(bindings: Bindings) -> Term:
    sizes = [_absolute(bindings[each]) for each in (U, V)]
    large, small = call("max", *sizes), call("min", *sizes)
    return raw.mul(large, call("sqrt", raw.add(ONE, _squared(raw.div(small, large)))))


def _difference_of_roots(bindings: Bindings) -> Term:
    u, v = bindings[U], bindings[V]
    return raw.div(simplify(sub(u, v)), raw.add(call("sqrt", u), call("sqrt", v)))


def _difference_of_reciprocals(bindings: Bindings) -> Term:
    u, v = bindings[U], bindings[V]
    return raw.div(simplify(sub(v, u)), raw.mul(u, v))


def _log_cosh(bindings: Bindings) -> Term:
    """log cosh u: by sinh(u/2) near 0, by the larger exponential far from it."""
    u = bindings[U]
    size = _absolute(u)
    near = call("log1p", raw.mul(TWO, _squared(call("sinh", div(u, TWO)))))
    far = raw.add(size, call("log1p", _exp(mul(neg(TWO), size))), raw.neg(call("log", TWO)))
    return cases((near, relation("<", size, ONE)), (far, TRUE))


def _log_of_one_less(bindings: Bindings) -> Term:
    """log(1 - e^u): by expm1 near 0, by log1p far from it."""
    u = bindings[U]
    near = relation(">", u, neg(call("log", TWO)))
    return cases(
        (call("log", neg(call("expm1", u))), near),
        (call("log1p", neg(_exp(u))), TRUE),
    )


_SUM: Final = wildcard("sum", Op.ADD)
_MACHLER: Final = "Mächler 2012"
_HIGHAM: Final = "Higham 2002, section 1.7"

_ROWS: Final = (
    Rule("softplus", call("log", raw.add(ONE, _exp(U))), _softplus(U), source=_MACHLER),
    Rule(
        "logarithm of a sigmoid",
        call("log", raw.div(ONE, raw.add(ONE, _exp(U)))),
        raw.neg(_softplus(U)),
        source=_MACHLER,
    ),
    Rule(
        "logarithm of a sigmoid",
        call("log", raw.sub(ONE, raw.div(ONE, raw.add(ONE, _exp(U))))),
        raw.neg(_softplus(neg(U))),
        source=_MACHLER,
    ),
    Rule(
        "complement of a sigmoid",
        raw.sub(ONE, raw.div(ONE, raw.add(ONE, _exp(U)))),
        raw.div(ONE, raw.add(ONE, _exp(raw.neg(U)))),
        source=_HIGHAM,
    ),
    Rule(
        "log1mexp",
        call("log", raw.sub(ONE, _exp(U))),
        _log_of_one_less,
        source=_MACHLER,
    ),
    Rule("log cosh", call("log", call("cosh", U)), _log_cosh, source=_MACHLER),
    Rule("log1p", call("log", raw.add(ONE, U)), call("log1p", U), source="Kahan 1987"),
    Rule("expm1", raw.sub(_exp(U), ONE), call("expm1", U), source="Kahan 1987"),
    Rule("expm1", raw.sub(ONE, _exp(U)), raw.neg(call("expm1", U)), source="Kahan 1987"),
    Rule("log-sum-exp", call("log", _SUM), _log_sum_exp, source="Blanchard et al. 2021, (1.6)"),
    Rule("softmax", raw.div(_exp(U), _SUM), _softmax, source="Blanchard et al. 2021"),
    Rule(
        "hyperbolic tangent",
        raw.div(raw.sub(_exp(U), _exp(raw.neg(U))), raw.add(_exp(U), _exp(raw.neg(U)))),
        call("tanh", U),
        source="DLMF 4.28.4",
    ),
    Rule(
        "half angle",
        raw.sub(ONE, call("cos", U)),
        raw.mul(TWO, _squared(call("sin", div(U, TWO)))),
        source=_HIGHAM,
    ),
    Rule(
        "difference of squares",
        raw.sub(_squared(U), _squared(V)),
        raw.mul(raw.sub(U, V), raw.add(U, V)),
        source="Higham 2002, section 1.8",
    ),
    Rule(
        "difference of roots",
        raw.sub(call("sqrt", U), call("sqrt", V)),
        _difference_of_roots,
        source=_HIGHAM,
    ),
    Rule(
        "difference of reciprocals",
        raw.sub(raw.div(ONE, U), raw.div(ONE, V)),
        _difference_of_reciprocals,
        source=_HIGHAM,
    ),
    Rule(
        "difference of logarithms",
        raw.sub(call("log", U), call("log", V)),
        call("log1p", raw.div(raw.sub(U, V), V)),
        source="Kahan 1987",
    ),
    Rule(
        "hypotenuse",
        call("sqrt", raw.add(_squared(U), _squared(V))),
        _hypotenuse,
        source="Higham 2002, section 27.8",
    ),
)


def _spellings(rule: Rule) -> Iterator[Rule]:
    """The rule with each sum of two in its pattern written in both orders."""
    sums = [node for node in postorder(rule.pattern) if _is_pair(node)]
    for turned in product((False, True), repeat=len(sums)):
        swapped = {node for node, turn in zip(sums, turned, strict=True) if turn}
        yield Rule(rule.name, _turned(rule.pattern, swapped), rule.result, source=rule.source)


def _is_pair(node: Term) -> bool:
    return node.op is Op.ADD and len(node.args) == 2


def _turned(pattern: Term, swapped: set[Term]) -> Term:
    done: dict[Term, Term] = {}
    for node in postorder(pattern):
        args = [done[argument] for argument in node.args]
        done[node] = make(node.op, *(args[::-1] if node in swapped else args), data=node.data)
    return done[pattern]


#: Tried in this order.
TABLE: Final = tuple(spelling for rule in _ROWS for spelling in _spellings(rule))
