"""What an author does with a line: claim an identity, define a name, or set a condition.

A page is full of equations that are no identities: x^2 = 4 to be solved, p + q = 1 to be
kept in mind.  Taking one for an identity would refute what is right, so doubt goes to
"equation".
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from symcalc.core import term as t
from symcalc.core.problem import Role
from symcalc.core.term import Op, Term
from symcalc.read.knowledge import Knowledge, definiendum
from symcalc.read.rows import Chain

#: Words before a display that announce a condition or an equation to be solved.
_CONDITION: Final = re.compile(
    r"\b(?:solv\w*|roots?|equals? zero|to zero|zero|equations?|if|when|suppose|assum\w*"
    r"|constraints?|subject to|such that|conditions?|satisf\w*|requir\w*|let"
    r"|setting|set|provided|iff|only if|holds? (?:if|when)|there (?:is|are|exists?)"
    r"|system|unknowns?|must|should|want|need)\b|\b(?:given|with)\W*$",
    re.IGNORECASE,
)
#: Words that do so even from a sentence that has come to its end.
_STATES_CONDITION: Final = re.compile(
    r"\b(?:solv\w*|roots?|equations?|constraints?|subject to|conditions?|systems?|unknowns?)\b",
    re.IGNORECASE,
)
#: Words that announce a consequence: what follows restates what is known.
_CONSEQUENCE: Final = re.compile(
    r"\b(?:so|thus|hence|therefore|consequently|then|it follows|follows|we (?:get|have|obtain|find)"
    r"|gives|yields|becomes|simplif\w*|expand\w*|that is|i\.e\.|in other words|equivalently)\b",
    re.IGNORECASE,
)
#: "If a > 1, then": what follows is a consequence, whatever the hypothesis says.
_HYPOTHESIS: Final = re.compile(
    r"\b(?:if|when|suppose|assum\w*|let|given|with|since|because)\b.*\bthen\b",
    re.IGNORECASE | re.DOTALL,
)
#: Words that say in which sense, or in which world, an equality is meant.
_LOOSENS: Final = re.compile(
    r"\b(?:approximat\w*|(?:first|second|third|leading|lowest|linear) order|small|large|neglect\w*"
    r"|negligible|lineari[sz]\w*|asymptotic\w*|near|nearly|about|roughly|far|perturb\w*|stirling"
    r"|up to|dropping|drop|ignor\w+|absorb\w*|omit\w*|modulo|mod|congruen\w*|base \d+|rings?"
    r"|characteristic|anticommut\w*|natural units|degrees|decimal|golden|rounded|rounding"
    r"|unit (?:vector|sphere|circle|ball)|normali[sz]ed|orthonormal|orthogonal|conserv\w*"
    r"|on the (?:sphere|circle|ellipse|curve|surface|line|boundary)|equilibrium|steady)\b"
    r"|\\(?:ll|gg|approx|bmod|pmod|mathbb\{?F|mathbb\{?Z)",
    re.IGNORECASE,
)
#: Properties of arrays that symcalc does not know, and words by which shapes change.
_OF_ARRAYS: Final = re.compile(
    r"\b(?:orthonormal\w*|semi-?orthogonal|perpendicular|parallel|permutation|reflection"
    r"|reflector|involut\w+|householder|project(?:ion|or|s|ed)?|idempotent|nilpotent|commut\w+"
    r"|of norm|norm one|length (?:one|1)|normali[sz]ed|unit (?:sphere|circle|length)|stochastic"
    r"|traceless|toeplitz|laplacian|self-?adjoint|hermitian|unitary|normal matri\w+|square"
    r"|(?<!full )(?<!column )(?<!row )rank"
    r"|row vectors?|are rows|as rows|gram matrix|psd|broadcast\w*|special case|nonsingular"
    r"|for symmetric)\b"
    r"|\\(?:succ|perp|preceq|succeq|mathfrak)(?![A-Za-z])|\b(?:SL|so|SO|SU)\(|\b[mn] ?= ?[mn]\b",
    re.IGNORECASE,
)
_SENTENCE_END: Final = re.compile(r"[.!?](?:\s+|$)")


@dataclass(frozen=True)
class Surroundings:
    """What stands around a chain: the prose before its display, how many chains, implications.

    ``unknowns`` are the names that the equations above it in the display are about.
    """

    lead: str
    chains: int
    implied: bool
    unknowns: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Link:
    """One relation of a chain with its two sides, the first link having position 0."""

    sign: str
    left: Term | None
    right: Term | None
    position: int
    chain: Chain


def role_of(link: Link, surroundings: Surroundings, knowledge: Knowledge) -> Role:
    """What the author does with a link of a chain."""
    if link.chain.condition:
        return _of_condition(link)
    if link.sign == ":=":
        return Role.DEFINITION
    if link.left is None or link.right is None:
        return Role.CLAIM
    if _introduces(link, link.left, link.right, knowledge):
        return Role.DEFINITION
    if link.position > 0 or link.sign != "=":
        return _of_step(link, link.left, link.right, surroundings)
    if link.chain.implied or surroundings.implied:
        return Role.EQUATION
    if link.left.op is Op.NAME and str(link.left.data) in surroundings.unknowns:
        return Role.EQUATION  # solved for, not defined
    if _defines(link.left, link.right):
        return _of_definition(link.left, surroundings, knowledge)
    return _of_single(link.left, link.right, link.chain, surroundings)


def _introduces(link: Link, left: Term, right: Term, knowledge: Knowledge) -> bool:
    """Whether a later link says what a function is: y = s(z) = 1 / (1 + e^-z), with s unknown."""
    if link.position == 0 or link.sign != "=" or link.chain.implied or left.op is not Op.APPLY:
        return False
    key, parameters = definiendum(left)
    unknown = t.functions_in(right) - knowledge.definitions.keys()
    return bool(parameters) and key not in knowledge.definitions and not unknown


def _of_condition(link: Link) -> Role:
    """``where z = x - 1`` gives z its meaning, as ``where z_i = x_i - 1`` does; others restrict."""
    if link.chain.labelled:
        return Role.EQUATION
    named = link.left is not None and _names_something(link.left) and link.right is not None
    if named and link.sign == "=" and link.right is not None and t.free_names(link.right):
        return Role.DEFINITION
    return Role.EQUATION


def _names_something(term: Term) -> bool:
    """Whether a term is a name, or what stands for all elements of a sequence."""
    return term.op is Op.NAME or (term.op is Op.ELEMENT and bool(definiendum(term)[0]))


def _of_step(link: Link, left: Term, right: Term, surroundings: Surroundings) -> Role:
    """A later link of a chain claims; so does an inequality, unless it is to be solved."""
    if link.sign not in ("=", "~") and _is_to_be_solved(left, right, surroundings):
        return Role.EQUATION
    if link.sign not in ("=", "~") and any(
        op in (Op.NAME, Op.ELEMENT) for op in (left.op, right.op)
    ):
        return Role.EQUATION
    if link.position == 0 and link.sign != "~" and _announces_condition(surroundings.lead):
        return Role.EQUATION
    if link.sign == "=" and (link.chain.implied or _is_zero(right)) and t.free_names(left):
        return Role.EQUATION
    return Role.CLAIM


def _is_to_be_solved(left: Term, right: Term, surroundings: Surroundings) -> bool:
    """Whether an inequality is a condition: beside an arrow, or algebraic in one name above others.

    2x + 1 > 7 in the first of several rows is to be solved; a^2 + b^2 ≥ 2ab is a claim.
    """
    free = t.free_names(left) | t.free_names(right)
    if surroundings.implied:
        return bool(free)
    elementary = not t.contains(t.add(left, right), *_NOT_ALGEBRAIC)
    return surroundings.chains > 1 and len(free) == 1 and elementary


_NOT_ALGEBRAIC: Final = (
    Op.CALL, Op.APPLY, Op.SUM, Op.PRODUCT, Op.INTEGRAL, Op.LIMIT, Op.DERIVATIVE, Op.ELEMENT,
    Op.CASES,
)  # fmt: skip


def _defines(left: Term, right: Term) -> bool:
    """Whether ``left = right`` could give a name or an application its meaning."""
    if left.op in (Op.NAME, Op.ELEMENT):
        return left not in t.postorder(right)
    if left.op is Op.APPLY and not any(t.function_orders(left)) and not t.contains(left, Op.MAP):
        return t.function_key(left) not in t.functions_in(right)
    return False


def _of_definition(left: Term, surroundings: Surroundings, knowledge: Knowledge) -> Role:
    """What is defined already is claimed again where the prose draws a conclusion."""
    key, _ = definiendum(left)
    known = key in knowledge.definitions
    concluded = _CONSEQUENCE.search(_last_sentence(surroundings.lead)[0])
    if known and concluded and not _announces_condition(surroundings.lead):
        return Role.CLAIM
    return Role.DEFINITION


def _of_single(left: Term, right: Term, chain: Chain, surroundings: Surroundings) -> Role:
    """A lone equation between two expressions: an identity, or a condition on its names."""
    if not t.free_names(left) and not t.free_names(right):
        # below an equation, 1 = 0 says that the equation has no solution
        return Role.EQUATION if surroundings.unknowns else Role.CLAIM
    if _is_zero(left) or _is_zero(right):
        return Role.EQUATION
    if len(chain.relations) > 1 or _evaluates(left):
        return Role.CLAIM
    if _announces_condition(surroundings.lead) or surroundings.chains > 1:
        return Role.EQUATION
    return Role.CLAIM


def loosening_word(lead: str) -> str:
    """The word of some prose that says an equality is not meant exactly, if there is one."""
    found = _LOOSENS.search(lead)
    return found.group() if found else ""


def array_word(text: str) -> tuple[str, int]:
    """The first word of a page by which a line may hold that fails for any arrays; its place."""
    found = _OF_ARRAYS.search(text)
    return (found.group(), found.start()) if found else ("", len(text))


def _announces_condition(lead: str) -> bool:
    """Whether the sentence before a display says that an equation to solve or keep follows."""
    sentence, ended = _last_sentence(lead)
    words = _STATES_CONDITION if ended else _CONDITION
    return words.search(_HYPOTHESIS.sub("", sentence)) is not None


def _last_sentence(lead: str) -> tuple[str, bool]:
    """The last sentence of some prose, and whether it has come to its end."""
    text = lead.strip()
    ends = [match.end() for match in _SENTENCE_END.finditer(text)]
    ended = bool(ends) and ends[-1] == len(text)
    inner = ends[:-1] if ended else ends
    return text[inner[-1] if inner else 0 :], ended


def _is_zero(term: Term) -> bool:
    return t.value_of(term) == 0


def _evaluates(left: Term) -> bool:
    """Whether the left side asks for a calculation: a derivative, an integral, a sum, a limit."""
    return t.contains(left, Op.DERIVATIVE, Op.INTEGRAL, Op.SUM, Op.PRODUCT, Op.LIMIT, Op.AT) or any(
        node.op is Op.APPLY and any(t.function_orders(node)) for node in t.postorder(left)
    )
