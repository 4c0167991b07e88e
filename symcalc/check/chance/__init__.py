"""Claims about random variables and events."""
