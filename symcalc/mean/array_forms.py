"""A normal form of expressions in vectors and matrices of any size.

An array is a sum of words with scalar coefficients; a word is a product of letters, each a
name (or an expression that goes no further) plain, transposed or inverted.  Products are
multiplied out, transposes and inverses pushed inwards, inverses cancelled.  What is 1 × 1,
a trace or an inner product, is a closed word: a trace, the same for every rotation of its
letters and for its transpose.  Two expressions with the same normal form are equal for all
sizes wherever the inverses exist.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import reduce
from itertools import pairwise
from typing import Final

from symcalc.core import term as t
from symcalc.core.kind import Kind
from symcalc.core.shape import Size
from symcalc.core.shapes import Shapes
from symcalc.core.term import Op, Term
from symcalc.core.vocabulary import LINEAR
from symcalc.mean.algebra import simplify
from symcalc.mean.differentiate import differentiate
from symcalc.mean.errors import NotDifferentiable
from symcalc.mean.pullback.gradient import gradient, pulled_back
from symcalc.mean.pullback.grouping import squared_norm, trace_of_kronecker

_DEEPEST: Final = 120
_MOST_WORDS: Final = 400


class NoNormalFormError(Exception):
    """An expression that the normal form does not reach."""


@dataclass(frozen=True)
class Letter:
    """A factor of a word: an atom, perhaps transposed, perhaps inverted."""

    atom: Term
    transposed: bool = False
    inverted: bool = False

    def __lt__(self, other: Letter) -> bool:
        return self.order < other.order

    @property
    def order(self) -> tuple[str, bool, bool]:
        """What letters are sorted by."""
        return t.pretty(self.atom), self.transposed, self.inverted


Word = tuple[Letter, ...]


@dataclass(frozen=True)
class Form:
    """A sum of words with their coefficients; a scalar is the coefficient of no letters."""

    rows: Size
    columns: Size
    words: tuple[tuple[Word, Term], ...]

    @property
    def is_scalar(self) -> bool:
        """Whether the form is a number."""
        return self.rows == self.columns == "1"

    @property
    def coefficient(self) -> Term:
        """The number that a scalar form is."""
        return self.words[0][1] if self.words else t.ZERO


def normal_form(term: Term, shapes: Shapes) -> Form:
    """The normal form of a term of vectors and matrices.

    Raises NoNormalFormError for quaternions, shapes that are not known and nesting beyond measure.
    """
    return normal_form_with_inverses(term, shapes)[0]


def normal_form_with_inverses(term: Term, shapes: Shapes) -> tuple[Form, tuple[Term, ...]]:
    """The normal form, and what must have an inverse for the term to mean something."""
    normaliser = _Normaliser(shapes)
    form = normaliser.of(term, 0)
    return form, tuple(normaliser.inverted)


def difference_of_forms(left: Form, right: Form) -> list[tuple[Term, Term]]:
    """The scalars that must be equal, pair by pair, for two forms to be the same."""
    ours, theirs = dict(left.words), dict(right.words)
    return [(ours.get(w, t.ZERO), theirs.get(w, t.ZERO)) for w in dict.fromkeys([*ours, *theirs])]


def term_of(form: Form, shapes: Shapes) -> Term:
    """A term with this normal form, for people to read."""
    if form.is_scalar:
        return form.coefficient
    parts = [_with_coefficient(c, _word_term(w, form)) for w, c in form.words]
    return t.add(*parts) if parts else t.call("zeros", *_sizes(form))


def without_closing_traces(term: Term, shapes: Shapes) -> Term:
    """The term with xᵀ A y in the place of tr(A y xᵀ), for people to read."""

    def opened(node: Term) -> Term:
        if node.op is not Op.CALL or node.data != "trace" or node.args[0].op is not Op.MUL:
            return node
        letters = node.args[0].args
        shapes.visit_all(*letters)
        k = next((k for k, x in enumerate(letters) if shapes.of(x).rows == "1"), None)
        return node if k is None else t.mul(*letters[k:], *letters[:k])

    return t.rebuild(term, opened)


def _sizes(form: Form) -> tuple[Term, ...]:
    return tuple(
        t.number(int(size)) if size.isdigit() else t.name(size)
        for size in (form.rows, form.columns)
        if not size.startswith("?")
    )


def _with_coefficient(coefficient: Term, word: Term) -> Term:
    if coefficient is t.ONE:
        return word
    value = t.value_of(coefficient)
    if coefficient.op is Op.NEG or (value is not None and value < 0):
        return t.neg(_with_coefficient(_negated(coefficient), word))
    factors = coefficient.args if coefficient.op is Op.MUL else (coefficient,)
    return t.mul(*factors, *(word.args if word.op is Op.MUL else (word,)))


def _word_term(word: Word, form: Form) -> Term:
    if not word:
        known = not form.rows.startswith("?")
        return t.call("identity", *(_sizes(form)[:1] if known else ()))
    return _letters_term(word)


def _letters_term(word: Word) -> Term:
    return t.mul(*map(_letter_term, word))


def _cancelled(factors: list[Term]) -> list[Term]:
    """Entrywise factors without each v beside its reciprocal."""
    for factor in factors:
        if factor.op is Op.POW and t.value_of(factor.args[1]) == -1 and factor.args[0] in factors:
            rest = list(factors)
            rest.remove(factor)
            rest.remove(factor.args[0])
            return _cancelled(rest)
    return factors


def _is_ones(term: Term) -> bool:
    return term.op is Op.CALL and term.data == "ones"


def _is_hadamard(term: Term) -> bool:
    return term.op is Op.CALL and term.data == "hadamard"


def _entrywise_factors(term: Term) -> list[Term]:
    if not _is_hadamard(term):
        return [term]
    return [part for argument in term.args for part in _entrywise_factors(argument)]


def _is_diagonal(letter: Letter) -> bool:
    atom = letter.atom
    return atom.op is Op.CALL and atom.data == "diag" and not letter.inverted


def _letter_term(letter: Letter) -> Term:
    term = letter.atom
    if letter.inverted:
        term = t.power(term, t.MINUS_ONE)
    return t.call("transpose", term) if letter.transposed else term


# ---------------------------------------------------------------------------- the algorithm


class _Normaliser:
    def __init__(self, shapes: Shapes) -> None:
        self.shapes = shapes
        self.memo: dict[Term, Form] = {}
        self.inverses: dict[Term, Form] = {}
        self.kept: Term | None = None
        self.inverted: dict[Term, None] = {}
        self.open_words: dict[Term, Word] = {}

    def of(self, term: Term, depth: int) -> Form:
        found = self.memo.get(term)
        if found is None:
            if depth > _DEEPEST:
                raise NoNormalFormError("nested too deeply")
            self.shapes.visit_all(term)
            found = self.memo[term] = self._rule(term)(self, term, depth + 1)
            if len(found.words) > _MOST_WORDS:
                raise NoNormalFormError("too many terms")
        return found

    def parts(self, term: Term, depth: int) -> list[Form]:
        return [self.of(argument, depth) for argument in term.args]

    def _rule(self, term: Term) -> Callable[[_Normaliser, Term, int], Form]:
        shape = self.shapes.of(term)
        if shape.quaternion:
            raise NoNormalFormError("a quaternion")
        if term.op is Op.CALL and term.data in _CALLS:
            return _CALLS[str(term.data)]
        if term.op in _RULES:
            return _RULES[term.op]
        return _scalar_leaf if shape.is_scalar else _atom

    def kind(self, atom: Term) -> frozenset[str]:
        """The declared properties of an atom."""
        kind: Kind | None = self.shapes.kinds.get(str(atom.data)) if atom.op is Op.NAME else None
        return frozenset(kind.properties) if kind is not None else frozenset()

    def is_symmetric(self, letter: Letter) -> bool:
        """Whether transposing a letter changes nothing."""
        if letter.atom in self.inverses:
            form = self.inverses[letter.atom]
            return self.transposed(form).words == form.words
        if letter.atom.op is Op.CALL and letter.atom.data == "diag":
            return True
        return bool(self.kind(letter.atom) & _SYMMETRIC)

    # ------------------------------------------------------------------------- operations
    def letter_transposed(self, letter: Letter) -> Letter:
        """The transpose of one letter."""
        if self.is_symmetric(letter):
            return letter
        return Letter(letter.atom, not letter.transposed, letter.inverted)

    def transposed(self, form: Form) -> Form:
        """The transpose: every word backwards, its letters transposed."""
        words = [(tuple(map(self.letter_transposed, reversed(w))), c) for w, c in form.words]
        return self.collected(words, form.columns, form.rows)

    def collected(self, words: Iterable[tuple[Word, Term]], rows: Size, columns: Size) -> Form:
        """The form with equal words joined; a 1 × 1 form is closed into a number."""
        rows, columns = self.shapes.size(rows), self.shapes.size(columns)
        found: dict[Word, list[Term]] = {}
        for word, coefficient in words:
            factor, reduced = self.reduced(word)
            reduced = self.as_hadamard(self.diagonals_joined(reduced), columns)
            numbers, reduced = self.numbers_taken_out(reduced)
            factor = reduce(times, numbers, factor)
            found.setdefault(reduced, []).append(times(factor, coefficient))
        if rows == columns == "1":
            total = [times(c, self.closed(w)) for w, cs in found.items() for c in cs]
            return Form("1", "1", (((), simplified(plus(total))),))
        joined = [(w, simplified(plus(cs))) for w, cs in found.items()]
        kept = [(w, c) for w, c in joined if t.value_of(c) != 0]
        return Form(rows, columns, tuple(sorted(kept, key=lambda item: _word_order(item[0]))))

    def reduced(self, word: Word) -> tuple[Term, Word]:
        """A word without neighbours that cancel, and the number that they leave."""
        factor: Term = t.ONE
        letters: list[Letter] = []
        for letter in word:
            letters.append(letter)
            while True:
                cut, left = self._cancelled(letters)
                if not cut:
                    break
                del letters[-cut:]
                factor = times(factor, left)
        return factor, tuple(letters)

    def _cancelled(self, letters: Sequence[Letter]) -> tuple[int, Term]:
        """How many letters at the end make the identity, and the factor that they leave."""
        if len(letters) < 2:
            return 0, t.ONE
        one, other = letters[-2:]
        if one.atom is other.atom and self._are_inverse(one, other):
            return 2, t.ONE
        for place, backwards in ((len(letters) - 1, True), *(
            (k, False) for k in range(len(letters) - 2, -1, -1)
        )):  # fmt: skip
            form = self.inverses.get(letters[place].atom)
            if form is None or len(form.words) != 1 or not letters[place].inverted:
                continue
            whole = self.transposed(form) if letters[place].transposed else form
            word, coefficient = whole.words[0]
            n = len(word)
            if backwards and tuple(letters[-1 - n : -1]) == word:
                return n + 1, t.div(t.ONE, coefficient)
            if not backwards and tuple(letters[place + 1 :]) == word:
                return n + 1, t.div(t.ONE, coefficient)
        return 0, t.ONE

    def _are_inverse(self, one: Letter, other: Letter) -> bool:
        if "orthogonal" in self.kind(one.atom):
            return one.transposed != other.transposed
        return one.transposed == other.transposed and one.inverted != other.inverted

    def closed(self, word: Word) -> Term:
        """The trace of a word as a number with one spelling."""
        if not word:
            return t.ONE
        open_word = self._turned_to_cotangent(word)
        if open_word is not None:
            place = t.call("trace", t.mul(*map(_letter_term, open_word)))
            self.open_words[place] = open_word
            return place
        turned = self.cyclically_reduced(word)
        if turned != word:
            return self.closed(turned) if turned else self._trace_of_identity(word)
        joined = self._entrywise_inner(word)
        if joined is not None:
            return self.closed(joined)
        backwards = tuple(map(self.letter_transposed, reversed(word)))
        rotations = [w[k:] + w[:k] for w in (word, backwards) for k in range(len(word))]
        best = min(rotations, key=_word_order)
        return t.call("trace", t.mul(*map(_letter_term, best)))

    def _entrywise_inner(self, word: Word) -> Word | None:
        """``uᵀ (v ⊙ w)`` is the sum of the entries of u ⊙ v ⊙ w, whatever is written first."""
        if len(word) != 2 or not any(_is_hadamard(letter.atom) for letter in word):
            return None
        if any(letter.inverted or self.shapes.of(letter.atom).columns != "1" for letter in word):
            return None
        if any(_is_ones(letter.atom) for letter in word):
            return None
        whole = self.entrywise_product(*(letter.atom for letter in word))
        ones = t.call("ones", self.size_term(self.shapes.of(whole).rows))
        self.shapes.visit_all(ones)
        return (Letter(ones, transposed=True), Letter(whole))

    def cyclically_reduced(self, word: Word) -> Word:
        """A closed word whose last and first letters do not cancel."""
        while len(word) > 1 and word[-1].atom is word[0].atom and (
            self._are_inverse(word[-1], word[0])
        ):  # fmt: skip
            word = word[1:-1]
        return word

    def _trace_of_identity(self, word: Word) -> Term:
        return self.size_term(self.shapes.of(word[0].atom).rows)

    def size_term(self, size: Size) -> Term:
        """A size as a number or a name."""
        size = self.shapes.size(size)
        if size.startswith("?"):
            raise NoNormalFormError("a size that is not known")
        return t.number(int(size)) if size.isdigit() else t.name(size)

    def spread(self, form: Form, rows: Size) -> tuple[tuple[Word, Term], ...]:
        """The words of a form; a number beside a vector is added to every entry."""
        if not form.is_scalar:
            return form.words
        ones = t.call("ones", self.size_term(rows))
        self.shapes.visit_all(ones)
        return (((Letter(ones),), form.coefficient),)

    def traced(self, form: Form) -> Form:
        """The trace of a square form."""
        if form.is_scalar:
            return form
        parts = [
            times(c, self.closed(w) if w else self.size_term(form.rows)) for w, c in form.words
        ]
        return scalar_form(plus(parts))

    def jacobian(self, body: Term, variable: Term, depth: int) -> Form:
        """The Jacobian of a vector: what stands before u in the pullback of a cotangent u."""
        rows, columns = self.shapes.of(body).rows, self.shapes.of(variable).rows
        cotangent = t.fresh_name("u", t.free_names(body))
        self.shapes.name_vector(cotangent, rows)
        outer, self.kept = self.kept, cotangent
        pulled = self.of(pulled_back(body, variable, cotangent, self.shapes), depth)
        words = [part for item in pulled.words for part in self._without_cotangent(*item)]
        self.kept = outer
        return self.transposed(self.collected(words, columns, rows))

    def _without_cotangent(self, word: Word, coefficient: Term) -> Iterator[tuple[Word, Term]]:
        """The word without the cotangent at its end; one inside a number is turned outwards."""
        assert self.kept is not None
        if word and word[-1] == Letter(self.kept):
            yield word[:-1], coefficient
            return
        if Letter(self.kept) in word:
            raise NoNormalFormError("a Jacobian that is no product")
        slopes = _slopes(coefficient, list(self.open_words))
        for place, slope in slopes.items():
            yield (*word, *self.open_words[place][:-1]), slope

    def _turned_to_cotangent(self, word: Word) -> Word | None:
        """A closed word with the cotangent, turned so that this comes last."""
        if self.kept is None:
            return None
        last = Letter(self.kept)
        for candidate in (word, tuple(map(self.letter_transposed, reversed(word)))):
            if last in candidate:
                k = candidate.index(last) + 1
                return candidate[k:] + candidate[:k]
        return None

    def as_hadamard(self, word: Word, columns: Size) -> Word:
        """``diag(v) w`` with a vector w is the elementwise product of v and w."""
        place = next((k for k, letter in enumerate(word) if _is_diagonal(letter)), None)
        if place is None or self.shapes.size(columns) != "1" or place == len(word) - 1:
            return word
        rest = self.as_hadamard(word[place + 1 :], columns)
        if self.kept is not None and Letter(self.kept) in rest:
            return word
        atom = self.entrywise_product(word[place].atom.args[0], _letters_term(rest))
        if not _is_hadamard(atom):
            return (*word[:place], *self.of(atom, 0).words[0][0])
        return (*word[:place], Letter(atom))

    def entrywise_product(self, *factors: Term) -> Term:
        """The Hadamard product of terms, its factors in one order."""
        flat = _cancelled([part for factor in factors for part in _entrywise_factors(factor)])
        if not flat:
            flat = [t.call("ones", self.size_term(self.shapes.of(factors[0]).rows))]
        parts = sorted((p for p in flat if not _is_ones(p)), key=t.pretty) or flat[:1]
        whole = parts[0]
        for part in parts[1:]:
            whole = t.call("hadamard", whole, part)
        self.shapes.visit_all(whole)
        return whole

    def diagonals_joined(self, word: Word) -> Word:
        """``diag(a) diag(b)`` is diag(a ⊙ b)."""
        joined: list[Letter] = []
        for letter in word:
            if joined and _is_diagonal(letter) and _is_diagonal(joined[-1]):
                one, other = joined.pop().atom.args[0], letter.atom.args[0]
                whole = Letter(t.call("diag", self.entrywise_product(one, other)))
                self.shapes.visit_all(whole.atom)
                joined.append(whole)
            else:
                joined.append(letter)
        return tuple(joined)

    def numbers_taken_out(self, word: Word) -> tuple[list[Term], Word]:
        """The 1 × 1 parts inside a word: in a (aᵀ X b) bᵀ the middle is a number."""
        cuts = [k for k, letter in enumerate(word, 1) if self._columns(letter) == "1"]
        if word and self._columns(self.letter_transposed(word[0])) == "1":
            cuts.insert(0, 0)
        if len(cuts) < 2:
            return [], word
        middles = [self.closed(word[a:b]) for a, b in pairwise(cuts)]
        return middles, (*word[: cuts[0]], *word[cuts[-1] :])

    def _columns(self, letter: Letter) -> Size:
        shape = self.shapes.of(letter.atom)
        return self.shapes.size(shape.rows if letter.transposed else shape.columns)

    def multiplied(self, a: Form, b: Form) -> Form:
        """The product of two forms."""
        if a.is_scalar or b.is_scalar:
            number, array = (a, b) if a.is_scalar else (b, a)
            words = [(w, times(number.coefficient, c)) for w, c in array.words]
            return self.collected(words, array.rows, array.columns)
        if self._inverse_of(a, b) or self._inverse_of(b, a):
            return Form(a.rows, a.rows, (((), t.ONE),))
        words = [(u + v, times(c, d)) for u, c in a.words for v, d in b.words]
        return self.collected(words, a.rows, b.columns)

    def _inverse_of(self, a: Form, b: Form) -> bool:
        """Whether a is an inverse of the sum b."""
        if len(a.words) != 1 or len(a.words[0][0]) != 1 or a.words[0][1] is not t.ONE:
            return False
        letter = a.words[0][0][0]
        form = self.inverses.get(letter.atom)
        if form is None or not letter.inverted:
            return False
        return (self.transposed(form) if letter.transposed else form).words == b.words

    def inverse(self, form: Form) -> Form:
        """The inverse: letter by letter where all are square, else a letter of its own."""
        if len(form.words) == 1:
            word, coefficient = form.words[0]
            if all(map(self._is_square, word)):
                self.inverted.update(dict.fromkeys(letter.atom for letter in word))
                inverted = tuple(self._letter_inverse(letter) for letter in reversed(word))
                return Form(form.rows, form.columns, ((inverted, t.div(t.ONE, coefficient)),))
        other = self.transposed(form)
        turned = _form_order(other) < _form_order(form)
        form = other if turned else form
        atom = term_of(form, self.shapes)
        self.shapes.visit_all(atom)
        self.inverses[atom] = form
        self.inverted[atom] = None
        return Form(form.rows, form.columns, (((Letter(atom, turned, True),), t.ONE),))

    def _is_square(self, letter: Letter) -> bool:
        shape = self.shapes.of(letter.atom)
        return self.shapes.size(shape.rows) == self.shapes.size(shape.columns)

    def _letter_inverse(self, letter: Letter) -> Letter:
        if "orthogonal" in self.kind(letter.atom):
            return Letter(letter.atom, not letter.transposed)
        return Letter(letter.atom, letter.transposed, not letter.inverted)


_SYMMETRIC: Final = frozenset({"symmetric", "positive definite", "positive semidefinite",
                               "diagonal", "identity"})  # fmt: skip


def _word_order(word: Word) -> tuple[int, list[tuple[str, bool, bool]]]:
    return len(word), [letter.order for letter in word]


def _form_order(form: Form) -> list[tuple[int, list[tuple[str, bool, bool]]]]:
    return [_word_order(word) for word, _ in form.words]


def times(a: Term, b: Term) -> Term:
    """A product of scalars without ones."""
    if a is t.ONE or b is t.ONE:
        return b if a is t.ONE else a
    factors = [p for x in (a, b) for p in (x.args if x.op is Op.MUL else (x,))]
    return t.mul(*factors)


def simplified(scalar: Term) -> Term:
    """A scalar simplified around its traces and determinants, whose products keep their order."""
    names = {atom: t.name(f"~{k}") for k, atom in enumerate(_numbers_in(scalar))}
    return t.substitute(simplify(t.substitute(scalar, names)), {v: k for k, v in names.items()})


def _slopes(scalar: Term, places: list[Term]) -> dict[Term, Term]:
    """What a scalar that is linear in some numbers multiplies each of them by."""
    names = {node: t.name(f"~{k}") for k, node in enumerate(_numbers_in(scalar))}
    plain = t.substitute(scalar, names)
    back = {label: node for node, label in names.items()}
    found = {
        place: t.substitute(simplify(differentiate(plain, names[place])), back)
        for place in places
        if place in names
    }
    if any(t.free_names(slope) & {str(names[p].data) for p in found} for slope in found.values()):
        raise NoNormalFormError("a Jacobian that is no product")
    return {place: slope for place, slope in found.items() if t.value_of(slope) != 0}


def _numbers_in(scalar: Term) -> list[Term]:
    return [n for n in t.postorder(scalar) if n.op is Op.CALL and n.data in LINEAR]


def plus(terms: Sequence[Term]) -> Term:
    """A sum of scalars, numbers added up."""
    numbers = [value for value in map(t.value_of, terms) if value is not None]
    rest = [term for term in terms if t.value_of(term) is None]
    total = sum(numbers)
    return t.add(*rest, *([t.number(total)] if total or not rest else []))


# ------------------------------------------------------------------------------- the rules


def scalar_form(term: Term) -> Form:
    """A number as a form."""
    return Form("1", "1", (((), term),))


def _scalar_leaf(self: _Normaliser, term: Term, depth: int) -> Form:
    """A number; what is inside of it is normalised first, so that it has one spelling."""
    if not term.args or t.binds(term) or term.op in (Op.DERIVATIVE, Op.ELEMENT, Op.APPLY):
        return scalar_form(term)
    parts = self.parts(term, depth)
    if not all(part.is_scalar for part in parts):
        if term.op is Op.CALL and term.data in LINEAR:
            return scalar_form(t.make(term.op, *(term_of(p, self.shapes) for p in parts),
                                      data=term.data))  # fmt: skip
        raise NoNormalFormError(f"{term.op} of an array")
    return scalar_form(t.make(term.op, *(part.coefficient for part in parts), data=term.data))


def _atom(self: _Normaliser, term: Term, depth: int) -> Form:
    """An array that goes no further, with its arguments normalised."""
    shape = self.shapes.of(term)
    if term.op is Op.NAME and "identity" in self.kind(term):
        return Form(shape.rows, shape.columns, (((), t.ONE),))
    if term.op in (Op.CALL, Op.POW):
        args = (term_of(part, self.shapes) for part in self.parts(term, depth))
        term = t.make(term.op, *args, data=term.data)
        self.shapes.visit_all(term)
    return Form(shape.rows, shape.columns, (((Letter(term),), t.ONE),))


def _sum(self: _Normaliser, term: Term, depth: int) -> Form:
    parts = self.parts(term, depth)
    arrays = [part for part in parts if not part.is_scalar]
    if not arrays:
        return scalar_form(plus([part.coefficient for part in parts]))
    if len(arrays) < len(parts) and arrays[0].columns != "1":
        raise NoNormalFormError("a number added to a matrix")
    words = [item for part in parts for item in self.spread(part, arrays[0].rows)]
    return self.collected(words, arrays[0].rows, arrays[0].columns)


def _negative(self: _Normaliser, term: Term, depth: int) -> Form:
    form = self.parts(term, depth)[0]
    words = [(word, _negated(c)) for word, c in form.words]
    return Form(form.rows, form.columns, tuple(words))


def _negated(term: Term) -> Term:
    value = t.value_of(term)
    if value is not None:
        return t.number(-value)
    return term.args[0] if term.op is Op.NEG else t.neg(term)


def _product(self: _Normaliser, term: Term, depth: int) -> Form:
    """Neighbours that conform are multiplied; a closed group is a number wherever it stands."""
    groups: list[Form] = []
    numbers: list[Form] = []
    for part in self.parts(term, depth):
        if part.is_scalar:
            numbers.append(part)
        elif groups and not groups[-1].is_scalar and (
            self.shapes.size(groups[-1].columns) == self.shapes.size(part.rows)
        ):  # fmt: skip
            groups[-1] = self.multiplied(groups[-1], part)
        else:
            groups.append(part)
    arrays = [group for group in groups if not group.is_scalar]
    if len(arrays) > 1:
        raise NoNormalFormError("a product that does not conform")
    whole = arrays[0] if arrays else scalar_form(t.ONE)
    for number in [*numbers, *(group for group in groups if group.is_scalar)]:
        whole = self.multiplied(number, whole)
    return whole


def _quotient(self: _Normaliser, term: Term, depth: int) -> Form:
    top, bottom = self.parts(term, depth)
    if bottom.columns == "1" and not bottom.is_scalar:
        reciprocal = t.power(term.args[1], t.MINUS_ONE)
        return self.of(t.mul(term.args[0], reciprocal) if top.is_scalar
                       else t.call("hadamard", term.args[0], reciprocal), depth)  # fmt: skip
    if not bottom.is_scalar:
        raise NoNormalFormError("an array in a denominator")
    if top.is_scalar:
        return scalar_form(t.div(top.coefficient, bottom.coefficient))
    return self.multiplied(scalar_form(t.div(t.ONE, bottom.coefficient)), top)


def _power(self: _Normaliser, term: Term, depth: int) -> Form:
    square = squared_norm(term, self.shapes)
    if square is not term:
        return self.of(square, depth)
    base, exponent = self.parts(term, depth)
    if base.is_scalar and exponent.is_scalar:
        return scalar_form(t.power(base.coefficient, exponent.coefficient))
    value = t.value_of(exponent.coefficient) if exponent.is_scalar else None
    if base.columns == "1" and value is not None and 2 <= value <= 6 and value.denominator == 1:
        return _repeated(self, term, int(value), depth)
    if value is None or value.denominator != 1 or abs(value) > 6 or base.rows != base.columns:
        return _atom(self, term, depth)
    whole = base if value > 0 else self.inverse(base)
    result = Form(base.rows, base.columns, (((), t.ONE),))
    for _ in range(abs(int(value))):
        result = self.multiplied(result, whole)
    return result


def _repeated(self: _Normaliser, term: Term, times_over: int, depth: int) -> Form:
    """A power of a vector is taken entry by entry."""
    whole = term.args[0]
    for _ in range(times_over - 1):
        whole = t.call("hadamard", whole, term.args[0])
    return self.of(whole, depth)


def _diagonal(self: _Normaliser, term: Term, depth: int) -> Form:
    """Linear; of a vector of ones the identity."""
    form = self.parts(term, depth)[0]
    if form.columns != "1" or form.is_scalar:
        return _atom(self, term, depth)
    words = []
    for word, coefficient in form.words:
        inner = _word_term(word, form)
        atom = t.call("diag", inner)
        self.shapes.visit_all(atom)
        words.append((() if _is_ones(inner) else (Letter(atom),), coefficient))
    return self.collected(words, form.rows, form.rows)


def _transpose(self: _Normaliser, term: Term, depth: int) -> Form:
    return self.transposed(self.parts(term, depth)[0])


def _trace(self: _Normaliser, term: Term, depth: int) -> Form:
    split = trace_of_kronecker(term)
    return self.of(split, depth) if split is not term else self.traced(self.parts(term, depth)[0])


def _inner(self: _Normaliser, term: Term, depth: int) -> Form:
    left, right = self.parts(term, depth)
    return self.traced(self.multiplied(self.transposed(left), right))


def _norm(self: _Normaliser, term: Term, depth: int) -> Form:
    if len(term.args) > 1:
        return scalar_form(t.call("norm", term_of(self.of(term.args[0], depth), self.shapes),
                                  term.args[1]))  # fmt: skip
    form = self.of(term.args[0], depth)
    if form.is_scalar:
        return scalar_form(t.call("abs", form.coefficient))
    if term.data == "norm" and form.columns != "1" and form.rows != "1":
        return scalar_form(t.call("norm", term_of(form, self.shapes)))
    squares = self.traced(self.multiplied(self.transposed(form), form))
    return scalar_form(t.call("sqrt", squares.coefficient))


def _determinant(self: _Normaliser, term: Term, depth: int) -> Form:
    """Of a product of square matrices the product of the determinants."""
    form = self.parts(term, depth)[0]
    if form.is_scalar:
        return form
    if len(form.words) != 1 or not all(map(self._is_square, form.words[0][0])):
        return scalar_form(t.call("det", term_of(form, self.shapes)))
    word, coefficient = form.words[0]
    result = t.ONE
    if coefficient is not t.ONE:
        result = t.power(coefficient, self.size_term(form.rows))
    for letter in word:
        factor = t.call("det", letter.atom)
        result = times(result, t.div(t.ONE, factor) if letter.inverted else factor)
    return scalar_form(result)


def _hadamard(self: _Normaliser, term: Term, depth: int) -> Form:
    """Bilinear and symmetric in its factors."""
    left, right = self.parts(term, depth)
    if left.is_scalar and right.is_scalar:
        return scalar_form(times(left.coefficient, right.coefficient))
    words = []
    for u, c in left.words:
        for v, d in right.words:
            atom = self.entrywise_product(_word_term(u, left), _word_term(v, right))
            words.append((self.of(atom, depth).words[0][0], times(c, d)) if not _is_hadamard(atom)
                         else ((Letter(atom),), times(c, d)))  # fmt: skip
    return self.collected(words, left.rows, left.columns)


def _kronecker(self: _Normaliser, term: Term, depth: int) -> Form:
    """With a number it is a multiple."""
    left, right = self.parts(term, depth)
    if left.is_scalar or right.is_scalar:
        return self.multiplied(left, right)
    return _atom(self, term, depth)


def _identity(self: _Normaliser, term: Term, depth: int) -> Form:
    shape = self.shapes.of(term)
    return Form(shape.rows, shape.columns, (((), t.ONE),))


def _zeros(self: _Normaliser, term: Term, depth: int) -> Form:
    shape = self.shapes.of(term)
    return Form(shape.rows, shape.columns, ())


def _derivative(self: _Normaliser, term: Term, depth: int) -> Form:
    """A derivative by an array, carried out by the rules of matrix calculus."""
    body, *variables = term.args
    orders = t.derivative_orders(term)
    if all(self.shapes.of(v).is_scalar for v in variables):
        return _scalar_leaf(self, term, depth) if self.shapes.of(body).is_scalar else _atom(
            self, term, depth
        )  # fmt: skip
    try:
        if self.shapes.of(body).is_scalar:
            first = gradient(body, variables[0], self.shapes)
            rest = [variables[0]] * (orders[0] - 1) + list(variables[1:])
        else:
            first, rest = (
                body,
                [v for v, k in zip(variables, orders, strict=True) for _ in range(k)],
            )
    except NotDifferentiable as problem:
        raise NoNormalFormError(str(problem)) from None
    if not rest:
        return self.of(first, depth)
    if len(rest) > 1:
        raise NoNormalFormError("a third derivative")
    if self.shapes.of(body).is_scalar:
        first = without_closing_traces(term_of(self.of(first, depth), self.shapes), self.shapes)
    return self.jacobian(first, rest[0], depth)


def _expanded_total(self: _Normaliser, term: Term, depth: int) -> Form:
    """A sum over an index, each of its words summed; constants are taken in front."""
    body, index, lower, upper = term.args
    inside = self.of(body, depth)
    if term.op is not Op.SUM:
        return scalar_form(term) if inside.is_scalar else _atom(self, term, depth)
    if inside.is_scalar:
        return scalar_form(t.summation(inside.coefficient, index, lower, upper))
    words = []
    for word, coefficient in inside.words:
        part = _with_coefficient(coefficient, _word_term(word, inside))
        atom = t.summation(part, index, lower, upper)
        self.shapes.visit_all(atom)
        words.append(((Letter(atom),), t.ONE))
    return self.collected(words, inside.rows, inside.columns)


_RULES: Final[dict[Op, Callable[[_Normaliser, Term, int], Form]]] = {
    Op.ADD: _sum, Op.NEG: _negative, Op.MUL: _product, Op.DIV: _quotient, Op.POW: _power,
    Op.DERIVATIVE: _derivative, Op.SUM: _expanded_total, Op.PRODUCT: _expanded_total,
}  # fmt: skip

_CALLS: Final[dict[str, Callable[[_Normaliser, Term, int], Form]]] = {
    "transpose": _transpose, "adjoint": _transpose, "trace": _trace, "dot": _inner,
    "norm": _norm, "frobenius": _norm, "det": _determinant, "hadamard": _hadamard,
    "identity": _identity, "diag": _diagonal, "zeros": _zeros, "kronecker": _kronecker,
}  # fmt: skip
