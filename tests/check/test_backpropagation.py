"""Backpropagation as notes write it: kinds from use, gradients in what is defined in between."""

from __future__ import annotations

import pytest

from symcalc.check.judge import judge
from symcalc.core.verdict import Finding, Verdict
from symcalc.read import read_document

ACCEPTED = (Verdict.PROVED, Verdict.CONDITIONAL, Verdict.SUPPORTED)

NETWORK = r"""For an input $x \in \mathbb{R}^d$ the network computes

$$
\begin{aligned}
z &= W_1 x + b_1 \\
h &= \tanh(z) \\
\hat y &= w_2^\top h + b_2 \\
L &= \frac12 (\hat y - y)^2
\end{aligned}
$$

The gradients are

"""

NEURON = r"""Let $\sigma$ be the logistic function, $z = w^\top x + b$ and $p = \sigma(z)$. The loss
is $L = -y \log p - (1 - y) \log(1 - p)$. Then

"""


def last(lead: str, display: str) -> Finding:
    return judge(read_document(f"{lead}$$\n{display}\n$$\n").statements[-1])


@pytest.mark.parametrize(
    ("lead", "display"),
    [
        (NETWORK, r"\frac{\partial L}{\partial \hat y} = \hat y - y"),
        (NETWORK, r"\frac{\partial L}{\partial w_2} = (\hat y - y) h"),
        (NETWORK, r"\frac{\partial L}{\partial h} = (\hat y - y) w_2"),
        (NETWORK, r"\frac{\partial L}{\partial z} = (\hat y - y) w_2 \odot (1 - h \odot h)"),
        (NETWORK, r"\frac{\partial L}{\partial W_1} = \frac{\partial L}{\partial z} x^\top"),
        (NEURON, r"\frac{\partial L}{\partial p} = -\frac{y}{p} + \frac{1-y}{1-p}"),
        (NEURON, r"\frac{dp}{dz} = p (1 - p)"),
        (NEURON, r"\frac{\partial L}{\partial w} = (p - y) x"),
        (NEURON, r"\frac{\partial L}{\partial b} = p - y"),
    ],
)
def test_right_gradients_are_accepted(lead: str, display: str) -> None:
    finding = last(lead, display)
    assert finding.verdict in ACCEPTED, finding.message


@pytest.mark.parametrize(
    ("lead", "display"),
    [
        (NETWORK, r"\frac{\partial L}{\partial w_2} = (y - \hat y) h"),
        (NETWORK, r"\frac{\partial L}{\partial h} = (\hat y - y) h"),
        (NETWORK, r"\frac{\partial L}{\partial z} = (\hat y - y) w_2 \odot (1 + h \odot h)"),
        (NETWORK, r"\nabla_{W_1} L = 2 \frac{\partial L}{\partial z} x^\top"),
    ],
)
def test_wrong_ones_fail_for_numbers_too_and_are_refuted(lead: str, display: str) -> None:
    """Which of the names are vectors is only inferred, but does not matter where sizes are one."""
    assert last(lead, display).verdict is Verdict.REFUTED


@pytest.mark.parametrize(
    ("lead", "display"),
    [
        # right for numbers: only the inferred kinds speak against it
        (NETWORK, r"\frac{\partial L}{\partial W_1} = x \frac{\partial L}{\partial z}^\top"),
        (NEURON, r"\frac{\partial L}{\partial w} = (y - p) x"),  # L is only spoken of
    ],
)
def test_what_hangs_on_a_guess_is_left_open(lead: str, display: str) -> None:
    assert last(lead, display).verdict is Verdict.UNDECIDED
