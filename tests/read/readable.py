"""Random terms of every operation that the reader makes, and what their spelling cannot tell.

Not among them, because the reader refuses (never misreads) how they are written:

- products that repeat an index outside of its sum (does the page sum over it?);
- derivatives of ŷ or Δy in y (is ŷ a value of y, or another name?);
- products over an index that does not stand in what is multiplied (how far does ∏ reach?);
- evaluations, cases and limits inside the bounds and arguments of something else.
"""

from __future__ import annotations

from hypothesis import strategies as st

from symcalc.core import term as t
from symcalc.core.term import Op, Term
from symcalc.core.vocabulary import FUNCTIONS

Terms = st.SearchStrategy[Term]

X, Y, W, K, N = map(t.name, ("x", "y", "w", "k", "n"))

#: The declarations under which the terms are read.
LETS = (
    *(f"{name}: real" for name in ("x", "y", "w", r"\mathbb{T}", r"\mathcal{L}")),
    *(f"{name}: integer" for name in "kn"),
    *(f"{name}: function" for name in (r"f", r"\sigma", r"h", r"\mathrm{ReLU}", r"f_1")),
)

_NAMES = (
    "x", "y", "w", "n", "w_1", "w_new", "w_in", "w_a", "w_max", "a_1,2", "alpha", "varkappa",
    "hat.z", "Delta.z", "cal.L", "bb.T", "frak.g", "tt.v", "check.v", "v^*", "v_1^*",
    "z'", "z_1'", "rm.loss", "loss", "hat.ab", "tilde.theta", "dot.theta",
)  # fmt: skip
_ONE = sorted(name for name, count in FUNCTIONS.items() if count == 1)
_TWO = sorted(name for name, count in FUNCTIONS.items() if count != 1)

_leaves = st.one_of(
    st.sampled_from([t.name(key) for key in _NAMES]),
    st.sampled_from([t.PI, t.E, t.element("x", K), t.element("a", K, N), t.INFINITY]),
    st.fractions(-12, 12, max_denominator=5).map(t.number),
    st.sampled_from(["0.5", "3.25"]).map(t.decimal),
)


def _arithmetic(inner: Terms) -> Terms:
    pairs = st.tuples(inner, inner)
    several = st.lists(inner, min_size=2, max_size=3)
    return st.one_of(
        several.map(lambda parts: t.add(*parts)),
        several.filter(_repeats_no_index).map(lambda parts: t.mul(*parts)),
        pairs.map(lambda pair: t.div(*pair)),
        inner.map(t.neg),
        pairs.map(lambda pair: t.power(*pair)),
        st.tuples(inner, st.integers(-2, 3).map(t.number)).map(lambda pair: t.power(*pair)),
        st.tuples(st.sampled_from(_ONE), inner).map(lambda pair: t.call(*pair)),
        st.tuples(st.sampled_from(_TWO), inner, inner).map(lambda triple: t.call(*triple)),
    )


def _repeats_no_index(factors: list[Term]) -> bool:
    found = [node for node in t.postorder(*factors) if node.op is Op.ELEMENT]
    return sum(len(factor.args) > 1 for factor in found) == 0 or len(factors) == 0


def _applied(inner: Terms) -> Terms:
    names = st.sampled_from(["f", "sigma", "rm.ReLU", "f_1"])
    return st.one_of(
        st.tuples(names, inner, st.integers(0, 4)).map(
            lambda parts: t.apply(parts[0], parts[1], orders=(parts[2],))
        ),
        st.tuples(inner, inner).map(lambda pair: t.apply("h", *pair)),
        st.tuples(st.integers(0, 2), st.integers(0, 2)).map(
            lambda orders: t.apply("h", X, Y, orders=orders)
        ),
    )


def _bound(inner: Terms) -> Terms:
    """Sums, products and integrals."""
    summed = st.tuples(inner, inner, inner)
    variables = st.sampled_from([X, Y])
    return st.one_of(
        summed.map(lambda parts: t.summation(parts[0], K, *parts[1:])),
        summed.map(lambda parts: t.product(t.add(parts[0], K), K, *parts[1:])),
        st.tuples(inner, variables).map(lambda pair: t.integral(*pair)),
        st.tuples(inner, variables, inner, inner).map(lambda parts: t.integral(*parts)),
    )


def _differentiated(inner: Terms) -> Terms:
    variables = st.sampled_from([X, Y, W])
    return st.one_of(
        st.tuples(inner, variables, st.integers(1, 3)).map(
            lambda parts: t.derivative(parts[0], parts[1], orders=(parts[2],))
        ),
        st.tuples(inner, st.integers(1, 2)).map(
            lambda pair: t.derivative(pair[0], X, Y, orders=(pair[1], 1))
        ),
    )


_inner = st.recursive(
    _leaves,
    lambda inner: st.one_of(
        _arithmetic(inner), _applied(inner), _bound(inner), _differentiated(inner)
    ),
    max_leaves=6,
)

_signs = st.sampled_from(["=", "!=", "<", "<=", ">", ">="])
_relations = st.tuples(_signs, _inner, _inner).map(lambda parts: t.relation(*parts))
_conditions = st.one_of(
    _relations,
    st.tuples(_relations, _relations).map(lambda pair: t.make(Op.AND, *pair)),
    st.tuples(_relations, _relations).map(lambda pair: t.make(Op.OR, *pair)),
)
_outer = st.one_of(
    st.tuples(_inner, st.sampled_from([X, Y]), _inner).map(lambda parts: t.at(*parts)),
    st.tuples(_inner, st.sampled_from([X, Y]), _inner, st.sampled_from(["", "+", "-"])).map(
        lambda parts: t.limit(*parts)
    ),
    st.tuples(_inner, _conditions, _inner).map(
        lambda parts: t.cases((parts[0], parts[1]), (parts[2], t.TRUE))
    ),
)


def _mixed(parts: tuple[Term, Term]) -> Terms:
    return st.sampled_from([t.add(*parts), t.mul(*parts), t.neg(parts[0]), t.div(*parts)])


#: Terms of one number or name up to about ten operations.
readable: Terms = st.one_of(_inner, _outer, st.tuples(_outer, _inner).flatmap(_mixed))


def as_spelled(term: Term) -> Term:
    """The term that its spelling tells of: what is written alike is one here.

    Sums in sums and products in products stand without brackets, the signs of factors before
    the whole product, a negative number is a minus and a number, a fraction a quotient, a power
    of e the exponential function, and a derivative in one slot of h(x, y) is one in that name.
    None of these has another value.
    """
    return t.rebuild(term, lambda node: _SPELLED.get(node.op, _same)(node))


def _same(node: Term) -> Term:
    return node


def _number(node: Term) -> Term:
    value = t.value_of(node)
    assert value is not None
    over, under = t.number(abs(value.numerator)), t.number(value.denominator)
    size = over if under is t.ONE else t.div(over, under)
    return t.neg(size) if value < 0 else size


def _sum(node: Term) -> Term:
    return t.add(*(part for term in node.args for part in _parts(term, Op.ADD)))


def _product(node: Term) -> Term:
    """The factors with their signs in front of the whole."""
    sizes = [factor.args[0] if factor.op is Op.NEG else factor for factor in node.args]
    signs = sum(factor.op is Op.NEG for factor in node.args)
    product = t.mul(*(part for size in sizes for part in _parts(size, Op.MUL)))
    return t.neg(product) if signs % 2 else product


def _negative(node: Term) -> Term:
    return node.args[0].args[0] if node.args[0].op is Op.NEG else node


def _parts(term: Term, op: Op) -> tuple[Term, ...]:
    return term.args if term.op is op else (term,)


def _power(node: Term) -> Term:
    return t.call("exp", node.args[1]) if node.args[0] is t.E else node


def _application(node: Term) -> Term:
    """A slot of a function of several variables is differentiated in the manner of Leibniz."""
    orders = t.function_orders(node)
    if len(orders) == 1 or not any(orders):
        return node
    held = [(place, order) for place, order in zip(node.args, orders, strict=True) if order]
    value = t.apply(t.function_key(node), *node.args)
    return t.derivative(value, *(p for p, _ in held), orders=tuple(o for _, o in held))


_SPELLED = {
    Op.APPLY: _application,
    Op.NUMBER: _number,
    Op.NEG: _negative,
    Op.ADD: _sum,
    Op.MUL: _product,
    Op.POW: _power,
}


# ------------------------------------------------------------------------------- arrays

#: The declarations under which the terms of arrays are read.
ARRAY_LETS = (
    *(f"{name}: real" for name in "ab"),
    *(rf"\mathbf{{{name}}}: vector n" for name in "xy"),
    *(f"{name}: matrix n n" for name in "AB"),
    *(f"{name}: quaternion" for name in "pq"),
    "n: integer",
    "I: identity matrix",
)


def _calls(function: str, *parts: Terms) -> Terms:
    return st.tuples(*parts).map(lambda args: t.call(function, *args))


def _products(*parts: Terms) -> Terms:
    return st.tuples(*parts).map(lambda args: t.mul(*args))


def _alike(inner: Terms, scalars: Terms) -> list[Terms]:
    """What vectors, matrices and quaternions have in common."""
    sums = st.tuples(inner, inner).map(lambda pair: t.add(*pair))
    return [inner, sums, inner.map(t.neg), _products(scalars, inner)]


def _scalars(depth: int) -> Terms:
    known = st.sampled_from([t.name("a"), t.name("b"), t.TWO])
    if not depth:
        return known
    s, v, m = _scalars(depth - 1), _vectors(depth - 1), _matrices(depth - 1)
    places = st.sampled_from([t.ONE, t.TWO])
    of_matrix = [_calls(name, m) for name in ("trace", "det", "rank", "frobenius")]
    return st.one_of(
        *_alike(s, s), *of_matrix, _calls("dot", v, v), _calls("norm", v),
        _calls("norm", v, st.just(t.ONE)), _products(_calls("transpose", v), v),
        _calls("entry", m, places, places), _calls("entry", v, places),
    )  # fmt: skip


def _vectors(depth: int) -> Terms:
    filled = [t.call(name, N) for name in ("ones", "zeros")]
    known = st.sampled_from([t.name("bf.x"), t.name("bf.y"), *filled])
    if not depth:
        return known
    s, v, m = _scalars(depth - 1), _vectors(depth - 1), _matrices(depth - 1)
    columns = st.tuples(s, s).map(lambda parts: t.vector(*parts))
    return st.one_of(
        *_alike(v, s), _products(m, v), _calls("cross", v, v), _calls("hadamard", v, v),
        _calls("diag", m), _calls("vec", m), _calls("softmax", v), _calls("exp", v), columns,
        st.tuples(v, s).map(lambda pair: t.div(*pair)),
    )  # fmt: skip


def _matrices(depth: int) -> Terms:
    known = st.sampled_from([t.name("A"), t.name("B"), t.call("identity", N)])
    if not depth:
        return known
    s, v, m = _scalars(depth - 1), _vectors(depth - 1), _matrices(depth - 1)
    exponents = st.sampled_from([t.TWO, t.neg(t.ONE)])
    written = st.tuples(s, s, s, s).map(lambda parts: t.matrix([parts[:2], parts[2:]]))
    return st.one_of(
        *_alike(m, s), _products(m, m), _products(v, _calls("transpose", v)), written,
        _calls("transpose", m), _calls("adjoint", m), _calls("diag", v),
        _calls("hadamard", m, m), _calls("kronecker", m, m),
        st.tuples(m, exponents).map(lambda pair: t.power(*pair)),
    )  # fmt: skip


_quaternions = st.recursive(
    st.sampled_from([t.name("p"), t.name("q"), t.call("quaternion", *map(t.name, "abab"))]),
    lambda inner: st.one_of(
        *_alike(inner, st.sampled_from([t.name("a"), t.TWO])),
        _products(inner, inner),
        _calls("conjugate", inner),
        inner.map(lambda base: t.power(base, t.neg(t.ONE))),
    ),
    max_leaves=4,
)

#: Vectors, matrices, quaternions, and the numbers made of them.
arrays: Terms = st.one_of(_scalars(2), _vectors(2), _matrices(2), _quaternions)
