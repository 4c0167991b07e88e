"""The functions that NumPy lacks, in float64 over arrays, from NumPy and math alone.

Each function stands on its own (it needs ``np`` and ``math`` only), because
:mod:`symcalc.mean.compile` copies its source into the code that it writes.  Where there is
no real value the result is nan.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np


def gamma(x: Any) -> Any:
    """The gamma function; nan at its poles 0, -1, -2, …"""

    def one(t: float) -> float:
        try:
            return math.gamma(t)
        except (ValueError, OverflowError):
            return math.nan

    return np.vectorize(one, otypes=[float])(x)


def loggamma(x: Any) -> Any:
    """The logarithm of the gamma function for x > 0, else nan."""

    def one(t: float) -> float:
        return math.lgamma(t) if t > 0 else math.nan

    return np.vectorize(one, otypes=[float])(x)


def erf(x: Any) -> Any:
    """The error function."""
    return np.vectorize(math.erf, otypes=[float])(x)


def erfc(x: Any) -> Any:
    """The complementary error function."""
    return np.vectorize(math.erfc, otypes=[float])(x)


def polygamma(k: Any, x: Any) -> Any:
    """The k-th derivative of digamma, by recurrence to x >= 15 and then DLMF 5.15.8, 5.11.2."""
    bernoulli = (1 / 6, -1 / 30, 1 / 42, -1 / 30, 5 / 66, -691 / 2730, 7 / 6, -3617 / 510)

    def one(order: float, t: float) -> float:
        n = int(order)
        if n != order or n < 0 or not math.isfinite(t) or t < -1e4 or (t <= 0 and t == int(t)):
            return math.nan
        sign = -1.0 if n % 2 == 0 else 1.0
        total = 0.0
        while t < 15.0 + n:
            total += sign * math.factorial(n) / t ** (n + 1)
            t += 1.0
        head = -math.log(t) if n == 0 else math.factorial(n - 1) / t**n
        tail = head + math.factorial(n) / (2.0 * t ** (n + 1))
        for j, number in enumerate(bernoulli, start=1):
            scale = math.factorial(2 * j + n - 1) / math.factorial(2 * j)
            tail += number * scale / t ** (2 * j + n)
        return total + sign * tail

    return np.vectorize(one, otypes=[float])(k, x)


def digamma(x: Any) -> Any:
    """The logarithmic derivative of gamma, by recurrence to x >= 15 and then DLMF 5.11.2."""
    bernoulli = (1 / 6, -1 / 30, 1 / 42, -1 / 30, 5 / 66, -691 / 2730, 7 / 6, -3617 / 510)

    def one(t: float) -> float:
        if not math.isfinite(t) or t < -1e4 or (t <= 0 and t == int(t)):
            return math.nan
        total = 0.0
        while t < 15.0:
            total -= 1.0 / t
            t += 1.0
        total += math.log(t) - 0.5 / t
        for j, number in enumerate(bernoulli, start=1):
            total -= number / (2 * j * t ** (2 * j))
        return total

    return np.vectorize(one, otypes=[float])(x)


def beta(a: Any, b: Any) -> Any:
    """The beta function for positive arguments, else nan."""

    def one(s: float, t: float) -> float:
        if not (s > 0 and t > 0):
            return math.nan
        return math.exp(math.lgamma(s) + math.lgamma(t) - math.lgamma(s + t))

    return np.vectorize(one, otypes=[float])(a, b)


def binomial(n: Any, k: Any) -> Any:
    """The binomial coefficient: a product for whole k, else by the gamma function."""

    def one(s: float, t: float) -> float:
        if t == int(t) and abs(t) < 1e4:
            steps = range(1, int(t) + 1)
            return math.prod(((s - t + j) / j for j in steps), start=float(t >= 0))
        try:
            return math.gamma(s + 1) / (math.gamma(t + 1) * math.gamma(s - t + 1))
        except (ValueError, OverflowError):
            return math.nan

    return np.vectorize(one, otypes=[float])(n, k)


def root(x: Any, n: Any) -> Any:
    """The real n-th root: of every x for odd n, else of x >= 0 (nan below)."""
    size = np.abs(x) ** (1.0 / n)
    odd = np.mod(n, 2.0) == 1.0
    return np.where(np.less(x, 0.0), np.where(odd, -size, np.nan), size)
