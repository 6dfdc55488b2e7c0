"""What the user can mend."""


class ProblemError(Exception):
    """One sentence that says what is wrong and what to do."""
