"""The notation that symcalc reads, as tables: a new notation is a new row.

Whatever is in none of these tables is unknown to the lexer and refused with its column.
"""

from __future__ import annotations

from typing import Final

from symcalc.core import vocabulary

GREEK: Final = frozenset(
    "alpha beta gamma delta epsilon varepsilon zeta eta theta vartheta iota kappa varkappa "
    "lambda mu nu xi pi varpi rho varrho sigma varsigma tau upsilon phi varphi chi psi omega "
    "Gamma Delta Theta Lambda Xi Pi Sigma Upsilon Phi Psi Omega ell hbar".split()
)

#: Greek words as they are typed in plain expressions (``sigma*x``).
PLAIN_GREEK: Final = GREEK - {"ell", "hbar"}

ACCENTS: Final = {
    "\\hat": "hat", "\\widehat": "hat", "\\bar": "bar", "\\overline": "bar",
    "\\tilde": "tilde", "\\widetilde": "tilde", "\\vec": "vec", "\\dot": "dot",
    "\\ddot": "ddot", "\\check": "check", "\\breve": "breve", "\\overrightarrow": "vec",
    "\\underline": "underline", "\\mathring": "ring", "\\acute": "acute", "\\grave": "grave",
}  # fmt: skip

FONTS: Final = {
    "\\mathbf": "bf", "\\boldsymbol": "bf", "\\bm": "bf", "\\pmb": "bf", "\\mathcal": "cal",
    "\\mathscr": "cal", "\\mathbb": "bb", "\\mathfrak": "frak", "\\mathsf": "sf",
    "\\mathtt": "tt", "\\mathds": "bb", "\\bold": "bf", "\\Bbb": "bb",
}  # fmt: skip

#: Commands whose argument is an upright word that names one thing.
WORDS: Final = frozenset(
    {"\\mathrm", "\\operatorname", "\\operatorname*", "\\mathit", "\\mathop", "\\rm"}
)

#: Commands whose argument is running text; a single word of it may still be a name.
TEXTS: Final = frozenset(
    {"\\text", "\\textrm", "\\textnormal", "\\textit", "\\textbf", "\\textsf", "\\textup",
     "\\mbox", "\\hbox"}
)  # fmt: skip

#: Commands that refer to an equation by its label.
REFERENCES: Final = frozenset({"\\eqref", "\\ref", "\\cref", "\\Cref", "\\autoref"})

#: Commands whose argument is running text between two rows.
INTERTEXTS: Final = frozenset({"\\intertext", "\\shortintertext"})

#: Spelling of a function, with or without a backslash -> elementary function.
FUNCTIONS: Final = {
    "sin": "sin", "cos": "cos", "tan": "tan", "cot": "cot", "sec": "sec", "csc": "csc",
    "arcsin": "arcsin", "arccos": "arccos", "arctan": "arctan", "asin": "arcsin",
    "acos": "arccos", "atan": "arctan",
    "sinh": "sinh", "cosh": "cosh", "tanh": "tanh", "coth": "coth", "sech": "sech",
    "csch": "csch", "arsinh": "arsinh", "arcosh": "arcosh", "artanh": "artanh",
    "asinh": "arsinh", "acosh": "arcosh", "atanh": "artanh",
    "arcsinh": "arsinh", "arccosh": "arcosh", "arctanh": "artanh",
    "exp": "exp", "ln": "log", "log": "log", "max": "max", "min": "min",
    "erf": "erf", "erfc": "erfc", "sgn": "sign", "sign": "sign", "log1p": "log1p",
    "expm1": "expm1",
}  # fmt: skip

#: Functions that are spelled as upright words only.
WORD_FUNCTIONS: Final = {
    **FUNCTIONS, "digamma": "digamma", "loggamma": "loggamma", "beta": "beta",
    "polygamma": "polygamma",
}  # fmt: skip

#: Functions that only plain expressions spell as words.
PLAIN_FUNCTIONS: Final = {
    **FUNCTIONS, "sqrt": "sqrt", "abs": "abs", "floor": "floor", "ceil": "ceil",
    "gamma": "gamma", "lgamma": "loggamma", "factorial": "factorial",
    "binomial": "binomial", "cbrt": "cbrt",
}  # fmt: skip

#: f^{-1} of these has one usual reading.
INVERSES: Final = {
    "sin": "arcsin", "cos": "arccos", "tan": "arctan",
    "sinh": "arsinh", "cosh": "arcosh", "tanh": "artanh",
}  # fmt: skip

#: Relation signs -> canonical sign; those in JUDGED are compared, the others only noted.
RELATIONS: Final = {
    "=": "=", ":=": ":=", "\\equiv": "=", "\\ne": "!=", "<": "<", ">": ">", "\\le": "<=",
    "\\ge": ">=", "\\approx": "~", "\\simeq": "~", "\\propto": "propto", "\\to": "to",
    "\\sim": "sim", "\\in": "in", "\\leftarrow": "assign", "\\mapsto": "mapsto",
    "\\ll": "much less", "\\gg": "much greater", "\\lesssim": "about less",
    "\\gtrsim": "about more", "\\perp": "perp", "\\subset": "subset",
    "\\subseteq": "subset", "\\notin": "not in", "\\cong": "cong", "\\preceq": "preceq",
    "\\succeq": "succeq",
}  # fmt: skip
JUDGED: Final = frozenset({"=", ":=", "!=", "<", ">", "<=", ">=", "~"})

IMPLICATIONS: Final = frozenset(
    {"\\implies", "\\Rightarrow", "\\Longrightarrow", "\\iff", "\\Leftrightarrow",
     "\\Longleftrightarrow", "\\impliedby", "\\Leftarrow", "\\therefore", "\\because"}
)  # fmt: skip

#: Signs of logic between relations, with the words that they stand for.
JOINTS: Final = {"\\vee": "or", "\\wedge": "and"}

ALIASES: Final = {
    "\\lor": "\\vee", "\\land": "\\wedge",
    "\\leq": "\\le", "\\leqslant": "\\le", "\\geq": "\\ge", "\\geqslant": "\\ge",
    "\\neq": "\\ne", "\\lt": "<", "\\gt": ">", "\\rightarrow": "\\to",
    "\\longrightarrow": "\\to", "\\gets": "\\leftarrow", "\\coloneqq": ":=",
    "\\triangleq": ":=", "\\doteq": ":=", "\\thickapprox": "\\approx",
    "\\lessapprox": "\\lesssim", "\\gtrapprox": "\\gtrsim",
    "\\dfrac": "\\frac", "\\tfrac": "\\frac", "\\cfrac": "\\frac", "\\nicefrac": "\\frac",
    "\\dbinom": "\\binom", "\\tbinom": "\\binom",
    "\\ast": "*", "\\colon": ":", "\\lbrace": "\\{", "\\rbrace": "\\}",
    "\\lbrack": "[", "\\rbrack": "]", "\\dots": "\\ldots", "\\dotsc": "\\ldots",
    "\\cdots": "\\ldots", "…": "\\ldots",
    "⋯": "\\ldots", "\\dotsb": "\\ldots", "\\hdots": "\\ldots",
    "\\intercal": "\\top", "\\lnot": "\\neg",
    "−": "-", "–": "-", "·": "\\cdot", "⋅": "\\cdot", "×": "\\times", "÷": "\\div",
    "≤": "\\le", "≥": "\\ge", "≠": "\\ne", "≈": "\\approx", "→": "\\to", "∞": "\\infty",
    "∂": "\\partial", "∑": "\\sum", "∏": "\\prod", "∫": "\\int", "√": "\\sqrt",
    "∈": "\\in", "∇": "\\nabla", "′": "'",
    **{chr(0x3B1 + k): "\\" + word for k, word in enumerate(
        "alpha beta gamma delta varepsilon zeta eta theta iota kappa lambda mu nu xi omicron "
        "pi rho varsigma sigma tau upsilon varphi chi psi omega".split())},
    "Γ": "\\Gamma", "Δ": "\\Delta", "Θ": "\\Theta", "Λ": "\\Lambda", "Ξ": "\\Xi",
    "Π": "\\Pi", "Σ": "\\Sigma", "Φ": "\\Phi", "Ψ": "\\Psi", "Ω": "\\Omega",
}  # fmt: skip

#: Horizontal space -> how wide; None takes no room.
SPACES: Final = {
    "\\,": "thin", "\\;": "thin", "\\:": "thin", "\\>": "thin", "\\ ": "thin", "~": "thin",
    "\\thinspace": "thin", "\\medspace": "thin", "\\space": "thin", "\\!": None, "\\quad": "wide",
    "\\qquad": "wide", "\\enspace": "wide", "\\enskip": "wide", "\\hfill": "wide",
    "\\displaystyle": None, "\\textstyle": None, "\\scriptstyle": None, "\\limits": None,
    "\\nolimits": None, "\\nonumber": None, "\\notag": None, "\\allowbreak": None,
    "\\relax": None, "\\noindent": None, "\\centering": None, "\\negthinspace": None,
    "\\scriptscriptstyle": None, **{f"\\{size}": None for size in (
        "tiny", "scriptsize", "footnotesize", "small", "normalsize", "large", "Large", "LARGE",
        "huge", "Huge")},
}  # fmt: skip

#: Size commands -> which side of a pair the next delimiter is.
SIZERS: Final = {
    "\\left": "open", "\\right": "close", "\\middle": "middle",
    **{f"\\{size}{end}": side for size in ("big", "Big", "bigg", "Bigg")
       for end, side in (("", ""), ("l", "open"), ("r", "close"), ("m", "middle"))},
}  # fmt: skip

DELIMITERS: Final = {
    "\\lvert": ("|", "open"), "\\rvert": ("|", "close"), "\\vert": ("|", ""),
    "\\mid": ("|", "middle"), "\\lVert": ("\\|", "open"), "\\rVert": ("\\|", "close"),
    "\\Vert": ("\\|", ""), "\\parallel": ("\\|", "middle"),
}  # fmt: skip

#: Commands with one argument that is dropped, and those whose argument stays in their place.
DROPPED: Final = frozenset(
    {"\\label", "\\tag", "\\tag*", "\\hspace", "\\hspace*", "\\vspace", "\\phantom",
     "\\hphantom", "\\vphantom", "\\color", "\\textcolor"}
)  # fmt: skip
TRANSPARENT: Final = frozenset(
    {"\\boxed", "\\fbox", "\\mathstrut", "\\ensuremath", "\\smash", "\\cancel", "\\bcancel",
     "\\xcancel"}
)  # fmt: skip
#: Commands that say how a sign is spaced: \\mathrel{=} is =.
ATOMS: Final = frozenset(
    {"\\mathbin", "\\mathrel", "\\mathord", "\\mathopen", "\\mathclose", "\\mathpunct"}
)
#: Switches to a font up to the end of their group -> the command with an argument.
SWITCHES: Final = {
    "\\bf": "\\mathbf", "\\bfseries": "\\mathbf", "\\cal": "\\mathcal", "\\sf": "\\mathsf",
    "\\tt": "\\mathtt",
}  # fmt: skip

OTHER: Final = frozenset(
    {"\\frac", "\\binom", "\\sqrt", "\\sum", "\\prod", "\\int", "\\iint", "\\iiint", "\\lim",
     "\\partial", "\\infty", "\\nabla", "\\cdot", "\\times", "\\div", "\\begin", "\\end",
     "\\\\", "\\{", "\\}", "\\|", "\\ldots", "\\top", "\\dagger", "\\prime", "\\star", "\\circ",
     "\\pm", "\\mp",
     "\\underbrace", "\\overbrace", "\\overset", "\\underset", "\\stackrel", "\\choose", "\\over",
     "\\lfloor", "\\rfloor", "\\lceil", "\\rceil", "\\langle", "\\rangle", "\\odot", "\\otimes",
     "\\oplus", "\\arg", "\\argmax", "\\argmin", "\\sup", "\\inf", "\\det", "\\dim", "\\ker",
     "\\Pr", "\\gcd", "\\forall", "\\exists", "\\bullet", "\\vdots", "\\ddots", "\\cup", "\\cap",
     "\\setminus", "\\emptyset", "\\neg", "\\wedge", "\\vee", "\\substack", "\\%",
     "\\&", "\\#", "\\_", "\\$", "\\eqref", "\\ref", "\\hline", "\\atop", "\\Re", "\\Im", "\\deg",
     "\\limsup", "\\liminf", "\\not", "\\oint", "\\circledast", "\\bigcup", "\\bigcap", "\\bot",
     "\\eqno", "\\leqno"}
)  # fmt: skip

#: Environments that only arrange rows, and those that are values.
ARRANGING: Final = frozenset(
    {"aligned", "align", "align*", "alignat", "alignat*", "alignedat", "split", "gather",
     "gather*", "gathered", "equation", "equation*", "multline", "multline*", "eqnarray",
     "eqnarray*", "displaymath", "flalign", "flalign*", "subequations", "math", "dmath"}
)  # fmt: skip
MATRICES: Final = frozenset(
    {"pmatrix", "bmatrix", "Bmatrix", "vmatrix", "Vmatrix", "matrix", "smallmatrix", "array"}
)

#: Letters that are functions wherever they stand before a parenthesis.
#: (O is Landau's symbol).
FUNCTION_LETTERS: Final = frozenset(
    {"f", "g", "h", "F", "G", "H", "O", "phi", "psi", "varphi", "Phi"}
)
#: Letters that are functions before a square bracket: E[X].
BRACKET_FUNCTIONS: Final = frozenset({"E", "P", "V"})
#: Functionals that are written without brackets too, \mathbb{E} X, and their commands.
BARE_FUNCTIONALS: Final = {
    "bb.E": "mathbb{E}", "rm.Var": "operatorname{Var}", "rm.var": "operatorname{var}",
}  # fmt: skip
#: Upright words of two syllables that may be spaced.
CHOOSERS: Final = frozenset({"argmax", "argmin", "limsup", "liminf"})
#: Upright words for what is done to matrices and vectors.
MATRIX_WORDS: Final = frozenset(
    {"tr", "Tr", "trace", "diag", "vec", "rank", "det", "adj", "span", "dim", "cov", "vech"}
)
#: Commands that are lost when their backslash is forgotten.
SPELLED: Final = tuple(
    "frac sqrt sin cos tan exp log sinh cosh tanh max min lim sum prod int det cdot times left "
    "right alpha beta gamma delta theta lambda sigma omega mathrm text partial".split()
)
#: Letters that multiply a parenthesis with a sum in it, where nothing else is known of them.
COEFFICIENTS: Final = frozenset(
    "a b c d k l m n r s t w x y z A B C M N alpha beta gamma delta epsilon varepsilon eta theta "
    "kappa lambda mu nu xi tau omega e pi".split()
)
#: Letters that index when they stand in a subscript.
INDEX_LETTERS: Final = vocabulary.INDEX_LETTERS

#: Words of running text that separate clauses of a display, by what follows them.
CONNECTIVES: Final = {
    "and": "and", "or": "or", "but": "and", "so": "and", "then": "and", "thus": "and",
    "hence": "and", "therefore": "and", "also": "and", "i.e.": "and", "or equivalently": "and",
    "where": "where", "with": "where", "for": "where", "if": "where", "when": "where",
    "for all": "where", "for any": "where", "for every": "where", "for each": "where",
    "such that": "where", "s.t.": "where", "subject to": "where", "given": "where",
    "whenever": "where", "as": "where", "since": "where", "because": "where",
    "provided": "where", "assuming": "where", "in": "where", "on": "where",
    "otherwise": "where", "else": "where", "let": "where", "using": "where",
    "with gradient": "and", "and hence": "and",
}  # fmt: skip


#: Those of them that are set upright as well.
UPRIGHT_CONNECTIVES: Final = frozenset(
    {"and", "or", "where", "with", "for", "if", "when", "otherwise"}
)

#: What ``\\not`` makes of a sign.
NEGATED: Final = {"=": "\\ne", "\\equiv": "\\ne", "\\in": "\\notin"}


def known_command(text: str) -> bool:
    """Whether the lexer's white list has the command."""
    return (
        text[1:] in GREEK
        or text[1:] in FUNCTIONS
        or text in OTHER
        or text in RELATIONS
        or text in IMPLICATIONS
        or any(text in table for table in _TABLES)
    )


_TABLES: Final = (
    ACCENTS,
    FONTS,
    WORDS,
    TEXTS,
    INTERTEXTS,
    REFERENCES,
    SPACES,
    SIZERS,
    DELIMITERS,
    DROPPED,
    TRANSPARENT,
    ATOMS,
)

#: Superscripts that transpose whatever they stand on, as they are spelled; a plain T may count.
TRANSPOSES: Final = frozenset({"\\top", "\\mathrmT", "\\mathsfT", "\\textT"})
MINUS_TRANSPOSES: Final = frozenset(f"-{transpose}" for transpose in TRANSPOSES)
ADJOINTS: Final = frozenset({"\\dagger", "\\mathrmH", "\\textH"})
