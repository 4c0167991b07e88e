"""Reports and derivations as text: one file a format, each a function from a value to a string.

Nothing here computes or judges.  A new format is one file and one row of
:data:`symcalc.write.formats.DERIVATION_FORMATS`.
"""
