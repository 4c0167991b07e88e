r"""The displays of a page as a recurrence: sequences in a step index, in computing order.

``m_{t+1} = \beta m_t + g_t`` defines the sequence m.  Each sequence is defined at one place
(here t+1); what refers to that place uses the new value, what refers to one step before it
the old one.  So pages may count from 0 or from 1, as their literature does.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from symcalc.core.problem import Document, Scope, Statement, Trouble
from symcalc.core.term import Op, Term, name, postorder, value_of
from symcalc.mean.differentiate import expand_definitions
from symcalc.run.errors import RunError


@dataclass(frozen=True)
class Rule:
    """How one sequence is computed: its place (0 for t, 1 for t+1) and the body.

    With a ``matrix``, an element, the rule is the linear equation matrix · sequence = body.
    """

    key: str
    place: int
    body: Term
    matrix: Term | None = None

    @property
    def parts(self) -> tuple[Term, ...]:
        """The terms that the rule is computed from."""
        return (self.body,) if self.matrix is None else (self.body, self.matrix)


@dataclass(frozen=True)
class Recurrence:
    """The rules of an algorithm in an order in which they can be computed."""

    index: Term
    rules: tuple[Rule, ...]

    @property
    def places(self) -> dict[str, int]:
        """Sequence → the place at which its rule defines it."""
        return {rule.key: rule.place for rule in self.rules}

    def is_new(self, element: Term) -> bool:
        """Whether an element is of this step, not of the one before.  Raises RunError for others.

        An element of the step before the last would need a memory that no rule writes.
        """
        key = str(element.data)
        shift = shift_of(element, self.index)
        if key not in self.places or shift is None:
            raise RunError(f"{shown(element)} is not computed by any display of the page")
        back = self.places[key] - shift
        if back not in (0, 1):
            cure = f"give it a sequence of its own, such as p_{{t+1}} = {key}_t"
            raise RunError(f"{shown(element)} is {back} steps away from its rule", cure)
        return back == 0

    def remembered(self) -> tuple[str, ...]:
        """The sequences whose value of the step before is used: the state."""
        old = [
            str(node.data)
            for rule in self.rules
            for node in elements(*rule.parts)
            if not self.is_new(node)
        ]
        return tuple(dict.fromkeys(old))


def recurrence_of(document: Document, index: str, wanted: Sequence[str]) -> Recurrence:
    """The recurrence that a page states for the wanted sequences and all that they rest on.

    Raises RunError for what is missing, stated twice in different ways, or cannot be read.
    """
    letter = name(index)
    meanings = _meanings(document)
    found: dict[str, list[Rule]] = {}
    for statement in document.statements:
        rule = _rule(statement, letter, meanings)
        if rule is not None and rule not in found.setdefault(rule.key, []):
            found[rule.key].append(rule)
    needed = {key: _only(found, key, document) for key in _reached(found, wanted)}
    return Recurrence(letter, tuple(_ordered(needed, letter)))


def _meanings(document: Document) -> Scope:
    """The functions and names that the page defines; sequences are what rules are about."""
    scope = document.statements[-1].scope if document.statements else Scope()
    kept = {key: each for key, each in scope.definitions.items() if "[" not in key}
    return replace(scope, definitions=kept)


def _rule(statement: Statement, index: Term, meanings: Scope) -> Rule | None:
    """The rule that a statement is, if it is one, with what the page defines put in."""
    left, right = statement.left, statement.right
    if left is None or right is None or statement.relation not in ("=", ":="):
        return None
    matrix = None
    if left.op is Op.MUL and [factor.op for factor in left.args] == [Op.ELEMENT, Op.ELEMENT]:
        matrix, left = left.args
    if left.op is not Op.ELEMENT:
        return None
    place = shift_of(left, index)
    if place is None:
        return None
    return Rule(str(left.data), place, expand_definitions(right, meanings), matrix)


def shift_of(element: Term, index: Term) -> int | None:
    """k for an element at the index plus k, None where its index is something else."""
    if len(element.args) != 1:
        return None
    (argument,) = element.args
    if argument is index:
        return 0
    if argument.op is not Op.ADD or len(argument.args) != 2 or argument.args[0] is not index:
        return None
    shift = value_of(argument.args[1])
    return int(shift) if shift is not None and shift.denominator == 1 else None


def elements(*terms: Term) -> Iterator[Term]:
    """The elements of sequences in some terms."""
    return (node for node in postorder(*terms) if node.op is Op.ELEMENT)


def shown(element: Term) -> str:
    """An element for a message: theta_(t+1)."""
    return f"{element.data}{list(element.args)}"


def _only(found: Mapping[str, list[Rule]], key: str, document: Document) -> Rule:
    rules = found.get(key, [])
    if len(rules) == 1:
        return rules[0]
    if rules:
        raise RunError(
            f"{document.path}: two displays define {key} in different ways",
            "leave one of them, or give the other sequence another name",
        )
    trouble = next((s.trouble for s in document.statements if s.trouble), None)
    raise RunError(f"{document.path}: no display computes {key}", _unread(trouble))


def _unread(trouble: Trouble | None) -> str:
    if trouble is None:
        return "write its rule in a display, such as \\theta_{t+1} = \\theta_t - \\eta g_t"
    return f"line {trouble.span.line} could not be read: {trouble.message}"


def _reached(found: Mapping[str, list[Rule]], wanted: Sequence[str]) -> list[str]:
    """The wanted sequences and all that their rules speak of, nearest first."""
    reached: dict[str, None] = {}
    waiting = list(dict.fromkeys(wanted))
    while waiting:
        key = waiting.pop(0)
        reached[key] = None
        parts = [part for rule in found.get(key, []) for part in rule.parts]
        used = dict.fromkeys(str(node.data) for node in elements(*parts))
        waiting += [each for each in used if each not in reached and each not in waiting]
    return list(reached)


def _ordered(rules: Mapping[str, Rule], index: Term) -> Iterator[Rule]:
    """Each rule after those whose new values it uses."""
    whole = Recurrence(index, tuple(rules.values()))
    waiting = {
        key: {str(node.data) for node in elements(*rule.parts) if whole.is_new(node)}
        for key, rule in rules.items()
    }
    done: set[str] = set()
    while waiting:
        ready = [key for key, needs in waiting.items() if needs <= done]
        if not ready:
            raise RunError(f"{', '.join(waiting)} are defined by each other within one step")
        for key in ready:
            del waiting[key]
            done.add(key)
            yield rules[key]
