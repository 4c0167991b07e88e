"""Algorithms and surfaces, found in the catalogue or made from an expression."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import lru_cache

from symcalc import catalogue
from symcalc.api.deriving import derive
from symcalc.catalogue import BadEntryError, Entry, Goal
from symcalc.check.judge import compare
from symcalc.core.derivation import Outcome
from symcalc.core.term import (
    TWO,
    Op,
    Term,
    div,
    function_orders,
    mul,
    name,
    postorder,
    power,
    substitute,
)
from symcalc.core.verdict import BAD, Verdict
from symcalc.mean.differentiate import resolve
from symcalc.read import read_document
from symcalc.run.errors import RunError
from symcalc.run.recurrence import Recurrence, recurrence_of
from symcalc.run.surface import Matrix, Surface, numbers_of, over_data
from symcalc.run.table import RunTable, SurfaceTable, run_table, surface_table


@dataclass(frozen=True)
class Algorithm:
    """An entry of the catalogue that runs: its table, and the recurrence its displays state."""

    entry: Entry
    table: RunTable
    recurrence: Recurrence

    @property
    def needs_hessian(self) -> bool:
        """Whether a rule uses second derivatives of the loss."""
        parts = [part for rule in self.recurrence.rules for part in rule.parts]
        return any(n.op is Op.APPLY and 2 in function_orders(n) for n in postorder(*parts))


@dataclass(frozen=True)
class Ground:
    """A surface with what its entry says of it: where to start, the data, what to plot.

    ``example`` is the surface of one example, in the names of the data; it is the surface
    itself where there are none.
    """

    surface: Surface
    example: Surface
    table: SurfaceTable = field(default_factory=SurfaceTable)


# ---------------------------------------------------------------------------- algorithms


def algorithm(name: str) -> Algorithm:
    """The algorithm of a name (``optimiser/adam``) or of a short name (``adam``).

    Raises RunError where there is none, or where its page does not state one.
    """
    entry, table = _entry_and_table(name)
    document = read_document(entry.text, entry.name)
    wanted = [key for key in (table.moves, *table.state, *table.shared) if key]
    return Algorithm(entry, table, recurrence_of(document, table.index, wanted))


def runnable() -> Iterator[tuple[Entry, RunTable]]:
    """The entries that run, with their tables."""
    for entry in catalogue.entries():
        table = run_table(_block(entry), entry.name)
        if table is not None:
            yield entry, table


def _entry_and_table(name: str) -> tuple[Entry, RunTable]:
    """The one entry that is called so, in full, by its short name, or without its topic."""
    known = list(runnable())
    for entry, table in known:
        if name in (entry.name, table.short):
            return entry, table
    found = [pair for pair in known if pair[0].name.endswith(f"/{name}")]
    if len(found) == 1:
        return found[0]
    if name in catalogue.names():
        raise RunError(f"{name} does not run", f"these do: {_listed(known)}")
    raise RunError(f"no algorithm is called {name}", f"there are {_listed(known)}")


def _listed(known: list[tuple[Entry, RunTable]]) -> str:
    return ", ".join(entry.name for entry, _ in known)


def _block(entry: Entry) -> dict[str, object]:
    try:
        return catalogue.block(entry.text, entry.name)
    except BadEntryError as error:
        raise RunError(str(error)) from None


# ------------------------------------------------------------------------------ surfaces


def ground(
    on: str,
    *,
    wrt: str | None = None,
    let: Iterable[str] = (),
    hessian: bool = False,
    residual: bool = False,
) -> Ground:
    """The surface of an entry (its expression is the loss) or of an expression.

    The derivatives are derived as ``symcalc derive`` does it, and checked.  Raises RunError
    where they are not right or something has no value, InputError for what cannot be read.
    """
    if on not in catalogue.names():
        goal, table, title = Goal("gradient", on, let=tuple(let)), SurfaceTable(), on
    else:
        entry = catalogue.load(on)
        goal, table, title = _loss_of(entry), surface_table(_block(entry), on), entry.title
        goal = Goal("gradient", goal.expression, goal.wrt, let=(*goal.let, *let))
    asked = wrt or goal.wrt or None
    example = _surface(title, goal, asked, hessian)
    if residual:
        example = replace(example, gram=_gram(table.residual, goal, asked))
    return Ground(_with_data(example, table), example, table)


def _loss_of(entry: Entry) -> Goal:
    if entry.goal is None or ";" in entry.goal.expression:
        raise RunError(f"{entry.name} states no single expression to move on")
    return entry.goal


def _surface(title: str, goal: Goal, wrt: str | tuple[str, ...] | None, hessian: bool) -> Surface:
    """The surface of one expression, its derivatives derived."""
    first = _derived("gradient", goal, wrt)
    second = _derived("hessian", goal, wrt) if hessian else None
    problem = first.problem
    keys = tuple(_key(variable) for variable in problem.variables)
    renamed = dict(zip(problem.variables, map(name, keys), strict=True))

    def settled(term: Term) -> Term:
        return substitute(resolve(term, problem.scope), renamed)

    flat = tuple(map(settled, second.result)) if second else ()
    size = len(keys)
    rows = tuple(flat[k : k + size] for k in range(0, len(flat), size))
    loss = settled(problem.expressions[0])
    return Surface(title, keys, loss, tuple(map(settled, first.result)), rows)


@lru_cache(maxsize=32)  # several algorithms run on one surface
def _derived(operation: str, goal: Goal, wrt: str | tuple[str, ...] | None) -> Outcome:
    derivation = derive(operation, goal.expression, wrt=wrt, let=goal.let, steps=False)
    if derivation.verdict in BAD:
        raise RunError(f"the {operation} is {derivation.verdict}; nothing is run with it")
    return derivation.outcome


def _gram(residual: str, goal: Goal, wrt: str | tuple[str, ...] | None) -> Matrix:
    """The products of the residual's slopes; RunError where the loss is not half its square."""
    if not residual:
        raise RunError("the surface states no residual", "add it to [surface] of its entry")
    slopes = _derived("gradient", replace(goal, expression=residual), wrt)
    loss = _derived("gradient", goal, wrt).problem
    square = div(power(slopes.problem.expressions[0], TWO), TWO)
    if compare(square, loss.expressions[0], loss.scope).verdict is not Verdict.PROVED:
        raise RunError(f"the loss is not known to be half the square of {residual}")
    renamed = {variable: name(_key(variable)) for variable in loss.variables}
    found = [substitute(resolve(term, loss.scope), renamed) for term in slopes.result]
    return tuple(tuple(mul(one, other) for other in found) for one in found)


def _key(variable: Term) -> str:
    """A plain name for a parameter: x, or w_1 for the first element of w."""
    indices = [str(index.data) for index in variable.args]
    return "_".join([str(variable.data), *indices])


def _with_data(surface: Surface, table: SurfaceTable) -> Surface:
    rows = list(numbers_of(table.data)) if table.data else []
    whole = over_data(surface, rows, average=table.total == "mean")
    if whole.unbound():
        names = ", ".join(whole.unbound())
        cure = f"give a value, --let '{whole.unbound()[0]} = 1', or say what varies with --wrt"
        raise RunError(f"the surface has names without a value: {names}", cure)
    return whole
