"""An inline formula with the words around it, and in which sense they are said."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from symcalc.core.span import Span
from symcalc.read.lexer import Token

#: What introduces a name anew, so that what was said of it before does not matter.
_ANEW: Final = re.compile(r"\b(?:let|consider|given|any|arbitrary|general)\s*$", re.IGNORECASE)
#: A sentence about a case says nothing of the name elsewhere.
_HYPOTHESIS: Final = re.compile(
    r"\b(?:if|when|whenever|unless|once|while|until|suppose|assum\w*|whether)\b[^.]{0,80}$",
    re.IGNORECASE,
)
_SUPPOSED: Final = re.compile(r"\b(?:suppose|assum\w*)\b[^.]{0,80}$", re.IGNORECASE)
#: What is so from here on only.
_FROM_HERE: Final = re.compile(
    r"\b(?:let|now|from (?:now|here) on|henceforth|consider)\b[^.]{0,80}$", re.IGNORECASE
)
#: "We do not assume that $A$ is symmetric" says nothing of $A$; "in Section 3" is elsewhere.
_DENIES: Final = re.compile(
    r"(?:\b(?:not|cannot|never|no longer|nothing|nobody|without(?! loss)|wrong|false|lift\w*"
    r"|drop\w*|confuse|beginners?|perhaps|case where|later"
    r"|in (?:the (?:next|previous|last|following) |an(?:other)? )?"
    r"(?:section|chapter|appendix|example|exercise|part|lecture|week))\b|n't\b)[^.;:,$]{0,70}$"
    r"|\bin (?:section|chapter|appendix|example|exercise|part)\b[^;:$]{0,30}$",
    re.IGNORECASE,
)
_TAKES_BACK: Final = re.compile(
    r"[^.$]{0,60}\b(?:if and only if|or not|but not|is no longer|treated later)\b"
    r"|\s*(?:is|are|need|does|do|may|might|can)\s*(?:n't|not)\b",
    re.IGNORECASE,
)
#: What ends a property: "A is no longer symmetric", "A need not be symmetric".
_LIFTS: Final = re.compile(
    r"\b(?:no longer|need not|lift\w*|drop\w*|not assum\w*)\b[^.;:,$]{0,70}$", re.IGNORECASE
)
_NEGATION: Final = re.compile(
    r"^(\s*)(?:(?:is|are)\s+(?:no longer|not necessarily|not)|need(?:s|ed)? not be"
    r"|(?:do|does) not have to be|isn't|may not be)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Inline:
    """An inline formula with the running text on both sides of it, links undone."""

    tokens: list[Token]
    span: Span
    before: str
    after: str

    @property
    def in_case(self) -> bool:
        """Whether what is said holds in a case only, or for a while."""
        return _HYPOTHESIS.search(self.before) is not None

    @property
    def is_supposed(self) -> bool:
        """Whether what is said is supposed, for a while."""
        return _SUPPOSED.search(self.before) is not None

    @property
    def is_anew(self) -> bool:
        """Whether the names are introduced anew."""
        return _ANEW.search(self.before) is not None

    @property
    def is_from_here(self) -> bool:
        """Whether what is said holds from here on, and says nothing of what stands above."""
        return _FROM_HERE.search(self.before) is not None

    @property
    def is_denied(self) -> bool:
        """Whether what is said is denied, or said of another place."""
        return bool(_DENIES.search(self.before) or _TAKES_BACK.match(self.after))

    @property
    def is_lifted(self) -> bool:
        """Whether what was said before ends here."""
        lifted = _LIFTS.search(self.before) or _NEGATION.match(self.after)
        return lifted is not None

    @property
    def affirmed(self) -> str:
        """What follows the formula, without the negation that it may begin with."""
        return _NEGATION.sub(r"\1is", self.after)
