"""The formats of a derivation, by name."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from symcalc.core.derivation import Outcome
from symcalc.write.json_ import write_json
from symcalc.write.latex import write_latex
from symcalc.write.markdown import write_markdown
from symcalc.write.notes.derived import write_html
from symcalc.write.python import write_python
from symcalc.write.text import write_text

#: Format -> what writes it.
DERIVATION_FORMATS: Final[dict[str, Callable[[Outcome], str]]] = {
    "text": write_text,
    "latex": write_latex,
    "markdown": write_markdown,
    "html": write_html,
    "json": write_json,
    "python": write_python,
}
