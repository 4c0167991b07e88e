"""One step of a recurrence on a surface, as terms: for every state, what it becomes.

A page states its rule for one parameter; with several, the rule holds for each of them, and
``L'`` stands for the gradient.  So each node of a rule becomes one term a parameter, except where
the loss is applied: it depends on all of them at once.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from symcalc.core.problem import Scope
from symcalc.core.term import (
    TWO,
    Op,
    Term,
    free_names,
    function_key,
    function_orders,
    make,
    name,
    postorder,
)
from symcalc.mean.differentiate import resolve
from symcalc.run.cramer import solved
from symcalc.run.errors import RunError
from symcalc.run.recurrence import Recurrence, Rule
from symcalc.run.surface import Matrix, Surface
from symcalc.run.table import RunTable

Copies = tuple[Term, ...]  # one term for each parameter


@dataclass(frozen=True)
class State:
    """One number that an algorithm keeps: its key in the step, its sequence, which parameter."""

    key: str
    sequence: str
    parameter: str


@dataclass(frozen=True)
class Advance:
    """A step: each state with its next value, in terms of the states, the index and settings.

    ``others`` are the names that the values come from beside states and index.
    """

    states: tuple[State, ...]
    values: tuple[Term, ...]
    index: str
    others: tuple[str, ...]


def advance_of(recurrence: Recurrence, table: RunTable, surface: Surface | None) -> Advance:
    """The step that a page's rules make on a surface (or without one, a system by itself).

    Raises RunError where the rules and the table do not fit, or use a name in two senses.
    """
    lift = _Lift(recurrence, table, surface)
    lift.check_names()
    for rule in recurrence.rules:
        lift.compute(rule)
    states, values = [], []
    for sequence in _kept(recurrence, table):
        copies = lift.new[sequence]
        for state, value in zip(lift.states(sequence), copies, strict=False):
            states.append(state)
            values.append(resolve(value, Scope()))
        if sequence not in lift.shared:
            continue
        if any(copy is not copies[0] for copy in copies):
            raise RunError(f"{sequence} is shared, but each parameter would change it differently")
    known = {state.key for state in states} | {str(recurrence.index.data)}
    others = dict.fromkeys(key for value in values for key in sorted(free_names(value) - known))
    return Advance(tuple(states), tuple(values), str(recurrence.index.data), tuple(others))


def _kept(recurrence: Recurrence, table: RunTable) -> list[str]:
    """The sequences to keep, the point that moves first; RunError where the table differs."""
    listed = [table.moves] if table.moves else []
    listed += [*table.state, *table.shared]
    missing = [key for key in recurrence.remembered() if key not in listed]
    if missing:
        raise RunError(f"{missing[0]} has no value before the first step", "add it to state")
    return listed


class _Lift:
    """Rules computed one after the other, each for all parameters at once."""

    def __init__(self, recurrence: Recurrence, table: RunTable, surface: Surface | None) -> None:
        self.recurrence = recurrence
        self.table = table
        self.surface = surface
        self.parameters = surface.parameters if surface else ("",)
        self.shared = frozenset(table.shared)
        self.new: dict[str, Copies] = {}
        self.matrices: dict[str, Matrix] = {}

    def check_names(self) -> None:
        """RunError where a name of the rules is a name of the surface, too."""
        used = {
            str(node.data)
            for rule in self.recurrence.rules
            for node in postorder(*rule.parts)
            if node.op is Op.NAME
        }
        for key in self.parameters:
            if key in used or key in self.shared:
                cure = "write another letter in the expression"
                raise RunError(f"{key} is a name of the surface and of the algorithm", cure)

    def states(self, sequence: str) -> list[State]:
        """The numbers that are kept for a sequence: w and b, or m.w and m.b, or one eta."""
        if sequence in self.shared:
            return [State(sequence, sequence, "")]
        if sequence == self.table.moves:
            return [State(each, sequence, each) for each in self.parameters]
        return [State(f"{sequence}.{each}", sequence, each) for each in self.parameters]

    def compute(self, rule: Rule) -> None:
        """Find the new value of a rule's sequence."""
        stated = self._stated_matrix(rule.body)
        if stated is not None:
            self.matrices[rule.key] = stated
        elif rule.matrix is None:
            self.new[rule.key] = self._copies(rule.body)
        else:
            self.new[rule.key] = solved(self._matrix(rule.matrix), self._copies(rule.body))

    def _copies(self, term: Term) -> Copies:
        done: dict[Term, Copies] = {}
        for node in postorder(term):
            args = [done[argument] for argument in node.args]
            if node.op is Op.ELEMENT:
                done[node] = self._element(node)
            elif node.op is Op.APPLY and function_key(node) == self.table.loss:
                done[node] = self._loss(node, args)
            else:
                done[node] = self._each(node, args)
        return done[term]

    def _each(self, node: Term, args: Sequence[Copies]) -> Copies:
        return tuple(
            make(node.op, *(copies[k] for copies in args), data=node.data)
            for k in range(len(self.parameters))
        )

    def _element(self, node: Term) -> Copies:
        """The new value where it has been computed in this step, else the state's name."""
        key = str(node.data)
        if key in self.matrices and len(self.parameters) == 1:
            return self.matrices[key][0]
        if key in self.matrices:
            raise RunError(f"{key} is a matrix", f"use it in an equation: {key}_t d_t = g_t")
        if self.recurrence.is_new(node):
            return self.new[key]
        found = tuple(name(state.key) for state in self.states(key))
        return found * len(self.parameters) if key in self.shared else found

    def _loss(self, node: Term, args: Sequence[Copies]) -> Copies:
        """The loss (the same for all), or its gradient (one entry each), at a point."""
        surface = self._surface()
        if len(args) != 1:
            raise RunError(f"{self.table.loss} takes the parameters as its one argument")
        order = function_orders(node)[0]
        if order == 0:
            return (surface.at(surface.loss, args[0]),) * len(self.parameters)
        if order == 1:
            return tuple(surface.at(entry, args[0]) for entry in surface.gradient)
        if order == 2 and len(self.parameters) == 1:
            return (surface.at(surface.hessian[0][0], args[0]),)
        cure = "name it in a display, H_t = L''(\\theta_t), and solve H_t d_t = g_t"
        raise RunError(f"a derivative of order {order} is no number for several parameters", cure)

    def _stated_matrix(self, body: Term) -> Matrix | None:
        """What a rule states that is a matrix for several parameters: L'' or r'^2."""
        if _is_derivative(body, self.table.loss, 2):
            return self._at(self._surface().hessian, body.args[0])
        squared = body.op is Op.POW and body.args[1] is TWO
        if squared and _is_derivative(body.args[0], self.table.residual, 1):
            return self._at(self._surface().gram, body.args[0].args[0])
        return None

    def _at(self, matrix: Matrix, point: Term) -> Matrix:
        copies = self._copies(point)
        return tuple(tuple(self._surface().at(e, copies) for e in row) for row in matrix)

    def _matrix(self, element: Term) -> Matrix:
        """What stands before the unknown of a linear equation; for one parameter a number."""
        key = str(element.data)
        if key not in self.matrices and len(self.parameters) > 1:
            raise RunError(f"{key} is no matrix", f"define it: {key}_t = L''(\\theta_t)")
        return self.matrices.get(key) or (self._element(element),)

    def _surface(self) -> Surface:
        if self.surface is None:
            raise RunError("the algorithm moves on a surface", "say which: --on TOPIC/NAME")
        return self.surface


def _is_derivative(term: Term, function: str, order: int) -> bool:
    """Whether a term is a function's derivative of an order, in its one argument."""
    applied = term.op is Op.APPLY and function_key(term) == function
    return applied and function_orders(term) == (order,)
