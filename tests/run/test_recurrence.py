"""From the displays of a page to a recurrence, whatever the way in which the page counts."""

import pytest

from symcalc.read import read_document
from symcalc.run.errors import RunError
from symcalc.run.recurrence import recurrence_of


def recurrence(*displays, wanted=("theta",)):
    page = "\n\n".join(["Let $L$ be a function.", *(f"$$ {each} $$" for each in displays)])
    return recurrence_of(read_document(page), "t", wanted)


def keys(found):
    return [rule.key for rule in found.rules]


def test_rules_come_in_the_order_in_which_they_can_be_computed():
    found = recurrence(
        r"\theta_{t+1} = \theta_t - \hat m_{t+1}", r"\hat m_{t+1} = 2 m_{t+1}", r"m_{t+1} = m_t + 1"
    )
    assert keys(found) == ["m", "hat.m", "theta"]
    assert found.remembered() == ("m", "theta")


@pytest.mark.parametrize(
    ("gradient", "step"),
    [
        (r"g_t = L'(\theta_t)", r"\theta_{t+1} = \theta_t - g_t"),
        (r"g_t = L'(\theta_{t-1})", r"\theta_t = \theta_{t-1} - g_t"),
        (r"g_{t+1} = L'(\theta_t)", r"\theta_{t+1} = \theta_t - g_{t+1}"),
    ],
)
def test_a_page_may_count_from_zero_or_from_one(gradient, step):
    found = recurrence(gradient, step)
    assert keys(found) == ["g", "theta"]
    assert found.remembered() == ("theta",)


def test_what_the_page_defines_is_put_in():
    (rule,) = recurrence("h = 3", r"\theta_{t+1} = \theta_t - h").rules
    assert "neg(3)" in repr(rule.body)


def test_displays_that_nothing_rests_on_are_passed_over():
    assert keys(recurrence(r"\theta_{t+1} = 2 \theta_t", "s_{t+1} = s_t + 1")) == ["theta"]


@pytest.mark.parametrize(
    ("displays", "said"),
    [
        ([r"m_{t+1} = m_t"], "no display computes theta"),
        ([r"\theta_{t+1} = \theta_t", r"\theta_{t+1} = 2 \theta_t"], "in different ways"),
        ([r"\theta_{t+1} = m_{t+1}", r"m_{t+1} = \theta_{t+1}"], "defined by each other"),
        ([r"\theta_{t+1} = \theta_{t-1}"], "2 steps away"),
        ([r"\theta_{t+1} = \theta_t - m_t"], "no display computes m"),
    ],
)
def test_what_is_no_recurrence_is_refused(displays, said):
    with pytest.raises(RunError, match=said):
        recurrence(*displays)
