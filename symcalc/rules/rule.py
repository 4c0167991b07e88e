"""A rule of calculus: a pattern, what it becomes, when, and where that is written.

Patterns are terms whose wildcards are names with a question mark: ``?f`` stands for any
term, ``?f:add`` for any sum.  The same wildcard twice must stand for the same term.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from symcalc.core.term import Op, Term, derivative, free_names, make, name, postorder
from symcalc.mean import algebra

Bindings = Mapping[Term, Term]
#: A result that no fixed template can say, such as the derivative of a sum of n terms.
#: None declines the match.
Builder = Callable[[Bindings], Term | None]
Condition = Callable[[Bindings], bool]


def wildcard(label: str, op: Op | None = None) -> Term:
    """A name that stands for any term, or for any term with the given operation."""
    return name(f"?{label}" if op is None else f"?{label}:{op}")


#: The wildcards that the tables are written with.
U: Final = wildcard("u")
V: Final = wildcard("v")
X: Final = wildcard("x")


def d(term: Term) -> Term:
    """The first derivative with respect to the wildcard X."""
    return derivative(term, X)


@dataclass(frozen=True)
class Rule:
    """One row: ``pattern`` becomes ``result`` where ``condition`` holds.

    ``kink`` is a term (over the wildcards) at whose zeros the rule does not hold, such as
    u in |u|' = sign(u) u'; ``source`` says where the formula is written down.  Nobody spends
    a line on a ``routine`` rule, such as that a constant's derivative is 0; a rule with an
    ``inner`` wildcard uses the chain rule where that stands for more than the variable.
    """

    name: str
    pattern: Term
    result: Term | Builder
    condition: Condition | None = None
    kink: Term | None = None
    source: str = ""
    routine: bool = False
    inner: Term | None = None

    @property
    def head(self) -> str:
        """The operation of the terms that the pattern can match."""
        _, _, op = str(self.pattern.data).partition(":")
        return op if _is_wildcard(self.pattern) else self.pattern.op

    def apply(self, term: Term) -> Term | None:
        """What the term becomes by this rule, or None where the rule does not apply."""
        bindings = match(self.pattern, term)
        if bindings is None or (self.condition and not self.condition(bindings)):
            return None
        if isinstance(self.result, Term):
            return instantiate(self.result, bindings)
        return self.result(bindings)

    def kinks(self, term: Term) -> Term | None:
        """The term at whose zeros this use of the rule does not hold."""
        bindings = match(self.pattern, term) if self.kink is not None else None
        return None if bindings is None or self.kink is None else instantiate(self.kink, bindings)

    def uses_chain_rule(self, term: Term) -> bool:
        """Whether the inner term is more than the variable in this use of the rule."""
        if self.inner is None:
            return False
        bindings = match(self.pattern, term)
        return bindings is not None and bindings[self.inner] is not bindings[X]


@dataclass(frozen=True)
class RuleSet:
    """Rules in the order in which they are tried; sets are joined with ``+``."""

    rules: tuple[Rule, ...]

    def __add__(self, other: RuleSet) -> RuleSet:
        return RuleSet(self.rules + other.rules)

    def __iter__(self) -> Iterator[Rule]:
        return iter(self.rules)

    def first(self, term: Term) -> tuple[Rule, Term] | None:
        """The first rule that applies to a term, with what the term becomes."""
        for rule in self.rules:
            result = rule.apply(term)
            if result is not None:
                return rule, result
        return None


def match(pattern: Term, term: Term) -> dict[Term, Term] | None:
    """What the wildcards of a pattern stand for in a term, or None where it does not fit."""
    bindings: dict[Term, Term] = {}
    stack = [(pattern, term)]
    while stack:
        expected, found = stack.pop()
        if _is_wildcard(expected):
            if not _fits(expected, found) or bindings.setdefault(expected, found) is not found:
                return None
        elif expected is not found:
            if (expected.op, expected.data, len(expected.args)) != (
                found.op,
                found.data,
                len(found.args),
            ):
                return None
            stack.extend(zip(expected.args, found.args, strict=True))
    return bindings


def instantiate(template: Term, bindings: Bindings) -> Term:
    """The template with its wildcards replaced, put together by the light algebra.

    Templates are a few nodes deep, so plain recursion is enough; what the wildcards stand
    for is not walked.
    """
    if template in bindings:
        return bindings[template]
    args = tuple(instantiate(argument, bindings) for argument in template.args)
    return assemble(template, args)


def assemble(node: Term, args: tuple[Term, ...]) -> Term:
    """The node with new arguments: arithmetic by the light algebra, all else as it is."""
    builder = _ARITHMETIC.get(node.op)
    if builder is not None:
        return builder(*args)
    return make(node.op, *args, data=node.data)


def independent(term: Term, variable: Term) -> bool:
    """Whether a term cannot change with the variable (a name or an element of a sequence)."""
    if str(variable.data) not in free_names(term):
        return True
    return variable.op is Op.ELEMENT and not any(
        _may_be(node, variable) for node in postorder(term)
    )


def _may_be(node: Term, variable: Term) -> bool:
    """Whether a node can stand for the element: not where two of the indices are other numbers."""
    if node.data != variable.data or node.op not in (Op.NAME, Op.ELEMENT):
        return False
    pairs = zip(node.args, variable.args, strict=False)
    return not any(one is not other and one.op is other.op is Op.NUMBER for one, other in pairs)


def _is_wildcard(term: Term) -> bool:
    return term.op is Op.NAME and str(term.data).startswith("?")


def _fits(expected: Term, found: Term) -> bool:
    _, _, op = str(expected.data).partition(":")
    return not op or found.op == op


_ARITHMETIC: Final[dict[Op, Callable[..., Term]]] = {
    Op.ADD: algebra.add,
    Op.MUL: algebra.mul,
    Op.NEG: algebra.neg,
    Op.DIV: algebra.div,
    Op.POW: algebra.power,
}
