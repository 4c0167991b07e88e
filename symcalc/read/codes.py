"""What each refusal of the reader means, and what to write so that the line is read.

One row a code: its title, then the explanation that ``symcalc explain`` prints.
"""

from __future__ import annotations

from typing import Final

#: Code -> (title, explanation).
READING_CODES: Final[dict[str, tuple[str, str]]] = {
    "SC002": (
        "a display is never closed",
        "A $$, \\[ or \\begin{…} has no partner, so where the formula ends is a guess.\n"
        "Add the closing one; the message says which.",
    ),
    "SC003": (
        "another file is drawn in",
        "\\input, \\include and their likes are not followed: what is read is what was named.\n"
        "Name the other file too; macros that it defines must stand in each file that uses them.",
    ),
    "SC011": (
        "an unknown command",
        "Every command of a formula must be known, because skipping one could change what the\n"
        "line says. Write it with standard commands, or define it on the page with \\newcommand.",
    ),
    "SC012": (
        "a character that has no meaning in a formula",
        "It may have come with a copy from a PDF or a web page. Type the line again.",
    ),
    "SC013": (
        "the formula is not complete, or something stands where it cannot",
        "A bracket without its partner, an operator without its operand, an empty side.\n"
        "The caret stands where reading came to its end.",
    ),
    "SC014": (
        "a macro that expands without end",
        "The macro contains itself, directly or through another one. Write the formula out.",
    ),
    "SC015": (
        "larger than anything a person writes",
        "A formula, a number or a nesting beyond all measure is refused before it costs time.\n"
        "Split it into several lines.",
    ),
    "SC016": (
        "an accent or a font over a whole expression",
        "\\hat{x} is a name; \\hat{x + y} is an operation that the page has to define.\n"
        "Give the expression a name.",
    ),
    "SC017": (
        "words where a name is expected",
        "Use a single word, as in \\mathrm{loss}, or move the remark behind && as a reason.",
    ),
    "SC018": (
        "a prime that could be a derivative or a part of the name",
        "f'(x) is the derivative of a function of one variable. For others write\n"
        '\\frac{\\partial f}{\\partial x}; for a name with a prime declare it: --let "x\': real".',
    ),
    "SC019": (
        "a wide space between two factors",
        "\\quad separates formulas. Put a comma between two statements, or write the product\n"
        "with \\cdot.",
    ),
    "SC021": (
        "a slash whose denominator is not clear",
        "1/2x is half of x to some and one over 2x to others. Write \\frac{x}{2} or \\frac{1}{2x}.",
    ),
    "SC022": (
        "a notation with several usual meanings",
        "f^{-1}(x) can be the inverse function or the reciprocal, f^2(x) a square or f(f(x)),\n"
        "A^T a transpose or a power, f * g a convolution or a product. Write 1/f(x) or\n"
        "(f(x))^2, or declare the name, for example --let 'A: real'.",
    ),
    "SC023": (
        "a subscript or an evaluation that cannot be read",
        "Subscripts are names, numbers and index expressions on a name. Of an evaluation both\n"
        "ends, or the one point, must be given.",
    ),
    "SC024": (
        "a label in the exponent",
        "x^{(i)}, x^* or x^+ may be a label, an iteration, a conjugate or a derivative, and\n"
        "F^{\\mu\\nu}, \\Gamma^k_{ij} or x^{k+1} the component of a tensor or the round of an\n"
        "algorithm. x^{(i)} is read where the page speaks of samples, iterations or layers; else\n"
        "use a subscript, or declare the name, for example --let 'x^*: real'.",
    ),
    "SC025": (
        "braces are missing",
        "x^-1 and \\frac1x2 rely on rules that people remember differently. Write x^{-1}.",
    ),
    "SC026": (
        "an application or a product",
        "f(x+1) applies f if f is a function and multiplies if f is a number. Declare it, for\n"
        "example --let 'f: function' or --let 'a: real', or write a \\cdot (x+1).",
    ),
    "SC027": (
        "a letter that is both a constant and a name here",
        "i, e and d have fixed meanings in some formulas and are ordinary names in others. Use\n"
        "\\mathrm{d} for derivatives, and other letters for names.",
    ),
    "SC028": (
        "a number directly after a factor",
        "x2 may be 2x, x_2 or x^2, and 3\\frac{1}{2} three and a half or three halves. Write\n"
        "\\cdot between them, or the script or the + that is meant.",
    ),
    "SC029": (
        "a number with two usual readings",
        "1,000 is a thousand or one point zero; 1e-3 is 0.001 or e - 3. Write 1000, or 10^{-3}.",
    ),
    "SC030": (
        "a function whose argument is not clear",
        "\\sin x y is sin(x) y to some and sin(xy) to others. Write the parentheses.",
    ),
    "SC031": (
        "a name or an operation beside vectors and matrices that is not clear",
        "Beside a matrix, N may be a number or another matrix, and the line says another thing\n"
        "for each; so do AB beside BA, and a \\times b. Declare it: Let $N \\in \\mathbb{R}$, or\n"
        "--let 'N: matrix n n'. A divergence, a curl and integrals over elements are left alone.",
    ),
    "SC032": (
        "brackets that are no grouping",
        "A list in braces is read where it is a whole side, an interval where it stands behind\n"
        "\\in. Write other intervals as inequalities and other lists element by element.",
    ),
    "SC033": (
        "a function with the wrong number of arguments",
        "The message says how many it takes.",
    ),
    "SC034": (
        "a function without its argument",
        "f alone is the function, f(x) its value; f' alone is the derivative of one of several\n"
        "variables. Write f(x), f'(x).",
    ),
    "SC036": (
        "a derivative with respect to something that the function does not name",
        "∂f/∂w of an f(u, v) asks how u and v depend on w. Write the composition out, or\n"
        "differentiate with respect to u and v. dL(\\hat{w})/dw is the derivative at \\hat{w}.",
    ),
    "SC035": (
        "a probability of an event that is not read",
        "Comparisons, X \\in [a, b], and events joined by \\cap, \\cup or the words and, or are\n"
        "read. Write the event with these.",
    ),
    "SC037": (
        "a repeated index without a sum",
        "Physicists sum over an index that stands twice in a product; others do not. Write the\n"
        "sum where it is meant, or say on the page that it is Einstein notation.",
    ),
    "SC038": (
        "a differential that stands alone",
        "dy = 2x dx is read with dx and dy as quantities of their own; d(xy) needs its variables.",
    ),
    "SC041": (
        "dots that stand for terms left out",
        "1 + 2 + … + n is read where two terms and the last one show one formula. Write the sum\n"
        "with \\sum, or the product with \\prod.",
    ),
    "SC042": (
        "two claims in one expression",
        "a = \\pm b is read as two claims; an expression alone cannot have two values. Write the\n"
        "two expressions one after the other.",
    ),
    "SC043": (
        "more than two factorial signs",
        "n! and n!! are read. Write anything else as a product with \\prod.",
    ),
    "SC044": (
        "a maximum or minimum whose variable is not named",
        "\\max(a, b) and \\max_x f(x) are read. Name the variable below the sign:\n"
        "\\arg\\max_x f(x).",
    ),
    "SC045": (
        "a limit, a sum or a product without its variable or bounds",
        "Write what goes where: \\lim_{x \\to 0}, \\sum_{i=1}^{n}. \\sum_{i \\ne j} does not say\n"
        "whether j is summed over too: write \\sum_{i=1, i \\ne j}^{n}, or a sign for each index.",
    ),
    "SC046": (
        "how far a sum or a product reaches is not clear",
        "\\sum_i a_i + b may or may not sum b. Put brackets around what is summed.",
    ),
    "SC047": (
        "an integral that is not complete",
        "An integral needs its dx at the end, and both bounds, a set or none: \\int_a^b,\n"
        "\\int_{\\mathcal X}. Of \\oint write the parametrisation of the curve; of d\\mu(x) write\n"
        "the density of the measure.",
    ),
    "SC048": (
        "a derivative of a shape that is not read",
        "The order must be a number, and the orders below must add up to the one above.",
    ),
    "SC049": (
        "a derivative with respect to an expression",
        "Give the expression a name, and differentiate with respect to the name.",
    ),
    "SC050": (
        "how far a derivative reaches is not clear",
        "Put what is differentiated in brackets: \\frac{d}{dx} (x^2 \\sin(x)); what stands behind\n"
        "them is not differentiated, so write it in front.",
    ),
    "SC051": (
        "cases with a condition that is no comparison",
        "Each branch is value & condition, the condition a comparison such as x > 0 or the word\n"
        "otherwise.",
    ),
    "SC061": (
        "not a declaration",
        "Write a definition f(t) = t^2, a domain x > 0, or a kind n: integer.",
    ),
    "SC062": (
        "an unknown kind",
        "Kinds are: real, positive, nonnegative, integer, complex, function; vector n, matrix m\n"
        "n, row vector n, quaternion, each with adjectives such as unit, symmetric, diagonal,\n"
        "orthogonal, invertible, positive definite: --let 'A: positive definite matrix n n'.",
    ),
    "SC063": (
        "a symcalc block that cannot be used",
        "The block is TOML: let = ['x > 0', 'f(t) = t^2']. Single quotes keep backslashes as they\n"
        "are.",
    ),
    "SC064": (
        "an argument that does not fit the operation",
        "The message says what was expected; symcalc derive --help has an example of each.",
    ),
    "SC071": (
        "two readers disagree",
        "Every line is read twice, by this reader and through latex2sympy2, which share nothing.\n"
        "Where they differ as mathematics, one of them is wrong and the line is not judged.",
    ),
}
