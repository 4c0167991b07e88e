"""What a page has said so far: kinds, definitions and assumptions of its names."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from symcalc.core import term as t
from symcalc.core.chance import Chance, speaks_of_chance
from symcalc.core.kind import COMPLEX, Declaration, Definition, Kind, Sort, elements_key
from symcalc.core.kind_shapes import has_arrays
from symcalc.core.problem import Scope
from symcalc.core.shape import Shape
from symcalc.core.shapes import shapes_of
from symcalc.core.span import Span
from symcalc.core.term import Op, Term
from symcalc.read.context import Context

#: Functions whose name alone does not tell them: p(x) and p(y) are two densities, and what
#: E(X) = 3 says of X it does not say of Y.
_OVERLOADED: Final = frozenset(
    {"p", "q", "P", "Q", "rm.p", "rm.P", "rm.Pr", "rm.E", "bb.E", "rm.Var", "rm.Cov", "rm.Corr",
     "rm.H", "rm.I", "rm.KL", "bb.P", "bb.V"}
)  # fmt: skip


@dataclass
class Knowledge:
    """What is known so far, growing as the page is read; ``scope`` is a snapshot of it.

    ``everywhere`` says that what is learnt here will hold for the whole page.
    """

    context: Context = field(default_factory=Context)
    declarations: dict[str, Declaration] = field(default_factory=dict)
    definitions: dict[str, Definition] = field(default_factory=dict)
    assumptions: list[Term] = field(default_factory=list)
    mentioned: list[Term] = field(default_factory=list)
    displayed: list[Term] = field(default_factory=list)
    cases: list[Term] = field(default_factory=list)
    spoken_of: dict[str, Term] = field(default_factory=dict)
    everywhere: bool = False
    chance: Chance | None = None
    _snapshot: Scope | None = None

    def scope(self) -> Scope:
        """An immutable picture of what is known; the same object until something is learnt."""
        if self._snapshot is None:
            self._snapshot = Scope(
                dict(self.declarations),
                dict(self.definitions),
                tuple(self.assumptions),
                tuple(self.mentioned),
                self.chance,
                tuple(self.displayed),
            )
        return self._snapshot

    def declare(self, key: str, kind: Kind, source: str, span: Span | None = None) -> None:
        """Learn the kind of a name."""
        self._snapshot = None
        self.declarations[key] = Declaration(key, kind, source, span)
        context = self.context
        if kind.sort is Sort.FUNCTION:
            context.functions.setdefault(key, ())
            context.scalars.discard(key)
        elif kind.sort in (Sort.SCALAR, Sort.INDEX):
            context.scalars.add(key)
            context.kinds.pop(key, None)
            if key in ("i", "j") and kind == COMPLEX:
                context.units.add(key)
                context.scalars.discard(key)
            elif "complex" in kind.properties:
                context.complex.add(key)
        elif kind.sort in (Sort.VECTOR, Sort.MATRIX, Sort.QUATERNION):
            context.kinds[key] = kind
            context.scalars.discard(key)
            if source == "prose":
                self._forget_value(key)

    def _forget_value(self, key: str) -> None:
        """An array that is introduced anew may no longer be what it was in an earlier example."""
        known = self.definitions.get(key)
        if known is not None and not known.parameters:
            del self.definitions[key]
            self.mention(t.relation("=", t.name(key), known.body))

    def assume(self, relation: Term) -> None:
        """Learn a relation that holds."""
        self._snapshot = None
        if relation not in self.assumptions:
            self.assumptions.append(relation)

    def assume_order(self, relation: Term, case: bool) -> None:
        """Learn an order that prose states of two terms; it ends what it said of them before.

        "If $a < 1$ …" and "if $a > 1$ …" are two cases, not a contradiction; a case ends
        with what it leads to (``end_cases``).
        """
        if relation in self.assumptions:
            return
        pair = set(relation.args)
        self.assumptions = [known for known in self.assumptions if set(known.args) != pair]
        self.assume(relation)
        if case:
            self.cases.append(relation)

    def end_cases(self) -> None:
        """What held in a case only is from now on only mentioned."""
        for case in self.cases:
            self.assumptions = [known for known in self.assumptions if known is not case]
            self.mention(case)
        self.cases = []

    def leave(self, before: Scope) -> None:
        """Forget what an example said that begins where ``before`` was known.

        Its definitions and assumptions are from now on only mentioned.
        """
        new = [known for known in self.assumptions if known not in before.assumptions]
        self.assumptions = [known for known in self.assumptions if known not in new]
        for relation in new:
            self.mention(relation)
        self.displayed = [known for known in self.displayed if known in before.displayed]
        for key, known in list(self.definitions.items()):
            if before.definitions.get(key) is not known:
                self._forget_definition(key, before.definitions.get(key))
        self._snapshot = None

    def _forget_definition(self, key: str, earlier: Definition | None) -> None:
        """Let a name mean again what it meant before an example, if it meant anything."""
        known = self.definitions.pop(key)
        if earlier is not None:
            self.definitions[key] = earlier
        if not known.parameters:
            self.mention(t.relation("=", t.name(key), known.body))

    def mention(self, relation: Term) -> None:
        """Note a relation that the page speaks of without saying that it holds."""
        self._snapshot = None
        if relation not in self.mentioned:
            self.mentioned.append(relation)

    def state_value(self, left: Term, right: Term) -> bool:
        """Learn the value of a mean or of a probability; the last one that was stated holds.

        False where the left side is no such thing, or the right side is one too.
        """
        if self.chance is None or left.op is not Op.APPLY:
            return False
        functionals = self.chance.functionals
        if not speaks_of_chance(left, functionals) or speaks_of_chance(right, functionals):
            return False
        self._snapshot = None
        others = (known for known in self.chance.values if known.args[0] is not left)
        values = (*others, t.relation("=", left, right))
        self.chance = replace(self.chance, values=values)
        return True

    def mention_property(self, key: str, relation: Term) -> None:
        """Note a property that the page speaks of, though a name need not have it here."""
        self.spoken_of[key] = relation
        self.mention(relation)

    def hold(self, key: str) -> None:
        """What was only spoken of a name is stated of it now."""
        relation = self.spoken_of.pop(key, None)
        if relation is not None:
            self._snapshot = None
            self.mentioned = [known for known in self.mentioned if known is not relation]

    def display(self, equations: Iterable[Term]) -> None:
        """Note equations of a display on which lines below may rest; the latest come last."""
        for equation in equations:
            self._snapshot = None
            self.displayed = [known for known in self.displayed if known is not equation]
            self.displayed.append(equation)

    def define(
        self, left: Term, body: Term, span: Span | None = None, explicit: bool = False
    ) -> bool:
        """Learn what a name or a function stands for; False if the left side is neither.

        An explicit definition (``--let``) holds for p(x) and E(X) too.
        """
        key, parameters = definiendum(left, overloaded=not explicit)
        base = key.partition("[")[0]
        if not key or base in t.free_names(body) or key in t.functions_in(body):
            return False
        self._snapshot = None
        earlier = self._earlier(key, parameters, body)
        self.definitions[key] = Definition(key, parameters, body, span, earlier)
        if left.op is Op.ELEMENT:
            return True
        if parameters:
            self.context.functions[key] = parameters
            self.context.defined.add(key)
            self.context.scalars.discard(key)
            return True
        kind = _kind_of_array(body, self.context.kinds) if self._knows_kinds(body) else None
        if kind is not None:
            self.declare(key, kind, "use" if self._inferred(body) else "definition", span)
            return True
        self.context.scalars.add(key)
        if not self._knows_kinds(body) and t.constant("i") not in t.postorder(body):
            self.context.vague.add(key)
        free = sorted(t.free_names(body))
        if len(free) == 1 and not t.contains(body, Op.ELEMENT):
            self.context.dependents[key] = free[0]
        return True

    def has_defined(self, left: Term, body: Term) -> bool:
        """Whether ``left = body`` only says again what is defined."""
        key, parameters = definiendum(left)
        known = self.definitions.get(key)
        return known is not None and (known.parameters, known.body) == (parameters, body)

    def _knows_kinds(self, body: Term) -> bool:
        """Whether the kinds of all names in a term are known; an undeclared one may be an array."""
        arrays = {key.partition("[")[0] for key in self.context.kinds}
        known = arrays | self.declarations.keys() | self.context.scalars | self.context.indices
        return t.free_names(body) <= known

    def _inferred(self, body: Term) -> bool:
        """Whether the kind of a name in a term was concluded from its use."""
        found = (self.declarations.get(key) for key in sorted(t.free_names(body)))
        return any(declared is not None and declared.inferred for declared in found)

    def _earlier(self, key: str, parameters: tuple[str, ...], body: Term) -> tuple[Term, ...]:
        """What the same name, with the same parameters, meant before."""
        known = self.definitions.get(key)
        if known is None or known.parameters != parameters:
            return ()
        return tuple(term for term in (known.body, *known.earlier) if term is not body)


def _kind_of_array(body: Term, kinds: Mapping[str, Kind]) -> Kind | None:
    """The kind of what is defined as a vector, a matrix or a quaternion; None for a number."""
    if not has_arrays([body], kinds):
        return None
    shape = shapes_of([body], kinds).of(body)
    if shape.quaternion:
        return Kind(Sort.QUATERNION)
    if shape.is_scalar or not (shape.is_known or _is_column(shape)):
        return None
    if not shape.is_known:
        return Kind(Sort.VECTOR)
    if shape.columns == "1":
        return Kind(Sort.VECTOR, (shape.rows,))
    return Kind(Sort.MATRIX, (shape.rows, shape.columns))


def _is_column(shape: Shape) -> bool:
    """Whether a shape is that of a vector, whatever its size."""
    return shape.columns == "1" and not shape.weak


def definiendum(left: Term, overloaded: bool = True) -> tuple[str, tuple[str, ...]]:
    """The key and the parameters that ``left = …`` would define; an empty key if none.

    ``y_i = …`` defines the sequence y by its elements, with the index as its parameter.
    Where functions may be overloaded, p(x) and p(y) can be two: none is defined by a line.
    """
    if left.op is Op.NAME:
        return str(left.data), ()
    if left.op is Op.APPLY and any(t.function_orders(left)):
        return "", ()
    if left.op not in (Op.APPLY, Op.ELEMENT):
        return "", ()
    parameters = [str(argument.data) for argument in left.args if argument.op is Op.NAME]
    if len(parameters) != len(left.args) or len(set(parameters)) != len(parameters):
        return "", ()
    key = t.function_key(left) if left.op is Op.APPLY else elements_key(left)
    doubtful = key in _OVERLOADED or any(parameter[0].isupper() for parameter in parameters)
    if overloaded and doubtful:
        return "", ()
    return key, tuple(parameters)
