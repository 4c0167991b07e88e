"""Differentiation one rule at a time; the trace of the rewriting is the derivation."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from symcalc.core.term import ONE, ZERO, Op, Term, derivative, derivative_orders, postorder
from symcalc.rules.rule import Rule, RuleSet, assemble


@dataclass(frozen=True)
class Rewrite:
    """One use of one rule: the whole expression after it, and where the rule has a kink.

    Rewrites of one ``round`` touch different places and could be made at the same time;
    routine rewrites (a constant's derivative, say) belong to the round that led to them.
    ``chained`` says that the chain rule was used with the rule.
    """

    rule: Rule
    term: Term
    round: int
    kink: Term | None = None
    chained: bool = False


@dataclass(frozen=True)
class Trace:
    """The rewrites from a start to an expression without derivatives that a rule could take.

    ``complete`` is False where the limit was reached or where no rule knew what to do.
    """

    start: Term
    rewrites: tuple[Rewrite, ...]
    complete: bool

    @property
    def end(self) -> Term:
        """The last expression of the trace."""
        return self.rewrites[-1].term if self.rewrites else self.start


def trace(start: Term, rules: RuleSet, limit: int = 400) -> Trace:
    """Rewrite by rules, innermost derivatives first, until none applies or ``limit`` is reached."""
    rewrites: list[Rewrite] = []
    term = one_at_a_time(start)
    number = 0
    while todo := _next(term, rules):
        number += not todo[0][1].routine
        for node, rule, result in todo:
            changed = replace(term, {node: result})
            if changed is term:
                continue  # an earlier rewrite of this round made the node disappear
            term = changed
            chained = rule.uses_chain_rule(node)
            rewrites.append(Rewrite(rule, term, number, rule.kinks(node), chained))
            if len(rewrites) >= limit:
                return Trace(start, tuple(rewrites), complete=False)
    return Trace(start, tuple(rewrites), complete=not _open_derivatives([term]))


def one_at_a_time(term: Term) -> Term:
    """The term with every derivative of higher order written as first derivatives in a row."""
    higher = {
        node: unfold(node)
        for node in postorder(term)
        if node.op is Op.DERIVATIVE and derivative_orders(node) != (1,)
    }
    return replace(term, higher) if higher else term


def unfold(node: Term) -> Term:
    """A derivative of higher or mixed order as derivatives one after another, as written."""
    body, *variables = node.args
    for variable, order in zip(variables, derivative_orders(node), strict=True):
        for _ in range(order):
            body = derivative(body, variable)
    return body


def replace(term: Term, changes: dict[Term, Term]) -> Term:
    """The term with some of its nodes replaced; what lies above them is put together anew.

    Only that path goes through the light algebra: everything else stays as the author
    wrote it.
    """
    done: dict[Term, Term] = {}
    for node in postorder(term):
        if node in changes:
            done[node] = changes[node]
            continue
        args = tuple(done[argument] for argument in node.args)
        done[node] = node if args == node.args else assemble(node, args)
    return done[term]


def _next(term: Term, rules: RuleSet) -> list[tuple[Term, Rule, Term]]:
    """What to rewrite in the next go: all that is routine, else all the rest."""
    found = _applicable(term, rules)
    return [each for each in found if each[1].routine] or found


def _applicable(term: Term, rules: RuleSet) -> list[tuple[Term, Rule, Term]]:
    """The nodes that a rule can rewrite now, in reading order, with what they become."""
    found = []
    heads = {rule.head for rule in rules}
    for node in postorder(term):
        if node.op not in heads or _open_derivatives(node.args):
            continue
        first = rules.first(node)
        if first is not None:
            found.append((node, first[0], _without_bare(first[1])))
    return found


def _without_bare(term: Term) -> Term:
    """The term with dx/dx as 1 and db/dx as 0: written out, dy/dx would say that y varies."""
    values = {
        node: ONE if node.args[0] is node.args[1] else ZERO
        for node in postorder(term)
        if node.op is Op.DERIVATIVE and node.args[0].op is Op.NAME
    }
    return replace(term, values) if values else term


def _open_derivatives(terms: Iterable[Term]) -> bool:
    return any(node.op is Op.DERIVATIVE for node in postorder(*terms))
