"""How the properties of the core are searched."""

from hypothesis import settings

# A busy machine is no counter-example: what is slow is caught by the test's own timeout.
settings.register_profile("no_deadline", deadline=None)
settings.load_profile("no_deadline")
