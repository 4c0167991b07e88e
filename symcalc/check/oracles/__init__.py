"""The witnesses: one module each, independent of one another."""
