"""Curves that an entry asks to see: a function, its fits, and how far they are off.

An entry has them in a table ``curves`` of its block::

    [curves]
    variable = 'x'
    window = [-1.5, 1.5]
    function = 'e^x'
    fits = { 'Padé' = '\\frac{2 + x}{2 - x}' }
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import numpy.typing as npt

from symcalc.catalogue import BadEntryError, Entry, block
from symcalc.mean.compile import compile_numpy
from symcalc.mean.differentiate import resolve
from symcalc.plot import plot_fits
from symcalc.request import problem_of

if TYPE_CHECKING:
    from matplotlib.figure import Figure

Column = npt.NDArray[np.float64]

#: An even number leaves out the middle, where fits often are exact and have no logarithm.
_POINTS: Final = 400


@dataclass(frozen=True)
class Curves:
    """The values of a function and of its fits, each by its name, along one variable."""

    title: str
    variable: str
    places: Column
    function: Column
    fits: dict[str, Column]

    def figure(self) -> Figure:
        """The curves, and beside them the size of each error; PlotError without matplotlib."""
        return plot_fits(self.title, (self.variable, self.places), self.function, self.fits)


def curves_of(entry: Entry) -> Curves | None:
    """The curves of an entry, None where it asks for none.

    Raises BadEntryError for a malformed table, InputError for what cannot be read in it and
    NoMeaning for what has no values.
    """
    rows = block(entry.text, entry.name)
    table, lets = rows.get("curves"), rows.get("let", [])
    if table is None:
        return None
    try:
        variable, (low, high) = table["variable"], table["window"]
        function, fits = table["function"], table["fits"].items()
    except (KeyError, TypeError, ValueError, AttributeError):
        wanted = "variable, window = [low, high], function and fits = { name = formula }"
        raise BadEntryError(f"{entry.name}: the table curves has the rows {wanted}") from None
    places = np.linspace(low, high, _POINTS)

    def values(formula: str) -> Column:
        return _along(formula, variable, places, lets)

    fitted = {str(name): values(formula) for name, formula in fits}
    return Curves(entry.title, variable, places, values(function), fitted)


def _along(formula: str, variable: str, places: Column, lets: list[str]) -> Column:
    """The values of a formula along its variable."""
    problem = problem_of("derivative", formula, wrt=variable, let=lets)
    (key,) = [str(each.data) for each in problem.variables]
    term = resolve(problem.expressions[0], problem.scope)
    found: Any = compile_numpy(term, [key]).function(places)
    return np.broadcast_to(np.asarray(found, dtype=float), places.shape)
