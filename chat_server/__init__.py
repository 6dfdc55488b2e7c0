"""Zalada: live chat and helpdesk for small e-shops."""

__version__ = "0.1.0"
