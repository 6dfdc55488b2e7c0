"""How well the FAQ engine answers, measured on sets written for it: ``python -m tests.eval``."""
