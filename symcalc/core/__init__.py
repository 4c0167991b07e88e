"""Values that every part of symcalc passes around; standard library only.

A :class:`~symcalc.core.term.Term` is an expression, a :class:`~symcalc.core.span.Span` its place, a
:class:`~symcalc.core.problem.Statement` a line to check, a :class:`~symcalc.core.problem.Problem`
a derivation that is asked for, a :class:`~symcalc.core.verdict.Finding` what was concluded.
"""
