"""The elementary functions and constants that every part of symcalc knows by name.

The reader maps notation to these names, :mod:`symcalc.mean.functions` says what they
mean; a test holds the two together.
"""

from __future__ import annotations

from typing import Final

#: Elementary function -> number of arguments (None: one or more).
FUNCTIONS: Final[dict[str, int | None]] = {
    "sin": 1, "cos": 1, "tan": 1, "cot": 1, "sec": 1, "csc": 1,
    "arcsin": 1, "arccos": 1, "arctan": 1,
    "sinh": 1, "cosh": 1, "tanh": 1, "coth": 1, "sech": 1, "csch": 1,
    "arsinh": 1, "arcosh": 1, "artanh": 1,
    "exp": 1,
    "log": 1,  # natural
    "logbase": 2,  # logbase(x, b)
    "sqrt": 1,
    "root": 2,  # root(x, n): the real n-th root
    "abs": 1, "sign": 1, "floor": 1, "ceil": 1, "max": None, "min": None,
    "factorial": 1, "binomial": 2, "gamma": 1, "loggamma": 1, "digamma": 1, "beta": 2,
    "polygamma": 2,  # polygamma(k, x): the k-th derivative of digamma
    "erf": 1, "erfc": 1,
    "log1p": 1,  # log(1+x), which floating point can tell from 0 for small x
    "expm1": 1,  # exp(x)-1, likewise
}  # fmt: skip

CONSTANTS: Final = frozenset({"pi", "e", "i", "inf", "true"})

#: Functions of complex numbers: the real part, the imaginary part and the conjugate.
COMPLEX: Final = frozenset({"re", "im", "conj"})

#: Letters that index when they stand in a subscript; as part of a name they are upright there.
INDEX_LETTERS: Final = frozenset("ijklmnt")

#: Begins the pattern of an event in words, in which · stands for each formula.
SPOKEN: Final = "words: "

#: Function of vectors, matrices or quaternions -> least and greatest number of arguments.
LINEAR: Final[dict[str, tuple[int, int]]] = {
    "transpose": (1, 1),
    "adjoint": (1, 1),  # the conjugate transpose
    "conjugate": (1, 1),  # of a quaternion or a complex number
    "dot": (2, 2),
    "cross": (2, 2),
    "skew": (1, 1),  # the matrix of the cross product with a vector
    "norm": (1, 2),  # norm(x) is Euclidean, norm(x, p) the p-norm of a vector
    "frobenius": (1, 1),
    "trace": (1, 1),
    "det": (1, 1),
    "rank": (1, 1),
    "diag": (1, 1),  # a vector on the diagonal, or the diagonal of a matrix
    "vec": (1, 1),  # the columns one below the other
    "hadamard": (2, 2),
    "kronecker": (2, 2),
    "identity": (0, 1),  # identity(n); without its size where the context tells it
    "ones": (0, 2),  # ones(n) is a column
    "zeros": (0, 2),
    "basis": (1, 2),  # basis(i) is the i-th unit column, basis(i, n) that of n entries
    "quaternion": (4, 4),  # quaternion(w, x, y, z)
    "softmax": (1, 1),
    "entry": (2, 3),  # entry(A, i, j), entry(x, i)
}

#: Marks the number of members of a set, and alone the length of a sum without ends.
UNKNOWN_LENGTH: Final = "#"
