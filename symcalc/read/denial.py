"""Where a page itself says that a line is false: the end of a proof by contradiction.

"Then 1 = 0, which is absurd" is right, though the line is not.  Whoever refutes it has not
understood the page.
"""

from __future__ import annotations

import re
from typing import Final

#: Words before a display that put it in a world which the author does not believe in.
_BEFORE: Final = re.compile(
    r"\b(?:contradict\w*|absurd\w*|impossibl\w*|paradox\w*|fallac\w+|would|were to"
    r"|(?:not|never) (?:generally |necessarily )?(?:true|imply|mean|follow|the case))\b",
    re.IGNORECASE,
)
#: Words behind a display that take it back.
_BEHIND: Final = re.compile(
    r"\b(?:contradict\w*|absurd\w*|impossibl\w*|inconsisten\w+|no (?:real |such )?solutions?"
    r"|never (?:true|holds?|happens?)|can(?:not| not|'t) (?:be|hold|happen|occur)"
    r"|(?:which|this|that) (?:is|are) (?:\w+ly )?(?:false|untrue|not true|nonsense))\b",
    re.IGNORECASE,
)
_SENTENCE: Final = re.compile(r"[.!?](?:\s|$)")


def denying_word(before: str, behind: str) -> str:
    """The word by which the prose around a display says that it does not believe it, if any.

    Of the prose before it counts the last sentence, of the prose behind it the first.
    """
    found = _BEFORE.search(_SENTENCE.split(before.strip())[-1])
    found = found or _BEHIND.search(_SENTENCE.split(behind.strip(), maxsplit=1)[0])
    return found.group() if found else ""
