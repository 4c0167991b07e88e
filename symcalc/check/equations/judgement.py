"""From an inference to one verdict: does the line follow, and were solutions lost or gained?"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from symcalc.check.budget import Budget, OutOfTime, deadline
from symcalc.check.codes import CODES
from symcalc.check.compare import Judgement
from symcalc.check.equations.argument import (
    Argument,
    argument_of,
    conjunction,
    has_unknowns,
    names_in,
    range_of,
)
from symcalc.check.equations.contradiction import contradiction
from symcalc.check.equations.counterexample import counterexample, is_determined, sides_at
from symcalc.check.equations.direction import OPEN, Direction, Status, Witness
from symcalc.check.equations.multiplicity import multiplicity_note
from symcalc.check.equations.several import follows, is_impossible
from symcalc.check.equations.single import Both, has_solutions, on_the_line
from symcalc.core.inference import Arrow, Inference
from symcalc.core.problem import Scope
from symcalc.core.term import ZERO, Op, Term, free_names, make, name, postorder, relation
from symcalc.core.verdict import Evidence, Says, Verdict
from symcalc.mean.names import plain_name
from symcalc.mean.plain import plain

#: Letters that textbooks solve for; other names may be lengths and times, which are positive.
UNKNOWNS: Final = frozenset({"x", "y", "z"})

#: The oracle that argues from solution sets.
NAME: Final = "solutions"


@dataclass(frozen=True)
class Found:
    """Both directions of an inference.

    ``objection`` is the code of the reason why a failure is no refutation, with its message;
    ``positive`` are names that must be positive.
    """

    both: Both
    objection: str = ""
    message: str = ""
    positive: tuple[str, ...] = ()


def judge_inference(
    inference: Inference, scope: Scope, budget: Budget | None = None
) -> Judgement | None:
    """The judgement on a line that is said to follow; None where nothing is said about it."""
    budget = budget or Budget()
    try:
        with deadline(budget.seconds):
            return _judged(inference, scope)
    except OutOfTime:
        return _simply(Verdict.UNDECIDED, "SC401")


def _judged(inference: Inference, scope: Scope) -> Judgement | None:
    argument = argument_of(inference, scope)
    if any(line.op is Op.CONSTANT for line in (*argument.premises, argument.conclusion)):
        return None  # nothing is said beyond what a name stands for
    if not argument.names:
        return None  # 2 = 1 is right or wrong by itself
    if inference.arrow is Arrow.IMPLIED:
        turned = (argument.conclusion,)
        argument = replace(argument, premises=turned, conclusion=argument.premises[-1])
    clash = contradiction(argument.domain)
    if clash:
        return _simply(Verdict.UNDECIDED, "SC420", f"nothing satisfies both {clash}")
    one = len(argument.names) == 1 and not has_unknowns(argument)
    found = _about_one(argument, scope) if one else _about_several(argument, scope)
    return None if found is None else _verdict(inference, argument, found)


# ------------------------------------------------------------------------------- one name


def _about_one(argument: Argument, scope: Scope) -> Found | None:
    both = on_the_line(argument)
    (key,) = argument.names
    if both.vacuous:
        return _without_solutions(argument, both)
    if not both.forward.fails:
        return Found(both)
    if both.contradiction:
        return Found(both, "SC418", CODES["SC418"].title)
    if argument.following and _with_following(argument).forward.holds:
        return None  # the rows list one case after another
    if key not in UNKNOWNS and key not in scope.declarations:
        positive = on_the_line(argument, [relation(">", name(key), ZERO)])
        if positive.forward.holds and not positive.vacuous:
            return Found(positive, positive=(key,))
    if not _may_be_tied(argument, key):
        return Found(both)
    return Found(both, "SC403", f"the page says more of {plain_name(key)}, which may decide it")


def _with_following(argument: Argument) -> Both:
    """The argument with what the rows behind the line say as further cases."""
    cases = [line for line in argument.following if names_in(line) == argument.names]
    return on_the_line(replace(argument, conclusion=make(Op.OR, argument.conclusion, *cases)))


def _without_solutions(argument: Argument, both: Both) -> Found:
    """What follows from an equation without real solutions, by algebra: anything does by logic."""
    if both.backward.holds:  # neither line has a solution
        return Found(both)
    forward = follows(argument.all_premises, argument.conclusion, argument.domain)
    return Found(replace(both, forward=forward))


def _may_be_tied(argument: Argument, key: str) -> bool:
    """Whether what the page says elsewhere of the name may exclude what is lost.

    What contradicts the premises was said of another problem with the same name in it.
    """
    if not argument.ties:
        return False
    if any(names_in(tie) != [key] for tie in argument.ties):
        return True
    if on_the_line(argument, argument.ties).forward.fails:
        return False
    together = conjunction([*argument.premises, *argument.ties])
    return has_solutions(together, range_of(key, argument.domain), key) is not False


# -------------------------------------------------------------------------- several names


def _about_several(argument: Argument, scope: Scope) -> Found:
    if is_impossible(argument.all_premises, argument.domain):
        return Found(Both(OPEN, OPEN))  # anything follows from it
    forward = follows(argument.all_premises, argument.conclusion, argument.domain)
    backward = follows(argument.conclusion, argument.premises[-1], argument.domain)
    if (not forward.holds or _loses(argument, forward)) and not has_unknowns(argument):
        refuted = _refuted(argument, scope)
        forward = refuted if refuted.fails else forward
    if forward.holds or forward.fails:
        return Found(Both(forward, backward))
    return _where_positive(argument, scope) or Found(Both(forward, backward))


def _where_positive(argument: Argument, scope: Scope) -> Found | None:
    """The argument with one undeclared name positive, where that makes the line follow."""
    for key in argument.names:
        if key in scope.declarations:
            continue
        domain = argument.domain.assuming(relation(">", name(key), ZERO))
        forward = follows(argument.all_premises, argument.conclusion, domain)
        if forward.holds and not is_impossible(argument.all_premises, domain):
            backward = follows(argument.conclusion, argument.premises[-1], domain)
            return Found(Both(forward, backward), positive=(key,))
    return None


def _loses(argument: Argument, forward: Direction) -> bool:
    """Whether a condition restricts what the line solves for: a ≠ -b in a^2 = b^2, so a = b.

    That c is not 0, where a = b is concluded from c a = c b, is what the author divides by.
    """
    relations = [n for n in postorder(argument.conclusion) if n.op is Op.RELATION]
    solved = {str(side.data) for n in relations for side in n.args if side.op is Op.NAME}
    return any(free_names(term) & solved for term in forward.restricted)


def _refuted(argument: Argument, scope: Scope) -> Direction:
    """FAILS with a point, where the premises leave no name free or all names are declared."""
    premise, conclusion, domain = argument.all_premises, argument.conclusion, argument.domain
    stated = (scope.declarations.get(key) for key in argument.names)
    declared = all(item is not None and not item.inferred for item in stated)
    if argument.ties or not (declared or is_determined(premise, conclusion, domain)):
        return OPEN
    witness = counterexample(premise, conclusion, domain)
    return OPEN if witness is None else Direction(Status.FAILS, witnesses=(witness,))


# ------------------------------------------------------------------------------- verdicts


def _verdict(inference: Inference, argument: Argument, found: Found) -> Judgement | None:
    forward, backward = found.both.forward, found.both.backward
    if forward.fails and found.objection == "SC418" and inference.arrow is Arrow.NEXT:
        return None  # rows that list cases contradict one another
    if forward.fails and found.objection:
        return _simply(Verdict.UNDECIDED, found.objection, found.message)
    if forward.fails and _is_system(inference, argument):
        return None
    if forward.fails:
        return _refutation("SC207", forward.witnesses[0], argument.conclusion)
    both_ways = inference.arrow is Arrow.EQUIVALENT
    if forward.holds and both_ways and backward.fails:
        return _refutation("SC208", backward.witnesses[0], argument.premises[-1])
    if not forward.holds or (both_ways and not backward.holds):
        return _open(inference, argument)
    if inference.arrow is Arrow.NEXT and backward.fails:
        return _gained(forward, backward.witnesses[0])
    note = multiplicity_note(argument.premises[-1], argument.conclusion)
    return _accepted(found, both_ways, note)


def _is_system(inference: Inference, argument: Argument) -> bool:
    """Whether bare rows in several names may be the equations of one system."""
    return inference.arrow is Arrow.NEXT and len(argument.names) > 1


def _accepted(found: Found, both_ways: bool, note: str) -> Judgement:
    forward, backward = found.both.forward, found.both.backward
    positive = (plain(relation(">", name(key), ZERO)) for key in found.positive)
    needed = (*forward.conditions, *positive, *(backward.conditions if both_ways else ()))
    conditions = tuple(dict.fromkeys(needed))
    evidence = (Evidence(NAME, Says.HOLDS, forward.detail),)
    if conditions:
        return Judgement(Verdict.CONDITIONAL, evidence, conditions, CODES["SC602"].title, "SC602")
    message = "; ".join(filter(None, (_in_words(backward), note)))
    return Judgement(Verdict.PROVED, evidence, (), message, "SC601")


def _in_words(backward: Direction) -> str:
    if backward.fails:
        return f"follows; not conversely: {backward.witnesses[0].text} solves this line only"
    same = backward.holds and not backward.conditions
    return "the same solutions as the line before" if same else "follows from the line before"


def _gained(forward: Direction, witness: Witness) -> Judgement:
    evidence = (Evidence(NAME, Says.HOLDS, forward.detail),)
    conditions = (f"{witness.text} is checked: it solves this line, not the one before",)
    return Judgement(
        Verdict.CONDITIONAL, evidence, conditions, CODES["SC603"].title, "SC603", witness.values
    )


def _refutation(code: str, witness: Witness, failing: Term) -> Judgement:
    """REFUTED by a point that solves one line and, by balls, not the other."""
    where = "not this one" if code == "SC207" else "not the one before"
    solves = "the line before" if code == "SC207" else "this line"
    detail = f"{witness.text} solves {solves} and {where}"
    values = {**witness.values, **sides_at(failing, witness.point)}
    evidence = Evidence("interval", Says.FAILS, detail, values, points=1)
    return Judgement(
        Verdict.REFUTED, (evidence,), (), f"{CODES[code].title}: {detail}", code, values
    )


def _open(inference: Inference, argument: Argument) -> Judgement | None:
    """An arrow is a claim, which was not decided; a bare next line may be a new equation."""
    if inference.arrow is Arrow.NEXT or has_unknowns(argument):
        return None
    return _simply(Verdict.UNDECIDED, "SC419")


def _simply(verdict: Verdict, code: str, message: str = "") -> Judgement:
    return Judgement(verdict, (), (), message or CODES[code].title, code)
