"""Gradients of expressions in vectors and matrices of any size, by reverse accumulation."""
