"""What statistics of data usually mean: a bar is a mean, s_x^2 a variance, s_xy a covariance.

Pages say so in words, or leave it to the reader.  That it is meant is a condition of
whatever is proved with it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from symcalc.core.term import (
    ONE,
    Op,
    Term,
    element,
    free_names,
    mul,
    name,
    number,
    postorder,
    power,
    relation,
    sub,
    summation,
)
from symcalc.mean.names import plain_name
from symcalc.mean.plain import plain

_BAR: Final = "bar."
_VARIANCE: Final = re.compile(r"s_(?P<data>[A-Za-z])")
_COVARIANCE: Final = re.compile(r"s_(?P<one>[A-Za-z])(?P<other>[A-Za-z])")


@dataclass(frozen=True)
class Usual:
    """An equation that gives a statistic its usual meaning, and what is assumed by it in words."""

    equation: Term
    condition: str


def usual_meanings(*terms: Term) -> Iterator[Usual]:
    """The usual meanings of the statistics in terms, of data that are summed over in them."""
    lengths = _lengths(*terms)
    free = sorted(frozenset[str]().union(*map(free_names, terms)))
    for key in free:
        base = key.removeprefix(_BAR)
        if base != key and base in lengths:
            yield _mean(base, lengths[base])
    for key in free:
        variance, covariance = _VARIANCE.fullmatch(key), _COVARIANCE.fullmatch(key)
        if variance and variance["data"] in lengths:
            data = variance["data"]
            square = power(name(key), number(2))
            yield _moment(square, data, data, lengths[data], "variance")
        if covariance and covariance["one"] in lengths:
            one, other = covariance["one"], covariance["other"]
            yield _moment(name(key), one, other, lengths[one], "covariance")


def normalisations(*terms: Term) -> Iterator[Usual]:
    """That what is summed over in terms adds up to 1, as probabilities and labels do."""
    found: dict[Term, None] = {}
    for node in postorder(*terms):
        if node.op is Op.SUM:
            elements = [part for part in postorder(node.args[0]) if part.args == (node.args[1],)]
            sums = (summation(part, *node.args[1:]) for part in elements if part.op is Op.ELEMENT)
            found.update(dict.fromkeys(sums))
    for total in found:
        equation = relation("=", total, ONE)
        yield Usual(equation, plain(equation))


def _lengths(*terms: Term) -> dict[str, Term]:
    """How far the elements of each sequence are summed, from 1 on."""
    found: dict[str, Term] = {}
    for node in postorder(*terms):
        if node.op is Op.SUM and node.args[2] is ONE:
            for part in postorder(node.args[0]):
                if part.op is Op.ELEMENT and part.args == (node.args[1],):
                    found.setdefault(str(part.data), node.args[3])
    return found


def _mean(data: str, length: Term) -> Usual:
    index = name("i")
    total = summation(element(data, index), index, ONE, length)
    equation = relation("=", total, mul(length, name(_BAR + data)))
    return Usual(equation, f"{plain_name(_BAR + data)} is the mean of its data")


def _moment(statistic: Term, one: str, other: str, length: Term, what: str) -> Usual:
    """The second moment about the means, divided by n - 1."""
    index = name("i")
    deviations = [sub(element(key, index), name(_BAR + key)) for key in (one, other)]
    total = summation(mul(*deviations), index, ONE, length)
    divisor = sub(length, ONE)
    data = plain_name(one) if one == other else f"{plain_name(one)} and {plain_name(other)}"
    said = f"{plain(statistic)} is the {what} of {data}, with the divisor {plain(divisor)}"
    return Usual(relation("=", mul(divisor, statistic), total), said)
