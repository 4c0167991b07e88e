"""The public verbs, a module each, so that checking does not load the deriver.

``from symcalc import check, derive, read`` is the way to them; the command line calls the
same functions and adds only the reading of arguments, budgets and formats.
"""
