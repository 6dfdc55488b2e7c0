"""Who is on the full hub's shop, as both the server and its driver must know."""

AGENT_COUNT = 10
PASSWORD = "benchmark password"
TOKENS = "tokens.json"
"""The file in the data folder with the visitors' tokens."""
