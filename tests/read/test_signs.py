r"""``\pm`` and ``\mp``: one line, two claims."""

from __future__ import annotations

from symcalc.check.judge import judge
from symcalc.core import term as t
from symcalc.core.problem import Role
from symcalc.core.verdict import Verdict
from symcalc.read import read_document


def verdicts(page: str) -> list[Verdict]:
    return [judge(statement).verdict for statement in read_document(page, "page.md").statements]


def test_upper_signs_go_with_upper_and_lower_with_lower() -> None:
    assert verdicts(r"$$\cos(a \pm b) = \cos a \cos b \mp \sin a \sin b$$") == [Verdict.PROVED] * 2
    wrong = verdicts(r"$$\cos(a \pm b) = \cos a \cos b \pm \sin a \sin b$$")
    assert wrong == [Verdict.REFUTED] * 2


def test_a_double_sign_may_stand_in_front() -> None:
    assert verdicts(r"$$(\pm 3)^3 = \pm 27$$") == [Verdict.PROVED] * 2


def test_two_values_of_one_name_are_two_conditions_and_no_definition() -> None:
    document = read_document("$$x = 1 \\pm \\sqrt{2}$$\n\n$$x^2 = 3$$", "page.md")
    upper, lower, after = document.statements
    assert [upper.role, lower.role] == [Role.EQUATION] * 2
    assert upper.right is t.add(t.ONE, t.call("sqrt", t.TWO))
    assert lower.right is t.sub(t.ONE, t.call("sqrt", t.TWO))
    assert "x" not in after.scope.definitions
    assert after.scope.assumptions == ()


def test_what_follows_in_the_chain_is_claimed_of_each_sign() -> None:
    assert verdicts(r"$$x = 1 \pm \sqrt{1 + 3} = 1 \pm 2$$").count(Verdict.PROVED) == 2
    assert Verdict.REFUTED in verdicts(r"$$x = 1 \pm \sqrt{1 + 3} = 1 \pm 3$$")


def test_a_sign_on_one_side_says_one_of_two_and_is_not_refuted() -> None:
    assert verdicts(r"$$\sqrt{9} = \pm 3$$") == [Verdict.PROVED, Verdict.UNDECIDED]
    assert Verdict.REFUTED not in verdicts(r"$$\sqrt{x^2} = \pm x$$")
