"""The command ``zalada``."""

from chat_server.cli.main import main

__all__ = ["main"]
