"""Claims about vectors, matrices and quaternions."""
