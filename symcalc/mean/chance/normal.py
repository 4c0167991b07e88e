"""A normal form of expressions with means, variances, probabilities and entropies.

Every functional is rewritten to what it is made of: variances, covariances and correlations to
means, conditional probabilities to joint ones, entropies to joint entropies.  A mean is multiplied
out; what is constant comes out of it, a sum of means is left, each of a product of random
variables.  These moments, joint probabilities and entropies are the atoms: two expressions with
the same normal form are equal whatever the random variables are, wherever the moments exist.
(A. N. Shiryaev, Probability, chapter II, sections 6 and 7; T. M. Cover and J. A. Thomas,
Elements of Information Theory, chapter 2.)
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from symcalc.core import term as t
from symcalc.core.chance import FOLLOWS, Application, Functional, application
from symcalc.core.term import Op, Term
from symcalc.mean.algebra import add, mul, neg, sub
from symcalc.mean.chance.averaging import (
    ENTROPY,
    Averaging,
    bare_names,
    is_conditional,
    names_below,
)
from symcalc.mean.chance.definitions import RULES
from symcalc.mean.chance.errors import NoChanceFormError
from symcalc.mean.chance.events import variables_left
from symcalc.mean.chance.expansion import Outlook, canonical, expand
from symcalc.mean.chance.polynomials import Monomial, Polynomial, term_of_monomial
from symcalc.mean.chance.splitting import components


class Normaliser:
    """Rewrites terms to their normal form; keeps what was taken to be constant.

    ``random`` are the names of random variables; where ``independent`` is set, all of them are
    taken to be independent of each other, and all events.
    """

    def __init__(
        self,
        functionals: Mapping[str, Functional],
        random: Iterable[str],
        independent: bool = False,
    ) -> None:
        self.functionals = functionals
        self.random = frozenset(random)
        self.independent = independent
        self.averaged = frozenset(random)
        self.constants: dict[str, None] = {}
        self._left: dict[Term, frozenset[str]] = {}

    def of(self, term: Term) -> Term:
        """The term with atoms in the place of its functionals.

        Raises NoChanceFormError for what the calculus does not reach.
        """
        return t.rebuild(term, self._rewritten)

    def _rewritten(self, node: Term) -> Term:
        found = application(node, self.functionals)
        if found is None:
            return node
        return RULES[found.kind](self, found)

    # ------------------------------------------------------------------- what is random

    def names_left(self, term: Term) -> frozenset[str]:
        """The names on whose outcome a term depends: none that a mean has taken away."""
        if term not in self._left:
            for node in t.postorder(term):
                if node not in self._left:
                    self._left[node] = self._names_of(node)
        return self._left[term]

    def _names_of(self, node: Term) -> frozenset[str]:
        if node.op in (Op.NAME, Op.ELEMENT):
            inside = (self._left[part] for part in node.args)
            return frozenset({str(node.data)}).union(*inside)
        found = application(node, self.functionals)
        if found is not None and found.kind is Functional.PROBABILITY:
            return variables_left(node)
        below: frozenset[str] = frozenset().union(*(self._left[part] for part in node.args))
        return below - self._left[node.args[1]] if t.binds(node) else below

    def outlook(self, random: frozenset[str]) -> Outlook:
        """What is random and what is positive, where these names are averaged."""
        return Outlook(
            lambda term: bool(self.names_left(term) & random),
            self.is_probability,
        )

    def is_probability(self, term: Term) -> bool:
        """Whether a term applies a probability."""
        found = application(term, self.functionals)
        return found is not None and found.kind is Functional.PROBABILITY

    # ---------------------------------------------------------------------------- means

    def averaging(self, found: Application) -> Averaging:
        """Over which names an application averages, and given what."""
        if found.variables:
            names = frozenset(str(variable.data) for variable in found.variables)
            return Averaging(names, found.given, found.over)
        inside: frozenset[str] = frozenset().union(*map(self.names_left, found.args))
        below = names_below(found.over, inside)
        if not below:
            return Averaging(self.random, found.given, found.over)
        others = inside & self.random - below
        return Averaging(below, found.given, found.over if others else "")

    def mean(self, body: Term, over: Averaging) -> Term:
        """The mean of a term."""
        self.averaged |= over.random
        outlook = self.outlook(over.random)
        return self.mean_of(expand(body, outlook), over)

    def mean_of(self, polynomial: Polynomial, over: Averaging) -> Term:
        """The mean of a polynomial: the sum of its coefficients times moments."""
        if over.random == self.random:  # what stands below a mean says itself what is averaged
            for coefficient in polynomial.values():
                self.constants.update(dict.fromkeys(sorted(self.names_left(coefficient))))
        rows = polynomial.items()
        return add(*(mul(coefficient, self.moment(m, over)) for m, coefficient in rows))

    def moment(self, monomial: Monomial, over: Averaging) -> Term:
        """The mean of a monomial, as far as it can be taken apart."""
        known, rest = self._known(monomial, over)
        for rule in (self._nothing, self._sum, self._tower, self._product, self._information):
            value = rule(rest, over)
            if value is not None:
                return mul(known, value)
        return mul(known, self._atom(rest, over))

    def _known(self, monomial: Monomial, over: Averaging) -> tuple[Term, Monomial]:
        """The factors that are known given the condition, and the others."""
        given = {str(part.data) for part in over.given if part.op is Op.NAME}
        known = tuple(f for f in monomial if self.names_left(f[0]) & over.random <= given)
        return term_of_monomial(known), tuple(f for f in monomial if f not in known)

    def _nothing(self, monomial: Monomial, over: Averaging) -> Term | None:
        return None if monomial else t.ONE

    def _sum(self, monomial: Monomial, over: Averaging) -> Term | None:
        """The mean of a sum over an index is the sum of the means."""
        if self.independent:
            apart = self._two_sums(monomial, over)
            if apart is not None:
                return apart
        found = next((g for g, k in monomial if g.op is Op.SUM and k > 0), None)
        if found is None or any(self.names_left(b) & over.random for b in found.args[2:]):
            return None
        body, index, lower, upper = found.args
        rest = [mul(*[g] * (k - (g is found))) if k > 0 else term_of_monomial(((g, k),))
                for g, k in monomial]  # fmt: skip
        taken = frozenset().union(*map(t.free_names, rest))
        if str(index.data) in taken:
            fresh = t.fresh_name(str(index.data), taken | t.free_names(body))
            body, index = t.substitute(body, {index: fresh}), fresh
        return t.summation(self.mean(t.mul(body, *rest), over), index, lower, upper)

    def _two_sums(self, monomial: Monomial, over: Averaging) -> Term | None:
        """The mean of a product of two sums whose terms of different index are independent."""
        sums = [g for g, k in monomial for _ in range(k) if g.op is Op.SUM]
        if len(sums) != 2 or sums[0].args[2:] != sums[1].args[2:] or len(sums) != sum(
            k for _, k in monomial
        ):  # fmt: skip
            return None
        (one, i, *ends), (second, j, *_) = (part.args for part in sums)
        other = t.substitute(second, {j: i})
        if not all(self._has_its_index(body, i, over) for body in (one, other)):
            return None
        means = [self.mean(body, over) for body in (one, other)]
        excess = sub(self.mean(t.mul(one, other), over), mul(*means))
        apart = mul(*(t.summation(mean, i, *ends) for mean in means))
        return add(apart, t.summation(excess, i, *ends))

    def _has_its_index(self, body: Term, index: Term, over: Averaging) -> bool:
        """Whether all that is random in the term of a sum is an element at its index."""
        random = [
            n for n in t.postorder(body)
            if n.op in (Op.NAME, Op.ELEMENT) and str(n.data) in over.random
        ]  # fmt: skip
        plain = not t.contains(body, Op.APPLY, Op.SUM)
        return plain and all(n.op is Op.ELEMENT and n.args == (index,) for n in random)

    def _tower(self, monomial: Monomial, over: Averaging) -> Term | None:
        """E[h(Y) E[X | Y]] = E[h(Y) X], and E[Z E[X | Y]] = E[E[Z | Y] E[X | Y]] for any Z.

        The law of total expectation, read in either way.
        """
        inner = tuple(factor for factor in monomial if is_conditional(factor[0]))
        if not inner or over.label or len({g.args[1] for g, _ in inner}) > 1:
            return None
        given = inner[0][0].args[1].args
        names, outer = bare_names(given), bare_names(over.given)
        if names is None or outer is None or not outer <= names <= over.random:
            return None
        whole = Averaging(over.random | self.random, over.given)
        known, rest = self._known(monomial, Averaging(whole.random, given))
        if rest:
            return self.mean(t.mul(known, self.moment(rest, Averaging(whole.random, given))), whole)
        if len(inner) > 1 or inner[0][1] != 1:
            return None
        others = tuple(factor for factor in monomial if factor not in inner)
        return self.mean(t.mul(term_of_monomial(others), inner[0][0].args[0]), whole)

    def _product(self, monomial: Monomial, over: Averaging) -> Term | None:
        """The mean of a product of independent factors is the product of their means."""
        if not self.independent:
            return None
        parts = components(monomial, lambda term: self.names_left(term) & over.random)
        if len(parts) < 2:
            return None
        return mul(*(self.moment(part, over) for part in parts))

    def _information(self, monomial: Monomial, over: Averaging) -> Term | None:
        """E[log p(X)] = -H(X)."""
        if len(monomial) != 1 or monomial[0][1] != 1 or over.given or over.label:
            return None
        inside = monomial[0][0]
        if inside.op is not Op.CALL or inside.data != "log":
            return None
        if not self.is_probability(inside.args[0]):
            return None
        names = inside.args[0].args
        bare = all(part.op is Op.NAME and str(part.data) in over.random for part in names)
        return neg(self._joint_entropy(names)) if bare else None

    def _atom(self, monomial: Monomial, over: Averaging) -> Term:
        body = term_of_monomial(monomial)
        left = self.names_left(body) - over.random
        over = self._plainly(body, over)
        if self.independent:
            over = self._without_irrelevant(body, over)
        given = self._given_names(over)
        args = (body, t.make(Op.TUPLE, *_sorted(over.given), data="given")) if over.given else (
            body,)  # fmt: skip
        atom = t.apply(over.key, *args)
        self._left[atom] = left | given
        return atom

    def _plainly(self, body: Term, over: Averaging) -> Averaging:
        """E_X[f(X)] is E[f(X)]: nothing else is random, so the label says nothing more."""
        partial = over.random < self.random and not over.label.startswith(FOLLOWS)
        if not partial or self.names_left(body) & self.random - over.random:
            return over
        return Averaging(over.random, over.given)

    def _without_irrelevant(self, body: Term, over: Averaging) -> Averaging:
        """The mean given only what is not independent of the body."""
        names = self.names_left(body)
        given = tuple(g for g in over.given if t.free_names(g) & names)
        return Averaging(over.random, given, over.label)

    def _given_names(self, over: Averaging) -> frozenset[str]:
        bare = (self.names_left(part) for part in over.given if part.op is Op.NAME)
        return frozenset().union(*bare)

    # ------------------------------------------------------- what is made of means

    def covariance(self, one: Term, other: Term, over: Averaging) -> Term:
        """E[XY] - E[X] E[Y], given the same condition."""
        means = mul(self.mean(one, over), self.mean(other, over))
        return sub(self.mean(t.mul(one, other), over), means)

    def _joint_entropy(self, variables: Iterable[Term]) -> Term:
        unique = _sorted(dict.fromkeys(variables))
        if self.independent:
            return add(*(t.apply(ENTROPY, variable) for variable in unique))
        return t.apply(ENTROPY, *unique)

    def entropy(self, variables: tuple[Term, ...], given: tuple[Term, ...]) -> Term:
        """H(X | Y) = H(X, Y) - H(Y)."""
        if not variables or any(part.op is not Op.NAME for part in (*variables, *given)):
            raise NoChanceFormError("an entropy of something else than random variables")
        joint = self._joint_entropy((*variables, *given))
        return sub(joint, self._joint_entropy(given)) if given else joint

    def outlook_of_all(self) -> Outlook:
        """What is random anywhere."""
        return self.outlook(self.random)

    def canonical(self, term: Term) -> Term:
        """A term that is random itself, multiplied out."""
        return canonical(term, self.outlook_of_all())


def _sorted(terms: Iterable[Term]) -> list[Term]:
    return sorted(terms, key=t.pretty)
