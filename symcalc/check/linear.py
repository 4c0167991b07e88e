"""Claims about vectors, matrices and quaternions.

Shapes come first.  Then a symbolic normal form, which proves a claim for every size; then
the entries, written out at several sizes, each a scalar claim that every oracle hears.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from symcalc.check import knowledge
from symcalc.check.budget import Budget
from symcalc.check.claim import Claim, Question
from symcalc.check.codes import CODES
from symcalc.check.compare import VERDICT_CODES, Judgement, compare, verdict_of
from symcalc.check.domain import Domain
from symcalc.check.linear_proof import Proof, prove_by_form
from symcalc.check.opaque import with_plain_arguments
from symcalc.check.sizes import chosen_sizes
from symcalc.core.kind import REAL, Declaration, Kind, Sort
from symcalc.core.kind_shapes import array_kinds, has_arrays
from symcalc.core.problem import Role, Scope, Statement
from symcalc.core.shape import Conflict, Shape
from symcalc.core.shapes import Shapes, shapes_of
from symcalc.core.term import (
    ONE,
    TWO,
    ZERO,
    Op,
    Term,
    add,
    apply,
    call,
    free_names,
    make,
    mul,
    name,
    postorder,
    power,
    rebuild,
    relation,
    substitute,
    value_of,
)
from symcalc.core.unification import unite
from symcalc.core.verdict import BAD, Evidence, Says, Verdict
from symcalc.mean.components.array import Array, NotWrittenOut
from symcalc.mean.components.names import Setting, entry_key
from symcalc.mean.components.quaternions import as_quaternion
from symcalc.mean.components.written import written_out
from symcalc.mean.definitions import expand_definitions
from symcalc.mean.names import plain_name

_BOLD: Final = ("bf.", "vec.")
#: No more entries of one claim than this are judged at one choice of sizes.
_MOST_ENTRIES: Final = 16
_ROW_LAYOUT: Final = "in the layout where a gradient is a row"


def speaks_of_arrays(statement: Statement) -> bool:
    """Whether a statement is about vectors, matrices or quaternions, its definitions expanded."""
    sides = [side for side in (statement.left, statement.right) if side is not None]
    kinds = array_kinds(statement.scope)
    if has_arrays(sides, kinds):
        return True
    scope = statement.scope
    if not scope.definitions or statement.role is not Role.CLAIM:
        return False
    return has_arrays([expand_definitions(side, scope) for side in sides], kinds)


def without_arrays(scope: Scope) -> Scope:
    """The scope of a claim about scalars: of relations of arrays only whose names they hold."""
    kinds = array_kinds(scope)

    def scalar(relation: Term) -> Term:
        if not has_arrays([relation], kinds):
            return relation
        names = (name(key) for key in sorted(free_names(relation)))
        return make(Op.RELATION, apply("array", *names), ZERO, data="=")

    assumptions, mentioned = (
        tuple(map(scalar, relations)) for relations in (scope.assumptions, scope.mentioned)
    )
    return replace(scope, assumptions=assumptions, mentioned=mentioned)


def judge_arrays(statement: Statement, budget: Budget) -> Judgement:
    """The judgement on a claim about arrays: as written, then with its definitions expanded."""
    written, expanded = _questions(statement)
    if written.left is written.right and written.sign in ("=", "<=", ">="):
        structural = Evidence("structural", Says.HOLDS, "both sides are the same expression")
        return _judgement(Verdict.PROVED, (structural,))
    nabla = "\\nabla" in statement.left_text + statement.right_text
    first = _in_some_layout(written, budget, nabla)
    same = written.left is expanded.left and written.right is expanded.right
    if same or first.verdict in _ACCEPTED:
        return first
    second = _in_some_layout(expanded, budget, nabla)
    if second.verdict is Verdict.UNDECIDED and first.verdict is Verdict.UNDECIDED:
        return first
    return second


_ACCEPTED: Final = frozenset({Verdict.PROVED, Verdict.CONDITIONAL, Verdict.SUPPORTED})


def _questions(statement: Statement) -> tuple[Question, Question]:
    """The claim as it is written, and with its definitions in the place of their names."""
    assert statement.left is not None
    assert statement.right is not None
    scope = statement.scope
    sign = "=" if statement.relation == ":=" else statement.relation
    sides = (statement.left, statement.right)
    expanded = (expand_definitions(side, scope) for side in sides)
    return _question(sides, sign, scope), _question(expanded, sign, scope)


def _question(sides: Iterable[Term], sign: str, scope: Scope) -> Question:
    left, right = map(with_plain_arguments, sides)
    return Question(left, right, sign, scope)


def _in_some_layout(question: Question, budget: Budget, nabla: bool) -> Judgement:
    """The judgement; a line that fails is tried with every gradient transposed.

    ∂f/∂x is a row in one usual layout, ∇f has the shape of its variable in both.
    """
    found = _judged(question, budget)
    if found.verdict is Verdict.REFUTED and _squares_a_vector(question):
        return _undecided("SC416", "fails, if a power of a vector is taken entry by entry")
    if found.verdict is not Verdict.REFUTED or question.sign != "=":
        return found
    if not _has_gradient(question):
        return found
    other = _in_row_layout(question, found, budget)
    if other is not found and nabla:
        return replace(found, code="SC206", message=CODES["SC206"].title)
    return other


def _judged(question: Question, budget: Budget) -> Judgement:
    kinds = array_kinds(question.scope)
    shapes = shapes_of([question.left, question.right], kinds)
    if question.sign == "=":
        unite(shapes, shapes.of(question.left), shapes.of(question.right), question.left)
    if shapes.conflicts:
        return _on_shapes(question, shapes.conflicts[0], shapes)
    proof = _NO_PROOF if question.sign != "=" else prove_by_form(question, shapes)
    found = _by_entries(question, shapes, kinds, budget)
    return found if proof.evidence.says is not Says.HOLDS else _with_proof(found, proof)


_NO_PROOF: Final = Proof(Evidence("normal form", Says.UNSURE))


def _with_proof(found: Judgement, proof: Proof) -> Judgement:
    """A proof for every size beside what the entries say; a failing entry contradicts it.

    Where the entries prove it themselves, they say best what it rests on.
    """
    proved = found.verdict in (Verdict.PROVED, Verdict.CONDITIONAL)
    needed = found.conditions if proved else (*proof.conditions, *found.conditions)
    conditions = tuple(dict.fromkeys(needed))
    evidence = (proof.evidence, *found.evidence)
    contradicted = any(e.says is Says.FAILS for e in found.evidence)
    verdict = Verdict.DISPUTED if contradicted else verdict_of([proof.evidence], conditions)
    return _judgement(verdict, evidence, conditions)


# ----------------------------------------------------------------------------------- shapes


def _on_shapes(question: Question, conflict: Conflict, shapes: Shapes) -> Judgement:
    """Shapes that follow from declarations and do not fit refute; inferred ones do not."""
    message = _conflict_message(conflict)
    declared = question.scope.declarations
    stated = all(_is_stated(key, declared) for key in sorted(free_names(conflict.node)))
    if _has_identity(conflict.node, question.scope):
        return _undecided("SC416", f"{message}, if I is of one size here; write I_n")
    if conflict.operation == "+" and _may_be_added_to_rows(conflict):
        return _undecided("SC416", f"{message}, unless the vector is added to every row")
    if not stated or not (conflict.left.is_known and conflict.right.is_known):
        return _undecided("SC416", f"{message}, as far as the shapes are known")
    sizes = {*_sizes(conflict.left), *_sizes(conflict.right)}
    if any(free_names(relation) & sizes for relation in question.scope.assumptions):
        return _undecided("SC416", f"{message}, unless an assumption makes the sizes equal")
    transposed = conflict.left == conflict.right.transposed
    code = "SC206" if conflict.operation == "=" and transposed else "SC205"
    evidence = Evidence("shapes", Says.FAILS, message)
    return Judgement(Verdict.REFUTED, (evidence,), (), message, code)


def _may_be_added_to_rows(conflict: Conflict) -> bool:
    """X W + b with a b as long as a row: many add it to every row."""
    pairs = ((conflict.left, conflict.right), (conflict.right, conflict.left))
    return any(one.columns == "1" and one.rows == other.columns for one, other in pairs)


def _has_identity(node: Term, scope: Scope) -> bool:
    """Whether an identity without its size occurs: each place may mean another one."""
    kinds = array_kinds(scope)
    keys = [key for key in sorted(free_names(node)) if key in kinds]
    bare = any("identity" in kinds[key].properties for key in keys)
    return bare or any(n.data == "identity" and not n.args for n in postorder(node))


def _has_identity_of_open_size(question: Question) -> bool:
    """Whether nothing in a line says how large its identity matrix is."""
    sides = [question.left, question.right]
    shapes = shapes_of(sides, array_kinds(question.scope))
    unite(shapes, shapes.of(sides[0]), shapes.of(sides[1]), sides[0])
    return any(
        _has_identity(node, question.scope) and not node.args and not shapes.of(node).is_known
        for node in postorder(*sides)
    )


def _squares_a_vector(question: Question) -> bool:
    """Whether a power of a vector occurs: of its entries, or of its length."""
    shapes = shapes_of([question.left, question.right], array_kinds(question.scope))
    return any(
        node.op is Op.POW
        and value_of(node.args[1]) != -1
        and shapes.of(node.args[0]).columns == "1"
        and not shapes.of(node.args[0]).is_scalar
        and not shapes.of(node.args[0]).quaternion
        for node in postorder(question.left, question.right)
    )


def _sizes(shape: Shape) -> tuple[str, str]:
    return shape.rows, shape.columns


def _conflict_message(conflict: Conflict) -> str:
    if conflict.operation == "=":
        return f"the left side is {conflict.left}, the right side {conflict.right}"
    what = {"+": "a sum", "product": "a product"}.get(conflict.operation, conflict.operation)
    return f"{what} of {conflict.left} and {conflict.right}"


def _doubtful_names(question: Question, keys: frozenset[str]) -> list[str]:
    """The arrays whose kind was only concluded from how they are used."""
    declared = question.scope.declarations
    kinds = array_kinds(question.scope)
    return [key for key in sorted(keys) if key in kinds and not _is_stated(key, declared)]


def _is_stated(key: str, declared: Mapping[str, Declaration]) -> bool:
    """Whether the page itself says what a name is: in words, by bold type, or as I for identity."""
    declaration = declared.get(key)
    if declaration is not None and "identity" in declaration.kind.properties:
        return True
    if declaration is not None and "identity" in declaration.kind.properties:
        return not declaration.inferred  # a bold I may be an inertia
    return any(part in key for part in _BOLD) or (
        declaration is not None and not declaration.inferred
    )


# ---------------------------------------------------------------------------------- entries


@dataclass(frozen=True)
class _Instance:
    """A claim at explicit sizes: the entries of both sides, and how the sizes were chosen."""

    pairs: tuple[tuple[Term, Term], ...]
    sizes: Mapping[str, int]
    chosen_freely: bool = False


def _by_entries(
    question: Question, shapes: Shapes, kinds: Mapping[str, Kind], budget: Budget
) -> Judgement:
    choices = chosen_sizes([question.left, question.right], shapes)
    try:
        instances = [
            _instance(question, Setting(shapes, sizes, kinds, reflected=reflected))
            for sizes in choices
            for reflected in _orientations(kinds)
        ]
    except NotWrittenOut as problem:
        return _undecided("SC405", f"could not be written out: {problem}")
    except _TransposedError:
        return _undecided("SC416", "one side is a row and the other a column")
    part = _share(budget, instances)
    judged = [(_entries_judged(question, instance, part), instance) for instance in instances]
    return _weighed(question, judged)


def _weighed(question: Question, judged: Sequence[tuple[list[Judgement], _Instance]]) -> Judgement:
    """One judgement from those on all instances.

    A size that nobody stated was chosen by us: what fails at one such size and holds at
    another may be right at the size that is meant.
    """
    ends = [(found[-1], instance) for found, instance in judged if found]
    failed = [end for end in ends if end[0].verdict in BAD]
    silent = [end for end in ends if end[0].verdict is Verdict.UNDECIDED]
    held = [pair for pair in judged if not pair[0] or pair[0][-1].verdict in _ACCEPTED]
    if failed and held and failed[0][1].chosen_freely:
        return _undecided("SC416", "fails at some sizes and holds at others; state the sizes")
    if failed or not held:
        return _failed(question, *[*failed, *silent][0])
    shown = dict.fromkeys(_sizes_text(instance.sizes) for _, instance in held if instance.sizes)
    return _held([each for found, _ in held for each in found], list(shown))


def _entries_judged(question: Question, instance: _Instance, budget: Budget) -> list[Judgement]:
    """The judgements on the entries, up to the first that does not hold."""
    judged: list[Judgement] = []
    for pair in instance.pairs[:_MOST_ENTRIES]:
        judged.append(compare(*pair, _entry_scope(question.scope, pair), question.sign, budget))
        if judged[-1].verdict not in _ACCEPTED:
            break
    return judged


class _TransposedError(Exception):
    """One side is the transpose of the other in shape."""


def _share(budget: Budget, instances: Sequence[_Instance]) -> Budget:
    """What one entry may cost."""
    entries = sum(min(len(instance.pairs), _MOST_ENTRIES) for instance in instances)
    return replace(budget, seconds=max(budget.seconds / max(entries, 1), 0.2))


def _orientations(kinds: Mapping[str, Kind]) -> tuple[bool, ...]:
    """Orthogonal matrices are rotations or reflections: both are tried."""
    orthogonal = any("orthogonal" in kind.properties for kind in kinds.values())
    return (False, True) if orthogonal else (False,)


def _instance(question: Question, setting: Setting) -> _Instance:
    left, right = (written_out(side, setting) for side in (question.left, question.right))
    named = {key: value for key, value in setting.sizes.items() if not key.startswith("?")}
    freely = len(named) < len(setting.sizes)
    return _Instance(tuple(dict.fromkeys(_paired(left, right))), named, freely)


def _paired(left: Array, right: Array) -> Iterator[tuple[Term, Term]]:
    """The entries that are said to be equal; 0 stands for a zero of any shape."""
    if left.quaternion != right.quaternion:
        left, right = as_quaternion(left), as_quaternion(right)
    if (left.rows, left.columns) == (right.rows, right.columns):
        yield from zip(left.entries, right.entries, strict=True)
        return
    for one, other, swapped in ((left, right, False), (right, left, True)):
        if one.is_scalar and value_of(one.entries[0]) == 0:
            yield from ((e, ZERO) if swapped is False else (ZERO, e) for e in other.entries)
            return
    raise _TransposedError if left.rows == right.columns else NotWrittenOut("sides of two shapes")


def _entry_scope(scope: Scope, pair: tuple[Term, Term]) -> Scope:
    """What is known of the scalars; arrays are respected by how they were written out."""
    arrays = array_kinds(scope)
    declarations = {k: d for k, d in scope.declarations.items() if k not in arrays}
    entries = free_names(pair[0]) | free_names(pair[1])
    declarations |= {
        key: Declaration(key, REAL, "entry") for key in sorted(entries) if _owner(key) in arrays
    }
    assumptions = tuple(
        _of_entries(relation, arrays)
        for relation in scope.assumptions
        if not has_arrays([relation], arrays) and not free_names(relation) & arrays.keys()
    )
    known = (*assumptions, *_lengths(arrays, sorted(entries)))
    return Scope(declarations, {}, known, without_arrays(scope).mentioned)


def _lengths(arrays: Mapping[str, Kind], entries: Sequence[str]) -> Iterator[Term]:
    """Nobody divides by the length of a unit vector: that it is not 0 is known."""
    for key, kind in arrays.items():
        own = [name(entry) for entry in entries if _owner(entry) == key]
        if "unit" in kind.properties and own:
            yield relation("!=", add(*(power(entry, TWO) for entry in own)), ZERO)


def _of_entries(relation: Term, kinds: Mapping[str, Kind]) -> Term:
    """A relation of entries under the names by which the entries are written out."""
    changed = {key: entry_key(key, kinds) for key in sorted(free_names(relation))}
    values = {name(key): name(new) for key, new in changed.items() if new != key}
    return substitute(relation, values) if values else relation


def _owner(key: str) -> str:
    """The array that an entry belongs to: A of A_1,2."""
    return key.rpartition("_")[0]


def _failed(question: Question, found: Judgement, instance: _Instance) -> Judgement:
    """An entry that fails refutes the claim where nothing was guessed."""
    at = f" at {_sizes_text(instance.sizes)}" if instance.sizes else ""
    if found.verdict is not Verdict.REFUTED:
        return replace(found, message=found.message + at)
    doubtful = _doubtful_names(question, free_names(question.left) | free_names(question.right))
    if doubtful:
        listed = ", ".join(plain_name(key) for key in doubtful)
        return replace(
            found,
            verdict=Verdict.UNDECIDED,
            code="SC416",
            message=f"fails{at} if the kinds of {listed} are as they seem; declare them",
        )
    if _has_identity_of_open_size(question):
        return _undecided("SC416", "fails, unless I is of another size here; write I_n")
    equalities = tuple(r for r in question.scope.assumptions if r.data == "=")
    left, right = (
        _without_identities(_carried_out(_with_arrays(side, question)), question.scope)
        for side in (question.left, question.right)
    )
    claim = Claim(left, right, question.sign, Domain(equalities=equalities))
    objection = knowledge.objection_to_refuting(question, claim)
    if objection is not None:
        return replace(
            found, verdict=Verdict.UNDECIDED, code=objection.code, message=objection.message
        )
    return replace(found, message=found.message + at)


def _with_arrays(side: Term, question: Question) -> Term:
    """The side with a_1, a_2 and a_3 as a: where all entries occur, they are those of the array."""
    known = free_names(question.left) | free_names(question.right)
    values: dict[Term, Term] = {}
    for key, kind in array_kinds(question.scope).items():
        entries = _entries_as_written(key, kind)
        if entries and known.issuperset(entries):
            values.update((name(entry), name(key)) for entry in entries)
    return substitute(side, values) if values else side


def _entries_as_written(key: str, kind: Kind) -> list[str]:
    """The names by which a page writes the entries of a vector of known size, or a quaternion."""
    letter = key.rpartition(".")[2]
    if kind.sort is Sort.QUATERNION:
        return [f"{letter}_{part}" for part in "wxyz"]
    if kind.sort is Sort.VECTOR and kind.shape and kind.shape[0].isdigit():
        return [f"{letter}_{k + 1}" for k in range(int(kind.shape[0]))]
    return []


def _carried_out(side: Term) -> Term:
    """The side without derivatives, but with the names that they depend on."""
    return rebuild(side, lambda n: mul(*n.args) if n.op is Op.DERIVATIVE else n)


def _without_identities(side: Term, scope: Scope) -> Term:
    """The side with I as 1: an identity matrix is no name whose relation must be stated."""
    kinds = array_kinds(scope).items()
    values = {name(key): ONE for key, kind in kinds if "identity" in kind.properties}
    return substitute(side, values) if values else side


def _held(judged: Sequence[Judgement], sizes: Sequence[str]) -> Judgement:
    """Every entry holds: a proof where the sizes are given, support where they were chosen."""
    conditions = tuple(dict.fromkeys(c for found in judged for c in found.conditions))
    evidence = _gathered(judged, sizes)
    proved = all(found.verdict in (Verdict.PROVED, Verdict.CONDITIONAL) for found in judged)
    if not judged or (proved and not sizes):
        verdict = Verdict.CONDITIONAL if conditions else Verdict.PROVED
        return _judgement(verdict, evidence, conditions)
    message = f"every entry agrees at {' and '.join(sizes)}; no proof for all sizes"
    if not sizes:
        message = CODES["SC501"].title
    return Judgement(Verdict.SUPPORTED, evidence, (), message, "SC501")


def _gathered(judged: Sequence[Judgement], sizes: Sequence[str]) -> tuple[Evidence, ...]:
    """One piece of evidence an oracle, for all the entries it was heard on."""
    counts: dict[tuple[str, Says], int] = {}
    for found in judged:
        for piece in found.evidence:
            says = Says.AGREES if sizes and piece.says is Says.HOLDS else piece.says
            counts[piece.oracle, says] = counts.get((piece.oracle, says), 0) + 1
    where = f", at {' and '.join(sizes)}" if sizes else ""
    return tuple(
        Evidence(oracle, says, f"{count} of {len(judged)} entries{where}")
        for (oracle, says), count in counts.items()
        if says is not Says.UNSURE
    )


def _sizes_text(sizes: Mapping[str, int]) -> str:
    return ", ".join(f"{plain_name(key)} = {value}" for key, value in sorted(sizes.items()))


# ----------------------------------------------------------------------------------- layouts


def _has_gradient(question: Question) -> bool:
    return bool(_gradients(question))


def _gradients(question: Question) -> list[Term]:
    """The derivatives by an array that occur in a question."""
    kinds = array_kinds(question.scope)
    nodes = postorder(question.left, question.right)
    return [
        node for node in nodes
        if node.op is Op.DERIVATIVE and any(str(v.data) in kinds for v in node.args[1:])
    ]  # fmt: skip


def _in_row_layout(question: Question, found: Judgement, budget: Budget) -> Judgement:
    """Whether the line holds where gradients are rows (and Jacobians of them transposed)."""
    gradients = set(_gradients(question))

    def turned(node: Term) -> Term:
        return call("transpose", node) if node in gradients else node

    left, right = (rebuild(side, turned) for side in (question.left, question.right))
    other = _judged(Question(left, right, question.sign, question.scope), budget)
    if other.verdict in (Verdict.PROVED, Verdict.CONDITIONAL, Verdict.SUPPORTED):
        verdict = Verdict.SUPPORTED if other.verdict is Verdict.SUPPORTED else Verdict.CONDITIONAL
        message = f"holds {_ROW_LAYOUT}"
        conditions = (*other.conditions, _ROW_LAYOUT)
        return Judgement(verdict, other.evidence, conditions, message, VERDICT_CODES[verdict])
    return found


# ------------------------------------------------------------------------------------ results


def _judgement(
    verdict: Verdict, evidence: tuple[Evidence, ...], conditions: tuple[str, ...] = ()
) -> Judgement:
    code = VERDICT_CODES[verdict]
    return Judgement(verdict, evidence, conditions, CODES[code].title, code)


def _undecided(code: str, message: str = "") -> Judgement:
    return Judgement(Verdict.UNDECIDED, (), (), message or CODES[code].title, code)
