"""Evaluation of terms in a prime field that imitates the reals."""
