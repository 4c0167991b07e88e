"""The curves of an entry: what they show, and how far the fits are off."""

from __future__ import annotations

import numpy as np
import pytest

from symcalc import catalogue
from symcalc.api.curves import curves_of
from symcalc.catalogue import BadEntryError, parse

PAGE = "# Curves\n\n```symcalc\nlet = []\n\n[curves]\n{}\n```\n"


def test_the_quotient_is_closer_to_the_exponential_than_the_parabola():
    curves = curves_of(catalogue.load("calculus/pade-approximant"))
    assert curves is not None
    assert curves.function == pytest.approx(np.exp(curves.places))
    parabola, quotient = (
        np.abs(fit - curves.function)[np.abs(curves.places) < 0.5].max()
        for fit in curves.fits.values()
    )
    assert quotient < 0.8 * parabola


def test_more_sines_fit_the_sawtooth_better_on_average():
    curves = curves_of(catalogue.load("calculus/fourier-series"))
    assert curves is not None
    errors = [float(np.mean((fit - curves.function) ** 2)) for fit in curves.fits.values()]
    assert errors == sorted(errors, reverse=True)
    assert errors[0] > 5 * errors[-1]


def test_an_entry_need_not_have_curves():
    assert curves_of(catalogue.load("loss/logistic")) is None


@pytest.mark.parametrize("rows", ["variable = 'x'", "window = 3", "fits = 'x'"])
def test_a_malformed_table_says_what_it_should_have(rows: str):
    with pytest.raises(BadEntryError, match="window = "):
        curves_of(parse(PAGE.format(rows), "topic/name"))
