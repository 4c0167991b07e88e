"""Many small rewrites folded into the few lines that a person would write."""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby, pairwise
from typing import Final

from symcalc.core.derivation import Step
from symcalc.core.term import Op, Term
from symcalc.derive.author import Author, in_order, same_but_for_order
from symcalc.derive.rewrite import Rewrite, Trace
from symcalc.mean.latex import plain

#: The most lines of rules that a person gets; the tidied result may follow as one more.
MOST_LINES: Final = 7
FEWEST_LINES: Final = 3

Group = list[Rewrite]


def fold(trace: Trace, result: Term, author: Author, fine: bool = False) -> tuple[Step, ...]:
    """The steps of a trace, ending in ``result``; every rule by itself where ``fine`` is asked."""
    groups = [[each] for each in trace.rewrites] if fine else _for_people(trace)
    steps = [
        Step(_title(group), in_order(group[-1].term, author), detail=_kinks(group))
        for group in groups
    ]
    if steps and same_but_for_order(steps[-1].term, result):
        steps[-1] = replace(steps[-1], term=result)
    else:
        steps.append(Step("simplify" if trace.complete else "differentiate", result))
    return tuple(_without_repeats(steps))


def _for_people(trace: Trace) -> list[Group]:
    """A line for each round; where that is too few, routine work gets lines of its own."""
    groups = _folded(_rounds(trace))
    if len(groups) >= FEWEST_LINES:
        return groups
    return [list(part) for _, part in groupby(trace.rewrites, _pass_of)]


def _pass_of(rewrite: Rewrite) -> tuple[int, bool]:
    return rewrite.round, rewrite.rule.routine


def _rounds(trace: Trace) -> list[Group]:
    groups: list[Group] = []
    for rewrite in trace.rewrites:
        if groups and groups[-1][-1].round == rewrite.round:
            groups[-1].append(rewrite)
        else:
            groups.append([rewrite])
    return groups


def _folded(groups: list[Group]) -> list[Group]:
    """Routine rounds joined to what follows them, then the smallest neighbours joined."""
    folded: list[Group] = []
    for group in groups:
        if folded and _is_routine(folded[-1]):
            folded[-1] = folded[-1] + group
        else:
            folded.append(group)
    if len(folded) > 1 and _is_routine(folded[-1]):
        folded[-2:] = [folded[-2] + folded[-1]]
    while len(folded) > MOST_LINES:
        sizes = [len(a) + len(b) for a, b in pairwise(folded)]
        k = sizes.index(min(sizes))
        folded[k : k + 2] = [folded[k] + folded[k + 1]]
    return folded


def _is_routine(group: Group) -> bool:
    return all(rewrite.rule.routine for rewrite in group)


def _title(group: Group) -> str:
    """The names of the rules, each once; routine ones only where there is nothing else."""
    notable = [rewrite.rule for rewrite in group if not rewrite.rule.routine]
    names = [rule.name for rule in notable or [rewrite.rule for rewrite in group]]
    names += ["chain rule"] * any(rewrite.chained for rewrite in group)
    return ", ".join(dict.fromkeys(names))


def _kinks(group: Group) -> str:
    kinks = dict.fromkeys(not_zero(rewrite.kink) for rewrite in group if rewrite.kink is not None)
    return ", ".join(f"where {kink}" for kink in kinks)


def not_zero(term: Term) -> str:
    """The condition that a term is not zero, its sign left out."""
    return f"{plain(term.args[0] if term.op is Op.NEG else term)} ≠ 0"


def _without_repeats(steps: list[Step]) -> list[Step]:
    """The steps without those that changed nothing, such as a fold that came back."""
    kept: list[Step] = []
    for step in steps:
        if not kept or kept[-1].term is not step.term:
            kept.append(step)
    return kept
