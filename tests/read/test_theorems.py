"""Where pages state theorems and prove them, and which last line belongs to which statement."""

from __future__ import annotations

import pytest

from symcalc.core.term import pretty
from symcalc.read import read_document
from symcalc.read.theorems import theorems

THEOREM = "Let $a > 0$. Then\n\n$$\n\\mathrm{E}(X) = a + 1\n$$\n"
PROOF = """Integrating, we have

$$
\\begin{aligned}
\\mathrm{E}(X) &= a + 2 - 1 \\\\
&= 1 + a
\\end{aligned}
$$
"""


def stated(page: str) -> list[tuple[str, str]]:
    """The last lines of proofs, each with what its theorem states."""
    found = read_document(page).statements
    return [(s.right_text, pretty(s.stated.value)) for s in found if s.stated is not None]


@pytest.mark.parametrize(
    ("theorem", "proof"),
    [
        ("**Theorem:**", "**Proof:**"),
        ("**Theorem 2.1** (mean).", "*Proof.*"),
        ("### Proposition 3", "#### Proof"),
        ("\\begin{lemma}[Mean]", "\\end{lemma}\n\\begin{proof}"),
        (":::{prf:theorem} The mean", ":::\n:::{prf:proof}"),
        ("> **Corollary.**", "_Proof of the corollary._"),
        ("Theorem 4.", "Proof:"),
    ],
)
def test_theorems_and_proofs_are_known_by_their_marks(theorem: str, proof: str) -> None:
    assert stated(f"{theorem} {THEOREM}\n{proof} {PROOF}") == [("1 + a", "add(a, 1)")]


@pytest.mark.parametrize(
    "between",
    [
        "## Another subject\n",
        "**Example.** With other numbers:\n",
        "\\section{Another subject}\n",
        "**Theorem 2.** Nothing is stated here.\n\n",
    ],
)
def test_what_stands_between_ends_a_theorem(between: str) -> None:
    assert stated(f"**Theorem:** {THEOREM}\n{between}\n**Proof:** {PROOF}") == []


def test_every_proof_of_a_theorem_is_held_against_it() -> None:
    page = f"**Theorem:** {THEOREM}\n**Proof:** {PROOF}\n**Proof:** {PROOF}"
    assert len(list(theorems(page))) == 2
    assert len(stated(page)) == 2


@pytest.mark.parametrize(
    "page",
    [
        f"**Theorem:** {THEOREM}\n**Proof:** There are two cases. {PROOF}",
        f"**Theorem:** {THEOREM}\n**Proof:** By induction. {PROOF}",
        f"**Theorem:** {THEOREM}\n**Proof:** If $a$ were small, then\n{PROOF}",
        f"**Theorem:** {THEOREM}\n**Proof:** For $a = 0$ we have\n{PROOF.partition('have')[2]}",
        f"**Theorem:** {THEOREM}\n$$\n\\mathrm{{E}}(X) = a\n$$\n\n**Proof:** {PROOF}",
        f"**Theorem:** {THEOREM}\n**Proof:** {PROOF.replace('E}', 'Var}')}",
        f"**Remark:** {THEOREM}\n**Proof:** {PROOF}",
    ],
)
def test_what_may_be_about_something_else_is_not_compared(page: str) -> None:
    assert stated(page) == []


def test_names_that_were_given_another_meaning_are_not_compared() -> None:
    between = "Let $a = 3$.\n\n$$\na = 4\n$$\n\nWith it\n"
    page = f"**Theorem:** {THEOREM}\n**Proof:** {between} {PROOF}"
    assert stated(page) == []
