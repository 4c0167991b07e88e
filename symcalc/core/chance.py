"""What a page says of chance: which letters are means and probabilities, and what is random."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from symcalc.core.term import Op, Term, function_key, function_orders, postorder

#: Between a functional and the distribution of its variables in a key.
FOLLOWS: Final = "∼"


class Functional(StrEnum):
    """What is made of random variables or of events."""

    MEAN = "mean"
    VARIANCE = "variance"
    COVARIANCE = "covariance"
    DEVIATION = "standard deviation"
    CORRELATION = "correlation"
    PROBABILITY = "probability"
    ENTROPY = "entropy"
    INFORMATION = "mutual information"


@dataclass(frozen=True)
class Chance:
    """The functionals of a page by their keys, and what the page says of its names.

    ``random`` are the names that it calls random variables (or takes means of), ``constants``
    those that it calls constants; ``values`` are relations such as E(X) = μ that it has stated
    so far; ``vanishing`` says that it speaks of independence or of means of zero, for which
    covariances and means vanish.  ``word`` is a word by which a
    line may hold that fails for arbitrary random variables: a distribution, say.
    """

    functionals: Mapping[str, Functional] = field(default_factory=dict)
    random: tuple[str, ...] = ()
    constants: tuple[str, ...] = ()
    values: tuple[Term, ...] = ()
    vanishing: bool = False
    word: str = ""


@dataclass(frozen=True)
class Application:
    """A functional with its arguments, and what stands behind the bar.

    ``over`` is what stands below the functional: a name that is averaged, a distribution;
    ``variables`` are the variables that it binds.
    """

    kind: Functional
    key: str
    args: tuple[Term, ...]
    given: tuple[Term, ...] = ()
    over: str = ""
    variables: tuple[Term, ...] = ()


def application(node: Term, functionals: Mapping[str, Functional]) -> Application | None:
    """The functional that a node applies, or None for any other node."""
    if node.op is not Op.APPLY or any(function_orders(node)):
        return None
    base, over = _base_and_label(function_key(node))
    kind = functionals.get(base)
    if kind is None:
        return None
    args, given = _split(node.args)
    variables = []
    while len(args) == 1 and args[0].op is Op.MAP:
        variables.append(args[0].args[1])
        args = (args[0].args[0],)
    return Application(kind, function_key(node), args, given, over, tuple(variables))


def _base_and_label(key: str) -> tuple[str, str]:
    head, follows, distribution = key.partition(FOLLOWS)
    if follows:
        return head, follows + distribution
    base, _, label = key.partition("_")
    return base, label


def _split(args: tuple[Term, ...]) -> tuple[tuple[Term, ...], tuple[Term, ...]]:
    """The arguments before and after the bar."""
    if args and args[-1].op is Op.TUPLE and args[-1].data == "given":
        return args[:-1], args[-1].args
    return args, ()


def speaks_of_chance(term: Term, functionals: Mapping[str, Functional]) -> bool:
    """Whether a functional is applied anywhere in a term."""
    return any(application(node, functionals) is not None for node in postorder(term))
