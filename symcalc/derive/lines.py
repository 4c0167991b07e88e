"""The lines of a derivation, one chain of steps for each component."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import replace as swap
from typing import Final

from symcalc.core.derivation import Line, Step
from symcalc.core.term import Term, size
from symcalc.derive.fold import fold, not_zero
from symcalc.derive.named import Named
from symcalc.derive.operations import Answer, Component
from symcalc.derive.problems import Ready
from symcalc.derive.rewrite import Trace, replace, trace
from symcalc.derive.tidy import Tidier
from symcalc.mean.names import plain_name
from symcalc.rules.calculus import CALCULUS
from symcalc.rules.functions import slope_rules
from symcalc.rules.rule import RuleSet

#: Steps are written for functions up to this size, and for so many components.
MOST_NODES: Final = 200
MOST_COMPONENTS: Final = 16
#: The most rewrites of one line; the rest is left to the last step.
MOST_REWRITES: Final = 200


@dataclass(frozen=True)
class Lines:
    """The lines, the places where a rule on them does not hold, and what was left out."""

    lines: tuple[Line, ...]
    conditions: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


def derive_lines(
    answer: Answer, result: tuple[Term, ...], ready: Ready, tidy: Tidier | None, fine: bool
) -> Lines:
    """One line for each component, its steps in the author's order.

    Without ``tidy`` there are no steps, nor where too many would be needed.
    """
    bare = Lines(tuple(Line(each.asked, ()) for each in answer.components))
    if tidy is None:
        return bare
    largest = max(size(each.asked) for each in answer.components)
    if largest > MOST_NODES or len(answer.components) > MOST_COMPONENTS:
        return Lines(bare.lines, notes=("The steps are left out: there would be too many.",))
    named = Named(ready, tidy)
    rules = CALCULUS + slope_rules(ready.kept) + named.rules()
    pairs = list(zip(answer.components, result, strict=True))
    traces = [_traced(component, ready, rules, named) for component, _ in pairs]
    lines = tuple(
        Line(
            component.asked,
            (
                *_opening(component, found, ready),
                *fold(found, value, tidy.setting.author, fine),
            ),
        )
        for (component, value), found in zip(pairs, traces, strict=True)
    )
    return Lines(lines, _conditions(traces))


def _traced(component: Component, ready: Ready, rules: RuleSet, named: Named) -> Trace:
    """The trace from what is asked, with defined functions that hide a variable put in.

    Defined names stay: on the way they are functions of the variables.
    """
    changes = dict(zip(ready.problem.expressions, ready.in_names, strict=True))
    start = replace(component.asked, changes)
    found = trace(named.applied(start), rules, MOST_REWRITES)
    shown = tuple(swap(each, term=named.shown(each.term)) for each in found.rewrites)
    return Trace(start, shown, found.complete)


def _opening(component: Component, found: Trace, ready: Ready) -> tuple[Step, ...]:
    """The step that puts definitions of functions in, where there are any to put in."""
    if found.start is component.asked:
        return ()
    names = ", ".join(plain_name(key) for key, each in ready.hiding.items() if each.is_function)
    return (Step(f"definition of {names}", found.start),)


def _conditions(traces: list[Trace]) -> tuple[str, ...]:
    kinks = [rewrite.kink for found in traces for rewrite in found.rewrites]
    return tuple(dict.fromkeys(not_zero(kink) for kink in kinks if kink is not None))
