"""Published identities, each with a wrong variant that must not be accepted.

Sources: DLMF is the NIST Digital Library of Mathematical Functions (section or equation),
A&S is Abramowitz & Stegun, G&R is Gradshteyn & Ryzhik, "table" a standard table of derivatives.
"""

# ruff: noqa: E501 - a table is easier to read with one row a line
from __future__ import annotations

from typing import NamedTuple


class Row(NamedTuple):
    """A true identity, what makes it false, and the declarations it stands under."""

    source: str
    left: str
    right: str
    wrong: str
    lets: tuple[str, ...] = ()


POSITIVE_XY = ("x > 0", "y > 0")

IDENTITIES: tuple[Row, ...] = (
    # ------------------------------------------------------------------ trigonometry
    Row("DLMF 4.21.2", r"\sin(u+v)", r"\sin u \cos v + \cos u \sin v", r"\sin u \cos v - \cos u \sin v"),
    Row("DLMF 4.21.3", r"\cos(u+v)", r"\cos u \cos v - \sin u \sin v", r"\cos u \cos v + \sin u \sin v"),
    Row("DLMF 4.21.4", r"\tan(u+v)", r"\frac{\tan u + \tan v}{1 - \tan u \tan v}",
        r"\frac{\tan u + \tan v}{1 + \tan u \tan v}"),
    Row("DLMF 4.21.6", r"\sin u + \sin v", r"2 \sin(\frac{u+v}{2}) \cos(\frac{u-v}{2})",
        r"2 \sin(\frac{u-v}{2}) \cos(\frac{u+v}{2})"),
    Row("DLMF 4.21.9", r"\cos u - \cos v", r"-2 \sin(\frac{u+v}{2}) \sin(\frac{u-v}{2})",
        r"2 \sin(\frac{u+v}{2}) \sin(\frac{u-v}{2})"),
    Row("DLMF 4.21.12", r"\sin^2 z + \cos^2 z", "1", r"\cos(2 z) + \sin^2 z"),
    Row("DLMF 4.21.13", r"\sec^2 z", r"1 + \tan^2 z", r"1 - \tan^2 z"),
    Row("DLMF 4.21.14", r"\csc^2 z", r"1 + \cot^2 z", r"\cot^2 z - 1"),
    Row("DLMF 4.21.15", r"2 \sin u \sin v", r"\cos(u-v) - \cos(u+v)", r"\cos(u+v) - \cos(u-v)"),
    Row("DLMF 4.21.18", r"\sin^2 u - \sin^2 v", r"\sin(u+v) \sin(u-v)", r"\sin^2(u-v)"),
    Row("DLMF 4.21.27", r"\sin(2z)", r"2 \sin z \cos z", r"\sin z \cos z"),
    Row("DLMF 4.21.28", r"\cos(2z)", r"1 - 2\sin^2 z", r"1 + 2\sin^2 z"),
    Row("DLMF 4.21.30", r"\sin(3z)", r"3 \sin z - 4 \sin^3 z", r"4 \sin z - 3 \sin^3 z"),
    Row("DLMF 4.21.31", r"\cos(3z)", r"4 \cos^3 z - 3 \cos z", r"4 \cos^3 z + 3 \cos z"),
    Row("A&S 4.3.24 rearranged", r"\sin^2 z", r"\frac{1 - \cos(2z)}{2}", r"\frac{1 + \cos(2z)}{2}"),
    Row("DLMF 4.21(ii)", r"\tan(z)", r"\frac{\sin(2z)}{1+\cos(2z)}", r"\frac{\sin(2z)}{1-\cos(2z)}"),
    Row("A&S 4.3 shifts", r"\cos(z + \pi)", r"-\cos z", r"\cos z"),
    Row("A&S 4.3 shifts", r"\sin(z + \frac{\pi}{2})", r"\cos z", r"-\cos z"),
    Row("A&S 4.3 values", r"\sin(\frac{\pi}{3})", r"\frac{\sqrt{3}}{2}", r"\frac{\sqrt{2}}{2}"),
    Row("A&S 4.3 values", r"\cos(\frac{\pi}{12})", r"\frac{\sqrt{6}+\sqrt{2}}{4}",
        r"\frac{\sqrt{6}-\sqrt{2}}{4}"),
    Row("G&R 1.323", r"\cos^4 x", r"\frac{3 + 4\cos(2x) + \cos(4x)}{8}",
        r"\frac{3 - 4\cos(2x) + \cos(4x)}{8}"),
    Row("G&R 1.313", r"\sin x \cos^2 x", r"\frac{\sin x + \sin(3x)}{4}", r"\frac{\sin x - \sin(3x)}{4}"),
    # --------------------------------------------------------------- inverse functions
    Row("DLMF 4.24.13 region", r"\sin(\arctan x)", r"\frac{x}{\sqrt{1+x^2}}", r"\frac{1}{\sqrt{1+x^2}}"),
    Row("A&S 4.4", r"\cos(\arctan x)", r"\frac{1}{\sqrt{1+x^2}}", r"\frac{x}{\sqrt{1+x^2}}"),
    Row("A&S 4.4.3", r"\arctan x + \arctan(\frac{1}{x})", r"\frac{\pi}{2}", r"-\frac{\pi}{2}", ("x > 0",)),
    Row("A&S 4.4", r"\arcsin x", r"\arctan(\frac{x}{\sqrt{1-x^2}})", r"\arccos(\frac{x}{\sqrt{1-x^2}})",
        ("-1 < x", "x < 1")),
    # ------------------------------------------------------------ exponentials and logs
    Row("DLMF 4.8.1", r"\log(xy)", r"\log x + \log y", r"\log x \log y", POSITIVE_XY),
    Row("DLMF 4.8.7", r"\log(\frac{x}{y})", r"\log x - \log y", r"\frac{\log x}{\log y}", POSITIVE_XY),
    Row("DLMF 4.8.10", r"\log(x^3)", r"3 \log x", r"\log(3x)", ("x > 0",)),
    Row("DLMF 4.2", r"e^{x+y}", r"e^x e^y", r"e^x + e^y"),
    Row("DLMF 4.2", r"(e^x)^3", r"e^{3x}", r"e^{x^3}"),
    Row("DLMF 4.2.26", r"x^y", r"e^{y \log x}", r"e^{x \log y}", POSITIVE_XY),
    Row("laws of powers", r"x^a x^b", r"x^{a+b}", r"x^{a b}", ("x > 0",)),
    Row("laws of powers", r"(x y)^a", r"x^a y^a", r"x^a + y^a", POSITIVE_XY),
    Row("softplus", r"\log(1+e^x)", r"x + \log(1+e^{-x})", r"-x + \log(1+e^{-x})"),
    Row("sigmoid", r"\frac{1}{1+e^{-x}}", r"\frac{e^x}{1+e^x}", r"\frac{e^{-x}}{1+e^x}"),
    Row("sigmoid", r"1 - \frac{1}{1+e^{-x}}", r"\frac{1}{1+e^{x}}", r"\frac{1}{1-e^{x}}"),
    Row("change of base", r"\frac{\log(x^2)}{\log 4}", r"\frac{\log x}{\log 2}", r"\frac{\log x}{\log 4}",
        ("x > 0",)),
    Row("log-sum-exp", r"\log(e^{a} + e^{b})", r"a + \log(1 + e^{b-a})", r"a + \log(1 + e^{a-b})"),
    Row("log-sum-exp", r"\log(e^{a+c} + e^{b+c})", r"c + \log(e^a + e^b)", r"2 c + \log(e^a + e^b)"),
    # ---------------------------------------------------------------------- hyperbolic
    Row("DLMF 4.35.11", r"\cosh^2 z - \sinh^2 z", "1", "-1+0 z"),
    Row("DLMF 4.35.1", r"\sinh(u+v)", r"\sinh u \cosh v + \cosh u \sinh v", r"\sinh u \sinh v + \cosh u \cosh v"),
    Row("DLMF 4.35.2", r"\cosh(u+v)", r"\cosh u \cosh v + \sinh u \sinh v", r"\cosh u \cosh v - \sinh u \sinh v"),
    Row("DLMF 4.35", r"\cosh(2z)", r"2 \cosh^2 z - 1", r"2 \sinh^2 z - 1"),
    Row("DLMF 4.28", r"\tanh x", r"\frac{e^{2x}-1}{e^{2x}+1}", r"\frac{e^{x}-1}{e^{x}+1}"),
    Row("DLMF 4.35", r"1 - \tanh^2 x", r"\frac{4}{(e^x + e^{-x})^2}", r"\frac{2}{(e^x + e^{-x})^2}"),
    Row("DLMF 4.35", r"\frac{1+\tanh(\frac{x}{2})}{2}", r"\frac{1}{1+e^{-x}}", r"\frac{1}{1+e^{-2x}}"),
    Row("log cosh", r"\log(\cosh x)", r"x + \log(1+e^{-2x}) - \log 2", r"x + \log(1+e^{-2x}) + \log 2"),
    # ------------------------------------------------------------------- roots and |x|
    Row("definition of |x|", r"\sqrt{x^2}", "|x|", "x"),
    Row("definition of |x|", r"\sqrt{x^2}", "x", "-x", ("x > 0",)),
    Row("roots", r"\sqrt{x}\sqrt{y}", r"\sqrt{xy}", r"\sqrt{x+y}", POSITIVE_XY),
    Row("|x|", "|x y|", "|x| |y|", "x |y|"),
    Row("max", r"\max(x,y)", r"\frac{x+y+|x-y|}{2}", r"\frac{x+y-|x-y|}{2}"),
    Row("max and min", r"\max(x,y) + \min(x,y)", "x + y", "x - y"),
    Row("relu", r"\max(0,x) - \max(0,-x)", "x", "|x|"),
    Row("nested radical", r"\sqrt{5+2\sqrt{6}}", r"\sqrt{2}+\sqrt{3}", r"\sqrt{2}+\sqrt{5}"),
    Row("nested radical", r"\sqrt{3-2\sqrt{2}}", r"\sqrt{2}-1", r"1-\sqrt{2}"),
    Row("rationalising", r"\frac{1}{\sqrt{x+1}+\sqrt{x}}", r"\sqrt{x+1}-\sqrt{x}",
        r"\sqrt{x+1}+\sqrt{x}", ("x > 0",)),
    # -------------------------------------------------------------------------- algebra
    Row("binomial theorem", r"(a+b)^2", r"a^2+2ab+b^2", r"a^2+b^2"),
    Row("binomial theorem", r"(a-b)^3", r"a^3-3a^2b+3ab^2-b^3", r"a^3-3a^2b+3ab^2+b^3"),
    Row("factorisation", r"a^3-b^3", r"(a-b)(a^2+ab+b^2)", r"(a-b)(a^2-ab+b^2)"),
    Row("Brahmagupta", r"(a^2+b^2)(c^2+d^2)", r"(ac-bd)^2+(ad+bc)^2", r"(ac+bd)^2+(ad+bc)^2"),
    Row("fractions", r"\frac{a}{b}+\frac{c}{d}", r"\frac{ad+bc}{bd}", r"\frac{a+c}{b+d}"),
    Row("completing the square", r"x^2+bx+c", r"(x+\frac{b}{2})^2+c-\frac{b^2}{4}",
        r"(x+\frac{b}{2})^2+c+\frac{b^2}{4}"),
    Row("partial fractions", r"\frac{1}{x^2-1}", r"\frac12 \cdot \frac{1}{x-1} - \frac12 \cdot \frac{1}{x+1}",
        r"\frac12 \cdot \frac{1}{x-1} + \frac12 \cdot \frac{1}{x+1}"),
    Row("continued fraction", r"\frac{1}{1+\frac{1}{x}}", r"1-\frac{1}{x+1}", r"\frac{1}{x+1}", ("x > 0",)),
    # ---------------------------------------------------------------------- derivatives
    Row("table", r"\frac{d}{dx} x^5", r"5x^4", r"5x^5"),
    Row("table", r"\frac{d}{dx} \sin(x^2)", r"2x\cos(x^2)", r"\cos(x^2)"),
    Row("table", r"\frac{d}{dx} \left(x \log x\right)", r"\log x + 1", r"\frac{1}{x}", ("x > 0",)),
    Row("table", r"\frac{d}{dx} x^x", r"x^x(1+\log x)", r"x \cdot x^{x-1}", ("x > 0",)),
    Row("table", r"\frac{d}{dx} \tan x", r"\frac{1}{\cos^2 x}", r"\frac{1}{\sin^2 x}"),
    Row("table", r"\frac{d}{dx} \arctan x", r"\frac{1}{1+x^2}", r"\frac{1}{\sqrt{1+x^2}}"),
    Row("table", r"\frac{d}{dx} \sqrt{1+x^2}", r"\frac{x}{\sqrt{1+x^2}}", r"\frac{1}{2\sqrt{1+x^2}}"),
    Row("table", r"\frac{d}{dx} \frac{x}{1+x^2}", r"\frac{1-x^2}{(1+x^2)^2}", r"\frac{1+x^2}{(1+x^2)^2}"),
    Row("table", r"\frac{d}{dx} e^{-x^2/2}", r"-x e^{-x^2/2}", r"-2x e^{-x^2/2}"),
    Row("table", r"\frac{d}{dx} \frac{1}{1+e^{-x}}", r"\frac{e^{-x}}{(1+e^{-x})^2}", r"-\frac{e^{-x}}{(1+e^{-x})^2}"),
    Row("table", r"\frac{d}{dx} \log(\cosh x)", r"\tanh x", r"\coth x"),
    Row("second derivative", r"\frac{d^2}{dx^2} \sin(2x)", r"-4\sin(2x)", r"-2\sin(2x)"),
    Row("second derivative", r"\frac{d^2}{dx^2} e^{x^2}", r"(2+4x^2) e^{x^2}", r"4x^2 e^{x^2}"),
    Row("partial", r"\frac{\partial}{\partial x} \sin(xy)", r"y\cos(xy)", r"x\cos(xy)"),
    Row("mixed partial", r"\frac{\partial^2}{\partial x \partial y} e^{xy}", r"(1+xy)e^{xy}", r"xy e^{xy}"),
    Row("least squares", r"\frac{\partial}{\partial w} \left((wx+b-y)^2\right)", r"2x(wx+b-y)", r"2(wx+b-y)",
        ("w: real", "x: real", "b: real", "y: real")),
    Row("least squares", r"\frac{\partial}{\partial w} \sum_{i=1}^{n} (y_i - w x_i)^2",
        r"-2 \sum_{i=1}^{n} x_i (y_i - w x_i)", r"2 \sum_{i=1}^{n} x_i (y_i - w x_i)"),
    Row("gamma", r"\frac{d}{dx} \log(1+e^x)", r"\frac{e^x}{1+e^x}", r"\frac{1}{1+e^x}"),
    # ----------------------------------------------------------------- sums and integrals
    Row("linearity", r"\sum_{i=1}^n (a x_i + b y_i)", r"a \sum_{i=1}^n x_i + b \sum_{i=1}^n y_i",
        r"(a+b) \sum_{i=1}^n (x_i + y_i)"),
    Row("linearity", r"\sum_{i=1}^n (x_i - m)^2", r"\sum_{i=1}^n x_i^2 - 2m\sum_{i=1}^n x_i + n m^2",
        r"\sum_{i=1}^n x_i^2 - 2m\sum_{i=1}^n x_i + m^2"),
    Row("product of sums", r"\left(\sum_{i=1}^n x_i\right)^2", r"\sum_{i=1}^n \sum_{j=1}^n x_i x_j",
        r"\sum_{i=1}^n x_i^2"),
    Row("G&R 0.121", r"\sum_{i=1}^n i", r"\frac{n(n+1)}{2}", r"\frac{n(n-1)}{2}"),
    Row("G&R 0.121", r"\sum_{i=1}^n i^2", r"\frac{n(n+1)(2n+1)}{6}", r"\frac{n(n+1)(2n-1)}{6}"),
    Row("power rule", r"\int_0^1 x^3 \, dx", r"\frac14", r"\frac13"),
    Row("A&S 3.3", r"\int_0^{\pi} \sin x \, dx", "2", "0"),
    # ---------------------------------------------------------------- special functions
    Row("DLMF 5.5.1", r"\Gamma(x+1)", r"x \Gamma(x)", r"(x+1)\Gamma(x)", ("x > 0",)),
    Row("DLMF 26.3.5", r"\binom{n}{k} + \binom{n}{k-1}", r"\binom{n+1}{k}", r"\binom{n+1}{k+1}"),
    Row("factorial", r"(n+1)!", r"(n+1) n!", r"n \cdot n!"),
)  # fmt: skip

#: What fails only in a thin region, next to a branch point or a kink: (left, right, lets).
SLIVERS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    (r"\log(x^2)", r"2\log|x|+\frac{|x|-x}{2}", ("x > -0.001", "x < 2")),
    (r"\arctan x + \arctan(\frac{1}{x})", r"\frac{\pi}{2}", ("x > -0.001", "x < 2")),
    (r"|x| |y|", "x y", ("x > -0.001", "x < 2", "y > -0.001", "y < 2")),
    (r"\max(x,y)", "x", ("x > 0.001", "x < 2", "y > -2", "y < 0.002")),
    (r"\sqrt{(x+y)^2}", "x+y", ("x > -0.001", "x < 2", "y > -0.001", "y < 2")),
    (r"\arcsin(\sin x)", "x", ("x > -1.572", "x < 1.4")),
    (r"\arccos(\cos x)", "x", ("x > -0.001", "x < 3")),
    (r"\sqrt{x^2 y^2}", r"x |y|", ("x > -0.0001", "x < 5", "y > 0")),
)

#: What holds where both sides are defined, with the condition that must be named.
CONDITIONAL: tuple[tuple[str, str, str], ...] = (
    (r"\frac{x^2}{x}", "x", "x ≠ 0"),
    (r"\frac{x^2-1}{x-1}", "x+1", "x ≠ 1"),
    (r"\log(x^2)", r"2\log x", "x > 0"),
    (r"e^{\log x}", "x", "x > 0"),
    (r"(\sqrt{x})^2", "x", "x ≥ 0"),
    (r"\frac{x}{x}", "1", "x ≠ 0"),
)
