"""A normal form of expressions in vectors and matrices of any size.

An array is a sum of words with scalar coefficients; a word is a product of letters, each a
name (or an expression that goes no further) plain, transposed or inverted.  Products are
multiplied out, transposes and inverses pushed inwards, inverses cancelled.  What is 1 × 1,
a trace or an inner product, is a closed word: a trace, the same for every rotation of its
letters and for its transpose.  Two expressions with the same normal form are equal for all
sizes wherever the inverses exist.
"""
