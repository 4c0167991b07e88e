"""Notes of the catalogue: chosen by topic, checked, and marked."""

import pytest

from symcalc import catalogue
from symcalc.api.noting import chosen, note
from symcalc.core.verdict import Verdict
from symcalc.write.notes.page import Display, Plot


def test_entries_are_chosen_by_topic_by_name_or_all_but_the_mistakes():
    assert [each.name for each in chosen(["loss/logistic"])] == ["loss/logistic"]
    assert all(each.name.startswith("loss/") for each in chosen(["loss"]))
    assert len(chosen(["loss", "loss/logistic"])) == len(chosen(["loss"]))
    mistakes = [name for name in catalogue.names() if name.startswith("mistakes/")]
    assert len(chosen([])) == len(catalogue.names()) - len(mistakes)
    with pytest.raises(KeyError, match="none"):
        chosen(["none"])


def displays(noted):
    return [b for page in noted.notes.pages for b in page.blocks if isinstance(b, Display)]


def test_every_row_that_claims_has_its_mark():
    found = displays(note(chosen(["functions/sigmoid"])))
    marks = [row.mark for display in found for row in display.rows]
    assert marks
    assert set(marks) <= {"✓", ":=", ""}
    assert marks.count("✓") >= len(found)


def test_displays_are_numbered_through_all_pages():
    found = displays(note(chosen(["functions/sigmoid", "calculus/product-rule"])))
    assert [display.number for display in found] == list(range(1, len(found) + 1))


def test_a_wrong_derivation_keeps_its_mark():
    noted = note(chosen(["mistakes/dropped-inner-derivative"]))
    assert Verdict.REFUTED in noted.notes.verdicts


def test_what_runs_has_a_plot_unless_it_is_not_wanted():
    noted = note(chosen(["optimiser/newton"]), stem="notes")
    assert list(noted.plots) == ["notes-optimiser-newton"]
    assert isinstance(noted.notes.pages[0].blocks[-1], Plot)
    assert not note(chosen(["optimiser/newton"])).plots


def test_curves_that_an_entry_asks_for_are_drawn():
    noted = note(chosen(["calculus/taylor"]), stem="notes")
    assert list(noted.plots) == ["notes-calculus-taylor"]
