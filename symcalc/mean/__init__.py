"""What terms mean: values, derivatives, enclosures, source code, SymPy forms, LaTeX."""
