"""What ``--show-reading`` and ``--summary`` tell of a page: how it was read, what prevented it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Final

from symcalc.core.kind import FUNCTION, REAL, Declaration, Definition
from symcalc.core.problem import Document, Statement, Trouble
from symcalc.core.reading import LineReading, NameReading, Obstacle, PageReading
from symcalc.core.term import Term, functions_in
from symcalc.mean.latex import latex, latex_name
from symcalc.mean.layout import TextTooLongError
from symcalc.mean.outline import outline
from symcalc.read import ReadError

#: Relations that are no terms, as they are written.
_SIGNS: Final = {
    "=": "=", ":=": ":=", "!=": r"\ne", "<": "<", ">": ">", "<=": r"\le", ">=": r"\ge",
    "~": r"\approx", "propto": r"\propto", "to": r"\to", "sim": r"\sim", "in": r"\in",
    "assign": r"\leftarrow", "mapsto": r"\mapsto", "much less": r"\ll", "much greater": r"\gg",
    "perp": r"\perp", "subset": r"\subset", "not in": r"\notin", "cong": r"\cong",
}  # fmt: skip
_LET: Final = re.compile(r"--let '([^']+)'")
#: So many constructs are tried: each costs another reading of the page.
MOST_TRIED: Final = 10


def page_reading(document: Document) -> PageReading:
    """How every name and every line of a page was understood."""
    return PageReading(
        names=tuple(_names(document)),
        assumptions=tuple(_shown(relation) for relation in document.scope.assumptions),
        lines=tuple(map(_line, document.statements)),
    )


def _shown(term: Term) -> str:
    try:
        return latex(term)
    except TextTooLongError:
        return r"\ldots"


# ------------------------------------------------------------------------------- names


def _names(document: Document) -> Iterator[NameReading]:
    """The declared names in their order, then those that only their use or definition shows."""
    definitions = document.scope.definitions
    names = {item.key: item for item in document.declarations}
    for key in definitions:
        names.setdefault(key, Declaration(key, REAL, "display"))
    names |= _functions(document, names)
    for key, item in names.items():
        defined = definitions.get(key)
        meaning = "" if defined is None else _meaning(defined)
        source = "display" if item.source == "use" and meaning else item.source
        span = item.span
        if span is None and defined is not None and source in ("display", "prose"):
            span = defined.span
        yield NameReading(latex_name(key), str(item.kind), meaning, source, span)


def _functions(document: Document, declared: dict[str, Declaration]) -> dict[str, Declaration]:
    """The functions that are applied on the page and declared nowhere."""
    found: dict[str, Declaration] = {}
    for statement in document.statements:
        for side in (statement.left, statement.right):
            for key in sorted(functions_in(side)) if side is not None else ():
                if key not in declared:
                    found.setdefault(key, Declaration(key, FUNCTION, "use", statement.span))
    return found


def _meaning(definition: Definition) -> str:
    head = latex_name(definition.key.partition("[")[0])
    parameters = ", ".join(map(latex_name, definition.parameters))
    if definition.key.endswith("]"):
        head += f"_{{{parameters}}}"
    elif parameters:
        head += f"({parameters})"
    return f"{head} = {_shown(definition.body)}"


# ------------------------------------------------------------------------------- lines


def _line(statement: Statement) -> LineReading:
    place = statement.span, statement.display, statement.row, statement.role.value
    left, right, trouble = statement.left, statement.right, statement.trouble
    if trouble is not None or left is None or right is None:
        why = f"{trouble.code} {trouble.message}" if trouble else "not judged: no relation is read"
        return LineReading(*place, trouble=why)
    tree = "\n".join([statement.relation, _indented(outline(left)), _indented(outline(right))])
    return LineReading(*place, _equation(left, statement.relation, right), tree)


def _equation(left: Term, relation: str, right: Term) -> str:
    return f"{_shown(left)} {_SIGNS.get(relation, relation)} {_shown(right)}"


def _indented(text: str) -> str:
    return "\n".join(f"  {line}" for line in text.split("\n"))


# --------------------------------------------------------------------------- obstacles


def obstacles(document: Document, read: Callable[[str], Document]) -> tuple[Obstacle, ...]:
    """The constructs that kept lines from being read, the costliest first.

    ``read`` reads the page again with one more declaration: where the cure of a construct is
    one, it is tried, and the lines that it unlocks are counted.
    """
    troubles = _troubles(document)
    counts = Counter((trouble.code, trouble.construct) for trouble in troubles)
    first = {(t.code, t.construct): t for t in reversed(troubles)}
    found: list[Obstacle] = []
    for (code, construct), lines in counts.most_common():
        trouble = first[code, construct]
        said = _LET.search(trouble.cure)
        declaration = said[1] if said and len(found) < MOST_TRIED else ""
        found.append(
            Obstacle(
                code=code,
                construct=construct,
                message=trouble.message,
                cure=trouble.cure,
                line=trouble.span.line,
                lines=lines,
                declaration=declaration,
                unlocks=_unlocked(len(troubles), declaration, read),
            )
        )
    return tuple(found)


def _troubles(document: Document) -> list[Trouble]:
    return [s.trouble for s in document.statements if s.trouble is not None]


def _unlocked(unread: int, declaration: str, read: Callable[[str], Document]) -> int:
    if not declaration:
        return 0
    try:
        return max(0, unread - len(_troubles(read(declaration))))
    except ReadError:
        return 0
