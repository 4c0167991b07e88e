"""The entries of a claim at several sizes, each a scalar claim that every oracle hears."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from symcalc.check.arrays.claim import ArrayClaim
from symcalc.check.arrays.failures import doubt_about_kinds, doubtful_names, on_failure
from symcalc.check.arrays.results import ACCEPTED, judgement, sizes_text, undecided
from symcalc.check.arrays.scopes import entry_scope
from symcalc.check.arrays.sizes import chosen_sizes
from symcalc.check.budget import Budget
from symcalc.check.claim import Question
from symcalc.check.codes import CODES
from symcalc.check.compare import Judgement, compare
from symcalc.core.kind import Kind
from symcalc.core.term import (
    ZERO,
    Term,
    name,
    value_of,
)
from symcalc.core.verdict import BAD, Evidence, Says, Verdict
from symcalc.mean.components.array import Array, NotWrittenOut
from symcalc.mean.components.names import Setting
from symcalc.mean.components.quaternions import as_quaternion
from symcalc.mean.components.written import written_out

#: No more entries of one claim than this are judged at one choice of sizes.
_MOST_ENTRIES: Final = 16


@dataclass(frozen=True)
class _Instance:
    """A claim at explicit sizes: the entries of both sides, and how the sizes were chosen."""

    pairs: tuple[tuple[Term, Term], ...]
    sizes: Mapping[str, int]
    chosen_freely: bool = False


def by_entries(claim: ArrayClaim, budget: Budget) -> Judgement:
    """The judgement on a claim by its entries at several sizes, of rotations and reflections."""
    question = claim.question
    choices = chosen_sizes([question.left, question.right], claim.shapes)
    try:
        instances = [
            _instance(question, Setting(claim.shapes, sizes, claim.kinds, reflected=reflected))
            for sizes in choices
            for reflected in _orientations(claim.kinds)
        ]
    except NotWrittenOut as problem:
        return undecided("SC405", f"could not be written out: {problem}")
    except _TransposedError:
        return undecided("SC416", "one side is a row and the other a column")
    part = _share(budget, instances)
    judged = [(_entries_judged(question, instance, part), instance) for instance in instances]
    return _weighed(claim, judged, part)


def _weighed(
    claim: ArrayClaim, judged: Sequence[tuple[list[Judgement], _Instance]], budget: Budget
) -> Judgement:
    """One judgement from those on all instances.

    A size that nobody stated was chosen by us: what fails at one such size and holds at
    another may be right at the size that is meant.
    """
    ends = [(found[-1], instance) for found, instance in judged if found]
    failing = [end for end in ends if end[0].verdict in BAD]
    silent = [end for end in ends if end[0].verdict is Verdict.UNDECIDED]
    held = [pair for pair in judged if not pair[0] or pair[0][-1].verdict in ACCEPTED]
    if failing and held and failing[0][1].chosen_freely:
        return undecided("SC416", "fails at some sizes and holds at others; state the sizes")
    if failing or not held:
        return _on_failing(claim, *[*failing, *silent][0], budget)
    shown = dict.fromkeys(sizes_text(instance.sizes) for _, instance in held if instance.sizes)
    return all_hold([each for found, _ in held for each in found], list(shown))


def _on_failing(
    claim: ArrayClaim, found: Judgement, instance: _Instance, budget: Budget
) -> Judgement:
    at = f" at {sizes_text(instance.sizes)}" if instance.sizes else ""
    if found.verdict is not Verdict.REFUTED:
        return replace(found, message=found.message + at)
    doubt = doubt_about_kinds(claim, found, at)
    if doubt is None:
        return on_failure(claim, found, at)
    as_numbers = _as_numbers(claim, budget)
    return doubt if as_numbers is None else on_failure(claim, as_numbers, "")


def _as_numbers(claim: ArrayClaim, budget: Budget) -> Judgement | None:
    """The refutation of a claim by arrays with one entry each, if it fails for such ones.

    What a name is, a row, a column or a matrix, makes no difference then.
    """
    question = claim.question
    shapes = [claim.shapes.of(name(key)) for key in doubtful_names(claim)]
    sizes = {size for shape in shapes for size in (shape.rows, shape.columns)}
    if question.sign != "=" or any(size.isdigit() and size != "1" for size in sizes):
        return None
    ones = dict.fromkeys(chosen_sizes([question.left, question.right], claim.shapes)[0], 1)
    try:
        instance = _instance(question, Setting(claim.shapes, ones, claim.kinds))
    except (NotWrittenOut, _TransposedError):
        return None
    judged = _entries_judged(question, instance, budget)
    return judged[-1] if judged and judged[-1].verdict is Verdict.REFUTED else None


def _entries_judged(question: Question, instance: _Instance, budget: Budget) -> list[Judgement]:
    """The judgements on the entries, up to the first that does not hold."""
    judged: list[Judgement] = []
    for pair in instance.pairs[:_MOST_ENTRIES]:
        judged.append(compare(*pair, entry_scope(question.scope, pair), question.sign, budget))
        if judged[-1].verdict not in ACCEPTED:
            break
    return judged


class _TransposedError(Exception):
    """One side is the transpose of the other in shape."""


def _share(budget: Budget, instances: Sequence[_Instance]) -> Budget:
    """What one entry may cost."""
    entries = sum(min(len(instance.pairs), _MOST_ENTRIES) for instance in instances)
    return replace(budget, seconds=max(budget.seconds / max(entries, 1), 0.2))


def _orientations(kinds: Mapping[str, Kind]) -> tuple[bool, ...]:
    """Orthogonal matrices are rotations or reflections: both are tried where that is open."""
    properties = [set(kind.properties) for kind in kinds.values()]
    orthogonal = any("orthogonal" in each and "rotation" not in each for each in properties)
    return (False, True) if orthogonal else (False,)


def _instance(question: Question, setting: Setting) -> _Instance:
    left, right = (written_out(side, setting) for side in (question.left, question.right))
    named = {key: value for key, value in setting.sizes.items() if not key.startswith("?")}
    freely = len(named) < len(setting.sizes)
    return _Instance(tuple(dict.fromkeys(_paired(left, right))), named, freely)


def _paired(left: Array, right: Array) -> Iterator[tuple[Term, Term]]:
    """The entries that are said to be equal; 0 stands for a zero of any shape."""
    if left.quaternion != right.quaternion:
        left, right = as_quaternion(left), as_quaternion(right)
    if (left.rows, left.columns) == (right.rows, right.columns):
        yield from zip(left.entries, right.entries, strict=True)
        return
    for one, other, swapped in ((left, right, False), (right, left, True)):
        if one.is_scalar and value_of(one.entries[0]) == 0:
            yield from ((e, ZERO) if swapped is False else (ZERO, e) for e in other.entries)
            return
    raise _TransposedError if left.rows == right.columns else NotWrittenOut("sides of two shapes")


def all_hold(judged: Sequence[Judgement], sizes: Sequence[str]) -> Judgement:
    """Every entry holds: a proof where the sizes are given, support where they were chosen."""
    conditions = tuple(dict.fromkeys(c for found in judged for c in found.conditions))
    evidence = _gathered(judged, sizes)
    proved = all(found.verdict in (Verdict.PROVED, Verdict.CONDITIONAL) for found in judged)
    if not judged or (proved and not sizes):
        verdict = Verdict.CONDITIONAL if conditions else Verdict.PROVED
        return judgement(verdict, evidence, conditions)
    message = f"every entry agrees at {' and '.join(sizes)}; no proof for all sizes"
    if not sizes:
        message = CODES["SC501"].title
    return Judgement(Verdict.SUPPORTED, evidence, (), message, "SC501")


def _gathered(judged: Sequence[Judgement], sizes: Sequence[str]) -> tuple[Evidence, ...]:
    """One piece of evidence an oracle, for all the entries it was heard on."""
    counts: dict[tuple[str, Says], int] = {}
    for found in judged:
        for piece in found.evidence:
            says = Says.AGREES if sizes and piece.says is Says.HOLDS else piece.says
            counts[piece.oracle, says] = counts.get((piece.oracle, says), 0) + 1
    where = f", at {' and '.join(sizes)}" if sizes else ""
    return tuple(
        Evidence(oracle, says, f"{count} of {len(judged)} entries{where}")
        for (oracle, says), count in counts.items()
        if says is not Says.UNSURE
    )
