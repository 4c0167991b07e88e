"""What a page speaks of without stating it: "the kinetic energy is $T = m v^2/2$".

Nothing is proved from it; but where a line holds with it, the line is right under that
condition, which the report names.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from symcalc.check.claim import Question
from symcalc.core.kind import Definition
from symcalc.core.problem import Scope
from symcalc.core.term import Op, Term, free_names, function_key, function_orders, functions_in
from symcalc.mean.plain import plain


@dataclass(frozen=True)
class Spoken:
    """A question in whose scope equations that are only spoken of are definitions."""

    question: Question
    conditions: tuple[str, ...]


def with_spoken_of(question: Question) -> Spoken | None:
    """The question with the equations that bear on it as definitions, and these; or None."""
    scope = question.scope
    itself = frozenset((question.left, question.right))
    of_number = not all(map(free_names, (question.left, question.right)))
    spoken_of = [
        part
        for part in scope.mentioned
        if frozenset(part.args) != itself and (of_number or not _is_value(part))
    ]
    known = _meanings(spoken_of, scope)
    used = _reached(question, known)
    if not used:
        return None
    definitions = {**scope.definitions, **{key: known[key][0] for key in used}}
    told = replace(question, scope=replace(scope, definitions=definitions))
    return Spoken(told, tuple(plain(known[key][1]) for key in used))


def _is_value(part: Term) -> bool:
    """Whether an equation gives a name a number.

    "If $t = 0$" looks at a case: nearly every wrong line holds for some value.
    """
    return part.args[0].op is Op.NAME and not free_names(part.args[1])


def _meanings(spoken_of: Sequence[Term], scope: Scope) -> dict[str, tuple[Definition, Term]]:
    """What equations say of bare names and functions that have one meaning, and no stated one."""
    found: dict[str, tuple[Definition, Term]] = {}
    several: set[str] = set()
    for part in spoken_of:
        meaning = _meaning(part)
        if meaning is None or meaning.key in scope.definitions:
            continue
        if meaning.key in found and found[meaning.key][1] is not part:
            several.add(meaning.key)
        found[meaning.key] = (meaning, part)
    return {key: value for key, value in found.items() if key not in several}


def _meaning(part: Term) -> Definition | None:
    """T = … or f(x) = … as a definition; None for what says nothing of its left side alone."""
    if part.op is not Op.RELATION or part.data != "=":
        return None
    left, body = part.args
    if left.op is Op.NAME and str(left.data) not in free_names(body):
        return Definition(str(left.data), (), body)
    plain_call = left.op is Op.APPLY and not any(function_orders(left))
    parameters = tuple(str(each.data) for each in left.args if each.op is Op.NAME)
    if not plain_call or len(set(parameters)) < len(left.args):
        return None
    key = function_key(left)
    return None if key in functions_in(body) else Definition(key, parameters, body)


def _reached(question: Question, known: Mapping[str, tuple[Definition, Term]]) -> list[str]:
    """The keys with a meaning that a claim rests on, by way of other meanings too."""
    waiting = _keys(question.left) + _keys(question.right)
    used: dict[str, None] = {}
    while waiting:
        key = waiting.pop(0)
        if key in known and key not in used:
            used[key] = None
            waiting += _keys(known[key][0].body)
    return list(used)


def _keys(term: Term) -> list[str]:
    return sorted(free_names(term) | functions_in(term))
