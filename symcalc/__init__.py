"""symcalc: checks derivations as people write them, and derives its own."""
