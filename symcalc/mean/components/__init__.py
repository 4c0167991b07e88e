"""Vectors and matrices of explicit size, written out entry by entry."""
