"""Why an evaluation in the prime field may come to nothing."""

from __future__ import annotations


class UnusableError(ValueError):
    """Terms of this shape cannot be evaluated here; nothing is said about them."""


class InfeasibleError(ValueError):
    """The random signs contradict what is known of the domain: the evaluation is void."""
