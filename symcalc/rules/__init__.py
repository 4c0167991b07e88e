"""Knowledge of calculus, as rows of one Rule type."""
