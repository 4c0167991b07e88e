"""From a problem to its derivation: result, steps and witnesses."""
