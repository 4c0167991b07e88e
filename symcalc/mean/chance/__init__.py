"""The calculus of expectations and probabilities: a normal form, and models in numbers."""
