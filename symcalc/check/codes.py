"""The codes that findings carry: one line for the report, a few lines that teach.

This module imports nothing, so that ``symcalc explain`` answers at once.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True)
class Code:
    """A code with its one-line meaning and the explanation ``symcalc explain`` prints."""

    code: str
    title: str
    explanation: str


_TABLE: Final = (
    Code(
        "SC101",
        "a definition: a name gets its meaning",
        "A definition cannot be wrong by itself, so there is nothing to check.\n"
        "symcalc carries it along: wherever the name occurs below, it may be replaced by what\n"
        "it was defined as. Write `:=` to say that a line is a definition.",
    ),
    Code(
        "SC102",
        "an equation: a condition on its names, not a claim about all of them",
        "2x = 4 is true for x = 2 and for no other x. Such a line states a condition that you\n"
        "assume or go on to solve; it is not a claim that can be wrong.\n"
        "An identity such as (x+1)^2 = x^2 + 2x + 1 says something about every x, and is checked.",
    ),
    Code(
        "SC103",
        "stated as an assumption",
        "The line says what holds from here on (a domain such as x > 0, a constraint such as\n"
        "p + q = 1). It is used where later lines need it, and listed where it was used.",
    ),
    Code(
        "SC201",
        "the two sides are not equal",
        "There is a point at which both sides were enclosed in intervals that do not overlap\n"
        "(ball arithmetic: every rounding error is accounted for), so they differ there.\n"
        "The witness names the point and both values: put it into both sides and see.\n"
        "If the line is right under a restriction you have in mind, state it: `Let $x > 0$.`",
    ),
    Code(
        "SC202",
        "the inequality fails",
        "At the witness point both sides were enclosed in intervals that lie the wrong way round.\n"
        "A frequent cause: multiplying an inequality by something that can be negative, or\n"
        "squaring when a side can be negative. Both need a case distinction.",
    ),
    Code(
        "SC203",
        "the derivative is not this",
        "Both sides were evaluated in ball arithmetic at the witness point and differ there;\n"
        "60-digit finite differences of what is differentiated give the value listed.\n"
        "Usual causes: a forgotten inner derivative (chain rule), a sign from cos or 1/x, the\n"
        "product rule read as (fg)' = f'g'.",
    ),
    Code(
        "SC204",
        "the approximation is off by more than its digits say",
        "A value such as 3.14 stands for anything that rounds to it. The exact value lies outside\n"
        "that range. Check the last digits, or the place of the decimal point.",
    ),
    Code(
        "SC205",
        "the shapes do not fit",
        "A sum of a vector and a matrix, a product A B where A has not as many columns as B has\n"
        "rows, or an equation between a row and a matrix means nothing, whatever the numbers are.\n"
        "The message names both shapes, as they follow from what the document declares.",
    ),
    Code(
        "SC206",
        "the right side is the transpose of the left side",
        "Entry by entry both sides agree, but one is a row and the other a column, or one matrix\n"
        "is the transpose of the other. A gradient has the shape of its variable here (--layout\n"
        "gradient); in the layout of the Jacobian it is a row. Say which you use, or transpose.",
    ),
    Code(
        "SC207",
        "a solution is lost",
        "The witness solves the lines before and not this one, so this line does not follow.\n"
        "Usual causes: dividing by something that can be zero (x^2 = 5x gives x = 0 as well),\n"
        "a root without ± (x^2 = 4 gives x = -2 as well), multiplying an inequality by something\n"
        "that can be negative, a slip in the arithmetic. State a restriction such as x > 0.",
    ),
    Code(
        "SC208",
        "the lines are not equivalent",
        "The sign ⇔ says that the lines have the same solutions; the witness solves this line and\n"
        "not the one before. Squaring both sides, or multiplying by what can be zero, adds\n"
        "solutions: write ⇒ and check the solutions at the end.",
    ),
    Code(
        "SC209",
        "the proof ends with something else than the theorem states",
        "The theorem gives one value to the left side of this line, and this line another; at the\n"
        "witness point the two values differ. One of the two lines is wrong: compare the theorem,\n"
        "which the message shows, with the steps of the proof.\n"
        "If the line is about a special case, say so before it: `If $n = 1$, …`.",
    ),
    Code(
        "SC301",
        "the witnesses contradict each other: a fault in symcalc or in a library",
        "One oracle has an argument that the claim is true, another has a point where it fails.\n"
        "Both cannot be right, so symcalc refuses to choose. Please report the line together with\n"
        "the evidence printed: it is a bug, though not yours.",
    ),
    Code(
        "SC401",
        "the budget of time or memory is spent",
        "The claim cost more than it may (see --budget), so its worker was stopped. Nothing is\n"
        "said about the line. Smaller steps are easier to decide than one large one.",
    ),
    Code(
        "SC402",
        "the sides mention different names, whose relation is not stated",
        "A name occurs on one side only, so the line cannot hold for all values: you are using\n"
        "something that stands elsewhere (y = wx + b, say). Define the name above the line, or\n"
        "declare all names if they are meant to be independent; then the line is judged.",
    ),
    Code(
        "SC403",
        "holds, if at all, by a constraint that could not be used",
        "An assumption such as \\sum_i w_i = 1 speaks about names of the claim. Without it the\n"
        "claim fails; how to apply it was not found. The line is not called wrong.\n"
        "An intermediate line that applies the constraint explicitly makes it checkable.",
    ),
    Code(
        "SC404",
        "no point of the domain was found at which both sides are defined",
        "Without such a point nothing can be compared. Either the domain is very thin, or one of\n"
        "the sides is never defined (the logarithm of a negative quantity, say).",
    ),
    Code(
        "SC405",
        "contains something that can be read but not evaluated",
        "An integral without a closed form, a limit, an infinite sum or a vector, for which no\n"
        "number could be computed and no symbolic argument was found.",
    ),
    Code(
        "SC406",
        "an estimate or a mean is related to its data in a way that is not stated",
        "Names with a hat, bar or tilde usually stand for something computed from the plain name.\n"
        "The claim fails when they are independent. Define the decorated name, for example\n"
        "`$\\bar x = \\frac1n \\sum_{i=1}^n x_i$`, and the line is judged.",
    ),
    Code(
        "SC407",
        "fails for arbitrary functions; a property of these functions may make it true",
        "The functions are not defined on the page. With arbitrary smooth functions in their\n"
        "place the two sides differ, so the line uses a property (a differential equation, an\n"
        "expectation, a density). Define the functions or state the property.",
    ),
    Code(
        "SC408",
        "neither proved nor compared",
        "No oracle could say anything: not a symbolic argument, not a single point at which both\n"
        "sides could be evaluated.",
    ),
    Code(
        "SC409",
        "this relation is not judged",
        "Signs such as \\propto, \\sim or \\to say less (or something else) than that two values\n"
        "are equal or ordered. The line is read, so that its names are known, and left alone.",
    ),
    Code(
        "SC410",
        "the worker process was lost",
        "The process that judged this claim ended without an answer (killed, or out of memory).\n"
        "Nothing is said about the line; the claims after it were judged by a new worker.",
    ),
    Code(
        "SC411",
        "an internal error stopped the judgement",
        "A fault in symcalc or a library, met while judging this line; the message names it.\n"
        "Nothing is said about the line. Please report it.",
    ),
    Code(
        "SC412",
        "exact equality with a rounded decimal",
        "The sides differ, but by no more than the decimals written could be rounded. Write\n"
        "\\approx if a rounded value is meant, or a fraction if an exact one is.",
    ),
    Code(
        "SC418",
        "the lines above contradict one another",
        "No number solves all the lines above at once, so anything follows from them, and nothing\n"
        "is said about this line. One of them has a slip, or the equation has no real solution.",
    ),
    Code(
        "SC419",
        "whether the line follows was not decided",
        "The line is said to follow from the one before. Neither was a point found that solves\n"
        "the one and not the other, nor an argument that there is none.",
    ),
    Code(
        "SC420",
        "the assumptions contradict one another",
        "The page assumes things of a name that no number meets together (x > 0 and x < -1), so\n"
        "every line about it would be right and wrong at once. Nothing is said about this line.\n"
        "One of the assumptions is a slip, or belongs to another part of the page.",
    ),
    Code(
        "SC414",
        "fails if it is meant exactly, but the page speaks of another sense",
        "The prose before the line says that an equality may be approximate, modular, in other\n"
        "units, or under a circumstance in words. If the line is meant exactly, say so before it.",
    ),
    Code(
        "SC415",
        "holds under another convention",
        "The line fails with natural logarithms and radians, and holds with logarithms to base 2\n"
        "or 10, or with degrees. Write \\log_{10}, \\ln, or 30^\\circ.",
    ),
    Code(
        "SC416",
        "vectors or matrices whose shapes are not known well enough",
        "A product or a sum that conforms only for some shapes, or a name that was taken for a\n"
        "vector or a matrix because of how it is used. Declare it, and the line is judged:\n"
        "`Let $A \\in \\mathbb{R}^{m \\times n}$`, or --let 'A: matrix m n'.",
    ),
    Code(
        "SC413",
        "equal up to a constant",
        "Both sides hold integrals without bounds, and what stands beside them differs by a\n"
        "number. Each integral stands for all antiderivatives at once, so the line is not wrong,\n"
        "and it does not say what it seems to say. Write + C, or give the integrals bounds.",
    ),
    Code(
        "SC501",
        "both sides agree at every point tried; no proof",
        "The values agree to the digits listed at the points listed, in ball arithmetic. That is\n"
        "strong support and no proof: a difference confined to a region that was not sampled\n"
        "would be missed.",
    ),
    Code(
        "SC601",
        "proved",
        "There is a symbolic argument that the claim holds wherever the document's domain allows,\n"
        "and no point objects. The evidence says which argument, and with which error bound.",
    ),
    Code(
        "SC602",
        "holds under a condition that the document does not state",
        "x^2/x = x is right where x is not 0: at 0 one side is defined and the other is not.\n"
        "State the condition (`for $x \\ne 0$`) and the line is proved outright.",
    ),
    Code(
        "SC603",
        "the line follows, and has more solutions than the line before",
        "What solved the line before solves this one. The reverse is not true: squaring both\n"
        "sides, or multiplying by what can be zero, adds solutions. Put those found at the end\n"
        "into the first line and keep the ones that solve it.",
    ),
    Code(
        "SC604",
        "follows from equations that the page states above",
        "The line is no identity; it holds because of equations that stand above it, which are\n"
        "listed among its conditions. It is as right as they are.",
    ),
    Code(
        "SC701",
        "equal in exact arithmetic, not in floating point",
        "Computed in double precision as they are written, one side loses half of its digits or\n"
        "more at the point shown, and the other does not: something overflows, or nearly equal\n"
        "numbers are subtracted. The verdict on the line is not touched by that.\n"
        "`symcalc derive stable EXPRESSION` looks for a form that keeps its digits.",
    ),
)

#: Code -> what it means.
CODES: Final[dict[str, Code]] = {row.code: row for row in _TABLE}


def explain(code: str) -> str | None:
    """The title and the explanation of a code, or None for an unknown one."""
    row = CODES.get(code.strip().upper())
    return None if row is None else f"{row.code}: {row.title}\n\n{row.explanation}\n"
