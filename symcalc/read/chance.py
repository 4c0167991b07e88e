"""What a page says of chance: its means and probabilities, its random variables and constants."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

from symcalc.core import term as t
from symcalc.core.chance import Chance, Functional, application
from symcalc.core.problem import Scope, Statement
from symcalc.core.term import Op, Term
from symcalc.read.context import Context
from symcalc.read.lexer import Token
from symcalc.read.page import Formula, Page
from symcalc.read.phrases import unlinked
from symcalc.read.prose import plain_names

#: Functionals that mean the same on every page.
_ALWAYS: Final = {
    "rm.Var": Functional.VARIANCE,
    "rm.var": Functional.VARIANCE,
    "rm.Cov": Functional.COVARIANCE,
    "rm.cov": Functional.COVARIANCE,
    "rm.Corr": Functional.CORRELATION,
    "rm.corr": Functional.CORRELATION,
    "rm.Pr": Functional.PROBABILITY,
    "bb.E": Functional.MEAN,
}
#: Functionals whose letters mean other things on pages that do not speak of chance.
_WHERE_SPOKEN_OF: Final = {
    "rm.E": Functional.MEAN,
    "E": Functional.MEAN,
    "cal.E": Functional.MEAN,
    "sf.E": Functional.MEAN,
    "bf.E": Functional.MEAN,
    "langle": Functional.MEAN,
    "Var": Functional.VARIANCE,
    "Cov": Functional.COVARIANCE,
    "rm.V": Functional.VARIANCE,
    "bb.V": Functional.VARIANCE,
    "V": Functional.VARIANCE,
    "rm.Std": Functional.DEVIATION,
    "rm.std": Functional.DEVIATION,
    "rm.SD": Functional.DEVIATION,
    "rm.sd": Functional.DEVIATION,
    "rm.Cor": Functional.CORRELATION,
    "rm.cor": Functional.CORRELATION,
    "bb.P": Functional.PROBABILITY,
    "rm.P": Functional.PROBABILITY,
    "P": Functional.PROBABILITY,
    "rm.p": Functional.PROBABILITY,
    "p": Functional.PROBABILITY,
    "q": Functional.PROBABILITY,
    "rm.q": Functional.PROBABILITY,
    "rm.H": Functional.ENTROPY,
    "H": Functional.ENTROPY,
    "rm.h": Functional.ENTROPY,
    "rm.I": Functional.INFORMATION,
    "I": Functional.INFORMATION,
}
_OF_CHANCE: Final = (
    r"random variable|random vector|probabilit|\bexpected value|\bexpectations?\b(?! value)"
    r"|\bcovarianc|\bvariances?\b|\bbayes|\bposterior|\blikelihood|\bentrop"
)

#: Words of pages on which p(x, y) leads from x to y, and letters that are no joint density then.
_OF_TRANSITIONS: Final = r"\btransitions?\b|\bmarkov (?:chain|process)|\bmetropolis\b"
_DENSITIES: Final = frozenset({"p", "q", "P"})

#: Words by which a line may hold that fails for arbitrary random variables.
_SPECIAL: Final = re.compile(
    r"\b(?:gaussian|normal(?:ly)?\b(?! form)|bernoulli|binomial|multinomial|poisson|geometric"
    r"|uniform(?:ly)?|exponential(?:ly)?|log-?normal|gamma|beta|student|chi-squared?|wishart"
    r"|dirichlet|distributed|degenerate|almost sure\w*|a\.s\.|martingale|markov|stationary"
    r"|unbiased|noise|equally likely|flat|disjoint|exclusive|partition|affine"
    r"|linear (?:function|map|transformation)s?|conditionally|conjugate|deterministic|indicator"
    r"|perfectly|sufficient|cumulants?|proportional|causal|intervention|error|normali[sz]\w+"
    r"|unit|constant random|dice|die|coins?|toss\w*|cards?|urn|balls?|lottery|roulette"
    r"|takes? (?:on )?(?:only )?(?:the |two |three |\w+ )?values?|values in|mean (?:of |is )?\d)\b"
    r"|\\(?:sim|perp|approx|propto)(?![A-Za-z])|\\mathcal\{?\s*[NUB]",
    re.IGNORECASE,
)
#: Words of a page on which covariances or means may be 0.
_VANISHING: Final = (
    r"\bindependen|\buncorrelated|i\.\s?i\.\s?d\.|\biid\b|\borthogonal|\bzero\b|\bcent(?:er|re)d"
    r"|\bsymmetric"
    r"|\bstandard(?:i[sz]ed)?\b|\bmean (?:of )?\$?0|= 0\b"
)

_REACH: Final = 160
_DOTS: Final = ("\\ldots", "\\dots", "\\cdots")
_LISTED: Final = r"(?:[\s,;]|\band\b|\bor\b|\$[^$\n]*\$)*"
_BE: Final = r"(?:be|is|are|being|denotes?|represents?)\s+(?:[A-Za-z-]+\s+){0,6}?"
_RANDOM: Final = r"random\s+(?:variables?|vectors?|quantit(?:y|ies)|numbers?)\b"
_CONSTANT: Final = r"(?:constants?|(?:real|fixed|positive|two|given)\s+numbers?|scalars?)\b"
#: "are random variables, $a$ …" says nothing of what comes behind it.
_SAID: Final = r"(?P<verb>\b(?:be|is|are|being|denotes?|as)\s+(?:[A-Za-z-]+\s+){0,6}?)?\b"
_FOLLOWED: Final = {
    "random": re.compile(rf"^{_LISTED}{_BE}{_RANDOM}", re.IGNORECASE),
    "constant": re.compile(rf"^{_LISTED}(?:{_BE}{_CONSTANT}|constants?\b)", re.IGNORECASE),
}
_PRECEDED: Final = {
    "random": re.compile(rf"{_SAID}{_RANDOM}{_LISTED}$", re.IGNORECASE),
    "constant": re.compile(rf"{_SAID}{_CONSTANT}{_LISTED}$", re.IGNORECASE),
}
#: Functionals of one random variable or several, which stand alone as its arguments.
_OF_VARIABLES: Final = frozenset(
    {
        Functional.MEAN,
        Functional.VARIANCE,
        Functional.COVARIANCE,
        Functional.DEVIATION,
        Functional.CORRELATION,
    }
)


def chance_of(
    page: Page, scanned: Iterable[tuple[Formula, list[Token]]], context: Context
) -> Chance:
    """What the prose of a page says of chance."""
    said: dict[str, dict[str, None]] = {"random": {}, "constant": {}}
    for formula, tokens in scanned:
        if not formula.display:
            for sort, keys in said.items():
                if _is_said(page, formula, sort):
                    keys.update(dict.fromkeys(_names(page, tokens, context)))
    special = _SPECIAL.search(unlinked(page.source.text))
    return Chance(
        _functionals(context),
        tuple(said["random"]),
        tuple(key for key in said["constant"] if key not in said["random"]),
        vanishing=context.speaks_of(_VANISHING),
        word=special.group() if special else "",
    )


def _functionals(context: Context) -> dict[str, Functional]:
    """The functionals of a page; p(x, y) is no joint probability where it is a transition."""
    if not context.speaks_of(_OF_CHANCE):
        return dict(_ALWAYS)
    usual = _ALWAYS | _WHERE_SPOKEN_OF
    if not context.speaks_of(_OF_TRANSITIONS):
        return usual
    return {key: kind for key, kind in usual.items() if key.rpartition(".")[2] not in _DENSITIES}


def _is_said(page: Page, formula: Formula, sort: str) -> bool:
    """Whether the words beside an inline formula say that what it lists is of this sort."""
    text = page.source.text
    before = unlinked(text[max(0, formula.start - _REACH) : formula.start].removesuffix("$"))
    after = unlinked(text[formula.end : formula.end + _REACH].removeprefix("$"))
    preceded = _PRECEDED[sort].search(before)
    introduced = preceded is not None and preceded.group("verb") is None
    return introduced or _FOLLOWED[sort].match(after) is not None


def _names(page: Page, tokens: Sequence[Token], context: Context) -> list[str]:
    """The names in a list, which may have dots: ``X``, ``X_1, \\ldots, X_n``."""
    listed = [
        token
        for k, token in enumerate(tokens)
        if token.text not in _DOTS and not _before_dots(tokens, k)
    ]
    found = plain_names(page.source, listed, context)
    return [key.partition("[")[0] for key in found]


def _before_dots(tokens: Sequence[Token], k: int) -> bool:
    following = tokens[k + 1].text if k + 1 < len(tokens) else ""
    return tokens[k].text == "," and following in _DOTS


def with_averaged(statements: Sequence[Statement]) -> list[Statement]:
    """The statements with every name known to be random of which the page takes a mean."""
    averaged: dict[str, None] = {}
    for statement in statements:
        chance = statement.scope.chance
        for side in (statement.left, statement.right):
            if side is not None and chance is not None:
                averaged.update(dict.fromkeys(_averaged(side, chance)))
    scopes: dict[int, Scope] = {}
    return [_random_as_well(statement, averaged, scopes) for statement in statements]


def _averaged(side: Term, chance: Chance) -> list[str]:
    found = []
    for node in t.postorder(side):
        applied = application(node, chance.functionals)
        if applied is not None and applied.kind in _OF_VARIABLES and not applied.variables:
            names = (part for part in applied.args if part.op in (Op.NAME, Op.ELEMENT))
            found += [str(part.data) for part in names if part.data not in chance.constants]
    return found


def _random_as_well(
    statement: Statement, averaged: Iterable[str], scopes: dict[int, Scope]
) -> Statement:
    scope = statement.scope
    if scope.chance is None or not averaged:
        return statement
    if id(scope) not in scopes:
        random = tuple(dict.fromkeys((*scope.chance.random, *averaged)))
        scopes[id(scope)] = replace(scope, chance=replace(scope.chance, random=random))
    return replace(statement, scope=scopes[id(scope)])
